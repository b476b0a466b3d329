import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { parse } from "../../server/core/dialects/parse";
import { articleText } from "../support/arbitraries";

// The reference implementation's ordered lists: what a reader sees rendered.
const renderer = new MarkdownIt("commonmark");

/** The rendered numbers of each top-level ordered list, in order. */
function renderedLists(text: string): number[][] {
  const lists: number[][] = [];
  let depth = 0;
  let next = 0;
  for (const token of renderer.parse(text, {})) {
    if (token.nesting === 1 && depth === 0 && token.type === "ordered_list_open") {
      lists.push([]);
      next = Number(token.attrGet("start") ?? 1);
    }
    if (
      token.type === "list_item_open" &&
      depth === 1 &&
      lists.length > 0 &&
      token.markup !== "-" &&
      token.info !== ""
    ) {
      lists.at(-1)!.push(next++);
    }
    depth += token.nesting;
  }
  return lists;
}

const CATEGORY = '[Category:甲](https://zh.wikipedia.org/wiki/Category:甲 "wikilink")\n\n';

/** The numbers our reading of the last list says are rendered. */
function readList(text: string): (number | null)[] {
  return parse(text, "markdown").article.references.map((reference) => reference.rendered);
}

describe("lists as CommonMark renders them", () => {
  const lists = {
    tight: "1.  甲\n2.\n3.  丙",
    loose: "1.  甲\n\n2.\n\n3.  丙",
    "text on the next line": "1.\n    甲\n2.\n3.  丙",
    "numerals that do not count": "4.  甲\n4.  乙\n9.  丙",
    "nested items": "1.  甲\n      - 乙\n      - 丙\n2.  丁\n\n    第二段\n3.  戊",
    "another delimiter begins another list": "1.  甲\n2.  乙\n\n1) 丙\n2) 丁",
    "padding grows": "8.  甲\n9.  乙\n10. 丙\n11. 丁",
    "a lazy continuation": "1.  甲\n乙\n2.  丙",
    "an empty item ends at a blank line": "1.\n\n   1. # 甲\n\n   1. - 乙\n      - 丙\n\n   1.",
    "text on the next line, and a paragraph": "1.\n   甲\n\n   1. 乙\n2. \n   丙\n\n   3. 丁",
    "an empty item with spaces behind it ends there, too": "1.   \n  \n   2. 甲\n3. 乙",
  };
  for (const [name, list] of Object.entries(lists)) {
    test(name, () => assert.deepEqual(readList(CATEGORY + list), renderedLists(CATEGORY + list).at(-1)));
  }

  test("a self-closing tag on a line of its own swallows the list below it", () => {
    const text = `${CATEGORY}<references />\n1.  甲\n2.  乙\n`;
    assert.deepEqual(renderedLists(text), []);
    assert.equal(parse(text, "markdown").article.lists[0]!.standing, "swallowed");
  });

  test("with a blank line between it does not", () => {
    const text = `${CATEGORY}<references />\n\n1.  甲\n2.  乙\n`;
    assert.deepEqual(readList(text), renderedLists(text)[0]);
    assert.equal(parse(text, "markdown").article.lists[0]!.standing, "list");
  });

  test("lists with nothing between them are one", () => {
    const text = `${CATEGORY}1.  甲\n2.  乙\n\n1.  丙\n2.  丁\n`;
    assert.deepEqual(renderedLists(text), [[1, 2, 3, 4]]);
    assert.deepEqual(readList(text), [3, 4]);
  });

  test("a byte order mark takes no column", () => {
    const article = parse("\ufeff1.\n   甲\n\n   乙\n\n甲\\[1\\]\n\n## 參考\n\n1. 丙\n", "markdown").article;
    assert.deepEqual(article.blocks.map(({ kind, start, end }) => [kind, article.text.slice(start, end)]).slice(0, 2), [
      ["item", "1.\n   甲\n\n   乙"],
      ["paragraph", "甲\\[1\\]"],
    ]);
  });

  test("on any page", () => {
    fc.assert(
      fc.property(articleText, (text) => {
        const rendered = renderedLists(text.replaceAll("\r\n", "\n")).at(-1) ?? [];
        assert.deepEqual(readList(text), rendered);
      }),
      { numRuns: 300 },
    );
  });
});
