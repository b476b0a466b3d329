import { parse } from "../../../dialects/parse";
import { lineBreakOf } from "../../../footnotes/layout";
import { writtenAttribute } from "../../../footnotes/tags";
import { keepsTexts } from "../../../footnotes/verify";
import type { Article } from "../../../model/article";
import { applyEdits, insert, type TextEdit } from "../../../text/edit";
import { farReaching } from "../../far-reaching";
import type { Change, Example, Finding, Report } from "../../rule";
import { flawAt, flawsOf } from "../flaws";

// footnote/missing-list in wikitext: a group that nothing lists.

export const MESSAGES = {
  group: {
    en: "Nothing lists the footnotes of group “{group}”: MediaWiki shows an error at the end of the page. Add a list for it.",
    "zh-hans": "没有列表列出群组“{group}”的脚注，维基软件会在页面末尾报错。请加上列表。",
    "zh-hant": "沒有列表列出群組「{group}」的註腳，維基軟體會在頁面末尾報錯。請加上列表。",
  },
};

const ADD = { en: "Add {list}", "zh-hans": "加上 {list}", "zh-hant": "加上 {list}" };

export const EXAMPLES: readonly Example[] = [
  {
    title: "wikitext: a group without a list",
    dialect: "wikitext",
    source:
      '此橋建於明代⟦<ref group="注">⟧一說宋代</ref>，今存<ref>縣志</ref>。\n\n== 注释 ==\n\n== 參考 ==\n{{reflist}}\n\n[[Category:橋]]\n',
    fixed:
      '此橋建於明代<ref group="注">一說宋代</ref>，今存<ref>縣志</ref>。\n\n== 注释 ==\n<references group="注" />\n\n== 參考 ==\n{{reflist}}\n\n[[Category:橋]]\n',
  },
  {
    title: "wikitext: no section for it",
    dialect: "wikitext",
    source: '此橋建於明代⟦<ref group="注">⟧一說宋代</ref>。\n\n{{橋梁}}\n[[Category:橋]]\n',
    fixed: '此橋建於明代<ref group="注">一說宋代</ref>。\n\n<references group="注" />\n\n{{橋梁}}\n[[Category:橋]]\n',
  },
  {
    title: "wikitext: lists by tag, template and function; one that MediaWiki adds itself",
    dialect: "wikitext",
    source:
      '此橋<ref group="a">一</ref><ref group="b">二</ref><ref group="c">三</ref><ref>四</ref>。\n<references group="a" />{{reflist|group=b}}{{#tag:references||group=c}}\n',
  },
  {
    title: "wikitext: a template that may list it",
    dialect: "wikitext",
    source: '此橋<ref group="注">一</ref>。\n{{注脚列表}}\n',
  },
];

/** Templates that may list footnotes, by their names. */
const MAY_LIST = /ref|note|foot|cit|參|参|注|註|脚|腳|來源|来源|文獻|文献/i;

export function checkTags(article: Article, report: Report): void {
  const flaws = flawsOf(article, "no-list");
  // What follows a list of its group is another fault.
  const listed = new Set(article.listTags.length > 0 ? article.listTags.map(({ group }) => group) : []);
  // A list's tag that is damaged is the fault, wherever its group comes from.
  if (flaws.length > 0 && hasDamagedList(article)) return;
  for (const flaw of flaws) {
    if (!listed.has(flaw.group) && !mayBeListed(article)) report(flaw, "group", { args: { group: flaw.group } });
  }
}

function hasDamagedList({ looseTags, tagSlips }: Article): boolean {
  return looseTags.some(({ name }) => name === "references") || tagSlips.some(({ kind }) => kind.startsWith("list"));
}

function mayBeListed({ templates, listTags }: Article): boolean {
  const known = new Set(listTags.map(({ start }) => start));
  return templates.some(
    ({ kind, name, start }) =>
      kind === "template" && MAY_LIST.test(name) && !/^(?:cit|引)/i.test(name) && !known.has(start),
  );
}

export function fixTags(article: Article, finding: Finding): readonly Change[] {
  const flaw = flawAt(article, finding, "no-list");
  if (!flaw) return [];
  const list = `<references ${writtenAttribute("group", flaw.group)} />`;
  return [farReaching({ title: { texts: ADD, args: { list } }, safety: "review" }, () => addList(article, list))];
}

/** Adds a list, unless it would be part of what is not closed above: a comment, a tag. */
function addList(article: Article, list: string): TextEdit[] {
  const edits = [placeOf(article, list)];
  const { listTags } = parse(applyEdits(article.text, edits), "wikitext", article.mediawiki).article;
  return listTags.length === article.listTags.length + 1 && keepsTexts(article, edits) ? edits : [];
}

/** Under a heading for notes that has nothing below, else above what ends the page: categories and the templates there. */
function placeOf({ text, headings, blocks }: Article, list: string): TextEdit {
  const eol = lineBreakOf(text);
  for (const heading of headings) {
    if (!/^(?:注[释釋]|[备備][註注]|附?註|注脚|註腳|脚注|腳註|notes?)/i.test(heading.text)) continue;
    const next = blocks.find(({ start }) => start > heading.start);
    if (!next || next.kind === "heading") return insert(heading.end, eol + list);
  }
  let at = text.trimEnd().length;
  for (let index = blocks.length - 1; index >= 0; index--) {
    const { start, content } = blocks[index]!;
    if (!/^(?:\[\[(?:category|分[类類]):|\{\{)/i.test(content.text)) break;
    if (content.passages.some(({ runs }) => runs.length > 0)) break;
    at = start;
  }
  return at < text.trimEnd().length ? insert(at, list + eol + eol) : insert(at, eol + eol + list);
}
