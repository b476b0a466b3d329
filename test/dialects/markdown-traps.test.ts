import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parse } from "../../server/core/dialects/parse";
import type { Article } from "../../server/core/model/article";

/**
 * The constructs that must stay silent, or be read all the same, numbered as in the description of the dialect:
 * what a naive reader gets wrong.
 */

const CATEGORY = '[Category:河流](https://zh.wikipedia.org/wiki/Category:河流 "wikilink")';

function read(text: string): Article {
  return parse(text, "markdown").article;
}

function markers(article: Article): string[] {
  return article.markers.map(
    ({ label, suspect, reference }) => `${label}${suspect ? "?" : reference === null ? "!" : ""}`,
  );
}

function residues(article: Article): string[] {
  return article.residues.map(({ kind, start, end }) => `${kind} ${article.text.slice(start, end)}`);
}

function links(article: Article): string[] {
  return article.links.map(
    ({ labelText, kind, title, anchor }) => `${labelText}→${kind}:${title}${anchor && `#${anchor}`}`,
  );
}

function references(article: Article): string[] {
  return article.references.map(({ name, rendered, empty, text }) => `${name}/${rendered} ${empty ? "∅" : text}`);
}

/** A page with a body, a category line and a list. */
function page(body: string, list: string): string {
  return `${body}\n\n${CATEGORY}\n\n${list}\n`;
}

test("backticks of which the first is escaped open no code, whatever code stands before them", () => {
  for (const run of ["\\``", "\\```", "\\````"]) {
    const article = read(page(`\`甲[1]\`乙\\[1\\]${run}丙\\[1\\]`, "1.  出處"));
    assert.deepEqual(markers(article), ["1", "1"], run);
  }
});

describe("trap 1: math", () => {
  test("display and inline math hold no markers and no leftovers", () => {
    const article = read(page("設 \\[x_{[1]} = [a,b].\\] 與 \\(f[2]\\)，見\\[1\\]。", "1.  出處"));
    assert.deepEqual(markers(article), ["1"]);
    assert.deepEqual(residues(article), []);
  });
  test("math over several lines is one, even where a line looks like a list", () => {
    const article = read(page("如下\n\n\\[a\n+ b\n- {{c}}\\]\n\n後文\\[1\\]。", "1.  出處"));
    assert.deepEqual(markers(article), ["1"]);
    assert.deepEqual(residues(article), []);
    assert.equal(article.blocks.filter((block) => block.kind === "list").length, 0);
  });
  test("math in the middle of a wrapped paragraph", () => {
    assert.deepEqual(residues(read("其中 \\[ x_{{i}} +\ny_{{j}} ]] \\] 為實數。")), []);
  });
  test("math that pandoc wrote in HTML", () => {
    const cell =
      '<table><tr><td><span class="math inline"><em>a</em>[1]</span>、<span class="math inline">$x^{{i}}$</span>，甲[1]</td></tr></table>';
    const article = read(page(cell, "1.  出處"));
    assert.deepEqual(markers(article), ["1"]);
    assert.deepEqual(residues(article), []);
  });
  test("a formula that a blank line parted from its tag holds no leftovers", () => {
    const article = read("令\n\n<math>\n\nt = \\\\frac{\\\\sqrt{n}}{s} </math>與{{甲}}。\n");
    assert.deepEqual(residues(article), ["template {{甲}}"]);
  });
  test("a bracket that opens in a link's text and closes behind the link is no math", () => {
    const article = read("見[題名 \\[3rd\n  award](http://example.org/a)\\]與\\[ f[x](t)=[g] \\]。\n");
    assert.deepEqual(
      article.links.map(({ destination }) => destination),
      ["http://example.org/a"],
    );
  });
  test("bracketed prose is no math: a marker in it counts", () => {
    assert.deepEqual(markers(read(page("某事\\[來源請求\\]又\\[1\\]。", "1.  出處"))), ["1"]);
  });
});

