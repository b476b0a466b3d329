import { readCitationHtml } from "../citations/html";
import { readCitationText } from "../citations/text";
import { WikitextReader } from "../citations/wikitext";
import { parse } from "../dialects/parse";
import { hidesFootnotes } from "../dialects/wikitext/templates";
import type { Article, Reference } from "../model/article";
import type { Citation } from "../model/citation";
import type { Span } from "../text/span";
import type { Companion, CompanionKind, Phrase } from "./companion";
import { foldedText } from "./stream";
import { citingInWikitext } from "./template-markers";

/** `友谊协定英语Agreement of Friendship`: what a link to another language's page leaves in plain text; its language and name without punctuation behind it. */
const LANGUAGE_LINK =
  /(?<=\p{Script=Han})(?:英|法|德|日|俄|韩|韓|西班牙|意大利|義大利|葡萄牙|阿拉伯|荷兰|荷蘭|波兰|波蘭|瑞典|土耳其|乌克兰|烏克蘭|越南|泰|希腊|希臘|拉丁|捷克|匈牙利|芬兰|芬蘭|丹麦|丹麥|挪威|格鲁吉亚|格魯吉亞|喬治亞|希伯来|希伯來|波斯|印尼|马来|馬來|蒙古)[语語文](?=[^\p{Script=Han}\p{N}\p{P}\s])[^\p{Script=Han}，。；：、（）《》「」\n[]+(?<![\s,;:.])/gu;

const NAMED_LANGUAGE = /(?<=(?:日|韓|韩|朝鮮|朝鲜|越南|越)[語语文][：:])[^，。；（）()[\]\n]+/gu;

/** How a text is written that may be a companion. */
export function companionKindOf(name: string, text: string): CompanionKind {
  if (/\.(?:wiki|wikitext|mediawiki)$/i.test(name)) return "wikitext";
  if (/\.html?$/i.test(name) || /^[\s\ufeff]*<(?:!doctype|html|div|p|body)\b/i.test(text)) return "html";
  return "rendered";
}

/**
 * Reads a companion. Never throws, whatever the text.
 * @param name what people call it
 * @param title the title its name says, if it does
 */
export async function loadCompanion(name: string, title: string | undefined, text: string): Promise<Companion> {
  const kind = companionKindOf(name, text);
  switch (kind) {
    case "html":
      return fromHtml(name, title, text);
    case "wikitext":
      return fromWikitext(name, title, text);
    case "rendered":
      return fromRendered(name, title, text);
  }
}

async function fromHtml(name: string, title: string | undefined, text: string): Promise<Companion> {
  const { readHtml } = await import("../dialects/rendered/html"); // with a parser few sessions need
  const page = readHtml(text);
  const { article } = page;
  return {
    name,
    kind: "html",
    article,
    pieces: textPieces(article),
    citation: remembered((index) => readCitationHtml(page.citations[index]!)),
    markers: article.markers,
    uses: article.references.map((reference) => usesOf(article, reference)),
    phrases: page.phrases.map(({ start, end, written }): Phrase => {
      // As the source has it, when that is what is shown.
      const visible = article.text.slice(start, end);
      const isShown = written !== undefined && foldedText(written) === foldedText(visible);
      return { start, end, shows: [{ text: isShown ? written : visible }] };
    }),
    tellsTemplates: false,
    foreign: page.foreign,
    paragraphs: article.passages.map(({ start }) => start),
    subjects: known(page.title, page.subject, title),
  };
}

function fromWikitext(name: string, title: string | undefined, text: string): Companion {
  const { article } = parse(text, "wikitext");
  const reader = new WikitextReader(article);
  const { phrases, values } = templatesOfText(article, reader);
  // What templates show belongs to the text, though the parser takes it for none.
  const pieces = [...textPieces(article), ...values].sort((one, other) => one.start - other.start);
  return {
    name,
    kind: "wikitext",
    article,
    pieces: withoutOverlaps(pieces),
    citation: remembered((index) => reader.citation(article.references[index]!.body)),
    ...citingInWikitext(article),
    phrases,
    tellsTemplates: true,
    foreign: [],
    paragraphs: lineStarts(text),
    subjects: known(/'''([^'\n]{1,80})'''/.exec(text)?.[1], title),
  };
}

/** The outermost templates of the text, footnotes left out, and the values of those whose whole effect is to show one. */
function templatesOfText(article: Article, reader: WikitextReader): { phrases: Phrase[]; values: Span[] } {
  const phrases: Phrase[] = [];
  const values: Span[] = [];
  let end = 0;
  let ref = 0;
  for (const template of article.templates) {
    while (article.refs[ref] && article.refs[ref]!.end <= template.start) ref++;
    const isInRef = article.refs[ref] !== undefined && article.refs[ref]!.start <= template.start;
    if (template.start < end || isInRef) continue;
    end = template.end;
    phrases.push({
      start: template.start,
      end: template.end,
      shows: hidesFootnotes(template) ? [] : reader.shown(template),
    });
    const value = reader.displayedValue(template);
    if (value) values.push(value);
  }
  return { phrases, values };
}

function withoutOverlaps(pieces: readonly Span[]): Span[] {
  let end = 0;
  return pieces.flatMap((piece) => {
    if (piece.start < end) return [];
    end = piece.end;
    return [piece];
  });
}

function lineStarts(text: string): number[] {
  return [...text.matchAll(/^(?=\S)/gmu)].map(({ index }) => index);
}

function fromRendered(name: string, title: string | undefined, text: string): Companion {
  const { article } = parse(text, "rendered");
  const isShort = hasLostNumbers(article);
  return {
    name,
    kind: "rendered",
    article,
    pieces: textPieces(article),
    citation: remembered((index) => {
      const reference = article.references[index]!;
      return reference.empty || isShort ? undefined : readCitationText(reference.text);
    }),
    markers: article.markers,
    uses: article.references.map((reference) => usesOf(article, reference)),
    phrases: languageLinks(article),
    tellsTemplates: false,
    foreign: namedLanguages(article),
    paragraphs: article.passages.map(({ start }) => start),
    subjects: known(title),
  };
}

/** Whether a list whose numerals a copy lost has fewer entries than the text cites: which is missing is not known. */
function hasLostNumbers({ text, markers, references }: Article): boolean {
  const isCounted = references.some(({ label }) => !/\d/.test(text.slice(label.start, label.end)));
  return (
    isCounted && markers.some(({ number, group }) => group === "" && number !== null && number > references.length)
  );
}

function known(...subjects: readonly (string | undefined)[]): string[] {
  return [...new Set(subjects.filter((subject) => subject !== undefined && subject !== ""))] as string[];
}

/** What of an article is read, entries of the list left out. */
export function textPieces(article: Article): Span[] {
  return article.passages.flatMap(({ kind, runs }) => (kind === "entry" ? [] : runs.flat()));
}

/** `4. ^ 4.0 4.1 text`: links back to two places. */
function usesOf({ text }: Article, { label, body }: Reference): number | null {
  const back = text.slice(label.start, body.start);
  if (!/[\^↑]/.test(back)) return null;
  return Math.max(1, back.match(/(?<!\d)\d+\.\d+/g)?.length ?? 0);
}

function remembered(read: (index: number) => Citation | undefined): (index: number) => Citation | undefined {
  const found = new Map<number, Citation | undefined>();
  return (index) => {
    if (!found.has(index)) found.set(index, read(index));
    return found.get(index);
  };
}

function languageLinks(article: Article): Phrase[] {
  return spansIn(article, LANGUAGE_LINK).map((span) => ({ ...span, shows: [] }));
}

/** `英語：Bridge；日語：橋`: words of the languages that are named in front of them. */
function namedLanguages(article: Article): Span[] {
  return spansIn(article, NAMED_LANGUAGE);
}

/** What a pattern finds in an article's text, entries of the list left out. */
function spansIn(article: Article, pattern: RegExp): Span[] {
  return textPieces(article).flatMap(({ start, end }) =>
    [...article.text.slice(start, end).matchAll(pattern)].map((match) => {
      const at = start + match.index;
      return { start: at, end: at + match[0].length };
    }),
  );
}
