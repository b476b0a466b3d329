import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parse } from "../../server/core/dialects/parse";
import type { Article } from "../../server/core/model/article";
import type { Span } from "../../server/core/text/span";

const read = (text: string): Article => parse(text, "wikitext").article;
const at = ({ text }: Article, { start, end }: Span) => text.slice(start, end);

/** What the page shows, run by run: `/` parts runs, `·` pieces that touch. */
function shown(text: string): string[] {
  const article = read(text);
  return article.passages.map(({ runs }) =>
    runs.map((run) => run.map((piece) => at(article, piece)).join("·")).join("/"),
  );
}

describe("links of wikitext", () => {
  const link = (text: string) => {
    const article = read(text);
    const { kind, title, anchor, labelText, target } = article.links[0]!;
    return [kind, title, anchor, labelText, at(article, target)];
  };

  test("to pages, with and without a label", () => {
    assert.deepEqual(link("見[[青 瀾_河]]。"), ["page", "青 瀾 河", "", "青 瀾_河", "青 瀾_河"]);
    assert.deepEqual(link("[[青瀾河|'''青'''瀾]]"), ["page", "青瀾河", "", "青瀾", "青瀾河"]);
    assert.deepEqual(link("[[青瀾河#水文|水]]"), ["page", "青瀾河", "水文", "水", "青瀾河#水文"]);
    assert.deepEqual(link("[[#水文]]"), ["anchor", "", "水文", "#水文", "#水文"]);
    assert.deepEqual(link("[[:Category:河]]"), ["page", "Category:河", "", "Category:河", ":Category:河"]);
  });

  test("namespaces in both languages, other wikis", () => {
    assert.deepEqual(link("[[分類:河|瀾]]"), ["category", "河", "", "瀾", "分類:河"]);
    assert.deepEqual(link("[[檔案:河.jpg|thumb|左|圖[[說]]明]]"), ["file", "河.jpg", "", "圖說明", "檔案:河.jpg"]);
    assert.deepEqual(link("[[文件:河.jpg|thumb|200px]]"), ["file", "河.jpg", "", "", "文件:河.jpg"]);
    assert.deepEqual(link("[[:en:River|英]]"), ["interwiki", "River", "", "英", ":en:River"]);
    assert.deepEqual(link("[[Re:河]]"), ["page", "Re:河", "", "Re:河", "Re:河"]);
  });

  test("addresses, in brackets and bare", () => {
    assert.deepEqual(link("[http://a.example/b 標''籤'']"), ["external", "", "", "標籤", "http://a.example/b"]);
    assert.deepEqual(link("見：http://a.example/b。"), ["external", "", "", "", "http://a.example/b。"]);
    assert.deepEqual(link("見 http://a.example/b, c"), ["external", "", "", "", "http://a.example/b"]);
    assert.deepEqual(link("{{cite|url=http://a.example/b|x=1}}"), ["external", "", "", "", "http://a.example/b"]);
  });

  test("no address that touches a letter or a digit in front of it: MediaWiki shows it as text", () => {
    for (const before of ["見", "é", "𠀀", "1", "_", "x", "①", "あ"])
      assert.deepEqual(read(`${before}http://a.example/b`).links, [], before);
    for (const before of ["，", "。", "(", "=", "'", "\u0301"])
      assert.equal(read(`${before}http://a.example/b`).links.length, 1, before);
  });

  test("where a picture leads, of files and galleries", () => {
    const all = (text: string) =>
      read(text).links.map((link) => [link.kind, link.title || link.anchor, at(read(text), link.target)]);
    assert.deepEqual(all("[[File:A.jpg|thumb|link=甲 乙|說明]]"), [
      ["file", "A.jpg", "File:A.jpg"],
      ["page", "甲 乙", "甲 乙"],
    ]);
    assert.deepEqual(all("[[File:A.jpg|链接=Category:甲]][[File:B.jpg|連結=#節]]").slice(1), [
      ["page", "Category:甲", "Category:甲"],
      ["file", "B.jpg", "File:B.jpg"],
      ["anchor", "節", "#節"],
    ]);
    assert.deepEqual(all("<gallery>\nFile:A.jpg|說明|link=甲\n</gallery>").slice(1), [["page", "甲", "甲"]]);
    assert.equal(all("[[File:A.jpg|link=|Link=甲]]").length, 1);
    assert.deepEqual(all("[[File:A.jpg|link=https://a.example/b]]").slice(1), [
      ["external", "", "https://a.example/b"],
    ]);
  });

  test("titles without marks of direction, any spaces as one", () => {
    assert.deepEqual(link("[[分類:青瀾河\u200e]]").slice(0, 2), ["category", "青瀾河"]);
    assert.deepEqual(link("[[青瀾\u3000\u00a0河]]").slice(0, 2), ["page", "青瀾 河"]);
  });

  test("a blank line ends a label, but no caption", () => {
    const all = (text: string) => read(text).links.map(({ kind, title, labelText }) => `${kind} ${title} ${labelText}`);
    assert.deepEqual(all("[[甲|乙\n\n丙]]，[[丁]]"), ["page 丁 丁"]);
    assert.deepEqual(all("[[File:甲.jpg|thumb|乙[[丙]]。\n\n* 丁\n\n戊]]，[[己]]"), [
      "file 甲.jpg 乙丙。 丁 戊",
      "page 丙 丙",
      "page 己 己",
    ]);
    assert.deepEqual(read("[[檔案:甲.jpg|thumb|乙\n\n丙]]").residues, []);
    assert.deepEqual(all("[[File:甲.jpg|thumb|乙\n\n== 丙 ==\n[[丁]]"), ["page 丁 丁"]);
    assert.equal(read("[[File:甲.jpg|thumb|乙\n\n== 丙 ==\n[[丁]]").headings.length, 1);
  });

  test("an address in two brackets", () => {
    assert.deepEqual(link("[[http://a.example/b 標籤]]"), ["external", "", "", "標籤", "http://a.example/b"]);
    assert.deepEqual(link("[[//a.example/b]]"), ["external", "", "", "", "//a.example/b"]);
    assert.deepEqual(link("[[http]]").slice(0, 2), ["page", "http"]);
  });

  test("a link in a label makes the outer one text; only a file bears it, and one level of it", () => {
    const all = (text: string) => read(text).links.map(({ kind, title }) => `${kind} ${title}`);
    assert.deepEqual(all("[[甲|乙[[丙]]丁]]，[[戊|己]]"), ["page 丙", "page 戊"]);
    assert.deepEqual(all("[[甲|乙[[丙|丁]][[戊]]]]"), ["page 丙", "page 戊"]);
    assert.deepEqual(all("[[甲|乙[[Category:丙]]丁]]"), ["category 丙"]);
    assert.deepEqual(all("[[File:甲.jpg|thumb|[[乙]]與[[丙|丁]]]]"), ["file 甲.jpg", "page 乙", "page 丙"]);
    assert.deepEqual(all("[[File:甲.jpg|thumb|[[File:乙.jpg|丙]]與[[丁]]]]"), [
      "file 甲.jpg",
      "file 乙.jpg",
      "page 丁",
    ]);
    assert.deepEqual(all("[[File:甲.jpg|thumb|[[乙|丙[[丁]]]]]]"), ["page 丁"]);
    assert.deepEqual(all("[[甲|乙{{模|[[丙]]}}]]"), ["page 甲", "page 丙"]);
  });

  test("what is none", () => {
    for (const text of [
      "[[甲",
      "[[甲\n乙]]",
      "[[[甲]]]",
      "[[甲[乙]]",
      "<nowiki>[[甲]]</nowiki>",
      "<!-- [[甲]] -->",
      "[[|甲]]",
    ]) {
      assert.deepEqual(read(text).links, [], text);
    }
  });

  test("brackets that close nothing", () => {
    const stray = (text: string) => read(text).residues.map(({ start }) => start);
    assert.deepEqual(stray("[[File:甲.jpg|圖]][[乙]]丙]]丁"), [22]);
    assert.deepEqual(stray("a[b[0]]與[http://a.example [1]]"), []);
    assert.deepEqual(stray("<math>a]]</math>"), []);
  });
});

