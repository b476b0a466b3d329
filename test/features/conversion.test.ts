import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { convertPage } from "../../server/core/features/conversion";
import { explainConversion } from "../../server/core/features/explain";
import { applyEdits } from "../../server/core/text/edit";
import type { VariantTarget } from "../../server/core/variants/convert";
import { WordList } from "../../server/core/variants/words";
import { readWordList } from "../../server/core/workspace/word-list";
import { openPage } from "../support/wiki";
import { fixture } from "./fixture";

async function convert(source: string, target: VariantTarget) {
  const { snapshot } = fixture(source);
  const { edits } = await convertPage(snapshot, target);
  return applyEdits(snapshot.article.text, edits);
}

describe("the page's own rules", () => {
  const rule = "-{H|zh-cn:信息科学;zh-tw:資訊科學;zh-hk:資訊科學}-";

  test("come before the dictionary, and their words are not converted again", async () => {
    assert.equal(await convert(`${rule}这是信息科学\n`, "tw"), `${rule}這是資訊科學\n`);
    assert.equal(await convert(`${rule}這是資訊科學\n`, "cn"), `${rule}这是信息科学\n`);
    assert.equal(await convert(`${rule}這說信息科学\n`, "tw"), `${rule}這說資訊科學\n`);
    const odd = "-{A|zh-hans:头发;zh-hant:头髮}-";
    assert.equal(await convert(`${odd}这头发与头发展示\n`, "tw"), `${odd}這头髮與头髮展示\n`);
  });

  test("a variant without a word takes its neighbours'; one without any, the dictionary's", async () => {
    assert.equal(await convert(`${rule}这是信息科学\n`, "mo"), `${rule}這是資訊科學\n`);
    assert.equal(await convert(`${rule}這是資訊科學\n`, "sg"), `${rule}这是信息科学\n`);
    assert.equal(await convert(`${rule}這是資訊科學\n`, "hans"), `${rule}这是信息科学\n`);
    const half = "-{H|zh-cn:信息科学;zh-sg:资讯科学}-";
    assert.equal(await convert(`${half}这是信息科学\n`, "tw"), `${half}這是信息科學\n`);
  });

  test("hold behind their place, until they are taken back or replaced", async () => {
    const source = `这是信息科学${rule}信息科学-{-|zh-cn:信息科学;zh-tw:x}-信息科学\n`;
    assert.equal(await convert(source, "tw"), `這是信息科學${rule}資訊科學-{-|zh-cn:信息科学;zh-tw:x}-信息科學\n`);
    const again = "-{A|zh-cn:信息科学;zh-tw:訊息科學}-";
    assert.equal(
      await convert(`这${rule}信息科学\n\n${again}信息科学这\n`, "tw"),
      `這${rule}資訊科學\n\n${again}訊息科學這\n`,
    );
  });

  test("one direction, and words that stay", async () => {
    const oneWay = "-{H|这是=>zh-cn:甲;里面=>zh-tw:裏面}-";
    assert.equal(await convert(`${oneWay}这是里面\n`, "tw"), `${oneWay}這是裏面\n`);
    assert.equal(await convert(`${oneWay}这裡是裏面說\n`, "cn"), `${oneWay}这里是里面说\n`);
    assert.equal(await convert("-{A|发展}-这是发展\n", "tw"), "-{A|发展}-這是发展\n");
    assert.equal(await convert("-{A|里}-这里与故里和里说\n", "tw"), "-{A|里}-這裡與故里和里說\n");
  });

  test("the markup itself, titles and descriptions change nothing", async () => {
    for (const markup of [
      "-{zh-cn:发展;zh-tw:進展}-",
      "-{T|zh-cn:发展;zh-tw:進展}-",
      "-{D|zh-cn:发展;zh-tw:進展}-",
      "-{R|发展}-",
      "-{N|zh-cn}-",
      "-{发展;里}-",
    ]) {
      assert.equal(await convert(`${markup}这是发展\n`, "tw"), `${markup}這是發展\n`);
    }
  });

  test("words of any length, over markup and a line's end", async () => {
    const note = "{{NoteTA|1=zh-cn:布什;zh-tw:小布希|G1=人名}}";
    assert.equal(await convert(`${note}\n\n这是布**什**和布\n什说\n`, "tw"), `${note}\n\n這是小**布希**和小\n布希說\n`);
    assert.equal(await convert(`${note}\n\n這是*小*布[希](x)說\n`, "cn"), `${note}\n\n这是*小*布[希](x)说\n`);
    assert.equal(await convert(`${note}\n\n這是[小布希](小布希)說\n`, "cn"), `${note}\n\n这是[布什](小布希)说\n`);
  });

  test("NoteTA with escapes, as Markdown has it", async () => {
    const note = "{{noteTA\n|T=zh-cn:发展\n|发展=\\>zh-tw:進展;\n|1=发展=\\>zh-tw:演進;}}";
    assert.equal(await convert(`${note}\n\n这是发展\n`, "tw"), `${note}\n\n這是演進\n`);
  });

  test("an edit says whose word it is", async () => {
    const { snapshot } = fixture(`${rule}这信息科学说\n`);
    const { edits } = await convertPage(snapshot, "tw");
    assert.deepEqual(
      edits.map(({ newText, source }) => [newText, source]),
      [
        ["這", "dictionary"],
        ["資訊", "page"],
        ["學", "page"],
        ["說", "dictionary"],
      ],
    );
  });
});

describe("word lists", () => {
  const list = (source: "workspace" | "user", text: string) =>
    new WordList(`${source}.tsv`, source, readWordList(`${source}.tsv`, text).entries);

  test("stand between the page's rules and the dictionary; the longest word counts", async () => {
    const workspace = list("workspace", "信息科学\t資訊學\n干燥\t乾爽\n皇后大道\t皇后大道");
    const user = list("user", "信息科学\t信息學\n干燥机\t烘衣機\n发展\t進展");
    const source = "-{H|zh-cn:信息;zh-tw:訊息}-这信息科学、信息、干燥、干燥机、**发**展、皇后大道\n";
    const snapshot = openPage(source, { wordLists: [workspace, user] });
    const { edits } = await convertPage(snapshot, "tw");
    assert.equal(
      applyEdits(source, edits),
      "-{H|zh-cn:信息;zh-tw:訊息}-這資訊學、訊息、乾爽、烘衣機、**進**展、皇后大道\n",
    );
    assert.deepEqual(
      edits.map((edit) => edit.source),
      ["dictionary", "workspace", "page", "workspace", "user", "user"],
    );
  });

  test("are named where a word is explained", async () => {
    const snapshot = openPage("这里发展\n", { wordLists: [list("workspace", "# 詞\n发展\t進展")] });
    const { forms } = (await explainConversion(snapshot, 3))!;
    const { reason, form } = forms.find(({ target }) => target === "tw")!;
    assert.ok(reason.kind === "fixed");
    assert.deepEqual([form, reason.word.origin], ["進展", { file: "workspace.tsv", line: 2 }]);
  });
});
