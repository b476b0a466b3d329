import type { Dialect } from "../../server/core/model/article";

/** A text of about `length` UTF-16 units, built from one hostile unit. */
export type Repetition = (length: number) => string;

const TARGET = "https://zh.wikipedia.org/wiki";
const WIKI_PAGE = `見[橋](${TARGET}/橋 "wikilink")與[河](${TARGET}/河 "wikilink")。\n\n`;
const LIST = `\n\n[Category:橋](${TARGET}/Category:橋 "wikilink")\n\n1.  一。\n2.  二。\n`;

const repeated = (unit: string, length: number) => unit.repeat(Math.ceil(length / unit.length));

/** A unit again and again in a paragraph of a wiki article with a reference list. */
const inPage =
  (unit: string): Repetition =>
  (length) =>
    WIKI_PAGE + repeated(unit, length) + LIST;

/** A unit again and again and nothing else. */
const bare =
  (unit: string): Repetition =>
  (length) =>
    repeated(unit, length);

/** Openers, then as many closers: `{{a|{{a|…}}}}`. */
const nested =
  (open: string, close: string): Repetition =>
  (length) => {
    const depth = Math.ceil(length / (open.length + close.length));
    return open.repeat(depth) + close.repeat(depth);
  };

/** Units that differ by their number. */
const counted =
  (unit: (index: number) => string, before = "", after = ""): Repetition =>
  (length) => {
    const parts: string[] = [];
    for (let index = 0, written = 0; written < length; index++) {
      parts.push(unit(index));
      written += parts[index]!.length;
    }
    return before + parts.join("") + after;
  };

/** The first half of one kind, the second half of another: one looks for its partner in the other. */
const halves =
  (first: string, second: string, before = "", after = ""): Repetition =>
  (length) =>
    before + repeated(first, length / 2) + repeated(second, length / 2) + after;

