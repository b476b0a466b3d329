import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { applyEdits } from "../../server/core/text/edit";
import type { Span } from "../../server/core/text/span";
import { type ConverterOptions, loadConverter, type VariantTarget } from "../../server/core/variants/convert";

/** Converts a text whose runs are marked: `⟦` and `⟧` around each piece, `¦` between runs, a blank line between passages. */
async function convert(marked: string, target: VariantTarget, options?: ConverterOptions) {
  let document = "";
  const passages: { runs: Span[][] }[] = [{ runs: [[]] }];
  let start = 0;
  for (const [token] of marked.matchAll(/⟦|⟧|¦|\n\n|[^⟦⟧¦\n]+|\n/g)) {
    if (token === "⟦") start = document.length;
    else if (token === "⟧") passages.at(-1)!.runs.at(-1)!.push({ start, end: document.length });
    else if (token === "¦") passages.at(-1)!.runs.push([]);
    else {
      document += token;
      if (token === "\n\n") passages.push({ runs: [[]] });
    }
  }
  const converter = await loadConverter(target, options);
  const conversion = converter.convertPassages(document, passages);
  return { ...conversion, document, text: applyEdits(document, conversion.edits) };
}

const plain = async (text: string, target: VariantTarget, options?: ConverterOptions) =>
  (await loadConverter(target, options)).convert(text);

async function check(target: VariantTarget, pairs: Record<string, string>, options?: ConverterOptions) {
  for (const [text, expected] of Object.entries(pairs)) assert.equal(await plain(text, target, options), expected);
}

describe("targets", () => {
  const source = "台湾的软件和鼠标里面为什么说卫生";

  test("Traditional", async () => {
    await check("hant", { [source]: "臺灣的軟件和鼠標裏面爲什麼說衛生" });
    await check("tw", { [source]: "臺灣的軟件和鼠標裡面為什麼說衛生" });
    await check("hk", { [source]: "台灣的軟件和鼠標裏面為什麼説衞生" });
    await check("mo", { [source]: "台灣的軟件和鼠標裏面為什麼説衞生" });
  });

  test("Simplified", async () => {
    for (const target of ["hans", "cn", "sg"] as const) await check(target, { 說明書與説明書: "说明书与说明书" });
  });

  test("regional words", async () => {
    await check("tw", { [source]: "臺灣的軟體和滑鼠裡面為什麼說衛生" }, { phrases: true });
    await check("tw", { 說明軟件: "說明軟體" }, { phrases: true });
    await check("cn", { 說明軟體: "说明软件" }, { phrases: true });
    await check("hans", { 說明軟體: "说明软体" }, { phrases: true });
  });
});

