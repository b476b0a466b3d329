import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { complete } from "../../server/core/features/completion";
import { TitleSearch } from "../../server/core/workspace/title-search";
import { fixture } from "./fixture";

const WIKI = `--- Page/國家.md
**國家**

## 歷史
## 現況 (今日)
--- Page/國家聯盟_(1920年).md
舊
--- Page/中國.md
國
--- Page/SATA.md
盤
--- Page/"Hello,_world".md
程式
`;

/** A link that makes a page one of ours. */
const LINK = '[塔](../Page/塔.md "wikilink")';

interface Completed {
  readonly names: string[];
  /** The text after each item was taken. */
  readonly texts: string[];
}

async function completed(source: string): Promise<Completed> {
  const page = fixture(source);
  const found = await complete(page.snapshot, page.offset, page.around);
  const { text } = page.snapshot.article;
  const line = text.slice(0, text.indexOf("\n"));
  if (found) {
    assert.ok(found.span.start <= page.offset && page.offset <= found.span.end, "the cursor is in the span");
    assert.ok(found.span.end <= line.length || !source.startsWith(line), "one line");
  }
  return {
    names: found?.items.map(({ name }) => name) ?? [],
    texts:
      found?.items.map(({ insert }) => line.slice(0, found.span.start) + insert + line.slice(found.span.end)) ?? [],
  };
}

const first = async (line: string) => (await completed(`${line}\n\n${LINK}\n${WIKI}`)).texts[0];
const names = async (line: string) => (await completed(`${line}\n\n${LINK}\n${WIKI}`)).names;

describe("a link", () => {
  test("its titles are found in either script: beginnings first, then places inside", async () => {
    assert.deepEqual(await names("见[国‸"), ["國家", "國家聯盟 (1920年)", "中國"]);
    assert.deepEqual(await names("見[國家聯‸"), ["國家聯盟 (1920年)"]);
    assert.deepEqual(await names("見[sat‸]"), ["SATA"]);
    assert.deepEqual(await names("見[1920‸]"), ["國家聯盟 (1920年)"]);
    assert.deepEqual(await names("見[沒有‸]"), []);
  });

  test("the whole of it is inserted, with what the editor closed by itself", async () => {
    assert.equal(await first("見[國家‸"), '見[國家](../Page/國家.md "wikilink")');
    assert.equal(await first("見[國家‸]。"), '見[國家](../Page/國家.md "wikilink")。');
    assert.equal(await first("見[[國家‸]]。"), '見[國家](../Page/國家.md "wikilink")。');
  });

  test("the qualifier is no part of its text; brackets and quotes are escaped", async () => {
    assert.equal(await first("見[國家聯‸]"), '見[國家聯盟](../Page/國家聯盟_\\(1920年\\).md "wikilink")');
    assert.equal(await first("見[hello‸]"), '見["Hello, world"](../Page/"Hello,_world".md "wikilink")');
  });

  test("its text stays in the script of the article", async () => {
    assert.equal(await first("这是简体，见[国‸]"), '这是简体，见[国家](../Page/國家.md "wikilink")');
    assert.equal(await first("見[国家‸]"), '見[国家](../Page/國家.md "wikilink")', "what was typed in full");
  });

  test("before anything is typed: the pages linked here, then the others", async () => {
    const { names: found } = await completed(`見[‸]與[甲](../Page/SATA.md "wikilink")。\n${WIKI}`);
    assert.deepEqual(found.slice(0, 2), ["SATA", "例"]);
  });

  test("written as the page writes its links", async () => {
    const deep = await completed(`見[國家‸]\n\n[甲](../../Page/甲.md "wikilink")\n${WIKI}`);
    assert.equal(deep.texts[0], '見[國家](../../Page/國家.md "wikilink")');
    const plain = await completed(
      `見[國家‸]\n\n[甲](../Page/甲.md)與[Category:乙](https://zh.wikipedia.org/wiki/Category:乙)\n${WIKI}`,
    );
    assert.equal(plain.texts[0], "見[國家](../Page/國家.md)");
    const bare = await completed(`見[國家‸]\n\n[甲](甲 "wikilink")\n${WIKI}`);
    assert.equal(bare.texts[0], '見[國家](國家 "wikilink")');
  });

  test("in raw HTML it is an element", async () => {
    const { texts } = await completed(`<table><tr><td>[hello‸]</td></tr></table>\n\n${LINK}\n${WIKI}`);
    assert.equal(
      texts[0],
      '<table><tr><td><a href="../Page/&quot;Hello,_world&quot;.md" title="wikilink">"Hello, world"</a></td></tr></table>',
    );
  });

  for (const line of [
    "`[國‸`",
    "![國‸",
    "見[ 國‸",
    "\\(a[s‸\\)",
    '[國‸](../Page/國家.md "wikilink")',
    "<!-- [國‸ -->",
    "國‸",
  ]) {
    test(`nothing at ${line}`, async () => assert.deepEqual(await names(line), []));
  }

  test("nothing in a block of code", async () => {
    const { names: found } = await completed(`\`\`\`\n[國‸\n\`\`\`\n\n${LINK}\n${WIKI}`);
    assert.deepEqual(found, []);
  });
});

