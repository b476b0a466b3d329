import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { NameRefused, rename, renameableAt } from "../../server/core/features/rename";
import { wikiReferences } from "../../server/core/features/wiki-references";
import { applyEdits } from "../../server/core/text/edit";
import { fixture } from "./fixture";

/** The pages after a rename, by URI; and what moves. */
async function renamed(source: string, name: string): Promise<Record<string, string>> {
  const page = fixture(source);
  const change = await rename(page.snapshot, page.offset, name, page.around);
  const after = (change?.pages ?? []).map(({ uri, text, edits }) => [
    uri.replace("wiki:/", ""),
    applyEdits(text, edits),
  ]);
  const moves = change?.moves ?? [];
  return Object.fromEntries([...after, ...moves.map(({ from, to }) => [`move ${from}`, `→ ${to}`])]);
}

test("a page whose new title has a folder takes its own links along", async () => {
  assert.deepEqual(await renamed('**例‸**見[國](../Page/國家.md "wikilink")。\n--- Page/國家.md\n甲\n', "甲/乙"), {
    "Page/例.md": '**甲/乙**見[國](../../Page/國家.md "wikilink")。\n',
    "move Page/例.md": "→ Page/甲/乙.md",
  });
});

const refused = (source: string, name: string, reason: RegExp) =>
  assert.rejects(
    () => renamed(source, name),
    (error) => error instanceof NameRefused && reason.test(error.message),
  );

const WIKI = `--- Page/國家.md
**國家**與[自己](../Page/國家.md "wikilink")。

## 早期歷史

--- Page/甲.md
見[國家](../Page/國家.md "wikilink")與[我國](../Page/国家#早期歷史.md "wikilink")、[網](https://zh.wikipedia.org/wiki/國家 "wikilink")。
--- Page/乙.md
<table><tr><td><a href="../Page/國家.md#早期歷史" title="wikilink">國家</a></td></tr></table>

[國家](國家 "wikilink")與[書](../Page/書_\\(甲\\).md "wikilink")
`;

describe("renaming a page", () => {
  test("every local link names the new title; texts stay unless they were the title", async () => {
    assert.deepEqual(await renamed(`見[國‸](../Page/國家.md "wikilink")。\n${WIKI}`, "邦國 (政治)"), {
      "Page/例.md": '見[國](../Page/邦國_\\(政治\\).md "wikilink")。\n',
      "Page/國家.md": '**國家**與[自己](../Page/邦國_\\(政治\\).md "wikilink")。\n\n## 早期歷史\n\n',
      "Page/甲.md":
        '見[邦國](../Page/邦國_\\(政治\\).md "wikilink")與[我國](../Page/邦國_\\(政治\\)#早期歷史.md "wikilink")、[網](https://zh.wikipedia.org/wiki/國家 "wikilink")。\n',
      "Page/乙.md":
        '<table><tr><td><a href="../Page/邦國_(政治).md#早期歷史" title="wikilink">邦國</a></td></tr></table>\n\n[邦國](邦國_\\(政治\\) "wikilink")與[書](../Page/書_\\(甲\\).md "wikilink")\n',
      "move Page/國家.md": "→ Page/邦國_(政治).md",
    });
  });

  test("a qualifier that comes or goes changes no text", async () => {
    const source = `[書‸](../Page/書_\\(甲\\).md "wikilink")\n--- Page/書_(甲).md\n書\n`;
    assert.deepEqual(await renamed(source, "書 (乙)"), {
      "Page/例.md": '[書](../Page/書_\\(乙\\).md "wikilink")\n',
      "move Page/書_(甲).md": "→ Page/書_(乙).md",
    });
    assert.equal((await renamed(source, "書"))["Page/例.md"], '[書](../Page/書.md "wikilink")\n');
  });

  test("from its own first line, which then says the new name", async () => {
    const after = await renamed(`**例‸**是頁，[例](../Page/例.md "wikilink")。\n${WIKI}`, "新例");
    assert.deepEqual(after, {
      "Page/例.md": '**新例**是頁，[新例](../Page/新例.md "wikilink")。\n',
      "move Page/例.md": "→ Page/新例.md",
    });
  });

  test("a page that is wanted under a wrong name, also to one that exists", async () => {
    const source = `[囯家‸](../Page/囯.md "wikilink")\n--- Page/甲.md\n[囯](../Page/囯.md "wikilink")\n--- Page/國家.md\n國\n`;
    assert.deepEqual(await renamed(source, "國家"), {
      "Page/例.md": '[囯家](../Page/國家.md "wikilink")\n',
      "Page/甲.md": '[國家](../Page/國家.md "wikilink")\n',
    });
  });

  test("to the other script of its name: it is the same page", async () => {
    const after = await renamed(`見[國‸](../Page/國家.md "wikilink")。\n${WIKI}`, "国家");
    assert.equal(after["Page/例.md"], '見[國](../Page/国家.md "wikilink")。\n');
  });

  test("refused: another page's name in either script, what is no title", async () => {
    const source = `見[甲‸](../Page/甲.md "wikilink")。\n${WIKI}`;
    await refused(source, "國家", /already a page “國家”/);
    await refused(source, "国家", /already a page “國家”/);
    for (const name of ["", "甲#乙", "a|b", "甲/../乙", "/", "國".repeat(90)]) await refused(source, name, /cannot be/);
  });

  test("the same name changes nothing", async () => {
    assert.deepEqual(await renamed(`見[國‸](../Page/國家.md "wikilink")。\n${WIKI}`, "國家"), {});
  });
});

