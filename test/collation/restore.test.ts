import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, test } from "node:test";
import MarkdownIt from "markdown-it";
import { refusalMessage } from "../../server/core/features/collation";
import { check } from "../../server/core/rules/run";
import { render } from "../../server/core/rules/texts";
import { openPage } from "../support/wiki";
import { beside, listed } from "./beside";

const LINK = (title: string, label = title) => `[${label}](https://zh.wikipedia.org/wiki/${title} "wikilink")`;
const CATEGORY = `[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")`;

/** A page of three footnotes about a bridge; what is behind them can be exchanged. */
function bridge(body: string, entries: readonly string[]): string {
  return `${body}\n\n${CATEGORY}\n\n${entries.map((entry, index) => (entry === "" ? `${index + 1}.` : `${index + 1}.  ${entry}`)).join("\n")}\n`;
}

const HTML_ENTRY = (number: number, inner: string) =>
  `<li id="cite_note-${number}"><span class="mw-cite-backlink"><b><a href="#cite_ref-${number}">^</a></b></span> <span class="reference-text">${inner}</span></li>`;
const HTML_MARKER = (number: number) =>
  `<sup id="cite_ref-${number}" class="reference"><a href="#cite_note-${number}">&#91;${number}&#93;</a></sup>`;
const HTML = (body: string, entries: readonly string[]) =>
  `<div class="mw-parser-output">${body}<ol class="references">${entries.map((entry, index) => HTML_ENTRY(index + 1, entry)).join("")}</ol></div>`;

