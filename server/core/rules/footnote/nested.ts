import { groupOf } from "../../footnotes/tags";
import type { Article } from "../../model/article";
import { inOrder, insert, remove, type TextEdit } from "../../text/edit";
import { once } from "../../text/memo";
import type { Rule } from "../rule";
import { type Nested, nestedFootnotes } from "./nesting";
import { consequencesOfSlips } from "./slips";

const OUT = {
  en: "Move the inner footnote behind the outer one",
  "zh-hans": "把内层脚注移到外层脚注之后",
  "zh-hant": "把內層註腳移到外層註腳之後",
};

/** A footnote inside a footnote. */
export const nested: Rule = {
  id: "footnote/nested",
  summary: {
    en: "A footnote stands inside another footnote.",
    "zh-hans": "脚注里又有脚注。",
    "zh-hant": "註腳裡又有註腳。",
  },
  why: {
    en: "MediaWiki ends the outer footnote at the inner one's end tag and shows an error; the rest of the outer one runs into the text.",
    "zh-hans": "维基软件会让外层脚注在内层的结束标签处结束并报错，外层余下的文字混入正文。",
    "zh-hant": "維基軟體會讓外層註腳在內層的結束標籤處結束並報錯，外層餘下的文字混入正文。",
  },
  severity: "error",
  dialects: ["wikitext"],
  messages: {
    nested: {
      en: "Another footnote stands in this one; tags cannot nest. Put them side by side, or write the outer one as {{#tag:ref|…}}.",
      "zh-hans": "此脚注里还有脚注，标签不能嵌套。请并列放置，或把外层改写为 {{#tag:ref|…}}。",
      "zh-hant": "此註腳裡還有註腳，標籤不能巢狀。請並列放置，或把外層改寫為 {{#tag:ref|…}}。",
    },
  },
  examples: [
    {
      title: "a source inside a note",
      dialect: "wikitext",
      source:
        '此橋建於明代⟦<ref group="注">⟧一說宋代<ref>縣志</ref>。</ref>，今存。\n<references group="注" /><references />\n',
      fixed:
        '此橋建於明代<ref group="注">一說宋代。</ref><ref>縣志</ref>，今存。\n<references group="注" /><references />\n',
    },
    {
      title: "as a function footnotes may nest",
      dialect: "wikitext",
      source:
        '此橋建於明代{{#tag:ref|一說宋代<ref>縣志</ref>。|group="注"}}，又<ref>見<nowiki><ref></nowiki>。</ref>\n',
    },
    {
      title: "an end tag that is missing is another fault",
      dialect: "wikitext",
      source: "此橋建於明代<ref>縣志，今存<ref>名錄</ref>。\n",
    },
  ],
  checkArticle({ article }, report) {
    const isConsequence = consequencesOfSlips(article);
    for (const { flaw, close } of nestedFootnotes(article)) {
      if (close && !isConsequence(flaw)) report(flaw, "nested");
    }
  },
  fixes(finding, { article }) {
    const found = nestedByStart(article).get(finding.start);
    if (!found?.close) return [];
    const edits = sideBySide(article, found.flaw.ref!, found.close.end);
    return edits.length > 0 ? [{ title: { texts: OUT }, safety: "review", edits }] : [];
  },
};

const nestedByStart = once(
  (article: Article): ReadonlyMap<number, Nested> =>
    new Map(
      nestedFootnotes(article)
        .map((nested) => [nested.flaw.start, nested] as const)
        .reverse(),
    ),
);

/** @param close behind the outer footnote's end tag */
function sideBySide(article: Article, index: number, close: number): TextEdit[] {
  const { text } = article;
  const { body, end } = article.refs[index]!;
  if (close < end) return [];
  const inner = text.slice(body!.start, end);
  const start = inner.search(/<ref[\s>]/i);
  if (start < 0 || inner.indexOf("<ref", start + 4) >= 0) return [];
  const span = { start: body!.start + start, end };
  const moved = text.slice(span.start, span.end);
  // Footnotes of a group keep it; one without stays without.
  if (groupOf(article, article.refs[index]!) !== "" && /<ref\s[^<>]*group/i.test(moved)) return [];
  return inOrder([remove(text, span), insert(close, moved)]);
}
