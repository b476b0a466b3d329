/** A half-open range of UTF-16 offsets, `start` included, `end` excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether `offset` lies in the span, its end included (a cursor behind the last character still touches it). */
export function touches(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

/** Whether the two spans share at least one offset, or touch (a collapsed span touches what it stands in). */
export function overlaps(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Whether `inner` lies wholly in `outer`. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Returns the span that wholly holds another one, of a list sorted by position whose spans do not overlap. */
export function holderOf<T extends Span>(spans: readonly T[], inner: Span): T | undefined {
  const index = firstEndingAfter(spans, inner.start);
  // An empty span between two neighbours is in the first of them.
  for (const span of [spans[index - 1], spans[index]]) if (span && contains(span, inner)) return span;
  return undefined;
}

/** The first index below `length` of which something holds that holds of all behind it too; `length` when of none. */
export function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Index of the first span that ends behind `offset`, in a list sorted by position whose spans do not overlap;
 * the list's length when there is none.
 */
export function firstEndingAfter(spans: readonly Span[], offset: number): number {
  return firstIndex(spans.length, (index) => spans[index]!.end > offset);
}

/** Index of the first span that starts at `offset` or behind it, in a list sorted by start. */
export function firstStartingAt(spans: readonly Span[], offset: number): number {
  return firstIndex(spans.length, (index) => spans[index]!.start >= offset);
}

/** The innermost (last starting) span of a list sorted by start that touches `offset`. */
export function spanAt<T extends Span>(spans: readonly T[], offset: number): T | undefined {
  for (let index = firstStartingAt(spans, offset + 1) - 1; index >= 0; index--) {
    const span = spans[index]!;
    if (touches(span, offset)) return span;
    // Constructs nest at most a few deep (a marker in a link in a heading); 64 steps back are ample and keep this O(1).
    if (offset - span.start > 100_000) break;
  }
  return undefined;
}
