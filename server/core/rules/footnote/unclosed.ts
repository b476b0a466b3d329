import type { Article, RefTag } from "../../model/article";
import { insert, remove, replace, type TextEdit } from "../../text/edit";
import { firstStartingAt, type Span } from "../../text/span";
import type { Change, Rule } from "../rule";
import { flawAt, flawsOf } from "./flaws";
import { nestedFootnotes } from "./nesting";
import { consequencesOfSlips } from "./slips";

const TITLES = {
  close: { en: "Close it here", "zh-hans": "在此闭合", "zh-hant": "在此閉合" },
  slash: { en: "Let the tag close itself", "zh-hans": "改为自闭合标签", "zh-hant": "改為自我閉合標籤" },
  open: { en: "Let the list hold its footnotes", "zh-hans": "让列表包含这些脚注", "zh-hant": "讓列表包含這些註腳" },
  list: { en: "Show the footnotes here", "zh-hans": "在此列出脚注", "zh-hant": "在此列出註腳" },
  remove: { en: "Remove the tag", "zh-hans": "删除此标签", "zh-hant": "刪除此標籤" },
};

/** A footnote whose end tag is missing, or an end tag without footnote. */
export const unclosed: Rule = {
  id: "footnote/unclosed",
  summary: {
    en: "A footnote's end tag is missing, or one stands there alone.",
    "zh-hans": "脚注缺少结束标签，或只有结束标签。",
    "zh-hant": "註腳缺少結束標籤，或只有結束標籤。",
  },
  why: {
    en: "Everything up to the next end tag, often whole paragraphs, disappears into the footnote, or its text shows in the page.",
    "zh-hans": "到下一个结束标签为止的正文（往往整段）会消失在脚注里，或者脚注的文字露在正文中。",
    "zh-hant": "到下一個結束標籤為止的正文（往往整段）會消失在註腳裡，或者註腳的文字露在正文中。",
  },
  severity: "error",
  dialects: ["wikitext"],
  messages: {
    missing: {
      en: "This footnote is not closed: the text up to the next one's end belongs to it. Put `</ref>` behind its source.",
      "zh-hans": "此脚注没有闭合，到下一个脚注末尾的文字都归入其中。请在来源之后加上 `</ref>`。",
      "zh-hant": "此註腳沒有閉合，到下一個註腳末尾的文字都歸入其中。請在來源之後加上 `</ref>`。",
    },
    open: {
      en: "This tag is never closed, so it shows as it is written. Close it, or end it with `/>`.",
      "zh-hans": "此标签没有闭合，会原样显示出来。请将其闭合，或以 `/>` 结尾。",
      "zh-hant": "此標籤沒有閉合，會原樣顯示出來。請將其閉合，或以 `/>` 結尾。",
    },
    close: {
      en: "This end tag closes nothing and shows as it is written. Remove it, or open the footnote.",
      "zh-hans": "此结束标签没有对应的开始标签，会原样显示出来。请删除，或补上开始标签。",
      "zh-hant": "此結束標籤沒有對應的開始標籤，會原樣顯示出來。請刪除，或補上開始標籤。",
    },
  },
  examples: [
    {
      title: "the end tag is missing behind a citation",
      dialect: "wikitext",
      source: "此橋建於明代⟦<ref>⟧{{cite book|title=縣志}}，今存<ref>名錄</ref>。\n",
      fixed: "此橋建於明代<ref>{{cite book|title=縣志}}</ref>，今存<ref>名錄</ref>。\n",
    },
    {
      title: "the slash of a repeated footnote is missing",
      dialect: "wikitext",
      source: '此橋建於明代<ref name="志">縣志</ref>，今存⟦<ref name="志">⟧，長十丈<ref>名錄</ref>。\n',
      fixed: '此橋建於明代<ref name="志">縣志</ref>，今存<ref name="志" />，長十丈<ref>名錄</ref>。\n',
    },
    {
      title: "the next paragraph is no part of the footnote",
      dialect: "wikitext",
      source: "此橋建於明代⟦<ref>⟧縣志，卷三。\n\n今存，長十丈<ref>名錄</ref>。\n",
      fixed: "此橋建於明代<ref>縣志，卷三。</ref>\n\n今存，長十丈<ref>名錄</ref>。\n",
    },
    {
      title: "sentences of the page stand between it and the next footnote: where it ends is not known",
      dialect: "wikitext",
      source: "此橋建於明代⟦<ref>⟧縣志，卷三。今存。長十丈<ref>名錄</ref>。\n",
    },
    {
      title: "an end tag where the list was meant",
      dialect: "wikitext",
      source: "此橋建於明代<ref>縣志</ref>。\n⟦</references>⟧\n",
      fixed: "此橋建於明代<ref>縣志</ref>。\n<references />\n",
    },
    {
      title: "the last one of the page",
      dialect: "wikitext",
      source: "此橋建於明代<ref>縣志</ref>，今存⟦<ref>⟧{{cite book|title=名錄}}\n\n[[Category:橋]]\n",
      fixed: "此橋建於明代<ref>縣志</ref>，今存<ref>{{cite book|title=名錄}}</ref>\n\n[[Category:橋]]\n",
    },
    {
      title: "an end tag too many, a list that is not closed",
      dialect: "wikitext",
      source: "此橋建於明代<ref>縣志</ref>⟦</ref>⟧，今存。\n⟦<references>⟧\n",
      fixed: "此橋建於明代<ref>縣志</ref>，今存。\n<references>\n",
    },
    {
      title: "tags that are closed, and some that are only shown",
      dialect: "wikitext",
      source:
        '此橋<ref name="a"/>建於<ref name=b>縣志</ref >明代<REF>名錄</REF><nowiki><ref></nowiki>，<!-- <ref> -->今存<code><nowiki></ref></nowiki></code>。\n',
    },
  ],
  checkArticle({ article }, report) {
    if (article.footnoteFlaws.length === 0) return;
    const nests = nestedFootnotes(article);
    const isConsequence = consequencesOfSlips(article);
    for (const { flaw, close } of nests) if (!close && !isConsequence(flaw)) report(flaw, "missing");
    const explained = new Set(nests.map(({ close }) => close));
    for (const flaw of flawsOf(article, "unclosed", "stray-close")) {
      if (!explained.has(flaw) && !isConsequence(flaw)) report(flaw, flaw.kind === "unclosed" ? "open" : "close");
    }
  },
  fixes(finding, { article }) {
    const { text } = article;
    const flaw = flawAt(article, finding, "nested", "unclosed", "stray-close");
    const change = (texts: Change["title"]["texts"], safety: Change["safety"], edit: TextEdit): Change[] => [
      { title: { texts }, safety, edits: [edit], preferred: true },
    ];
    if (!flaw) return [];
    if (flaw.kind === "stray-close") {
      const isList = /^<\/references/i.test(text.slice(flaw.start, flaw.end)) && article.listTags.length === 0;
      const list = article.listTags[firstStartingAt(article.listTags, flaw.start) - 1];
      if (list?.form === "tag" && definitionsEnd(article, list.end) === flaw.start) {
        const end = { start: beforeEnd(text, list).start - 1, end: list.end };
        return change(TITLES.open, "review", replace(text, withSpace(text, end), ">"));
      }
      if (isList) return change(TITLES.list, "review", replace(text, flaw, "<references />"));
      return change(TITLES.remove, "review", remove(text, flaw));
    }
    if (flaw.kind === "nested") return closings(article, article.refs[flaw.ref!]!, change);
    const tag = text.slice(flaw.start, flaw.end);
    if (/^<references/i.test(tag)) {
      const end = endOfList(article, flaw);
      if (end) return change(TITLES.close, "review", end);
      return change(TITLES.slash, "review", replace(text, beforeEnd(text, flaw), " />"));
    }
    const at = behindCitation(article, flaw.end);
    if (at !== undefined) return change(TITLES.close, certainty(text, at), insert(at, "</ref>"));
    return isKnownName(article, tag) ? change(TITLES.slash, "review", selfClosing(text, flaw)) : [];
  },
};

