import type { Article, Reference, ReferenceList } from "../model/article";
import { insert, remove, replace, type TextEdit } from "../text/edit";
import { endOfLine, lineBreakIn, startOfLine } from "../text/line-around";
import type { Span } from "../text/span";

/** The line break the page uses. */
export function lineBreakOf(text: string): string {
  return lineBreakIn(text);
}

/** Offset of the first character of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  const position = startOfLine(text, offset);
  // A byte order mark is no part of the first line.
  return position === 0 && text.charCodeAt(0) === 0xfeff ? 1 : position;
}

/** Offset of the line break that ends the line of `offset`, or of the end of the text. */
export function lineEnd(text: string, offset: number): number {
  return endOfLine(text, offset);
}

/** Offset behind the line break at `offset`; `offset` itself when there is none. */
export function behindLineBreak(text: string, offset: number): number {
  if (text.startsWith("\r\n", offset)) return offset + 2;
  return isLineEnd(text.charCodeAt(offset)) ? offset + 1 : offset;
}

export function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13;
}

/** The whole lines of an entry, from the first column of its numeral's line to the end of its last line, without line break. */
export function entryLines(text: string, reference: Reference): Span {
  return {
    start: lineStart(text, reference.label.start),
    end: lineEnd(text, Math.max(reference.label.end, reference.body.end)),
  };
}

/** How the entries of a page's list are laid out. */
export interface ListLayout {
  readonly form: ReferenceList["form"];
  /** White space before the numerals. */
  readonly indent: string;
  /** What closes a numeral: `.` or `)`; `:` for definitions. */
  readonly delimiter: string;
  /** Columns from the start of the numeral to the text in entries with a short numeral: 4 as pandoc writes, 3 for `1. text`. */
  readonly width: number;
  /** What stands between two entries, most often: one line break, or two in a loose list. */
  readonly gap: string;
}

/** An entry's lines, and what stands between them and the next entry's ("" behind the last). */
export interface Slot extends Span {
  /** Index into `Article.references`. */
  readonly index: number;
  readonly gap: string;
}

/** The slots of entries that follow each other in the text. */
export function slotsOf({ text, references }: Article, entries: readonly number[]): Slot[] {
  const lines = entries.map((index) => entryLines(text, references[index]!));
  return entries.map((index, at) => {
    const { start, end } = lines[at]!;
    const next = lines[at + 1];
    return { start, end, index, gap: next ? text.slice(end, next.start) : "" };
  });
}

/** Reads the layout off a page's entries; pandoc's habits where they do not say. */
export function listLayout(article: Article, form: ReferenceList["form"], slots: readonly Slot[]): ListLayout {
  const { text, references } = article;
  const lineBreak = lineBreakOf(text);
  const first = slots[0] && references[slots[0].index];
  let width = Number.POSITIVE_INFINITY;
  const gaps = new Map<string, number>();
  for (const { index, gap } of slots) {
    const reference = references[index]!;
    const pad = padding(text, reference);
    const length = reference.label.end - reference.label.start;
    // One space behind a long numeral is what every habit has.
    if (pad !== null && pad.columns <= 4 && (length < 4 || pad.columns > 1))
      width = Math.min(width, length + pad.columns);
    if (gap !== "" && gap.trim() === "") gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
  }
  const usual = [...gaps].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length)[0]?.[0];
  return {
    form,
    indent: first ? text.slice(lineStart(text, first.label.start), first.label.start).replace(/\S.*/, "") : "",
    delimiter: form === "definitions" ? ":" : first && text[first.label.end - 1] === ")" ? ")" : ".",
    width: Number.isFinite(width) ? width : 4,
    gap: usual ?? (form === "definitions" ? lineBreak + lineBreak : lineBreak),
  };
}

/** The numeral of an entry as it is written: `12.` or `[^12]:`. */
export function writtenLabel(layout: ListLayout, name: string): string {
  return layout.form === "definitions" ? `[^${name}]:` : `${name}${layout.delimiter}`;
}

/** A whole new entry on lines of its own, without line break at its end. An empty body makes a bare one. */
export function writtenEntry(layout: ListLayout, name: string, body: string): string {
  const label = writtenLabel(layout, name);
  if (body === "") return layout.indent + label;
  const pad = layout.form === "definitions" ? 1 : Math.max(1, layout.width - label.length);
  return layout.indent + label + " ".repeat(pad) + body;
}

export interface Padding extends Span {
  /** Columns between numeral and text; tabs stop at every fourth column. */
  readonly columns: number;
}