describe("trap 2: what is no marker", () => {
  test("numbered external links, page links with digits, code, prices", () => {
    const article = read(
      page("見[1](http://a.example/)、[0](../Page/0.md)、`[1] + \\[2\\]`，約$6,000至$7,000\\[1\\]。", "1.  出處"),
    );
    assert.deepEqual(markers(article), ["1"]);
    assert.deepEqual(links(article).slice(0, 2), ["1→external:", "0→page:0"]);
  });
  test("bare brackets in Markdown text are text", () => {
    assert.deepEqual(markers(read(page("陣列[3]的長度\\[1\\]。", "1.  出處"))), ["1"]);
  });
});

describe("trap 3: markers in tight company", () => {
  test("a marker followed by a leftover", () => {
    const list = Array.from({ length: 14 }, (_, index) => `${index + 1}.  出處`).join("\n");
    const body = Array.from({ length: 13 }, (_, index) => `\\[${index + 1}\\]`).join("字");
    const article = read(page(`${body}字\\[14\\]\\]\\]。`, list));
    assert.equal(article.markers.length, 14);
    assert.deepEqual(residues(article), ["link-close \\]\\]"]);
  });
  test("a marker between digits", () => {
    assert.deepEqual(markers(read(page("約30\\[1\\]至100", "1.  出處"))), ["1"]);
  });
  test("indices in programming prose are suspect, the footnotes among them are not", () => {
    const body = "見\\[1\\]。取a\\[1\\]\\[2\\]與 x\\[0\\]，又buf\\[5\\]\\[2\\]。再見\\[2\\]，末\\[3\\]。";
    assert.deepEqual(markers(read(page(body, "1.  甲\n2.  乙\n3.  丙"))), [
      "1",
      "1?",
      "2?",
      "0?",
      "5?",
      "2?",
      "2",
      "3",
    ]);
  });
  test("a footnote behind a Latin word is one when it fits", () => {
    assert.deepEqual(markers(read(page("貝爾實驗室\\[1\\]的UNIX\\[2\\]與C語言\\[3\\]", "1.  甲\n2.  乙\n3.  丙"))), [
      "1",
      "2",
      "3",
    ]);
  });
  test("a link's parenthesis is no identifier's", () => {
    const article = read(page('取[甲](../Page/甲.md "wikilink")\\[9\\]，f(x)\\[9\\]，終\\[1\\]', "1.  甲\n2.  乙"));
    assert.deepEqual(markers(article), ["9!", "9?", "1"]);
  });
  test("a number without an entry is unbound, not suspect", () => {
    assert.deepEqual(markers(read(page("見\\[1\\]與\\[9\\]", "1.  甲\n2.  乙"))), ["1", "9!"]);
  });
  test("without a list nothing but a run from 1 is certain", () => {
    assert.deepEqual(markers(read(`見\\[1\\]與\\[2\\]。\n\n${CATEGORY}\n`)), ["1!", "2!"]);
    assert.deepEqual(markers(read(`類型是char (\\*)\\[6\\]，即指標。\n\n${CATEGORY}\n`)), ["6?"]);
    assert.deepEqual(markers(read(`西元\\[2014\\]年，區間\\[0\\]。\n\n${CATEGORY}\n`)), ["2014?", "0?"]);
  });
});

describe("trap 4: pasted pseudo-markers", () => {
  test("a link that is nothing but a marker cites nothing", () => {
    const body =
      '甲[<sup>\\[3\\]</sup>](https://zh.wikipedia.org/wiki/X#cite_note-3)乙[\\[1\\]](../Page/X.md#cite_note-1 "\\[1]")丙\\[1\\]';
    assert.deepEqual(markers(read(page(body, "1.  出處"))), ["1"]);
  });
});