describe("renaming a section", () => {
  const PAGE = `[下](#早期歷史)與[此](../Page/例#早期歷史.md "wikilink")\n\n## 早期‸歷史\n\n## 現況\n--- Page/甲.md\n[甲](../Page/例#早期历史.md "wikilink")[乙](../Page/例.md#早期歷史 "wikilink")[丙](../Page/例#現況.md "wikilink")\n`;

  test("the anchors to it follow, in all spellings", async () => {
    assert.deepEqual(await renamed(PAGE, "沿 革 (早期)"), {
      "Page/例.md":
        '[下](#沿_革_\\(早期\\))與[此](../Page/例#沿_革_\\(早期\\).md "wikilink")\n\n## 沿 革 (早期)\n\n## 現況\n',
      "Page/甲.md":
        '[甲](../Page/例#沿_革_\\(早期\\).md "wikilink")[乙](../Page/例.md#沿_革_\\(早期\\) "wikilink")[丙](../Page/例#現況.md "wikilink")\n',
    });
  });

  test("refused: the name of another section, more than a line", async () => {
    await refused(PAGE, "現況", /already has a section “現況”/);
    await refused(PAGE, "一\n二", /one line/);
  });

  test("the second of one name is nobody's anchor", async () => {
    const after = await renamed(`[上](#史)\n\n## 史\n\n## 史‸\n\n[塔](../Page/塔.md "wikilink")\n`, "新");
    assert.deepEqual(Object.values(after), ['[上](#史)\n\n## 史\n\n## 新\n\n[塔](../Page/塔.md "wikilink")\n']);
  });
});

describe("renaming a footnote", () => {
  const PAGE = `甲\\[1\\]，乙\\[2‸\\]，丙\\[2\\]。\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  一。\n2.  二。\n`;

  test("its number, with its markers", async () => {
    const after = (await renamed(PAGE, "7"))["Page/例.md"];
    assert.equal(after, PAGE.replace("‸", "").replaceAll("\\[2\\]", "\\[7\\]").replace("2.  二", "7.  二"));
  });

  test("its name", async () => {
    const source = `甲[^a‸]乙[^a]\n\n[塔](../Page/塔.md "wikilink")\n\n[^a]: 一。\n[^b]: 二。\n`;
    const after = (await renamed(source, "史料"))["Page/例.md"];
    assert.equal(after, source.replace("‸", "").replaceAll("[^a]", "[^史料]"));
    await refused(source, "b", /already has a footnote b/);
    await refused(source, "a b", /spaces/);
  });

  test("refused: a number that is taken, or none", async () => {
    await refused(PAGE, "1", /already has a footnote 1/);
    for (const name of ["0", "x", "1.5", "12345"]) await refused(PAGE, name, /whole number/);
  });
});

test("what can be renamed, and what it is called", () => {
  const at = (source: string) => {
    const page = fixture(source);
    const found = renameableAt(page.snapshot, page.offset);
    return found && [page.snapshot.article.text.slice(found.span.start, found.span.end), found.name, found.movesFile];
  };
  assert.deepEqual(at(`[國‸](../Page/国家.md "wikilink")\n${WIKI}`), [
    '[國](../Page/国家.md "wikilink")',
    "國家",
    true,
  ]);
  assert.deepEqual(at(`[無‸](../Page/無.md "wikilink")\n${WIKI}`), ['[無](../Page/無.md "wikilink")', "無", false]);
  assert.deepEqual(at('[網‸](https://zh.wikipedia.org/wiki/網 "wikilink")\n'), undefined);
  assert.deepEqual(at(`## *史*‸料\n\n[塔](../Page/塔.md "wikilink")\n`), ["*史*料", "*史*料", false]);
  assert.equal(at(`平常‸的字。\n\n[塔](../Page/塔.md "wikilink")\n`), undefined);
});

