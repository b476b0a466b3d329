import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainConversion } from "../../server/core/features/explain";
import { fixture, texts } from "./fixture";

async function explain(source: string) {
  const page = fixture(`${source}\n`);
  const found = await explainConversion(page.snapshot, page.offset);
  if (!found) return undefined;
  const show = (forms: typeof found.forms) =>
    forms.map(({ target, form, alternatives, reason }) =>
      [target, form, ...alternatives, reason.kind === "phrase" ? `“${reason.phrase}”` : reason.kind].join(" "),
    );
  return {
    word: found.word,
    sources: texts(page, found.spans),
    forms: show(found.forms),
    regional: show(found.regional),
    found,
  };
}

describe("the word under the cursor in all variants", () => {
  test("a word of the dictionary", async () => {
    const { word, forms, regional } = (await explain("这里有头‸发与软件"))!;
    assert.equal(word, "头发");
    assert.deepEqual(forms, [
      "hans 头发 same",
      "hant 頭髮 “头发”",
      "cn 头发 same",
      "sg 头发 same",
      "tw 頭髮 “头发”",
      "hk 頭髮 “头发”",
      "mo 頭髮 “头发”",
    ]);
    assert.deepEqual(regional, []);
  });

  test("regional words, where they differ", async () => {
    const { word, regional } = (await explain("這是軟‸體和說明"))!;
    assert.deepEqual([word, regional], ["軟體", ["cn 软件 “軟體”", "sg 软件 “軟體”"]]);
    assert.deepEqual((await explain("說明內‸存"))!.regional, ["tw 記憶體 “內存”"]);
  });

  test("a character of no word, with what it could become instead", async () => {
    assert.deepEqual((await explain("这人姓‸钟"))!.forms.slice(0, 2), ["hans 钟 same", "hant 鍾 鐘 鈡 character"]);
    assert.deepEqual((await explain("这300‸只"))!.forms[1], "hant 只 隻 祇 same");
  });

  test("a word that markup breaks, of two places", async () => {
    const { word, sources, forms } = (await explain("这[‸干](x)燥与头\n发"))!;
    assert.deepEqual([word, sources, forms[1]], ["干燥", ["干", "燥"], "hant 乾燥 “干燥”"]);
    assert.deepEqual((await explain("这干燥与头\n‸发"))!.sources, ["头", "发"]);
  });

  test("a word that the page lays down, and where", async () => {
    const { word, forms, found } = (await explain("-{A|zh-cn:软件;zh-tw:軟體}-这里**软‸**件说"))!;
    assert.deepEqual([word, forms[4]], ["软件", "tw 軟體 fixed"]);
    const { reason } = found.forms[4]!;
    assert.ok(reason.kind === "fixed");
    assert.deepEqual([reason.word.source, reason.word.origin], ["page", { start: 0, end: 23 }]);
  });

  test("a paragraph that tells nothing of its script, read as the page", async () => {
    // 乾燥 is at home in both scripts; the page is written in both.
    const { word, forms } = (await explain("这头发干燥国立図書館のアプリ\n\n乾‸燥"))!;
    assert.deepEqual([word, forms[0], forms[2]], ["乾燥", "hans 乾燥 same", "cn 乾燥 same"]);
  });

  test("a Traditional page's habits, in its Simplified paragraphs", async () => {
    assert.equal((await explain("這是為了說明問題\n\n这是‸为了说明问题"))!.forms[1], "hant 為了 “为了”");
  });

  test("laid-down words as they follow each other, not any that would fit", async () => {
    // 件程 begins in 软件, which is taken first.
    const { word, forms } = (await explain("-{A|zh-cn:软件;zh-tw:軟體}--{A|zh-cn:件程;zh-tw:檔程}-这软件‸程序说"))!;
    assert.deepEqual([word, forms[4]], ["程序", "tw 程序 same"]);
  });

  test("right before the cursor too, at a word's end", async () => {
    assert.equal((await explain("这里有头发‸"))!.word, "头发");
  });

  test("nothing where there is nothing to convert", async () => {
    for (const source of ["ab‸c", "国‸立図書館のアプリ", "`代‸码`", "[a](代‸码)", "-{‸里}-", "‸"]) {
      assert.equal(await explain(source), undefined, source);
    }
  });
});