describe("a target", () => {
  test("is completed with its title attribute and its parenthesis", async () => {
    assert.equal(await first("見[國](../Page/国‸"), '見[國](../Page/國家.md "wikilink")');
    assert.equal(await first("見[國](../Page/國家聯‸)。"), '見[國](../Page/國家聯盟_\\(1920年\\).md "wikilink")。');
    assert.equal(await first("見[國](../Page/國‸，是。"), '見[國](../Page/國家.md "wikilink")，是。');
  });

  test("an existing one is replaced and keeps its attribute", async () => {
    assert.equal(await first('見[國](../Page/SA‸T.md "wikilink")。'), '見[國](../Page/SATA.md "wikilink")。');
  });

  test("its link's text tells the page as long as nothing else does", async () => {
    assert.equal(await first("見[国家](‸)"), '見[国家](../Page/國家.md "wikilink")');
    assert.equal(await first("見[sata](../Page/‸)"), '見[sata](../Page/SATA.md "wikilink")');
  });

  test("in HTML", async () => {
    assert.equal(await first('<a href="../Page/國家聯‸'), '<a href="../Page/國家聯盟_(1920年).md" title="wikilink">');
    assert.equal(await first('<a href="../Page/hel‸">h</a>'), '<a href="../Page/&quot;Hello,_world&quot;.md">h</a>');
  });
});

describe("an anchor", () => {
  test("of another page, in front of .md or behind it as it was begun", async () => {
    assert.deepEqual(await names("見[國](../Page/國家#‸)"), ["歷史", "現況 (今日)"]);
    assert.equal(await first("見[國](../Page/国家#历‸)"), '見[國](../Page/国家#歷史.md "wikilink")');
    assert.equal(await first("見[國](../Page/國家.md#今‸"), '見[國](../Page/國家.md#現況_\\(今日\\) "wikilink")');
  });

  test("of this page", async () => {
    const { texts } = await completed(`見[下](#‸)\n\n## 沿 革\n\n${LINK}\n`);
    assert.deepEqual(texts, ["見[下](#沿_革)"]);
  });
});

describe("a footnote", () => {
  const LIST = `\n\n乙\\[1\\]，丙\\[3\\]。\n\n${LINK}\n\n1.  外交部公報。\n2.\n3.  年鑑，2008年。\n`;

  test("is offered with its citation, by its number or by a word of it", async () => {
    const page = fixture(`甲\\[‸${LIST}`);
    const found = await complete(page.snapshot, page.offset, page.around);
    assert.deepEqual(
      found?.items.map(({ name, note }) => [name, typeof note === "string" ? note : note?.texts.en]),
      [
        ["1", "外交部公報。"],
        ["2", "empty entry"],
        ["3", "年鑑，2008年。"],
      ],
    );
    assert.deepEqual((await completed(`甲\\[年鉴‸\\]乙${LIST}`)).texts, ["甲\\[3\\]乙"]);
    assert.deepEqual((await completed(`甲\\[2‸]乙${LIST}`)).texts, ["甲\\[2\\]乙"]);
  });

  test("as its sort of list has it", async () => {
    const { texts } = await completed(`甲[^a‸]\n\n${LINK}\n\n[^a1]: 一。\n[^b]: 二。\n`);
    assert.deepEqual(texts, ["甲[^a1]"]);
  });

  test("without a backslash in raw HTML", async () => {
    const { texts } = await completed(`<table><tr><td>甲[3‸]</td></tr></table>${LIST}`);
    assert.equal(texts[0], "<table><tr><td>甲[3]</td></tr></table>");
  });
});

describe("searching a hundred thousand titles", () => {
  const words = ["國", "际", "聯", "盟", "大", "學", "河", "站", "a", "b"];
  const titles = Array.from({ length: 100_000 }, (_, index) =>
    [...String(index)].map((digit) => words[Number(digit)]).join(""),
  );
  const index = new TitleSearch(titles);

  test("finds the shortest first and no more than asked for", () => {
    assert.deepEqual(index.search("際国", 3), ["际國", "际國國", "际國际"]);
    assert.equal(index.search("a", 60).length, 60);
    assert.equal(index.search("", 60).length, 60);
    assert.deepEqual(index.search("無", 60), []);
  });

  test("agrees with looking at each title", () => {
    for (const query of ["国际联", "学B", "站站站站", "大"]) {
      const all = new Set(
        titles.filter((title) =>
          title.includes(query.replace("国", "國").replace("联", "聯").replace("学", "學").toLowerCase()),
        ),
      );
      const found = index.search(query, 1_000_000);
      assert.deepEqual([found.length, found.every((title) => all.has(title))], [all.size, true], query);
    }
  });
});
