import type {
  FootnoteFlaw,
  FootnoteFlawKind,
  ListTag,
  Marker,
  Reference,
  ReferenceList,
  RefTag,
} from "../../model/article";
import type { Span } from "../../text/span";
import type { WikitextBlock } from "./assemble";
import { attributeIn } from "./attributes";

/** The footnotes of a page as MediaWiki numbers them. */
export interface Footnotes {
  readonly markers: readonly Marker[];
  readonly references: readonly Reference[];
  readonly lists: readonly ReferenceList[];
  readonly flaws: readonly FootnoteFlaw[];
}

/** A footnote tag at its place: `at` is the start of its block, `index` its place in `Article.refs`. */
interface Placed {
  readonly ref: RefTag;
  readonly at: number;
  readonly index: number;
  /** What stands in it; null when that is nothing. */
  readonly content: string | null;
}

/** A reference while it is being put together. */
class Entry {
  /** The number in its group; undefined as long as it follows a reference that is not there. */
  number: number | undefined;
  /** The name of the reference it is a part of, and which part. */
  parent: string | undefined;
  part: number | undefined;
  /** Known only from its parts so far. */
  isPlaceholder = false;
  content: string | null;
  /** The tag that says what it says; at first the one that names it. */
  definition: Placed;
  isDefined: boolean;
  readonly markers: number[] = [];
  /** Its place among all references in text order. */
  index = -1;
  /** What other tags add to it. */
  readonly following: string[] = [];

  constructor(
    readonly group: string,
    readonly name: string,
    first: Placed,
  ) {
    this.definition = first;
    this.content = first.content;
    this.isDefined = first.content !== null;
  }

  define(placed: Placed): void {
    this.definition = placed;
    this.content = placed.content;
    this.isDefined = true;
  }

