import type { Span } from "./span";

/**
 * Replaces the text at a span. It carries the text it expects to find there, so that applying it to another
 * version of the document fails instead of corrupting it.
 */
export interface TextEdit extends Span {
  readonly newText: string;
  readonly expected: string;
}

/** Thrown by {@link applyEdits}: an edit does not fit the text, or two edits overlap. */
export class EditConflict extends Error {
  override readonly name = "EditConflict";
}

/** An edit of `text` that replaces the span by `newText`. */
export function replace(text: string, span: Span, newText: string): TextEdit {
  return { start: span.start, end: span.end, newText, expected: text.slice(span.start, span.end) };
}

/** An edit of `text` that inserts `newText` at an offset. */
export function insert(offset: number, newText: string): TextEdit {
  return { start: offset, end: offset, newText, expected: "" };
}

/** An edit of `text` that removes the span. */
export function remove(text: string, span: Span): TextEdit {
  return replace(text, span, "");
}

/** Returns edits in text order, those at one place in the given order, insertions first: as LSP and people read them. */
export function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Returns where the text at an offset is after edits, which are in order; undefined when it is replaced. */
export function movedBy(edits: readonly TextEdit[], offset: number): number | undefined {
  let by = 0;
  for (const { start, end, newText } of edits) {
    if (start > offset || (start === offset && end > start)) break;
    if (offset < end) return undefined;
    by += newText.length - (end - start);
  }
  return offset + by;
}

/**
 * Applies edits, all given in offsets of `text`, in any order. Insertions at one place keep their order.
 * @throws EditConflict when an edit lies outside the text, two overlap, or the text is not what an edit expects.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let position = 0;
  for (const edit of inOrder(edits)) {
    if (edit.start < 0 || edit.end < edit.start || edit.end > text.length) {
      throw new EditConflict(`edit ${edit.start}–${edit.end} lies outside the text (length ${text.length})`);
    }
    if (edit.start < position) throw new EditConflict(`edits overlap at ${edit.start}`);
    const found = text.slice(edit.start, edit.end);
    if (found !== edit.expected) {
      throw new EditConflict(
        `expected ${JSON.stringify(edit.expected)} at ${edit.start}, found ${JSON.stringify(found)}`,
      );
    }
    parts.push(text.slice(position, edit.start), edit.newText);
    position = edit.end;
  }
  parts.push(text.slice(position));
  return parts.join("");
}

/** Several edits of `text` as one, from the first's start to the last's end: none of them can be made without the others. */
export function joined(text: string, edits: readonly TextEdit[]): TextEdit {
  const start = Math.min(...edits.map((edit) => edit.start));
  const end = Math.max(...edits.map((edit) => edit.end));
  const span = { start, end };
  const inside = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  return replace(text, span, applyEdits(text.slice(start, end), inside));
}
