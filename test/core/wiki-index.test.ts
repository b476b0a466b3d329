import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { dialectOfPath } from "../../server/core/dialects/detect";
import { parse } from "../../server/core/dialects/parse";
import { type PageSummary, summarize } from "../../server/core/model/summary";
import { LineIndex } from "../../server/core/text/lines";
import { pack, renumber, Strings, unpack } from "../../server/core/workspace/index/packed";
import { WikiIndex } from "../../server/core/workspace/index/wiki-index";

const summary = (text: string, path = "Page/甲.md"): PageSummary =>
  summarize(parse(text, dialectOfPath(path) ?? "markdown").article);
const link = (title: string) => `[字](../Page/${title.replaceAll(" ", "_")}.md "wikilink")`;
const remote = (title: string) => `[字](https://zh.wikipedia.org/wiki/${title} "wikilink")`;
const wikilink = (title: string) => `[[${title}]]`;
const wikiCategory = (name: string) => `[[分类:${name}]]`;
const category = (name: string) => `[Category:${name}](https://zh.wikipedia.org/wiki/Category:${name} "wikilink")`;

/** An index of pages given by path and text. */
function indexOf(pages: Readonly<Record<string, string>>): WikiIndex {
  const index = new WikiIndex();
  for (const path of Object.keys(pages)) index.addFile(path);
  for (const [path, text] of Object.entries(pages)) index.set(path, summary(text, path));
  return index;
}

const sources = (links: readonly { readonly path: string }[]) => links.map(({ path }) => path);

describe("what other pages see of a page", () => {
  const text = `前言[甲\n乙](../Page/甲#史.md "wikilink")與${remote("乙")}。\n\n## 史\n\n\`${link("丙")}\`\n\n<table><tr><td><a href="../Page/丁_(市).md" title="wikilink">丁</a></td></tr></table>\n\n${category("城市")}[外](https://example.org)\n`;

  test("titles, anchors, kinds and places of its links; its headings", () => {
    const { headings, links, dialect } = summary(text);
    assert.equal(dialect, "markdown");
    assert.deepEqual(
      links.map(({ kind, form, title, anchor }) => [kind, form, title, anchor]),
      [
        ["page", "markdown", "甲", "史"],
        ["remote", "markdown", "乙", ""],
        ["page", "html", "丁 (市)", ""],
        ["category", "markdown", "城市", ""],
      ],
    );
    assert.equal(text.slice(links[0]!.start, links[0]!.end), '[甲\n乙](../Page/甲#史.md "wikilink")');
    assert.equal(text.slice(links[0]!.target.start, links[0]!.target.end), "../Page/甲#史.md");
    const lines = new LineIndex(text);
    for (const { start, end, from, to } of links) {
      assert.deepEqual([from, to], [lines.positionAt(start), lines.positionAt(end)]);
    }
    assert.deepEqual(headings[0]!.from, lines.positionAt(headings[0]!.start));
    assert.deepEqual(
      headings.map(({ level, text: shown, start, end }) => [level, shown, text.slice(start, end)]),
      [[2, "史", "## 史"]],
    );
  });

  test("packed, and packed with other numbers, it is the same", () => {
    const strings = new Strings();
    const other = new Strings();
    other.idOf("佔");
    const bytes = pack(summary(text), strings).slice();
    const packed = { bytes, start: 0, numbers: undefined };
    assert.deepEqual(unpack(packed, strings), summary(text));
    const renumbered = renumber(packed, (id) => other.idOf(strings.textOf(id))).slice();
    assert.deepEqual(unpack({ ...packed, bytes: renumbered }, other), summary(text));
    const among = new Uint8Array(bytes.length + 7);
    among.set(bytes, 5);
    const numbers = strings.texts.map((shown) => other.idOf(shown));
    assert.deepEqual(unpack({ bytes: among, start: 5, numbers }, other), summary(text), "where it stands among others");
  });
});

