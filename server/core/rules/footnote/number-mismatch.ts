import { renumberNumerals, renumberWithMarkers } from "../../footnotes/operations";
import { isWritten } from "../../footnotes/system";
import type { Article, ReferenceList } from "../../model/article";
import { once } from "../../text/memo";
import type { Change, Rule } from "../rule";
import { hasSuspects, referenceIndex } from "./constructs";

const TITLES = {
  numerals: {
    en: "Renumber the list from 1",
    "zh-hans": "列表从 1 起重新编号",
    "zh-hant": "列表從 1 起重新編號",
  },
  binding: {
    en: "Renumber the list from 1 (markers without an entry get one)",
    "zh-hans": "列表从 1 起重新编号（原无对应的标记将有对应）",
    "zh-hant": "列表從 1 起重新編號（原無對應的標記將有對應）",
  },
  together: {
    en: "Renumber the list and its markers, each marker keeping its entry",
    "zh-hans": "列表与标记一并重新编号，引用关系不变",
    "zh-hant": "列表與標記一併重新編號，引用關係不變",
  },
};

/** A list whose written numbers are not the ones a reader sees. */
export const numberMismatch: Rule = {
  id: "footnote/number-mismatch",
  summary: {
    en: "The written number of an entry is not the one readers see.",
    "zh-hans": "参考文献的书写编号与读者看到的编号不一致。",
    "zh-hant": "參考文獻的書寫編號與讀者看到的編號不一致。",
  },
  why: {
    en: "Markdown counts a list on from its first number, whatever the others say. After a gap or a repeated number every marker leads readers to a wrong entry.",
    "zh-hans": "Markdown 只认列表的第一个编号，其余一律顺次递增。一旦跳号或重号，其后的标记都会把读者引向错误的一条。",
    "zh-hant": "Markdown 只認列表的第一個編號，其餘一律順次遞增。一旦跳號或重號，其後的標記都會把讀者引向錯誤的一條。",
  },
  severity: "error",
  dialects: ["markdown", "rendered"],
  messages: {
    mismatch: {
      en: "Written {written}, but readers see {rendered}: from here on the list's numbers do not run on by one.",
      "zh-hans": "此处写作 {written}，读者看到的却是 {rendered}：编号从这里起不再逐一递增。",
      "zh-hant": "此處寫作 {written}，讀者看到的卻是 {rendered}：編號從這裡起不再逐一遞增。",
    },
    start: {
      en: "The reference list starts at {written}, not at 1.",
      "zh-hans": "参考文献列表从 {written} 开始，而不是从 1 开始。",
      "zh-hant": "參考文獻列表從 {written} 開始，而不是從 1 開始。",
    },
  },
  examples: [
    {
      title: "a gap behind the last cited entry",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]。

1.  王五，《古橋考》
2.  縣志，卷三
⟦4.⟧  文物名錄
`,
      fixed: String.raw`此橋建於明代\[1\]，清代重修\[2\]。

1.  王五，《古橋考》
2.  縣志，卷三
3.  文物名錄
`,
    },
    {
      title: "a gap, with markers",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]，今為古蹟\[4\]。

1.  王五，《古橋考》
2.  縣志，卷三
⟦4.⟧  文物名錄
`,
      fix: "Renumber the list and its markers",
      fixed: String.raw`此橋建於明代\[1\]，清代重修\[2\]，今為古蹟\[3\]。

1.  王五，《古橋考》
2.  縣志，卷三
3.  文物名錄
`,
    },
    {
      title: "a repeated number",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]，今為古蹟\[3\]。

1.  王五，《古橋考》
2.  縣志，卷三
⟦2.⟧  文物名錄
`,
      fixed: String.raw`此橋建於明代\[1\]，清代重修\[2\]，今為古蹟\[3\]。

1.  王五，《古橋考》
2.  縣志，卷三
3.  文物名錄
`,
    },
    {
      title: "a list that does not start at 1",
      source: String.raw`此橋建於明代\[9\]，清代重修\[10\]。

⟦9.⟧  王五，《古橋考》
10. 縣志，卷三
`,
      fix: "Renumber the list and its markers",
      fixed: String.raw`此橋建於明代\[1\]，清代重修\[2\]。

1.  王五，《古橋考》
2.  縣志，卷三
`,
    },
    {
      title: "blank lines and bare entries do not break the count",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]，今為古蹟\[3\]。

1.  王五，《古橋考》

2.
3.  文物名錄
`,
    },
    {
      title: "another list with a gap",
      source: String.raw`名次：

1.  甲
3.  乙

此橋建於明代\[1\]。

[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")

1.  王五，《古橋考》
`,
    },
    {
      title: "definitions may bear any number",
      source: `此橋建於明代[^2]，清代重修[^7]。

[^2]: 王五，《古橋考》

[^7]: 縣志，卷三
`,
    },
  ],
  checkArticle({ article }, report) {
    for (const list of article.lists) {
      const wrong = firstWrong(article, list);
      if (wrong === null) continue;
      const { label, number } = article.references[wrong]!;
      const rendered = renderedNumber(article, list, wrong)!;
      if (number === rendered) report(label, "start", { args: { written: rendered } });
      else report(label, "mismatch", { args: { written: number!, rendered } });
    }
  },
  fixes(finding, { article }) {
    if (referenceIndex(article, finding) < 0 || !isWritten(article)) return [];
    if (!article.lists.some((list) => firstWrong(article, list) !== null)) return [];
    const { edits, effect } = numerals(article);
    const changes: Change[] = [];
    if (effect !== "moves" && edits.length > 0) {
      const keeps = effect === "keeps";
      changes.push({
        title: { texts: keeps ? TITLES.numerals : TITLES.binding },
        // What looks like a marker and does not fit may fit the new numbers, and what counts anew may be another list.
        safety: keeps && !hasSuspects(article) && !isFused(article) ? "safe" : "review",
        edits,
        preferred: keeps,
      });
    }
    const edited = effect === "keeps" ? [] : together(article);
    if (edited.length > 0) changes.push({ title: { texts: TITLES.together }, safety: "review", edits: edited });
    return changes;
  },
};

const numerals = once(renumberNumerals);
const together = once((article: Article) => renumberWithMarkers(article, "ordered"));

function isFused({ lists }: Article): boolean {
  return lists.some(({ standing }) => standing === "fused");
}

/** Index of the first entry whose number is wrong: the first of all when the list does not start at 1; null: none is. */
function firstWrong(article: Article, list: ReferenceList): number | null {
  if (list.form !== "ordered") return null;
  for (let index = list.first; index < list.last; index++) {
    const number = article.references[index]!.number;
    const rendered = renderedNumber(article, list, index);
    if (number === null || rendered === null) return null;
    if (number !== rendered || (index === list.first && number !== 1)) return index;
  }
  return null;
}

/** The number a reader sees; in a list fused with another, the one a reader would see without the other. */
function renderedNumber(article: Article, list: ReferenceList, index: number): number | null {
  return list.standing === "fused" ? index - list.first + 1 : article.references[index]!.rendered;
}