describe("trap 5: markers everywhere", () => {
  test("in link texts, headings, pipe tables, raw HTML tables and entries", () => {
    const body = [
      '[甲\\[1\\]](../Page/甲.md "wikilink")',
      "## 標題\\[2\\]",
      "| 甲 | 乙 |\n|----|----|\n| 丙\\[3\\] | 丁 |",
      '<table>\n<tr><td>戊[4]</td><td><a href="../Page/己.md" title="wikilink">己</a></td></tr>\n</table>',
    ].join("\n\n");
    const article = read(page(body, "1.  甲\n2.  乙\\[5\\]\n3.  丙\n4.  丁\n5.  戊"));
    assert.deepEqual(
      article.markers.map(({ label, place }) => `${label} ${place}`),
      ["1 link", "2 heading", "3 text", "4 table", "5 entry"],
    );
    assert.deepEqual(markers(article), ["1", "2", "3", "4", "5"]);
    assert.ok(links(article).includes("己→page:己"));
  });
});

describe("trap 6: body lists are never bound", () => {
  test("steps and a bibliography before the categories", () => {
    const body = "## 步驟\n\n1.  揉麵\n2.  發酵\n\n文\\[1\\]。\n\n## 參考資料\n\n1.  《麵包史》\n2.  《酵母》";
    assert.deepEqual(references(read(page(body, "1.  出處"))), ["1/1 出處"]);
  });
  test("a list before the categories is not it when nothing cites it", () => {
    assert.deepEqual(references(read(`1.  揉麵\n2.  發酵\n\n${CATEGORY}\n`)), []);
  });
  test("nor when a number in the text happens to be one of its numbers", () => {
    assert.deepEqual(references(read(`見ASCII\\[2\\]。\n\n1.  揉麵\n2.  發酵\n\n${CATEGORY}\n`)), []);
  });
  test("without categories the last list of the page, when markers vouch for it", () => {
    assert.deepEqual(references(read("文\\[1\\]\\[2\\]。\n\n1.  甲\n2.  乙\n")), ["1/1 甲", "2/2 乙"]);
    assert.deepEqual(references(read("步驟如下。\n\n1.  甲\n2.  乙\n")), []);
  });
  test("moved under its heading it is still it", () => {
    assert.deepEqual(references(read(`文\\[1\\]。\n\n## 參考資料\n\n1.  甲\n\n${CATEGORY}\n`)), ["1/1 甲"]);
  });
});

describe("trap 7: the shapes of the list", () => {
  test("tight, loose and mixed, text on the next line, nested bullets and paragraphs, changing padding", () => {
    const list = "1.  甲\n2.\n3.\n\n4.\n    隔行\n\n5.  丙\n\n    第二段\n\n      - 子項\n6.\n\n7.\n8.\n9.  九\n10. 十";
    const article = read(page("文", list));
    assert.deepEqual(references(article), [
      "1/1 甲",
      "2/2 ∅",
      "3/3 ∅",
      "4/4 隔行",
      "5/5 丙\n第二段\n子項",
      "6/6 ∅",
      "7/7 ∅",
      "8/8 ∅",
      "9/9 九",
      "10/10 十",
    ]);
    assert.equal(article.lists.length, 1);
  });
  test("CommonMark ignores the numerals that are written", () => {
    assert.deepEqual(references(read(page("文", "3.  甲\n7.  乙\n4.  丙"))), ["3/3 甲", "7/4 乙", "4/5 丙"]);
  });
  test("punctuation alone is empty, a link without text is not", () => {
    assert.deepEqual(references(read(page("文", "1.  .\n2.  http://a.example/x\n3. （）。"))), [
      "1/1 ∅",
      "2/2 ",
      "3/3 ∅",
    ]);
  });
});

describe("trap 8: hard wraps", () => {
  test("a link text over two lines, in a list, with code and emphasis", () => {
    const article = read(
      '見[Gavin\nE.\nCrooks](../Page/Gavin_E._Crooks.md "wikilink")。\n\n  - 又[`a` *b*\n    乙\n    丙](../Page/丙.md "wikilink")',
    );
    assert.deepEqual(links(article), ["Gavin E. Crooks→page:Gavin E. Crooks", "a b 乙丙→page:丙"]);
  });
});

