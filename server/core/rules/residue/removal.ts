import type { Article } from "../../model/article";
import { remove, type TextEdit } from "../../text/edit";
import { lineBreakIn, linesAround } from "../../text/line-around";
import { firstStartingAt, type Span } from "../../text/span";

/** The line ending a text uses: that of its first line. */
export function lineEndingOf(text: string): "\n" | "\r\n" {
  return lineBreakIn(text);
}

/**
 * Removes a span. When nothing else stands on its lines they go with it, and one of the blank lines around them, so
 * that no gap is left and the paragraphs above and below stay apart.
 */
export function removeWithLines(text: string, span: Span): TextEdit {
  const { start, end } = linesAround(text, span);
  const alone = text.slice(start, span.start).trim() === "" && text.slice(span.end, end).trim() === "";
  // A BOM is white space to `trim`, but no part of the line.
  if (!alone || text.charCodeAt(start) === 0xfeff) return remove(text, span);
  const behind = Math.min(end + 1, text.length);
  const below = linesAround(text, { start: behind, end: behind }).end;
  const blank = text.slice(behind, below).trim() === "" ? Math.min(below + 1, text.length) - behind : 0;
  const openAbove = start === 0 || text.endsWith("\n\n", start) || text.endsWith("\n\r\n", start);
  return remove(text, { start, end: openAbove ? behind + blank : behind });
}

/** In UTF-16 units: what is longer between `<` and `>` is no tag. */
const LONGEST_TAG = 10_000;

/**
 * Whether the rest of a line would begin a block of another kind once a span is gone: a tag alone on its line opens HTML,
 * in which no footnote is one; `1.` at its start a list.
 */
export function exposesBlock(text: string, span: Span): boolean {
  const line = linesAround(text, span);
  const before = text.slice(line.start, span.start).trim();
  const after = text.slice(span.end, line.end).trim();
  if (before === "" && /^(?:[<#>=`~|:+*-]|\d{1,9}[.)])/.test(after)) return true;
  // Only a line that begins and ends like a tag is put together and looked through.
  if ((before || after)[0] !== "<" || !(after || before).endsWith(">")) return false;
  return before.length + after.length <= LONGEST_TAG && /^<[^<>]*>$/.test(before + after);
}

/** Whether a footnote's marker is part of a span. */
export function holdsMarker({ markers }: Article, { start, end }: Span): boolean {
  const first = markers[firstStartingAt(markers, start)];
  return first !== undefined && first.end <= end;
}

/** At most `limit` characters of what a span holds, on one line: for messages. */
export function excerpt(text: string, span: Span, limit: number): string {
  const whole = text.slice(span.start, Math.min(span.end, span.start + 4 * limit)).replace(/\s+/g, " ");
  const letters = [...whole];
  return letters.length <= limit && span.end <= span.start + 4 * limit
    ? whole
    : `${letters.slice(0, limit - 1).join("")}…`;
}

const BLOCK_TAG = /<\/?(?:table|caption|thead|tbody|tr|t[dh]|p|div|ul|ol|li|dl|d[dt]|blockquote|center)\b/i;

/** Whether a span holds tags that build a table or a paragraph: without them the rest falls apart. */
export function holdsBlockTags(text: string, { start, end }: Span): boolean {
  return BLOCK_TAG.test(text.slice(start, end));
}
