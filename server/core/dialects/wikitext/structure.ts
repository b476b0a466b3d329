import type { BlockKind } from "../../model/article";
import type { Span } from "../../text/span";
import { isFileNamespace } from "../titles";
import { type Opener, openCount } from "./braces";
import { type Seeker, seekString } from "./seek";
import { TagFinder } from "./tags";

// The outline of a page: which lines belong together because a template, a link, a tag or a comment reaches over a line break,
// and what each line begins with. After a change the outline is found anew from a block above it to the first block below
// that begins as it did before. What stands in the lines is read block by block (scan.ts), and only where something has changed.

/** Lines that are one block. */
export interface Stretch extends Span {
  readonly kind: BlockKind;
  /** Whether it stands in a table. */
  readonly inTable: boolean;
  /** How many tables are open where it begins. */
  readonly tables: number;
  /** Whether a paragraph stands right above it that could have gone on in it. */
  readonly follows: boolean;
  /** Whether no bracket above it is still open. */
  readonly isClear: boolean;
}

/** What differs from the last version: its offsets `start` to `end` have become `start` to `newEnd`. */
export interface Changed {
  readonly start: number;
  readonly end: number;
  readonly newEnd: number;
}

/** The outline of one version of a text, as far as it differs from that of the version before. */
export interface Outline {
  /** How many of the blocks before stay at the beginning. */
  readonly kept: number;
  readonly fresh: readonly Stretch[];
  /** The first of the blocks before that comes again behind the fresh ones; it and all others have only moved. */
  readonly resumed: number;
  /** Offsets of tags and comments that look for an end in vain: any text behind them may bring it. */
  readonly endless: readonly number[];
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const SPECIAL = new Uint8Array(128);
for (const character of "\n<{}[]-") SPECIAL[character.charCodeAt(0)] = 1;

/** Finds outlines: first what joins lines, then what the lines are. */
class Outliner {
  readonly fresh: Stretch[] = [];
  readonly endless: number[] = [];
  /** How many tables are open, and whether the last block is a paragraph that the next line continues. */
  tables = 0;
  isOpen = false;
  /** Offsets at which lines begin, as far as no tag or comment hides the line break; and whether a bracket is open there. */
  private lines: number[] = [];
  private isClear: boolean[] = [];
  /** Stretches over which a construct joins lines. */
  private joinStarts: number[] = [];
  private joinEnds: number[] = [];
  private readonly tags: TagFinder;
  private readonly breaks: Seeker;
  private readonly greater: Seeker;

  constructor(private readonly text: string) {
    this.tags = new TagFinder(text);
    this.breaks = seekString(text, "\n");
    this.greater = seekString(text, ">");
  }

  /**
   * Finds the blocks from a line on at which no bracket is open.
   * @param mayEnd whether to end at a line, at which no bracket is open either
   * @returns where it ended: the line, or the end of the text
   */
  read(from: number, mayEnd: (line: number) => boolean): number {
    this.lines = [from];
    this.isClear = [true];
    this.joinStarts = [];
    this.joinEnds = [];
    const end = this.join(from, mayEnd);
    this.group(end);
    return end;
  }

  private join(from: number, mayEnd: (line: number) => boolean): number {
    const { text, lines, isClear, tags } = this;
    const { length } = text;
    const open: Opener[] = [];
    for (let at = from; at < length; at++) {
      const unit = text.charCodeAt(at);
      if (unit > 125 || SPECIAL[unit] === 0) continue;
      switch (unit) {
        case LF:
          if (open.length === 0 && mayEnd(at + 1)) return at + 1;
          lines.push(at + 1);
          isClear.push(open.length === 0);
          if (isBreak(text, at + 1)) {
            while (open.length > 0 && open.at(-1)!.close === "]" && !leadsToFile(text, open.at(-1)!.end)) open.pop();
          }
          break;
        case 60: {
          if (text.startsWith("<!--", at)) {
            const close = text.indexOf("-->", at + 4);
            const end = close < 0 ? length : close + 3;
            if (close < 0) this.endless.push(at);
            this.addHidden(at, end);
            at = end - 1;
            break;
          }
          const tag = tags.at(at, length);
          if (!tag) {
            if (this.greater.next(at) === length) this.endless.push(at);
            break;
          }
          if (tag.isLoose || tag.close === length) this.endless.push(at);
          this.addHidden(at, tag.end);
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
          if (lines.at(-1)! > start) this.add(start, at + count);
          if (top.isSpent) open.pop();
          at += count - 1;
        }
      }
    }
    return length;
  }

