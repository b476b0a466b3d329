import type { Block, BlockContent, Residue } from "../../model/article";
import { remove, replace } from "../../text/edit";
import { firstStartingAt, spanAt } from "../../text/span";
import type { Change, Rule } from "../rule";
import { excerpt, exposesBlock, holdsBlockTags, holdsMarker } from "./removal";

const REMOVE = { en: "Remove it", "zh-hans": "删除", "zh-hant": "刪除" };
const KEEP_ADDRESS = {
  en: "Keep its address, remove the rest",
  "zh-hans": "保留网址，删除其余部分",
  "zh-hant": "保留網址，刪除其餘部分",
};

/** The source's address among a template's parameters, as the conversion wrote it. */
const ADDRESS = /\|\s{0,4}url\s{0,4}=\s{0,4}(<https?:[^<>\s]{1,2000}>|https?:[^\s<>|{}]{1,2000})/i;

/** Whether a block may be an entry. Which list is the list of references is not for one block to say. */
export function isEntryLike({ kind }: Block): boolean {
  return kind === "entry" || kind === "item" || kind === "definition";
}

/** `{{[clear](…)}}` speaks of a template and shows the braces on purpose. */
export function closesLink({ text, links }: BlockContent, residue: Residue): boolean {
  const link = links[firstStartingAt(links, residue.start) - 1];
  return link?.end === residue.start && text.startsWith("{{", link.start - 2);
}

function isDebris(residue: Residue, inEntry: boolean): boolean {
  return residue.kind === "parameter" || (residue.kind === "template-close" && inEntry);
}

/** The tail of a citation template in an entry. */
export const entryDebris: Rule = {
  id: "residue/entry-debris",
  summary: {
    en: "Remains of a citation template in an entry.",
    "zh-hans": "参考条目里残留的引用模板碎片。",
    "zh-hant": "參考條目裡殘留的引用模板碎片。",
  },
  why: {
    en: "Parameters and braces of a broken template show in the citation.",
    "zh-hans": "损坏的模板留下的参数和花括号会显示在引文里。",
    "zh-hant": "損壞的模板留下的參數和花括號會顯示在引文裡。",
  },
  severity: "info",
  dialects: ["markdown"],
  articlesOnly: true,
  messages: {
    debris: {
      en: "“{debris}” is left over from a citation template. Remove it, or write out what it says.",
      "zh-hans": "“{debris}”是引用模板的残留，请删除，或把其中的信息写成文字。",
      "zh-hant": "「{debris}」是引用模板的殘留，請刪除，或把其中的資訊寫成文字。",
    },
    parameters: {
      en: "“{debris}” is left over from a template. Remove it, or write out what it says.",
      "zh-hans": "“{debris}”是模板的残留，请删除，或把其中的信息写成文字。",
      "zh-hant": "「{debris}」是模板的殘留，請刪除，或把其中的資訊寫成文字。",
    },
  },
  examples: [
    {
      title: "parameters behind a citation",
      source: `此橋建於明代\\[1\\]。\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  [老橋誌](http://example.org/a)⟦|accessdate=2010-01-02}}⟧\n`,
      fixed: `此橋建於明代\\[1\\]。\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  [老橋誌](http://example.org/a)\n`,
    },
    {
      title: "the source's address among the remains",
      source: `此橋建於明代\\[1\\]。\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  老橋誌 ⟦|url=<http://example.org/a> |website=橋網}}⟧\n`,
      fixed: `此橋建於明代\\[1\\]。\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  老橋誌 <http://example.org/a>\n`,
    },
    {
      title: "braces around a template's link",
      source: `  - 用{{[clear](https://zh.wikipedia.org/wiki/Template:Clear "wikilink")}}清除。\n`,
      internal: true,
    },
    {
      title: "bars in a citation's title, an address with an equals sign",
      source: `此橋建於明代\\[1\\]。\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  [老橋 | 旅遊網](http://example.org/?a=1)\n`,
    },
  ],
  checkBlock({ block }, report) {
    const { text, residues } = block.content;
    const inEntry = isEntryLike(block);
    for (const residue of residues) {
      if (!isDebris(residue, inEntry) || closesLink(block.content, residue)) continue;
      report(residue, inEntry ? "debris" : "parameters", { args: { debris: excerpt(text, residue, 30) } });
    }
  },
  fixes(finding, snapshot) {
    const { article } = snapshot;
    const residue = spanAt(article.residues, finding.start);
    if (!residue || !isDebris(residue, true)) return [];
    if (exposesBlock(article.text, residue) || holdsBlockTags(article.text, residue)) return [];
    // The debris may reach over a footnote of the entry, which has to stay.
    if (holdsMarker(article, residue)) return [];
    const removal: Change = {
      title: { texts: REMOVE },
      safety: "review",
      edits: [remove(article.text, residue)],
      preferred: true,
    };
    const address = ADDRESS.exec(article.text.slice(residue.start, residue.end))?.[1];
    if (!address) return [removal];
    // With its address the citation would lose what makes it one.
    const written = address.startsWith("<") ? address : `<${address}>`;
    const edits = [replace(article.text, residue, written)];
    return [
      { title: { texts: KEEP_ADDRESS }, safety: "review", edits, preferred: true },
      { ...removal, preferred: false },
    ];
  },
};
