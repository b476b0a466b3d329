import type { FootnoteFlaw, FootnoteFlawKind, ListTag, Marker, Reference, ReferenceList } from "../../model/article";
import type { Span } from "../../text/span";
import type { WikitextBlock } from "./assemble";
import type { Note } from "./notes";

/** The footnotes of a page as MediaWiki numbers them. */
export interface Footnotes {
  readonly markers: readonly Marker[];
  readonly references: readonly Reference[];
  readonly lists: readonly ReferenceList[];
  readonly flaws: readonly FootnoteFlaw[];
}

/** A footnote tag at its place: `at` is the start of its block, `index` its place in `Article.refs`. */
interface Placed {
  readonly note: Note;
  readonly at: number;
  readonly index: number;
}

const NONE: number[] = [];
const NOTHING: string[] = [];

/** A reference while it is being put together, and as others see it afterwards. */
class Entry implements Reference {
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

  constructor(
    readonly group: string,
    readonly name: string,
    { note, at, index }: Placed,
    content = note.content,
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

  get start(): number {
    return this.at + this.note.ref.start;
  }

  get end(): number {
    return this.at + this.note.ref.end;
  }

  get label(): Span {
    const { start, end } = this.note.ref.open;
    return { start: this.at + start, end: this.at + end };
  }

  get body(): Span {
    const { body, open } = this.note.ref;
    const { start, end } = body ?? { start: open.end, end: open.end };
    return { start: this.at + start, end: this.at + end };
  }

  get text(): string {
    const own = this.isDefined ? this.note.ref.text : "";
    return this.following.length === 0 ? own : [own, ...this.following].filter((part) => part !== "").join(" ");
  }

  get written(): string {
    return this.note.ref.written;
  }

  get empty(): boolean {
    return !this.isDefined;
  }
}

/** The references of one group since its last list. */
class Group {
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

const LIST_ATTRIBUTES = new Set(["group", "responsive"]);

/** A marker as long as it is not known what its entry will be. */
type PlacedMarker = { -readonly [K in keyof Marker]: Marker[K] };

/**
 * Goes through the footnotes and lists of a page in the order MediaWiki comes to them. A footnote gets its number where its
 * name (or itself, without one) first occurs in its group; a list shows its group and closes it: what follows counts anew.
 * Footnotes with an error show nothing and count for nothing.
 */
export class Numbering {
  private readonly groups = new Map<string, Group>();
  private readonly markers: PlacedMarker[] = [];
  /** What each marker cites. */
  private readonly cited: Entry[] = [];
  private readonly entries: Entry[] = [];
  private readonly lists: { readonly span: Span; readonly entries: readonly Entry[] }[] = [];
  private readonly flaws: FootnoteFlaw[] = [];

  /** @param textEnd length of the page's text */
  number(blocks: readonly WikitextBlock[], textEnd: number): Footnotes {
    let refs = 0;
    for (let index = 0; index < blocks.length; index++) {
      const { steps, refs: ofBlock, looseTags } = blocks[index]!.content;
      if (steps.length > 0) this.readBlock(blocks[index]!, refs);
      if (looseTags.length > 0) this.flagLoose(blocks[index]!);
      refs += ofBlock.length;
    }
    this.finish(textEnd);
    return this.result();
  }

  private readBlock({ content, start }: WikitextBlock, firstRef: number): void {
    const { listTags, notes, steps } = content;
    const defined: Placed[][] = listTags.map(() => []);
    if (defined.length > 0) {
      notes.forEach((note, index) => {
        if (note.ref.list !== null) defined[note.ref.list]!.push({ note, at: start, index: firstRef + index });
      });
    }
    for (let at = 0; at < steps.length; at++) {
      const step = steps[at]!;
      if (step >= 0) this.use({ note: notes[step]!, at: start, index: firstRef + step });
      else this.list(listTags[~step]!, start, defined[~step]!);
    }
    if (listTags.length < 2) return;
    const shown = new Set(steps);
    listTags.forEach((list, index) => {
      if (!shown.has(~index)) this.flagList("nested-list", list, start);
    });
  }

  private flag(kind: FootnoteFlawKind, { note: { ref }, at, index }: Placed, group = ref.group ?? ""): void {
    const { start, end } = ref.open;
    this.flaws.push({ start: at + start, end: at + end, kind, ref: index, name: ref.name, group });
  }

