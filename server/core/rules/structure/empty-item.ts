import { effectOf } from "../../footnotes/verify";
import { spanAt } from "../../text/span";
import { farReaching } from "../far-reaching";
import { removeWithLines } from "../residue/removal";
import type { Rule } from "../rule";

const REMOVE = { en: "Remove the empty item", "zh-hans": "删除空白列表项", "zh-hant": "刪除空白清單項目" };

/** An item of a list with nothing in it. */
export const emptyItem: Rule = {
  id: "structure/empty-item",
  summary: {
    en: "A list item with nothing in it.",
    "zh-hans": "没有内容的列表项。",
    "zh-hant": "沒有內容的清單項目。",
  },
  why: {
    en: "Usually a template stood here that the conversion dropped: readers see a mark without text.",
    "zh-hans": "这里多半原有一个模板，在转换时丢失，读者只看到一个项目符号。",
    "zh-hant": "這裡多半原有一個模板，在轉換時遺失，讀者只看到一個項目符號。",
  },
  severity: "hint",
  dialects: ["markdown"],
  articlesOnly: true,
  messages: {
    empty: {
      en: "This list item is empty: what stood here was lost. Restore it, or remove the item.",
      "zh-hans": "此列表项没有内容，原有的内容已丢失。请补回内容，或删除此项。",
      "zh-hant": "此清單項目沒有內容，原有的內容已遺失。請補回內容，或刪除此項目。",
    },
  },
  examples: [
    {
      title: "an item between others",
      source: `器物見[陶](https://zh.wikipedia.org/wiki/陶 "wikilink")：\n\n  - 炊器\n  ⟦-⟧\n  - 酒器\n`,
      fixed: `器物見[陶](https://zh.wikipedia.org/wiki/陶 "wikilink")：\n\n  - 炊器\n  - 酒器\n`,
    },
    {
      title: "alone above the categories, and inside another item",
      source: `  - 鼓\n      ⟦-⟧\n      - 腰鼓\n\n## 參見\n\n  ⟦*⟧\n\n[Category:樂器](https://zh.wikipedia.org/wiki/Category:樂器 "wikilink")\n`,
    },
    {
      title: "punctuation is all that is left",
      source: `## 參考文獻\n\n  ⟦- .⟧\n\n  ⟦- ；⟧\n\n  - …\n\n[Category:樂器](https://zh.wikipedia.org/wiki/Category:樂器 "wikilink")\n`,
      fixed: `## 參考文獻\n\n  - ；\n\n  - …\n\n[Category:樂器](https://zh.wikipedia.org/wiki/Category:樂器 "wikilink")\n`,
      internal: true,
    },
    {
      title: "items with text, a link, code, a line break before their text, or another list; a rule; an entry",
      source: `此鼓見於《禮記》\\[1\\]\\[2\\]。\n\n  - 鼓\n  - [鑼](https://zh.wikipedia.org/wiki/鑼 "wikilink")\n  - \`x\`\n  -\n    鈸\n  - - 鐘\n  - <br>\n\n- - -\n\n    -\n\n[Category:樂器](https://zh.wikipedia.org/wiki/Category:樂器 "wikilink")\n\n1.  《禮記》\n2.\n`,
    },
    {
      title: "a page that is no wiki article",
      source: "- 鼓\n-\n",
      internal: true,
    },
  ],
  checkBlock({ block }, report) {
    // A bare entry of the reference list: footnote/empty-entry.
    if (block.kind === "entry") return;
    for (const residue of block.content.residues) {
      if (residue.kind === "empty-item") report(residue, "empty", { unnecessary: true });
    }
  },
  fixes(finding, { article }) {
    const residue = spanAt(article.residues, finding.start);
    if (residue?.kind !== "empty-item") return [];
    const edits = [removeWithLines(article.text, residue)];
    // Without it the list may be taken for that of the references, or for none of its own.
    const keeps = () => (effectOf(article, edits) === "keeps" ? edits : []);
    return [farReaching({ title: { texts: REMOVE }, safety: "review", preferred: true }, keeps)];
  },
};