  private addHidden(start: number, end: number): void {
    if (this.breaks.next(start) < end) this.add(start, end);
  }

  /** Notes a construct with a line break in it. */
  private add(start: number, end: number): void {
    while (this.joinStarts.length > 0 && this.joinStarts.at(-1)! >= start) {
      this.joinStarts.pop();
      this.joinEnds.pop();
    }
    this.joinStarts.push(start);
    this.joinEnds.push(end);
  }

  /** Makes blocks of the lines. @param behind where the first line behind them begins, or the end of the text */
  private group(behind: number): void {
    const { text, lines, joinStarts, joinEnds, fresh } = this;
    const afterLast = behind === text.length ? behind + 1 : behind;
    let join = 0;
    for (let line = 0; line < lines.length; ) {
      const start = lines[line]!;
      const isClear = this.isClear[line]!;
      let next = line + 1;
      let isJoined = false;
      for (;;) {
        const nextStart = lines[next] ?? afterLast;
        while (join < joinStarts.length && joinEnds[join]! <= start) join++;
        if (join >= joinStarts.length || joinStarts[join]! >= nextStart - 1) break;
        const end = joinEnds[join]!;
        join++;
        isJoined = true;
        while (next < lines.length && lines[next]! < end) next++;
      }
      const end = endOfLine(text, (lines[next] ?? afterLast) - 1, start);
      line = next;
      if (end === start) {
        this.isOpen = false;
        continue;
      }
      const first = behindComments(text, start, end);
      const kind = kindOf(text, first, end, this.tables > 0);
      const continues = kind === "paragraph" && !isJoined && !standsAlone(text, first);
      const last = fresh.at(-1);
      if (continues && this.isOpen && last) {
        const { start, kind, inTable, tables, follows, isClear } = last;
        fresh[fresh.length - 1] = { start, end, kind, inTable, tables, follows, isClear };
        continue;
      }
      const { tables, isOpen: follows } = this;
      let inTable = tables > 0;
      if (kind === "table") {
        if (text.startsWith("|}", first)) this.tables = Math.max(0, tables - 1);
        else {
          if (isTableStart(text, first, end)) this.tables++;
          inTable = true;
        }
      }
      fresh.push({ start, end, kind, inTable, tables, follows, isClear });
      this.isOpen = continues;
    }
  }
}

/**
 * Finds the blocks of a text. Takes linear time.
 * @param known the blocks of the version before, and what it had that is endless
 */
export function outlineOf(
  text: string,
  known: readonly Stretch[],
  endless: readonly number[],
  changed: Changed,
): Outline {
  const outliner = new Outliner(text);
  const kept = keptAbove(known, endless, changed.start);
  let from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (kept > 0) {
    from = known[kept]!.start;
    outliner.tables = known[kept]!.tables;
    outliner.isOpen = known[kept]!.follows;
  }
  const shift = changed.newEnd - changed.end;
  let behind = kept;
  const mayEnd = (line: number) => {
    if (line <= changed.newEnd) return false;
    while (behind < known.length && known[behind]!.start + shift < line) behind++;
    return behind < known.length && known[behind]!.start + shift === line && known[behind]!.isClear;
  };
  for (;;) {
    from = outliner.read(from, mayEnd);
    if (from === text.length) break;
    const { tables, follows } = known[behind]!;
    if (outliner.tables !== tables || outliner.isOpen !== follows) continue;
    for (const offset of endless) if (offset + shift >= from) outliner.endless.push(offset + shift);
    return { kept, fresh: outliner.fresh, resumed: behind, endless: outliner.endless };
  }
  return { kept, fresh: outliner.fresh, resumed: known.length, endless: outliner.endless };
}

/**
 * How many blocks above a change stay as they are, whatever it is: up to the last but one at which no bracket is open. That
 * one ends above the change, but may turn out to be joined with what follows.
 */
function keptAbove(known: readonly Stretch[], endless: readonly number[], change: number): number {
  let low = 0;
  let high = known.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (known[middle]!.start <= change) low = middle + 1;
    else high = middle;
  }
  let clear = 0;
  for (let index = low - 1; index > 0; index--) {
    if (known[index]!.isClear && ++clear === 2) return (endless[0] ?? change) < known[index]!.start ? 0 : index;
  }
  return 0;
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

/** Whether the target of a link is a file: its caption may have several paragraphs. A link's label ends with its own. */
function leadsToFile(text: string, target: number): boolean {
  const beginning = text.slice(target, target + 20);
  const colon = beginning.indexOf(":");
  return colon > 0 && isFileNamespace(beginning.slice(0, colon));
}
