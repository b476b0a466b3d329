import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ruleById } from "../../server/core/rules/registry";
import type { Change } from "../../server/core/rules/rule";
import { check } from "../../server/core/rules/run";
import { render } from "../../server/core/rules/texts";
import { applyEdits } from "../../server/core/text/edit";
import { openPage } from "../support/wiki";

const LINK = '見[京](https://zh.wikipedia.org/wiki/京 "wikilink")';

/** What a rule reports, as source. */
function found(text: string, rule: string): string[] {
  return check(openPage(text))
    .filter((finding) => finding.rule === rule)
    .map((finding) => text.slice(finding.start, finding.end));
}

function fixes(text: string, rule: string): readonly Change[] {
  const snapshot = openPage(text);
  const finding = check(snapshot).find((finding) => finding.rule === rule);
  assert.ok(finding, `${rule} reports nothing`);
  return ruleById(rule)!.fixes!(finding, snapshot);
}

/** The page after the first fix. */
function fixed(text: string, rule: string): string {
  const [change] = fixes(text, rule);
  assert.ok(change, `${rule} offers no fix`);
  return applyEdits(text, change.edits);
}

describe("residue/dropped-template", () => {
  const holes = (text: string) => found(`${text}\n\n${LINK}。\n`, "residue/dropped-template");

  test("holes", () => {
    for (const [text, hole] of [
      ["兩國簽署了 ，保證", "了 ，"],
      ["河流源於 。", "源於 。"],
      ["清河（）是", "（）"],
      ["清河（ ）是", "（ ）"],
      ["清河（，1990年）是", "（，"],
      ["清河（、簡稱河）是", "（、"],
      ["清河（；）是", "（；）"],
      ["清河（英語：）是", "英語："],
      ["加入CVE：、等", "：、"],
      ["甲、、乙", "、、"],
      ["甲、、、乙", "、、、"],
      ["加入CVE：、、、等", "：、、、"],
      ["清河（甲，）是", "，）"],
      ["清河（****）是", "（****）"],
      ["又稱：****；或", "：****"],
      ["擬音：\\[\\]；或", "：\\[\\]"],
      ["專輯《》中", "《》"],
      ["演員（1961年、演：）", "：）"],
      ["波矢为 ，即", "为 ，"],
      ["甲，，乙", "，，"],
    ] as const) {
      assert.deepEqual(holes(text), [hole], text);
    }
  });

  test("no holes", () => {
    for (const text of [
      "他到了北京 ，又走了",
      "他走了，又來",
      "甲了\n，乙",
      "f（）函數",
      "括號（）的用法",
      "用「（）」括起",
      "甲：乙；丙",
      "逗號，，，很多",
      "他說「謝謝：）」",
      "書名號《》的用法",
      "標點有「」、『』等",
      "習慣 ，如此 ，都是了 ，這樣",
      "（\\(x\\)，乙）",
      "（`x`，乙）",
      "甲\\[1\\] ，乙",
      "`（）`",
    ]) {
      assert.deepEqual(holes(text), [], text);
    }
  });
});

describe("residue/template", () => {
  test("a template on its own lines goes with one blank line, whatever stands around", () => {
    assert.equal(fixed(`${LINK}。\n\n{{-}}\n\n甲。\n`, "residue/template"), `${LINK}。\n\n甲。\n`);
    assert.equal(fixed(`${LINK}。\n\n{{-}}\n`, "residue/template"), `${LINK}。\n\n`);
    assert.equal(fixed(`{{clear}}\n\n${LINK}。\n`, "residue/template"), `${LINK}。\n`);
    assert.equal(fixed(`${LINK}。\n{{-}}\n甲。\n`, "residue/template"), `${LINK}。\n甲。\n`);
    assert.equal(fixed(`${LINK}。\r\n\r\n{{-}}\r\n\r\n甲。\r\n`, "residue/template"), `${LINK}。\r\n\r\n甲。\r\n`);
  });

  test("a template with a footnote in it is not removed", () => {
    const text = `${LINK}甲\\[1\\]乙{{efn|丙\\[2\\]}}。\n\n[Category:京](https://zh.wikipedia.org/wiki/Category:京 "wikilink")\n\n1.  書\n2.  報\n`;
    assert.deepEqual(fixes(text, "residue/template"), []);
  });

  test("only layout is preferred: a template with content may hold what the sentence needs", () => {
    assert.equal(fixes(`${LINK}{{reflist|2}}。`, "residue/template")[0]!.preferred, true);
    assert.equal(fixes(`${LINK}{{lang|en|x}}。`, "residue/template")[0]!.preferred, false);
  });
});

describe("residue/raw-tag", () => {
  test("a tag that keeps two lists apart stays", () => {
    assert.deepEqual(fixes(`${LINK}\n\n1.  甲\n\n<references/>\n\n1.  乙\n`, "residue/raw-tag"), []);
  });
});

describe("residue/conversion-markup", () => {
  const readings = (markup: string) =>
    fixes(`${LINK}${markup}。`, "residue/conversion-markup").map((fix) => render(fix.title, "en"));

  test("each reading once; the script of the page (here Traditional) first", () => {
    assert.deepEqual(readings("-{zh-hant:甲; zh-hans:乙; zh-tw:丙;}-"), ["Keep “甲”", "Keep “丙”", "Keep “乙”"]);
    assert.deepEqual(readings("-{zh-cn:甲;zh-tw:乙;zh-hk:甲}-"), ["Keep “乙”", "Keep “甲”"]);
    assert.deepEqual(readings("-{A|zh-hans:甲;zh-hant:乙}-"), ["Keep “乙”", "Keep “甲”"]);
    assert.deepEqual(readings("-{R|甲}-"), ["Keep “甲”"]);
    assert.deepEqual(readings("-{zh-hans:a &lt; b; zh-hant:c}-"), ["Keep “c”", "Keep “a &lt; b”"]);
  });

  test("what shows nothing is removed", () => {
    for (const markup of ["-{}-", "-{H|zh-hans:甲;zh-hant:乙}-", "-{T|zh-hans:甲}-", "-{-|zh-hans:甲}-"]) {
      assert.deepEqual(readings(markup), ["Remove it: it shows nothing"], markup);
    }
  });

  test("what only the wiki can tell is left alone, a flag that means nothing is dropped", () => {
    assert.deepEqual(readings("-{zh-tw|甲}-"), []);
    assert.deepEqual(readings("-{X|甲}-"), ["Keep “甲”"]);
  });
});

describe("residue/entry-debris", () => {
  test("debris over a footnote is not removed", () => {
    const text = `${LINK}甲\\[1\\]。\n\n[Category:京](https://zh.wikipedia.org/wiki/Category:京 "wikilink")\n\n1.  書|title=乙\\[2\\]}}\n2.  報\n`;
    assert.deepEqual(fixes(text, "residue/entry-debris"), []);
  });
});
