import { parse } from "../../dialects/parse";
import { isWritten } from "../../footnotes/system";
import type { Article, Marker } from "../../model/article";
import { applyEdits, replace, type TextEdit } from "../../text/edit";
import { farReaching } from "../far-reaching";
import type { Rule } from "../rule";
import { markerIndex } from "./constructs";

const SORT = { en: "Sort them", "zh-hans": "按编号排列", "zh-hant": "按編號排列" };

/** Footnotes at one place whose numbers do not ascend. */
export const adjacentUnordered: Rule = {
  id: "footnote/adjacent-unordered",
  summary: {
    en: "Footnotes at one place do not stand in the order of their numbers.",
    "zh-hans": "同一处的几个脚注没有按编号排列。",
    "zh-hant": "同一處的幾個註腳沒有按編號排列。",
  },
  why: {
    en: "`[5][2]` reads like a slip; `[2][5]` is easier to follow.",
    "zh-hans": "`[5][2]` 看似笔误，`[2][5]` 更便于查找。",
    "zh-hant": "`[5][2]` 看似筆誤，`[2][5]` 更便於查找。",
  },
  severity: "hint",
  dialects: ["wikitext", "rendered"],
  messages: {
    unordered: {
      en: "Footnote {label} stands behind footnote {before}.",
      "zh-hans": "脚注 {label} 排在脚注 {before} 之后。",
      "zh-hant": "註腳 {label} 排在註腳 {before} 之後。",
    },
  },
  examples: [
    {
      title: "a repeated footnote behind a new one",
      dialect: "wikitext",
      source: '此橋建於明代<ref name="志">縣志</ref>，今存<ref>名錄</ref>⟦<ref name="志" />⟧。\n<references />\n',
      fixed: '此橋建於明代<ref name="志">縣志</ref>，今存<ref name="志" /><ref>名錄</ref>。\n<references />\n',
    },
    {
      title: "in order, of two groups, apart",
      dialect: "wikitext",
      source:
        '此橋<ref name="a">一</ref><ref>二</ref>，今存<ref group="注">三</ref><ref name="a" />，長十丈<ref>四</ref>，<ref name="a" />。\n<references /><references group="注" />\n',
    },
  ],
  checkArticle({ article }, report) {
    for (let index = 1; index < article.markers.length; index++) {
      const marker = article.markers[index]!;
      if (!isUnordered(article, index)) continue;
      report(marker, "unordered", { args: { label: marker.label, before: article.markers[index - 1]!.label } });
    }
  },
  fixes(finding, { article }) {
    const index = markerIndex(article, finding);
    if (article.dialect !== "wikitext" || isWritten(article) || index < 1 || !isUnordered(article, index)) return [];
    const first = article.markers[index - 1]!;
    const second = article.markers[index]!;
    // Nothing else may be in the run: three would have to be sorted as one.
    if (isUnordered(article, index - 1) || isUnordered(article, index + 1)) return [];
    const source = ({ start, end }: Marker) => article.text.slice(start, end);
    const between = article.text.slice(first.end, second.start);
    const span = { start: first.start, end: second.end };
    const edits = [replace(article.text, span, source(second) + between + source(first))];
    return [
      farReaching({ title: { texts: SORT }, safety: "review" }, () => (isSorted(article, index, edits) ? edits : [])),
    ];
  },
};

/** Whether edits make a marker and the one before it change places, and do nothing else to what markers cite. */
function isSorted(article: Article, index: number, edits: readonly TextEdit[]): boolean {
  const texts = ({ markers, references }: Article) =>
    markers.map(({ reference }) => (reference === null ? "" : references[reference]!.written!));
  const expected = texts(article);
  [expected[index - 1], expected[index]] = [expected[index]!, expected[index - 1]!];
  const after = texts(parse(applyEdits(article.text, edits), article.dialect, article.mediawiki).article);
  return expected.length === after.length && expected.every((text, at) => text === after[at]);
}

function isUnordered({ markers, text }: Article, index: number): boolean {
  const first = markers[index - 1];
  const second = markers[index];
  if (!first || !second || first.suspect || second.suspect || first.group !== second.group) return false;
  if (first.number === null || second.number === null || first.number <= second.number) return false;
  return first.end <= second.start && second.start - first.end < 4 && /^ *$/.test(text.slice(first.end, second.start));
}
