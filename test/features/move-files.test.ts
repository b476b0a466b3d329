import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { dialectOfPath } from "../../server/core/dialects/detect";
import { parse } from "../../server/core/dialects/parse";
import { moveFiles } from "../../server/core/features/move-files";
import type { Move } from "../../server/core/features/page-edits";
import type { Article, Link } from "../../server/core/model/article";
import { summarize } from "../../server/core/model/summary";
import { applyEdits } from "../../server/core/text/edit";
import { WikiIndex } from "../../server/core/workspace/index/wiki-index";
import { byPage } from "../../server/core/workspace/linking";
import { folderOf, joinPath } from "../../server/core/workspace/paths";

type Tree = Readonly<Record<string, string>>;

const articleOf = (path: string, text: string): Article => parse(text, dialectOfPath(path) ?? "markdown").article;

function indexOf(tree: Tree): WikiIndex {
  const index = new WikiIndex();
  for (const path of Object.keys(tree)) if (dialectOfPath(path)) index.addFile(path);
  for (const [path, text] of Object.entries(tree)) {
    if (dialectOfPath(path)) index.set(path, summarize(articleOf(path, text)));
  }
  return index;
}

const pathAfter = (path: string, moves: readonly Move[]): string => {
  const move = moves.find(({ from }) => path === from || path.startsWith(`${from}/`));
  return move ? move.to + path.slice(move.from.length) : path;
};

/** The tree after the edits and the moves. */
async function moved(tree: Tree, moves: readonly Move[]): Promise<Tree> {
  const pages = await moveFiles(moves, indexOf(tree), {
    page: async (path) => (path in tree ? { uri: path, article: articleOf(path, tree[path]!) } : undefined),
    linkingPages: async (links) =>
      [...byPage(links)].map(([path, found]) => ({ uri: path, path, text: tree[path]!, links: found })),
  });
  const edited = new Map(pages.map(({ uri, text, edits }) => [uri, applyEdits(text, edits)]));
  return Object.fromEntries(
    Object.entries(tree).map(([path, text]) => [pathAfter(path, moves), edited.get(path) ?? text]),
  );
}

const changed = async (tree: Tree, ...moves: readonly [string, string][]) => {
  const after = await moved(
    tree,
    moves.map(([from, to]) => ({ from, to })),
  );
  const before = Object.fromEntries(
    Object.entries(tree).map(([path, text]) => [
      pathAfter(
        path,
        moves.map(([from, to]) => ({ from, to })),
      ),
      text,
    ]),
  );
  return Object.fromEntries(Object.entries(after).filter(([path, text]) => before[path] !== text));
};

describe("files that move", () => {
  const link = (target: string) => `[字](${target} "wikilink")`;

  test("to another depth: the way to pages, images and files", async () => {
    const page = `${link("../Page/乙.md")}${link("../Page/乙#史.md")}![圖](../images/x.png)[檔](<../a b.pdf>)${link("../Category/城.md")}${link("../Page/沒有.md")}[網](https://example.org/../x)${link("#史")}<a href="../Page/乙.md" title="wikilink">乙</a>\n\n## 史\n`;
    const tree = { "Page/甲.md": page, "Page/乙.md": "" };
    assert.deepEqual(await changed(tree, ["Page/甲.md", "Page/深/處/甲.md"]), {
      "Page/深/處/甲.md": page
        .replaceAll("(../Page/", "(../../../Page/")
        .replace("../images", "../../../images")
        .replace("../a b", "../../../a b")
        .replace("../Category", "../../../Category")
        .replace('"../Page', '"../../../Page'),
    });
    const out = await changed(tree, ["Page/甲.md", "甲.md"]);
    assert.ok(out["甲.md"]!.startsWith(`${link("Page/乙.md")}${link("Page/乙#史.md")}![圖](images/x.png)`));
  });

  test("a page that stays and one that moves, each naming the other", async () => {
    assert.deepEqual(
      await changed({ "Page/甲.md": link("../Page/乙.md"), "Page/乙.md": link("../Page/甲.md") }, [
        "Page/甲.md",
        "Page/深/丙.md",
      ]),
      { "Page/深/丙.md": link("../../Page/乙.md"), "Page/乙.md": link("../Page/深/丙.md") },
    );
  });

  test("links between files of one folder stay as they are", async () => {
    const tree = { "Page/OS/2.md": `[三](3.md)![圖](圖/x.png)`, "Page/OS/3.md": "" };
    assert.deepEqual(await changed(tree, ["Page/OS", "Page/系統"]), {});
    assert.deepEqual(
      await changed({ "Page/OS/2.md": link("../../Page/OS/3.md"), "Page/OS/3.md": "" }, ["Page/OS", "Page/系統"]),
      {
        "Page/系統/2.md": link("../../Page/系統/3.md"),
      },
    );
  });

  test("what is wrong already, titles by themselves and other sites stay as they are", async () => {
    const page = `${link("../../../Page/乙.md")}${link("乙")}[站](http://a.example/x.md)[根](/x.png)[信](mailto:a@b.c)`;
    assert.deepEqual(await changed({ "Page/甲.md": page, "Page/乙.md": "" }, ["Page/甲.md", "Page/深/甲.md"]), {});
  });

  test("wikitext names titles: only those that change", async () => {
    const tree = { "甲.wiki": "[[乙]][[Template:丙]]", "乙.wiki": "[[甲|甲]]", "Template/丙.wiki": "[[甲]]" };
    assert.deepEqual(await changed(tree, ["乙.wiki", "丁/丁.wiki"], ["Template/丙.wiki", "Template/戊.wiki"]), {
      "甲.wiki": "[[丁]][[Template:戊]]",
    });
    assert.deepEqual(await changed(tree, ["甲.wiki", "甲/甲.wiki"]), {}, "the same title in another folder");
  });
});