function closings(
  article: Article,
  ref: RefTag,
  change: (texts: Change["title"]["texts"], safety: Change["safety"], edit: TextEdit) => Change[],
): Change[] {
  const { text } = article;
  const body = ref.body!;
  const tag = text.slice(ref.open.start, ref.open.end);
  const at = behindCitation(article, body.start);
  if (at !== undefined) return change(TITLES.close, certainty(text, at), insert(at, "</ref>"));
  const isRepeated = isKnownName(article, tag);
  if (isRepeated) return change(TITLES.slash, "review", selfClosing(text, ref.open));
  const length = likelyEnd(text.slice(body.start, body.end));
  return length > 0 ? change(TITLES.close, "review", insert(body.start + length, "</ref>")) : [];
}

/** More is no source, but text of the page. */
const LONGEST_SOURCE = 200;

/**
 * Where a footnote that runs on to another one is likely to end: at its line's end, or before the other one, unless sentences
 * stand in between. 0 when that cannot be told: closed further on, it would swallow the page's own words.
 */
function likelyEnd(body: string): number {
  const inner = body.search(/<ref[\s/>]/i);
  const lineBreak = body.indexOf("\n");
  const isWholeLine = lineBreak >= 0 && lineBreak < inner;
  const source = body.slice(0, isWholeLine ? lineBreak : inner).trimEnd();
  if (source.trim() === "" || source.length > LONGEST_SOURCE) return 0;
  // On the same line every clause may be the page's own.
  const isDoubtful = (isWholeLine ? /[。！？；][\s\S]/ : /[，。！？；][\s\S]/).test(source.trimStart());
  return isDoubtful ? 0 : source.length;
}

