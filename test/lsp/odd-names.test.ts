import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import type { WorkspaceEdit } from "vscode-languageserver";
import { cli } from "../cli/cli";
import { EDITOR, type TestClient, withClient } from "./client";
import { carryOut, moveFile } from "./workspace-edit";

const capabilities = {
  workspace: { ...EDITOR.workspace, workspaceEdit: { resourceOperations: ["rename" as const] } },
};

/*
 * Where links lead is told by others here: CommonMark by markdown-it, RFC 3986 by the URL class.
 */
const markdown = new MarkdownIt("commonmark", { html: true });
markdown.validateLink = () => true;
markdown.normalizeLink = (url) => url;

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&quot;": '"',
  "&#39;": "'",
  "&lt;": "<",
  "&gt;": ">",
};

/** The destinations of a page's links, as a browser gets them. */
function hrefs(text: string): string[] {
  const found: string[] = [];
  for (const { children } of markdown.parse(text, {})) {
    for (const token of children ?? []) {
      const html = token.type === "html_inline" ? /^<a href=(?:"([^"]*)"|'([^']*)')/.exec(token.content) : null;
      if (html) found.push((html[1] ?? html[2]!).replace(/&(?:amp|quot|#39|lt|gt);/g, (entity) => ENTITIES[entity]!));
      else if (token.type === "link_open") found.push(String(token.attrGet("href")));
      else if (token.type === "image") found.push(String(token.attrGet("src")));
    }
  }
  return found;
}

/** The file a destination leads to, and its anchor; undefined when there is no such file. */
function leadsTo(href: string, page: string): [file: string, anchor: string] | undefined {
  const url = new URL(href, pathToFileURL(page));
  if (url.protocol !== "file:") return undefined;
  const path = decodeURIComponent(url.pathname);
  return existsSync(path) && statSync(path).isFile() ? [path, decodeURIComponent(url.hash)] : undefined;
}

/** Where the links of all pages below a folder lead; of a link of wikitext, its title. */
function linksBelow(root: string): Map<string, ([file: string, anchor: string] | undefined)[]> {
  const links = new Map<string, ([string, string] | undefined)[]>();
  for (const name of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    const path = join(root, name);
    if (!name.endsWith(".md") || !statSync(path).isFile()) continue;
    links.set(
      path,
      hrefs(readFileSync(path, "utf8")).map((href) => leadsTo(href, path)),
    );
  }
  return links;
}

/** What `redlink check` finds in a wiki, as rules. */
async function found(root: string): Promise<string[]> {
  const { out, err } = await cli({ path: root }, ["check", ".", "--format", "jsonl"]);
  assert.equal(err, "");
  const findings = out.split("\n").filter((line) => line.startsWith("{"));
  return findings.map((line) => (JSON.parse(line) as { rule: string }).rule).sort();
}

const ODD = [
  " ",
  "#",
  "?",
  "%",
  "%20",
  "%zz",
  "&",
  "&amp;",
  "(",
  ")",
  "[",
  "]",
  "'",
  '"',
  "!",
  "$",
  "*",
  "_",
  "~",
  "`",
  "+",
  "=",
  ",",
  ";",
  "@",
  "^",
  "{",
  "}",
  "|",
  "<",
  ">",
  "\\",
  ":",
  ".",
  ".md",
  "·",
  "　",
  "é",
  "𠮷",
  "--",
  "](",
  "](x)",
  "-{",
  "1",
];

/** Names that differ in their first letter, so that no two are spellings of one title. */
const name = (letter: string) =>
  fc
    .array(fc.constantFrom(...ODD, "字", "a"), { maxLength: 5 })
    .map((parts) => letter + parts.join("").replace(/\.md$/, ""));

/** A relative path, written in several ways that are all right. */
function written(way: string, style: number, anchor: string): string {
  const encoded = way.split("/").map(encodeURIComponent).join("/").replace(/[()]/g, "\\$&");
  const html = encodeURI(way).replace(/[#?]/g, encodeURIComponent).replaceAll("&", "&amp;");
  switch (style) {
    case 0:
      return `[字](${encoded}${anchor} "wikilink")`;
    case 1: {
      const raw = way.replace(/[%#?\\<>`|]/g, encodeURIComponent).replaceAll("&", "&amp;");
      return `[字](<${raw}${anchor}> "wikilink")`;
    }
    case 2:
      return `<a href="${html}${anchor}" title="wikilink">字</a>`;
    default:
      return `![字](${encoded})`;
  }
}

interface Tree {
  readonly files: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
  readonly picture: string;
}

const links = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.constantFrom("", "#節", "#%E7%AF%80"), fc.boolean()), {
  maxLength: 5,
});

/** A wiki of odd names, whose pages link to one another and to files. */
const tree: fc.Arbitrary<Tree> = fc
  .record({
    names: fc.tuple(...[..."甲乙丙丁戊"].map(name)),
    folders: fc.tuple(name("深"), name("圖")),
    links: fc.array(links, { minLength: 4, maxLength: 4 }),
  })
  .map(({ names: [one, two, three, four, five], folders: [deep, images], links: all }) => {
    const pages = [`Page/${one}.md`, `Page/${two}.md`, `Page/${deep}/${three}.md`, `Page/${deep}/${four}.md`];
    const picture = `${images}/${five}.png`;
    const targets = [...pages, picture];
    const files: Record<string, string> = { [picture]: "" };
    for (const [index, page] of pages.entries()) {
      const lines = all[index]!.map(([pick, style, anchor, viaRoot]) => {
        const target = targets[pick % targets.length]!;
        const up = "../".repeat(page.split("/").length - 1);
        const way = viaRoot ? up + target : relative(join("/", page, ".."), join("/", target));
        return target === picture ? written(way, 3, "") : written(way.replace(/^(?=[^/]*:)/, "./"), style % 3, anchor);
      });
      files[page] = `# 題\n\n${lines.join("\n\n")}\n\n## 節\n\n[塔](../Page/${"../".repeat(0)}沒有.md "wikilink")\n`;
    }
    return { files, paths: pages, picture };
  });

/** After a change that moved files, every link leads to the file it led to, and `check` finds nothing new. */
async function assertKept(root: string, change: () => Promise<(path: string) => string>): Promise<void> {
  const before = linksBelow(root);
  const foundBefore = await found(root);
  const now = await change();
  const after = linksBelow(root);
  for (const [page, led] of before) {
    const leads = after.get(now(page));
    assert.ok(leads, `${page} is where it was moved to`);
    for (const [at, target] of led.entries()) {
      if (target) assert.deepEqual(leads[at], [now(target[0]), target[1]], readFileSync(now(page), "utf8"));
    }
  }
  assert.deepEqual(await found(root), foundBefore);
}

/** How many wikis one server has open: each is a folder of its own. */
const WIKIS = 20;
/** Many wikis a run: looking for a smaller counterexample would take an hour. */
const RUNS = { numRuns: 2, endOnFailure: true };

const severalOf = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: WIKIS, maxLength: WIKIS });

/** Opens wikis in one server, and does something in each. */
async function inEach<T extends { readonly files: Tree["files"] }>(
  cases: readonly T[],
  body: (client: TestClient, wiki: string, one: T) => Promise<void>,
): Promise<void> {
  const files = cases.flatMap((one, index) =>
    Object.entries(one.files).map(([path, text]) => [`${index}/${path}`, text] as const),
  );
  await withClient({ files: Object.fromEntries(files), capabilities }, async (client) => {
    for (const [index, one] of cases.entries()) await body(client, String(index), one);
  });
}

/** Signs that titles of MediaWiki may hold. */
const IN_TITLES = [
  " ",
  "?",
  "%",
  "&",
  "(",
  ")",
  "'",
  '"',
  "!",
  "$",
  "*",
  "~",
  "+",
  "=",
  ",",
  ";",
  ":",
  ".",
  "/",
  "·",
  "é",
  "字",
  "a",
];

describe("odd names", () => {
  const move = fc
    .tuple(tree, fc.nat(), name("新"), name("處"))
    .map(([one, pick, to, folder]) => ({ ...one, pick, to, folder }));

  test("willRenameFiles: every link leads to the file it led to", () =>
    fc.assert(
      fc.asyncProperty(severalOf(move), (cases) =>
        inEach(cases, async (client, wiki, { paths, picture, pick, to, folder }) => {
          const from = paths[pick % paths.length]!;
          const folders = [
            [join(paths[2]!, ".."), `Page/${folder}`],
            [join(picture, ".."), `${folder}`],
          ];
          const pages = [
            [from, join(from, "..", `${to}.md`)],
            [from, `Page/${folder}/${to}.md`],
          ];
          const [old, now] = [...folders, ...pages, ...pages][pick % 6]! as [string, string];
          const [oldPath, newPath] = [client.folder.resolve(join(wiki, old)), client.folder.resolve(join(wiki, now))];
          await assertKept(client.folder.resolve(wiki), async () => {
            const [oldUri, newUri] = [pathToFileURL(oldPath).href, pathToFileURL(newPath).href];
            const files = [{ oldUri, newUri }];
            carryOut(await client.request<WorkspaceEdit | null>("workspace/willRenameFiles", { files }));
            moveFile(oldPath, newPath);
            return (path) =>
              path === oldPath || path.startsWith(`${oldPath}/`) ? newPath + path.slice(oldPath.length) : path;
          });
        }),
      ),
      RUNS,
    ));

  const rename = fc.tuple(tree, fc.nat(), name("新")).map(([{ files, paths }, pick, title]) => {
    const page = `${written(`../${paths[pick % paths.length]!}`, 0, "")}\n`;
    return { files: { ...files, "Page/頁.md": page }, page, title };
  });

  test("F2: the file moves, every link leads to it; or nothing happens, and a sentence says why", () =>
    fc.assert(
      fc.asyncProperty(severalOf(rename), (cases) =>
        inEach(cases, async (client, wiki, { page, title }) => {
          const uri = await client.open(`${wiki}/Page/頁.md`, page);
          await assertKept(client.folder.resolve(wiki), async () => {
            const position = { line: 0, character: 1 };
            const asked = client.at<WorkspaceEdit>("textDocument/rename", uri, position, { newName: title });
            const edit = await asked.catch((error: Error) => {
              assert.match(error.message, /cannot be a page's title: .*\.$/s);
              return { documentChanges: [] };
            });
            assert.ok(edit, "a link to a page there is");
            carryOut(edit);
            const move = edit.documentChanges?.find((change) => "oldUri" in change);
            const [from, to] =
              move && "oldUri" in move ? [move.oldUri, move.newUri].map((one) => fileURLToPath(one)) : [];
            return (path) => (path === from ? to! : path);
          });
        }),
      ),
      RUNS,
    ));

  const pages = fc
    .record({
      titles: fc.tuple(...[..."甲乙丙"].map(title)),
      style: fc.constantFrom(" ", "_"),
      links: fc.array(fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 })), { maxLength: 5 }), {
        minLength: 3,
        maxLength: 3,
      }),
      pick: fc.nat(),
      next: title("新"),
      isWilled: fc.boolean(),
    })
    .map(({ titles, style, links, ...rest }) => {
      const paths = titles.map((one) => `wikitext/${one.replaceAll(" ", style)}.wikitext`);
      const texts = links.map((all) => all.map(([pick, form]) => `* ${wikilink(titles[pick % 3]!, form)}\n`).join(""));
      const files = Object.fromEntries(paths.map((path, index) => [path, `== 節 ==\n${texts[index]}`]));
      return { files: { ...files, "Page/頁.md": "[頁](../Page/頁.md)\n" }, paths, titles, style, ...rest };
    });

  test("wikitext: every link names the page it named", () =>
    fc.assert(
      fc.asyncProperty(severalOf(pages), (cases) =>
        inEach(cases, async (client, wiki, { files, paths, titles, style, pick, next, isWilled }) => {
          const [path, text] = [paths[pick % 3]!, `${wikilink(titles[pick % 3]!, 0)}\n`];
          const root = client.folder.resolve(wiki);
          const foundBefore = await found(root);
          const asked = isWilled
            ? client.request<WorkspaceEdit | null>("workspace/willRenameFiles", {
                files: [
                  {
                    oldUri: client.uri(`${wiki}/${path}`),
                    newUri: client.uri(`${wiki}/wikitext/${next.replaceAll(" ", style)}.wikitext`),
                  },
                ],
              })
            : client.at<WorkspaceEdit>(
                "textDocument/rename",
                await client.open(`${wiki}/wikitext/頁.wikitext`, text, "mediawiki"),
                { line: 0, character: 3 },
                { newName: next },
              );
          const edit = await asked;
          const open = client.uri(`${wiki}/wikitext/頁.wikitext`);
          const changes = edit?.documentChanges?.filter(
            (change) => !("edits" in change) || change.textDocument.uri !== open,
          );
          carryOut(changes ? { documentChanges: changes } : edit);
          const to = client.folder.resolve(
            `${wiki}/wikitext/${next.replaceAll(" ", isWilled ? style : path.includes(" ") ? " " : "_")}.wikitext`,
          );
          if (isWilled) moveFile(client.folder.resolve(`${wiki}/${path}`), to);
          assert.ok(existsSync(to), to);
          for (const [name, before] of Object.entries(files)) {
            if (!name.endsWith(".wikitext")) continue;
            const now = readFileSync(name === path ? to : client.folder.resolve(`${wiki}/${name}`), "utf8");
            const expected = titlesNamed(before).map((one) => (one === titles[pick % 3] ? next : one));
            assert.deepEqual(titlesNamed(now), expected, now);
          }
          assert.deepEqual(await found(root), foundBefore);
        }),
      ),
      RUNS,
    ));
});

function title(letter: string): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...IN_TITLES), { maxLength: 5 })
    .map((parts) => letter + parts.join(""))
    .map((text) => text.replace(/ +/g, " ").trim())
    .filter((text) => !/~~~|''|&[a-z]+;|(?:^|\/)\.{0,2}(?:\/|$)|\/ | \/|%[a-f\d]{2}/i.test(text));
}

function wikilink(title: string, form: number): string {
  return [`[[${title}]]`, `[[${title.replaceAll(" ", "_")}#節|字]]`, `[[:${title}|${title}]]`, `[[ ${title} #節]]`][
    form
  ]!;
}

/** The titles that links name, as MediaWiki reads them. */
function titlesNamed(text: string): string[] {
  return [...text.matchAll(/\[\[([^\]|]*)/g)].map(([, target]) =>
    target!.replace(/#.*$/s, "").replaceAll("_", " ").trim().replace(/^:/, "").trim(),
  );
}