/** The white space between numeral and text; null when the rest of the line is blank. */
export function padding(text: string, reference: Reference): Padding | null {
  const start = reference.label.end;
  const { end } = leadingSpace(text, start);
  if (end >= text.length || isLineEnd(text.charCodeAt(end))) return null;
  return { start, end, columns: tabbedColumns(text.slice(start, end), start - lineStart(text, start)) };
}

/**
 * Edits that give an entry another number, its text and paragraphs staying what they are: the padding follows the
 * list's habit, and where the text's first column moves, the entry's further lines move with it.
 */
export function relabelEntry(article: Article, reference: Reference, layout: ListLayout, name: string): TextEdit[] {
  if (name === reference.name) return [];
  const { text } = article;
  const { label } = reference;
  const written = text.slice(label.start, label.end);
  const at = label.start + written.indexOf(reference.name);
  const named = { start: at, end: at + reference.name.length };
  if (layout.form === "definitions") return [replace(text, named, name)];
  const digits = /\d+/.exec(written);
  if (!digits) return [];
  const start = label.start + digits.index;
  const numeral = { start, end: start + digits[0].length };
  const oldLength = label.end - label.start;
  const newLength = oldLength - digits[0].length + name.length;
  const edits = [replace(text, numeral, name)];
  const indent = label.start - lineStart(text, label.start);
  const pad = padding(text, reference);
  if (pad === null) {
    shiftLines(article, reference, indent + oldLength + 1, indent + newLength + 1, true, edits);
  } else if (pad.columns > 4) {
    // The text is an indented code block: it starts one column behind the numeral.
    shiftLines(article, reference, indent + oldLength + 1, indent + newLength + 1, false, edits);
  } else {
    const tabbed = text.slice(pad.start, pad.end).includes("\t");
    const width = tabbed ? oldLength + pad.columns : layout.width;
    const usual = pad.columns + oldLength === Math.max(width, oldLength + 1);
    const columns = usual ? Math.max(width, newLength + 1) - newLength : pad.columns;
    if (columns !== pad.columns || (tabbed && newLength !== oldLength))
      edits.push(replace(text, pad, " ".repeat(columns)));
    shiftLines(article, reference, indent + oldLength + pad.columns, indent + newLength + columns, false, edits);
  }
  return edits;
}

/** How many columns white space takes that begins at a column; tabs stop at every fourth. */
export function tabbedColumns(space: string, from: number): number {
  let column = from;
  for (const character of space) column += character === "\t" ? 4 - (column % 4) : 1;
  return column - from;
}

/**
 * Moves the lines below an entry's first from the old text column to the new one. Lines that stand left of the old
 * column are lazy continuations and stay. Below a bare numeral (`loosely`) nothing moves as long as it still belongs.
 */
function shiftLines(
  article: Article,
  reference: Reference,
  oldColumn: number,
  newColumn: number,
  loosely: boolean,
  edits: TextEdit[],
): void {
  if (oldColumn === newColumn) return;
  const { text } = article;
  const last = Math.max(reference.label.end, reference.body.end);
  const lines: LeadingSpace[] = [];
  let position = behindLineBreak(text, lineEnd(text, reference.label.end));
  while (position < last) {
    const space = leadingSpace(text, position);
    const blank = space.end >= text.length || isLineEnd(text.charCodeAt(space.end));
    if (!blank && space.columns >= oldColumn) lines.push(space);
    position = behindLineBreak(text, lineEnd(text, space.end));
  }
  if (loosely) {
    const first = lines[0];
    if (!first || (lines.every((line) => line.columns >= newColumn) && first.columns - newColumn < 4)) return;
  }
  const delta = newColumn - oldColumn;
  for (const line of lines) {
    if (line.columns > line.end - line.start) {
      // With tabs the columns are the tab stops'; only a line that would fall out of its entry is rewritten.
      if (line.columns < newColumn) edits.push(replace(text, line, " ".repeat(line.columns + delta)));
    } else if (delta > 0) edits.push(insert(line.start, " ".repeat(delta)));
    else edits.push(remove(text, { start: line.start, end: line.start - delta }));
  }
}

/** The white space a line starts with. */
export interface LeadingSpace extends Span {
  readonly columns: number;
}

export function leadingSpace(text: string, start: number): LeadingSpace {
  let end = start;
  while (text.charCodeAt(end) === 32 || text.charCodeAt(end) === 9) end++;
  return { start, end, columns: tabbedColumns(text.slice(start, end), 0) };
}