describe("what links to a page from anywhere in the wiki", () => {
  const found = async (source: string, withDeclaration = true) => {
    const page = fixture(source);
    const { here, links } = await wikiReferences(page.snapshot, page.offset, withDeclaration, page.around);
    const { text } = page.snapshot.article;
    return [
      ...here.map(({ start, end }) => text.slice(start, end)),
      ...links.map(({ path, from }) => `${path}:${from.line + 1}:${from.character + 1}`),
    ];
  };

  test("of a link, of the title in the first line: all links of all pages, this one's too", async () => {
    assert.deepEqual(
      await found(`見[國‸](../Page/国家.md "wikilink")。\n${WIKI}`),
      [
        "Page/乙.md:1:16",
        "Page/乙.md:3:1",
        "Page/例.md:1:2",
        "Page/國家.md:1:8",
        "Page/甲.md:1:2",
        "Page/甲.md:1:33",
        "Page/甲.md:1:69",
      ].sort(),
    );
    assert.deepEqual(await found(`**‸例**是。\n--- Page/甲.md\n[例](../Page/例.md "wikilink")\n`), ["Page/甲.md:1:1"]);
  });

  test("of a heading: it, and the links with its anchor", async () => {
    const source = `[下](#史)\n\n## ‸史\n--- Page/甲.md\n[例](../Page/例#史.md "wikilink")[例](../Page/例.md "wikilink")\n`;
    assert.deepEqual(await found(source), ["史", "[下](#史)", "Page/甲.md:1:1"]);
  });

  test("of a page that is not there", async () => {
    const source = `[無‸](../Page/無.md "wikilink")\n--- Page/甲.md\n[又](../Page/無.md "wikilink")\n`;
    assert.deepEqual(await found(source), ["Page/例.md:1:1", "Page/甲.md:1:1"]);
  });
});

describe("names that can be no page's file", () => {
  const NONE = [
    "",
    " ",
    ".",
    "..",
    "/",
    "a/",
    "/a",
    "a//b",
    "a/./b",
    "a/../b",
    "./a",
    "../a",
    "a/..",
    ".git/a",
    "node_modules/a",
    "a#b",
    "a<b",
    "a>b",
    "a[b",
    "a]b",
    "a|b",
    "a{b",
    "a}b",
    "a\\b",
    "a\nb",
    "a\u0000b",
    "a\ud800b",
    "a\ufffdb",
    "a%20b",
    "a&amp;b",
    "a~~~b",
    ":a",
    ":en:a",
    "Category:橋",
    "File:a.jpg",
    "國".repeat(86),
    `a/${"國".repeat(86)}`,
    ".md",
  ];

  test("are refused in Markdown", async () => {
    const source = `見[甲‸](../Page/甲.md "wikilink")。\n--- Page/甲.md\n甲\n`;
    for (const name of NONE) await refused(source, name, /^“.*” cannot be a page's title: .*\.$/s);
  });

  test("and in wikitext", async () => {
    const { snapshot, offset, around } = fixture("見[[甲‸]]。\n--- wikitext/甲.wikitext\n甲\n", {}, "wikitext");
    for (const name of NONE.filter((one) => !["Category:橋", "File:a.jpg", ".md"].includes(one))) {
      await assert.rejects(
        () => rename(snapshot, offset, name, around),
        (error) => error instanceof NameRefused && error.message.endsWith("."),
        name,
      );
    }
  });

  test("an extension is none of the title, direction marks neither", async () => {
    const source = `[甲‸](../Page/甲.md)\n--- Page/甲.md\n甲\n`;
    for (const name of ["乙.md", "乙.MD", "\u200e乙.md\u200e"]) {
      assert.equal((await renamed(source, name))["move Page/甲.md"], "→ Page/乙.md");
    }
    assert.deepEqual(await renamed(source, "甲.md"), {}, "the name it has");
    const { snapshot, offset, around } = fixture("[[甲‸]]\n--- wikitext/甲.wikitext\n甲\n", {}, "wikitext");
    const change = await rename(snapshot, offset, "Node.js.wikitext", around);
    assert.deepEqual(change?.moves, [{ from: "wikitext/甲.wikitext", to: "wikitext/Node.js.wikitext" }]);
  });

  test("spaces stay spaces where the file has some", async () => {
    const after = await renamed("[甲‸](../Page/甲%20一.md)\n--- Page/甲 一.md\n甲\n", "100% 甲?");
    assert.deepEqual(after, {
      "Page/例.md": "[甲](../Page/100%25%20甲%3F.md)\n",
      "move Page/甲 一.md": "→ Page/100% 甲?.md",
    });
  });
});
