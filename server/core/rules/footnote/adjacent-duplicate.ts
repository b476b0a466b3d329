import { removeMarkers } from "../../footnotes/markers";
import { isWritten } from "../../footnotes/system";
import { refOf } from "../../footnotes/tags";
import type { Article } from "../../model/article";
import { remove, type TextEdit } from "../../text/edit";
import type { Rule } from "../rule";
import { markerIndex } from "./constructs";

const REMOVE = { en: "Remove the second one", "zh-hans": "删除后一个", "zh-hant": "刪除後一個" };

/** The same footnote cited twice at one place. */
export const adjacentDuplicate: Rule = {
  id: "footnote/adjacent-duplicate",
  summary: {
    en: "The same footnote is cited twice at one place.",
    "zh-hans": "同一处连续两次引用同一脚注。",
    "zh-hant": "同一處連續兩次引用同一註腳。",
  },
  why: {
    en: "The second marker tells readers nothing; one of the two numbers may be a slip.",
    "zh-hans": "第二个标记没有意义；也可能其中一个编号是笔误。",
    "zh-hant": "第二個標記沒有意義；也可能其中一個編號是筆誤。",
  },
  severity: "warning",
  dialects: ["markdown", "footnotes", "wikitext", "rendered"],
  messages: {
    twice: {
      en: "Footnote {label} is cited twice in a row.",
      "zh-hans": "脚注 {label} 连续引用了两次。",
      "zh-hant": "註腳 {label} 連續引用了兩次。",
    },
  },
  examples: [
    {
      title: "a doubled marker",
      source: String.raw`此橋建於明代\[1\]⟦\[1\]⟧，清代重修\[2\]。

1.  王五，《古橋考》
2.  縣志，卷三
`,
      fixed: String.raw`此橋建於明代\[1\]，清代重修\[2\]。

1.  王五，《古橋考》
2.  縣志，卷三
`,
    },
    {
      title: "with a space between",
      source: `此橋建於明代[^a] ⟦[^a]⟧。

[^a]: 王五，《古橋考》
`,
      fixed: `此橋建於明代[^a]。

[^a]: 王五，《古橋考》
`,
    },
    {
      title: "wikitext: a repeated name",
      dialect: "wikitext",
      source: '此橋建於明代<ref name="志">縣志</ref>⟦<ref name="志" />⟧，今存<ref name="志" /><ref>名錄</ref>。\n',
      fixed: '此橋建於明代<ref name="志">縣志</ref>，今存<ref name="志" /><ref>名錄</ref>。\n',
    },
    {
      title: "wikitext: its content stands in the second one",
      dialect: "wikitext",
      source: '此橋建於明代<ref name="志" />⟦<ref name="志">縣志</ref>⟧。\n',
      fixed: '此橋建於明代<ref name="志">縣志</ref>。\n',
    },
    {
      title: "two sources, and the same one again after some text",
      source: String.raw`此橋建於明代\[1\]\[2\]，清代重修\[2\]。

1.  王五，《古橋考》
2.  縣志，卷三
`,
    },
    {
      title: "an index of a table of tables",
      source: String.raw`此法出自某書\[1\]。元素為 a\[3\]\[3\]。

1.  某書
`,
    },
  ],
  checkArticle({ article }, report) {
    for (let index = 1; index < article.markers.length; index++) {
      const marker = article.markers[index]!;
      if (adjacent(article, index - 1)) report(marker, "twice", { args: { label: marker.label }, unnecessary: true });
    }
  },
  fixes(finding, { article }) {
    const index = markerIndex(article, finding);
    if (index < 1 || !adjacent(article, index - 1)) return [];
    const edits = article.dialect === "wikitext" ? removeUse(article, index) : removeSecond(article, index);
    return edits.length > 0 ? [{ title: { texts: REMOVE }, safety: "safe", edits, preferred: true }] : [];
  },
};

/** Removes the second of two markers, unless what follows would make a link or a definition of the first: `[^1][^1]: …`. */
function removeSecond(article: Article, index: number): TextEdit[] {
  const { end, form } = article.markers[index]!;
  const isFree = form !== "caret" || !/^[(:：[]/.test(article.text.slice(end, end + 1));
  return isWritten(article) && isFree ? removeMarkers(article, [article.markers[index]!]) : [];
}

/** Removes the one of two that says nothing. */
function removeUse(article: Article, index: number): TextEdit[] {
  const first = refOf(article, article.markers[index - 1]!);
  const second = refOf(article, article.markers[index]!);
  const isSecond = second.body === null || first.body !== null;
  const gap = { start: first.end, end: second.start };
  const gone = isSecond ? { start: gap.start, end: second.end } : { start: first.start, end: gap.end };
  return [remove(article.text, gone)];
}

/** Whether a marker and the next one cite the same entry with nothing between them. */
export function adjacent(article: Article, index: number): boolean {
  const first = article.markers[index]!;
  const second = article.markers[index + 1];
  if (!second || first.suspect || second.suspect) return false;
  if (first.reference === null || first.reference !== second.reference || first.end > second.start) return false;
  return second.start - first.end < 4 && /^ *$/.test(article.text.slice(first.end, second.start));
}
