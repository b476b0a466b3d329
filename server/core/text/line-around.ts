const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Looks up the bounds of lines, and remembers the last one: fixes are asked for one after the other, and on a page that is one
 * line of 100,000 characters each would go over all of it.
 */
class LineFinder {
  private text = "";
  private start = 0;
  private end = 0;

  constructor(private readonly isBreak: (unit: number) => boolean) {}

  startOf(text: string, offset: number): number {
    if (!this.holds(text, offset)) this.find(text, offset);
    return this.start;
  }

  endOf(text: string, offset: number): number {
    if (!this.holds(text, offset)) this.find(text, offset);
    return this.end;
  }

  private holds(text: string, offset: number): boolean {
    return this.start <= offset && offset <= this.end && this.text === text;
  }

  private find(text: string, offset: number): void {
    let start = offset;
    while (start > 0 && !this.isBreak(text.charCodeAt(start - 1))) start--;
    let end = offset;
    while (end < text.length && !this.isBreak(text.charCodeAt(end))) end++;
    this.text = text;
    this.start = start;
    this.end = end;
  }
}

const isFeed = (unit: number) => unit === LINE_FEED;
const isFeedOrReturn = (unit: number) => unit === LINE_FEED || unit === CARRIAGE_RETURN;

// A span's start and end may be in different lines: each has a finder of its own.
const starts = new LineFinder(isFeed);
const ends = new LineFinder(isFeed);
const anyStarts = new LineFinder(isFeedOrReturn);
const anyEnds = new LineFinder(isFeedOrReturn);

/** Returns the start of the line of an offset and the offset of the line feed that ends the line of another one, or the text's end. */
export function linesAround(text: string, { start, end }: { readonly start: number; readonly end: number }) {
  return { start: starts.startOf(text, start), end: ends.endOf(text, end) };
}

/** Returns the start of the line of an offset; a lone carriage return ends a line, too. */
export function startOfLine(text: string, offset: number): number {
  return anyStarts.startOf(text, offset);
}

/** Returns the offset of the line break that ends the line of an offset, or the text's end. */
export function endOfLine(text: string, offset: number): number {
  return anyEnds.endOf(text, offset);
}

let lastText = "";
let lastBreak: "\n" | "\r\n" = "\n";

/** Returns the line break a text uses: that of its first line. */
export function lineBreakIn(text: string): "\n" | "\r\n" {
  if (text !== lastText) {
    const feed = text.indexOf("\n");
    lastText = text;
    lastBreak = feed > 0 && text.charCodeAt(feed - 1) === CARRIAGE_RETURN ? "\r\n" : "\n";
  }
  return lastBreak;
}

/** Returns the length of the spaces and tabs that a text ends with. */
export function trailingBlanks(text: string): number {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === 32 || text.charCodeAt(end - 1) === 9)) end--;
  return text.length - end;
}
