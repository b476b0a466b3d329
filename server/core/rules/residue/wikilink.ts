import { citationMarkdown } from "../../citations/markdown";
import { readLeftoverLink } from "../../dialects/markdown/leftover-links";
import { unescapeMarkdown } from "../../dialects/strings";
import { isFileNamespace } from "../../dialects/titles";
import type { BlockContent, Residue } from "../../model/article";
import { replace } from "../../text/edit";
import { holderOf, type Span, spanAt } from "../../text/span";
import type { Snapshot } from "../../workspace/snapshot";
import type { Rule } from "../rule";
import { interlanguageOf } from "./interlanguage";
import { excerpt } from "./removal";

const LINK = {
  en: "Make it a link to “{title}”",
  "zh-hans": "改为指向“{title}”的链接",
  "zh-hant": "改為指向「{title}」的連結",
};

/** What brackets that stayed behind say. */
function leftoverOf(text: string, residue: Residue): { title: string; label: string } | undefined {
  const link = readLeftoverLink(text, residue.start, residue.end);
  if (!link) return undefined;
  const title = plain(link.title);
  return { title, label: plain(link.label ?? "") || title };
}

function plain(written: string): string {
  return unescapeMarkdown(written).replace(/\s+/g, " ").trim();
}

/** Whether a definition of the page makes the inner brackets a link of CommonMark: `[[甲]]` above `[甲]: …`. */
function isReference(defined: ReadonlySet<string>, content: BlockContent, residue: Residue): boolean {
  return defined.has(content.text.slice(residue.start + 1, residue.end - 1));
}

/** The labels of link definitions, with their brackets. */
function definedLabels(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(/\n(\[[^[\]\n]{1,1000}\]):/g), ([, label]) => label!));
}

/** A wikilink that stayed behind as text. */
export const wikilink: Rule = {
  id: "residue/wikilink",
  summary: {
    en: "A wikilink `[[…]]` that stayed behind as text.",
    "zh-hans": "残留在正文里的维基链接 `[[…]]`。",
    "zh-hant": "殘留在正文裡的維基連結 `[[…]]`。",
  },
  why: {
    en: "Markdown knows no wikilinks: readers see the brackets and cannot follow them.",
    "zh-hans": "Markdown 没有维基链接，读者看到的是一堆方括号，也无法点击。",
    "zh-hant": "Markdown 沒有維基連結，讀者看到的是一堆方括號，也無法點選。",
  },
  severity: "warning",
  dialects: ["markdown", "footnotes"],
  articlesOnly: true,
  messages: {
    link: {
      en: "The wikilink {link} was not converted and shows as text. Write it as a link of Markdown.",
      "zh-hans": "维基链接 {link} 未被转换，会原样显示。请改写为 Markdown 链接。",
      "zh-hant": "維基連結 {link} 未被轉換，會原樣顯示。請改寫為 Markdown 連結。",
    },
  },
  examples: [
    {
      title: "a link that was typed by hand",
      source: `此橋在⟦[[清河鎮]]⟧，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
      fixed: `此橋在[清河鎮](https://zh.wikipedia.org/wiki/清河鎮 "wikilink")，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
    },
    {
      title: "with a label, as the converter escapes it, to a page that is there",
      source: `--- Page/例.md\n此橋在⟦\\[\\[清河 (鎮)\\|清河\\]\\]⟧，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n--- Page/清河_(鎮).md\n清河是一個鎮。\n`,
      fixed: `此橋在[清河](../Page/清河_\\(鎮\\).md "wikilink")，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
    },
    {
      title: "in the cell of a table, with a Latin name, and across a line break",
      source: `| 站 | 首班 |\n| --- | --- |\n| ⟦[[石門\\|石門站]]⟧ | 5:40 |\n\n見⟦\\[\\[Old\nFerry\\]\\]⟧、⟦\\[\\[南街]]⟧與[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "a picture",
      source: `⟦[[File:老橋.jpg|thumb]]⟧見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "brackets of a link's text, lists of numbers, indices, attributes, notes",
      source: `見[[注音]](https://zh.wikipedia.org/wiki/注音 "wikilink")、[[老橋]][r]，\\[\\[1, 2\\], \\[3, 4\\]\\]，x[[1]]，df[[name]]，\\[\\[nodiscard\\]\\]，\\[\\[Prototype\\]\\]，\\[\\[來源請求\\]\\]，\\[\\[x\\]\\]。\n`,
    },
    {
      title: "brackets that the text speaks of, in code and in mathematics",
      source:
        '寫作\\[\\[甲\\]\\]、「[[甲]]」或`[[甲]]`，\\([[A, B]]\\)，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n',
    },
    {
      title: "a reference of Markdown in brackets",
      source:
        '見[[老橋]]與[橋](https://zh.wikipedia.org/wiki/橋 "wikilink")。\n\n[老橋]: https://zh.wikipedia.org/wiki/老橋\n',
      internal: true,
    },
    {
      title: "a page that is no wiki article",
      source: "見[[清河鎮]]與[[老橋|橋]]。\n",
      internal: true,
    },
  ],
  checkArticle({ article: { blocks, text } }, report) {
    let defined: ReadonlySet<string> | undefined;
    for (let index = 0; index < blocks.length; index++) {
      const { content, start } = blocks[index]!;
      let others: ReadonlySet<Span> | undefined;
      for (let at = 0; at < content.residues.length; at++) {
        const residue = content.residues[at]!;
        if (residue.kind !== "wikilink" || isReference((defined ??= definedLabels(text)), content, residue)) continue;
        others ??= new Set(interlanguageOf(content));
        if (others.has(residue)) continue;
        const span = { start: start + residue.start, end: start + residue.end };
        report(span, "link", { args: { link: excerpt(text, span, 40) } });
      }
    }
  },
  fixes(finding, snapshot) {
    const { article } = snapshot;
    const { text } = article;
    const residue = spanAt(article.residues, finding.start);
    const link = residue?.kind === "wikilink" ? leftoverOf(text, residue) : undefined;
    if (!residue || !link || text[residue.start - 1] === "!") return [];
    // In HTML nothing of Markdown is read; a file is a picture; what leads to a section of this page has no title.
    if (holderOf(article.blocks, residue)?.kind === "html") return [];
    const namespace = /^:?([^:]*):/.exec(link.title)?.[1];
    if (link.title.startsWith("#") || (namespace !== undefined && isFileNamespace(namespace))) return [];
    const page = link.title.replace(/^:/, "");
    const written = citationMarkdown([{ text: link.label.replace(/^:/, ""), page }], placeOf(page, snapshot));
    const title = { texts: LINK, args: { title: page } };
    return [{ title, safety: "review", edits: [replace(text, residue, written)], preferred: true }];
  },
};

/** Where a link to a page leads: to its file where there is one. */
function placeOf(page: string, { article, facts }: Snapshot): "local" | "remote" {
  const { status } = facts.pages.resolve(page.split("#", 1)[0]!.replaceAll("_", " "));
  return article.allLinksLocal || status === "exact" ? "local" : "remote";
}