describe("trap 9 and targets", () => {
  test("targets raw, encoded, escaped, with anchors, in other namespaces and languages", () => {
    const text = [
      "[相反数](加法逆元)",
      "[自由度](自由度_\\(工程学\\))",
      '[a](../Page/SATA#mSATA.md "wikilink")',
      '[b](https://zh.wikipedia.org/wiki/%E7%94%B2_%E4%B9%99#%E4%B8%99 "wikilink")',
      '[c](:en:Bread "wikilink")',
      '[d](https://en.wikipedia.org/wiki/Bread "wikilink")',
      '[e](https://zh.wikipedia.org/wiki/File:A_b.ogg "fig:e")',
      '[f](../Page/11:11.md "wikilink")',
      '[g](../Page/"Hello,_world.".md "wikilink")',
      "[h](#節)",
      "[i](mailto:a@b.example)",
      '[Visual Studio 2013](Visual_Studio "wikilink")',
      '[j](../Category/麵 包.md "wikilink")',
      '[k](https://zh.wikipedia.org/wiki/#節 "wikilink")',
      '[l](:w:en:Bread "wikilink")',
      "[m](File:甲.jpg%7C乙)",
      '[n](https://zh.wiki.chinapedia.org/wiki/甲 "wikilink")',
    ].join("，\n");
    assert.deepEqual(links(read(text)), [
      "相反数→page:加法逆元",
      "自由度→page:自由度 (工程学)",
      "a→page:SATA#mSATA",
      "b→remote:甲 乙#丙",
      "c→interwiki:Bread",
      "d→interwiki:Bread",
      "e→file:A b.ogg",
      "f→page:11:11",
      'g→page:"Hello, world."',
      "h→anchor:#節",
      "i→external:",
      "Visual Studio 2013→page:Visual Studio",
      "j→category:麵 包",
      "k→anchor:#節",
      "l→interwiki:Bread",
      "m→file:甲.jpg|乙",
      "n→remote:甲",
    ]);
  });
});

describe("trap 11: what is no list item", () => {
  test("a dash, a version, an equation, escapes", () => {
    const article = read("- 1918-1920年間\n\n2.9.7152\n\n= 0。\n\n\\+44\n\\# 甲\n\\~乙\n\n## 1918年");
    assert.deepEqual(article.references, []);
    assert.deepEqual(
      article.headings.map((heading) => heading.text),
      ["1918年"],
    );
  });
});

describe("trap 12: a list swallowed by the HTML line above", () => {
  test("is read all the same, and said to be swallowed", () => {
    const article = read(page("文\\[1\\]\\[2\\]", "<references />\n1.  甲\n2.\n3.  [乙](http://a.example/)"));
    assert.deepEqual(references(article), ["1/1 甲", "2/2 ∅", "3/3 乙"]);
    assert.equal(article.lists[0]!.standing, "swallowed");
    assert.deepEqual(markers(article), ["1", "2"]);
  });
  test("fused with the list before it", () => {
    const article = read(page("文\\[1\\]\\[2\\]", "1.  步驟\n2.  步驟\n\n1.  甲\n2.  乙"));
    assert.deepEqual(references(article), ["1/3 甲", "2/4 乙"]);
    assert.equal(article.lists[0]!.standing, "fused");
  });
});

describe("the generation with [^n]", () => {
  test("markers and definitions with several paragraphs", () => {
    const article = read(
      "> 本文内容由[甲](https://zh.wikipedia.org/wiki/甲)转换而来。\n\n文[^1]又[^2]，[^1]。\n\n[^1]: 出處\n\n    第二段\n[^2]:\n",
    );
    assert.deepEqual(references(article), ["1/1 出處\n第二段", "2/2 ∅"]);
    assert.deepEqual(markers(article), ["1", "2", "1"]);
  });
});

