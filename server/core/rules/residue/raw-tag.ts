import type { Block, Residue, ResidueKind } from "../../model/article";
import { remove } from "../../text/edit";
import { spanAt } from "../../text/span";
import type { Rule } from "../rule";
import { excerpt, exposesBlock, removeWithLines } from "./removal";

const REMOVE = { en: "Remove it", "zh-hans": "删除", "zh-hant": "刪除" };

const REMOVABLE: ReadonlySet<ResidueKind> = new Set(["raw-tag", "tag-close", "quotes"]);

/** The closing tags that close nothing, in their own block or before it. */
function* strayClosers(blocks: readonly Block[]): Generator<{ block: Block; residue: Residue; tag: string }> {
  const open = new Map<string, number>();
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index]!;
    const { residues, text } = block.content;
    for (let at = 0; at < residues.length; at++) {
      const residue = residues[at]!;
      if (residue.kind !== "tag-open" && residue.kind !== "tag-close") continue;
      const tag = text.slice(residue.start, residue.end);
      const name = /[a-z]+/i.exec(tag)![0].toLowerCase();
      const count = open.get(name) ?? 0;
      if (residue.kind === "tag-open") open.set(name, count + 1);
      else if (count > 0) open.set(name, count - 1);
      else yield { block, residue, tag };
    }
  }
}

/** A wikitext tag, or quotes for bold text, that stayed behind. */
export const rawTag: Rule = {
  id: "residue/raw-tag",
  summary: {
    en: "A wikitext tag, `'''` or the edge of a table in Markdown.",
    "zh-hans": "Markdown 里残留的维基标签、`'''` 或表格边框。",
    "zh-hant": "Markdown 裡殘留的維基標籤、`'''` 或表格邊框。",
  },
  why: {
    en: "Markdown does not know it. It shows as text or hides what stands inside.",
    "zh-hans": "Markdown 不认识它：要么原样显示，要么让其中的文字消失。",
    "zh-hant": "Markdown 不認得它：要不原樣顯示，要不讓其中的文字消失。",
  },
  severity: "info",
  dialects: ["markdown"],
  articlesOnly: true,
  messages: {
    tag: {
      en: "The tag {tag} means nothing in Markdown. Remove it; if it held a footnote, write one.",
      "zh-hans": "标签 {tag} 在 Markdown 里没有意义，请删除；若原是脚注，请改写为脚注。",
      "zh-hant": "標籤 {tag} 在 Markdown 裡沒有意義，請刪除；若原是註腳，請改寫為註腳。",
    },
    table: {
      en: "Wikitext table markup that was not converted. Write the table in Markdown, or remove its remains.",
      "zh-hans": "未被转换的维基表格标记。请改写为 Markdown 表格，或删除残留。",
      "zh-hant": "未被轉換的維基表格標記。請改寫為 Markdown 表格，或刪除殘留。",
    },
    gallery: {
      en: "A picture of a gallery that was not converted: {tag}. Write it as a picture of its own.",
      "zh-hans": "图库里未被转换的图片：{tag}。请改写为单独的图片。",
      "zh-hant": "圖庫裡未被轉換的圖片：{tag}。請改寫為單獨的圖片。",
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
      title: "a tag that closes what no paragraph opened",
      source: `此橋建於明代，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")⟦</small>⟧。\n`,
      fixed: `此橋建於明代，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
    },
    {
      title: "a tag that an earlier paragraph opened",
      source: `<small>\n\n  - 此橋建於明代\n  - 見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")</small>\n`,
    },
    {
      title: "tags of Markdown itself",
      source: `H<sub>2</sub>O<br />與[水](https://zh.wikipedia.org/wiki/水 "wikilink")、<span lang="en">water</span>。\n`,
    },
    {
      title: "the edges of a table",
      source: `⟦{\\|⟧ class="wikitable"\n\n\\|- \\| 老橋 \\|\\| 明代\n⟦\\|}⟧\n\n見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
    },
    {
      title: "pictures of a gallery",
      source: `⟦<File:Old>⟧ bridge.jpg|[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink") ⟦<文件:橋.jpg>⟧|橋，見<https://a.example/File:x>\n`,
    },
    {
      title: "a comment that became text",
      source: `  - 老橋⟦\\<\\!--⟧\n  - 新橋--\\>，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")\n`,
      internal: true,
    },
    {
      title: "bars and braces of formulas and sentences",
      source: `設集合{|x|}與\\(\\|x\\|\\)，\\[\n\\{|a\n|}\\]，甲--\\>乙，見[集合](https://zh.wikipedia.org/wiki/集合 "wikilink")。\n`,
      internal: true,
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
      else if (residue.kind === "gallery") report(residue, "gallery", { args: { tag: excerpt(text, residue, 40) } });
      else if (residue.kind === "table") report(residue, "table");
      else if (residue.kind === "quotes") report(residue, "quotes", { unnecessary: true });
    }
  },
  checkArticle({ article: { blocks } }, report) {
    for (const { block, residue, tag } of strayClosers(blocks)) {
      report({ start: block.start + residue.start, end: block.start + residue.end }, "tag", { args: { tag } });
    }
  },
  fixes(finding, snapshot) {
    const { article } = snapshot;
    const residue = spanAt(article.residues, finding.start);
    if (!residue || !REMOVABLE.has(residue.kind)) return [];
    const { text } = article;
    const behind = text.slice(residue.end, residue.end + 200);
    // A tag in front of a list may be all that keeps it apart from the list above; a tag directly above a line makes
    // that line HTML, and removing it would change how the line is read.
    const keepsApart = /^[^\S\n]*\n(?:[^\S\n]*\S|\s*(?:\d{1,9}[.)]|[-*+])\s)/.test(behind);
    if ((residue.kind !== "quotes" && keepsApart) || exposesBlock(text, residue)) return [];
    const edit = residue.kind === "quotes" ? remove(text, residue) : removeWithLines(text, residue);
    return [{ title: { texts: REMOVE }, safety: "review", edits: [edit], preferred: true }];
  },
};
