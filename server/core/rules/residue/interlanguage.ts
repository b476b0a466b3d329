import { LANGUAGE_PREFIX, readLeftoverLink } from "../../dialects/markdown/leftover-links";
import type { BlockContent, Link } from "../../model/article";
import { remove } from "../../text/edit";
import type { Span } from "../../text/span";
import type { Rule } from "../rule";
import { excerpt, exposesBlock, removeWithLines } from "./removal";

const REMOVE = { en: "Remove it", "zh-hans": "删除", "zh-hant": "刪除" };

/** `[en:Bridge](https://zh.wikipedia.org/wiki/en:Bridge "wikilink")`: its text and its title name the language. */
function isInterlanguage({ kind, title, labelText }: Link): boolean {
  if (kind !== "remote" && kind !== "page") return false;
  const language = LANGUAGE_PREFIX.exec(title)?.[0];
  return language !== undefined && labelText.startsWith(language);
}

/** The links to other languages of a block that holds nothing else but categories: in a sentence such a link may be meant. */
export function interlanguageOf({ text, links, residues }: BlockContent): readonly Span[] {
  const wikilinks = residues.filter(
    ({ kind, start, end }) =>
      kind === "wikilink" && LANGUAGE_PREFIX.test(readLeftoverLink(text, start, end)?.title ?? ""),
  );
  const found: Span[] = [...links.filter(isInterlanguage), ...wikilinks];
  if (found.length === 0) return found;
  found.sort((one, other) => one.start - other.start);
  const known = [...found, ...links.filter(({ kind }) => kind === "category")];
  known.sort((one, other) => one.start - other.start);
  let end = 0;
  for (const span of known) {
    if (text.slice(end, span.start).trim() !== "") return [];
    end = span.end;
  }
  return text.slice(end).trim() === "" ? found : [];
}

/** A link to the same article in another language: the wiki shows it beside the page, not in it. */
export const interlanguage: Rule = {
  id: "residue/interlanguage",
  summary: {
    en: "A link to another language's article that became a line of the text.",
    "zh-hans": "变成正文的跨语言链接。",
    "zh-hant": "變成內文的跨語言連結。",
  },
  why: {
    en: "The wiki shows such links in its sidebar. In Markdown they stand in the text and lead to a page that is not there.",
    "zh-hans": "维基软件把这类链接显示在侧栏，Markdown 里却成了正文，而且指向不存在的页面。",
    "zh-hant": "維基軟體把這類連結顯示在側欄，Markdown 裡卻成了內文，而且指向不存在的頁面。",
  },
  severity: "info",
  dialects: ["markdown", "footnotes"],
  articlesOnly: true,
  messages: {
    link: {
      en: "{link} belongs to the wiki's list of languages, not to the text. Remove it.",
      "zh-hans": "{link} 属于维基的语言列表，不是正文，请删除。",
      "zh-hant": "{link} 屬於維基的語言列表，不是內文，請刪除。",
    },
  },
  examples: [
    {
      title: "a line of its own",
      source: `此橋建於明代。\n\n⟦[en:Old Bridge](https://zh.wikipedia.org/wiki/en:Old_Bridge "wikilink")⟧\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n`,
      fixed: `此橋建於明代。\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n`,
    },
    {
      title: "among the categories, several on a line, and one that was not converted",
      source: `此橋建於明代。\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink") ⟦[de:Brücke](https://zh.wikipedia.org/wiki/de:Brücke "wikilink")⟧\n⟦[zh-yue:橋](../Page/zh-yue:橋.md "wikilink")⟧ ⟦\\[\\[en:Old Bridge\\]\\]⟧\n`,
      fixed: `此橋建於明代。\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink") \n[zh-yue:橋](../Page/zh-yue:橋.md "wikilink") \\[\\[en:Old Bridge\\]\\]\n`,
      internal: true,
    },
    {
      title: "links to other languages in a sentence, and a title with a colon",
      source: `參見[英文條目](https://zh.wikipedia.org/wiki/:en:Bridge "wikilink")、[en:Bridge](https://zh.wikipedia.org/wiki/en:Bridge "wikilink")與[橋](https://en.wikipedia.org/wiki/Bridge)。\n\n[Re:橋](https://zh.wikipedia.org/wiki/Re:橋 "wikilink")\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n`,
    },
  ],
  checkBlock({ block: { content } }, report) {
    if (content.links.length === 0 && content.residues.length === 0) return;
    for (const span of interlanguageOf(content)) {
      report(span, "link", { args: { link: excerpt(content.text, span, 40) } });
    }
  },
  fixes(finding, { article: { text } }) {
    if (exposesBlock(text, finding)) return [];
    const edit = removeWithLines(text, finding);
    const isAlone = edit.start !== finding.start || edit.end !== finding.end;
    return [
      { title: { texts: REMOVE }, safety: "review", edits: [isAlone ? edit : remove(text, finding)], preferred: true },
    ];
  },
};
