import type { Passage } from "../../model/article";
import type { Span } from "../../text/span";

/** Gathers the visible pieces of one text: a paragraph, a footnote, a caption. */
export class Sink {
  readonly pieces: Span[] = [];
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

  /** What follows does not touch what stands before. */
  break(): void {
    this.isBroken = true;
  }

  /** Takes back the pieces from an index on: they turned out to be no text. */
  drop(from: number): void {
    if (this.pieces.length === from) return;
    this.pieces.length = from;
    while (this.runs.length > 0 && this.runs.at(-1)! >= from) this.runs.pop();
    this.isBroken = true;
  }

  /** The text of the pieces from an index on, as the reader sees it. */
  textFrom(source: string, from: number): string {
    if (this.pieces.length - from === 1) return shown(source.slice(this.pieces[from]!.start, this.pieces[from]!.end));
    let text = "";
    let run = this.runs.length;
    while (run > 0 && this.runs[run - 1]! > from) run--;
    for (let index = from; index < this.pieces.length; index++) {
      const { start, end } = this.pieces[index]!;
      if (this.runs[run] === index) {
        run++;
        text += " ";
      }
      text += source.slice(start, end);
    }
    return shown(text);
  }

  /** Whether it is text and not a name, a number or a file: it has sentences, or markup between its words. */
  hasProse(source: string): boolean {
    if (this.pieces.length > 1) return true;
    return this.pieces.some(({ start, end }) => /[，。；！？]/.test(source.slice(start, end)));
  }

  /** All of it as a passage; undefined when there is no text. */
  passage(end: number): Passage | undefined {
    const { pieces, runs, kind, start } = this;
    if (pieces.length === 0) return undefined;
    const made: Span[][] = [];
    for (let index = 0; index < runs.length; index++) {
      const run = pieces.slice(runs[index]!, runs[index + 1]);
      if (run.length > 0) made.push(run);
    }
    return { kind, start, end, runs: made };
  }
}

/** Without the line breaks of the source: one space between words, nothing between Han characters. */
function shown(text: string): string {
  if (!/\s/.test(text)) return text;
  return text
    .replace(/(?<=[\u2e80-\uffef])[^\S\n]*\n\s*(?=[\u2e80-\uffef])/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
