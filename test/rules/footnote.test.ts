import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parse } from "../../server/core/dialects/parse";
import {
  insertFootnote,
  mergeAllEntries,
  organize,
  removeReference,
  renumber,
} from "../../server/core/footnotes/operations";
import type { Finding } from "../../server/core/rules/rule";
import { check } from "../../server/core/rules/run";
import { render } from "../../server/core/rules/texts";
import { applyEdits, type TextEdit } from "../../server/core/text/edit";
import { openPage } from "../support/wiki";

const CATEGORY = '[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")';

function findings(text: string): Finding[] {
  return check(openPage(text)).filter(({ rule }) => rule.startsWith("footnote/"));
}

/** The findings as `rule severity text`, without `footnote/`. */
function told(text: string): string[] {
  return findings(text).map(
    ({ rule, severity, start, end }) => `${rule.slice(9)} ${severity} ${text.slice(start, end)}`,
  );
}

function article(text: string) {
  return parse(text, "markdown").article;
}

function edited(text: string, edits: readonly TextEdit[]): string {
  assert.notEqual(edits.length, 0, "no edits");
  return applyEdits(text, edits);
}

describe("empty entries", () => {
  const page = (bare: number) => {
    const numbers = Array.from({ length: bare + 1 }, (_, index) => index + 1);
    const text = numbers.map((number) => `句\\[${number}\\]`).join("，");
    return `${text}。\n\n${numbers.map((number) => (number === 1 ? "1.  縣志" : `${number}.`)).join("\n")}`;
  };

  test("up to three are warnings of their own", () => {
    assert.deepEqual(told(page(3)), ["empty-entry warning 2.", "empty-entry warning 3.", "empty-entry warning 4."]);
  });

  test("of more the first speaks for all, the others are hints", () => {
    const text = page(4);
    const [first, ...others] = findings(text);
    assert.equal(first!.severity, "warning");
    assert.match(render(first!.message, "en"), /^4 of 5 entries/);
    assert.equal(first!.related!.length, 3);
    assert.deepEqual(
      others.map(({ severity }) => severity),
      ["hint", "hint", "hint"],
    );
  });

  test("none is a warning when the user wants hints", () => {
    const snapshot = openPage(page(5), { configuration: { rules: { "footnote/empty-entry": "hint" } } });
    assert.ok(check(snapshot).every(({ rule, severity }) => rule !== "footnote/empty-entry" || severity === "hint"));
  });
});

describe("what is uncertain is no more than a hint", () => {
  test("a marker without entry beside array indices", () => {
    const text = `某書\\[1\\]。元素為 a\\[0\\]、第\\[7\\]項。\n\n${CATEGORY}\n\n1.  某書\n`;
    assert.deepEqual(told(text), ["suspect-marker hint \\[0\\]", "undefined hint \\[7\\]"]);
  });

  test("an entry that a suspect may cite", () => {
    const text = `某書\\[1\\]，某文\\[3\\]，陣列a\\[2\\]。\n\n${CATEGORY}\n\n1.  某書\n2.  某志\n3.  某文\n`;
    assert.deepEqual(told(text), ["unused hint 2.  某志", "suspect-marker hint \\[2\\]"].reverse());
  });
  test("behind a word of Latin letters the one number that the list lacks is cited out of order", () => {
    const text = `某書\\[1\\]，某文\\[3\\]，ASCII\\[2\\]。\n\n${CATEGORY}\n\n1.  某書\n2.  某志\n3.  某文\n`;
    assert.deepEqual(told(text), ["out-of-order warning \\[2\\]"]);
  });
});

describe("traps", () => {
  const list = `\n\n${CATEGORY}\n\n1.  某書\n2.  某志\n`;
  const silent: Record<string, string> = {
    "display and inline math": "甲\\[1\\]\\[2\\]，\\[ x_1 = [3] \\]，\\( a[4] \\)。",
    "auto-numbered links and page links": '甲\\[1\\]\\[2\\]，[3](http://example.org/)，[0](../Page/0.md "wikilink")。',
    "code and prices": "甲\\[1\\]\\[2\\]，`[5] + [6]`，$6,000。",
    "a year in brackets": "甲\\[1\\]\\[2\\]，\\[1999\\]年版，\\[1.1.1\\]螺槳烷，\\[0,1\\]。",
    "pasted pseudo-markers": "甲\\[1\\]\\[2\\]，[<sup>\\[9\\]</sup>](http://example.org/#cite_note-9)。",
    "a marker before 至": "甲\\[1\\]，30\\[2\\]至100。",
    "raw tables": "甲\\[1\\]。\n\n<table><tr><td>乙[2]</td></tr></table>",
    "a body list": "甲\\[1\\]\\[2\\]。\n\n1.  步驟\n3.  步驟\n4.",
    "notes in brackets": "甲\\[1\\]\\[2\\]，\\[來源請求\\]，\\[美\\]，\\[\\]。",
  };
  for (const [title, text] of Object.entries(silent)) {
    test(title, () =>
      assert.deepEqual(
        told(text + list).filter((it) => !it.includes(" hint ")),
        [],
      ),
    );
  }

  test("blank lines, bare entries and text on the next line make one list", () => {
    const text = `甲\\[1\\]\\[2\\]\\[3\\]\\[4\\]。\n\n${CATEGORY}\n\n1.  某書\n\n2.\n    次行\n3.  \n\n\n4.  某志`;
    assert.deepEqual(told(text), ["empty-entry warning 3."]);
  });

  test("a page without footnotes", () => assert.deepEqual(told(`甲。\n\n1.  步驟\n3.  步驟\n\n${CATEGORY}\n`), []));
});

