import type { Span } from "../../text/span";
import { trimmedEnd } from "../../text/trim";
import { decodeEntities } from "../strings";
import { isSpace, isWide } from "./characters";

/**
 * What stands in a stretch of source besides plain text. Atoms are kept in the order of their starts; one may cover
 * later ones (a template covers the links in it): what lies before the end of the furthest atom so far is covered.
 */
export const Atom = {
  /** A bracket that turned out to be plain text. */
  LITERAL: 0,
  /** Markup without width: emphasis, a link's brackets, the backslash of an escape. */
  MARKUP: 1,
  /** The same, and never to be changed: a link's destination, an HTML tag. */
  TAG: 2,
  /** Not text: math, a template, a line break, a table cell's edge. Ends a run. */
  OBJECT: 3,
  /** Like OBJECT, but nothing to protect: `<br>` is protected as a tag already. */
  EDGE: 4,
  /** A footnote marker; the reader's eye joins the text around it. */
  MARKER: 5,
  /** A line break inside a paragraph with the indentation behind it. */
  WRAP: 6,
  /** Code: not text for conversion, but visible. */
  CODE: 7,
  /** A character reference: visible as another character. */
  ENTITY: 8,
} as const;
export type AtomKind = (typeof Atom)[keyof typeof Atom];

/** The atoms of one leaf block, as parallel lists: there are many, and they live briefly. */
export class Atoms {
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly kinds: AtomKind[] = [];

  /** How many there are; the lists behind are longer and are used again for the next block. */
  length = 0;

  /** Adds an atom behind all others; returns its index. */
  add(kind: AtomKind, start: number, end: number): number {
    const index = this.length++;
    this.starts[index] = start;
    this.ends[index] = end;
    this.kinds[index] = kind;
    return index;
  }

  /** Settles what a placeholder is. */
  settle(index: number, kind: AtomKind, end: number): void {
    this.kinds[index] = kind;
    this.ends[index] = end;
  }

  clear(): void {
    this.length = 0;
  }

  /**
   * The text a reader sees between two offsets: no markup, no markers, a wrap as one space where words need one.
   * @param first index of the first atom at `start` or behind it
   */
  visibleText(source: string, start: number, end: number, first: number): string {
    let text = "";
    let position = start;
    for (let index = first; index < this.length && this.starts[index]! < end; index++) {
      const kind = this.kinds[index]!;
      const from = this.starts[index]!;
      const to = this.ends[index]!;
      if (kind === Atom.LITERAL || from < position) continue;
      text += source.slice(position, from);
      if (kind === Atom.WRAP) text += wrapAsSpace(source, from, to);
      else if (kind === Atom.CODE) text += codeText(source.slice(from, to));
      else if (kind === Atom.ENTITY) text += decodeEntities(source.slice(from, to));
      position = to;
    }
    return position < end ? text + source.slice(position, end) : text;
  }

  /** The runs of visible pieces between two offsets (see `Passage.runs`). */
  runs(source: string, start: number, end: number): Span[][] {
    const runs: Span[][] = [];
    let run: Span[] = [];
    let position = start;
    const piece = (to: number) => {
      if (to > position && !isBlank(source, position, to)) run.push({ start: position, end: to });
    };
    for (let index = 0; index < this.length; index++) {
      const kind = this.kinds[index]!;
      const from = this.starts[index]!;
      if (kind === Atom.LITERAL || from < position) continue;
      piece(from);
      position = this.ends[index]!;
      if ((kind === Atom.OBJECT || kind === Atom.EDGE || kind === Atom.CODE) && run.length > 0) {
        runs.push(run);
        run = [];
      }
    }
    piece(end);
    if (run.length > 0) runs.push(run);
    return runs;
  }

  /** Adds the spans that are never changed to a list. */
  addProtected(spans: Span[]): void {
    let position = -1;
    for (let index = 0; index < this.length; index++) {
      const kind = this.kinds[index]!;
      const start = this.starts[index]!;
      const end = this.ends[index]!;
      const isProtected = kind === Atom.TAG || kind === Atom.OBJECT || kind === Atom.CODE || kind === Atom.ENTITY;
      if (!isProtected || start < position) continue;
      spans.push({ start, end });
      position = end;
    }
  }
}

/** A wrap reads as a space, except between characters that are written without spaces. */
function wrapAsSpace(source: string, start: number, end: number): string {
  let before = start - 1;
  while (before >= 0 && isSpace(source.charCodeAt(before))) before--;
  const wide = before >= 0 && isWide(source.charCodeAt(before)) && isWide(source.charCodeAt(end));
  return wide ? "" : " ";
}

function codeText(code: string): string {
  return code.startsWith("`") ? trimmedEnd(code.replace(/^`+/, ""), /`/).trim() : code.replace(/<[^<>]*>/g, "");
}

function isBlank(source: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (!isSpace(source.charCodeAt(index))) return false;
  return true;
}
