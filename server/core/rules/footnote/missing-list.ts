import { createList } from "../../footnotes/operations";
import type { Article, Marker, ReferenceList } from "../../model/article";
import { onceFor } from "../../text/memo";
import type { Rule } from "../rule";
import { brokenDefinitions, isDefinedBadly } from "./broken-caret";
import { formOfMarker, hasList, markerIndex } from "./constructs";
import * as inTags from "./tags/missing-list";

const CREATE = {
  en: "Create the list, with citations to fill in ({count})",
  "zh-hans": "建立列表（{count} 条待填写的引文）",
  "zh-hant": "建立列表（{count} 條待填寫的引文）",
};

/** Markers on a page that has no list of references. */
export const missingList: Rule = {
  id: "footnote/missing-list",
  summary: {
    en: "The page has footnote markers but no reference list.",
    "zh-hans": "页面有脚注标记，却没有参考文献列表。",
    "zh-hant": "頁面有註腳標記，卻沒有參考文獻列表。",
  },
  why: {
    en: "No claim on the page can be checked. The list stood at the end of the page and was probably cut off with it.",
    "zh-hans": "页面上的论述都无从查证。列表原在页面末尾，多半是连同末尾一起被截掉了。",
    "zh-hant": "頁面上的論述都無從查證。列表原在頁面末尾，多半是連同末尾一起被截掉了。",
  },
  severity: "error",
  dialects: ["markdown", "footnotes", "wikitext", "rendered"],
  messages: {
    ...inTags.MESSAGES,
    missing: {
      en: "The page has footnote markers ({count}, this is the first) but no reference list.",
      "zh-hans": "页面有 {count} 处脚注标记（此为第一处），却没有参考文献列表。",
      "zh-hant": "頁面有 {count} 處註腳標記（此為第一處），卻沒有參考文獻列表。",
    },
  },
  examples: [
    {
      title: "a list that was cut off",
      source: String.raw`此橋建於明代⟦\[1\]⟧，清代重修\[2\]。

[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")
`,
      fixed: String.raw`此橋建於明代\[1\]，清代重修\[2\]。

[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")

1.  [標題](https://)，作者，日期
2.  [標題](https://)，作者，日期
`,
    },
    {
      title: "no definitions",
      source: `[此桥](https://zh.wikipedia.org/wiki/桥 "wikilink")建于明代⟦[^wang]⟧，清代重修[^2]。
`,
      fixed: `[此桥](https://zh.wikipedia.org/wiki/桥 "wikilink")建于明代[^wang]，清代重修[^2]。

[^wang]: [标题](https://)，作者，日期

[^2]: [标题](https://)，作者，日期
`,
    },
    {
      title: "a lone number in brackets",
      source: String.raw`s 的型別是 char (\*)\[6\]，即[指標](https://zh.wikipedia.org/wiki/指標 "wikilink")。
`,
    },
    {
      title: "array indices",
      source: String.raw`元素為 a\[1\]\[2\] 與 b\[1\]，見[陣列](https://zh.wikipedia.org/wiki/陣列 "wikilink")。
`,
    },
    {
      title: "sources written by hand in HTML",
      source: `此[橋](https://zh.wikipedia.org/wiki/橋 "wikilink")建於明代。

<p>[1] 王五，《古橋考》</p>
<p>[2] 縣志，卷三</p>
`,
      internal: true,
    },
    {
      title: "an empty heading, and no markers",
      source: `此[橋](https://zh.wikipedia.org/wiki/橋 "wikilink")建於明代。

## 參考資料
`,
    },
    ...inTags.EXAMPLES,
  ],
  checkArticle({ article }, report) {
    if (article.dialect === "wikitext") return inTags.checkTags(article, report);
    for (const form of ["ordered", "definitions"] as const) {
      const [first, ...others] = orphans(article, form);
      if (first) report(first, "missing", { args: { count: others.length + 1 } });
    }
  },
  fixes(finding, { article }) {
    if (article.dialect === "wikitext") return inTags.fixTags(article, finding);
    const marker = article.markers[markerIndex(article, finding)];
    if (!marker) return [];
    const form = formOfMarker(marker);
    const { count, edits } = newList(article, form);
    if (edits.length === 0) return [];
    return [{ title: { texts: CREATE, args: { count } }, safety: "review", edits }];
  },
};

const newList = onceFor(
  (form: ReferenceList["form"]) => form,
  (article: Article, form) => {
    const count = new Set(orphans(article, form).map(({ label }) => label)).size;
    return { count, edits: count > 0 ? createList(article, form) : [] };
  },
);

/** The markers of a form, when the page has no list for them. */
function orphans(article: Article, form: ReferenceList["form"]): Marker[] {
  if (hasList(article, form)) return [];
  const broken = brokenDefinitions(article);
  const markers = article.markers.filter(
    (marker) => !marker.suspect && formOfMarker(marker) === form && !isDefinedBadly(marker, broken),
  );
  // `[1]` in HTML alone, on a page that has no other marker, was written by hand: a list of sources perhaps.
  return article.dialect === "markdown" && markers.every(({ form }) => form === "bare") ? [] : markers;
}