describe("the index of a wiki", () => {
  const wiki = indexOf({
    "Page/甲.md": `${link("乙")}${link("乙")}${link("無")}${remote("丙")}${category("城市")}`,
    "Page/乙.md": `${link("乙")}${link("Abc")}${link("无")}`,
    "Page/丙.md": `${link("ABC")}${link("無")}${link("計算機")}${link("甲")}`,
    "Page/aBC.md": link("缺頁"),
    "Page/计算机.md": "",
    "Category/城市.md": category("地方"),
  });

  test("who links to a page: every link, local or to the web, whatever the spelling", () => {
    assert.deepEqual(sources(wiki.backlinks("Page/乙.md")), ["Page/乙.md", "Page/甲.md", "Page/甲.md"]);
    assert.deepEqual(sources(wiki.backlinks("Page/aBC.md")), ["Page/丙.md", "Page/乙.md"]);
    assert.deepEqual(sources(wiki.backlinks("Page/计算机.md")), ["Page/丙.md"]);
    assert.deepEqual(
      wiki.backlinks("Page/丙.md").map(({ path, kind }) => [path, kind]),
      [["Page/甲.md", "remote"]],
    );
    assert.deepEqual(sources(wiki.backlinks("Category/城市.md")), ["Page/甲.md"]);
    assert.deepEqual(wiki.backlinks("Page/無.md"), []);
    assert.deepEqual(wiki.backlinks("elsewhere.md"), []);
  });

  test("wanted pages, most wanted first, all spellings of one title as one", () => {
    assert.deepEqual(wiki.wanted(), [
      { title: "無", pages: 3 },
      { title: "缺頁", pages: 1 },
    ]);
    assert.deepEqual(wiki.wanted(1), [{ title: "無", pages: 3 }]);
    assert.deepEqual(sources(wiki.linksToMissing("无")), ["Page/丙.md", "Page/乙.md", "Page/甲.md"]);
  });

  test("orphans: a page's link to itself and a link to the web are nobody's way to it", () => {
    assert.deepEqual(wiki.orphans(), ["Page/丙.md"]);
    assert.deepEqual(indexOf({ "Page/甲.md": link("甲") }).orphans(), ["Page/甲.md"]);
    assert.deepEqual(wiki.linkCounts().slice(0, 2), [
      { path: "Page/aBC.md", pages: 2 },
      { path: "Page/乙.md", pages: 1 },
    ]);
  });

  test("of two files with one name but for the case each is itself, and other spellings lead to the first", () => {
    const index = indexOf({
      "Page/Abc.md": "",
      "Page/ABC.md": "",
      "Page/甲.md": `${link("abc")}${link("Abc")}${link("ABC")}`,
    });
    const [small, large] = [index.backlinks("Page/Abc.md"), index.backlinks("Page/ABC.md")];
    assert.deepEqual([small.map(({ title }) => title), large.map(({ title }) => title)], [["abc", "Abc"], ["ABC"]]);
  });

  test("an equal summary is no change", () => {
    const index = indexOf({ "Page/甲.md": link("乙") });
    const { version } = index;
    assert.equal(index.set("Page/甲.md", summary(link("乙"))), false);
    assert.equal(index.addFile("Page/甲.md"), false);
    assert.equal(index.version, version);
    assert.equal(index.set("Page/甲.md", summary(`字${link("乙")}`)), true);
    assert.notEqual(index.version, version);
  });

  test("pages by their findings", () => {
    const index = indexOf({ "Page/甲.md": "", "Page/乙.md": "", "Page/丙.md": "" });
    index.setProblems("Page/甲.md", { error: 0, warning: 2, total: 9 });
    index.setProblems("Page/乙.md", { error: 1, warning: 0, total: 1 });
    index.setProblems("Page/丙.md", { error: 0, warning: 0, total: 0 });
    assert.deepEqual(sources(index.problemPages()), ["Page/乙.md", "Page/甲.md"]);
    index.delete("Page/乙.md");
    assert.deepEqual(sources(index.problemPages()), ["Page/甲.md"]);
  });
});