describe("templates of wikitext", () => {
  test("names, parameters, nesting", () => {
    const article = read("{{ 模板:引 用_x \n| 名 = 甲{{乙|丙}} |丁|=戊}}");
    const [outer, inner] = article.templates;
    assert.equal(outer!.name, "引 用 x");
    assert.deepEqual(
      outer!.parameters.map((parameter) => [parameter.name, at(article, parameter.value)]),
      [
        ["名", "甲{{乙|丙}}"],
        ["1", "丁"],
        ["", "戊"],
      ],
    );
    assert.equal(inner!.name, "乙");
    assert.equal(inner!.parameters[0]!.label, null);
  });

  test("functions, arguments, what is never closed", () => {
    assert.deepEqual(
      read("{{#if:x|{{{參數|預設}}}}}{{DEFAULTSORT:甲}}{{未閉").templates.map(({ kind, name }) => [kind, name]),
      [
        ["function", "#if:x"],
        ["function", "DEFAULTSORT:甲"],
      ],
    );
  });

  test("variables and functions are no templates, whatever their language", () => {
    const kinds = (text: string) => read(text).templates.map(({ kind, name }) => `${kind} ${name}`);
    assert.deepEqual(
      kinds("{{CURRENTYEAR}}{{FULLPAGENAMEE}}{{!}}{{默认排序:青}}{{fullurle:甲}}{{NUMBEROFARTICLES:R}}"),
      [
        "function CURRENTYEAR",
        "function FULLPAGENAMEE",
        "function !",
        "function 默认排序:青",
        "function fullurle:甲",
        "function NUMBEROFARTICLES:R",
      ],
    );
    assert.deepEqual(kinds("{{currentyear}}{{pagename}}{{Server box}}{{Lc}}"), [
      "template currentyear",
      "template pagename",
      "template Server box",
      "function Lc",
    ]);
  });

  test("tags of inclusion in a name", () => {
    const names = (text: string) => read(text).templates.map(({ kind, name }) => `${kind} ${name}`);
    assert.deepEqual(names("{{<includeonly>safesubst:</includeonly>#if:甲|乙}}"), ["function #if:甲"]);
    assert.deepEqual(names("{{<includeonly>safesubst:</includeonly>甲<noinclude/>}}"), ["template 甲"]);
    assert.deepEqual(names("{{甲<b>乙</b>}}"), ["template "]);
  });

  test("a bar in a link or in a tag is none of theirs", () => {
    const article = read("{{甲|[[乙|丙]]|<nowiki>|</nowiki>}}");
    assert.deepEqual(
      article.templates[0]!.parameters.map(({ value }) => at(article, value)),
      ["[[乙|丙]]", "<nowiki>|</nowiki>"],
    );
  });
});

