import type { Link } from "../../model/article";
import { insert, remove } from "../../text/edit";
import { exposesBlock } from "../residue/removal";
import type { Change, Rule } from "../rule";
import { linkOf } from "./targets";

const TITLES = {
  fill: { en: "Show the title “{title}”", "zh-hans": "显示标题“{title}”", "zh-hant": "顯示標題「{title}」" },
  remove: { en: "Remove the link", "zh-hans": "删除此链接", "zh-hant": "刪除此連結" },
};

function isEmpty(link: Link, text: string): boolean {
  if (link.image || link.kind === "file" || link.kind === "anchor") return false;
  // A picture's `link=` is shown by the picture.
  if (link.attribute === "link" && link.form === "wikitext") return false;
  // A category shows nothing, an address is shown itself.
  if (link.form === "wikitext" && (link.kind === "category" || link.kind === "external")) return false;
  // `[[甲|]]` shows its brackets: see link/pipe-trick.
  if (link.form === "wikitext" && link.label.start === link.label.end) return false;
  // What is visible says it for nearly all; a picture or code is visible in its own way.
  return link.labelText.trim() === "" && text.slice(link.label.start, link.label.end).trim() === "";
}

/**
 * Whether its title can take its place without a look: beside another link or code it is rather a doublet or a broken
 * construct, and a title of another namespace (`Wikipedia:失效連結`) was never text.
 */
function standsAlone(link: Link, text: string): boolean {
  if (!/^[\p{L}\p{N}]/u.test(link.title) || link.title.includes(":")) return false;
  return !/[)`>]/.test(text.charAt(link.start - 1)) && !/[[`<]/.test(text.charAt(link.end));
}

/** A link without a text. */
export const empty: Rule = {
  id: "link/empty",
  summary: { en: "A link without a text.", "zh-hans": "链接没有文字。", "zh-hant": "連結沒有文字。" },
  why: {
    en: "Readers neither see nor can follow it.",
    "zh-hans": "读者看不见它，也无从点击。",
    "zh-hant": "讀者看不見它，也無從點擊。",
  },
  severity: "hint",
  dialects: ["markdown", "wikitext"],
  messages: {
    empty: {
      en: "This link has no text: nobody can see it.",
      "zh-hans": "这个链接没有文字，读者看不见。",
      "zh-hant": "這個連結沒有文字，讀者看不見。",
    },
  },
  examples: [
    {
      title: "a link nobody sees",
      source: `位於⟦[](https://zh.wikipedia.org/wiki/北京_\\(城市\\) "wikilink")⟧以北。\n`,
      fixed: `位於[北京 (城市)](https://zh.wikipedia.org/wiki/北京_\\(城市\\) "wikilink")以北。\n`,
    },
    {
      title: "a web address without a text",
      source: `見[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")⟦[](http://example.org/a)⟧。\n`,
      fixed: `見[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "wikitext: nothing but a space behind the bar",
      dialect: "wikitext",
      source: "位於⟦[[北京 (城市)| ]]⟧以北，見[[北京]]、[[北京|]]、[http://example.org/a]與[[Category:北京| ]]。\n",
      fixed: "位於[[北京 (城市)]]以北，見[[北京]]、[[北京|]]、[http://example.org/a]與[[Category:北京| ]]。\n",
    },
    {
      title: "a picture as a link's text, code, an anchor",
      source: `[![](a.png)](https://zh.wikipedia.org/wiki/北京 "wikilink")與[\`x\`](https://zh.wikipedia.org/wiki/變數 "wikilink")。<a name="a"></a>\n`,
    },
  ],
  checkLinks: {
    kinds: ["page", "remote", "category", "interwiki", "external"],
    check(link, { block }, report) {
      if (isEmpty(link, block.content.text)) report(link, "empty");
    },
  },
  fixes(finding, snapshot) {
    const { text } = snapshot.article;
    const link = linkOf(finding, snapshot, (link) => isEmpty(link, text));
    if (!link) return [];
    const removal: Change = { title: { texts: TITLES.remove }, safety: "review", edits: [remove(text, link)] };
    const removals = exposesBlock(text, link) ? [] : [removal];
    if ((link.kind !== "page" && link.kind !== "remote") || !/[\p{L}\p{N}]/u.test(link.title)) return removals;
    const title =
      link.form === "html" ? link.title.replaceAll("&", "&amp;").replaceAll("<", "&lt;") : escapeText(link.title);
    // Without its bar a link of wikitext shows its target.
    const bar = { start: link.target.end, end: link.label.end };
    return [
      {
        title: { texts: TITLES.fill, args: { title: link.title } },
        // In wikitext a blank label was typed: its author may have meant the link to be unseen.
        safety: link.form !== "wikitext" && standsAlone(link, text) ? "safe" : "review",
        edits: [link.form === "wikitext" ? remove(text, bar) : insert(link.label.end, title)],
        preferred: true,
      },
      ...removals,
    ];
  },
};

/** What Markdown would read as markup. */
function escapeText(title: string): string {
  return title.replace(/[\\`*_[\]<&]/g, "\\$&");
}
