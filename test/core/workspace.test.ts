import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parse } from "../../server/core/dialects/parse";
import type { DirectoryEntry, Host } from "../../server/core/workspace/host";
import { Workspace } from "../../server/core/workspace/workspace";

const ROOT = "file:///w";
const LINKS = '[甲](../Page/甲#史.md "wikilink")與[乙](../Page/乙.md "wikilink")。\n';

/** Files in memory; `asked` tells what was asked for. */
class MemoryHost implements Host {
  readonly asked: string[] = [];

  constructor(readonly files: Record<string, string>) {}

  async readDirectory(folder: string): Promise<DirectoryEntry[]> {
    this.asked.push(`list ${folder}`);
    const inside = Object.keys(this.files).filter((uri) => uri.startsWith(`${folder}/`));
    const names = new Map(
      inside.map((uri): [string, DirectoryEntry["kind"]] => {
        const [name = "", ...rest] = uri.slice(folder.length + 1).split("/");
        return [decodeURIComponent(name), rest.length > 0 ? "directory" : "file"];
      }),
    );
    return [...names].map(([name, kind]) => ({ name, kind }));
  }

  async pause(): Promise<void> {}

  async readFile(file: string): Promise<string | undefined> {
    this.asked.push(`read ${decodeURIComponent(file)}`);
    return this.files[file];
  }
}

const page = (title: string) => `${ROOT}/Page/${encodeURIComponent(title)}.md`;

function open(host: Host, { roots = [ROOT], warnings = [] as string[] } = {}) {
  const workspace = new Workspace(host, { isRule: () => true, warn: (message) => warnings.push(message) });
  workspace.setRoots(roots);
  return workspace;
}

