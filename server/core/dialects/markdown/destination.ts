import type { Link } from "../../model/article";
import type { Span } from "../../text/span";
import { unescapeMarkdown } from "../strings";
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

/** How far a destination with raw spaces is looked for, in UTF-16 units. */
const LONGEST_SPACED = 300;
const ATTRIBUTE_TO_END = /"([^"\r\n]{0,300})"[ \t]*\)/y;
/** Destinations that are meant as links although CommonMark shows them as text: paths, files of pages, addresses of the wiki. */
const MEANT = /^\.{1,2}\/|\.md(?:#|$)|^https?:\/\/[a-z-]+\.(?:m\.)?wikipedia\.org\//i;

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
  return readSpacedTarget(source, open, to);
}

/**
 * Reads a target with raw spaces in its destination. CommonMark does not link it, its author meant it.
 *
 *     [青 石關](../Page/青 石關.md "wikilink")
 *             ^ open
 */
function readSpacedTarget(source: string, open: number, to: number): InlineTarget | undefined {
  const limit = Math.min(to, open + LONGEST_SPACED);
  let depth = 0;
  let attribute: Span | undefined;
  let close = -1;
  let position = open + 1;
  for (; position < limit && close < 0; position++) {
    const unit = source.charCodeAt(position);
    if (unit === 10 || unit === 13 || unit === 60) return undefined;
    if (unit === 92) position++;
    else if (unit === 40) depth++;
    else if (unit === 41 && depth-- === 0) close = position;
    else if (unit === 34) {
      ATTRIBUTE_TO_END.lastIndex = position;
      const match = isSpace(source.charCodeAt(position - 1)) ? ATTRIBUTE_TO_END.exec(source) : null;
      if (!match || depth > 0 || position + match[0].length > to) return undefined;
      attribute = { start: position + 1, end: position + 1 + match[1]!.length };
      close = position + match[0].length - 1;
      break;
    }
  }
  if (close < 0) return undefined;
  const end = attribute ? attribute.start - 1 : close;
  const target = trimmedSpan(source, open + 1, end);
  const destination = source.slice(target.start, target.end);
  const isWikilink = attribute !== undefined && source.slice(attribute.start, attribute.end) === "wikilink";
  if (!/[ \t]/.test(destination) || !(isWikilink || MEANT.test(destination))) return undefined;
  return { end: close + 1, target, attribute };
}

function trimmedSpan(source: string, from: number, to: number): Span {
  let start = from;
  let end = to;
  while (start < end && isSpace(source.charCodeAt(start))) start++;
  while (end > start && isSpace(source.charCodeAt(end - 1))) end--;
  return { start, end };
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

/**
 * The link that an address makes which is shown itself, with or without angle brackets.
 * @param target the address, as written
 */
export function shownAddress({ start, end }: Span, target: Span, written: string): Link {
  return {
    start,
    end,
    kind: "external",
    form: "markdown",
    label: target,
    labelText: written,
    target,
    destination: unescapeMarkdown(written),
    title: "",
    anchor: "",
    attribute: "",
    image: false,
  };
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
