import { remove, type TextEdit } from "../../text/edit";
import type { Span } from "../../text/span";

/** The line ending a text uses: that of its first line. */
export function lineEndingOf(text: string): "\n" | "\r\n" {
  const first = text.indexOf("\n");
  return first > 0 && text[first - 1] === "\r" ? "\r\n" : "\n";
}

/**
 * Removes a span. When nothing else stands on its lines they go with it, and one of the blank lines around them, so
 * that no gap is left and the paragraphs above and below stay apart.
 */
export function removeWithLines(text: string, span: Span): TextEdit {
  const start = text.lastIndexOf("\n", span.start - 1) + 1;
  const next = text.indexOf("\n", span.end);
  const end = next < 0 ? text.length : next;
  const alone = text.slice(start, span.start).trim() === "" && text.slice(span.end, end).trim() === "";
  // A BOM is white space to `trim`, but no part of the line.
  if (!alone || text.charCodeAt(start) === 0xfeff) return remove(text, span);
  const behind = next < 0 ? text.length : next + 1;
  const blank = /^[^\S\n]*(?:\n|$)/.exec(text.slice(behind))?.[0].length ?? 0;
  const openAbove = start === 0 || text.slice(0, start).endsWith("\n\n") || text.slice(0, start).endsWith("\n\r\n");
  return remove(text, { start, end: openAbove ? behind + blank : behind });
}

/**
 * Whether the rest of a line would begin a block of another kind once a span is gone: a tag alone on its line opens HTML,
 * in which no footnote is one; `1.` at its start a list.
 */
export function exposesBlock(text: string, { start, end }: Span): boolean {
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start).trim();
  const next = text.indexOf("\n", end);
  const after = text.slice(end, next < 0 ? text.length : next).trim();
  if (before === "" && /^(?:[<#>=`~|:+*-]|\d{1,9}[.)])/.test(after)) return true;
  return /^<[^<>]*>$/.test(before + after);
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
