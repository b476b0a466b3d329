import { fillEntry } from "../../footnotes/fill";
import { removeReference } from "../../footnotes/operations";
import { citationSkeleton } from "../../footnotes/skeleton";
import { isWritten } from "../../footnotes/system";
import { farReaching } from "../far-reaching";
import type { Change, Rule } from "../rule";
import { referenceIndex } from "./constructs";

/** So many empty entries of a list are reported each as a warning; above, the first speaks for all. */
const FEW = 3;

/** So many of the others are listed beside the one that speaks for all. */
const MOST_RELATED = 50;

const ALSO = { en: "Entry {name} is empty, too", "zh-hans": "第 {name} 条也是空的", "zh-hant": "第 {name} 條也是空的" };

const TITLES = {
  fill: { en: "Insert a citation to fill in", "zh-hans": "插入待填写的引文", "zh-hant": "插入待填寫的引文" },
  remove: {
    en: "Remove entry {name} with its markers ({count}) and renumber",
    "zh-hans": "删除第 {name} 条及其脚注标记（{count} 处），并重新编号",
    "zh-hant": "刪除第 {name} 條及其註腳標記（{count} 處），並重新編號",
  },
};

/** An entry of the reference list that is nothing but its number. */
export const emptyEntry: Rule = {
  id: "footnote/empty-entry",
  summary: {
    en: "An entry of the reference list is empty.",
    "zh-hans": "参考文献列表中有空条。",
    "zh-hant": "參考文獻列表中有空條。",
  },
  why: {
    en: "Readers who follow a footnote find nothing. Conversion leaves bare numbers where a citation template was lost, and also where a footnote was cited again; the page itself no longer tells which.",
    "zh-hans":
      "读者循着脚注找去却一无所获。转换时引文模板丢失会留下空号，重复引用同一脚注之处也会留下空号；单看页面已无从分辨。",
    "zh-hant":
      "讀者循著註腳找去卻一無所獲。轉換時引文模板遺失會留下空號，重複引用同一註腳之處也會留下空號；單看頁面已無從分辨。",
  },
  severity: "warning",
  dialects: ["markdown", "footnotes", "rendered"],
  messages: {
    one: {
      en: "Entry {name} is empty: its citation was lost, or it repeated another footnote. Restore the citation, or remove the entry with its markers.",
      "zh-hans": "第 {name} 条参考文献是空的：引文已丢失，或原本重复引用了别的脚注。请补回引文，或连同标记一并删除。",
      "zh-hant": "第 {name} 條參考文獻是空的：引文已遺失，或原本重複引用了別的註腳。請補回引文，或連同標記一併刪除。",
    },
    many: {
      en: "{count} of {total} entries are empty, this one (number {name}) first: their citations were lost, or they repeated other footnotes. Restore them, or remove them with their markers.",
      "zh-hans":
        "共 {total} 条参考文献中有 {count} 条是空的，此处（第 {name} 条）为第一条：引文已丢失，或原本重复引用了别的脚注。请补回引文，或连同标记一并删除。",
      "zh-hant":
        "共 {total} 條參考文獻中有 {count} 條是空的，此處（第 {name} 條）為第一條：引文已遺失，或原本重複引用了別的註腳。請補回引文，或連同標記一併刪除。",
    },
  },
  examples: [
    {
      title: "a lost citation",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]。

1.  王五，《古橋考》，1987年
⟦2.⟧
`,
      fixed: String.raw`此橋建於明代\[1\]，清代重修\[2\]。

1.  王五，《古橋考》，1987年
2.  [標題](https://)，作者，日期
`,
    },
    {
      title: "removed with its marker",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]，今為古蹟\[3\]。

1.  王五，《古橋考》，1987年
⟦2.⟧
3.  縣志，卷三
`,
      fix: "Remove entry",
      fixed: String.raw`此橋建於明代\[1\]，清代重修，今為古蹟\[2\]。

1.  王五，《古橋考》，1987年
2.  縣志，卷三
`,
    },
    {
      title: "many in one list: the first speaks for all",
      source: String.raw`一\[1\]二\[2\]三\[3\]四\[4\]五\[5\]

1.  縣志
⟦2.⟧
⟦3.⟧
⟦4.⟧
⟦5.⟧`,
    },
    {
      title: "punctuation only",
      source: String.raw`此桥建于明代\[1\]，清代重修\[2\]。

1.  王五，《古桥考》
⟦2.⟧  。
`,
      fixed: String.raw`此桥建于明代\[1\]，清代重修\[2\]。

1.  王五，《古桥考》
2.  [标题](https://)，作者，日期
`,
    },
    {
      title: "a definition without text",
      source: `此橋建於明代[^1]，清代重修[^2]。

[^1]: 王五，《古橋考》

⟦[^2]:⟧
`,
      fixed: `此橋建於明代[^1]，清代重修[^2]。

[^1]: 王五，《古橋考》

[^2]: [標題](https://)，作者，日期
`,
    },
    {
      title: "an entry whose text stands on the next line",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]。

1.  王五，《古橋考》
2.
    縣志，卷三
`,
    },
    {
      title: "an empty item of a list that is no reference list",
      source: String.raw`步驟：

1.  取水
2.

此橋建於明代\[1\]。

[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")

1.  王五，《古橋考》
`,
    },
    {
      title: "an entry that is one character",
      source: "此橋建於明代\\[1\\]。\n\n1.  佚\n",
      internal: true,
    },
  ],
  checkArticle({ article }, report) {
    for (const list of article.lists) {
      const entries = article.references.slice(list.first, list.last);
      const empty = entries.filter((reference) => reference.empty);
      const [first, ...others] = empty;
      if (!first) continue;
      if (empty.length <= FEW) {
        for (const { label, name } of empty) report(label, "one", { args: { name } });
        continue;
      }
      report(first.label, "many", {
        args: { name: first.name, count: empty.length, total: entries.length },
        related: others.slice(0, MOST_RELATED).map(({ label, name }) => ({
          start: label.start,
          end: label.end,
          message: { texts: ALSO, args: { name } },
        })),
      });
      for (const { label, name } of others) report(label, "one", { args: { name }, severity: "hint" });
    }
  },
  fixes(finding, { article }) {
    const index = referenceIndex(article, finding);
    const reference = article.references[index];
    if (!reference?.empty || !isWritten(article)) return [];
    const changes: Change[] = [];
    // A marker in it would be lost.
    if (!article.markers.some(({ start }) => reference.label.end <= start && start < reference.body.end)) {
      changes.push({
        title: { texts: TITLES.fill },
        safety: "review",
        edits: [fillEntry(article.text, reference, citationSkeleton(article.script))],
      });
    }
    const args = { name: reference.name, count: reference.citedBy.length };
    const removal = { title: { texts: TITLES.remove, args }, safety: "review" } as const;
    changes.push(farReaching(removal, () => removeReference(article, index)));
    return changes;
  },
};
