import { applyEdits, EditConflict, inOrder, replace, type TextEdit } from "./edit";

/** Part of a text that is being rewritten: a span kept from the original, or text that was put in. */
type Piece = { readonly start: number; readonly end: number } | string;

const lengthOf = (piece: Piece) => (typeof piece === "string" ? piece.length : piece.end - piece.start);

const slicePiece = (piece: Piece, from: number, to: number): Piece =>
  typeof piece === "string" ? piece.slice(from, to) : { start: piece.start + from, end: piece.start + to };

/** Several rounds of edits, each made on what the one before it left, as one list of edits of the original text. */
export class Rewriting {
  private pieces: Piece[];

  /** @param original the text before the first round */
  constructor(private readonly original: string) {
    this.current = original;
    this.pieces = original === "" ? [] : [{ start: 0, end: original.length }];
  }

  private current: string;

  /** The text as it stands. */
  get text(): string {
    return this.current;
  }

  /**
   * Applies one round, given in offsets of `text`.
   * @throws EditConflict as applyEdits does; then nothing has changed
   */
  apply(edits: readonly TextEdit[]): void {
    const text = applyEdits(this.current, edits);
    const next: Piece[] = [];
    let index = 0;
    let inside = 0; // how much of the piece at `index` has been used
    let position = 0;
    const take = (until: number, keep: boolean): void => {
      while (position < until) {
        const piece = this.pieces[index];
        if (piece === undefined) throw new EditConflict(`edit ends behind the text, at ${until}`);
        const end = Math.min(lengthOf(piece), inside + until - position);
        if (keep) next.push(slicePiece(piece, inside, end));
        position += end - inside;
        inside = end;
        if (inside === lengthOf(piece)) {
          index++;
          inside = 0;
        }
      }
    };
    for (const edit of inOrder(edits)) {
      take(edit.start, true);
      if (edit.newText !== "") next.push(edit.newText);
      take(edit.end, false);
    }
    take(this.current.length, true);
    this.pieces = next;
    this.current = text;
  }

  /** Everything so far as edits of the original, each as small as can be, in text order. */
  edits(): TextEdit[] {
    const edits: TextEdit[] = [];
    let position = 0;
    let inserted = "";
    const close = (end: number): void => {
      const edit = trimmed(this.original, { start: position, end }, inserted);
      if (edit) edits.push(edit);
      inserted = "";
    };
    for (const piece of this.pieces) {
      if (typeof piece === "string") {
        inserted += piece;
      } else {
        close(piece.start);
        position = piece.end;
      }
    }
    close(this.original.length);
    return edits;
  }
}

/** The edit without what its two sides have in common; undefined when nothing is left. */
function trimmed(
  original: string,
  span: { readonly start: number; readonly end: number },
  newText: string,
): TextEdit | undefined {
  let { start, end } = span;
  let from = 0;
  let to = newText.length;
  while (start < end && from < to && original.charCodeAt(start) === newText.charCodeAt(from)) {
    start++;
    from++;
  }
  while (start < end && from < to && original.charCodeAt(end - 1) === newText.charCodeAt(to - 1)) {
    end--;
    to--;
  }
  return start === end && from === to ? undefined : replace(original, { start, end }, newText.slice(from, to));
}
