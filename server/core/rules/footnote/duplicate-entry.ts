import { labelKey } from "../../dialects/markdown/carets";
import { mergeFootnote } from "../../footnotes/definitions";
import { repeatedByIndex, repeatedEntries } from "../../footnotes/duplicates";
import { mergeEntry } from "../../footnotes/operations";
import { isWritten } from "../../footnotes/system";
import type { Reference } from "../../model/article";
import { farReaching } from "../far-reaching";
import type { Rule } from "../rule";
import { entrySpan, referenceIndex } from "./constructs";

const FIRST = { en: "The earlier entry", "zh-hans": "较前的一条", "zh-hant": "較前的一條" };

const MERGE = {
  en: "Merge into entry {name} and renumber",
  "zh-hans": "并入第 {name} 条并重新编号",
  "zh-hant": "併入第 {name} 條並重新編號",
};

const REMOVE = {
  en: "Remove the second entry {name}",
  "zh-hans": "删除第二条 {name}",
  "zh-hant": "刪除第二條 {name}",
};

const REUSE = {
  en: "Repeat footnote {name} by its name",
  "zh-hans": "以名称重复引用脚注 {name}",
  "zh-hant": "以名稱重複引用註腳 {name}",
};

/** An entry that says what an earlier one says, or cites the same address. */
export const duplicateEntry: Rule = {
  id: "footnote/duplicate-entry",
  summary: {
    en: "Two entries cite the same source.",
    "zh-hans": "两条参考文献引用同一来源。",
    "zh-hant": "兩條參考文獻引用同一來源。",
  },
  why: {
    en: "A source listed twice looks like two sources, and has to be corrected twice.",
    "zh-hans": "同一来源列出两次，看似两个来源，更正时也要改两处。",
    "zh-hant": "同一來源列出兩次，看似兩個來源，更正時也要改兩處。",
  },
  severity: "info",
  dialects: ["markdown", "footnotes", "wikitext", "rendered"],
  messages: {
    text: {
      en: "Entry {name} says the same as entry {other}.",
      "zh-hans": "第 {name} 条与第 {other} 条相同。",
      "zh-hant": "第 {name} 條與第 {other} 條相同。",
    },
    twice: {
      en: "The list has entry {name} twice, in the same words. Remove one of them.",
      "zh-hans": "列表中有两条 {name}，内容相同，请删除其一。",
      "zh-hant": "列表中有兩條 {name}，內容相同，請刪除其一。",
    },
    address: {
      en: "Entry {name} cites the same web page as entry {other}.",
      "zh-hans": "第 {name} 条与第 {other} 条引用同一网页。",
      "zh-hant": "第 {name} 條與第 {other} 條引用同一網頁。",
    },
  },
  examples: [
    {
      title: "the same text",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]，橋長十丈\[3\]，今為古蹟\[4\]。

1.  王五，《古橋考》，1987年
2.  縣志，卷三
⟦3.  王五，《古橋考》，1987年⟧
4.  文物名錄
`,
      fixed: String.raw`此橋建於明代\[1\]，清代重修\[2\]，橋長十丈\[1\]，今為古蹟\[3\]。

1.  王五，《古橋考》，1987年
2.  縣志，卷三
3.  文物名錄
`,
    },
    {
      title: "one footnote defined twice in the same words",
      source: `此橋建於明代[^1]，清代重修[^2]。

[^1]: 王五，《古橋考》
⟦[^1]: 王五，《古橋考》⟧
[^2]: 縣志，卷三
`,
      fixed: `此橋建於明代[^1]，清代重修[^2]。

[^1]: 王五，《古橋考》
[^2]: 縣志，卷三
`,
    },
    {
      title: "one number twice, with the same text",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]。

1.  縣志，卷三
2.  王五，《古橋考》
⟦2.  王五，《古橋考》⟧
`,
      fixed: String.raw`此橋建於明代\[1\]，清代重修\[2\]。

1.  縣志，卷三
2.  王五，《古橋考》
`,
      internal: true,
    },
    {
      title: "one footnote defined twice, differently, with one address",
      source: `此橋建於明代[^1]。

[^1]: [古橋考](http://example.org/bridge/ming.html)
[^1]: 王五，[《古橋考》](http://example.org/bridge/ming.html)
`,
      internal: true,
    },
    {
      title: "wikitext: the same content twice",
      dialect: "wikitext",
      source: "此橋建於明代<ref>{{cite book|title=縣志}}</ref>，今存⟦<ref>⟧{{cite book|title=縣志}} </ref>。\n",
      fixed: '此橋建於明代<ref name="縣志">{{cite book|title=縣志}}</ref>，今存<ref name="縣志" />。\n',
    },
    {
      title: "wikitext: other pages of the book, another group, another list",
      dialect: "wikitext",
      source:
        '此橋<ref>{{cite book|title=縣志|url=http://a.example/b|page=1}}</ref><ref>{{cite book|title=縣志|url=http://a.example/b|page=2}}</ref><ref>一</ref><ref group="注">一</ref>。\n<references /><references group="注" />\n又<ref>一</ref>。\n<references />\n',
    },
    {
      title: "the same web page, described in another way",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]。

1.  [古橋考](http://example.org/bridge/ming.html)
⟦2.  王五，[《古橋考》](http://example.org/bridge/ming.html)，1987年⟧
`,
    },
    {
      title: "the same site, another page; the same author, another volume",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]，今為古蹟\[3\]\[4\]。

1.  [文物局](http://example.org/)，古橋
2.  [文物局](http://example.org/)，名錄
3.  縣志，卷三
4.  縣志，卷四
`,
    },
    {
      title: "bare entries and “ibid.” are not the same source",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]，今為古蹟\[3\]\[4\]，橋長十丈\[5\]\[6\]。

1.  縣志，卷三
2.  同上
3.  名錄
4.  同上
5.
6.
`,
    },
    {
      title: "wikitext: parts of one footnote",
      dialect: "wikitext",
      source:
        '此橋<ref name="志" details="第1頁">縣志</ref>建於明代<ref name="志" details="第2頁">縣志</ref>。\n\n<references />\n',
    },
  ],
  checkArticle({ article }, report) {
    for (const { index, other, kind } of repeatedEntries(article)) {
      const reference = article.references[index]!;
      const earlier = article.references[other]!;
      const isSame = isNamesake(reference, earlier);
      // Two addresses under one name: footnote/duplicate-name and footnote/number-mismatch speak of the name.
      if (isSame && kind === "address") continue;
      const message = isSame ? "twice" : kind;
      report(article.dialect === "wikitext" ? reference.label : entrySpan(reference), message, {
        args: { name: reference.shown, other: earlier.shown },
        related: [{ start: earlier.start, end: earlier.end, message: { texts: FIRST } }],
      });
    }
  },
  fixes(finding, { article }) {
    const index = referenceIndex(article, finding);
    const found = repeatedByIndex(article).get(index);
    if (found?.kind === "text" && article.dialect === "wikitext") {
      const args = { name: article.references[found.other]!.shown };
      return [
        farReaching({ title: { texts: REUSE, args }, safety: "review" }, () =>
          mergeFootnote(article, index, found.other),
        ),
      ];
    }
    if (found?.kind !== "text" || !isWritten(article)) return [];
    const { other } = found;
    const earlier = article.references[other]!;
    const texts = isNamesake(article.references[index]!, earlier) ? REMOVE : MERGE;
    const title = { texts, args: { name: earlier.name } };
    return [farReaching({ title, safety: "review" }, () => mergeEntry(article, index, other))];
  },
};

function isNamesake(one: Reference, other: Reference): boolean {
  return labelKey(one.shown) === labelKey(other.shown);
}