describe("leftovers", () => {
  test("each kind", () => {
    const body =
      "甲{{-}}乙{{cite web|url=x}}丙-{zh-hans:里;zh-hant:裡}-丁<ref name=\"a\">戊</ref>'''己'''</small>庚\\]\\]辛}}壬";
    assert.deepEqual(residues(read(body)), [
      "template {{-}}",
      "template {{cite web|url=x}}",
      "conversion -{zh-hans:里;zh-hant:裡}-",
      'raw-tag <ref name="a">',
      "raw-tag </ref>",
      "quotes '''",
      "quotes '''",
      "tag-close </small>",
      "link-close \\]\\]",
      "template-close }}",
    ]);
  });
  test("a tag that its paragraph leaves open, and the one that closes it elsewhere", () => {
    assert.deepEqual(residues(read("甲<small>乙<b>丙</b>\n\n  - 丁</small>\n")), [
      "tag-open <small>",
      "tag-close </small>",
    ]);
  });
  test("escaped by the converter", () => {
    assert.deepEqual(residues(read("\\-{里}-甲{{\\#tag:ref|乙}}丙，式\\{{x}}，{{\\frac{1}{2}}}")).slice(0, 2), [
      "conversion \\-{里}-",
      "template {{\\#tag:ref|乙}}",
    ]);
  });
  test("debris of parameters in an entry", () => {
    const article = read(page("文", "1.  [甲](http://a.example/)|accessdate=2010-01-02|publisher=乙}}"));
    assert.deepEqual(residues(article), ["parameter |accessdate=2010-01-02|publisher=乙}}"]);
  });
  test("balanced tags, single brackets and code are none", () => {
    assert.deepEqual(
      residues(read("<small>甲</small>，陣列a[b[0]]，\\[註\\]，`]]{{x}}`，(a, b\\]。\n\n    {{code}}\n")),
      [],
    );
  });
});

describe("broken markers", () => {
  test("each kind, with its number", () => {
    const article = read(page('甲\\[3]乙[4\\]丙\\[ 5 \\]丁［6］戊[己\\[7](../Page/己.md "wikilink")\\]', "1.  出處"));
    assert.deepEqual(
      article.brokenMarkers.map(({ number, flaw }) => `${number} ${flaw}`),
      ["3 escape", "4 escape", "5 space", "6 fullwidth", "7 link-edge"],
    );
  });
});

describe("visible text", () => {
  const runs = (text: string) => {
    const article = read(text);
    return article.passages.map((passage) =>
      passage.runs.map((run) => run.map(({ start, end }) => article.text.slice(start, end)).join("|")),
    );
  };
  test("markup and markers join, code and math part", () => {
    assert.deepEqual(runs('[干](x "wikilink")燥**皇**后\\[1\\]的\n天'), [["干|燥|皇|后|的|天"]]);
    assert.deepEqual(runs("甲`乙`丙\\(x\\)丁<br>戊"), [["甲", "丙", "丁", "戊"]]);
  });
  test("text in another language, destinations and URLs are protected", () => {
    assert.deepEqual(runs('甲<span lang="ja">国</span>乙 http://a.example/國 丙'), [["甲", "乙 ", " 丙"]]);
  });
});

describe("what no article is", () => {
  const hostile = {
    "a line of millions of brackets": "[".repeat(3_000_000),
    "millions of entries": "1.\n".repeat(450_000),
    "containers in containers": "> ".repeat(20_000),
    "lists in lists": "- ".repeat(20_000),
    "unclosed everything": "{{a-{<!--<ref>`\\[\\([**[^".repeat(20_000),
  };
  for (const [name, text] of Object.entries(hostile)) {
    test(`${name} is read without a finding or a fall`, () => {
      const article = read(text);
      assert.equal(article.text, text);
      assert.deepEqual(article.references, []);
    });
  }
});

describe("definitions inside a list", () => {
  test("define what the text cites, although they are no entries", () => {
    const article = read("- 時間會偏移[^甲]，又[^乙]\n\n  [^甲]: 說明\n\n- 丁\n\n[^乙]: 出處\n");
    assert.deepEqual(markers(article), ["乙"]);
    assert.deepEqual(references(article), ["乙/null 出處"]);
  });
});
