import type { Rule } from "../rule";
import { hasList, mayBeMarker } from "./constructs";

/** Brackets that look like a marker but do not fit the page's list. */
export const suspectMarker: Rule = {
  id: "footnote/suspect-marker",
  summary: {
    en: "A number in brackets looks like a footnote marker but does not fit the list.",
    "zh-hans": "方括号里的数字像脚注标记，但与列表对不上。",
    "zh-hant": "方括號裡的數字像註腳標記，但與列表對不上。",
  },
  why: {
    en: "Index brackets as in a[1] and footnote markers are written alike. What does not fit the list is taken for text and never changed; if it is a footnote, its number is wrong.",
    "zh-hans":
      "a[1] 这样的下标与脚注标记写法相同。与列表对不上的一律视为正文，不会改动；如果它确是脚注，那就是编号有误。",
    "zh-hant":
      "a[1] 這樣的下標與註腳標記寫法相同。與列表對不上的一律視為正文，不會改動；如果它確是註腳，那就是編號有誤。",
  },
  severity: "hint",
  dialects: ["markdown"],
  messages: {
    suspect: {
      en: "[{label}] looks like a footnote marker but does not fit the list; it is taken for text.",
      "zh-hans": "[{label}] 像脚注标记，但与列表对不上，故视为正文。",
      "zh-hant": "[{label}] 像註腳標記，但與列表對不上，故視為正文。",
    },
  },
  examples: [
    {
      title: "array indices",
      source: String.raw`此法出自某書\[1\]，後經改良\[2\]。陣列的首個元素為 a⟦\[0\]⟧。

1.  某書
2.  某文
`,
    },
    {
      title: "a number that the text speaks of",
      source: String.raw`此法出自某書\[1\]，後經改良\[2\]。

<table><tr><td>「⟦[1]⟧」表示三週冠軍</td></tr></table>

1.  某書
2.  某文
`,
    },
    {
      title: "a year in brackets",
      source: String.raw`此法出自某書\[1\]。

1.  李文（\[1929\]1993），《某書》
`,
    },
    {
      title: "indices on a page without footnotes",
      source: String.raw`陣列的首個元素為 a\[0\]，其次為 a\[1\]\[2\]。
`,
    },
    {
      title: "markers that fit",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]。

1.  王五，《古橋考》
2.  縣志，卷三
`,
    },
  ],
  checkArticle({ article }, report) {
    if (!hasList(article, "ordered")) return;
    for (const marker of article.markers) {
      if (mayBeMarker(marker)) report(marker, "suspect", { args: { label: marker.label } });
    }
  },
};