describe("restoring a page", () => {
  test("the numbers of the companion differ by a reuse; its script is the other", async () => {
    const page = bridge(
      "清河老橋建於明代的最後一個年頭\\[1\\]，長三十二公尺又四公寸\\[2\\]，清代由縣令李文出資重修\\[3\\]。",
      ["", "", ""],
    );
    const companion = `清河老桥建于明代的最后一个年头[1]，长三十二公尺又四公寸[1]，清代由县令李文出资重修[2]。

  1. ^ 1.0 1.1 清河县志. 书局. 1931 [2014-05-12]. (原始内容存档于2013-11-04).\u00a0
  2. ^ 县令李文传. 河谷日报. 1988.\u00a0
`;
    const result = await beside(page, "清河老橋.rendered.txt", companion);
    const first = "清河縣誌. 書局. 1931 [2014-05-12]. (原始內容存檔於2013-11-04).";
    const restored = listed(result).map((line) => line.replace("縣志", "縣誌"));
    assert.deepEqual(restored, [
      `citation 1: ${first}`,
      `reuse 2=1: ${first}`,
      "citation 3: 縣令李文傳. 河谷日報. 1988.",
    ]);
    assert.match(result.restored, /^1\. {2}清河縣[志誌]\. 書局\. 1931 \\\[2014-05-12\\\]\. /m);
  });

  test("addresses, archives and names in other languages stay as they are", async () => {
    const page = bridge("清河老橋建於明代的最後一個年頭\\[1\\]，長三十二公尺又四公寸\\[2\\]。", ["", ""]);
    const companion = HTML(
      `<p>清河老桥建于明代的最后一个年头${HTML_MARKER(1)}，长三十二公尺又四公寸${HTML_MARKER(2)}。</p>`,
      [
        '<cite class="citation web">王五. <a class="external text" href="http://a.example/x_(1)?q=后">Bridges of the World [2]</a>. <i>河谷日报</i>. 1988-05-01<span class="reference-accessdate"> [2014-05-12]</span>. （原始内容<a class="external text" href="https://web.archive.org/web/2013/http://a.example/x_(1)?q=后">存档</a>于2013-11-04）.</cite>',
        '<a class="external text" href="javascript:alert(1)">古桥</a>，<span lang="ja">东京国会図書館</span>，<a href="/wiki/%E6%9D%8E%E6%96%87">李文</a>著',
      ],
    );
    const { restored, restoration } = await beside(page, "清河老橋.html", companion);
    assert.ok(
      restored.includes(
        "1.  王五. [Bridges of the World (2)](http://a.example/x_\\(1\\)?q=后). 河谷日報. 1988-05-01 \\[2014-05-12\\]. （原始內容[存檔](https://web.archive.org/web/2013/http://a.example/x_\\(1\\)?q=后)於2013-11-04）.\n",
      ),
      restored,
    );
    assert.ok(restored.endsWith(`2.  古橋，东京国会図書館，${LINK("李文")}著\n`), restored);
    const [citation] = restoration.proposals.map((proposal) => proposal.citation);
    assert.deepEqual(
      [citation?.title, citation?.url, citation?.date, citation?.accessDate, citation?.archiveDate],
      ["Bridges of the World [2]", "http://a.example/x_(1)?q=后", "1988-05-01", "2014-05-12", "2013-11-04"],
    );
    assert.equal(citation?.archiveUrl, "https://web.archive.org/web/2013/http://a.example/x_(1)?q=后");
  });

  test("what an entry says is never overwritten; what differs is told", async () => {
    const page = bridge("清河老橋建於明代的最後一個年頭\\[1\\]，長三十二公尺又四公寸\\[2\\]。", ["縣志，卷三", ""]);
    const companion = `清河老橋建於明代的最後一個年頭[1]，長三十二公尺又四公寸[2]。

  1. ^ 古橋考. 1987.
  2. ^ 古橋再考. 1988.
`;
    const result = await beside(page, "清河老橋.rendered.txt", companion);
    assert.deepEqual(listed(result), ["difference 1: 古橋考. 1987.", "citation 2: 古橋再考. 1988."]);
    assert.match(result.restored, /^1\. {2}縣志，卷三$/m);
  });

  test("link texts are cut where the companion's end, also where the page alone cannot tell", async () => {
    const body = `清河老橋由縣令${LINK("李文_\\(明代\\)", "李文公主持修建")}，位於${LINK("清河鎮", "清河鎮人口最多的一角")}，${LINK("北京", "北京城")}以北\\[1\\]。`;
    const companion = HTML(
      `<p>清河老桥由县令<a href="/wiki/X">李文</a>公主持修建，位于<a href="/wiki/Y">清河镇</a>人口最多的一角，<a href="/wiki/Z">北京城</a>以北${HTML_MARKER(1)}。</p>`,
      ["县志"],
    );
    const { restored } = await beside(bridge(body, [""]), "清河老橋.html", companion);
    assert.ok(restored.includes(`縣令${LINK("李文_\\(明代\\)", "李文")}公主持修建，`), restored);
    assert.ok(restored.includes(`位於${LINK("清河鎮")}人口最多`), restored);
    assert.ok(restored.includes(`${LINK("北京", "北京城")}以北`), restored);
  });

  test("words a template swallowed come back in the page's script, behind the link, with the gap closed", async () => {
    const body = `清河老橋由工程師${LINK("王平")}設計，後來與上游的鄰國簽署了 ，約定共管此橋\\[1\\]，其名（）意為石橋，外文名《》已失傳\\[2\\]。`;
    const phrase = (written: string, visible: string) =>
      `<span class="ilh-all" data-orig-title="${written}" data-lang-code="en"><span class="ilh-page"><a href="/w/index.php?title=X&amp;action=edit&amp;redlink=1">${visible}</a></span><span class="noprint ilh-comment">（<span class="ilh-lang">英语</span>：<a href="https://en.wikipedia.org/wiki/X">X</a>）</span></span>`;
    const companion = HTML(
      `<p>清河老桥由工程师<a href="/wiki/W">王平</a>${phrase("葉里欽", "叶里钦")}设计，后来与上游的邻国签署了${phrase("友誼、合作與互助條約", "友谊、合作与互助条约")} ，约定共管此桥${HTML_MARKER(1)}，其名（<span lang="en">Old Bridge</span>）意为石桥，外文名《Pons》已失传${HTML_MARKER(2)}。</p>`,
      ["县志", "府志"],
    );
    const { restored } = await beside(bridge(body, ["", ""]), "清河老橋.html", companion);
    assert.ok(restored.includes(`工程師${LINK("王平")}葉里欽設計`), restored);
    assert.ok(restored.includes("簽署了友誼、合作與互助條約，約定"), restored);
    assert.ok(restored.includes("其名（Old Bridge）意為石橋，外文名《Pons》已失傳"), restored);
  });

  test("new sentences of a later revision are no lost words", async () => {
    const body = "清河老橋建於明代的最後一個年頭，長三十二公尺又四公寸\\[1\\]。清代由縣令李文出資重修\\[2\\]。";
    const companion = HTML(
      `<p>清河老橋建於明代的最後一個年頭，<a href="/wiki/X">橋面鋪以青石</a>，長三十二公尺又四公寸${HTML_MARKER(1)}。民國時又拓寬。清代由縣令李文出資重修${HTML_MARKER(2)}。</p>`,
      ["縣志", "府志"],
    );
    const result = await beside(bridge(body, ["", ""]), "清河老橋.html", companion);
    assert.deepEqual(listed(result), ["citation 1: 縣志", "citation 2: 府志"]);
  });

  test("a caption and the paragraph part where the companion's do", async () => {
    const body = `[縮圖](https://zh.wikipedia.org/wiki/File:A.jpg "fig:縮圖")${LINK("清河老橋", "清河老橋在黃昏時的景色")}\\]\\] 此橋建於明代的最後一個年頭，長三十二公尺又四公寸\\[1\\]。`;
    const companion = HTML(
      `<figure><figcaption><a href="/wiki/X">清河老桥</a>在黄昏时的景色</figcaption></figure><p>此桥建于明代的最后一个年头，长三十二公尺又四公寸${HTML_MARKER(1)}。</p>`,
      ["县志"],
    );
    const { restored } = await beside(bridge(body, [""]), "清河老橋.html", companion);
    assert.ok(restored.includes(`${LINK("清河老橋")}在黃昏時的景色\n\n此橋建於`), restored);
  });

  test("where one side has a marker more at a place, nothing is guessed", async () => {
    const page = bridge("清河老橋建於明代的最後一個年頭\\[1\\]，長三十二公尺又四公寸\\[2\\]。", ["", ""]);
    const companion = `清河老橋建於明代的最後一個年頭[1][2]，長三十二公尺又四公寸[3]。

  1. ^ 甲志. 1987.
  2. ^ 乙志. 1988.
  3. ^ 丙志. 1989.
`;
    assert.deepEqual(listed(await beside(page, "清河老橋.rendered.txt", companion)), ["citation 2: 丙志. 1989."]);
  });

  test("a clause that was added, with a citation of its own, leaves those around it certain", async () => {
    const page = bridge(
      "清河老橋建於明代的最後一個年頭\\[1\\]，長三十二公尺又四公寸\\[2\\]，清代由縣令李文出資重修\\[3\\]。",
      ["", "", ""],
    );
    const companion = `清河老橋建於明代的最後一個年頭[1]，橋面鋪以青石[2]，長三十二公尺又四公寸[3]，清代由縣令李文出資重修[4]。

  1. ^ 甲志. 1987.
  2. ^ 乙志. 1988.
  3. ^ 丙志. 1989.
  4. ^ 丁志. 1990.
`;
    assert.deepEqual(listed(await beside(page, "清河老橋.rendered.txt", companion)), [
      "citation 1: 甲志. 1987.",
      "citation 2: 丙志. 1989.",
      "citation 3: 丁志. 1990.",
    ]);
  });

  test("a companion that says which footnote it is, but not what it cites, proposes nothing", async () => {
    const page = bridge("清河老橋建於明代的最後一個年頭\\[1\\]，長三十二公尺又四公寸。", [""]);
    const companion = "清河老橋建於明代的最後一個年頭[1]，長三十二公尺又四公寸。\n\n  1. ^ \n";
    assert.deepEqual(listed(await beside(page, "清河老橋.rendered.txt", companion)), []);
  });

  test("a list that lost its numerals and an entry says nothing", async () => {
    const page = bridge("清河老橋建於明代的最後一個年頭\\[1\\]，長三十二公尺又四公寸\\[2\\]。", ["", ""]);
    const text = "清河老橋建於明代的最後一個年頭[1]，長三十二公尺又四公寸[2]。\n\n^ 府志\n";
    assert.deepEqual(listed(await beside(page, "清河老橋.rendered.txt", text)), []);
    const whole = text.replace("^ 府志", "^ 縣志\n^ 府志");
    assert.deepEqual(listed(await beside(page, "清河老橋.rendered.txt", whole)), [
      "citation 1: 縣志",
      "citation 2: 府志",
    ]);
  });

  test("a Traditional companion keeps names, a Simplified one those that may be Traditional", async () => {
    const page = bridge(
      "清河老橋建於明代的最後一個年頭\\[1\\]，長三十二公尺又四公寸\\[2\\]，清代由縣令李文出資重修\\[3\\]。",
      ["", "", ""],
    );
    const body = (text: string) => `${text}\n\n  1. ^ `;
    const hant = body("清河老橋建於明代的最後一個年頭[1]，長三十二公尺又四公寸[2]，清代由縣令李文出資重修[3]。");
    const lists = "游某. 橋記. 1987.\n  2. ^ 于某、范某：橋錄\n  3. ^ 里程. 王云. 后某";
    assert.deepEqual(listed(await beside(page, "清河老橋.rendered.txt", hant + lists)), [
      "citation 1: 游某. 橋記. 1987.",
      "citation 2: 于某、范某：橋錄",
      "citation 3: 里程. 王云. 后某",
    ]);
    const hans = body("清河老桥建于明代的最后一个年头[1]，长三十二公尺又四公寸[2]，清代由县令李文出资重修[3]。");
    const simplified = "游某. 桥记. 1987.\n  2. ^ 于某、范某：桥录\n  3. ^ 里程. 张云. 后记";
    assert.deepEqual(listed(await beside(page, "清河老橋.rendered.txt", hans + simplified)), [
      "citation 1: 游某. 橋記. 1987.",
      "citation 2: 于某、范某：橋錄",
      "citation 3: 里程. 張云. 後記",
    ]);
  });

  test("definitions are filled as well", async () => {
    const page = `清河老橋建於明代的最後一個年頭[^1]，長三十二公尺又四公寸[^2]。\n\n[^1]: 縣志\n\n[^2]:\n`;
    const companion =
      "清河老橋建於明代的最後一個年頭[1]，長三十二公尺又四公寸[2]。\n\n  1. ^ 縣志\n  2. ^ 1931年測量報告\n";
    const { restored } = await beside(page, "清河老橋.rendered.txt", companion);
    assert.ok(restored.endsWith("\n[^2]: 1931年測量報告\n"), restored);
  });

  test("a footnote of a heading", async () => {
    const page = bridge("## 重修大小\\[1\\]\n\n清河老橋建於明代的最後一個年頭\\[2\\]。", ["", ""]);
    const expected = ["citation 1: 縣志", "citation 2: 府志"];
    const html = HTML(`<h2>重修大小${HTML_MARKER(1)}</h2><p>清河老橋建於明代的最後一個年頭${HTML_MARKER(2)}。</p>`, [
      "縣志",
      "府志",
    ]);
    assert.deepEqual(listed(await beside(page, "清河老橋.html", html)), expected);
    const text = "重修大小[1][编辑]\n\n清河老橋建於明代的最後一個年頭[2]。\n\n  1. ^ 縣志\n  2. ^ 府志\n";
    assert.deepEqual(listed(await beside(page, "清河老橋.rendered.txt", text)), expected);
  });

  test("a restored entry begins no list", async () => {
    const page = bridge("清河老橋建於明代的最後一個年頭\\[1\\]，長三十二公尺又四公寸\\[2\\]。", ["", ""]);
    const companion =
      "清河老橋建於明代的最後一個年頭[1]，長三十二公尺又四公寸[2]。\n\n  1. ^ 1988. 縣志\n  2. ^ - 府志 <b> *甲*\n";
    const { restored } = await beside(page, "清河老橋.rendered.txt", companion);
    const html = new MarkdownIt().render(restored);
    assert.match(html, /<ol>\n<li>1988\. 縣志<\/li>\n<li>- 府志 &lt;b&gt; \*甲\*<\/li>\n<\/ol>/);
  });
});

