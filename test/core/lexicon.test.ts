import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { type Lexicon, loadLexicon } from "../../server/core/variants/lexicon";

let lexicon: Lexicon;
before(async () => {
  lexicon = await loadLexicon();
});

/** The words of a text that hold a suspect, with what it could be. */
const suspects = (text: string) =>
  lexicon
    .suspectsIn(text)
    .map(({ start, end, word, forms }) =>
      [text.slice(word.start, word.end), text.slice(start, end), ...forms].join(" "),
    );

describe("characters of both scripts in Traditional text", () => {
  test("are suspects where their word is written with another", () => {
    for (const [text, ...expected] of [
      ["這里的干燥氣候", "這里 里 裡 裏 哩", "干燥 干 乾 幹 榦"],
      ["以后的關系與范圍", "以后 后 後", "關系 系 係 繫", "范圍 范 範"],
      ["面包、谷物，丑陋", "面包 面 麵 麪", "谷物 谷 穀", "丑陋 丑 醜"],
      ["標准與制造，特征", "標准 准 準", "制造 制 製", "特征 征 徵"],
    ] as const) {
      assert.deepEqual(suspects(text), expected);
    }
  });

  test("are none in words that are written so, in no word, and where two words dispute the place", () => {
    for (const text of [
      "皇后、公里、干預、干涉、天干地支、漏斗、制度、批准、長征、系統、山谷、范仲淹、云云",
      "后羿、于右任、余光中、姜太公、里奇",
      "進行軍事干預",
      "報紙裡面包含歷史上里程碑",
      "以十六進位制表示",
      "发布、台灣、布局、占領、注釋、才可、碼表、多只有、一只",
      "",
      "后",
    ]) {
      assert.deepEqual(suspects(text), [], text);
    }
  });

  test("are ruled out by the characters beside them, never where markup or a line break parts their word", () => {
    const mayHold = (...pieces: string[]) => {
      const source = pieces.join("**");
      let start = 0;
      const spans = pieces.map(({ length }) => {
        const span = { start, end: start + length };
        start = span.end + 2;
        return span;
      });
      return lexicon.mayHoldSuspects(source, spans);
    };
    assert.equal(mayHold("皇后、公里、漏斗、制度", "山谷，面積"), false);
    for (const text of ["這里的氣候", "氣候干燥", "特征"]) {
      assert.equal(mayHold(text), true, text);
      for (let at = 1; at < text.length; at++) {
        assert.equal(mayHold(text.slice(0, at), text.slice(at)), true, text);
        assert.equal(mayHold(`${text.slice(0, at)}\n  ${text.slice(at)}`), true, text);
      }
    }
  });
});

test("Simplified characters become what their words tell, in the forms most common", () => {
  const slips = (text: string) => lexicon.slipsIn(text).replacements.map(({ text }) => text);
  assert.deepEqual(slips("頭发與发展的关系"), ["髮", "發", "關", "係"]);
  assert.deepEqual(slips("認为說明"), ["為"]);
  assert.deepEqual(slips("皇后說明"), []);
});
