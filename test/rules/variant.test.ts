import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { check } from "../../server/core/rules/run";
import { render } from "../../server/core/rules/texts";
import { mixedScript } from "../../server/core/rules/variant/mixed-script";
import { slipsOf } from "../../server/core/rules/variant/slips";
import { applyEdits } from "../../server/core/text/edit";
import { openPage } from "../support/wiki";

// Long enough, in one script, to tell what a word in it is.
const HANT = "戰爭開始後總督辭職，議會隨即舉行選舉，國內輿論對結果評價不一，報紙認為歷時過長";
const HANS = "战争开始后总督辞职，议会随即举行选举，国内舆论对结果评价不一，报纸认为历时过长";

function slips(text: string): string[] {
  const { article } = openPage(text);
  return article.blocks.flatMap(({ content }) =>
    slipsOf(content).map(({ start, end }) => content.text.slice(start, end)),
  );
}

function fixes(text: string) {
  const snapshot = openPage(text);
  const finding = check(snapshot).find(({ rule }) => rule === mixedScript.id);
  assert.ok(finding);
  return mixedScript.fixes!(finding, snapshot).map((change) => ({
    title: render(change.title, "en"),
    safety: change.safety,
    text: applyEdits(text, change.edits),
  }));
}

describe("variant/mixed-script", () => {
  test("a word between punctuation is shown whole, in a sentence the characters alone", () => {
    assert.deepEqual(slips(`${HANT}，约翰·马丁，${HANT}`), ["约翰", "马丁"]);
    assert.deepEqual(slips(`${HANT}在约翰當時所住的地方。`), ["约"]);
    assert.deepEqual(slips(`${HANS}，總統說。`), ["總統說"]);
    assert.deepEqual(slips(`${HANT}當時的缩略图片已經無法找到。`), ["缩略图"]);
  });

  test("link labels count, destinations do not; a slip in a label is found beside markup", () => {
    assert.deepEqual(slips(`${HANT}[伊万諾夫](https://zh.wikipedia.org/wiki/伊万諾夫 "wikilink")\\[1\\]。`), [
      "伊万諾夫",
    ]);
    assert.deepEqual(slips(`${HANT}[議員](https://zh.wikipedia.org/wiki/议员 "wikilink")。`), []);
    assert.deepEqual(slips(`${HANT}**约翰**、*马丁*。`), ["约翰", "马丁"]);
  });

  test("silent where the other script is meant", () => {
    for (const text of [
      `${HANT}《议会》。`,
      `${HANT}“议会”。`,
      `${HANT}「议会」。`,
      `${HANT}[议会选举](https://zh.wikipedia.org/wiki/议会选举 "wikilink")。`,
      `${HANT}[议会](http://example.org)。`,
      `${HANT}（簡體：议会）。`,
      `${HANT}（日語：国会）。`,
      `${HANT}、読売国会新聞。`,
      `${HANT}、国鉄バス。`,
      `${HANT}\`议会\`。`,
      `${HANT}https://example.org/议会。`,
      `議會，议会。`,
      `${HANT}，${HANS}。`,
    ]) {
      assert.deepEqual(slips(text), [], text);
    }
  });

  test("a certain character is safe to convert, an open one is the reader's to choose", () => {
    assert.deepEqual(fixes(`${HANT}，约翰。`), [{ title: "Write “約翰”", safety: "safe", text: `${HANT}，約翰。` }]);
    assert.deepEqual(
      fixes(`${HANT}，头发。`).map(({ title, safety }) => [title, safety]),
      [
        ["Write “頭發”", "review"],
        ["Write “頭髮”", "review"],
      ],
    );
    // 里 may belong to the word and stay behind.
    assert.deepEqual(
      fixes(`${HANT}，这里。`).map(({ title, safety }) => [title, safety]),
      [["Write “這里”", "review"]],
    );
    assert.deepEqual(fixes(`${HANS}，總統說。`)[0], {
      title: "Write “总统说”",
      safety: "safe",
      text: `${HANS}，总统说。`,
    });
  });
});
