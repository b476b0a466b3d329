import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixAll } from "../../server/core/features/fix-all";
import { ruleById } from "../../server/core/rules/registry";
import { check } from "../../server/core/rules/run";
import { applyEdits } from "../../server/core/text/edit";
import { openPage } from "../support/wiki";

const CATEGORY = '[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")';

/** Which entry text each marker cites. */
function citations(text: string): string[] {
  const { article } = openPage(text);
  return article.markers.map(
    ({ label, reference }) => `${label}→${reference === null ? "?" : article.references[reference]!.text}`,
  );
}

function findings(text: string, rule: string) {
  return check(openPage(text)).filter((finding) => finding.rule === rule);
}

function fixed(text: string, rule: string): string | undefined {
  const [finding] = findings(text, rule);
  assert.ok(finding, `${rule} reports nothing`);
  const [change] = ruleById(rule)!.fixes!(finding, openPage(text));
  return change && applyEdits(text, change.edits);
}

describe("structure/swallowed-list", () => {
  const rule = "structure/swallowed-list";

  test("fused lists are parted, and the markers cite what they cited", () => {
    const text = `甲\\[1\\]乙\\[2\\]。\n\n${CATEGORY}\n\n1.  步\n2.  驟\n1.  書\n2.  報\n`;
    const after = fixed(text, rule);
    assert.equal(after, `甲\\[1\\]乙\\[2\\]。\n\n${CATEGORY}\n\n1.  步\n2.  驟\n<!-- -->\n\n1.  書\n2.  報\n`);
    assert.deepEqual(findings(after, rule), []);
    assert.deepEqual(citations(after), citations(text));
  });

  test("a swallowed list with Windows line endings", () => {
    const text = `甲\\[1\\]。\r\n\r\n${CATEGORY}\r\n\r\n<references />\r\n1.  書\r\n`;
    const after = fixed(text, rule)!;
    assert.equal(after, `甲\\[1\\]。\r\n\r\n${CATEGORY}\r\n\r\n<references />\r\n\r\n1.  書\r\n`);
    assert.deepEqual(findings(after, rule), []);
    assert.deepEqual(citations(after), citations(text));
  });
});

describe("structure/swallowed-list, where the right repair is not certain", () => {
  const rule = "structure/swallowed-list";
  const changes = (text: string) => {
    const snapshot = openPage(text);
    return check(snapshot)
      .filter((finding) => finding.rule === rule)
      .flatMap((finding) => ruleById(rule)!.fixes!(finding, snapshot))
      .filter(({ edits }) => edits.length > 0);
  };

  test("a blank line ends neither an open <pre> nor a comment: no fix, and nothing is added again and again", () => {
    for (const opening of ["<pre>", "<pre>\n\n字", "<script>", "<!--", "<style>"]) {
      const text = `甲\\[1\\]乙\\[2\\]。\n\n${opening}\n1.  書\n2.  報\n`;
      assert.deepEqual(changes(text), [], opening);
      assert.deepEqual(fixAll(openPage(text)), [], opening);
    }
  });

  for (const [title, list] of [
    ["a list that is there twice", "1.  書\n2.  報\n1.  書\n2.  報\n"],
    ["a list within an entry, not indented", "1.  書\n1.  甲\n2.  乙\n2.  報\n"],
    ["a list within the last entry, not indented", "1.  書\n2.  報\n1.  甲\n2.  乙\n"],
  ]) {
    test(`${title}: for review, and no safe fix touches it`, () => {
      const text = `甲\\[1\\]乙\\[2\\]。\n\n${CATEGORY}\n\n${list}`;
      assert.deepEqual(
        changes(text).map(({ safety }) => safety),
        ["review"],
      );
      assert.deepEqual(fixAll(openPage(text)), []);
    });
  }

  test("a list of more entries than the one above, all of them cited, is a list of its own", () => {
    const text = `甲\\[1\\]乙\\[2\\]丙\\[3\\]。\n\n${CATEGORY}\n\n1.  步\n2.  驟\n1.  書\n2.  報\n3.  刊\n`;
    assert.deepEqual(
      changes(text).map(({ safety }) => safety),
      ["safe"],
    );
  });
});

describe("structure/empty-references-heading", () => {
  const rule = "structure/empty-references-heading";

  test("the list moves above the categories and keeps its footnotes", () => {
    const text = `甲\\[1\\]乙\\[2\\]。\n\n## 參考\n\n{{-}}\n\n${CATEGORY}\n\n1.  書\n2.  報\n\n    再報\n`;
    const after = fixed(text, rule)!;
    assert.equal(after, `甲\\[1\\]乙\\[2\\]。\n\n## 參考\n\n1.  書\n2.  報\n\n    再報\n\n{{-}}\n\n${CATEGORY}\n`);
    assert.deepEqual(citations(after), citations(text));
    assert.deepEqual(findings(after, rule), []);
  });

  test("another section may stand between", () => {
    const text = `甲\\[1\\]。\n\n## 註釋\n\n## 外部連結\n\n  - [甲](http://example.org)\n\n${CATEGORY}\n\n1.  書\n`;
    const after = fixed(text, rule)!;
    assert.deepEqual(citations(after), citations(text));
    assert.deepEqual(findings(after, rule), []);
  });

  test("no move over an ordered list, nor of a list that no marker speaks for", () => {
    assert.equal(
      fixed(`甲\\[1\\]。\n\n## 參考\n\n## 步驟\n\n1.  先\n2.  後\n\n${CATEGORY}\n\n1.  書\n`, rule),
      undefined,
    );
    assert.equal(fixed(`甲。\n\n## 參考\n\n${CATEGORY}\n\n1.  書\n`, rule), undefined);
  });

  test("silent where the list stands under its heading, or the heading is another's", () => {
    for (const text of [
      `甲\\[1\\]。\n\n## 參考\n\n<references />\n\n1.  書\n`,
      `甲\\[1\\]。\n\n${CATEGORY}\n\n## 參考\n\n{{-}}\n\n1.  書\n`,
      `甲\\[1\\]。\n\n## 參見\n\n${CATEGORY}\n\n1.  書\n`,
      `甲\\[1\\]。\n\n## 歷史\n\n${CATEGORY}\n\n1.  書\n`,
      `甲\\[^1\\]。\n\n## 參考\n\n${CATEGORY}\n\n[^1]: 書\n`,
    ]) {
      assert.deepEqual(findings(text, rule), [], text);
    }
  });
});
