import { organize } from "../../footnotes/operations";
import type { Article, Marker } from "../../model/article";
import { farReaching } from "../far-reaching";
import type { Rule } from "../rule";
import { hasSuspects } from "./constructs";

const ORGANIZE = {
  en: "Number the footnotes by first use, in the text and in the list",
  "zh-hans": "按首次引用的次序重排脚注（正文与列表一并修改）",
  "zh-hant": "按首次引用的次序重排註腳（正文與列表一併修改）",
};

/** Numbers that do not ascend where they are first used. */
export const outOfOrder: Rule = {
  id: "footnote/out-of-order",
  summary: {
    en: "Footnote numbers do not ascend in the text.",
    "zh-hans": "正文中的脚注编号没有依次递增。",
    "zh-hant": "正文中的註腳編號沒有依次遞增。",
  },
  why: {
    en: "Readers expect footnote 3 behind footnote 2. A number out of turn usually means that text was moved or that the number is wrong.",
    "zh-hans": "读者预期脚注 3 出现在脚注 2 之后。编号乱序通常意味着文字曾被移动，或者编号有误。",
    "zh-hant": "讀者預期註腳 3 出現在註腳 2 之後。編號亂序通常意味著文字曾被移動，或者編號有誤。",
  },
  severity: "warning",
  dialects: ["markdown", "footnotes", "rendered"],
  messages: {
    order: {
      en: "Footnote {number} is first cited behind footnote {previous}.",
      "zh-hans": "脚注 {number} 首次出现在脚注 {previous} 之后，次序不对。",
      "zh-hant": "註腳 {number} 首次出現在註腳 {previous} 之後，次序不對。",
    },
    early: {
      en: "Footnote {number} is first cited before footnote {next}.",
      "zh-hans": "脚注 {number} 首次出现在脚注 {next} 之前，次序不对。",
      "zh-hant": "註腳 {number} 首次出現在註腳 {next} 之前，次序不對。",
    },
  },
  examples: [
    {
      title: "two sentences that changed places",
      source: String.raw`清代重修\[2\]，此橋建於明代⟦\[1\]⟧。

1.  王五，《古橋考》
2.  縣志，卷三

    又見卷四
`,
      fixed: String.raw`清代重修\[1\]，此橋建於明代\[2\]。

1.  縣志，卷三

    又見卷四
2.  王五，《古橋考》
`,
    },
    {
      title: "a footnote that comes too early",
      source: String.raw`今為古蹟⟦\[3\]⟧。此橋建於明代\[1\]，清代重修\[2\]。

1.  王五，《古橋考》
2.  縣志，卷三
3.
`,
      fixed: String.raw`今為古蹟\[1\]。此橋建於明代\[2\]，清代重修\[3\]。

1.
2.  王五，《古橋考》
3.  縣志，卷三
`,
    },
    {
      title: "definitions",
      source: `清代重修[^2]，此橋建於明代⟦[^1]⟧。

[^1]: 王五，《古橋考》

[^2]: 縣志，卷三
`,
      fixed: `清代重修[^1]，此橋建於明代[^2]。

[^1]: 縣志，卷三

[^2]: 王五，《古橋考》
`,
    },
    {
      title: "cited again later on",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]，橋長十丈\[1\]。

1.  王五，《古橋考》
2.  縣志，卷三
`,
    },
    {
      title: "numbers left out",
      source: String.raw`此橋建於明代\[1\]，清代重修\[3\]。

1.  王五，《古橋考》
2.  縣志，卷三
3.  文物名錄
`,
    },
    {
      title: "named definitions have no order",
      source: `清代重修[^zhi]，此橋建於明代[^wang]。

[^wang]: 王五，《古橋考》

[^zhi]: 縣志，卷三
`,
    },
  ],
  checkArticle({ article }, report) {
    for (const uses of firstUses(article).values()) {
      if (isAscending(uses)) continue;
      const unsure = hasSuspects(article) ? { severity: "hint" as const } : {};
      const kept = longestAscent(uses.map((marker) => marker.number!));
      let previous: Marker | undefined;
      uses.forEach((marker, index) => {
        if (kept[index]) {
          previous = marker;
          return;
        }
        const number = marker.number!;
        if (previous && previous.number! > number) {
          report(marker, "order", { args: { number, previous: previous.number! }, ...unsure });
        } else {
          const next = uses[kept.indexOf(true, index)]!.number!;
          report(marker, "early", { args: { number, next }, ...unsure });
        }
      });
    }
  },
  fixes(_finding, { article }) {
    const change = { title: { texts: ORGANIZE }, safety: "review", preferred: true, pageWide: true } as const;
    return [farReaching(change, () => organize(article))];
  },
};

/** The first marker of each numbered entry, in text order, per group and form. */
function firstUses(article: Article): Map<string, Marker[]> {
  const groups = new Map<string, Marker[]>();
  const seen = new Uint8Array(article.references.length);
  for (const marker of article.markers) {
    if (marker.suspect || marker.reference === null || marker.number === null || seen[marker.reference]) continue;
    seen[marker.reference] = 1;
    const key = `${marker.form === "caret" ? "^" : ""}${marker.group}`;
    const uses = groups.get(key);
    if (uses) uses.push(marker);
    else groups.set(key, [marker]);
  }
  return groups;
}

function isAscending(uses: readonly Marker[]): boolean {
  for (let index = 1; index < uses.length; index++) {
    if (uses[index - 1]!.number! >= uses[index]!.number!) return false;
  }
  return true;
}

/**
 * Which of the numbers belong to a longest ascending run; the others are the fewest that could have been moved.
 * Of several such runs the one with the earliest members.
 */
function longestAscent(numbers: readonly number[]): boolean[] {
  // From the right: lengths[i] is the longest run that starts with numbers[i]; heads[l] the greatest number that starts one of length l + 1.
  const lengths: number[] = new Array(numbers.length);
  const heads: number[] = [];
  for (let index = numbers.length - 1; index >= 0; index--) {
    let low = 0;
    let high = heads.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (heads[middle]! > numbers[index]!) low = middle + 1;
      else high = middle;
    }
    heads[low] = numbers[index]!;
    lengths[index] = low + 1;
  }
  let wanted = heads.length;
  let last = Number.NEGATIVE_INFINITY;
  return numbers.map((number, index) => {
    if (lengths[index] !== wanted || number <= last) return false;
    wanted--;
    last = number;
    return true;
  });
}
