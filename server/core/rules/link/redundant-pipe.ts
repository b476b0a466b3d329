import { type Article, isBare, type Link } from "../../model/article";
import { remove } from "../../text/edit";
import { once } from "../../text/memo";
import type { Span } from "../../text/span";
import type { Rule } from "../rule";

const TITLES = {
  one: { en: "Write the target once", "zh-hans": "只写一次", "zh-hant": "只寫一次" },
  all: {
    en: "Write the target once in all {count} links",
    "zh-hans": "全部 {count} 个链接都只写一次",
    "zh-hant": "全部 {count} 個連結都只寫一次",
  },
};

/** So many are reported each; a page with more was written so by a program, and one finding speaks for all. */
const FEW = 5;

/** A link whose label says what its target says. */
export const redundantPipe: Rule = {
  id: "link/redundant-pipe",
  summary: {
    en: "A link's label repeats its target: `[[A|A]]`.",
    "zh-hans": "链接文字与目标相同：`[[A|A]]`。",
    "zh-hant": "連結文字與目標相同：`[[A|A]]`。",
  },
  why: {
    en: "`[[A]]` shows and does the same, and is easier to read and to search for.",
    "zh-hans": "`[[A]]` 的效果完全一样，也更便于阅读和查找。",
    "zh-hant": "`[[A]]` 的效果完全一樣，也更便於閱讀和查找。",
  },
  severity: "hint",
  dialects: ["wikitext"],
  messages: {
    same: {
      en: "The label repeats the target: “{title}” once is enough.",
      "zh-hans": "链接文字与目标相同，“{title}”写一次即可。",
      "zh-hant": "連結文字與目標相同，「{title}」寫一次即可。",
    },
    many: {
      en: "{count} links of this page repeat their target as their label, this is the first.",
      "zh-hans": "本页有 {count} 个链接的文字与目标相同，此为第一个。",
      "zh-hant": "本頁有 {count} 個連結的文字與目標相同，此為第一個。",
    },
  },
  examples: [
    {
      title: "label and target are the same",
      dialect: "wikitext",
      source: "此橋位於⟦[[清河鎮|清河鎮]]⟧。\n",
      fixed: "此橋位於[[清河鎮]]。\n",
    },
    {
      title: "a page whose links are all written so",
      dialect: "wikitext",
      source: "⟦[[甲|甲]]⟧、[[乙|乙]]、[[丙|丙]]、[[丁|丁]]、[[戊|戊]]與[[己|己]]，見[[庚|辛]]。\n",
      fixed: "[[甲]]、[[乙]]、[[丙]]、[[丁]]、[[戊]]與[[己]]，見[[庚|辛]]。\n",
    },
    {
      title: "another letter case, another script, a variant's markup, files and categories",
      dialect: "wikitext",
      source:
        "[[清河鎮|清河镇]]、[[iOS|IOS]]、[[清河|-{清河}-]]、[[清河_(鎮)|清河]]、[[清河|''清河'']]、[[Category:甲|甲]]與[[File:甲.jpg|File:甲.jpg]]。\n",
    },
    {
      title: "a title that would be shown otherwise without its label: percent-encoding, apostrophes, a leading colon",
      dialect: "wikitext",
      source:
        "[[7%25盐度|7%25盐度]]、[[C%2B%2B库|C%2B%2B库]]、[[''海燕''|''海燕'']]、[[:Help:甲|:Help:甲]]、[[/甲/|/甲/]]與[[甲&#58;乙|甲&#58;乙]]。\n",
    },
    {
      title: "a percent sign that encodes nothing, one apostrophe",
      dialect: "wikitext",
      source: "此酒⟦[[7%酒|7%酒]]⟧產於⟦[[L'Aquila|L'Aquila]]⟧。\n",
      fixed: "此酒[[7%酒]]產於[[L'Aquila|L'Aquila]]。\n",
    },
    {
      title: "underscores for spaces",
      dialect: "wikitext",
      source: "此橋位於⟦[[清河_(鎮)|清河 (鎮)]]⟧。\n",
      fixed: "此橋位於[[清河 (鎮)]]。\n",
    },
    {
      title: "a category's sort key that is the category's own name: the page is filed under its namespace",
      dialect: "wikitext",
      source: "此橋建於明代。\n\n⟦[[Category:橋|Category:橋]]⟧\n",
      fixed: "此橋建於明代。\n\n[[Category:橋]]\n",
    },
  ],
  checkArticle({ article }, report) {
    const found = redundantLinks(article);
    const [first] = found;
    if (!first) return;
    if (found.length > FEW) report(first, "many", { args: { count: found.length } });
    else for (const link of found) report(link, "same", { args: { title: link.labelText } });
  },
  fixes(finding, { article }) {
    const { found, byStart } = redundantOf(article);
    const shorten = (link: Link) => remove(article.text, superfluous(link, article.text));
    if (found.length > FEW && found[0]!.start === finding.start) {
      const title = { texts: TITLES.all, args: { count: found.length } };
      return [{ title, safety: safetyOf(found), edits: found.map(shorten), pageWide: true, preferred: true }];
    }
    const link = byStart.get(finding.start);
    if (!link) return [];
    return [{ title: { texts: TITLES.one }, safety: safetyOf([link]), edits: [shorten(link)], preferred: true }];
  },
};