describe("text of wikitext", () => {
  test("paragraphs: markup is no text, words read on across it", () => {
    assert.deepEqual(shown("'''甲'''[[乙|丙]]丁<ref>戊</ref>己{{庚}}辛<br>壬"), ["甲·丙·丁·己/辛/壬", "戊"]);
    assert.deepEqual(shown("甲\n乙\n\n丙"), ["甲\n乙", "丙"]);
  });

  test("headings and lists", () => {
    const article = read("== 甲''乙'' ==\n* 一\n*# 二 <!-- 註 -->\n=無=x\n===三==");
    assert.deepEqual(
      article.headings.map(({ level, text, content }) => [level, text, at(article, content)]),
      [
        [2, "甲乙", "甲''乙''"],
        [2, "=三", "=三"],
      ],
    );
    assert.deepEqual(shown("* 一\n*# 二"), ["一", "二"]);
  });

  test("tables: cells without their attributes", () => {
    const text = '{| class="甲"\n|+ 題\n! 一 !! style="x" | 二\n|-\n| [[三|3]] || id=x | 四\n|}\n後';
    assert.deepEqual(shown(text), ["題", "一 /二", "3· /四", "後"]);
  });

  test("galleries and captions", () => {
    assert.deepEqual(shown("<gallery>\n甲.jpg|圖一\nFile:乙.jpg|圖[[二]]\n</gallery>"), ["圖一", "圖·二"]);
    assert.deepEqual(shown("[[File:甲.jpg|thumb|alt=乙|圖說]]"), ["圖說"]);
  });

  test("code, other languages and what is not shown are protected", () => {
    assert.deepEqual(shown('甲<code>乙</code>丙<span lang="ja">丁</span>戊-{己}-庚<!--辛-->&amp;__TOC__壬'), [
      "甲/丙·戊·庚·壬",
    ]);
  });

  test("values of templates are text when they are sentences", () => {
    assert.deepEqual(shown("{{信息框|名=甲|說明=此橋建於明代，今存。|圖=乙.jpg}}"), ["此橋建於明代，今存。"]);
    assert.deepEqual(shown("{{cite web|title=此橋，今存。}}"), []);
  });
});