describe("what the dictionaries get wrong", () => {
  test("干 before 预, 涉, 扰", async () => {
    await check("tw", {
      军事干预: "軍事干預",
      进行军事干涉: "進行軍事干涉",
      说明苦干: "說明苦幹",
      这很干燥: "這很乾燥",
    });
  });

  test("words that begin inside another", async () => {
    await check("hant", { 不肯出征: "不肯出征", 国家的历法: "國家的曆法", 这里种稻谷: "這裏種稻穀" });
    await check("hant", { 对表达式求值: "對表達式求值", 一只手表演: "一隻手表演", 一只手表: "一隻手錶" });
    await check("hant", { 讲述了如何: "講述了如何", 了如指掌: "瞭如指掌", 域下注册: "域下註冊", 下注十元: "下注十元" });
    await check("hant", { 这是子丑寅卯: "這是子丑寅卯", 这人很丑: "這人很醜", 总统的咨文: "總統的咨文", 咨询: "諮詢" });
    await check("hant", { 假借与转注: "假借與轉注" });
  });

  test("common words keep their characters from rarer ones before them", async () => {
    await check("hant", {
      "部长发言，市长发表，资金发展，黄金发现": "部長發言，市長發表，資金發展，黃金發現",
      "百年历史，我国历任，民国历届": "百年歷史，我國歷任，民國歷屆",
      "更复杂，执行复制，本文采用，被发送": "更複雜，執行複製，本文採用，被發送",
      "最多只有，是只读的，子游戏，先尝试": "最多只有，是只讀的，子遊戲，先嘗試",
      "人参加，和面积，你系统，尽可能": "人參加，和面積，你系統，儘可能",
    });
  });

  test("but not from common ones", async () => {
    await check("hant", {
      "毛发生长，头发展示，批发布料": "毛髮生長，頭髮展示，批發布料",
      "万历时期，公里面积，关系统计，一只能": "萬曆時期，公里面積，關係統計，一隻能",
      "为了解决，十进制表，太后来": "爲了解決，十進制表，太后來",
      "代理发送，引进制造，万分之一并不": "代理發送，引進製造，萬分之一並不",
    });
  });

  test("family names beside what tells them", async () => {
    await check("hant", {
      "余先生、范女士和姓郁的涂小姐": "余先生、范女士和姓郁的涂小姐",
      "岳氏说，这是朴姓青年": "岳氏說，這是朴姓青年",
      "其余先生们，师范女士，剩余": "其餘先生們，師範女士，剩餘",
    });
  });

  test("forms of Hong Kong's standard and of common print", async () => {
    await check("cn", { "防衞與衞生，叔姪二人說，砲台化粧": "防卫与卫生，叔侄二人说，炮台化妆" });
    await check("cn", { 老么說什么: "老幺说什么" });
    await check("cn", { "防衞與衞生，叔姪二人說": "防卫与卫生，叔侄二人说" }, { phrases: true });
  });

  test("里 in transcribed names", async () => {
    await check("tw", { 加布里埃尔: "加布里埃爾", 亚里奥斯图: "亞里奧斯圖", 图书馆里: "圖書館裡", 这里: "這裡" });
  });

  test("著", async () => {
    await check("cn", {
      "原著、編著、土著、名著、著名、顯著": "原著、编著、土著、名著、著名、显著",
      "看著說、沿著、接著、隨著、著陸、執著": "看着说、沿着、接着、随着、着陆、执着",
      看著名畫: "看著名画",
      拿著書說: "拿着书说",
    });
    await check("cn", { 這部原著著名: "这部原著著名", 看著這部編著: "看着这部编著" }, { phrases: true });
  });

  test("么", async () => {
    await check("cn", { 這是什么: "这是什么", 這么說: "这么说", 什么: "什么" }, { phrases: true });
    await check("cn", { 這是什么: "这是什么", 为什么: "为什么" });
  });

  test("words that are regional in one sense only", async () => {
    await check("tw", { 他们支持此决定: "他們支持此決定" }, { phrases: true });
    await check("cn", { 撥出經費: "拨出经费" }, { phrases: true });
    await check(
      "tw",
      {
        "血液循环，保存完好，高级中学": "血液循環，保存完好，高級中學",
        "发表声明，连接两岸，社区，参数": "發表聲明，連接兩岸，社區，參數",
        "1月19日发布的，类型，扩展": "1月19日發佈的，類型，擴展",
        法律程序与全局: "法律程序與全局",
      },
      { phrases: true },
    );
  });

  test("regional words where a compound tells what is meant", async () => {
    await check(
      "tw",
      {
        "全局变量，布尔值，死循环，回调函数": "全域變數，布林值，無窮迴圈，回呼函式",
        "二进制反码，十六进制": "二進位反碼，十六進位",
        "扩展名，调制解调器，数据类型": "副檔名，數據機，資料型別",
      },
      { phrases: true },
    );
    await check("tw", { 全局变量与布尔值: "全局變量與布爾值" });
  });

  test("regional words that are parts of others by chance", async () => {
    await check(
      "tw",
      {
        "英勇的士兵，道格拉斯，布尔什维克": "英勇的士兵，道格拉斯，布爾什維克",
        "国内存在争议，内存": "國內存在爭議，記憶體",
        "包罗万象，万象": "包羅萬象，永珍",
      },
      { phrases: true },
    );
  });
});

