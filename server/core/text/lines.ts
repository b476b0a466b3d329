/** A place in a document, both counted from 0; `character` in UTF-16 units. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** Offsets at which lines start: a list of a text that is read once takes less than an array of fixed size. */
type LineStarts = Uint32Array | readonly number[];

/** Converts between offsets and lines. Lines end with LF, CRLF or a lone CR, as in the language server protocol. */
export class LineIndex {
  private readonly starts: LineStarts;

  /** @param starts the offsets of the lines, when they are known already */
  constructor(
    private readonly text: string,
    starts?: LineStarts,
  ) {
    this.starts = starts ?? allLineStarts(text);
  }

  /**
   * The index of the text after a change.
   * @param text the text after it
   * @param change the replaced span of the text before it, and the length of what stands there now
   */
  changed(
    text: string,
    change: { readonly start: number; readonly end: number; readonly newLength: number },
  ): LineIndex {
    const { start, end, newLength } = change;
    const shift = newLength - (end - start);
    // Whether a line starts at an offset depends on the characters on both sides of it: those that touch the change are read anew.
    const before = this.firstFrom(Math.max(start, 1));
    const after = this.firstFrom(end + 1);
    const inserted = lineStarts(text, Math.max(start, 1), start + newLength);
    const starts = new Uint32Array(before + inserted.length + this.starts.length - after);
    const old = this.starts;
    starts.set(old instanceof Uint32Array ? old.subarray(0, before) : old.slice(0, before));
    starts.set(inserted, before);
    let next = before + inserted.length;
    for (let index = after; index < old.length; index++) starts[next++] = old[index]! + shift;
    return new LineIndex(text, starts);
  }

  /** The first line that starts at `offset` or behind it. */
  private firstFrom(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** The place of an offset; offsets outside the text are moved to its nearest end. */
  positionAt(offset: number): LinePosition {
    const bounded = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= bounded) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: bounded - this.starts[low]! };
  }

  /** The offset of a place; places outside the text are moved to its nearest end. */
  offsetAt(position: LinePosition): number {
    const start = this.starts[position.line];
    if (start === undefined) return position.line < 0 ? 0 : this.text.length;
    const next = this.starts[position.line + 1] ?? this.text.length + 1;
    return Math.max(start, Math.min(start + position.character, next - 1));
  }
}

/** A CR that ends a line by itself. */
const LONE_RETURN = /\r(?!\n)/g;

/** The text with a line feed for every lone CR: of the same length, and with the same lines. */
export function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replace(LONE_RETURN, "\n") : text;
}

/** Whether a lone CR stands between two offsets. */
export function holdsLoneReturn(text: string, from: number, to: number): boolean {
  for (let offset = from; offset < to; offset++) {
    if (text.charCodeAt(offset) === 13 && text.charCodeAt(offset + 1) !== 10) return true;
  }
  return false;
}

/** The offsets at which the lines of a text start. */
function allLineStarts(text: string): LineStarts {
  if (text.includes("\r")) return [0].concat(lineStarts(text, 1, text.length));
  // Searching for line feeds takes a fraction of looking at every unit.
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The offsets from `from` to `to`, both included, at which a line starts; `from` is at least 1. */
function lineStarts(text: string, from: number, to: number): number[] {
  const starts: number[] = [];
  for (let offset = from; offset <= to; offset++) {
    const unit = text.charCodeAt(offset - 1);
    if (unit === 10 || (unit === 13 && text.charCodeAt(offset) !== 10)) starts.push(offset);
  }
  return starts;
}