describe("a companion that is refused", () => {
  const page = bridge("清河老橋建於明代的最後一個年頭\\[1\\]，長三十二公尺又四公寸，清代由縣令李文出資重修\\[2\\]。", [
    "",
    "",
  ]);

  const sentence = async (name: string, text: string) => {
    const { page: snapshot, restoration } = await beside(page, name, text);
    assert.deepEqual(restoration.proposals, []);
    const message = refusalMessage(snapshot, restoration);
    return message && render(message, "en");
  };

  test("another article", async () => {
    const other = readFileSync("samples/rendered/石灘峽大壩.rendered.txt", "utf8");
    assert.match(
      (await sentence("石灘峽大壩.rendered.txt", other))!,
      /^石灘峽大壩\.rendered\.txt is not this article: /,
    );
  });

  test("a page made after the same pattern, about something else", async () => {
    const other =
      "小河新橋建於明代的最後一個年頭[1]，長三十二公尺又四公寸，清代由縣令李文出資重修[2]。\n\n  1. ^ 甲\n  2. ^ 乙\n";
    assert.equal(
      await sentence("download.rendered.txt", other),
      "download.rendered.txt is about something else: where this page says “清河老橋”, it says another name.",
    );
  });

  test("nothing to read", async () => {
    assert.equal(await sentence("a.html", "<html></html>"), "a.html holds no text to compare with this page.");
    assert.equal(await sentence("a.rendered.txt", ""), "a.rendered.txt holds no text to compare with this page.");
  });
});

