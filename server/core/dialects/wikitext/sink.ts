import type { Passage } from "../../model/article";
import type { Span } from "../../text/span";
import { joinedLines } from "../../text/trim";

/** A stretch of text; or, with what it shows, of markup: nothing that may be changed, but text to a reader. */
export interface Piece extends Span {
  readonly shows?: string;
}

/** Gathers the visible pieces of one text: a paragraph, a footnote, a caption. */
export class Sink {
  readonly pieces: Piece[] = [];
  /** How many of them are markup. */
  private shown = 0;
  /** Indices of the pieces that begin a run. */
  private readonly runs: number[] = [];
  /** Whether the next piece begins a run. */
  isBroken = true;

  constructor(
    private readonly kind: Passage["kind"],
    private readonly start: number,
  ) {}

  add(start: number, end: number): void {
    if (this.isBroken) {
      this.runs.push(this.pieces.length);
      this.isBroken = false;
    }
    this.pieces.push({ start, end });
  }

  /** Markup that shows something: an entity, `<nowiki>`, `-{…}-`, code. */
  show(start: number, end: number, shows: string): void {
    if (shows === "") return;
    this.pieces.push({ start, end, shows });
    this.shown++;
  }

  /** What follows does not touch what stands before. */
  break(): void {
    this.isBroken = true;
  }

  /** Takes back the pieces from an index on: they turned out to be no text. */
  drop(from: number): void {
    if (this.pieces.length === from) return;
    if (this.shown > 0) this.shown -= this.pieces.slice(from).filter(isShown).length;
    this.pieces.length = from;
    while (this.runs.length > 0 && this.runs.at(-1)! >= from) this.runs.pop();
    this.isBroken = true;
  }

  /** The text of the pieces from an index on, as the reader sees it. */
  textFrom(source: string, from: number): string {
    const { pieces } = this;
    if (pieces.length - from === 1) return collapsed(shownBy(source, pieces[from]!));
    let text = "";
    let run = this.runs.length;
    while (run > 0 && this.runs[run - 1]! > from) run--;
    for (let index = from; index < pieces.length; index++) {
      if (this.runs[run] === index) {
        run++;
        // Markup that shows something touches what stands beside it.
        if (index === from || !isShown(pieces[index - 1]!)) text += " ";
      }
      text += shownBy(source, pieces[index]!);
    }
    return collapsed(text);
  }

  /** Whether it is text and not a name, a number or a file: it has sentences, or markup between its words. */
  hasProse(source: string): boolean {
    if (this.pieces.length - this.shown > 1) return true;
    return this.pieces.some(({ start, end }) => /[，。；！？]/.test(source.slice(start, end)));
  }

  /** All of it as a passage; undefined when there is no text. */
  passage(end: number): Passage | undefined {
    const { pieces, runs, kind, start } = this;
    if (pieces.length === this.shown) return undefined;
    const made: Span[][] = [];
    for (let index = 0; index < runs.length; index++) {
      const all = pieces.slice(runs[index]!, runs[index + 1]);
      const run = this.shown > 0 ? all.filter((piece) => !isShown(piece)) : all;
      if (run.length > 0) made.push(run);
    }
    return { kind, start, end, runs: made };
  }
}

function isShown({ shows }: Piece): boolean {
  return shows !== undefined;
}

function shownBy(source: string, { start, end, shows }: Piece): string {
  return shows ?? source.slice(start, end);
}

/** Without the line breaks of the source: one space between words, nothing between Han characters. */
function collapsed(text: string): string {
  if (!/\s/.test(text)) return text;
  return text.replace(/\s+/g, joinedLines).replace(/\s+/g, " ").trim();
}