  private flagList(kind: FootnoteFlawKind, { start, end, group }: ListTag, at: number): void {
    this.flaws.push({ start: at + start, end: at + end, kind, ref: null, name: "", group });
  }

  private flagLoose({ content, start: at }: WikitextBlock): void {
    for (const { start, end, kind } of content.looseTags) {
      const flaw = kind === "open" ? "unclosed" : "stray-close";
      this.flaws.push({ start: at + start, end: at + end, kind: flaw, ref: null, name: "", group: "" });
    }
  }

  private group(name: string): Group {
    let group = this.groups.get(name);
    if (!group) this.groups.set(name, (group = new Group(name)));
    return group;
  }

  /** A footnote in the text. */
  private use(placed: Placed): void {
    const { note, at } = placed;
    const { ref } = note;
    const name = ref.group ?? "";
    const flaw = this.flawOf(note, name) ?? flawInText(note);
    if (flaw) {
      this.flag(flaw, placed);
      return;
    }
    if (ref.follow !== "") {
      this.follow(placed, name);
      return;
    }
    const group = this.group(name);
    const entry = this.entryOf(placed, group);
    entry.rendered ??= ++group.count;
    if (ref.extends !== "") this.makePart(entry, placed, group);
    entry.cite(this.markers.length);
    this.cited.push(entry);
    this.markers.push({
      start: at + ref.start,
      end: at + ref.end,
      label: "",
      number: null,
      group: name,
      form: "ref",
      place: ref.place,
      reference: null,
      suspect: false,
    });
  }

  /** Text for a reference above; it has no marker of its own. Without that reference it stands in the list by itself. */
  private follow(placed: Placed, groupName: string): void {
    const { ref, content } = placed.note;
    const group = this.group(groupName);
    const parent = group.byName.get(ref.follow);
    if (!parent) group.entries.push(new Entry(groupName, "", placed));
    else if (content !== null) {
      parent.following = [...parent.following, ref.text];
      parent.content = `${parent.content ?? ""} ${content}`;
      parent.isDefined = true;
    }
  }

  private entryOf(placed: Placed, group: Group): Entry {
    const { ref, content } = placed.note;
    const known = ref.name === "" ? undefined : group.byName.get(ref.name);
    if (!known) {
      const entry = new Entry(group.name, ref.name, placed);
      group.entries.push(entry);
      if (ref.name !== "") group.byName.set(ref.name, entry);
      return entry;
    }
    if (known.isPlaceholder) {
      known.isPlaceholder = false;
      known.note = placed.note;
      known.at = placed.at;
      known.refIndex = placed.index;
    }
    if (content !== null) this.define(known, placed);
    return known;
  }

  private define(entry: Entry, placed: Placed): void {
    if (entry.content === null) entry.define(placed);
    else if (entry.content !== placed.note.content) this.flag("duplicate", placed);
  }

  private makePart(entry: Entry, placed: Placed, group: Group): void {
    const parent = placed.note.ref.extends;
    if (entry.part !== undefined) {
      if (entry.parent !== parent) this.flag("duplicate", placed);
      return;
    }
    entry.parent = parent;
    entry.part = group.partOf(parent);
    const whole = group.byName.get(parent);
    if (whole && whole.rendered !== null) {
      entry.rendered = whole.rendered;
      group.count--;
      return;
    }
    const placeholder = new Entry(group.name, parent, placed, null);
    placeholder.rendered = entry.rendered;
    placeholder.isPlaceholder = true;
    group.entries.push(placeholder);
    group.byName.set(parent, placeholder);
  }

  /** What is wrong with a footnote wherever it stands. */
  private flawOf({ ref, flaw, lateFlaw }: Note, groupName: string): FootnoteFlawKind | undefined {
    if (flaw) return flaw;
    if (ref.extends !== "") {
      const group = this.groups.get(groupName);
      const own = ref.name === "" ? undefined : group?.byName.get(ref.name);
      if (own && own.part === undefined && !own.isPlaceholder) return "duplicate";
      if (group?.byName.get(ref.extends)?.part !== undefined) return "nested-extends";
    }
    return lateFlaw;
  }

