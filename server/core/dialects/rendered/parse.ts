import type { Article } from "../../model/article";
import type { Span } from "../../text/span";
import type { Parse } from "../parse";
import { isReadable } from "../size";
import { assembleRendered, type RenderedBlock } from "./assemble";

/**
 * `  4. ^ text`, a footnote cited more than once `  4. ^ 4.0 4.1 text`, without numeral where a copy lost it `^ text`.
 * Newer pages show ↑ for ^.
 */
const ENTRY = /^(\s*)(?:(\d{1,4})[.、]\s*)?([\^↑])((?:\s+\d{1,4}\.\d{1,3})*)(?:\s+|$)/;
/** `  4.`: an entry nobody can see, among others. */
const BARE = /^(\s*)(\d{1,4})\.\s*$/;
/** `[12]`, `[注 2]`; not `[2014-07-10]`, not `[來源請求]`. */
const MARKER = /\[(?:(\d{1,4})|(\p{L}{1,12})[ \u00a0](\d{1,3}))\]/gu;
/** What a page shows behind a heading for its editors. */
const EDIT_LINK = /\[(?:编辑|編輯|edit)[^[\]]{0,80}\]$/i;
/** No heading is longer (UTF-16 units). */
const LONGEST_HEADING = 40;

/** Parses the text of a rendered article, as copied or scraped from a page. */
export function parseRendered(text: string): Parse {
  return { article: readRendered(text), update: (changed) => parseRendered(changed) };
}

function readRendered(text: string): Article {
  return assembleRendered(text, isReadable(text) ? readLines(text) : []);
}

interface Line extends Span {
  readonly source: string;
  /** Whether the line above is empty. */
  readonly apart: boolean;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let apart = false;
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf("\n", start);
    const end = next < 0 ? text.length : next;
    const source = text.slice(start, end).replace(/\r$/, "");
    lines.push({ start, end: start + source.length, source, apart });
    apart = source.trim() === "";
    start = end + 1;
  }
  return lines;
}

/** A line is a paragraph, a heading or an entry. */
function readLines(text: string): RenderedBlock[] {
  const lines = linesOf(text).filter(({ source }) => !/^[\s\ufeff]*$/.test(source));
  const listed = beforeEntries(lines);
  const blocks: RenderedBlock[] = [];
  let number = 0; // of the entry before; 0: none
  lines.forEach((line, index) => {
    const match = ENTRY.exec(line.source) ?? (number > 0 || listed[index] ? BARE.exec(line.source) : null);
    if (match) {
      number = match[2] === undefined ? number + 1 : Number(match[2]);
      blocks.push(entryBlock(line, match, number));
      return;
    }
    number = 0;
    blocks.push(isHeading(lines, index) ? headingBlock(line) : textBlock(line));
  });
  return blocks;
}

/** For each line whether it is an entry, or bare numerals lead from it to one. */
function beforeEntries(lines: readonly Line[]): boolean[] {
  const listed: boolean[] = new Array(lines.length).fill(false);
  for (let index = lines.length - 1; index >= 0; index--) {
    const { source } = lines[index]!;
    listed[index] = ENTRY.test(source) || (listed[index + 1] === true && BARE.test(source));
  }
  return listed;
}

function entryBlock(line: Line, match: RegExpExecArray, number: number): RenderedBlock {
  const start = line.start + match[1]!.length;
  const labelEnd = start + (match[2] === undefined ? 1 : match[2].length + 1);
  const behind = line.start + match[0].length;
  const source = line.source.slice(match[0].length);
  // Scraped entries end in a no-break space and a space.
  const body = {
    start: Math.min(behind, line.end),
    end: Math.max(Math.min(behind, line.end), line.start + match[0].length + source.trimEnd().length),
  };
  const text = source.trim();
  const markers = markersIn(line, match[0].length);
  return {
    start,
    end: line.end,
    kind: "entry",
    heading: undefined,
    pieces: piecesBetween(body, markers),
    links: [],
    markers,
    entry: { label: { start, end: labelEnd }, number, body, text },
  };
}

function textBlock(line: Line): RenderedBlock {
  const markers = markersIn(line, 0);
  return {
    start: line.start,
    end: line.end,
    kind: "paragraph",
    heading: undefined,
    pieces: piecesBetween(line, markers),
    links: [],
    markers,
    entry: undefined,
  };
}

function headingBlock(line: Line): RenderedBlock {
  const source = line.source.trimEnd().replace(EDIT_LINK, "").trimEnd();
  const content = { start: line.start, end: line.start + source.length };
  const markers = markersIn({ ...line, source }, 0);
  return {
    start: line.start,
    end: line.end,
    kind: "heading",
    heading: { level: 2, content },
    pieces: piecesBetween(content, markers),
    links: [],
    markers,
    entry: undefined,
  };
}

/** Plain text does not mark its headings: a short line by itself without a sentence's punctuation, with text below it. */
function isHeading(lines: readonly Line[], index: number): boolean {
  const { source, apart } = lines[index]!;
  if (EDIT_LINK.test(source.trimEnd())) return true;
  const isShort = source.length <= LONGEST_HEADING && !/[，。；：！？,;:!?[\]()（）]/.test(source);
  return isShort && apart && index > 0 && index < lines.length - 1;
}

function markersIn(line: Line, from: number): RenderedBlock["markers"] {
  const markers: RenderedBlock["markers"][number][] = [];
  for (const match of line.source.slice(from).matchAll(MARKER)) {
    const start = line.start + from + match.index;
    const [whole, number, group, numberInGroup] = match;
    markers.push({
      start,
      end: start + whole.length,
      label: whole.slice(1, -1),
      number: Number(number ?? numberInGroup),
      group: group ?? "",
    });
  }
  return markers;
}

/** What of a span is left between the markers in it. */
export function piecesBetween(span: Span, markers: readonly Span[]): Span[] {
  const pieces: Span[] = [];
  let position = span.start;
  for (const { start, end } of [...markers, { start: span.end, end: span.end }]) {
    if (start > position) pieces.push({ start: position, end: start });
    position = Math.max(position, end);
  }
  return pieces;
}