describe("the workspace", () => {
  test("asks for nothing before somebody wants to know, then for the pages and the headings that are linked to", async () => {
    const host = new MemoryHost({ [page("甲")]: "# 史\n", [page("丙")]: "# 丙\n" });
    const workspace = open(host);
    const document = workspace.open(page("例"), "markdown", 1, LINKS);
    const before = workspace.snapshot(document)!;
    assert.deepEqual(before.facts.pages.resolve("甲"), { status: "unknown" });
    assert.deepEqual(before.facts.pages.nearest("甲", 3), []);
    assert.deepEqual(host.asked, []);
    assert.equal(await workspace.learn(document), true);
    const { pages } = workspace.snapshot(document)!.facts;
    assert.deepEqual(pages.resolve("甲"), { status: "exact", path: "Page/甲.md", title: "甲" });
    assert.deepEqual(pages.resolve("乙"), { status: "missing" });
    assert.deepEqual(pages.headings("Page/甲.md"), ["史"]);
    assert.equal(pages.headings("Page/丙.md"), undefined);
    assert.deepEqual(host.asked, [`list ${ROOT}/Page`, `read ${ROOT}/Page/甲.md`]);
    assert.equal(await workspace.learn(document), false);
    assert.equal(host.asked.length, 2);
  });

  test("pictures are looked up in their folders, again when they were missing; an unsaved page says nothing", async () => {
    const text = `![甲](../images/a%20b.png "wikilink")![乙](../images/no.png)![丙](/x.png)![丁](https://a.example/x.png)\n`;
    const host = new MemoryHost({ [page("例")]: text, [`${ROOT}/images/a b.png`]: "" });
    const workspace = open(host);
    const document = workspace.open(page("例"), "markdown", 1, text + LINKS);
    const missing = () => workspace.snapshot(document)!.facts.missingPictures;
    assert.deepEqual([...missing()], []);
    assert.equal(await workspace.learn(document), true);
    const found = missing();
    assert.deepEqual([...found], ["../images/no.png"]);
    assert.equal(await workspace.learn(document), false);
    assert.equal(missing(), found);
    host.files[`${ROOT}/images/no.png`] = "";
    assert.equal(await workspace.learn(document), true);
    assert.deepEqual([...missing()], []);
    const unsaved = workspace.open(page("新"), "markdown", 1, text + LINKS);
    await workspace.learn(unsaved);
    assert.deepEqual([...workspace.snapshot(unsaved)!.facts.missingPictures], []);
    delete host.files[`${ROOT}/images/no.png`];
    host.files[page("例")] = text + LINKS;
    workspace.close(page("例"));
    const closed = await workspace.fileAt(page("例"));
    assert.ok(typeof closed === "object");
    assert.deepEqual([...closed.snapshot.facts.missingPictures], ["../images/no.png"]);
  });

  test("facts and snapshots are the same objects as long as nothing changes", async () => {
    const workspace = open(new MemoryHost({ [page("甲")]: "甲\n" }));
    const document = workspace.open(page("例"), "markdown", 1, LINKS);
    const first = workspace.snapshot(document)!;
    assert.equal(workspace.snapshot(document), first);
    document.change({ start: 0, end: 0, newText: "字" });
    document.version = 2;
    const second = workspace.snapshot(document)!;
    assert.equal(second.facts, first.facts);
    assert.deepEqual(
      [first.version, second.version, first.article.text.length + 1],
      [1, 2, second.article.text.length],
    );
    await workspace.learn(document);
    assert.notEqual(workspace.snapshot(document)!.facts, first.facts);
    assert.deepEqual(first.facts.pages.resolve("甲"), { status: "unknown" }, "an old snapshot stays as it was");
    assert.ok(Object.isFrozen(second) && Object.isFrozen(second.facts));
  });

  test("a burst of changes is one parse, equal to one from scratch", () => {
    const workspace = open(new MemoryHost({}));
    const document = workspace.open(page("例"), "markdown", 1, `${LINKS}\n一\\[1\\]二。\n`);
    workspace.snapshot(document);
    for (const [start, end, newText] of [
      [3, 3, "字"],
      [40, 45, ""],
      [0, 2, "# 題\n\n["],
      [12, 13, "\\[2\\]"],
    ] as const) {
      document.change({ start, end, newText });
    }
    const { article } = workspace.snapshot(document)!;
    const scratch = parse(document.text, "markdown").article;
    assert.equal(article.text, document.text);
    assert.deepEqual(
      [article.links, article.markers, article.headings],
      [scratch.links, scratch.markers, scratch.headings],
    );
  });

  test("pages that come, change and go", async () => {
    const host = new MemoryHost({ [page("甲")]: "# 史\n" });
    const workspace = open(host);
    const document = workspace.open(page("例"), "markdown", 1, LINKS);
    await workspace.learn(document);
    const status = () => workspace.snapshot(document)!.facts.pages.resolve("乙").status;
    assert.equal(await workspace.filesChanged([{ uri: page("乙"), deleted: false }]), true);
    assert.equal(status(), "exact");
    assert.equal(await workspace.filesChanged([{ uri: page("乙"), deleted: true }]), true);
    assert.equal(status(), "missing");
    assert.equal(await workspace.filesChanged([{ uri: "file:///elsewhere/Page/乙.md", deleted: false }]), false);
    assert.equal(await workspace.filesChanged([{ uri: page("丙"), deleted: true }]), false);
    host.files[page("甲")] = "# 新史\n";
    assert.equal(await workspace.filesChanged([{ uri: page("甲"), deleted: false }]), true);
    await workspace.learn(document);
    assert.deepEqual(workspace.snapshot(document)!.facts.pages.headings("Page/甲.md"), ["新史"]);
  });

  test("a folder that goes takes its pages with it, one that comes brings them", async () => {
    const inside = `${ROOT}/Page/${encodeURIComponent("深")}`;
    const host = new MemoryHost({ [page("甲")]: "# 史\n", [`${inside}/${encodeURIComponent("頁")}.md`]: LINKS });
    const workspace = open(host);
    await workspace.scan();
    const status = async () => (await workspace.wiki(page("甲"))).index.pages.find("深/頁")?.status ?? "missing";
    const linking = async () =>
      (await workspace.wiki(page("甲"))).index.backlinks("Page/甲.md").map(({ path }) => path);
    assert.deepEqual([await status(), await linking()], ["exact", ["Page/深/頁.md"]]);
    const { files } = host;
    const [kept, moved] = [{ [page("甲")]: files[page("甲")]! }, { ...files }];
    for (const uri of Object.keys(files)) delete files[uri];
    Object.assign(files, kept);
    assert.equal(await workspace.filesChanged([{ uri: inside, deleted: true }]), true);
    assert.deepEqual([await status(), await linking()], ["missing", []]);
    Object.assign(files, moved);
    assert.equal(await workspace.filesChanged([{ uri: inside, deleted: false }]), true);
    assert.deepEqual([await status(), await linking()], ["exact", ["Page/深/頁.md"]]);
    assert.equal(await workspace.filesChanged([{ uri: `${ROOT}/Page/picture.png`, deleted: false }]), false);
  });

  test("without a Page folder in the workspace the pages stay unknown", async () => {
    const host = new MemoryHost({ "file:///Page/甲.md": "甲\n" });
    const workspace = open(host);
    const document = workspace.open(`${ROOT}/例.md`, "markdown", 1, LINKS);
    await workspace.learn(document);
    assert.equal(workspace.snapshot(document)!.facts.pages.resolve("甲").status, "unknown");
    assert.deepEqual(host.asked, []);
    const empty = workspace.open(`${ROOT}/wiki/Talk/例.md`, "markdown", 1, LINKS);
    await workspace.learn(empty);
    assert.equal(workspace.snapshot(empty)!.facts.pages.resolve("甲").status, "unknown");
  });

  test("another release of MediaWiki numbers the footnotes of open wikitext anew", async () => {
    const settings = `${ROOT}/.redlink.json`;
    const host = new MemoryHost({ [page("甲")]: "", [settings]: '{"wikitext.mediawiki": "1.43"}' });
    const workspace = open(host);
    const text = '甲<ref name="書" details="頁一">某書</ref><ref>別的</ref>';
    const document = workspace.open(`${ROOT}/Page/x.wikitext`, "wikitext", 1, text);
    await workspace.configured(document.uri);
    const labels = () => workspace.snapshot(document)!.article.markers.map(({ label }) => label);
    assert.deepEqual(labels(), ["1"]);
    host.files[settings] = "{}";
    await workspace.filesChanged([{ uri: settings, deleted: false }]);
    assert.deepEqual(labels(), ["1.1", "2"]);
    workspace.setSettings({ mediawiki: 39 });
    assert.deepEqual(labels(), ["1"]);
    document.change({ start: 0, end: 1, newText: "乙" });
    assert.deepEqual(labels(), ["1"]);
  });

  test("a file without an open folder is at home where its Page folder is", async () => {
    const host = new MemoryHost({ [page("甲")]: "# 史\n", [`${ROOT}/.redlink.json`]: '{"maxProblems": 3}' });
    const workspace = open(host, { roots: [] });
    const document = workspace.open(page("例"), "markdown", 1, LINKS);
    await workspace.configured(document.uri);
    assert.equal(workspace.configurationOf(document.uri).maxProblems, 3);
    await workspace.learn(document);
    assert.equal(workspace.snapshot(document)!.facts.pages.resolve("甲").status, "exact");
  });

  test("files a page names by a path are found in the workspace, and only there", () => {
    const workspace = open(new MemoryHost({}));
    const document = workspace.open(page("例"), "markdown", 1, LINKS);
    assert.equal(
      workspace.uriOfFile(document, "../Images/橋 1.png"),
      `${ROOT}/Images/${encodeURIComponent("橋 1.png")}`,
    );
    assert.equal(workspace.uriOfFile(document, "../../../etc/passwd"), undefined);
  });

  test("a page that is open is read as it stands", async () => {
    const workspace = open(new MemoryHost({ [page("甲")]: "# 舊\n" }));
    const document = workspace.open(page("例"), "markdown", 1, LINKS);
    const text = async () => (await workspace.page(document, "Page/甲.md"))?.article.text;
    assert.equal(await text(), "# 舊\n");
    const other = workspace.open(page("甲"), "markdown", 1, "新\n");
    assert.equal(await text(), "新\n");
    workspace.close(other.uri);
    assert.equal(await text(), "# 舊\n");
    assert.equal(await workspace.page(document, "Page/無.md"), undefined);
  });

  test("an untitled document is an article by its language and content", () => {
    const workspace = open(new MemoryHost({}));
    assert.ok(workspace.snapshot(workspace.open("untitled:Untitled-1", "markdown", 1, LINKS)));
    assert.equal(workspace.snapshot(workspace.open("untitled:Untitled-2", "plaintext", 1, LINKS)), undefined);
    assert.equal(workspace.snapshot(workspace.open("untitled:Untitled-3", "markdown", 1, "# 讀我\n")), undefined);
  });
});