  get shown(): string {
    if (this.number === undefined) return "";
    const number = this.part === undefined ? `${this.number}` : `${this.number}.${this.part}`;
    return this.group === "" ? number : `${this.group} ${number}`;
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

const REF_ATTRIBUTES = new Set(["group", "name", "extends", "follow", "dir", "details"]);
const LIST_ATTRIBUTES = new Set(["group", "responsive"]);
const DIGITS = /^\d+$/;

/** A marker before it is known which entries there are. */
interface PlacedMarker {
  readonly start: number;
  readonly end: number;
  readonly place: Marker["place"];
  readonly entry: Entry;
}

/**
 * Goes through the footnotes and lists of a page in the order MediaWiki comes to them. A footnote gets its number where its
 * name (or itself, without one) first occurs in its group; a list shows its group and closes it: what follows counts anew.
 * Footnotes with an error show nothing and count for nothing.
 */
export class Numbering {
  private readonly groups = new Map<string, Group>();
  private readonly markers: PlacedMarker[] = [];
  private readonly entries: Entry[] = [];
  private readonly lists: { readonly span: Span; readonly entries: readonly Entry[] }[] = [];
  private readonly flaws: FootnoteFlaw[] = [];

  /** @param textEnd length of the page's text */
  number(blocks: readonly WikitextBlock[], textEnd: number): Footnotes {
    let refs = 0;
    for (let index = 0; index < blocks.length; index++) {
      const { content, start } = blocks[index]!;
      if (content.steps.length > 0) this.readBlock(blocks[index]!, refs);
      for (const { start: from, end, kind } of content.looseTags) {
        const flaw = kind === "open" ? "unclosed" : "stray-close";
        this.flaws.push({ start: start + from, end: start + end, kind: flaw, ref: null, name: "", group: "" });
      }
      refs += content.refs.length;
    }
    this.finish(textEnd);
    return this.result();
  }

  private readBlock({ content, start }: WikitextBlock, firstRef: number): void {
    const placed = (index: number): Placed => {
      return { ref: content.refs[index]!, at: start, index: firstRef + index, content: content.footnotes[index]! };
    };
    const defined: Placed[][] = content.listTags.map(() => []);
    if (defined.length > 0) {
      content.refs.forEach(({ list }, index) => {
        if (list !== null) defined[list]!.push(placed(index));
      });
    }
    for (let at = 0; at < content.steps.length; at++) {
      const step = content.steps[at]!;
      if (step >= 0) this.use(placed(step));
      else this.list(content.listTags[~step]!, start, defined[~step]!);
    }
    if (content.listTags.length < 2) return;
    const steps = new Set(content.steps);
    content.listTags.forEach((list, index) => {
      if (!steps.has(~index)) this.flagList("nested-list", list, start);
    });
  }

  private flag(kind: FootnoteFlawKind, { ref, at, index }: Placed, group = ref.group ?? ""): void {
    const { start, end } = ref.open;
    this.flaws.push({ start: at + start, end: at + end, kind, ref: index, name: ref.name, group });
  }

  private flagList(kind: FootnoteFlawKind, { start, end, group }: ListTag, at: number): void {
    this.flaws.push({ start: at + start, end: at + end, kind, ref: null, name: "", group });
  }

  private group(name: string): Group {
    let group = this.groups.get(name);
    if (!group) this.groups.set(name, (group = new Group(name)));
    return group;
  }

  /** A footnote in the text. */
  private use(placed: Placed): void {
    const { ref, at } = placed;
    const name = ref.group ?? "";
    const flaw = this.flawOf(placed, name) ?? flawInText(placed);
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
    entry.number ??= ++group.count;
    if (ref.extends !== "") this.makePart(entry, placed, group);
    entry.markers.push(this.markers.length);
    this.markers.push({ start: at + ref.start, end: at + ref.end, place: ref.place, entry });
  }

  /** Text for a reference above; it has no marker of its own. Without that reference it stands in the list by itself. */
  private follow(placed: Placed, groupName: string): void {
    const { ref, content } = placed;
    const group = this.group(groupName);
    const parent = group.byName.get(ref.follow);
    if (!parent) group.entries.push(new Entry(groupName, "", placed));
    else if (content !== null) {
      parent.following.push(ref.text);
      parent.content = `${parent.content ?? ""} ${content}`;
      parent.isDefined = true;
    }
  }

  private entryOf(placed: Placed, group: Group): Entry {
    const { ref, content } = placed;
    const known = ref.name === "" ? undefined : group.byName.get(ref.name);
    if (!known) {
      const entry = new Entry(group.name, ref.name, placed);
      group.entries.push(entry);
      if (ref.name !== "") group.byName.set(ref.name, entry);
      return entry;
    }
    if (known.isPlaceholder) {
      known.isPlaceholder = false;
      known.definition = placed;
    }
    if (content !== null) this.define(known, placed);
    return known;
  }

  private define(entry: Entry, placed: Placed): void {
    if (entry.content === null) entry.define(placed);
    else if (entry.content !== placed.content) this.flag("duplicate", placed);
  }

  private makePart(entry: Entry, placed: Placed, group: Group): void {
    const parent = placed.ref.extends;
    if (entry.part !== undefined) {
      if (entry.parent !== parent) this.flag("duplicate", placed);
      return;
    }
    entry.parent = parent;
    entry.part = group.partOf(parent);
    const whole = group.byName.get(parent);
    if (whole?.number !== undefined) {
      entry.number = whole.number;
      group.count--;
      return;
    }
    const placeholder = new Entry(group.name, parent, { ...placed, content: null });
    placeholder.number = entry.number;
    placeholder.isPlaceholder = true;
    group.entries.push(placeholder);
    group.byName.set(parent, placeholder);
  }

  /** What is wrong with a footnote wherever it stands. */
  private flawOf({ ref }: Placed, groupName: string): FootnoteFlawKind | undefined {
    const { attributes, name, follow } = ref;
    if (attributes.some((attribute) => !REF_ATTRIBUTES.has(attribute.name))) return "attribute";
    if (DIGITS.test(name) || DIGITS.test(follow) || DIGITS.test(ref.extends)) return "numeric-name";
    if (ref.extends !== "") {
      const group = this.groups.get(groupName);
      const own = name === "" ? undefined : group?.byName.get(name);
      if (own && own.part === undefined && !own.isPlaceholder) return "duplicate";
      if (group?.byName.get(ref.extends)?.part !== undefined) return "nested-extends";
    }
    if (follow !== "" && (name !== "" || ref.extends !== "")) return "conflict";
    const direction = attributeIn(attributes, "dir");
    if (direction !== undefined && !/^(?:ltr|rtl)$/i.test(direction)) return "direction";
    return undefined;
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
    const { ref, content } = placed;
    const name = ref.group ?? listGroup;
    const entry = this.groups.get(name)?.byName.get(ref.name);
    const flaw =
      this.flawOf(placed, name) ??
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
    const entries = group.entries.sort((a, b) => (a.number ?? 0) - (b.number ?? 0) || (a.part ?? 0) - (b.part ?? 0));
    for (const entry of entries) {
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
    const { markers: placed, entries } = this;
    // Only functions are read in another order than they stand in the text.
    const isSorted = sortByStart(placed, (marker) => marker.start);
    sortByStart(entries, startOf);
    for (let index = 0; index < entries.length; index++) entries[index]!.index = index;
    const markers: Marker[] = [];
    for (let index = 0; index < placed.length; index++) {
      const { start, end, place, entry } = placed[index]!;
      const reference = entry.index < 0 ? null : entry.index;
      const number = entry.part === undefined ? entry.number! : null;
      const { group, shown: label } = entry;
      markers.push({ start, end, label, number, group, form: "ref", place, reference, suspect: false });
      if (!isSorted) entry.markers.length = 0;
    }
    for (let index = 0; !isSorted && index < placed.length; index++) placed[index]!.entry.markers.push(index);
    const references = entries.map((entry) => new ShownReference(entry));
    const lists = this.lists.map(({ span, entries: shown }): ReferenceList => {
      const indices = shown.map((entry) => entry.index);
      const first = indices.reduce((least, entry) => Math.min(least, entry), indices[0] ?? 0);
      const last = indices.reduce((most, entry) => Math.max(most, entry + 1), first);
      return { start: span.start, end: span.end, form: "tag", first, last, standing: "list", entries: indices };
    });
    sortByStart(this.flaws, (flaw) => flaw.start);
    return { markers, references, lists, flaws: this.flaws };
  }
}

/** Sorts a list, which is nearly always sorted already; whether it was. */
function sortByStart<T>(list: T[], startOf: (item: T) => number): boolean {
  for (let index = 1; index < list.length; index++) {
    if (startOf(list[index]!) < startOf(list[index - 1]!)) {
      list.sort((a, b) => startOf(a) - startOf(b));
      return false;
    }
  }
  return true;
}

function startOf({ definition: { ref, at } }: Entry): number {
  return at + ref.start;
}

/** A reference as a view of its entry: most of thousands are not looked at on a keystroke. */
class ShownReference implements Reference {
  constructor(private readonly entry: Entry) {}

  get start(): number {
    return startOf(this.entry);
  }

  get end(): number {
    const { ref, at } = this.entry.definition;
    return at + ref.end;
  }

  get label(): Span {
    const { ref, at } = this.entry.definition;
    return { start: at + ref.open.start, end: at + ref.open.end };
  }

  get body(): Span {
    const { ref, at } = this.entry.definition;
    return ref.body
      ? { start: at + ref.body.start, end: at + ref.body.end }
      : { start: at + ref.open.end, end: at + ref.open.end };
  }

  get name(): string {
    return this.entry.name;
  }

  get shown(): string {
    return this.entry.shown;
  }

  get number(): number | null {
    return (this.entry.part === undefined ? this.entry.number : undefined) ?? null;
  }

  get rendered(): number | null {
    return this.entry.number ?? null;
  }

  get group(): string {
    return this.entry.group;
  }

  get text(): string {
    const { isDefined, definition, following } = this.entry;
    const own = isDefined ? definition.ref.text : "";
    return following.length === 0 ? own : [own, ...following].filter((part) => part !== "").join(" ");
  }

  get written(): string {
    return this.entry.definition.ref.written;
  }

  get empty(): boolean {
    return !this.entry.isDefined;
  }

  get citedBy(): readonly number[] {
    return this.entry.markers;
  }
}

function flawInText({ ref, content }: Placed): FootnoteFlawKind | undefined {
  if (ref.name === "" && content === null) return "empty";
  return ref.nested ? "nested" : undefined;
}