describe("pages of wikitext", () => {
  const pages = {
    "國/國家.wikitext": "[[國家]]",
    "中/中國.wikitext": "[[国家]][[沒有]][[Template:地]][[分类:地方]][[/子頁]]",
    "Template/地.wiki": "[[沒有|無]]",
    "Category:地方.wiki": "",
    "日/日本.wikitext": "[[無]][[User:甲]]",
    "邦/邦.wikitext": "#REDIRECT [[國家]]",
  };

  test("are wanted, linked to and orphans as pages of Markdown are", () => {
    const index = indexOf(pages);
    assert.deepEqual(index.wanted(), [
      { title: "沒有", pages: 2 },
      { title: "無", pages: 1 },
    ]);
    assert.deepEqual(index.orphans(), ["中/中國.wikitext", "日/日本.wikitext"]);
    assert.deepEqual(sources(index.backlinks("國/國家.wikitext")), [
      "中/中國.wikitext",
      "國/國家.wikitext",
      "邦/邦.wikitext",
    ]);
    assert.deepEqual(sources(index.backlinks("Template/地.wiki")), ["中/中國.wikitext"]);
    assert.deepEqual(sources(index.backlinks("Category:地方.wiki")), ["中/中國.wikitext"]);
    assert.deepEqual(sources(index.linksToMissing("沒有")), ["Template/地.wiki", "中/中國.wikitext"]);
    assert.deepEqual(index.linkCounts()[0], { path: "國/國家.wikitext", pages: 2 });
    assert.deepEqual(index.titles.find("模板:地")?.path, "Template/地.wiki");
    assert.deepEqual(index.titles.find("分類:地方"), {
      status: "exact",
      path: "Category:地方.wiki",
      title: "Category:地方",
    });
  });

  test("that do not link to one another are no wiki: nothing is wanted, nothing an orphan", () => {
    const index = indexOf({ "甲.wiki": "[[沒有]][[甲]]", "乙.wiki": "[[也沒有]]" });
    assert.deepEqual([index.wanted(), index.orphans()], [[], []]);
  });

  test("beside a page of the same title they are its other form", () => {
    const index = indexOf({
      "Page/甲.md": link("乙"),
      "甲.wikitext": "[[乙]][[甲]][[丙]]",
      "Page/乙.md": "",
      "wikitext/丙.wikitext": "",
      "Page/丁.md": link("丙"),
      "Page/计算机.md": "",
      "計/計算機.wikitext": "",
    });
    assert.equal(index.pageCount, 6);
    assert.deepEqual(index.formsOf("甲.wikitext"), ["甲.wikitext", "Page/甲.md"]);
    assert.deepEqual(index.formsOf("計/計算機.wikitext"), ["計/計算機.wikitext"], "another script is another title");
    assert.deepEqual(index.linkCounts(), [
      { path: "Page/乙.md", pages: 1 },
      { path: "wikitext/丙.wikitext", pages: 1 },
    ]);
    assert.deepEqual(index.orphans(), ["Page/丁.md", "Page/甲.md", "Page/计算机.md", "計/計算機.wikitext"]);
    assert.deepEqual(index.wanted(), [{ title: "丙", pages: 1 }], "a link of Markdown wants a file of Markdown");
    assert.deepEqual(sources(index.backlinks("Page/乙.md")), ["Page/甲.md", "甲.wikitext"]);
  });
});