describe("text that is in the target's script already", () => {
  test("keeps what may stand in it", async () => {
    await check("tw", { 范仲淹與雲端云云在鄉里說: "范仲淹與雲端云云在鄉里說" });
    await check("hant", { 后羿與皇后在鄉里說: "后羿與皇后在鄉里說" });
    await check("cn", { 乾县说明: "乾县说明" });
  });

  test("gets the region's forms", async () => {
    await check("tw", { 爲羣衆說着: "為群眾說著" });
    await check("hk", { 為說著裡衛: "為説着裡衞", 沿著這部名著的著者: "沿着這部名著的著者" });
  });

  test("slips are converted, by their words", async () => {
    await check("tw", { 謝爾蓋·伊万諾夫與縮略图說明: "謝爾蓋·伊萬諾夫與縮略圖說明" });
    await check("tw", { 說明关系與以后: "說明關係與以后" });
    await check("hant", { 頭发與發展說明書館: "頭髮與發展說明書館", 發现說明書館: "發現說明書館" });
    await check("cn", { 这說明图书馆里: "这说明图书馆里" });
  });
});

describe("leftovers and habits of Traditional text", () => {
  test("characters that are hardly ever Traditional", async () => {
    await check("tw", { 這是一种說法與黄帝: "這是一種說法與黃帝", 种師道與种世衡說: "种師道與种世衡說" });
  });

  test("the standard's forms give way to those a page has, in its Traditional paragraphs", async () => {
    const { text } = await convert("⟦認為羣衆說話⟧\n\n⟦认为群众在这里说⟧", "hant");
    assert.equal(text, "認為羣衆說話\n\n認為羣衆在這裏說");
    assert.equal((await convert("⟦認爲說話⟧\n\n⟦认为这里说⟧", "hant")).text, "認爲說話\n\n認爲這裏說");
    assert.equal((await convert("⟦認爲與認為說話⟧\n\n⟦认为这里说⟧", "hant")).text, "認爲與認為說話\n\n認爲這裏說");
    assert.equal((await convert("⟦认为这里说⟧", "hant")).text, "認爲這裏說");
  });
});

describe("the script is decided by the passage", () => {
  test("paragraph by paragraph", async () => {
    const { text } = await convert("⟦范仲淹當時在鄉里說話⟧\n\n⟦范围在这里说⟧\n\n⟦范⟧", "tw");
    assert.equal(text, "范仲淹當時在鄉里說話\n\n範圍在這裡說\n\n范");
  });

  test("sentence by sentence in a passage of both", async () => {
    const { text } = await convert("⟦范先生在鄉里說話。⟧¦⟦范围在里面说。后羿與皇后說話。⟧", "tw");
    assert.equal(text, "范先生在鄉里說話。範圍在裡面說。后羿與皇后說話。");
  });

  test("the page speaks for a passage without a sign, the target for a page without one", async () => {
    assert.equal((await convert("⟦后⟧\n\n⟦鄉里說話⟧", "tw")).text, "后\n\n鄉里說話");
    assert.equal((await convert("⟦后面⟧\n\n⟦这里说⟧", "tw")).text, "後面\n\n這裡說");
    assert.equal((await convert("⟦后面⟧", "tw")).text, "後面");
    const converter = await loadConverter("tw");
    assert.deepEqual(
      converter.convertPassages("后面", [{ runs: [[{ start: 0, end: 2 }]] }], { script: "hant" }).edits,
      [],
    );
  });
});

