import { LEAST_YEAR } from "../../dialects/markdown/fit";
import type { Article, Marker, Reference, ReferenceList } from "../../model/article";
import { firstStartingAt, type Span } from "../../text/span";

/** Index of the marker that starts where a finding does; -1 when the page has changed meanwhile. */
export function markerIndex(article: Article, finding: Span): number {
  return indexOfStart(article.markers, finding.start);
}

/** Index of the entry that starts, or whose numeral starts, where a finding does; -1 when the page has changed meanwhile. */
export function referenceIndex(article: Article, finding: Span): number {
  const { references } = article;
  const index = firstStartingAt(references, finding.start);
  if (references[index]?.start === finding.start) return index;
  return references[index - 1]?.label.start === finding.start ? index - 1 : -1;
}

/** An entry from its numeral to the last character of its text. */
export function entrySpan({ label, body }: Reference): Span {
  return { start: label.start, end: Math.max(label.end, body.end) };
}

function indexOfStart(spans: readonly Span[], start: number): number {
  const index = firstStartingAt(spans, start);
  return spans[index]?.start === start ? index : -1;
}

/** The form of list a marker asks for. */
export function formOfMarker(marker: Marker): ReferenceList["form"] {
  return marker.form === "caret" ? "definitions" : "ordered";
}

/** Whether the page has a list of a form, with entries. */
export function hasList(article: Article, form: ReferenceList["form"]): boolean {
  return article.lists.some((list) => list.form === form && list.last > list.first);
}

/** Whether some of the page's brackets may or may not be markers: then what does not fit may be no fault at all. */
export function hasSuspects(article: Article): boolean {
  return article.markers.some(mayBeMarker);
}

/** Whether a suspect may be a marker after all: a year in brackets (`Cajori (\[1929\] 1993)`) may not. */
export function mayBeMarker({ suspect, number }: Marker): boolean {
  return suspect && number !== null && number < LEAST_YEAR;
}
