import { isReferencesHeading } from "../../dialects/markdown/lists";
import { effectOf } from "../../footnotes/verify";
import type { Article, BlockContent, ReferenceList } from "../../model/article";
import { insert, remove } from "../../text/edit";
import { firstStartingAt, type Span } from "../../text/span";
import { withoutComments } from "../../text/trim";
import { lineEndingOf } from "../residue/removal";
import type { Rule } from "../rule";

const MOVE = {
  en: "Move the list under this heading",
  "zh-hans": "将列表移到此标题之下",
  "zh-hant": "將列表移到此標題之下",
};

interface Place {
  /** The heading's line, without its ending. */
  readonly heading: Span;
  readonly list: ReferenceList;
}

/** A heading like 參見 may stand over references, but an empty one does not ask for them. */
function announces(heading: string): boolean {
  return isReferencesHeading(heading) && !/^[参參][见見]/u.test(heading.trim());
}

/**
 * The heading that announces a list which stands at the page's end, after the categories. Looks at blocks only, from the
 * list upwards: this runs on every keystroke.
 */
function misplaced({ lists, blocks }: Article): Place | undefined {
  const list = lists.at(-1);
  if (list?.form !== "ordered" || list.standing !== "list" || list.first === list.last) return undefined;
  // What was seen between the list and the block at hand.
  let isEmpty = true;
  let isApart = false;
  for (let index = firstStartingAt(blocks, list.start) - 1; index >= 0; index--) {
    const block = blocks[index]!;
    const { headings, links } = block.content;
    const heading = block.kind === "heading" ? headings[0] : undefined;
    if (heading) {
      // With neither a heading nor categories between them the list does stand under its heading, whatever others are empty.
      if (!isApart && announces(heading.text)) return undefined;
      if (isEmpty && isApart && announces(heading.text)) {
        const start = block.start + heading.start;
        const line = block.content.text.slice(heading.start, heading.end).trimEnd();
        return { heading: { start, end: start + line.length }, list };
      }
      isEmpty = true;
      isApart = true;
    } else {
      isEmpty &&= holdsNothing(block.content);
      isApart ||= links.some((link) => link.kind === "category");
    }
  }
  return undefined;
}

/** Nothing a reader would take for content: leftovers, comments and categories only. */
function holdsNothing({ text, residues, links }: BlockContent): boolean {
  const remains = residues.filter(({ kind }) => kind !== "empty-item");
  const covers: Span[] = [...remains, ...links.filter((link) => link.kind === "category")];
  covers.sort((a, b) => a.start - b.start);
  let rest = "";
  let at = 0;
  for (const cover of covers) {
    if (cover.start > at) rest += text.slice(at, cover.start);
    at = Math.max(at, cover.end);
  }
  rest += text.slice(at);
  return withoutComments(rest).trim() === "";
}

/**
 * Above the categories a list counts as the references only when the markers speak for it, and an ordered list further
 * down would be taken for it.
 */
function canMove(article: Article, { heading, list }: Place): boolean {
  const entries = article.references.slice(list.first, list.last);
  if (entries.filter((entry) => entry.citedBy.length > 0).length * 2 < entries.length) return false;
  const between = article.text.slice(heading.end, list.start);
  return !/^[ \t]{0,3}\d{1,9}[.)](?:\s|$)/m.test(between) && article.text.slice(list.end).trim() === "";
}

/** A heading that announces the references, with nothing under it. */
export const emptyReferencesHeading: Rule = {
  id: "structure/empty-references-heading",
  summary: {
    en: "The references' heading is empty; the list stands at the end of the file.",
    "zh-hans": "参考标题下是空的，列表却在文件末尾。",
    "zh-hant": "參考標題下是空的，列表卻在檔案末尾。",
  },
  why: {
    en: "Readers look for the references under their heading and find nothing there; the list follows the categories without a heading.",
    "zh-hans": "读者在标题下找不到参考资料，列表则落在分类之后，没有标题。",
    "zh-hant": "讀者在標題下找不到參考資料，列表則落在分類之後，沒有標題。",
  },
  severity: "hint",
  dialects: ["markdown"],
  messages: {
    empty: {
      en: "Nothing stands under this heading; the {count} references are at the end of the file.",
      "zh-hans": "此标题下没有内容，{count} 条参考列在文件末尾。",
      "zh-hant": "此標題下沒有內容，{count} 條參考列在檔案末尾。",
    },
  },
  examples: [
    {
      title: "the list after the categories",
      source: `此橋建於明代\\[1\\]。\n\n⟦## 參考⟧\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  某書\n`,
      fixed: `此橋建於明代\\[1\\]。\n\n## 參考\n\n1.  某書\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n`,
    },
    {
      title: "the list where it belongs",
      source: `此橋建於明代\\[1\\]，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n\n## 參考\n\n1.  某書\n`,
    },
    {
      title: "the list where it belongs, and another heading that is empty",
      source: `此橋建於明代\\[1\\]，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n\n## 注释\n\n## 參考\n\n1.  某書\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n`,
    },
    {
      title: "a bibliography under the heading",
      source: `此橋建於明代\\[1\\]。\n\n## 參考資料\n\n  - 老橋誌\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  某書\n`,
    },
    {
      title: "no list on the page",
      source: `此橋建於明代，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n\n## 參考\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n`,
    },
  ],
  checkArticle({ article }, report) {
    const place = misplaced(article);
    if (place) report(place.heading, "empty", { args: { count: place.list.last - place.list.first } });
  },
  fixes(_finding, { article }) {
    const place = misplaced(article);
    if (!place || !canMove(article, place)) return [];
    const { heading, list } = place;
    const { text } = article;
    const eol = lineEndingOf(text);
    // The numeral may be indented: the list begins with its line.
    const start = text.lastIndexOf("\n", list.start - 1) + 1;
    const body = text.slice(start, list.end).trimEnd();
    const above = text.slice(0, start).trimEnd().length;
    // Text right below the heading would go on with the last entry.
    const apart = /^[^\S\n]*\n[^\S\n]*\S/.test(text.slice(heading.end)) ? eol : "";
    const edits = [
      insert(heading.end, `${eol}${eol}${body}${apart}`),
      remove(text, { start: above, end: start + body.length }),
    ];
    if (effectOf(article, edits) !== "keeps") return [];
    return [{ title: { texts: MOVE }, safety: "review", edits, preferred: true }];
  },
};
