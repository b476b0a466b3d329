import type { Reference, TagAttribute } from "../../model/article";
import type { Span } from "../../text/span";
import { attributeNamed } from "./attributes";
import type { Note } from "./notes";

/** In the place of an index into `Article.refs`: a template cites the name, and so far no tag does. */
export const BY_TEMPLATE = -1;

/** A footnote tag at its place: `at` is the start of its block, `index` its place in `Article.refs`. */
export interface Placed {
  readonly note: Note;
  readonly at: number;
  readonly index: number;
}

/** Shared by entries that nothing cites. */
export const NONE: number[] = [];
const NOTHING: string[] = [];

/** A reference while it is being put together, and as others see it afterwards. */
export class Entry implements Reference {
  /** The number in its group; null as long as it follows a reference that is not there. */
  rendered: number | null = null;
  /** The name of the reference it is a part of, and which part. */
  parent: string | undefined;
  part: number | undefined;
  /** Known only from its parts so far. */
  isPlaceholder = false;
  content: string | null;
  /** The tag that says what it says, where its block begins, and its place in `Article.refs`; at first the one that names it. */
  note: Note;
  at: number;
  refIndex: number;
  isDefined: boolean;
  citedBy = NONE;
  /** Its place among all references in text order. */
  index = -1;
  /** What other tags add to it. */
  following = NOTHING;
  /** `dir` of the tag that defines it; "" without. */
  direction = "";
  /** Its parts by their details; undefined without any. */
  private parts: Map<string, Entry> | undefined;
  private partCount = 0;

  constructor(
    readonly group: string,
    readonly name: string,
    { note, at, index }: Placed,
    content = note.content,
    /** Of a part made by `details=`: the entry it is a part of, and the attribute. */
    readonly whole: Entry | undefined = undefined,
    private readonly details: TagAttribute | undefined = undefined,
  ) {
    this.note = note;
    this.at = at;
    this.refIndex = index;
    this.content = content;
    this.isDefined = content !== null;
  }

  define({ note, at, index }: Placed): void {
    this.note = note;
    this.at = at;
    this.refIndex = index;
    this.content = note.content;
    this.isDefined = true;
  }

  partWith(details: string): Entry | undefined {
    return this.parts?.get(details);
  }

  /** Makes another part of it. */
  addPart(placed: Placed, details: string): Entry {
    const attribute = attributeNamed(placed.note.ref.attributes, "details");
    const part = new Entry(this.group, "", placed, details, this, attribute);
    part.rendered = this.rendered;
    part.part = ++this.partCount;
    (this.parts ??= new Map()).set(details, part);
    return part;
  }

  /** Notes a marker that cites it. */
  cite(marker: number): void {
    // A list of its own length: most references are cited once.
    if (this.citedBy.length === 0) this.citedBy = [marker];
    else this.citedBy.push(marker);
  }

  get definition(): Placed {
    return { note: this.note, at: this.at, index: this.refIndex };
  }

  get shown(): string {
    if (this.rendered === null) return "";
    const number = this.part === undefined ? `${this.rendered}` : `${this.rendered}.${this.part}`;
    return this.group === "" ? number : `${this.group} ${number}`;
  }

  get number(): number | null {
    return this.part === undefined ? this.rendered : null;
  }

  get partOf(): number | null {
    return this.whole ? this.whole.index : null;
  }

  get start(): number {
    return this.at + (this.details ?? this.note.ref).start;
  }

  get end(): number {
    return this.at + (this.details ?? this.note.ref).end;
  }

  get label(): Span {
    const { start, end } = this.details
      ? { start: this.details.start, end: this.details.content.start }
      : this.note.ref.open;
    return { start: this.at + start, end: this.at + end };
  }

  get body(): Span {
    const { body, open } = this.note.ref;
    const { start, end } = this.details?.content ?? body ?? { start: open.end, end: open.end };
    return { start: this.at + start, end: this.at + end };
  }

  get text(): string {
    if (this.details) return this.details.value.replace(/'{2,}/g, "");
    const own = this.isDefined ? this.note.ref.text : "";
    return this.following.length === 0 ? own : [own, ...this.following].filter((part) => part !== "").join(" ");
  }

  get written(): string {
    return this.details?.value ?? this.note.ref.written;
  }

  get empty(): boolean {
    return !this.isDefined;
  }
}

/** The references of one group since its last list. */
export class Group {
  count = 0;
  readonly entries: Entry[] = [];
  readonly byName = new Map<string, Entry>();
  private readonly parts = new Map<string, number>();

  constructor(readonly name: string) {}

  partOf(parent: string): number {
    const part = (this.parts.get(parent) ?? 0) + 1;
    this.parts.set(parent, part);
    return part;
  }
}
