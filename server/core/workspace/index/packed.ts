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

/** A packed summary where it stands: others may stand around it, and its texts may have numbers of their own there. */
export interface PackedPlace {
  readonly bytes: Uint8Array;
  readonly start: number;
  /** Numbers in the table by the numbers that stand in the bytes; undefined: these are the table's. */
  readonly numbers: ArrayLike<number> | undefined;
}

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
    if (text === "") return 0; // most links have no anchor
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
  const units = new Array<number>(text.length);
  for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index);
  return String.fromCharCode(...units);
}

/*
 * dialect, number of names, number of headings, number of links
 * name:    kind + 4 × title; each once, those of links in text order
 * heading: level, text, start and line after those of the one before, length, column
 * link:    form + 4 when it is wrapped, its name as one of the above, anchor, start and line after those of the one before,
 *          length, start of the target in it, its length, column; wrapped: lines it goes on, column it ends at
 *
 * All are numbers in seven bits a byte, the lowest first, the eighth bit set when more follow. The names come first: what
 * links where is told by them alone.
 */

const WRAPPED = 4;
/** How many numbers follow the text of a heading; the anchor of a link, when it is not wrapped. */
const [HEADING_REST, LINK_REST] = [4, 6];

/** Packs a summary. The result is overwritten by the next call. */
export function pack({ dialect, headings, links }: PageSummary, strings: StringTable): PackedSummary {
  const writer = new Writer();
  const named = links.map(({ kind, title }) => SUMMARIZED_KINDS.indexOf(kind) + 4 * strings.idOf(title));
  const names = new Map<number, number>();
  for (const name of named) if (!names.has(name)) names.set(name, names.size);
  writer.number(DIALECTS.indexOf(dialect));
  writer.number(names.size);
  writer.number(headings.length);
  writer.number(links.length);
  for (const name of names.keys()) writer.number(name);
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
  for (const [index, { form, anchor, start, end, target, from, to }] of links.entries()) {
    const wraps = to.line > from.line;
    writer.number(LINK_FORMS.indexOf(form) + (wraps ? WRAPPED : 0));
    writer.number(names.get(named[index]!)!);
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
  return writer.view();
}

/** The same summary with other numbers for its texts. The result is overwritten by the next call. */
export function renumber({ bytes, start }: PackedPlace, idOf: (id: number) => number): PackedSummary {
  const reader = new Reader(bytes, start);
  const writer = new Writer();
  writer.number(reader.number());
  const names = writer.number(reader.number());
  const headings = writer.number(reader.number());
  const links = writer.number(reader.number());
  for (let left = names; left > 0; left--) {
    const name = reader.number();
    writer.number((name % 4) + 4 * idOf(name >>> 2));
  }
  for (let left = headings; left > 0; left--) {
    writer.number(reader.number());
    writer.number(idOf(reader.number()));
    for (let more = HEADING_REST; more > 0; more--) writer.number(reader.number());
  }
  for (let left = links; left > 0; left--) {
    const how = writer.number(reader.number());
    writer.number(reader.number());
    writer.number(idOf(reader.number()));
    for (let more = how & WRAPPED ? LINK_REST + 2 : LINK_REST; more > 0; more--) writer.number(reader.number());
  }
  return writer.view();
}

/** Whether two packed summaries of one table are equal. */
export function samePacked(a: PackedSummary, b: PackedSummary): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** Unpacks a summary. */
export function unpack(place: PackedPlace, strings: Pick<StringTable, "textOf">): PageSummary {
  const links: SummaryLink[] = [];
  forEachPackedLink(place, (link) => links.push(summaryLink(link, strings)));
  return { dialect: dialectOfPacked(place), headings: headingsOf(place, strings), links };
}

/** The dialect of the page that a packed summary tells of. */
export function dialectOfPacked({ bytes, start }: PackedPlace): Dialect {
  return DIALECTS[bytes[start]!]!; // a number below 128 is one byte
}

/** Visits the titles that the links of a packed summary name, each once a kind: the kind's number, the title's in the table. */
export function forEachName(
  { bytes, start, numbers }: PackedPlace,
  visit: (kind: number, title: number) => void,
): void {
  // Millions of numbers are read here: without a reader, whose place would be written to memory after each byte.
  let at = start + 1;
  let left = 0;
  for (let shift = 0, byte = 0x80; byte >= 0x80; shift += 7) left |= ((byte = bytes[at++]!) & 0x7f) << shift;
  for (let counts = 2; counts > 0; counts--) while (bytes[at++]! >= 0x80);
  for (; left > 0; left--) {
    let name = 0;
    for (let shift = 0, byte = 0x80; byte >= 0x80; shift += 7) name |= ((byte = bytes[at++]!) & 0x7f) << shift;
    visit(name & 3, numbers ? numbers[name >>> 2]! : name >>> 2);
  }
}

/** The headings of a packed summary. */
export function headingsOf(place: PackedPlace, strings: Pick<StringTable, "textOf">): SummaryHeading[] {
  const { bytes, numbers } = place;
  const reader = new Reader(bytes, place.start);
  reader.number();
  const names = reader.number();
  const count = reader.number();
  reader.number();
  for (let left = names; left > 0; left--) reader.number();
  const headings: SummaryHeading[] = [];
  let start = 0;
  let line = 0;
  for (let left = count; left > 0; left--) {
    const level = reader.number();
    const id = reader.number();
    start += reader.number();
    line += reader.number();
    headings.push({
      level,
      text: strings.textOf(numbers ? numbers[id]! : id),
      start,
      end: start + reader.number(),
      from: { line, character: reader.number() },
    });
  }
  return headings;
}

/** A link with numbers of the table for its texts. The same object for every link that is visited. */
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
export function forEachPackedLink(place: PackedPlace, visit: (link: Readonly<PackedLink>) => void): void {
  const { numbers } = place;
  const reader = new Reader(place.bytes, place.start);
  reader.number();
  const count = { names: reader.number(), headings: reader.number(), links: reader.number() };
  const names: number[] = [];
  for (let left = count.names; left > 0; left--) names.push(reader.number());
  for (let left = (2 + HEADING_REST) * count.headings; left > 0; left--) reader.number();
  const link: PackedLink = {
    ...{ kind: 0, form: 0, title: 0, anchor: 0, start: 0, line: 0, length: 0 },
    ...{ targetStart: 0, targetLength: 0, column: 0, lines: 0, endColumn: 0 },
  };
  for (let left = count.links; left > 0; left--) {
    const how = reader.number();
    const name = names[reader.number()]!;
    const anchor = reader.number();
    link.form = how % 4;
    link.kind = name % 4;
    link.title = numbers ? numbers[name >>> 2]! : name >>> 2;
    link.anchor = numbers ? numbers[anchor]! : anchor;
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
  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {}

  number(): number {
    let byte = this.bytes[this.at++]!;
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    for (let shift = 7; shift < 35; shift += 7) {
      byte = this.bytes[this.at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value >>> 0;
  }
}