describe("word lists", () => {
  const LIST = `${ROOT}/${encodeURIComponent("詞.tsv")}`;
  const SETTINGS = `${ROOT}/.redlink.json`;

  async function opened(files: Record<string, string>) {
    const host = new MemoryHost(files);
    const warnings: string[] = [];
    const watched: (readonly string[])[] = [];
    const workspace = new Workspace(host, {
      isRule: () => true,
      warn: (message) => warnings.push(message),
      watch: (paths) => watched.push(paths),
    });
    workspace.setRoots([ROOT]);
    const document = workspace.open(page("例"), "markdown", 1, LINKS);
    const formOf = async (word: string) => {
      await workspace.configured(document.uri);
      const { wordLists } = workspace.snapshot(document)!.facts;
      return wordLists.map((list) => list.wordsFor("tw").longest(word, 0, () => 0)?.form);
    };
    return { host, workspace, document, warnings, watched, formOf };
  }

  test("the workspace's comes before the user's; each is read once, and watched", async () => {
    const user = `${ROOT}/user.tsv`;
    const { workspace, host, watched, warnings, formOf } = await opened({
      [SETTINGS]: '{ "variants.words": "詞.tsv" }',
      [LIST]: "甲\t一\n",
      [user]: "甲\t二\n乙\t三\n",
    });
    workspace.setSettings({ words: "user.tsv" });
    assert.deepEqual(await formOf("甲"), ["一", "二"]);
    assert.deepEqual(await formOf("乙"), [undefined, "三"]);
    assert.equal(host.asked.filter((asked) => asked.includes(".tsv")).length, 2);
    assert.deepEqual([watched, warnings], [[["詞.tsv", "user.tsv"]], []]);
    workspace.setSettings({ words: "詞.tsv" });
    assert.deepEqual(await formOf("甲"), ["一"]);
    workspace.setSettings({});
    assert.deepEqual(await formOf("甲"), ["一"]);
  });

  test("one that has changed is read anew, and the facts are others", async () => {
    const { workspace, host, document, formOf } = await opened({
      [SETTINGS]: '{ "variants.words": "詞.tsv" }',
      [LIST]: "甲\t一\n",
    });
    assert.deepEqual(await formOf("甲"), ["一"]);
    const { facts } = workspace.snapshot(document)!;
    host.files[LIST] = "甲\t二\n";
    assert.equal(await workspace.filesChanged([{ uri: `${ROOT}/other.tsv`, deleted: false }]), false);
    assert.equal(workspace.snapshot(document)!.facts, facts);
    assert.equal(await workspace.filesChanged([{ uri: LIST, deleted: false }]), true);
    assert.notEqual(workspace.snapshot(document)!.facts, facts);
    assert.deepEqual(await formOf("甲"), ["二"]);
    delete host.files[LIST];
    assert.equal(await workspace.filesChanged([{ uri: LIST, deleted: true }]), true);
    assert.deepEqual(await formOf("甲"), []);
  });

  test("what is wrong with one is said once, with its name and line; the rest holds", async () => {
    const { workspace, host, warnings, formOf } = await opened({
      [SETTINGS]: '{ "variants.words": "詞.tsv" }',
      [LIST]: "甲\t一\n乙\n",
    });
    workspace.setSettings({ words: "none.tsv" });
    assert.deepEqual(await formOf("甲"), ["一"]);
    const missing = "none.tsv: the word list cannot be read; variants.words must name a file in the workspace";
    assert.deepEqual(warnings.splice(0), [
      "詞.tsv:2: expected a word, a tab and its form, perhaps a tab and a variant",
      missing,
    ]);
    await workspace.filesChanged([{ uri: LIST, deleted: false }]);
    assert.deepEqual(warnings, []);
    host.files[LIST] = "甲\t一\n";
    await workspace.filesChanged([{ uri: LIST, deleted: false }]);
    assert.deepEqual(warnings, [missing]);
  });
});

