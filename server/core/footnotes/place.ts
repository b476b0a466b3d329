import type { Article, ReferenceList } from "../model/article";
import { firstEndingAfter, type Span } from "../text/span";
import type { PlannedInsertion } from "./rewrite";

/** Where a marker can be written for a cursor at `offset`: there, or behind the link or marker it is in; null: nowhere near. */
export function markerPlace(article: Article, offset: number): number | null {
  const { text } = article;
  if (offset < 0 || offset > text.length) return null;
  if (article.references.some((reference) => reference.start <= offset && offset <= reference.end)) return null;
  const inside = (span: Span) => span.start < offset && offset < span.end;
  const marker = article.markers.find(inside) ?? article.brokenMarkers.find(inside);
  if (marker) return markerPlace(article, marker.end);
  const link = article.links.find(inside);
  if (link) return link.kind === "category" ? null : markerPlace(article, link.end);
  const protectedSpan = article.protectedSpans[firstEndingAfter(article.protectedSpans, offset)];
  if ((protectedSpan && inside(protectedSpan)) || article.residues.some(inside)) return null;
  const backslashes = /\\*$/.exec(text.slice(Math.max(0, offset - 16), offset))![0].length;
  return backslashes % 2 === 1 ? null : offset;
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
