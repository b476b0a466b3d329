import { withLineFeeds } from "./lines";
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

/**
 * Returns edits in text order, those at one place in the given order, insertions first: as LSP and people read them.
 * Removals that overlap become one: two operations may both take the blank line between what they remove.
 */
export function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  const ordered: TextEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = ordered.at(-1);
    if (last && edit.start < last.end && isRemoval(last) && isRemoval(edit)) {
      if (edit.end <= last.end) continue;
      const expected = last.expected + edit.expected.slice(last.end - edit.start);
      ordered[ordered.length - 1] = { start: last.start, end: edit.end, newText: "", expected };
    } else ordered.push(edit);
  }
  return ordered;
}

function isRemoval({ start, end, newText }: TextEdit): boolean {
  return newText === "" && end > start;
}

/** Why an edit cannot be made behind another one that ends at `position`; undefined when it can. */
function conflictOf(text: string, edit: TextEdit, position: number): string | undefined {
  const { start, end, expected } = edit;
  if (start < 0 || end < start || end > text.length) {
    return `edit ${start}–${end} lies outside the text (length ${text.length})`;
  }
  if (start < position) return `edits overlap at ${start}`;
  const found = text.slice(start, end);
  // The parser reads a lone CR as the line feed it is as good as.
  if (found === expected || withLineFeeds(found) === expected) return undefined;
  return `expected ${JSON.stringify(expected)} at ${start}, found ${JSON.stringify(found)}`;
}

/** Returns why edits in text order cannot be made together, undefined when they can. */
export function conflictIn(text: string, edits: readonly TextEdit[]): string | undefined {
  let position = 0;
  for (const edit of edits) {
    const conflict = conflictOf(text, edit, position);
    if (conflict !== undefined) return conflict;
    position = edit.end;
  }
  return undefined;
}

/**
 * The edits of a change as they leave the engine: in text order, and none at all when they cannot be made together. A wrong
 * operation offers nothing then, instead of an edit that an editor refuses or, worse, makes in part.
 */
export function soundEdits(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  const ordered = inOrder(edits);
  return conflictIn(text, ordered) === undefined ? ordered : [];
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
 * @throws EditConflict when an edit lies outside the text, two overlap that are not both removals, or the text is not what an
 * edit expects.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let position = 0;
  for (const edit of inOrder(edits)) {
    const conflict = conflictOf(text, edit, position);
    if (conflict !== undefined) throw new EditConflict(conflict);
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
