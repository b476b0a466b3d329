import { citationMarkdown } from "../../citations/markdown";
import { isCiting } from "../../citations/template-names";
import { WikitextReader } from "../../citations/wikitext";
import { parse } from "../../dialects/parse";
import { unescapeMarkdown } from "../../dialects/strings";
import type { Article, Residue } from "../../model/article";
import { replace } from "../../text/edit";
import { contains, firstStartingAt, type Span, spanAt } from "../../text/span";
import type { Change, Rule } from "../rule";
import { closesLink, isEntryLike } from "./entry-debris";
import { exposesBlock, holdsBlockTags, holdsMarker, removeWithLines } from "./removal";

const REMOVE = { en: "Remove it", "zh-hans": "删除", "zh-hant": "刪除" };

const WRITE_OUT = { en: "Write out the citation", "zh-hans": "写成引文", "zh-hant": "寫成引文" };

/** Templates that only lay out the page or print the list of references: nothing is lost with them. */
const LAYOUT =
  /^\{\{\s*(?:-|clear|clr|reflist|references|refs|參考資料|参考资料|注脚|註腳|br|col-(?:begin|break|end|\d)|div col(?: end)?|需要注释|消歧义|消歧義)\s*(?:\|[^{}]*)?\}\}$/i;

/** The template's name, or how the stretch begins. */
function nameOf(text: string, residue: Residue): string {
  const source = text.slice(residue.start, Math.min(residue.end, residue.start + 200));
  return /^\{\{\s*\\?([^\s|{}<][^|{}<\n]{0,59}?)\s*(?:[|}<\n]|$)/.exec(source)?.[1] ?? source.slice(0, 30);
}

/** A wikitext template that stayed behind as text. */
export const template: Rule = {
  id: "residue/template",
  summary: {
    en: "A wikitext template that stayed behind as text.",
    "zh-hans": "残留在正文里的维基模板。",
    "zh-hant": "殘留在正文裡的維基模板。",
  },
  why: {
    en: "Markdown knows no templates: readers see the braces.",
    "zh-hans": "Markdown 没有模板，读者看到的是一堆花括号。",
    "zh-hant": "Markdown 沒有模板，讀者看到的是一堆花括號。",
  },
  severity: "info",
  dialects: ["markdown"],
  articlesOnly: true,
  messages: {
    template: {
      en: "The template “{name}” was not converted and shows as text. Remove it or write out what it stood for.",
      "zh-hans": "模板“{name}”未被转换，原样显示在正文里。请删除，或写出它所代表的内容。",
      "zh-hant": "模板「{name}」未被轉換，原樣顯示在正文裡。請刪除，或寫出它所代表的內容。",
    },
    open: {
      en: "A template begins here and never ends.",
      "zh-hans": "模板从这里开始，却没有结尾。",
      "zh-hant": "模板從這裡開始，卻沒有結尾。",
    },
    close: {
      en: "Leftover end of a template.",
      "zh-hans": "残留的模板结尾。",
      "zh-hant": "殘留的模板結尾。",
    },
  },
  examples: [
    {
      title: "a layout template above the categories",
      source: `此橋見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n\n⟦{{-}}⟧\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n`,
      fixed: `此橋見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n`,
    },
    {
      title: "in a sentence",
      source: `此橋⟦{{需要解释}}⟧見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
      fixed: `此橋見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "what a table's bars were written with",
      source: `cellspacing="0" ⟦{{\\!}}⟧ 老橋 ⟦{{\\!-}}⟧ ⟦{{\\!\\!}}⟧ 見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "a name that begins with a bracket",
      source: `此橋見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n\n⟦{{(S)老橋}}⟧\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n`,
      internal: true,
    },
    {
      title: "a citation as the only source of an entry",
      source: `此橋建於明代\\[1\\]。\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  ⟦{{ cite web | title = 老橋誌 | author = 王五 | url =\n    <http://example.org/a_b> | accessdate = 2011-09-30 }}⟧\n`,
      fixed: `此橋建於明代\\[1\\]。\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  王五. [老橋誌](http://example.org/a_b). \\[2011-09-30\\].\n`,
    },
    {
      title: "through the cells of a table, which stays whole",
      source: `<table><tr><td><p>古橋⟦{{Cite web</p></td>\n<td><p>author=王五 }}⟧</p></td></tr></table>\n\n見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "braces around a template's link",
      source: `用{{[clear](https://zh.wikipedia.org/wiki/Template:Clear "wikilink")}}清除。\n`,
      internal: true,
    },
    {
      title: "braces that begin no template, and what they enclose",
      source: `{{< figure src="橋.png" >}}與{{< 圖\n\n⟦{{clear}}⟧見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "mathematics between dollar signs, and prices",
      source:
        "速度為$v_{x^{2}}$，$$\\frac{1}{\\sqrt{5}}\\begin{matrix}a\\end{matrix}$$，$f'''$；票價$5⟦{{clear}}⟧與$6，見[老橋](https://zh.wikipedia.org/wiki/老橋 \"wikilink\")。\n",
      internal: true,
    },
    {
      title: "braces in code and in mathematics",
      source:
        '寫作`{{name}}`，\\(x^{{2}}\\)，見[模板](https://zh.wikipedia.org/wiki/模板 "wikilink")。\n\n    {{name}}\n',
    },
  ],
  checkBlock({ block }, report) {
    const { text, residues } = block.content;
    // What ends a template inside an entry is the tail of a citation: residue/entry-debris.
    const isEntry = isEntryLike(block);
    for (const residue of residues) {
      if (residue.kind === "template") report(residue, "template", { args: { name: nameOf(text, residue) } });
      else if (residue.kind === "template-open") report(residue, "open");
      else if (residue.kind === "template-close" && !isEntry && !closesLink(block.content, residue)) {
        report(residue, "close");
      }
    }
  },
  fixes(finding, snapshot) {
    const { article } = snapshot;
    const { text } = article;
    const residue = spanAt(article.residues, finding.start);
    if (residue?.kind !== "template" && residue?.kind !== "template-close") return [];
    if (exposesBlock(text, residue) || holdsBlockTags(text, residue)) return [];
    // A footnote inside would lose its marker.
    if (holdsMarker(article, residue)) return [];
    const changes: Change[] = [];
    const citation = residue.kind === "template" ? citationOf(article, residue) : undefined;
    if (citation) {
      const edits = [replace(text, residue, citation)];
      changes.push({ title: { texts: WRITE_OUT }, safety: "review", edits, preferred: true });
    }
    if (!isWholeEntry(article, residue)) {
      const preferred = residue.kind === "template-close" || LAYOUT.test(text.slice(residue.start, residue.end));
      changes.push({ title: { texts: REMOVE }, safety: "review", edits: [removeWithLines(text, residue)], preferred });
    }
    return changes;
  },
};

/** In UTF-16 units: templates within templates are read anew for each of them. */
const LONGEST_CITATION = 10_000;

/** What a citation template says, written in Markdown; undefined when it is none, or Markdown has got into it. */
function citationOf(article: Article, residue: Residue): string | undefined {
  if (residue.end - residue.start > LONGEST_CITATION) return undefined;
  const source = article.text.slice(residue.start, residue.end);
  if (!isCiting(nameOf(article.text, residue)) || source.includes("](")) return undefined;
  const wikitext = unescapeMarkdown(source)
    .replace(/<(https?:[^<>\s]+)>/g, "$1")
    .replace(/\s+/g, " ");
  const reader = new WikitextReader(parse(wikitext, "wikitext").article);
  const citation = reader.citation({ start: 0, end: wikitext.length });
  return citation && citationMarkdown(citation.parts, article.allLinksLocal ? "local" : "remote");
}

/** Whether a span is all that an entry says: without it the source would be gone. */
function isWholeEntry({ text, references }: Article, span: Span): boolean {
  const body = references[firstStartingAt(references, span.start + 1) - 1];
  return body !== undefined && contains(body, span) && isAlone(text, body.body, span);
}

function isAlone(text: string, body: Span, span: Span): boolean {
  return text.slice(body.start, span.start).trim() === "" && text.slice(span.end, body.end).trim() === "";
}
