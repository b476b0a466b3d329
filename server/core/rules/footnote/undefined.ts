import { addEntry, removeMarker, retarget } from "../../footnotes/operations";
import { footnoteSystem } from "../../footnotes/system";
import type { Article, Marker, ReferenceList } from "../../model/article";
import { onceFor } from "../../text/memo";
import { firstStartingAt, type Span } from "../../text/span";
import { mayCompare } from "../comparisons";
import { farReaching } from "../far-reaching";
import type { Change, Rule } from "../rule";
import { brokenDefinitions, isDefinedBadly } from "./broken-caret";
import { formOfMarker, hasList, hasSuspects, markerIndex } from "./constructs";
import { editDistance } from "./distance";
import * as inTags from "./tags/undefined";

const TITLES = {
  add: {
    en: "Add the entry, with a citation to fill in",
    "zh-hans": "补上该条参考文献（待填写）",
    "zh-hant": "補上該條參考文獻（待填寫）",
  },
  unused: {
    en: "Cite entry {name}, which no marker cites",
    "zh-hans": "改引未被引用的第 {name} 条",
    "zh-hant": "改引未被引用的第 {name} 條",
  },
  nearest: { en: "Cite entry {name} instead", "zh-hans": "改引第 {name} 条", "zh-hant": "改引第 {name} 條" },
  remove: { en: "Remove the marker", "zh-hans": "删除脚注标记", "zh-hant": "刪除註腳標記" },
};

