import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { convertPage } from "../../server/core/features/conversion";
import { joinedPhrases, reviewConversion } from "../../server/core/features/conversion-review";
import { applyEdits } from "../../server/core/text/edit";
import type { VariantTarget } from "../../server/core/variants/convert";
import { fixture } from "./fixture";

/** What is shown of a conversion, and whether it comes to what the conversion makes. */
async function review(source: string, target: VariantTarget, phrases: boolean): Promise<string[]> {
  const { snapshot } = fixture(`${source}\n`);
  const { text } = snapshot.article;
  const reviewed = await reviewConversion(snapshot, target, { phrases });
  const shown = joinedPhrases(text, reviewed);
  const { edits } = await convertPage(snapshot, target, { phrases });
  for (const some of [reviewed, shown]) {
    const made = some.filter(({ kind }) => kind !== "open");
    assert.equal(applyEdits(text, made), applyEdits(text, edits));
    assert.ok(some.every(({ end }, index) => end <= (some[index + 1]?.start ?? text.length)));
  }
  return shown.map(({ kind, expected, newText }) => `${kind} ${expected} ${newText}`);
}

describe("a conversion for somebody who looks at it first", () => {
  test("regional words come by the word, what is around them is certain", async () => {
    assert.deepEqual(await review("又一个软件打印了内存里的视频", "tw", true), [
      "certain 个 個",
      "word 软件 軟體",
      "word 打印 列印",
      "word 内存 記憶體",
      "certain 里 裡",
      "word 视频 影片",
    ]);
    assert.deepEqual(await review("這個軟體在記憶體裡列印了影片", "cn", true), [
      "certain 這個 这个",
      "word 軟體 软件",
      "word 記憶體 内存",
      "certain 裡 里",
      "word 列印 打印",
      "word 影片 视频",
    ]);
  });

  test("across markup, and where the page lays down a word", async () => {
    assert.deepEqual(await review("又一个软**件**打印", "tw", true), [
      "certain 个软 個軟",
      "word 件 體",
      "word 打印 列印",
    ]);
    assert.deepEqual(await review("-{A|zh-tw:軟件;zh-cn:软件}-一个软件打印了", "tw", true), [
      "certain 个软 個軟",
      "word 打印 列印",
    ]);
  });

  test("without regional words there are none; doubts and open places stand apart", async () => {
    assert.deepEqual(await review("潮汐钟与历史上的300只软件箱", "hant", false), [
      "doubt 钟 鍾",
      "certain 与历 與歷",
      "open 只 隻",
      "certain 软 軟",
    ]);
  });
});
