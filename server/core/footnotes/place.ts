import type { Article, ReferenceList } from "../model/article";
import { firstEndingAfter, type Span } from "../text/span";
import { entryLines, lineEnd, lineStart } from "./layout";
import type { PlannedInsertion } from "./rewrite";

/** What a line may start with before its text: the marks of headings, lists and quotations. */
const LINE_OPENING = /^\s*(?:(?:[-+*]|#{1,6}|\d{1,9}[.)])[ \t]+|>[ \t]?)*/;

/**
 * Where a marker can be written for a cursor at `offset`: there, or behind the link, the marker or the emphasis it would
 * break; null when there is no text (an empty line, the list of references, code, mathematics, a template).
 */
export function markerPlace(article: Article, offset: number): number | null {
  return placeBehind(article, offset, 0);
}

/** @param least offset that the place is not before: the end of the link or the marker it is put behind */
function placeBehind(article: Article, offset: number, least: number): number | null {
  const { text } = article;
  if (offset < 0 || offset > text.length) return null;
  const line = { start: lineStart(text, offset), end: lineEnd(text, offset) };
  const opening = line.start + LINE_OPENING.exec(text.slice(line.start, line.end))![0].length;
  if (opening >= line.end || isEntry(article, offset)) return null;
  const place = besideEmphasis(text, { ...line, start: Math.max(line.start, least) }, Math.max(offset, opening));
  const inside = (span: Span) => span.start < place && place < span.end;
  const marker = article.markers.find(inside) ?? article.brokenMarkers.find(inside);
  if (marker) return placeBehind(article, marker.end, marker.end);
  const link = article.links.find(inside);
  if (link) return link.kind === "category" ? null : placeBehind(article, link.end, link.end);
  const protectedSpan = article.protectedSpans[firstEndingAfter(article.protectedSpans, place)];
  if ((protectedSpan && inside(protectedSpan)) || article.residues.some(inside)) return null;
  const backslashes = /\\*$/.exec(text.slice(Math.max(0, place - 16), place))![0].length;
  return backslashes % 2 === 1 ? null : place;
}

/** Whether an offset lies in an entry's lines. */
function isEntry(article: Article, offset: number): boolean {
  return article.references.some((reference) => {
    const { start, end } = entryLines(article.text, reference);
    return start <= offset && offset <= end;
  });
}

/**
 * Moves out of a run of asterisks, and out of the emphasis when it stands right inside: between a letter and the
 * punctuation a marker is made of, a run neither opens nor closes anything (CommonMark 6.2).
 */
function besideEmphasis(text: string, line: Span, offset: number): number {
  let start = offset;
  while (start > line.start && text[start - 1] === "*") start--;
  let end = offset;
  while (end < line.end && text[end] === "*") end++;
  if (start === end) return offset;
  const runs = text.slice(line.start, start).match(/(?:^|[^*\\])\*+/g) ?? [];
  return runs.length % 2 === 0 ? start : end;
}

/** A marker as it is written at an offset: unescaped in raw HTML, where a backslash would be shown. */
export function insertion(
  article: Article,
  offset: number,
  form: ReferenceList["form"],
  label: string,
): PlannedInsertion {
  if (form === "definitions") {
    // Before `(` or `:` the brackets would be read as a link or a definition.
    const backslash = /^[(:]/.test(article.text.slice(offset, offset + 1)) ? "\\" : "";
    return { offset, label, source: `[^${label}]${backslash}` };
  }
  const block = article.blocks.find(({ start, end }) => start <= offset && offset < end);
  return { offset, label, source: block?.kind === "html" ? `[${label}]` : `\\[${label}\\]` };
}