/** A marker that cites an entry which is not there. */
export const undefinedMarker: Rule = {
  id: "footnote/undefined",
  summary: {
    en: "A footnote marker has no entry in the reference list.",
    "zh-hans": "脚注标记在参考文献列表中没有对应的一条。",
    "zh-hant": "註腳標記在參考文獻列表中沒有對應的一條。",
  },
  why: {
    en: "A claim looks sourced, but there is no source. Usually the entry was deleted, or a number mistyped.",
    "zh-hans": "论述看似有出处，实际上没有。多半是该条参考文献被删，或者编号打错。",
    "zh-hant": "論述看似有出處，實際上沒有。多半是該條參考文獻被刪，或者編號打錯。",
  },
  severity: "error",
  dialects: ["markdown", "footnotes", "wikitext", "rendered"],
  messages: {
    ...inTags.MESSAGES,
    undefined: {
      en: "The reference list has no entry {label}. Add it, cite another one, or remove the marker.",
      "zh-hans": "参考文献列表中没有第 {label} 条。请补上、改引别条，或删除此标记。",
      "zh-hant": "參考文獻列表中沒有第 {label} 條。請補上、改引別條，或刪除此標記。",
    },
  },
  examples: [
    {
      title: "a marker beyond the end of the list",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]⟦\[3\]⟧。

1.  王五，《古橋考》
2.  縣志，卷三
`,
      fixed: String.raw`此橋建於明代\[1\]，清代重修\[2\]\[3\]。

1.  王五，《古橋考》
2.  縣志，卷三
3.  [標題](https://)，作者，日期
`,
    },
    {
      title: "an entry that was deleted",
      source: String.raw`此橋建於明代\[1\]，清代重修⟦\[2\]⟧，今為古蹟\[3\]。

1.  王五，《古橋考》

3.  縣志，卷三
`,
      fixed: String.raw`此橋建於明代\[1\]，清代重修\[2\]，今為古蹟\[3\]。

1.  王五，《古橋考》

2.  [標題](https://)，作者，日期

3.  縣志，卷三
`,
    },
    {
      title: "removed",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\] ⟦\[3\]⟧
今為古蹟。

1.  王五，《古橋考》
2.  縣志，卷三
`,
      fix: "Remove the marker",
      fixed: String.raw`此橋建於明代\[1\]，清代重修\[2\]
今為古蹟。

1.  王五，《古橋考》
2.  縣志，卷三
`,
    },
    {
      title: "a mistyped name",
      source: `此橋建於明代[^wang]，清代重修⟦[^wagn]⟧。

[^wang]: 王五，《古橋考》
`,
      fix: "Cite entry wang",
      fixed: `此橋建於明代[^wang]，清代重修[^wang]。

[^wang]: 王五，《古橋考》
`,
    },
    {
      title: "links and formulas that look alike",
      source: String.raw`此橋建於明代\[1\]，見[9](http://example.org/)、[0](../Page/0.md "wikilink")與\[ x \]。

1.  王五，《古橋考》
`,
    },
    {
      title: "an array index",
      source: String.raw`此法出自某書\[1\]。陣列的元素為 a\[0\] 與 a\[7\]。

1.  某書
`,
    },
    ...inTags.EXAMPLES,
  ],
  checkArticle({ article }, report) {
    if (article.dialect === "wikitext") return inTags.checkTags(article, report);
    const unsure = hasSuspects(article);
    const broken = brokenDefinitions(article);
    for (const marker of article.markers) {
      if (!isUndefined(article, marker) || isDefinedBadly(marker, broken)) continue;
      report(marker, "undefined", { args: { label: marker.label }, ...(unsure && { severity: "hint" as const }) });
    }
  },
  fixes(finding, { article }) {
    if (article.dialect === "wikitext") {
      const marker = startingAt(article.markers, finding) ?? startingAt(article.unshownMarkers, finding);
      if (marker) return inTags.fixTags(article, marker);
      const use = startingAt(article.nameUses, finding);
      return use ? inTags.fixUse(article, use) : [];
    }
    const index = markerIndex(article, finding);
    const marker = article.markers[index];
    if (!marker || !isUndefined(article, marker)) return [];
    const changes: Change[] = [];
    const offer = (title: keyof typeof TITLES, work: () => Change["edits"], name = "") => {
      changes.push(farReaching({ title: { texts: TITLES[title], args: { name } }, safety: "review" }, work));
    };
    offer("add", () => addEntry(article, marker.label, formOfMarker(marker)));
    const unused = nearestOf(article, { marker, isUnused: true });
    if (unused !== null) offer("unused", () => retarget(article, index, unused), article.references[unused]!.name);
    const any = nearestOf(article, { marker, isUnused: false });
    if (any !== null && any !== unused)
      offer("nearest", () => retarget(article, index, any), article.references[any]!.name);
    offer("remove", () => removeMarker(article, index));
    return changes;
  },
};

function isUndefined(article: Article, marker: Marker): boolean {
  return !marker.suspect && marker.reference === null && hasList(article, formOfMarker(marker));
}

const uncited = onceFor(
  (form: ReferenceList["form"]) => form,
  (article: Article, form) =>
    footnoteSystem(article, form).references.filter((at) => article.references[at]!.citedBy.length === 0),
);

interface Wanted {
  readonly marker: Marker;
  readonly isUnused: boolean;
}

/** The entry nearest to what a marker says, or the nearest of those that nothing cites. */
const nearestOf = onceFor(
  ({ marker, isUnused }: Wanted) => `${isUnused} ${marker.form} ${marker.label}`,
  (article: Article, { marker, isUnused }) => {
    const form = formOfMarker(marker);
    return nearest(article, marker, isUnused ? uncited(article, form) : footnoteSystem(article, form).references);
  },
);

/** The entry whose number, or name, is nearest to what the marker says; null when none is near. */
function nearest(article: Article, marker: Marker, candidates: readonly number[]): number | null {
  if (!mayCompare(article, candidates.length * Math.max(4, marker.label.length ** 2))) return null;
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const index of candidates) {
    const { name, number } = article.references[index]!;
    let distance: number;
    if (marker.number !== null && number !== null) distance = Math.abs(number - marker.number);
    else {
      distance = editDistance(name, marker.label);
      if (distance > Math.max(1, marker.label.length / 3)) continue;
    }
    if (distance < least) {
      least = distance;
      best = index;
    }
  }
  return best;
}

function startingAt<T extends Span>(sorted: readonly T[], { start }: Span): T | undefined {
  const found = sorted[firstStartingAt(sorted, start)];
  return found?.start === start ? found : undefined;
}
