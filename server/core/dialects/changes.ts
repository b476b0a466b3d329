/** A stretch of text replaced by `newLength` new units; offsets are those of the text before this change (and after the ones before it). */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly newLength: number;
}

/** Joins successive changes: a span of the first text, and the length of what the last text has there. */
export function joinedChange(changes: readonly TextChange[]): TextChange {
  const first = changes[0] ?? { start: 0, end: 0, newLength: 0 };
  let { start, end, newLength } = first;
  for (let index = 1; index < changes.length; index++) {
    const change = changes[index]!;
    const newEnd = start + newLength;
    const before = Math.max(0, start - change.start);
    const behind = Math.max(0, change.end - newEnd);
    start -= before;
    end += behind;
    newLength = newEnd + behind + change.newLength - (change.end - change.start) - start;
  }
  return { start, end, newLength };
}