  private list(list: ListTag, at: number, inside: readonly Placed[]): void {
    for (const placed of inside) this.defineInList(placed, list.group);
    if (list.attributes.some(({ name }) => !LIST_ATTRIBUTES.has(name))) {
      this.flagList("list-attribute", list, at);
      return;
    }
    this.show(list.group, { start: at + list.start, end: at + list.end });
  }

  private defineInList(placed: Placed, listGroup: string): void {
    const { ref, content } = placed.note;
    const name = ref.group ?? listGroup;
    const entry = this.groups.get(name)?.byName.get(ref.name);
    const flaw =
      this.flawOf(placed.note, name) ??
      (name !== listGroup
        ? "list-group"
        : ref.name === ""
          ? "list-nameless"
          : content === null
            ? "list-empty"
            : entry === undefined
              ? "list-unused"
              : undefined);
    if (flaw) this.flag(flaw, placed, name);
    else this.define(entry!, placed);
  }

  /** Shows the references of a group at a place, and closes the group. */
  private show(name: string, span: Span): void {
    const entries = this.close(name);
    this.lists.push({ span, entries });
  }

  private close(name: string): readonly Entry[] {
    const group = this.groups.get(name);
    this.groups.delete(name);
    if (!group) return [];
    const { entries } = group;
    sortBy(entries, (a, b) => (a.rendered ?? 0) - (b.rendered ?? 0) || (a.part ?? 0) - (b.part ?? 0));
    for (let index = 0; index < entries.length; index++) {
      const entry = entries[index]!;
      this.entries.push(entry);
      if (!entry.isDefined) this.flag("no-text", entry.definition, name);
    }
    return entries;
  }

  /** What is left behind the last lists: MediaWiki adds one for footnotes without group, and complains of the others. */
  private finish(textEnd: number): void {
    for (const name of [...this.groups.keys()]) {
      const first = this.groups.get(name)!.entries[0];
      if (!first) continue;
      if (name === "") this.show(name, { start: textEnd, end: textEnd });
      else {
        this.close(name);
        this.flag("no-list", first.definition, name);
      }
    }
  }

  private result(): Footnotes {
    const { entries } = this;
    sortBy(entries, (a, b) => a.start - b.start);
    for (let index = 0; index < entries.length; index++) entries[index]!.index = index;
    const markers = this.labelled();
    const lists = this.lists.map(({ span, entries: shown }): ReferenceList => {
      const indices: number[] = [];
      let first = shown[0]?.index ?? 0;
      let last = first;
      for (let at = 0; at < shown.length; at++) {
        const { index } = shown[at]!;
        indices.push(index);
        first = Math.min(first, index);
        last = Math.max(last, index + 1);
      }
      return { start: span.start, end: span.end, form: "tag", first, last, standing: "list", entries: indices };
    });
    sortBy(this.flaws, (a, b) => a.start - b.start);
    return { markers, references: entries, lists, flaws: this.flaws };
  }

  /** The markers in text order, with what they show. */
  private labelled(): readonly Marker[] {
    const { markers, cited } = this;
    for (let index = 0; index < markers.length; index++) {
      const marker = markers[index]!;
      const entry = cited[index]!;
      marker.label = entry.shown;
      marker.number = entry.number;
      marker.reference = entry.index < 0 ? null : entry.index;
    }
    // Only functions are read in another order than they stand in the text.
    if (markers.every(({ start }, index) => index === 0 || markers[index - 1]!.start <= start)) return markers;
    const entryOf = new Map(markers.map((marker, index) => [marker, cited[index]!]));
    for (const entry of cited) entry.citedBy = NONE;
    markers.sort((a, b) => a.start - b.start);
    for (const [index, marker] of markers.entries()) entryOf.get(marker)!.cite(index);
    return markers;
  }
}

/** Sorts a list, which is nearly always sorted already. */
function sortBy<T>(list: T[], compare: (a: T, b: T) => number): void {
  for (let index = 1; index < list.length; index++) {
    if (compare(list[index - 1]!, list[index]!) > 0) {
      list.sort(compare);
      return;
    }
  }
}

function flawInText({ ref, content }: Note): FootnoteFlawKind | undefined {
  if (ref.name === "" && content === null) return "empty";
  return ref.nested ? "nested" : undefined;
}