describe("operations keep the list's style", () => {
  const text = `甲\\[3\\]乙\\[1\\]丙\\[2\\]。\n\n${CATEGORY}\n\n`;

  test("organizing moves whole entries with the blank lines that belong to them", () => {
    const list = "1.  某書\n\n    第二段\n\n2.\n    次行\n3.  某志，\n    卷三";
    const after = "1.  某志，\n    卷三\n2.  某書\n\n    第二段\n\n3.\n    次行";
    assert.equal(
      edited(text + list, organize(article(text + list))),
      `甲\\[1\\]乙\\[2\\]丙\\[3\\]。\n\n${CATEGORY}\n\n${after}`,
    );
  });

  test("with CRLF, at the end of the file", () => {
    const source = `${text}1.  某書\n2.\n3.  某志`.replaceAll("\n", "\r\n");
    const after = `甲\\[1\\]乙\\[2\\]丙\\[3\\]。\n\n${CATEGORY}\n\n1.  某志\n2.  某書\n3.`.replaceAll("\n", "\r\n");
    assert.equal(edited(source, organize(article(source))), after);
  });

  test("removing the tenth entry narrows the padding of none and keeps the column of all", () => {
    const numbers = Array.from({ length: 11 }, (_, index) => index + 1);
    const entry = (number: number) => `${`${number}.`.padEnd(4)}來源${number}\n\n    第二段`;
    const source = `${numbers.map((number) => `句\\[${number}\\]`).join("")}\n\n${numbers.map(entry).join("\n")}`;
    const after = edited(source, removeReference(article(source), 1));
    assert.match(after, /^9\. {2}來源10\n\n {4}第二段\n10\. 來源11\n\n {4}第二段$/m);
    const back = edited(after, insertFootnote(article(after), after.indexOf("\\[2\\]"), "新"));
    assert.match(back, /^2\. {2}新\n/m);
    assert.match(back, /^10\. 來源10\n\n {4}第二段\n11\. 來源11\n\n {4}第二段$/m);
  });

  test("a numeral that outgrows the column takes its paragraphs along", () => {
    const source = "甲\\[1\\]。\n\n1.  某書\n\n    第二段\n      - 子項\n懶行";
    const after = edited(source, renumber(article(source), new Map([[0, "100"]])));
    assert.equal(after, "甲\\[100\\]。\n\n100. 某書\n\n     第二段\n       - 子項\n懶行");
    assert.equal(edited(after, renumber(article(after), new Map([[0, "1"]]))), source);
  });

  test("lists written with one space stay so", () => {
    const source = "甲\\[1\\]乙\\[2\\]。\n\n1. 某書\n2. 某志\n";
    assert.equal(edited(source, removeReference(article(source), 0)), "甲乙\\[1\\]。\n\n1. 某志\n");
  });

  test("merging closes the gaps", () => {
    const source = "甲\\[1\\]乙\\[2\\]丙\\[3\\]丁\\[4\\]。\n\n1.  某書\n2.  某志\n3.  某書\n4.  某文\n";
    assert.equal(
      edited(source, mergeAllEntries(article(source))),
      "甲\\[1\\]乙\\[2\\]丙\\[1\\]丁\\[3\\]。\n\n1.  某書\n2.  某志\n3.  某文\n",
    );
  });
});

describe("inserting a footnote", () => {
  const page = `甲\\[1\\]乙[鏈接](https://zh.wikipedia.org/wiki/橋 "wikilink")丙。\n\n${CATEGORY}\n\n1.  某書`;
  const at = (cursor: string, source = page) => {
    return edited(source, insertFootnote(article(source), source.indexOf(cursor), "新"));
  };

  test("takes the number that is due, and moves the others up", () => {
    assert.match(at("甲"), /^\\\[1\\\]甲\\\[2\\\]乙[\s\S]*\n1\. {2}新\n2\. {2}某書$/);
    assert.match(at("丙。"), /^甲\\\[1\\\]乙\[鏈接\]\([^)]*\)\\\[2\\\]丙[\s\S]*\n1\. {2}某書\n2\. {2}新$/);
  });

  test("goes behind a link or a marker it stands in", () => {
    assert.match(at("接]"), /"wikilink"\)\\\[2\\\]丙/);
    assert.match(at("1\\]"), /甲\\\[1\\\]\\\[2\\\]乙/);
  });

  test("is written without backslashes in raw HTML", () => {
    const source = `甲\\[1\\]。\n\n<table><tr><td>乙</td></tr></table>\n\n${CATEGORY}\n\n1.  某書`;
    assert.match(at("</td>", source), /乙\[2\]<\/td>/);
  });

  test("creates the list", () => {
    assert.equal(at("。", `甲。\n\n${CATEGORY}\n`), `甲\\[1\\]。\n\n${CATEGORY}\n\n1.  新\n`);
    assert.equal(at("。", "甲。\n\n1.  步驟"), "甲\\[1\\]。\n\n1.  步驟\n\n<!-- end list -->\n\n1.  新");
  });

  test("is refused where there is no text", () => {
    for (const [source, cursor] of [
      [page, "某書"],
      [page, "\n1."],
      [page, "Category"],
      ["甲\\[1\\]`代碼`。\n\n1.  某書\n2.  某志", "碼`"],
    ] as const) {
      assert.deepEqual(insertFootnote(article(source), source.indexOf(cursor)), []);
    }
  });
});
