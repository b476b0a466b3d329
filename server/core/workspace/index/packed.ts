import type { Dialect } from "../../model/article";
import {
  LINK_FORMS,
  type PageSummary,
  SUMMARIZED_KINDS,
  type SummaryHeading,
  type SummaryLink,
} from "../../model/summary";

/** A summary as bytes, its texts as numbers of a {@link StringTable}: a link takes about ten bytes. */
export type PackedSummary = Uint8Array;

const DIALECTS: readonly Dialect[] = ["markdown", "wikitext", "rendered"];

/** Texts by number, each once; number 0 is "". */
export interface StringTable {
  idOf(text: string): number;
  textOf(id: number): string;
}

/** Every text gets the next number. */
export class Strings implements StringTable {
  private readonly ids: Map<string, number>;
  readonly texts: string[];

  /** @param texts those it begins with, "" the first, each once */
  constructor(texts: readonly string[] = [""]) {
    this.texts = [...texts];
    this.ids = new Map(texts.map((text, id) => [text, id]));
  }

  idOf(text: string): number {
    let id = this.ids.get(text);
    if (id === undefined) {
      id = this.texts.length;
      // A slice of a page keeps the whole page alive: a copy of its own does not.
      const own = ownCopy(text);
      this.ids.set(own, id);
      this.texts.push(own);
    }
    return id;
  }

  textOf(id: number): string {
    return this.texts[id]!;
  }
}

/** Texts shorter than this V8 copies when it cuts them out of another; this many arguments any function takes. */
const [CUT, ARGUMENTS] = [13, 10_000];

function ownCopy(text: string): string {
  if (text.length < CUT || text.length > ARGUMENTS) return text;
  return String.fromCharCode(...Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)));
}

/*
 * dialect, number of headings, number of links
 * heading: level, text, start and line after those of the one before, length, column
 * link:    kind + 4 × form + 16 × whether it is wrapped, title, anchor, start and line after those of the one before,
 *          length, start of the target in it, its length, column; wrapped: lines it goes on, column it ends at
 *
 * All are numbers in seven bits a byte, the lowest first, the eighth bit set when more follow.
 */

const WRAPPED = 16;
/** How many numbers follow the text of a heading; the texts of a link, when it is not wrapped. */
const [HEADING_REST, LINK_REST] = [4, 6];

/** Packs a summary. */
export function pack({ dialect, headings, links }: PageSummary, strings: StringTable): PackedSummary {
  const writer = new Writer();
  writer.number(DIALECTS.indexOf(dialect));
  writer.number(headings.length);
  writer.number(links.length);
  let before = { start: 0, line: 0 };
  for (const { level, text, start, end, from } of headings) {
    writer.number(level);
    writer.number(strings.idOf(text));
    writer.number(start - before.start);
    writer.number(from.line - before.line);
    writer.number(end - start);
    writer.number(from.character);
    before = { start, line: from.line };
  }
  before = { start: 0, line: 0 };
  for (const { kind, form, title, anchor, start, end, target, from, to } of links) {
    const wraps = to.line > from.line;
    writer.number(SUMMARIZED_KINDS.indexOf(kind) + 4 * LINK_FORMS.indexOf(form) + (wraps ? WRAPPED : 0));
    writer.number(strings.idOf(title));
    writer.number(strings.idOf(anchor));
    writer.number(start - before.start);
    writer.number(from.line - before.line);
    writer.number(end - start);
    writer.number(target.start - start);
    writer.number(target.end - target.start);
    writer.number(from.character);
    if (wraps) {
      writer.number(to.line - from.line);
      writer.number(to.character);
    }
    before = { start, line: from.line };
  }
  return writer.view().slice();
}

/** The same with numbers of another table. The result is overwritten by the next call: see {@link Keeper}. */
export function renumber(packed: PackedSummary, idOf: (id: number) => number): PackedSummary {
  const reader = new Reader(packed);
  const writer = new Writer();
  writer.number(reader.number());
  const headings = writer.number(reader.number());
  const links = writer.number(reader.number());
  for (let left = headings; left > 0; left--) {
    writer.number(reader.number());
    writer.number(idOf(reader.number()));
    for (let more = HEADING_REST; more > 0; more--) writer.number(reader.number());
  }
  for (let left = links; left > 0; left--) {
    const how = writer.number(reader.number());
    writer.number(idOf(reader.number()));
    writer.number(idOf(reader.number()));
    for (let more = restOfLink(how); more > 0; more--) writer.number(reader.number());
  }
  return writer.view();
}

function restOfLink(how: number): number {
  return how & WRAPPED ? LINK_REST + 2 : LINK_REST;
}

/** The highest number of a text that a packed summary uses. */
export function highestString(packed: PackedSummary): number {
  let highest = 0;
  renumber(packed, (id) => {
    if (id > highest) highest = id;
    return id;
  });
  return highest;
}

/** Whether two packed summaries of one table are equal. */
export function samePacked(a: PackedSummary, b: PackedSummary): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** Whether bytes are a packed summary whose texts are among the first `known` of a table. */
export function isPacked(packed: PackedSummary, known: number): boolean {
  const reader = new Reader(packed);
  if (reader.number() >= DIALECTS.length) return false;
  const headings = reader.number();
  const links = reader.number();
  for (let left = headings; left > 0 && !reader.isAtEnd; left--) {
    const level = reader.number();
    if (level > 6 || reader.number() >= known) return false;
    for (let more = HEADING_REST; more > 0; more--) reader.number();
  }
  for (let left = links; left > 0; left--) {
    if (reader.isAtEnd) return false;
    const how = reader.number();
    if (how % 4 >= SUMMARIZED_KINDS.length || (how & ~WRAPPED) >> 2 >= LINK_FORMS.length) return false;
    if (reader.number() >= known || reader.number() >= known) return false;
    for (let more = restOfLink(how); more > 0; more--) reader.number();
  }
  return reader.isAtEnd && !reader.overran;
}