test("after any move every link leads to where it led", async () => {
  const names = ["甲", "乙", "丙", "丁"];
  const folders = ["", "深/", "深/處/", "旁/"];
  const pages = folders.flatMap((folder) =>
    names.map((name) => `Page/${folder}${name}${folder.replaceAll("/", "")}.md`),
  );
  const wikitext = names.map((name) => `${name}/${name}文.wikitext`);
  const files = ["images/x.png", "Page/深/圖.png", "Category/城.md"];
  const up = (path: string) => "../".repeat(path.split("/").length - 1);
  const linkFrom = (path: string) =>
    dialectOfPath(path) === "wikitext"
      ? fc.constantFrom(...pages, ...wikitext).map((to) => `[[${titleOf(to)}]]`)
      : fc.oneof(
          fc.constantFrom(...pages).map((to) => `[字](${up(path)}${to} "wikilink")`),
          fc.constantFrom(...pages).map((to) => `<a href="${up(path)}${to}" title="wikilink">字</a>`),
          fc.constantFrom(...pages).map((to) => `[字](${titleOf(to)} "wikilink")`),
          // From inside the folder of pages up to it: right by title and as a path.
          fc.constantFrom(...pages).map((to) => `[字](${up(path).slice(3)}${to.slice("Page/".length)} "wikilink")`),
          fc.constantFrom(...files).map((to) => `![字](${up(path)}${to})`),
        );
  const tree = fc
    .subarray([...pages, ...wikitext], { minLength: 4 })
    .chain((paths) =>
      fc.record(
        Object.fromEntries(paths.map((path) => [path, fc.array(linkFrom(path), { maxLength: 5 }).map(String)])),
      ),
    );
  const move = fc.oneof(
    fc.tuple(fc.constantFrom(...pages), fc.constantFrom("Page/新.md", "Page/新/深/新.md", "Page/深/新.md")),
    fc.tuple(fc.constantFrom(...wikitext), fc.constantFrom("新/新.wikitext", "Template/新.wiki")),
    fc.tuple(
      fc.constantFrom("Page/深", "Page/深/處", "Page/旁"),
      fc.constantFrom("Page/別", "Page/別/處", "Page/旁/深旁"),
    ),
  );
  await fc.assert(
    fc.asyncProperty(tree, move, async (before, [from, to]) => {
      fc.pre(!to.startsWith(`${from}/`));
      const after = await moved(before, [{ from, to }]);
      const [old, now] = [indexOf(before), indexOf(after)];
      for (const [path, text] of Object.entries(before)) {
        const there = pathAfter(path, [{ from, to }]);
        const links = articleOf(path, text).links;
        const linksNow = articleOf(there, after[there]!).links;
        assert.equal(linksNow.length, links.length);
        for (const [at, link] of links.entries()) {
          const expected = leads(link, path, old).map((one) => one && pathAfter(one, [{ from, to }]));
          assert.deepEqual(
            leads(linksNow[at]!, there, now),
            expected,
            `${path}: ${link.destination} → ${linksNow[at]!.destination}`,
          );
        }
      }
    }),
    { numRuns: 300 },
  );
});

function titleOf(path: string): string {
  return path
    .replace(/^Page\//, "")
    .replace(/^.\/(?=.文)/, "")
    .replace(/\.[a-z]+$/, "");
}

/** What a link leads to by its title, and as a path when there is something. */
function leads(link: Link, from: string, index: WikiIndex): (string | undefined)[] {
  const isWikitext = dialectOfPath(from) === "wikitext";
  const page = link.kind === "page" ? (isWikitext ? index.titles : index.pages).find(link.title)?.path : undefined;
  if (isWikitext || !/^\.\.?\/|\.md$|\.png$/.test(link.destination)) return [page, undefined];
  const file = joinPath(folderOf(from), link.destination);
  // Pictures that move together with a folder of pages are not looked up.
  const isFile = link.kind !== "page" && !file.startsWith("Page/");
  return [page, isFile || index.has(file) ? file : undefined];
}