/** Behind the citation template a footnote begins with, if that is all it can have meant. */
function behindCitation({ text, templates }: Article, start: number): number | undefined {
  const template = templates[firstStartingAt(templates, start)];
  if (!template || template.start !== start + /^\s*/.exec(text.slice(start, start + 20))![0].length) return undefined;
  return /^(?:cite|citation|引用)/i.test(template.name) ? template.end : undefined;
}

/** Behind a citation something may follow that belongs to it (`，第3頁`): only a full stop, a tag or a line's end is certain. */
function certainty(text: string, at: number): Change["safety"] {
  return /^(?:[。！？]|\s*(?:<|$|[\r\n]))/.test(text.slice(at, at + 20)) ? "safe" : "review";
}

/** Whether a footnote with content elsewhere has the name of an opening tag. */
function isKnownName({ refs }: Article, tag: string): boolean {
  const name = /\sname\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag);
  const wanted = (name?.[1] ?? name?.[2] ?? name?.[3] ?? "").trim();
  return wanted !== "" && refs.some((ref) => ref.name === wanted && ref.body !== null && !ref.nested);
}

function selfClosing(text: string, tag: Span): TextEdit {
  return replace(text, beforeEnd(text, tag), " />");
}

/** The `>` of a tag with the white space before it. */
function beforeEnd(text: string, { end }: Span): Span {
  let start = end - 1;
  while (/\s/.test(text[start - 1]!)) start--;
  return { start, end };
}

function withSpace(text: string, { start, end }: Span): Span {
  let from = start;
  while (/\s/.test(text[from - 1]!)) from--;
  return { start: from, end };
}

/** Where the footnotes end, with the white space behind them, that stand at an offset with nothing in between. */
function definitionsEnd({ text, refs }: Article, from: number): number {
  let at = behindSpace(text, from);
  for (let index = firstStartingAt(refs, at); refs[index]?.start === at && refs[index]!.name !== ""; index++) {
    if (refs[index]!.body === null) break;
    at = behindSpace(text, refs[index]!.end);
  }
  return at;
}

function behindSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at]!)) at++;
  return at;
}

/** The end tag of `<references>` with footnotes behind it: what is written for it, or none. */
function endOfList(article: Article, { start, end }: Span): TextEdit | undefined {
  const { text, looseTags } = article;
  // `<references>` written for the end tag of the one above.
  const before = looseTags.find((tag) => tag.name === "references" && tag.kind === "open" && tag.start < start);
  if (before && definitionsEnd(article, before.end) === start) return replace(text, { start, end }, "</references>");
  const at = definitionsEnd(article, end);
  if (at === behindSpace(text, end)) return undefined;
  const tag = /^<\/?references?[^<>]{0,80}>/i.exec(text.slice(at, at + 100))?.[0];
  if (tag === "</references>") return undefined; // another one's
  if (tag !== undefined) return replace(text, { start: at, end: at + tag.length }, "</references>");
  let last = at;
  while (/\s/.test(text[last - 1]!)) last--;
  return insert(last, `${text.includes("\r\n") ? "\r\n" : "\n"}</references>`);
}
