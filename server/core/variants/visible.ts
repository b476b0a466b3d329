import { firstIndex, type Span } from "../text/span";

const LINE_FEED = 0x0a;

const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0x09 || unit === 0x0d;

function trimEnd(text: string, start: number, end: number): number {
  let position = end;
  while (position > start && isBlank(text.charCodeAt(position - 1))) position--;
  return position;
}

function trimStart(text: string, start: number, end: number): number {
  let position = start;
  while (position < end && isBlank(text.charCodeAt(position))) position++;
  return position;
}

/** A stretch the reader takes for one text, put together from the pieces of the source that show it. */
export class VisibleText {
  /** What is read. */
  readonly text: string;
  /** By part: where it begins in `text`, and where in the document. */
  private readonly starts: number[] = [];
  private readonly sources: number[] = [];

  /**
   * @param document the source
   * @param pieces spans of it in text order that touch for the reader
   */
  constructor(document: string, pieces: readonly Span[]) {
    const parts: string[] = [];
    let length = 0;
    const take = (start: number, end: number) => {
      if (start === end) return;
      this.starts.push(length);
      this.sources.push(start);
      parts.push(document.slice(start, end));
      length += end - start;
    };
    // The next line break is looked for once, not from each of the pieces of a long line.
    let lineBreak = -1;
    for (const { start, end } of pieces) {
      let position = start;
      for (;;) {
        if (lineBreak < position) lineBreak = document.indexOf("\n", position);
        if (lineBreak === -1) lineBreak = document.length;
        if (lineBreak >= end) break;
        const before = trimEnd(document, position, lineBreak);
        const behind = trimStart(document, lineBreak + 1, end);
        // For the reader of Chinese text a line break is not there; one of several in a row is, and keeps words apart.
        const lonely = document.charCodeAt(behind) !== LINE_FEED || behind === end;
        take(position, lonely ? before : behind);
        position = behind;
      }
      take(position, end);
    }
    this.text = parts.length === 1 ? parts[0]! : parts.join("");
  }

  /** The part looked at last: offsets are asked for in text order, or nearly. */
  private part = 0;

  /** Where an offset of `text` stands in the document. */
  sourceOf(offset: number): number {
    const { starts, sources } = this;
    while (this.part > 0 && starts[this.part]! > offset) this.part--;
    while (this.part + 1 < starts.length && starts[this.part + 1]! <= offset) this.part++;
    return sources[this.part]! + offset - starts[this.part]!;
  }

  /** Where an offset of the document stands in `text`; undefined when nothing there is read. */
  offsetOf(source: number): number | undefined {
    const { starts, sources } = this;
    const part = firstIndex(sources.length, (index) => sources[index]! > source) - 1;
    const offset = part < 0 ? -1 : starts[part]! + source - sources[part]!;
    return offset >= 0 && offset < (starts[part + 1] ?? this.text.length) ? offset : undefined;
  }

  /** Where in `text` the part ends that holds the offset `sourceOf` was last asked for. */
  get partEnd(): number {
    return this.starts[this.part + 1] ?? this.text.length;
  }

  /** The spans of the document that show a span of `text`, in text order; more than one where markup breaks it. */
  sourcesOf(start: number, end: number): readonly Span[] {
    const spans: Span[] = [];
    for (let position = start; position < end; ) {
      const source = this.sourceOf(position);
      const until = Math.min(end, this.partEnd);
      spans.push({ start: source, end: source + until - position });
      position = until;
    }
    return spans;
  }
}