describe("the dictionaries", () => {
  test("are loaded after a check, when a page in Traditional could need them", async () => {
    const workspace = open(new MemoryHost({}));
    const hans = workspace.open(page("简"), "markdown", 1, "这里的历史与[关系](../Page/关系.md)，以后再说。\n");
    assert.equal(await workspace.learn(hans), false);
    const plain = workspace.open(page("繁"), "markdown", 1, "這個歷史與[關係](../Page/關係.md)，過後再說。\n");
    await workspace.learn(plain);
    assert.equal(workspace.snapshot(plain)!.facts.lexicon, undefined);
    const hant = workspace.open(page("后"), "markdown", 1, "這個歷史與[關係](../Page/關係.md)，以后再說。\n");
    const before = workspace.snapshot(hant)!.facts;
    assert.equal(before.lexicon, undefined);
    assert.equal(await workspace.learn(hant), true);
    const { facts } = workspace.snapshot(hant)!;
    assert.deepEqual(
      facts.lexicon?.suspectsIn("以后再說").map(({ forms }) => forms),
      [["後"]],
    );
    assert.equal(await workspace.learn(hant), false);
    assert.equal(workspace.snapshot(hant)!.facts, facts);
    assert.equal(workspace.snapshot(plain)!.facts.lexicon, facts.lexicon);
  });
});
