import type { Article, Passage, Reference } from "../model/article";
import { contains, firstEndingAfter, type Span } from "../text/span";
import { joinedLines } from "../text/trim";

const ENDS_SENTENCE = /[。！？!?]["”’」』）)]*|[.;；](?=\s|$)/g;

/** The text of a passage as a reader sees it, its markup left out. */
export function visibleText(article: Article, passage: Passage): string {
  const runs = passage.runs.map((run) => run.map((piece) => slice(article, piece)).join(""));
  // A line break between Han characters is nothing to the reader.
  return runs.join(" ").replace(/\s+/g, joinedLines).replace(/\s+/g, " ");
}

/** What an entry says; its source where nothing of it reads as text: a template that was not converted. */
export function entryText(article: Article, { text, empty, body }: Reference): string {
  return text.trim() !== "" || empty ? text : slice(article, body).replace(/\s+/g, " ");
}

/** A page's first paragraph of text, what its pictures are called left out; "" when it has none. */
export function firstParagraph(article: Article, limit: number): string {
  const pictures = article.links.filter((link) => link.image || link.kind === "file");
  const shows = (piece: Span) => !pictures.some((picture) => contains(picture, piece));
  for (const passage of article.passages) {
    if (passage.kind !== "paragraph") continue;
    const text = visibleText(article, { ...passage, runs: passage.runs.map((run) => run.filter(shows)) }).trim();
    if (/\p{L}/u.test(text)) return shortened(text, limit);
  }
  return "";
}

/** The sentence a marker belongs to: the one it stands in, or the one it stands behind. "" where there is no text. */
export function sentenceOf(article: Article, marker: Span, limit: number): string {
  const passage = article.passages[firstEndingAfter(article.passages, marker.start - 1)];
  if (!passage || passage.start > marker.start) return "";
  let before = "";
  let after = "";
  for (const run of passage.runs) {
    for (const piece of run) {
      if (piece.end <= marker.start) before += slice(article, piece);
      else after += slice(article, piece);
    }
  }
  const ends = [...before.matchAll(ENDS_SENTENCE)].map((match) => match.index + match[0].length);
  if (ends.at(-1) === before.trimEnd().length) {
    return shortened(before.slice(ends.at(-2) ?? 0).trim(), limit);
  }
  const end = after.search(ENDS_SENTENCE);
  const sentence = before.slice(ends.at(-1) ?? 0) + (end < 0 ? after : after.slice(0, end + 1));
  return shortened(sentence.replace(/\s+/g, " ").trim(), limit);
}

/** At most `limit` characters of a text, an ellipsis in place of the rest. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = /[\ud800-\udbff]/.test(text[limit - 1]!) ? limit - 1 : limit;
  return `${text.slice(0, end)}…`;
}

function slice(article: Article, { start, end }: Span): string {
  return article.text.slice(start, end);
}