/** Unpacks a summary. */
export function unpack(packed: PackedSummary, strings: Pick<StringTable, "textOf">): PageSummary {
  const reader = new Reader(packed);
  const dialect = DIALECTS[reader.number()]!;
  const count = { headings: reader.number(), links: reader.number() };
  const headings = readHeadings(reader, count.headings, strings);
  const links: SummaryLink[] = [];
  forEachLink(reader, count.links, (link) => links.push(summaryLink(link, strings)));
  return { dialect, headings, links };
}

/** The dialect of the page that a packed summary tells of. */
export function dialectOfPacked(packed: PackedSummary): Dialect {
  return DIALECTS[packed[0]!]!; // a number below 128 is one byte
}

/** The headings of a packed summary. */
export function headingsOf(packed: PackedSummary, strings: Pick<StringTable, "textOf">): SummaryHeading[] {
  const reader = new Reader(packed);
  reader.number();
  const count = reader.number();
  reader.number();
  return readHeadings(reader, count, strings);
}

function readHeadings(reader: Reader, count: number, strings: Pick<StringTable, "textOf">): SummaryHeading[] {
  const headings: SummaryHeading[] = [];
  let start = 0;
  let line = 0;
  for (let left = count; left > 0; left--) {
    const level = reader.number();
    const text = strings.textOf(reader.number());
    start += reader.number();
    line += reader.number();
    headings.push({ level, text, start, end: start + reader.number(), from: { line, character: reader.number() } });
  }
  return headings;
}

/** A link with numbers for its texts. The same object for every link that is visited. */
export interface PackedLink {
  kind: number;
  form: number;
  title: number;
  anchor: number;
  start: number;
  line: number;
  length: number;
  targetStart: number;
  targetLength: number;
  column: number;
  /** How many lines it goes on, and the column it ends at. */
  lines: number;
  endColumn: number;
}

/** Visits the links of a packed summary in text order. */
export function forEachPackedLink(packed: PackedSummary, visit: (link: Readonly<PackedLink>) => void): void {
  const reader = new Reader(packed);
  reader.number();
  const headings = reader.number();
  const links = reader.number();
  for (let left = (2 + HEADING_REST) * headings; left > 0; left--) reader.number();
  forEachLink(reader, links, visit);
}

/** A visited link as it was before it was packed. */
export function summaryLink(link: Readonly<PackedLink>, strings: Pick<StringTable, "textOf">): SummaryLink {
  const target = link.start + link.targetStart;
  return {
    kind: SUMMARIZED_KINDS[link.kind]!,
    form: LINK_FORMS[link.form]!,
    title: strings.textOf(link.title),
    anchor: strings.textOf(link.anchor),
    start: link.start,
    end: link.start + link.length,
    target: { start: target, end: target + link.targetLength },
    from: { line: link.line, character: link.column },
    to: { line: link.line + link.lines, character: link.endColumn },
  };
}

function forEachLink(reader: Reader, count: number, visit: (link: Readonly<PackedLink>) => void): void {
  const link: PackedLink = {
    ...{ kind: 0, form: 0, title: 0, anchor: 0, start: 0, line: 0, length: 0 },
    ...{ targetStart: 0, targetLength: 0, column: 0, lines: 0, endColumn: 0 },
  };
  for (let left = count; left > 0; left--) {
    const how = reader.number();
    link.kind = how % 4;
    link.form = (how & ~WRAPPED) >> 2;
    link.title = reader.number();
    link.anchor = reader.number();
    link.start += reader.number();
    link.line += reader.number();
    link.length = reader.number();
    link.targetStart = reader.number();
    link.targetLength = reader.number();
    link.column = reader.number();
    link.lines = how & WRAPPED ? reader.number() : 0;
    link.endColumn = how & WRAPPED ? reader.number() : link.column + link.length;
    visit(link);
  }
}

/** Keeps many summaries in few pieces of memory: for those that come in bulk and stay. */
export class Keeper {
  private piece = new Uint8Array(0);
  private used = 0;

  keep(packed: PackedSummary): PackedSummary {
    if (this.used + packed.length > this.piece.length) {
      this.piece = new Uint8Array(Math.max(PIECE, packed.length));
      this.used = 0;
    }
    this.piece.set(packed, this.used);
    this.used += packed.length;
    return this.piece.subarray(this.used - packed.length, this.used);
  }
}

const PIECE = 1 << 16;

class Writer {
  private static buffer = new Uint8Array(4096);
  private length = 0;

  /** @returns the number */
  number(value: number): number {
    if (this.length + 5 > Writer.buffer.length) {
      const larger = new Uint8Array(2 * Writer.buffer.length);
      larger.set(Writer.buffer);
      Writer.buffer = larger;
    }
    let rest = value;
    while (rest > 0x7f) {
      Writer.buffer[this.length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    Writer.buffer[this.length++] = rest;
    return value;
  }

  view(): Uint8Array {
    return Writer.buffer.subarray(0, this.length);
  }
}

class Reader {
  private at = 0;
  overran = false;

  constructor(private readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  number(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      if (this.at >= this.bytes.length) {
        this.overran = true;
        return value;
      }
      const byte = this.bytes[this.at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value >>> 0;
  }
}
