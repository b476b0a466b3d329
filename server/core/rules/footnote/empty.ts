import { removeTag } from "../../footnotes/tags";
import type { Rule } from "../rule";
import { flawedRef, flawsOf } from "./flaws";
import { isQuoteFault } from "./name-quotes";
import { consequencesOfSlips } from "./slips";

const REMOVE = { en: "Remove it", "zh-hans": "删除", "zh-hant": "刪除" };

/** A footnote of wikitext with neither name nor content. */
export const empty: Rule = {
  id: "footnote/empty",
  summary: {
    en: "A footnote has neither a name nor content.",
    "zh-hans": "脚注既没有名称，也没有内容。",
    "zh-hant": "註腳既沒有名稱，也沒有內容。",
  },
  why: {
    en: "MediaWiki shows a red error in its place.",
    "zh-hans": "维基软件会在此处显示红色错误信息。",
    "zh-hant": "維基軟體會在此處顯示紅色錯誤訊息。",
  },
  severity: "error",
  dialects: ["wikitext"],
  messages: {
    empty: {
      en: "This footnote says nothing and has no name. Write its source, name the footnote it repeats, or remove it.",
      "zh-hans": "此脚注既无内容也无名称。请写上来源、填写要重复引用的名称，或将其删除。",
      "zh-hant": "此註腳既無內容也無名稱。請寫上來源、填寫要重複引用的名稱，或將其刪除。",
    },
  },
  examples: [
    {
      title: "nothing between the tags",
      dialect: "wikitext",
      source: "此橋建於明代⟦<ref>⟧ </ref>，今存<ref>縣志</ref>。\n",
      fixed: "此橋建於明代，今存<ref>縣志</ref>。\n",
    },
    {
      title: "a tag that closes itself without a name",
      dialect: "wikitext",
      source: '此橋建於明代 ⟦<ref group="注" />⟧。\n',
      fixed: "此橋建於明代。\n",
    },
    {
      title: "a name is enough; so is a template",
      dialect: "wikitext",
      source:
        '此橋建於明代<ref name="志" />，今存<ref name="志"></ref><ref>{{r}}</ref>。<nowiki><ref></ref></nowiki>\n',
    },
  ],
  checkArticle({ article }, report) {
    const flaws = flawsOf(article, "empty");
    const isConsequence = consequencesOfSlips(article);
    for (const flaw of flaws) {
      const isNameless = isQuoteFault(article.text, article.refs[flaw.ref!]!);
      if (!isNameless && !isConsequence(flaw)) report(flaw, "empty");
    }
  },
  fixes(finding, { article }) {
    const ref = flawedRef(article, finding, "empty");
    if (!ref) return [];
    return [{ title: { texts: REMOVE }, safety: "review", edits: [removeTag(article.text, ref)] }];
  },
};
