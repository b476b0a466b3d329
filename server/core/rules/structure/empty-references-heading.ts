import { isReferencesHeading } from "../../dialects/markdown/lists";
import type { Article, Heading, ReferenceList } from "../../model/article";
import { insert, remove } from "../../text/edit";
import type { Span } from "../../text/span";
import { lineEndingOf } from "../residue/removal";
import type { Rule } from "../rule";

const MOVE = {
  en: "Move the list under this heading",
  "zh-hans": "将列表移到此标题之下",
  "zh-hant": "將列表移到此標題之下",
};

interface Place {
  readonly heading: Heading;
  readonly list: ReferenceList;
}

/** The heading without what is left of its line ending. */
function lineOf({ text }: Article, { start, end }: Heading): Span {
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

/** A heading like 參見 may stand over references, but an empty one does not ask for them. */
function announces({ text }: Heading): boolean {
  return isReferencesHeading(text) && !/^[参參][见見]/u.test(text.trim());
}

/** The heading that announces a list which stands at the page's end, after the categories. */
function misplaced(article: Article): Place | undefined {
  const list = article.lists.at(-1);
  if (list?.form !== "ordered" || list.standing !== "list" || list.first === list.last) return undefined;
  const { headings } = article;
  for (let index = headings.length - 1; index >= 0; index--) {
    const heading = headings[index]!;
    if (heading.start >= list.start || !announces(heading)) continue;
    const next = headings[index + 1];
    const end = Math.min(next?.start ?? list.start, list.start);
    if (!holdsNothing(article, { start: heading.end, end })) continue;
    // With neither a heading nor categories between them the list does stand under its heading.
    const apart =
      end < list.start || article.categories.some(({ start }) => heading.end <= start && start < list.start);
    return apart ? { heading, list } : undefined;
  }
  return undefined;
}

/** Nothing a reader would take for content: leftovers, comments and categories only. */
function holdsNothing(article: Article, section: Span): boolean {
  const covers: Span[] = [];
  const within = (span: Span) => section.start <= span.start && span.end <= section.end;
  for (const residue of article.residues) if (within(residue)) covers.push(residue);
  for (const category of article.categories) if (within(category)) covers.push(category);
  covers.sort((a, b) => a.start - b.start);
  let rest = "";
  let at = section.start;
  for (const cover of covers) {
    if (cover.start > at) rest += article.text.slice(at, cover.start);
    at = Math.max(at, cover.end);
  }
  rest += article.text.slice(at, section.end);
  return rest.replace(/<!--[\s\S]*?-->|<references[^>]*>|<\/references>/g, "").trim() === "";
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
    if (place) report(lineOf(article, place.heading), "empty", { args: { count: place.list.last - place.list.first } });
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
    return [
      {
        title: { texts: MOVE },
        safety: "review",
        edits: [
          insert(lineOf(article, heading).end, `${eol}${eol}${body}`),
          remove(text, { start: above, end: start + body.length }),
        ],
        preferred: true,
      },
    ];
  },
};
