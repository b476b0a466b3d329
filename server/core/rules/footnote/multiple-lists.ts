import { removeTag } from "../../footnotes/tags";
import type { ListTag } from "../../model/article";
import { firstStartingAt } from "../../text/span";
import type { Rule } from "../rule";

const REMOVE = { en: "Remove this list", "zh-hans": "删除此列表", "zh-hant": "刪除此列表" };
const FIRST = { en: "The list that shows them", "zh-hans": "列出脚注的列表", "zh-hant": "列出註腳的列表" };

/** A second list of footnotes with nothing to show. */
export const multipleLists: Rule = {
  id: "footnote/multiple-lists",
  summary: {
    en: "A second list of the same footnotes, with nothing left to show.",
    "zh-hans": "同一组脚注有第二个列表，却已无可列出的内容。",
    "zh-hant": "同一組註腳有第二個列表，卻已無可列出的內容。",
  },
  why: {
    en: "A list shows each footnote once. The second one stays empty, and a heading above it has nothing below.",
    "zh-hans": "每条脚注只列出一次，第二个列表是空的，其上的标题之下也就空无一物。",
    "zh-hant": "每條註腳只列出一次，第二個列表是空的，其上的標題之下也就空無一物。",
  },
  severity: "warning",
  dialects: ["wikitext"],
  messages: {
    second: {
      en: "A list above shows these footnotes already; this one stays empty. Remove it.",
      "zh-hans": "上方的列表已列出这些脚注，此列表是空的，请删除。",
      "zh-hant": "上方的列表已列出這些註腳，此列表是空的，請刪除。",
    },
  },
  examples: [
    {
      title: "two lists, one after the other",
      dialect: "wikitext",
      source: "此橋建於明代<ref>縣志</ref>。\n\n== 註釋 ==\n<references />\n\n== 參考 ==\n⟦{{reflist}}⟧\n",
      fixed: "此橋建於明代<ref>縣志</ref>。\n\n== 註釋 ==\n<references />\n\n== 參考 ==\n",
    },
    {
      title: "a list for each section, another group, a template that makes footnotes of its own",
      dialect: "wikitext",
      source:
        '此橋<ref>縣志</ref>。\n<references />\n今存<ref>名錄</ref><ref group="注">一說</ref>。\n<references />\n<references group="注" />\n',
    },
    {
      title: "footnotes nobody can know of",
      dialect: "wikitext",
      source: "此橋<ref>縣志</ref>。\n<references />\n今存{{sfn|王|1987}}。\n<references />\n",
    },
  ],
  checkArticle({ article }, report) {
    const { listTags, lists, hasHiddenFootnotes } = article;
    if (listTags.length < 2 || hasHiddenFootnotes) return;
    const first = new Map<string, ListTag>();
    const full = new Set(lists.filter(({ entries }) => entries!.length > 0).map(({ start }) => start));
    for (const list of listTags) {
      const known = first.get(list.group);
      if (full.has(list.start)) {
        if (!known) first.set(list.group, list);
        continue;
      }
      if (!known) continue;
      // All footnotes of a page are put together only here: they are many.
      const inside = article.refs[firstStartingAt(article.refs, list.start)];
      if (!(inside && inside.end <= list.end)) {
        const related = [{ start: known.start, end: known.end, message: { texts: FIRST } }];
        report(list, "second", { related, unnecessary: true });
      }
    }
  },
  fixes(finding, { article }) {
    const list = article.listTags[firstStartingAt(article.listTags, finding.start)];
    if (list?.start !== finding.start) return [];
    return [{ title: { texts: REMOVE }, safety: "review", edits: [removeTag(article.text, list)] }];
  },
};
