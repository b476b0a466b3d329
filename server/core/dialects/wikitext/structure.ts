import type { BlockKind } from "../../model/article";
import { type Opener, openCount } from "./braces";
import { seekString } from "./seek";
import { TagFinder } from "./tags";

// The outline of a page, found anew after every change in one quick pass: which lines belong together because a template, a
// link, a tag or a comment reaches over a line break, and what each line begins with. What stands in the lines is read
// block by block (scan.ts), and only where something has changed.

/** Blocks of a text as parallel lists: there are thousands, and most of them are the same as before the last change. */
export interface Structure {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly kinds: readonly BlockKind[];
  /** Whether the block stands in a table. */
  readonly inTable: readonly boolean[];
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const SPECIAL = new Uint8Array(128);
for (const character of "\n<{}[]-") SPECIAL[character.charCodeAt(0)] = 1;

/** Line starts, and the stretches over which a construct joins lines. */
class Joints {
  /** Offsets at which lines begin, as far as no tag or comment hides the line break. */
  readonly lines: number[];
  readonly starts: number[] = [];
  readonly ends: number[] = [];

  constructor(text: string) {
    this.lines = [text.charCodeAt(0) === 0xfeff ? 1 : 0];
  }

  /** Notes a construct with a line break in it. */
  add(start: number, end: number): void {
    while (this.starts.length > 0 && this.starts.at(-1)! >= start) {
      this.starts.pop();
      this.ends.pop();
    }
    this.starts.push(start);
    this.ends.push(end);
  }
}

function jointsOf(text: string): Joints {
  const joints = new Joints(text);
  const { lines } = joints;
  const { length } = text;
  const tags = new TagFinder(text);
  const breaks = seekString(text, "\n");
  const open: Opener[] = [];
  const addHidden = (start: number, end: number) => {
    if (breaks.next(start) < end) joints.add(start, end);
  };
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 125 || SPECIAL[unit] === 0) continue;
    switch (unit) {
      case LF:
        lines.push(at + 1);
        if (isBreak(text, at + 1)) while (open.length > 0 && open.at(-1)!.close === "]") open.pop();
        break;
      case 60: {
        if (text.startsWith("<!--", at)) {
          const close = text.indexOf("-->", at + 4);
          const end = close < 0 ? length : close + 3;
          addHidden(at, end);
          at = end - 1;
          break;
        }
        const tag = tags.at(at, length);
        if (!tag) break;
        addHidden(at, tag.end);
        at = tag.end - 1;
        break;
      }
      case 123:
      case 91:
      case 45: {
        const opener = openCount(text, at, length);
        if (opener.close !== "") open.push(opener);
        at = opener.end - 1;
        break;
      }
      default: {
        const top = open.at(-1);
        if (!top) break;
        const count = top.closes(text, at, length);
        if (count === 0) break;
        const start = top.take(count);
        if (lines.at(-1)! > start) joints.add(start, at + count);
        if (top.isSpent) open.pop();
        at += count - 1;
      }
    }
  }
  return joints;
}

/** Finds the blocks of a text. Takes linear time. */
export function structureOf(text: string): Structure {
  const { lines, starts: joinStarts, ends: joinEnds } = jointsOf(text);
  const starts: number[] = [];
  const ends: number[] = [];
  const kinds: BlockKind[] = [];
  const inTable: boolean[] = [];
  let tables = 0;
  let join = 0;
  /** Whether the last block is a paragraph that the next line continues. */
  let isOpen = false;
  for (let line = 0; line < lines.length; ) {
    const start = lines[line]!;
    let next = line + 1;
    let isJoined = false;
    for (;;) {
      const nextStart = lines[next] ?? text.length + 1;
      while (join < joinStarts.length && joinEnds[join]! <= start) join++;
      if (join >= joinStarts.length || joinStarts[join]! >= nextStart - 1) break;
      const end = joinEnds[join]!;
      join++;
      isJoined = true;
      while (next < lines.length && lines[next]! < end) next++;
    }
    const end = endOfLine(text, (lines[next] ?? text.length + 1) - 1, start);
    line = next;
    if (end === start) {
      isOpen = false;
      continue;
    }
    const first = behindComments(text, start, end);
    const kind = kindOf(text, first, end, tables > 0);
    if (kind === "table") {
      if (text.startsWith("|}", first)) {
        inTable.push(tables > 0);
        tables = Math.max(0, tables - 1);
      } else {
        if (isTableStart(text, first, end)) tables++;
        inTable.push(true);
      }
    } else if (kind === "paragraph" && isOpen && !isJoined && !standsAlone(text, first)) {
      ends[ends.length - 1] = end;
      continue;
    } else {
      inTable.push(tables > 0);
    }
    starts.push(start);
    ends.push(end);
    kinds.push(kind);
    isOpen = kind === "paragraph" && !isJoined && !standsAlone(text, first);
  }
  return { starts, ends, kinds, inTable };
}

/** Templates, files and indented lines are no part of the paragraph around them. */
function standsAlone(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === SPACE || (unit === 123 && text.charCodeAt(at + 1) === 123) || text.startsWith("[[", at);
}

function kindOf(text: string, start: number, end: number, isInTable: boolean): BlockKind {
  switch (text.charCodeAt(start)) {
    case 61:
      return isHeading(text, start, end) ? "heading" : "paragraph";
    case 42:
    case 35:
    case 59:
      return "item";
    case 58:
      return isTableStart(text, start, end) ? "table" : "item";
    case 123:
    case SPACE:
      return isTableStart(text, start, end) ? "table" : isInTable && isRow(text, start, end) ? "table" : "paragraph";
    case 124:
    case 33:
      return isInTable ? "table" : "paragraph";
    default:
      return "paragraph";
  }
}

/** Rows of a table may be indented. */
function isRow(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && text.charCodeAt(at) === SPACE) at++;
  return text.charCodeAt(at) === 124 || text.charCodeAt(at) === 33;
}

/** `{|`, which may be indented by spaces and colons. */
function isTableStart(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === 58)) at++;
  return text.startsWith("{|", at);
}

/** `== 標題 ==`, with nothing but spaces and comments behind it. */
function isHeading(text: string, start: number, end: number): boolean {
  const last = lastOfHeading(text, start, end);
  return last > start && text.charCodeAt(last) === 61 && (last - start >= 2 || text.charCodeAt(start + 1) !== 61);
}

/** Offset of the last character of a line that is neither space nor in a comment behind its text. */
export function lastOfHeading(text: string, start: number, end: number): number {
  let last = end;
  for (;;) {
    while (last > start && isBlank(text.charCodeAt(last - 1))) last--;
    if (!text.startsWith("-->", last - 3)) return last - 1;
    const comment = text.lastIndexOf("<!--", last - 4);
    if (comment <= start) return last - 1;
    last = comment;
  }
}

/** Where the text of a line begins: comments in front of it are not there for MediaWiki. */
export function behindComments(text: string, start: number, end: number): number {
  let at = start;
  while (text.startsWith("<!--", at)) {
    const close = text.indexOf("-->", at + 4);
    if (close < 0 || close + 3 > end) return at;
    at = close + 3;
  }
  return at;
}

/** A line's end without its line break and the white space before it. */
function endOfLine(text: string, end: number, start: number): number {
  let at = Math.min(end, text.length);
  while (at > start && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

function isBlank(unit: number): boolean {
  return unit === SPACE || unit === 9 || unit === CR || unit === LF;
}

/** Whether a line break, and nothing else, stands at `at`. */
function isBreak(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === LF || (unit === CR && text.charCodeAt(at + 1) === LF);
}
