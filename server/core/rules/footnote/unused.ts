import { labelKey } from "../../dialects/markdown/carets";
import { removeReference } from "../../footnotes/operations";
import { isWritten } from "../../footnotes/system";
import { farReaching } from "../far-reaching";
import type { Rule } from "../rule";
import { entrySpan, referenceIndex } from "./constructs";
import { repeated } from "./duplicate-name";
import * as inTags from "./tags/unused";

const REMOVE = {
  en: "Remove entry {name} and renumber",
  "zh-hans": "删除第 {name} 条并重新编号",
  "zh-hant": "刪除第 {name} 條並重新編號",
};

/** An entry that no marker cites. */
export const unused: Rule = {
  id: "footnote/unused",
  summary: {
    en: "No marker cites an entry of the reference list.",
    "zh-hans": "参考文献列表中有一条未被引用。",
    "zh-hant": "參考文獻列表中有一條未被引用。",
  },
  why: {
    en: "The source supports nothing a reader could find. Usually its marker was deleted, or a number mistyped.",
    "zh-hans": "这条来源不支持正文中的任何论述。多半是其标记被删，或者编号打错。",
    "zh-hant": "這條來源不支持正文中的任何論述。多半是其標記被刪，或者編號打錯。",
  },
  severity: "warning",
  dialects: ["markdown", "footnotes", "wikitext", "rendered"],
  messages: {
    ...inTags.MESSAGES,
    unused: {
      en: "No marker cites entry {name}. Cite it in the text, or remove it.",
      "zh-hans": "正文没有引用第 {name} 条参考文献。请在正文中引用，或将其删除。",
      "zh-hant": "正文沒有引用第 {name} 條參考文獻。請在正文中引用，或將其刪除。",
    },
  },
  examples: [
    {
      title: "an entry nobody cites",
      source: String.raw`此橋建於明代\[1\]，今為古蹟\[3\]。

1.  王五，《古橋考》
⟦2.  縣志，卷三⟧
3.  文物名錄
`,
      fixed: String.raw`此橋建於明代\[1\]，今為古蹟\[2\]。

1.  王五，《古橋考》
2.  文物名錄
`,
    },
    {
      title: "the last entry, with a paragraph of its own",
      source: String.raw`此橋建於明代\[1\]。

1.  王五，《古橋考》

⟦2.  縣志，卷三

    又見卷四⟧`,
      fixed: String.raw`此橋建於明代\[1\]。

1.  王五，《古橋考》`,
    },
    {
      title: "a definition nobody cites",
      source: `此橋建於明代[^1]，今為古蹟[^3]。

[^1]: 王五，《古橋考》
⟦[^2]: 縣志，卷三⟧
[^3]: 文物名錄
`,
      fixed: `此橋建於明代[^1]，今為古蹟[^2]。

[^1]: 王五，《古橋考》
[^2]: 文物名錄
`,
    },
    {
      title: "cited in a table and in another entry",
      source: String.raw`此橋建於明代\[1\]。

<table><tr><td>清代重修[2]</td></tr></table>

1.  王五，《古橋考》，轉引自\[3\]
2.  縣志，卷三
3.  文物名錄
`,
    },
    {
      title: "cited by a damaged marker",
      source: String.raw`此橋建於明代\[1\]，今為古蹟\[2]。

1.  王五，《古橋考》
2.  縣志，卷三
`,
    },
    {
      title: "cited in a block that other renderers read: an admonition of MkDocs is code to Markdown",
      source: `此橋建於明代[^1]。

!!! note "重修"

    清代重修[^2]。

[^1]: 王五，《古橋考》
[^2]: 縣志，卷三
`,
    },
    {
      title: "a list of steps at the end of a page without footnotes",
      source: `做法：

1.  取水
2.  煮沸
`,
    },
    ...inTags.EXAMPLES,
  ],
  checkArticle({ article }, report) {
    if (article.dialect === "wikitext") return inTags.checkTags(article, report);
    if (article.references.every((reference) => reference.citedBy.length > 0)) return;
    const twice = repeated(article);
    // A damaged marker cites it, or will once it is repaired.
    const named = new Set(article.brokenMarkers.map(({ form, label }) => `${form} ${labelKey(label)}`));
    const doubtful = new Set(article.markers.filter((marker) => marker.suspect).map((marker) => marker.number));
    let written: Set<string> | undefined;
    for (const list of article.lists) {
      const entries = article.references.slice(list.first, list.last);
      // Without a single marker a numbered list need not be a reference list at all.
      if (list.form === "ordered" && entries.every((reference) => reference.citedBy.length === 0)) continue;
      for (const reference of entries) {
        if (reference.citedBy.length > 0 || twice.has(reference)) continue;
        const key = labelKey(reference.name);
        if (named.has(`${list.form === "ordered" ? "escaped" : "caret"} ${key}`)) continue;
        if (list.form === "definitions" && (written ??= writtenNames(article.text)).has(key)) continue;
        const unsure = article.dialect === "rendered" || (reference.number !== null && doubtful.has(reference.number));
        report(entrySpan(reference), "unused", {
          args: { name: reference.name },
          unnecessary: true,
          ...(unsure && { severity: "hint" as const }),
        });
      }
    }
  },
  fixes(finding, { article }) {
    if (article.dialect === "wikitext") return inTags.fixTags(article, finding);
    const index = referenceIndex(article, finding);
    const reference = article.references[index];
    if (!reference || reference.citedBy.length > 0 || !isWritten(article)) return [];
    const removal = { title: { texts: REMOVE, args: { name: reference.name } }, safety: "review" } as const;
    return [farReaching(removal, () => removeReference(article, index))];
  },
};

/** The names that `[^name]` stands for anywhere, code included: what is code here may be text to the page's own renderer. */
function writtenNames(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(/\[\^([^[\]\s]+)\](?!:)/g), ([, name]) => labelKey(name!)));
}