/**
 * Titles that MediaWiki shows otherwise as a target than as a label: it resolves percent-encoding, leaves out a leading colon
 * and the slashes of `[[/subpage/]]`; a label is wikitext, with apostrophes, tags and conversion.
 */
const SHOWN_OTHERWISE = /^[:/.]|%[\da-f]{2}|''|[<>{}&]|:\/\/|__|~~~/i;

const redundantOf = once((article: Article) => {
  const found = redundantLinks(article);
  return { found, byStart: new Map(found.map((link) => [link.start, link])) };
});

/** In text order. Looks at the blocks: all links of a page are many. */
function redundantLinks({ blocks }: Article): Link[] {
  const found: Link[] = [];
  for (let at = 0; at < blocks.length; at++) {
    const { start, content } = blocks[at]!;
    for (let index = 0; index < content.links.length; index++) {
      const link = content.links[index]!;
      if (isRedundant(link, content.text)) found.push(moved(link, start));
    }
  }
  return found;
}

function moved(link: Link, by: number): Link {
  const shift = ({ start, end }: Span) => ({ start: start + by, end: end + by });
  return { ...link, ...shift(link), label: shift(link.label), target: shift(link.target) };
}

/** The label repeats a page's title, with spaces for underscores or without; a category's sort key its name and namespace. */
function isRedundant(link: Link, text: string): boolean {
  const { kind, form, label, target } = link;
  if (form !== "wikitext" || (kind !== "page" && kind !== "category") || isBare(link)) return false;
  const length = target.end - target.start;
  if (length === 0 || label.end - label.start !== length || label.start !== target.end + 1) return false;
  // With white space before its target the link is shown with that.
  if (target.start !== link.start + 2) return false;
  const written = text.slice(target.start, target.end);
  if (SHOWN_OTHERWISE.test(written)) return false;
  const shown = text.slice(label.start, label.end);
  return shown === written || shown === written.replaceAll("_", " ");
}

/** A category's sort key is seen in the category: without it the page moves to another place there. */
function safetyOf(links: readonly Link[]): "safe" | "review" {
  return links.some(({ kind }) => kind === "category") ? "review" : "safe";
}

/** What the link does not need: the label; the target where its underscores would be seen then. */
function superfluous({ target, label }: Link, text: string): Span {
  return text.slice(target.start, target.end) === text.slice(label.start, label.end)
    ? { start: target.end, end: label.end }
    : { start: target.start, end: label.start };
}
