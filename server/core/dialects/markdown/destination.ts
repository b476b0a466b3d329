import type { Span } from "../../text/span";
import { isSpace } from "./characters";

/** `(destination "title")` behind a link's label. */
export interface InlineTarget {
  /** Behind the closing parenthesis. */
  readonly end: number;
  readonly target: Span;
  /** The title attribute without its quotes, as written; undefined when there is none. */
  readonly attribute: Span | undefined;
}

// Bounds on what is looked ahead: with them a document of `](](](…` costs linear time.
const LONGEST_DESTINATION = 4_000;
const LONGEST_TITLE = 4_000;

// Destinations with raw spaces occur where people linked by hand; CommonMark does not link them, their authors meant it.
const SPACED_WIKILINK = /\(([^()\r\n"]{1,300}?)[ \t]+"(wikilink)"\)/y;

/**
 * Reads an inline link target at an opening parenthesis.
 *
 *     [label](../Page/甲_\(乙\).md "wikilink")
 *            ^ open
 */
export function readInlineTarget(source: string, open: number, to: number, inQuote: boolean): InlineTarget | undefined {
  const start = skipSpace(source, open + 1, to, inQuote);
  const targetEnd = source.charCodeAt(start) === 60 ? angledEnd(source, start, to) : bareEnd(source, start, to);
  if (targetEnd < 0) return undefined;
  const target = source.charCodeAt(start) === 60 ? { start: start + 1, end: targetEnd - 1 } : { start, end: targetEnd };
  let position = skipSpace(source, targetEnd, to, inQuote);
  let attribute: Span | undefined;
  if (position > targetEnd) {
    attribute = readAttribute(source, position, to);
    if (attribute) position = skipSpace(source, attribute.end + 1, to, inQuote);
  }
  if (position < to && source.charCodeAt(position) === 41) return { end: position + 1, target, attribute };
  SPACED_WIKILINK.lastIndex = open;
  const spaced = SPACED_WIKILINK.exec(source);
  if (!spaced || open + spaced[0].length > to) return undefined;
  const end = open + spaced[0].length;
  return {
    end,
    target: { start: open + 1, end: open + 1 + spaced[1]!.length },
    attribute: { start: end - 2 - spaced[2]!.length, end: end - 2 },
  };
}

function skipSpace(source: string, from: number, to: number, inQuote: boolean): number {
  let position = from;
  let afterLineBreak = false;
  while (position < to) {
    const unit = source.charCodeAt(position);
    if (unit === 10) afterLineBreak = true;
    else if (!isSpace(unit) && !(inQuote && afterLineBreak && unit === 62)) break;
    position++;
  }
  return position;
}

/** The end of `<…>`, or -1. */
function angledEnd(source: string, start: number, to: number): number {
  const limit = Math.min(to, start + LONGEST_DESTINATION);
  for (let position = start + 1; position < limit; position++) {
    const unit = source.charCodeAt(position);
    if (unit === 62) return position + 1;
    if (unit === 10 || unit === 60) return -1;
    if (unit === 92) position++;
  }
  return -1;
}

/** The end of a destination without angle brackets: the first space or the parenthesis that closes the link; -1 when it is too long. */
function bareEnd(source: string, start: number, to: number): number {
  const limit = Math.min(to, start + LONGEST_DESTINATION);
  let depth = 0;
  let position = start;
  for (; position < limit; position++) {
    const unit = source.charCodeAt(position);
    if (isSpace(unit)) return position;
    if (unit === 40) depth++;
    else if (unit === 41 && depth-- === 0) return position;
    else if (unit === 92) position++;
  }
  return -1;
}

/** The content of a quoted title attribute at `start`; its `end` is the closing quote's offset. */
function readAttribute(source: string, start: number, to: number): Span | undefined {
  const open = source.charCodeAt(start);
  if (open !== 34 && open !== 39 && open !== 40) return undefined;
  const close = open === 40 ? 41 : open;
  const limit = Math.min(to, start + LONGEST_TITLE);
  for (let position = start + 1; position < limit; position++) {
    const unit = source.charCodeAt(position);
    if (unit === close) return { start: start + 1, end: position };
    if (unit === 92) position++;
  }
  return undefined;
}
