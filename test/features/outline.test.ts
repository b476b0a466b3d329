import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { folds, lenses, type OutlineNode, outline } from "../../server/core/features/outline";
import { statusOf } from "../../server/core/features/status";
import { LANGUAGES, render } from "../../server/core/rules/texts";
import { fixture, texts } from "./fixture";

const PAGE = `引言。

## 歷史

舊\\[1\\]。

### 清代

更舊\\[2\\]。

## 參考

[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")

1.  甲書。
2.
`;

function tree(nodes: readonly OutlineNode[]): unknown[] {
  return nodes.map(({ name, children }) => {
    const text = typeof name === "string" ? name : render(name, "en");
    return children.length > 0 ? [text, ...tree(children)] : text;
  });
}

describe("outline", () => {
  test("headings by level, the list with its entries where it stands", () => {
    assert.deepEqual(tree(outline(fixture(PAGE).snapshot)), [
      ["歷史", "清代"],
      ["參考", ["References", "1. 甲書。", "2."]],
    ]);
  });

  test("a page without headings still has its list", () => {
    assert.deepEqual(tree(outline(fixture(PAGE.replace(/^#+ .*\n/gm, "")).snapshot)), [
      ["References", "1. 甲書。", "2."],
    ]);
  });

  test("every part lies in the part around it, what names it in itself", () => {
    const check = (nodes: readonly OutlineNode[], around: { start: number; end: number }): void => {
      for (const { span, selection, children } of nodes) {
        assert.ok(around.start <= span.start && span.end <= around.end);
        assert.ok(span.start <= selection.start && selection.end <= span.end);
        check(children, span);
      }
    };
    check(outline(fixture(PAGE).snapshot), { start: 0, end: PAGE.length });
  });
});

test("sections and the list fold", () => {
  const page = fixture(PAGE);
  const firstLines = texts(page, folds(page.snapshot)).map((text) => text.split("\n")[0]);
  assert.deepEqual(firstLines, ["## 歷史", "### 清代", "## 參考", "1.  甲書。"]);
});

describe("the line above the list", () => {
  test("counts entries, and leads to the empty ones", () => {
    const page = fixture(PAGE);
    const [lens] = lenses(page.snapshot);
    assert.deepEqual(
      LANGUAGES.map((language) => render(lens!.title, language)),
      ["2 entries, 1 empty", "2 条参考文献，1 条为空", "2 條參考文獻，1 條為空"],
    );
    assert.deepEqual(texts(page, lens!.entries), ["2."]);
  });

  test("leads to all entries when none is empty", () => {
    const page = fixture(PAGE.replace(/2\.\n$/, "2.  乙書。\n"));
    const [lens] = lenses(page.snapshot);
    assert.equal(render(lens!.title, "en"), "2 entries");
    assert.deepEqual(texts(page, lens!.entries), ["1.", "2."]);
  });

  test("a page without a list has none", () => {
    assert.deepEqual(lenses(fixture("無。\n").snapshot), []);
  });
});

test("the status counts", () => {
  const { snapshot } = fixture(PAGE);
  assert.deepEqual(statusOf(snapshot, 0), {
    dialect: "markdown",
    script: "hant",
    markers: 2,
    references: 2,
    empty: 1,
    findings: 0,
  });
});