describe("words that markup breaks", () => {
  test("a link, a marker, emphasis, a line break", async () => {
    assert.equal((await convert("[⟦干⟧](x)⟦燥⟧", "hant")).text, "[乾](x)燥");
    assert.equal((await convert("⟦皇⟧[⟦后⟧](x)", "hant")).text, "皇[后](x)");
    assert.equal((await convert("⟦头⟧**⟦发⟧**\\[1\\]⟦展⟧", "hant")).text, "頭**髮**\\[1\\]展");
    assert.equal((await convert("⟦这头\n    发⟧", "hant")).text, "這頭\n    髮");
    assert.equal((await convert("⟦这头  \r\n发⟧", "hant")).text, "這頭  \r\n髮");
  });

  test("another run is another text", async () => {
    assert.equal((await convert("⟦这头⟧`x`¦⟦发⟧", "hant")).text, "這頭`x`發");
    assert.equal((await convert("⟦这头⟧¦⟦发⟧", "hant")).text, "這頭發");
  });

  test("a word of another length leaves something to each piece, or stays", async () => {
    const { text, edits } = await convert("⟦計算機內⟧**⟦存⟧**⟦和說明⟧", "tw", { phrases: true });
    assert.equal(text, "計算機記**憶體**和說明");
    assert.equal(edits.length, 2);
    assert.equal((await convert("⟦這⟧*⟦個⟧*⟦記⟧*⟦憶⟧*⟦體⟧*", "cn", { phrases: true })).text, "这*个*記*憶*體*");
  });
});

describe("edits", () => {
  test("hold the changed characters only, together where they touch", async () => {
    const { edits } = await convert("⟦国际关系的学⟧](⟦术⟧", "hant");
    assert.deepEqual(
      edits.map(({ start, end, expected, newText }) => [start, end, expected, newText]),
      [
        [0, 4, "国际关系", "國際關係"],
        [5, 6, "学", "學"],
        [8, 9, "术", "術"],
      ],
    );
  });

  test("characters outside the basic plane are whole", async () => {
    const { edits } = await convert("⟦这𩾌鱼㓆⟧", "hant");
    assert.deepEqual(
      edits.map(({ expected, newText }) => [expected, newText]),
      [["这𩾌鱼㓆", "這鱇魚𠗣"]],
    );
  });

  test("line ends of a plain text stand between words, as other characters do", async () => {
    await check("hant", { "这头\n发": "這頭\n發", "头发\n发展\r\n": "頭髮\n發展\r\n" });
  });

  test("compatibility ideographs are replaced first", async () => {
    assert.equal(await plain("國國說", "cn"), "国国说");
  });

  test("Japanese is left alone", async () => {
    await check("hant", { "这是「国立図書館のアプリ」，国家": "這是「国立図書館のアプリ」，國家", 这ー国: "這ー國" });
    await check("hant", { "约翰・马丁": "約翰・馬丁" });
  });
});

describe("open readings", () => {
  test("none in common words, whatever rarer word overlaps them", async () => {
    const { edits, open } = await convert("⟦若干个集合中的人才为了合并标签，由于军阀限制为建制为⟧", "hant");
    assert.deepEqual([...open, ...edits.filter(({ doubt }) => doubt)], []);
  });

  test("two words overlap and share a character", async () => {
    const { edits, text, document } = await convert("⟦这里开采地下水⟧", "tw");
    const open = edits.filter(({ alternatives }) => alternatives.length > 0);
    assert.deepEqual(
      open.map((edit) => [document.slice(edit.start, edit.end), edit.newText, edit.alternatives, edit.doubt]),
      [["采", "採", ["采"], "overlap"]],
    );
    assert.equal(text, "這裡開採地下水");
  });

  test("a character no word decides; alternatives are those of the target", async () => {
    const { edits } = await convert("⟦这人姓钟，埃里说⟧", "tw");
    assert.deepEqual(
      edits.map(({ newText, alternatives }) => [newText, alternatives]),
      [
        ["這", []],
        ["鍾", ["鐘", "鈡"]],
        ["裡", ["里", "哩"]],
        ["說", []],
      ],
    );
  });

  test("a place that stays as it is", async () => {
    const { open, edits } = await convert("⟦这300只，説⟧", "tw");
    assert.deepEqual(open, [{ start: 4, end: 5, expected: "只", alternatives: ["隻", "祇"], doubt: "choice" }]);
    assert.equal(edits.length, 1);
    assert.deepEqual((await convert("⟦這著！說⟧", "cn")).open, [
      { start: 1, end: 2, expected: "著", alternatives: ["着"], doubt: "choice" },
    ]);
  });
});
