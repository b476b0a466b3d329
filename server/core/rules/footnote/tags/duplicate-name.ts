import { freeName, groupOf, setAttribute, toUse } from "../../../footnotes/tags";
import type { Article, Reference, RefTag } from "../../../model/article";
import type { Change, Example, Finding, Report } from "../../rule";
import { flawedRef, flawsOf } from "../flaws";
import { consequencesOfSlips } from "../slips";

// footnote/duplicate-name in wikitext.

const TITLES = {
  rename: { en: "Name this one {name}", "zh-hans": "将此条改名为 {name}", "zh-hant": "將此條改名為 {name}" },
  keepFirst: {
    en: "Keep the first, repeat it here",
    "zh-hans": "保留第一条，在此重复引用",
    "zh-hant": "保留第一條，在此重複引用",
  },
  first: { en: "The first definition", "zh-hans": "第一次定义", "zh-hant": "第一次定義" },
};

export const EXAMPLES: readonly Example[] = [
  {
    title: "wikitext: two sources under one name",
    dialect: "wikitext",
    source: '此橋建於明代<ref name="縣志">《縣志》卷三</ref>，今為古蹟⟦<ref name="縣志">⟧《縣志》卷五</ref>。\n',
    fixed: '此橋建於明代<ref name="縣志">《縣志》卷三</ref>，今為古蹟<ref name="縣志2">《縣志》卷五</ref>。\n',
  },
  {
    title: "wikitext: one of the two is kept",
    dialect: "wikitext",
    source: '此橋建於明代<ref name="縣志">《縣志》卷三</ref>，今為古蹟⟦<ref name=縣志>⟧《縣志》第三卷</ref>。\n',
    fix: "Keep the first",
    fixed: '此橋建於明代<ref name="縣志">《縣志》卷三</ref>，今為古蹟<ref name="縣志" />。\n',
  },
  {
    title: "wikitext: the same content twice, another group, behind a list",
    dialect: "wikitext",
    source:
      '此橋<ref name="a">一</ref><ref name="a">一</ref><ref name="a" group="注">二</ref>。\n<references /><references group="注" />\n又<ref name="a">三</ref>。\n<references />\n',
  },
];

export function checkTags(article: Article, report: Report): void {
  const firsts = new Map<string, Reference>();
  const keyOf = ({ name, group }: Pick<Reference, "name" | "group">) => `${name}\n${group}`;
  const flaws = flawsOf(article, "duplicate");
  const isConsequence = consequencesOfSlips(article);
  for (const flaw of flaws) {
    if (isConsequence(flaw)) continue;
    if (flaw.name.includes("{{")) continue; // nobody knows what a template makes of it
    if (firsts.size === 0) {
      for (const reference of article.references) {
        if (!firsts.has(keyOf(reference))) firsts.set(keyOf(reference), reference);
      }
    }
    const known = firsts.get(keyOf(flaw));
    const first = known && known.start < flaw.start ? known : undefined;
    report(flaw, "twice", {
      args: { name: flaw.name },
      ...(first && { related: [{ start: first.start, end: first.end, message: { texts: TITLES.first } }] }),
    });
  }
}

export function fixTags(article: Article, finding: Finding): readonly Change[] {
  const ref: RefTag | undefined = flawedRef(article, finding, "duplicate");
  if (!ref || ref.name === "") return [];
  const name = freeName(article, ref, ref.name);
  const changes: Change[] = [];
  // In a list, another name would be one that nothing uses.
  if (ref.list === null) {
    changes.push({
      title: { texts: TITLES.rename, args: { name } },
      safety: "review",
      edits: [setAttribute(article.text, ref, "name", name)],
    });
  }
  if (ref.list === null && ref.form === "tag" && groupOf(article, ref) === (ref.group ?? "")) {
    changes.push({ title: { texts: TITLES.keepFirst }, safety: "review", edits: [toUse(article, ref, ref.name)] });
  }
  return changes;
}