test("variant markup: flags and content", () => {
  const article = read("-{甲}--{H|zh-hans:乙;zh-hant:丙}--{zh-cn:{{丁|戊}};zh-tw:己}-");
  assert.deepEqual(
    article.variants.map((variant) => [variant.flags, at(article, variant.content)]),
    [
      ["", "甲"],
      ["H", "zh-hans:乙;zh-hant:丙"],
      ["", "zh-cn:{{丁|戊}};zh-tw:己"],
    ],
  );
});

test("a block is what belongs together", () => {
  const article = read("甲\n乙{{丙\n\n|丁}}戊\n己\n\n{|\n| 庚\n|}\n* 辛");
  assert.deepEqual(
    article.blocks.map(({ kind, content }) => [kind, content.text]),
    [
      ["paragraph", "甲"],
      ["paragraph", "乙{{丙\n\n|丁}}戊"],
      ["paragraph", "己"],
      ["table", "{|"],
      ["table", "| 庚"],
      ["table", "|}"],
      ["item", "* 辛"],
    ],
  );
});

describe("HTML in wikitext", () => {
  test("templates in attributes are templates, links there are none", () => {
    const article = read('<div style="{{色|a=b>c}}" title="{{甲|{{乙}}}}[[丙]]">丁</div>');
    assert.deepEqual(
      article.templates.map((template) => [template.name, at(article, template), template.parameters.length]),
      [
        ["色", "{{色|a=b>c}}", 1],
        ["甲", "{{甲|{{乙}}}}", 1],
        ["乙", "{{乙}}", 0],
      ],
    );
    assert.deepEqual(article.links, []);
    assert.deepEqual(shown('<div style="{{色|紅，綠。}}">丁</div>'), ["丁"]);
  });

  test("raw headings are headings", () => {
    const headings = (text: string) => {
      const article = read(text);
      return article.headings.map(({ level, text: title, content }) => [level, title, at(article, content)]);
    };
    assert.deepEqual(headings('<h2 id="x"> 原 [[甲]] </h2>\n文<h3>又</h3>後<H2>大</h2>\n\n== 末 =='), [
      [2, "原 甲", "原 [[甲]]"],
      [3, "又", "又"],
      [2, "大", "大"],
      [2, "末", "末"],
    ]);
    assert.deepEqual(headings("<h2>甲\n\n</h3><ref><h2>乙</ref></h2>"), []);
  });
});