describe("citations by templates of wikitext", () => {
  const sentence = (place: string) => `${place}地的老橋建於某一年，後來經過多次修整，一直用到今天`;
  const page = (...markers: readonly string[]) =>
    `# 清河老橋\n\n${["甲", "乙", "丙"].map((place, at) => `${sentence(place)}${markers[at]}。`).join("")}\n\n1.  王五，《古橋考》\n2.  \n3.  縣志，卷三\n`;
  const wikitext = (cited: string, group = "") =>
    `${sentence("甲")}<ref>王五，《古橋考》</ref>。${sentence("乙")}${cited}。${sentence("丙")}<ref>縣志，卷三</ref>。\n\n<references${group}>\n<ref name="b">李四，《橋記》</ref>\n</references>\n`;
  const markers = ["\\[1\\]", "\\[2\\]", "\\[3\\]"];
  const proposed = async (companion: string) => listed(await beside(page(...markers), "清河老橋.wikitext", companion));

  test("give the entry back that they cite", async () => {
    assert.deepEqual(await proposed(wikitext("{{r|b}}")), ["citation 2: 李四，《橋記》"]);
  });

  test("say nothing where their group is not known, nor in a footnote", async () => {
    assert.deepEqual(await proposed(wikitext("{{r|a|b|group=注}}")), []);
    assert.deepEqual(await proposed(wikitext("<!-- {{r|b}} -->")), []);
  });
});

