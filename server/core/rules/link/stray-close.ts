import type { Residue } from "../../model/article";
import { remove, replace } from "../../text/edit";
import { firstStartingAt, holderOf, spanAt } from "../../text/span";
import { exposesBlock, lineEndingOf, removeWithLines } from "../residue/removal";
import type { Change, Rule } from "../rule";

const TITLES = {
  remove: { en: "Remove the leftover brackets", "zh-hans": "删除残留的括号", "zh-hant": "刪除殘留的括號" },
  split: {
    en: "Remove the brackets and put the caption in a paragraph of its own",
    "zh-hans": "删除括号，并把图片说明单独成段",
    "zh-hant": "刪除括號，並讓圖片說明自成一段",
  },
};

/** `<File:A.jpg|…`, `Category:A|…`: what a link to a file or a category began with. Without its brackets it is no better. */
const NAMESPACE = /^\s*<?[a-z\p{Script=Han}]{2,12}:/iu;

/** Brackets that close or open nothing: of an image caption that was cut at a link inside it. */
export const strayClose: Rule = {
  id: "link/stray-close",
  summary: {
    en: "Leftover brackets of a link: `]]`, or `[[` alone.",
    "zh-hans": "链接残留的括号：`]]`，或落单的 `[[`。",
    "zh-hant": "連結殘留的括號：`]]`，或落單的 `[[`。",
  },
  why: {
    en: "An image caption with a link in it was cut at the link's end. The brackets show in the text, and the caption runs into the paragraph.",
    "zh-hans": "图片说明里含有链接，转换时在该链接末尾被截断，结果括号露在正文里，说明文字也混进了段落。",
    "zh-hant": "圖片說明裡含有連結，轉換時在該連結末尾被截斷，結果括號露在正文裡，說明文字也混進了段落。",
  },
  severity: "warning",
  dialects: ["markdown", "wikitext"],
  articlesOnly: true,
  messages: {
    open: {
      en: "These brackets open nothing: they are left over from a link or a picture. Remove them, or write the link anew.",
      "zh-hans": "这对括号没有对应的结尾，是链接或图片的残留。请删除，或重写该链接。",
      "zh-hant": "這對括號沒有對應的結尾，是連結或圖片的殘留。請刪除，或重寫該連結。",
    },
    stray: {
      en: "These brackets close nothing: they are left over from an image caption or a link. Remove them.",
      "zh-hans": "这对括号没有对应的开头，是图片说明或链接的残留，应删除。",
      "zh-hant": "這對括號沒有對應的開頭，是圖片說明或連結的殘留，應刪除。",
    },
  },
  examples: [
    {
      title: "the end of a caption",
      source: `[縮圖](https://zh.wikipedia.org/wiki/File:A.jpg "fig:縮圖")[老橋於](https://zh.wikipedia.org/wiki/老橋 "wikilink")黃昏時的景色⟦\\]\\]⟧ 此橋建於明代。\n`,
      fixed: `[縮圖](https://zh.wikipedia.org/wiki/File:A.jpg "fig:縮圖")[老橋於](https://zh.wikipedia.org/wiki/老橋 "wikilink")黃昏時的景色 此橋建於明代。\n`,
    },
    {
      title: "the caption as a paragraph",
      source: `[縮圖](https://zh.wikipedia.org/wiki/File:A.jpg "fig:縮圖")[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")的景色⟦\\]\\]⟧ 此橋建於明代。\n`,
      fix: "Remove the brackets and",
      fixed: `[縮圖](https://zh.wikipedia.org/wiki/File:A.jpg "fig:縮圖")[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")的景色\n\n此橋建於明代。\n`,
    },
    {
      title: "a marker, then the leftover",
      source: `景色\\[1\\]⟦\\]\\]⟧ 此橋建於明代。\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  某書\n`,
      internal: true,
    },
    {
      title: "the beginning of a link that never ends",
      source: `此橋建於明代，見⟦\\[\\[⟧老橋的[歷史](https://zh.wikipedia.org/wiki/歷史 "wikilink")。\n`,
      fixed: `此橋建於明代，見老橋的[歷史](https://zh.wikipedia.org/wiki/歷史 "wikilink")。\n`,
    },
    {
      title: "the beginning of a picture, and brackets that end in the next line or belong to an array",
      source: `⟦\\[\\[⟧<File:Old> bridge.jpg|thumb|[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")\n\n寫作\\[\\[甲\\], \n\\[乙\\]\\]、\\[\\[丙\\]\\]與\\[丁\n`,
      internal: true,
    },
    {
      title: "brackets in mathematics",
      source: `矩陣 \\[ [a, b[c]].\\] 與[向量](https://zh.wikipedia.org/wiki/向量 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "brackets that are a pair",
      source: `取值\\[\\[1, 2\\], \\[3, 4\\]\\]，見[陣列](https://zh.wikipedia.org/wiki/陣列 "wikilink")。\n`,
    },
    {
      title: "wikitext: the end of a caption that was cut at its link, one pair too many, an address in two brackets",
      dialect: "wikitext",
      source:
        "[[File:甲.svg|400px]][[老橋|老橋]]的景色⟦]]⟧\n\n[[File:乙.jpg|thumb]]⟦]]⟧\n\n[[http://a.example/b 甲]]\n",
    },
    {
      title: "wikitext: brackets that are written to be seen",
      dialect: "wikitext",
      source: "寫作<nowiki>[[</nowiki>File:甲.jpg|thumb]]或&#91;&#91;甲]]。\n",
    },
    { title: "brackets in code", source: '寫作`a[b[0]]`，見[陣列](https://zh.wikipedia.org/wiki/陣列 "wikilink")。\n' },
  ],
  checkBlock({ block }, report) {
    const { residues } = block.content;
    let whole = 0;
    for (const residue of residues) {
      // `\[\[甲]]`: both ends are there, residue/wikilink reports them.
      if (residue.kind === "wikilink") whole = residue.end;
      if (residue.start < whole) continue;
      if (residue.kind === "link-close") report(residue, "stray", { unnecessary: true });
      else if (residue.kind === "link-open") report(residue, "open");
    }
  },
  fixes(finding, snapshot) {
    const { article } = snapshot;
    const residue: Residue | undefined = spanAt(article.residues, finding.start);
    if (residue?.kind !== "link-close" && residue?.kind !== "link-open") return [];
    const { text } = article;
    if (exposesBlock(text, residue)) return [];
    if (residue.kind === "link-open") {
      if (NAMESPACE.test(text.slice(residue.end, residue.end + 40))) return [];
      return [{ title: { texts: TITLES.remove }, safety: "review", edits: [remove(text, residue)], preferred: true }];
    }
    const changes: Change[] = [
      { title: { texts: TITLES.remove }, safety: "review", edits: [removeWithLines(text, residue)], preferred: true },
    ];
    const paragraph = holderOf(article.blocks, residue);
    const picture = paragraph && article.links[firstStartingAt(article.links, paragraph.start)];
    const rest = /^[^\S\r\n]*(?:\r?\n[^\S\r\n]*)?/.exec(text.slice(residue.end, residue.end + 100))![0].length;
    const more = paragraph !== undefined && text.slice(residue.end, paragraph.end).trim() !== "";
    if (picture?.kind === "file" && picture.start === paragraph?.start && more) {
      const eol = lineEndingOf(text);
      changes.push({
        title: { texts: TITLES.split },
        safety: "review",
        edits: [replace(text, { start: residue.start, end: residue.end + rest }, eol + eol)],
      });
    }
    return changes;
  },
};
