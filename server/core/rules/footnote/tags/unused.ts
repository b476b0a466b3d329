import { removeTag } from "../../../footnotes/tags";
import type { Article } from "../../../model/article";
import type { Change, Example, Finding, Report } from "../../rule";
import { citedBehind } from "../after-list";
import { flawedRef, flawsOf } from "../flaws";

// footnote/unused in wikitext: defined in a list, and nothing cites it.

export const MESSAGES = {
  listed: {
    en: "Nothing cites the footnote “{name}”: MediaWiki shows an error instead of it. Cite it in the text, or remove it.",
    "zh-hans": "正文没有引用脚注“{name}”，维基软件会报错而不列出它。请在正文中引用，或将其删除。",
    "zh-hant": "正文沒有引用註腳「{name}」，維基軟體會報錯而不列出它。請在正文中引用，或將其刪除。",
  },
};

const REMOVE = { en: "Remove this definition", "zh-hans": "删除此定义", "zh-hant": "刪除此定義" };

export const EXAMPLES: readonly Example[] = [
  {
    title: "wikitext: defined in the list and never cited",
    dialect: "wikitext",
    source:
      '此橋建於明代<ref name="志" />。\n<references>\n<ref name="志">縣志</ref>\n⟦<ref name="考">⟧《古橋考》</ref>\n</references>\n',
    fixed: '此橋建於明代<ref name="志" />。\n<references>\n<ref name="志">縣志</ref>\n</references>\n',
  },
  {
    title: "wikitext: cited by templates, also in a footnote, in a list, in a group that cannot be told",
    dialect: "wikitext",
    source:
      '此橋{{r|甲|乙}}建於{{R|丙|group=注|name2=丁}}明代<ref name="戊">見{{r|己}}</ref>{{NoteTag|name=庚}}。\n<references><ref name="甲">一</ref><ref name="乙">二</ref><ref name="丁">四</ref><ref name="己">六</ref></references>\n<references group="注"><ref name="丙">三</ref></references>\n{{NoteFoot|refs=<ref name="庚" group="註">七</ref>}}\n',
  },
  {
    title: "wikitext: cited in a table, in a template, by a function",
    dialect: "wikitext",
    source:
      '{|\n| 橋<ref name="a" />\n|}\n{{甲|<ref name="b" />}}{{#tag:ref||name=c}}\n<references><ref name="a">一</ref><ref name="b">二</ref><ref name="c">三</ref></references>\n',
  },
];

export function checkTags(article: Article, report: Report): void {
  const flaws = flawsOf(article, "list-unused");
  if (flaws.length === 0) return;
  const used = new Set(article.nameUses.map(({ name }) => name));
  const isCitedBehind = citedBehind(article);
  for (const flaw of flaws) {
    if (used.has(flaw.name) || isCitedBehind(flaw.name, flaw.group, flaw.end)) continue;
    const args = { name: flaw.name };
    report(flaw, "listed", {
      args,
      unnecessary: true,
      ...(article.hasHiddenFootnotes && { severity: "hint" as const }),
    });
  }
}

export function fixTags(article: Article, finding: Finding): readonly Change[] {
  const ref = flawedRef(article, finding, "list-unused");
  return ref ? [{ title: { texts: REMOVE }, safety: "review", edits: [removeTag(article.text, ref)] }] : [];
}
