import { labelKey } from "../../dialects/markdown/carets";
import { removeReference, renumber } from "../../footnotes/operations";
import type { Article, Reference } from "../../model/article";
import { once, onceFor } from "../../text/memo";
import { farReaching } from "../far-reaching";
import type { Change, Rule } from "../rule";
import { entrySpan, referenceIndex } from "./constructs";
import * as inTags from "./tags/duplicate-name";

const TITLES = {
  rename: { en: "Name this one {name}", "zh-hans": "将此条改名为 {name}", "zh-hant": "將此條改名為 {name}" },
  keepFirst: {
    en: "Keep the first, remove this one",
    "zh-hans": "保留第一条，删除此条",
    "zh-hant": "保留第一條，刪除此條",
  },
  first: { en: "The first definition", "zh-hans": "第一次定义", "zh-hant": "第一次定義" },
};

/** One name defined twice with different contents. */
export const duplicateName: Rule = {
  id: "footnote/duplicate-name",
  summary: {
    en: "One footnote name is defined twice, differently.",
    "zh-hans": "同一脚注名称有两个不同的定义。",
    "zh-hant": "同一註腳名稱有兩個不同的定義。",
  },
  why: {
    en: "Only the first definition is shown; what the second says is lost to the reader.",
    "zh-hans": "只有第一个定义会显示，第二个的内容读者看不到。",
    "zh-hant": "只有第一個定義會顯示，第二個的內容讀者看不到。",
  },
  severity: "error",
  dialects: ["footnotes", "wikitext"],
  messages: {
    twice: {
      en: "“{name}” is defined above already, with other text: this one is never shown. Give it a name of its own, or keep the first alone.",
      "zh-hans": "上文已定义“{name}”且内容不同，此条不会显示。请另取名称，或只保留第一条。",
      "zh-hant": "上文已定義「{name}」且內容不同，此條不會顯示。請另取名稱，或只保留第一條。",
    },
  },
  examples: [
    {
      title: "two sources under one name",
      source: `此橋建於明代[^縣志]，今為古蹟[^縣志]。

[^縣志]: 《縣志》卷三
⟦[^縣志]: 《縣志》卷五⟧
`,
      fixed: `此橋建於明代[^縣志]，今為古蹟[^縣志]。

[^縣志]: 《縣志》卷三
[^縣志-2]: 《縣志》卷五
`,
    },
    {
      title: "text that begins with a bracket",
      internal: true,
      source: "此橋建於明代[^縣志]，今為古蹟[^縣志]。\n\n[^縣志]: 《縣志》卷三\n⟦[^縣志]:]^《縣志》卷五⟧\n",
      fixed: "此橋建於明代[^縣志]，今為古蹟[^縣志]。\n\n[^縣志]: 《縣志》卷三\n[^縣志-2]:]^《縣志》卷五\n",
    },
    {
      title: "one of the two is kept",
      source: `此橋建於明代[^1]。

[^1]: 《縣志》卷三
⟦[^1]: 《縣志》卷五⟧
`,
      fix: "Keep the first",
      fixed: `此橋建於明代[^1]。

[^1]: 《縣志》卷三
`,
    },
    {
      title: "names that differ, and one that is used twice",
      source: `此橋建於明代[^a]，今為古蹟[^b]，又[^a]。

[^a]: 《縣志》卷三
[^b]: 《縣志》卷三
`,
    },
    ...inTags.EXAMPLES,
  ],
  checkArticle({ article }, report) {
    if (article.dialect === "wikitext") return inTags.checkTags(article, report);
    for (const [reference, first] of repeated(article)) {
      report(entrySpan(reference), "twice", {
        args: { name: reference.name },
        related: [{ ...entrySpan(first), message: { texts: TITLES.first } }],
      });
    }
  },
  fixes(finding, { article }) {
    if (article.dialect === "wikitext") return inTags.fixTags(article, finding);
    const index = referenceIndex(article, finding);
    const reference = article.references[index];
    if (!reference || !repeatedOf(article).has(reference)) return [];
    const name = freeName(article, reference);
    const change = (texts: Change["title"]["texts"], work: () => Change["edits"]) =>
      farReaching({ title: { texts, args: { name } }, safety: "review" }, work);
    return [
      change(TITLES.rename, () => renumber(article, new Map([[index, name]]))),
      // Markers of the name cite the first definition: the second goes without any.
      change(TITLES.keepFirst, () => removeReference(article, index)),
    ];
  },
};

/** Definitions of a name that is defined above with other text, each with the first of that name. */
export function repeated({ lists, references }: Article): ReadonlyMap<Reference, Reference> {
  const found = new Map<Reference, Reference>();
  const byName = new Map<string, Reference>();
  for (const { form, first, last } of lists) {
    if (form !== "definitions") continue;
    for (const reference of references.slice(first, last)) {
      const key = labelKey(reference.name);
      const earlier = byName.get(key);
      if (!earlier) byName.set(key, reference);
      else if (earlier.text !== reference.text) found.set(reference, earlier);
    }
  }
  return found;
}

const repeatedOf = once(repeated);

const takenNames = once(({ references, markers }: Article): ReadonlySet<string> => {
  return new Set([...references.map(({ name }) => name), ...markers.map(({ label }) => label)].map(labelKey));
});

const freeNumber = once((article: Article): string => {
  const taken = takenNames(article);
  const greatest = article.references.reduce((most, { number }) => Math.max(most, number ?? 0), 0);
  for (let next = greatest + 1; ; next++) if (!taken.has(String(next))) return String(next);
});

const nameAfter = onceFor(
  (name: string) => name,
  (article: Article, name) => {
    const taken = takenNames(article);
    for (let count = 2; ; count++) if (!taken.has(labelKey(`${name}-${count}`))) return `${name}-${count}`;
  },
);

/** A name that no definition has and no marker says. */
function freeName(article: Article, { name, number }: Reference): string {
  return number !== null ? freeNumber(article) : nameAfter(article, name);
}