describe("the sample page", () => {
  const text = readFileSync("samples/Page/石灘峽大壩.md", "utf8");
  const read = (name: string) => readFileSync(`samples/${name}`, "utf8");

  const recheck = (restored: string) => {
    const findings = check(openPage(restored, { path: "Page/石灘峽大壩.md", pages: {} }));
    return new Set(findings.map(({ rule }) => rule));
  };

  test("from its rendered text: what its missing section leaves open stays open", async () => {
    const result = await beside(
      text,
      "石灘峽大壩.rendered.txt",
      read("rendered/石灘峽大壩.rendered.txt"),
      "Page/石灘峽大壩.md",
    );
    const left = openPage(result.restored)
      .article.references.filter(({ empty }) => empty)
      .map(({ name }) => name);
    assert.deepEqual(left, ["20", "21"]);
    assert.ok(result.restored.includes("\n15. 潮汐鐘小史. 儀器. 1993, (7).\n"), "the page's own form of a character");
  });

  for (const file of ["rendered/石灘峽大壩.html", "wikitext/石灘峽大壩.wikitext"])
    test(`from ${file}: all of it`, async () => {
      const { restored } = await beside(text, basename(file), read(file), "Page/石灘峽大壩.md");
      const rules = recheck(restored);
      for (const rule of ["footnote/empty-entry", "footnote/undefined", "footnote/unused", "link/overrun"])
        assert.ok(!rules.has(rule), rule);
      const { references } = openPage(restored).article;
      assert.equal(references[0]!.text, references[1]!.text);
      assert.equal(new MarkdownIt().render(restored).match(/<li>/g)?.length, 21);
    });
});
