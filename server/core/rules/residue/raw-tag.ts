import { remove } from "../../text/edit";
import { spanAt } from "../../text/span";
import type { Rule } from "../rule";
import { excerpt, exposesBlock, removeWithLines } from "./removal";

const REMOVE = { en: "Remove it", "zh-hans": "删除", "zh-hant": "刪除" };

/** A wikitext tag, or quotes for bold text, that stayed behind. */
export const rawTag: Rule = {
  id: "residue/raw-tag",
  summary: {
    en: "A wikitext tag or `'''` in Markdown.",
    "zh-hans": "Markdown 里残留的维基标签或 `'''`。",
    "zh-hant": "Markdown 裡殘留的維基標籤或 `'''`。",
  },
  why: {
    en: "Markdown does not know it. It shows as text or hides what stands inside.",
    "zh-hans": "Markdown 不认识它：要么原样显示，要么让其中的文字消失。",
    "zh-hant": "Markdown 不認得它：要不原樣顯示，要不讓其中的文字消失。",
  },
  severity: "info",
  dialects: ["markdown"],
  messages: {
    tag: {
      en: "The tag {tag} means nothing in Markdown. Remove it; if it held a footnote, write one.",
      "zh-hans": "标签 {tag} 在 Markdown 里没有意义，请删除；若原是脚注，请改写为脚注。",
      "zh-hant": "標籤 {tag} 在 Markdown 裡沒有意義，請刪除；若原是註腳，請改寫為註腳。",
    },
    quotes: {
      en: "Leftover wikitext quotes for bold or italic text.",
      "zh-hans": "残留的维基粗体或斜体引号。",
      "zh-hant": "殘留的維基粗體或斜體引號。",
    },
  },
  examples: [
    {
      title: "a tag that closes nothing",
      source: `此橋建於明代⟦</ref>⟧，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
      fixed: `此橋建於明代，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
    },
    {
      title: "tags of Markdown itself",
      source: `H<sub>2</sub>O<br />與[水](https://zh.wikipedia.org/wiki/水 "wikilink")、<span lang="en">water</span>。\n`,
    },
    {
      title: "a tag in code",
      source: '寫作`<ref>`，見[註腳](https://zh.wikipedia.org/wiki/註腳 "wikilink")。\n',
    },
  ],
  checkBlock({ block }, report) {
    const { text, residues } = block.content;
    for (const residue of residues) {
      if (residue.kind === "raw-tag") report(residue, "tag", { args: { tag: excerpt(text, residue, 40) } });
      else if (residue.kind === "quotes") report(residue, "quotes", { unnecessary: true });
    }
  },
  fixes(finding, snapshot) {
    const { article } = snapshot;
    const residue = spanAt(article.residues, finding.start);
    if (residue?.kind !== "raw-tag" && residue?.kind !== "quotes") return [];
    const { text } = article;
    const behind = text.slice(residue.end, residue.end + 200);
    // A tag in front of a list may be all that keeps it apart from the list above; a tag directly above a line makes
    // that line HTML, and removing it would change how the line is read.
    const keepsApart = /^[^\S\n]*\n(?:[^\S\n]*\S|\s*(?:\d{1,9}[.)]|[-*+])\s)/.test(behind);
    if ((residue.kind === "raw-tag" && keepsApart) || exposesBlock(text, residue)) return [];
    const edit = residue.kind === "quotes" ? remove(text, residue) : removeWithLines(text, residue);
    return [{ title: { texts: REMOVE }, safety: "review", edits: [edit], preferred: true }];
  },
};