const MARKDOWN: Readonly<Record<string, Repetition>> = {
  "a gap before a comma": inPage("了 ，"),
  "empty brackets": inPage("甲（）"),
  "gaps on lines of their own": inPage("了 ，甲\n"),
  "gaps in paragraphs of their own": inPage("簽署了 ，保證\n\n"),
  "list commas": inPage("甲、、乙"),
  "bold marks around nothing": inPage("漢字（****）"),
  "one marker again and again": inPage("\\[1\\]"),
  "one marker behind words": inPage("甲\\[1\\]。"),
  "markers of nothing": counted((index) => `甲\\[${index + 3}\\]`, WIKI_PAGE, LIST),
  "markers that count down": counted((index) => `甲\\[${99_999 - index}\\]`, WIKI_PAGE, LIST),
  "suspect markers": inPage("`a`\\[1\\]"),
  "damaged markers": inPage("甲\\[1]"),
  "damaged markers of other numbers": counted((index) => `甲\\[${index}]`, WIKI_PAGE, LIST),
  "full-width markers": inPage("甲［1］"),
  "markers in links": inPage(`[甲\\[1\\]](${TARGET}/甲 "wikilink")`),
  "closing brackets": inPage("]"),
  "closing brackets behind words": inPage("甲]"),
  "closing brackets behind links": inPage(`[甲](${TARGET}/甲 "wikilink")]`),
  "opening brackets": inPage("["),
  "unclosed links": inPage("[甲]("),
  "unclosed links with balanced brackets": inPage("[f](https://x/\\(a\\)"),
  "links that overrun": inPage(`[甲乙](${TARGET}/甲 "wikilink")乙`),
  "links to nothing": inPage("[]()"),
  "links to no page": counted((index) => `[甲${index}](../Page/甲${index}.md "wikilink")`, WIKI_PAGE, LIST),
  "links to no section": counted((index) => `[甲](#節${index})`, WIKI_PAGE, LIST),
  "headings and links to them": counted((index) => `## 節${index}\n\n[甲](#節${index}x)\n\n`, WIKI_PAGE, LIST),
  "links with spaces": inPage("[甲](../Page/甲 乙.md)"),
  "links to itself": inPage("[例](../Page/例.md)"),
  "links with a bar": inPage("[[甲|乙]]"),
  "unclosed wikilinks": inPage("[[甲|"),
  templates: inPage("{{甲|乙=丙}}"),
  "unclosed templates": inPage("{{甲|"),
  "nested templates": nested("{{甲|", "}}"),
  "conversion markup": inPage("-{zh-hans:甲;zh-hant:乙}-"),
  "unclosed conversion markup": inPage("-{甲"),
  "raw tags": inPage("甲<ref>乙</ref>"),
  "raw tags with one name": inPage('甲<ref name="a">乙</ref>'),
  "unclosed raw tags": inPage("甲<ref>"),
  "unclosed tags": inPage("<a "),
  "nested quotes": nested("> ", "\n"),
  "nested lists": inPage("- "),
  definitions: counted((index) => `[^${index}]: 註\n`, `${WIKI_PAGE}甲[^0]\n\n`),
  "one definition again and again": (length) => `${WIKI_PAGE}甲[^a]\n\n${repeated("[^a]: 註\n", length)}`,
  "one definition again, apart": (length) => `${WIKI_PAGE}甲[^a]\n\n${repeated("[^a]: 註\n\n", length)}`,
  "one caret marker": (length) => `${WIKI_PAGE}${repeated("甲[^a]", length)}\n\n[^a]: 註\n`,
  "undefined caret markers": counted((index) => `甲[^m${index}]`, WIKI_PAGE, "\n\n[^a]: 註\n"),
  "unclosed caret markers": inPage("[^"),
  "carets of entries": (length) => `${WIKI_PAGE}甲\\[1\\]${LIST}${repeated("1. ^\n", length)}`,
  "empty entries": (length) => `${WIKI_PAGE}甲\\[1\\]${LIST}${repeated("1.\n", length)}`,
  "equal entries": (length) => `${WIKI_PAGE}甲\\[1\\]${LIST}${repeated("1.  同一。\n", length)}`,
  "equal entries that count": counted((index) => `${index + 3}.  《橋史》，第四章。\n`, `${WIKI_PAGE}甲\\[1\\]${LIST}`),
  "entries that nothing cites": counted((index) => `${index + 3}.  第${index}書。\n`, `${WIKI_PAGE}甲\\[1\\]${LIST}`),
  "entries without their heads": counted((index) => `${index + 3}.  , p. ${index}\n`, `${WIKI_PAGE}甲\\[1\\]${LIST}`),
  "entries in wrong order": counted((index) => `${99_999 - index}.  第${index}書。\n`, `${WIKI_PAGE}甲\\[1\\]\n\n`),
  "cited entries": (length) => {
    const count = Math.ceil(length / 24);
    const markers = Array.from({ length: count }, (_, index) => `甲\\[${index + 1}\\]`).join("");
    const entries = Array.from({ length: count }, (_, index) => `${index + 1}.  第${index}書。\n`).join("");
    return `${WIKI_PAGE}${markers}\n\n[Category:橋](${TARGET}/Category:橋 "wikilink")\n\n${entries}`;
  },
  "lists in HTML": inPage("<pre>\n1.  甲\n\n"),
  "lists that a block swallows": inPage("<div>甲\\[1\\]</div>\n1.  甲\n\n"),
  "empty items": inPage("- \n"),
  "empty headings": inPage("## \n\n"),
  "headings of references": inPage("## 參考文獻\n\n"),
  "comments that name a rule": inPage("<!-- redlink-disable link/missing-page -->\n\n"),
  "comments that open and close": inPage(
    "<!-- redlink-disable footnote/unused -->甲\\[9\\]<!-- redlink-enable footnote/unused -->\n\n",
  ),
  "comments that name no rule": inPage("<!-- redlink-disable a/b -->\n\n"),
  "unclosed comments": inPage("<!-- redlink-disable "),
  "mixed scripts": inPage("这個國家的头發與历史。"),
  "one rare form in each line": inPage("這個國家的头髮。\n\n"),
  spaces: inPage(" "),
  "spaces and line ends": inPage(" \n"),
  backticks: counted((index) => `${"`".repeat((index % 300) + 1)}甲`, WIKI_PAGE, LIST),
  backslashes: inPage("\\"),
  asterisks: inPage("*a_"),
  "language links": inPage("[en:Bridge](https://en.wikipedia.org/wiki/Bridge)\n\n"),
  "pictures as links": inPage("[File:甲.jpg|thumb|乙](File:甲.jpg)"),
  pictures: inPage("![甲](images/甲.png)"),
  citations: inPage("1. ^ [甲](http://a.example/x). 乙. 2014-07-10\n"),
  tables: inPage("| 甲 | 乙 |\n"),
  "two halves": halves("(", ")", WIKI_PAGE, LIST),
  "brackets in halves": halves("[", "](a)", WIKI_PAGE, LIST),
};

const WIKITEXT: Readonly<Record<string, Repetition>> = {
  footnotes: bare("甲<ref>乙</ref>"),
  "one name again and again": bare('甲<ref name="a">乙</ref>'),
  "one name, other contents": counted((index) => `甲<ref name="a">乙${index}</ref>`),
  "uses of nothing": bare('甲<ref name="a" />'),
  "uses of many names": counted((index) => `甲<ref name="a${index}" />`),
  "footnotes of many names": counted((index) => `甲<ref name="a${index}">同</ref>`),
  "names without quotes": counted((index) => `甲<ref name=甲 ${index}>乙</ref>`),
  "names with odd quotes": counted((index) => `甲<ref name=“甲${index}”>乙</ref>`),
  "names of numbers": bare('甲<ref name="1">乙</ref>'),
  "names that a list defines": (length) =>
    `甲<ref name="b" /><references>${repeated('<ref name="a">乙</ref>', length)}</references>`,
  "definitions that nothing cites": counted(
    (index) => `<ref name="a${index}">乙</ref>`,
    "甲<references>",
    "</references>",
  ),
  "unclosed footnotes": bare("甲<ref>"),
  "unclosed footnotes with names": bare('甲<ref name="a">'),
  "unclosed footnotes with citations": bare("甲<ref>{{cite web|url=x}}"),
  "closing tags": bare("甲</ref>"),
  "closing lists": bare("甲</references>"),
  "opening lists": bare("甲<references>"),
  lists: bare("甲<references />"),
  "lists behind footnotes": bare("甲<ref>乙</ref><references />"),
  "footnotes in footnotes": bare("甲<ref>乙<ref>丙</ref></ref>"),
  "nested footnotes": nested("<ref>", "</ref>"),
  "tags without a closing bracket": bare("甲<ref "),
  "mistyped tags": bare("甲<rfe>乙</rfe>"),
  "mistyped closing tags": bare("甲<ref>乙<ref/>"),
  "other closing tags": bare("甲<ref>乙</reff>"),
  "full-width tags": bare("甲＜ref＞乙＜/ref＞"),
  "wrong attributes": bare('甲<ref nme="a">乙</ref>'),
  "many attributes": (length) => `甲<ref ${repeated('a="b" ', length)}>乙</ref>`,
  "empty footnotes": bare("甲<ref></ref>"),
  "footnotes behind the list": (length) => `甲<ref>乙</ref><references />${repeated("丙<ref>丁</ref>", length)}`,
  groups: counted((index) => `甲<ref group="g${index}">乙</ref>`),
  neighbours: (length) => `${repeated('<ref name="a" />', length)}<ref name="a">乙</ref>`,
  "neighbours in wrong order": (length) =>
    `甲<ref name="a">乙</ref><ref name="b">丙</ref>${repeated('丁<ref name="b" /><ref name="a" />', length)}`,
  "templates of footnotes": bare("甲{{sfn|乙|2000}}"),
  "nested templates": nested("{{甲|", "}}"),
  "unclosed templates": bare("{{甲|"),
  "unclosed arguments": bare("{{{甲|"),
  "links with a bar": bare("[[甲|甲]]"),
  "links to nothing": bare("[[]]"),
  "pipe tricks": bare("[[甲 (乙)|]]"),
  "nested links": nested("[[甲|", "]]"),
  "unclosed links": bare("[[甲|"),
  "links to no section": counted((index) => `[[#節${index}]]`),
  "headings and links to them": counted((index) => `== 節${index} ==\n[[#節${index}x]]\n`),
  "invalid titles": bare("[[甲{乙]]"),
  "raw spaces": bare("[http://a.example/b c d]"),
  pictures: bare("[[File:甲.jpg|thumb|乙]]"),
  "unclosed pictures": bare("[[File:甲.jpg|thumb|"),
  tables: nested("{|\n|-\n| ", "\n|}\n"),
  "conversion markup": bare("-{zh-hans:甲;zh-hant:乙}-"),
  "unclosed conversion markup": bare("-{甲"),
  "nested conversion markup": nested("-{", "}-"),
  "unclosed comments": bare("<!-- "),
  "comments that name a rule": bare("<!-- redlink-disable link/empty -->\n"),
  "unclosed nowiki": bare("<nowiki>"),
  "copied markers": bare("甲\\[1\\]"),
  "copied entries": (length) => `甲\\[1\\]\n\n${repeated("1.  一。\n", length)}`,
  apostrophes: bare("'''甲''"),
  "equals signs": bare("== 甲 =\n"),
  "mixed scripts": bare("这個國家的头發與历史。"),
  quotes: bare("“"),
};

export const REPETITIONS: readonly { readonly name: string; readonly dialect: Dialect; readonly make: Repetition }[] = [
  ...Object.entries(MARKDOWN).map(([name, make]) => ({ name, dialect: "markdown" as const, make })),
  ...Object.entries(WIKITEXT).map(([name, make]) => ({ name, dialect: "wikitext" as const, make })),
];

/** HTML and rendered text that a page is laid beside. */
export const COMPANIONS: Readonly<Record<string, Repetition>> = {
  "甲.html: nested blocks": (length) => `<div>`.repeat(Math.ceil(length / 5)),
  "甲.html: nested and closed blocks": nested("<div>", "</div>"),
  "甲.html: nested lists": bare("<ul><li>甲"),
  "甲.html: unclosed links": bare("<a href=x><b>甲"),
  "甲.html: footnotes": counted(
    (index) => `甲<sup class="reference"><a href="#cite_note-${index}">[${index}]</a></sup>`,
    '<div class="mw-parser-output"><p>',
    "</p></div>",
  ),
  "甲.html: entries": counted(
    (index) =>
      `<li id="cite_note-${index}"><span class="mw-cite-backlink"><a href="#cite_ref-${index}">^</a></span> <span class="reference-text">乙${index}</span></li>`,
    '<div class="mw-parser-output"><p>甲<sup class="reference"><a href="#cite_note-0">[1]</a></sup></p><ol class="references">',
    "</ol></div>",
  ),
  "甲.html: digits": bare("0"),
  "甲.html: edit links": (length) => `<h2>${repeated("[編輯", length)}</h2>`,
  "甲.txt: markers": bare("甲[1]"),
  "甲.txt: carets": bare("^ 乙\n"),
  "甲.txt: edit links": bare("甲[編輯\n"),
  "甲.txt: spaces": bare("\t"),
  "甲.wikitext: footnotes": bare("甲<ref>乙</ref>"),
  "甲.wikitext: templates": bare("{{cite web|title=[[甲"),
  "甲.wikitext: brackets": bare("[["),
  "甲.wikitext: comments": bare("<!-- "),
};