describe("an index that followed 10,000 file events equals one made anew", () => {
  const titles = [
    "甲",
    "乙",
    "无",
    "無",
    "Abc",
    "abc",
    "ABC",
    "A B",
    "A@B",
    "A&B",
    "計算機",
    "计算机",
    "ı",
    "I",
    "ſ",
    "S",
    "Ｓ",
    "é",
    "e\u0301",
  ];
  const names = [
    "甲",
    "乙",
    "無",
    "abc",
    "ABC",
    "A_B",
    "A B",
    "A@B",
    "计算机",
    "計算機",
    "I",
    "S",
    "é",
    "e\u0301",
    "Category:甲",
  ];
  const paths = [
    ...names.map((name) => `Page/${name}.md`),
    "Category/甲.md",
    "Category/乙.md",
    "wikitext/頁.wikitext",
    "wikitext/甲.wikitext",
    "甲/甲.wiki",
    "A_B.mediawiki",
    "計/計算機.wikitext",
    "Template/甲.wiki",
    "分类/甲.wiki",
    "讀我.md",
  ];
  const texts = fc
    .array(fc.tuple(fc.constantFrom(link, remote, category, wikilink, wikiCategory), fc.constantFrom(...titles)), {
      maxLength: 4,
    })
    .map((links) => links.map(([kind, title]) => kind(title)).join("與"));
  const event = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constant("write" as const), path: fc.constantFrom(...paths), text: texts }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("delete" as const),
        path: fc.constantFrom(...paths),
        text: fc.constant(""),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("exclude" as const),
        path: fc.constantFrom(...paths),
        text: fc.constant(""),
      }),
    },
  );

  const answers = (index: WikiIndex) => ({
    wanted: index.wanted(),
    orphans: index.orphans(),
    counts: index.linkCounts(),
    forms: paths.map((path) => index.formsOf(path)),
    count: index.pageCount,
    backlinks: paths.map((path) => index.backlinks(path)),
    missing: titles.map((title) => index.linksToMissing(title)),
    resolved: titles.map((title) => [index.pages.find(title), index.titles.find(title)]),
    nearest: titles.map((title) => [...index.pages.nearest(title, 100)].sort()),
    headings: paths.map((path) => index.headings(path)),
    paths: [...index.paths()].sort(),
  });

  test("whatever the order", () => {
    let events = 0;
    fc.assert(
      fc.property(fc.array(event, { minLength: 100, maxLength: 100 }), (happened) => {
        const index = new WikiIndex();
        index.pages.nearest("甲", 1); // kept up to date from now on
        const files = new Map<string, string | undefined>();
        for (const { kind, path, text } of happened) {
          events++;
          if (kind === "delete") {
            files.delete(path);
            index.deleteFile(path);
          } else if (kind === "exclude") {
            files.set(path, undefined);
            index.addFile(path);
            index.delete(path);
          } else {
            files.set(path, text);
            index.addFile(path);
            index.set(path, summary(text, path));
          }
        }
        const anew = new WikiIndex();
        for (const [path, text] of [...files].sort()) {
          anew.addFile(path);
          if (text !== undefined) anew.set(path, summary(text, path));
        }
        assert.deepEqual(answers(index), answers(anew));
      }),
      { numRuns: 100 },
    );
    assert.ok(events >= 10_000, `${events} events`);
  });
});

test("categories and sections are found by a part of their names, in either script", () => {
  const index = indexOf({
    "Page/甲.md": `${category("臺灣城市")}\n\n## 歷史\n`,
    "Page/乙.md": `${category("城市歷史")}\n\n## 歷史\n\n## 地理\n`,
  });
  assert.deepEqual(index.searchCategories("城", 9), ["城市歷史", "臺灣城市"]);
  assert.deepEqual(index.searchCategories("台湾", 9), ["臺灣城市"]);
  index.set("Page/甲.md", summary(category("橋梁")));
  assert.deepEqual([...index.searchCategories("", 9)].sort(), ["城市歷史", "橋梁"]);
  let looked = 0;
  const found = index.headingsThat((text) => {
    looked++;
    return text !== "";
  }, 1);
  assert.deepEqual(
    [found.map(({ path, heading }) => [path, heading.text]), looked],
    [[["Page/乙.md", "歷史"]], 2],
    "each text is looked at once",
  );
});
