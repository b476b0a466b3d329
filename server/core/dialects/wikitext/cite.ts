import type {
  FootnoteFlaw,
  FootnoteFlawKind,
  ListTag,
  Marker,
  Reference,
  ReferenceList,
  RefTag,
} from "../../model/article";
import { NOTHING } from "../../text/nothing";
import type { Span } from "../../text/span";
import type { WikitextBlock } from "./assemble";
import { type Complaint, complaintsInList, complaintsInText, directionOf, nameOf } from "./complaints";
import { BY_TEMPLATE, Entry, Group, NONE, type Placed } from "./entries";
import { ONE_DIRECTION, SHOWN_UNUSED, SHOWN_WITH_ERRORS, SUB_REFERENCES } from "./release";

/** The footnotes of a page as MediaWiki numbers them. */
export interface Footnotes {
  readonly markers: readonly Marker[];
  /** Of footnotes that have a number and no marker, in text order. */
  readonly unshown: readonly Marker[];
  readonly references: readonly Reference[];
  readonly lists: readonly ReferenceList[];
  readonly flaws: readonly FootnoteFlaw[];
}

const LIST_ATTRIBUTES = new Set(["group", "responsive"]);

/** A marker as long as it is not known what its entry will be. */
type PlacedMarker = { -readonly [K in keyof Marker]: Marker[K] };

/** A marker that is not shown, with the entry it cites. */
interface Unshown {
  readonly marker: PlacedMarker;
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
  /** What each marker cites. */
  private readonly cited: Entry[] = [];
  private readonly unshown: Unshown[] = [];
  private readonly entries: Entry[] = [];
  private readonly lists: { readonly span: Span; readonly entries: readonly Entry[] }[] = [];
  private readonly flaws: FootnoteFlaw[] = [];

  /** @param release N of MediaWiki 1.N */
  constructor(private readonly release: number) {}

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
    const { listTags, notes, refs, steps } = content;
    const defined: Placed[][] = listTags.map(() => []);
    if (defined.length > 0) {
      refs.forEach(({ list }, index) => {
        const note = notes[index]!;
        if (list !== null) defined[list]!.push({ note, at: start, index: firstRef + index });
      });
    }
    for (let at = 0; at < steps.length; at++) {
      const step = steps[at]!;
      if (step >= refs.length) this.useByTemplate({ note: notes[step]!, at: start, index: BY_TEMPLATE });
      else if (step >= 0) this.use({ note: notes[step]!, at: start, index: firstRef + step });
      else this.list(listTags[~step]!, start, defined[~step]!, holdsList(listTags, ~step));
    }
    if (listTags.length < 2) return;
    const shown = new Set(steps);
    listTags.forEach((list, index) => {
      // A function in a list is nothing at all.
      if (!shown.has(~index) && list.form !== "function") this.flagList("nested-list", list, start);
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
    const { note } = placed;
    const { ref } = note;
    const groupName = ref.group ?? "";
    if (!note.isSound) {
      const complaints = complaintsInText(note, this.release, this.extendsFlaw(ref, groupName));
      if (this.flagAll(complaints, placed)) {
        this.hideInside(placed);
        return;
      }
      if (ref.follow !== "") {
        this.follow(placed, groupName);
        return;
      }
    }
    const group = this.group(groupName);
    const entry = this.entryOf(placed, group);
    entry.rendered ??= ++group.count;
    this.cite(note.isSound ? entry : this.partOf(entry, placed, group), placed);
  }

  /** A template that cites a name: it takes its number. */
  private useByTemplate(placed: Placed): void {
    const group = this.group(placed.note.ref.group ?? "");
    this.entryOf(placed, group).rendered ??= ++group.count;
  }

  private cite(entry: Entry, { note: { ref }, at }: Placed): void {
    const marker: PlacedMarker = {
      start: at + ref.start,
      end: at + ref.end,
      label: "",
      number: null,
      group: entry.group,
      form: "ref",
      place: ref.place,
      reference: null,
      suspect: false,
    };
    if (ref.place === "hidden") {
      this.unshown.push({ marker, entry });
      return;
    }
    entry.cite(this.markers.length);
    this.cited.push(entry);
    this.markers.push(marker);
  }

  /** Hides the markers in a function's content, which are numbered before it, when that content is not shown. */
  private hideInside({ note: { ref }, at }: Placed): void {
    if (ref.form !== "function") return;
    const { markers, cited } = this;
    while (markers.length > 0 && markers.at(-1)!.start > at + ref.start) {
      const marker = markers.pop()!;
      const entry = cited.pop()!;
      entry.citedBy.pop();
      marker.place = "hidden";
      this.unshown.push({ marker, entry });
    }
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
    const { note } = placed;
    const name = nameOf(note.ref, this.release);
    const direction = directionOf(note, this.release);
    const known = name === "" ? undefined : group.byName.get(name);
    if (!known) {
      const entry = new Entry(group.name, name, placed);
      entry.direction = direction;
      group.entries.push(entry);
      if (name !== "") group.byName.set(name, entry);
      return entry;
    }
    if (known.isPlaceholder || (known.refIndex === BY_TEMPLATE && placed.index !== BY_TEMPLATE)) {
      known.isPlaceholder = false;
      known.note = note;
      known.at = placed.at;
      known.refIndex = placed.index;
    }
    const isOther = direction !== "" && known.direction !== "" && direction !== known.direction;
    if (isOther && this.release >= ONE_DIRECTION) this.flag("direction-conflict", placed);
    if (note.content !== null) {
      if (known.content === null) known.direction = direction;
      this.define(known, placed);
    }
    return known;
  }

  private define(entry: Entry, placed: Placed): void {
    if (entry.content === null) entry.define(placed);
    else if (entry.content !== placed.note.content) {
      this.flag("duplicate", placed);
      if (placed.note.ref.list === null) this.hideInside(placed);
    }
  }

  /** The entry a footnote cites: the one it names, or a part of that. */
  private partOf(entry: Entry, placed: Placed, group: Group): Entry {
    const { ref } = placed.note;
    if (this.release < SUB_REFERENCES) {
      if (ref.extends !== "") this.makePart(entry, placed, group);
      return entry;
    }
    const merges = this.release >= SHOWN_WITH_ERRORS;
    if (!ref.details || (merges && entry.name === "")) return entry;
    const known = merges ? entry.partWith(ref.details) : undefined;
    if (known) return known;
    const part = entry.addPart(placed, ref.details);
    group.entries.push(part);
    return part;
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

  /** Why a footnote cannot be the part of another that it says it is. */
  private extendsFlaw(ref: RefTag, groupName: string): FootnoteFlawKind | undefined {
    if (ref.extends === "" || this.release >= SUB_REFERENCES) return undefined;
    const group = this.groups.get(groupName);
    const own = ref.name === "" ? undefined : group?.byName.get(ref.name);
    if (own && own.part === undefined && !own.isPlaceholder) return "duplicate";
    return group?.byName.get(ref.extends)?.part !== undefined ? "nested-extends" : undefined;
  }

  /** Flags what is complained of; returns whether the footnote is not shown. Then MediaWiki tells the first fault only. */
  private flagAll(complaints: readonly Complaint[], placed: Placed, group?: string): boolean {
    if (complaints.length === 0) return false;
    if (complaints.some(({ isFatal }) => isFatal)) {
      this.flag(complaints[0]!.kind, placed, group);
      return true;
    }
    for (const { kind } of complaints) this.flag(kind, placed, group);
    return false;
  }

  private list(list: ListTag, at: number, inside: readonly Placed[], holdsList: boolean): void {
    for (const placed of inside) this.defineInList(placed, list.group);
    if (list.attributes.some(({ name }) => !LIST_ATTRIBUTES.has(name))) {
      this.flagList("list-attribute", list, at);
      return;
    }
    // The list in a function is shown before it, and lost with it.
    if (holdsList && list.form === "function") this.close(list.group);
    if (holdsList && (list.form === "function" || this.release >= SHOWN_UNUSED)) return;
    this.show(list.group, { start: at + list.start, end: at + list.end });
  }

  private defineInList(placed: Placed, listGroup: string): void {
    const { release } = this;
    const { ref } = placed.note;
    const written = ref.group ?? listGroup;
    const groupName = release >= SHOWN_WITH_ERRORS ? listGroup : written;
    const complaints = complaintsInList(placed.note, listGroup, release, this.extendsFlaw(ref, written));
    const name = nameOf(ref, release);
    const known = name === "" ? undefined : this.groups.get(groupName)?.byName.get(name);
    if (name !== "" && !known) complaints.push({ kind: "list-unused", isFatal: release < SHOWN_UNUSED });
    if (this.flagAll(complaints, placed, written)) return;
    if (known) this.define(known, placed);
    else this.listUnused(placed, groupName, name);
  }

  /** An entry that nothing cites: it has no number. */
  private listUnused(placed: Placed, groupName: string, name: string): void {
    const group = this.group(groupName);
    const entry = new Entry(groupName, name, placed);
    group.entries.push(entry);
    if (name !== "") group.byName.set(name, entry);
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
      // A name that a template cites may come from a template, too.
      if (!entry.isDefined && entry.refIndex !== BY_TEMPLATE) this.flag("no-text", entry.definition, name);
    }
    return entries;
  }

  /** What is left behind the last lists: MediaWiki adds one for footnotes without group, and complains of the others. */
  private finish(textEnd: number): void {
    for (const name of [...this.groups.keys()]) {
      const { entries } = this.groups.get(name)!;
      if (entries.length === 0) continue;
      if (name === "") this.show(name, { start: textEnd, end: textEnd });
      else {
        const first = entries.find(({ refIndex }) => refIndex !== BY_TEMPLATE);
        this.close(name);
        if (first) this.flag("no-list", first.definition, name);
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
    // A list in the parameter of a template that is a list is shown before that one: `{{reflist|<references />}}`.
    sortBy(lists, (a, b) => a.start - b.start);
    sortBy(this.flaws, (a, b) => a.start - b.start);
    return { markers, unshown: this.labelledUnshown(), references: entries, lists, flaws: this.flaws };
  }

  private labelledUnshown(): readonly Marker[] {
    const { unshown } = this;
    if (unshown.length === 0) return NOTHING;
    for (const { marker, entry } of unshown) bind(marker, entry);
    const markers = unshown.map(({ marker }) => marker);
    sortBy(markers, (a, b) => a.start - b.start);
    return markers;
  }

  /** The markers in text order, with what they show. */
  private labelled(): readonly Marker[] {
    const { markers, cited } = this;
    for (let index = 0; index < markers.length; index++) bind(markers[index]!, cited[index]!);
    // Only functions are read in another order than they stand in the text.
    if (markers.every(({ start }, index) => index === 0 || markers[index - 1]!.start <= start)) return markers;
    const entryOf = new Map(markers.map((marker, index) => [marker, cited[index]!]));
    for (const entry of cited) entry.citedBy = NONE;
    markers.sort((a, b) => a.start - b.start);
    for (const [index, marker] of markers.entries()) entryOf.get(marker)!.cite(index);
    return markers;
  }
}

function bind(marker: PlacedMarker, entry: Entry): void {
  marker.label = entry.shown;
  marker.number = entry.number;
  marker.reference = entry.index < 0 ? null : entry.index;
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

/** Whether another list stands in a list. */
function holdsList(lists: readonly ListTag[], index: number): boolean {
  const inner = lists[index + 1];
  return inner !== undefined && inner.start < (lists[index]!.body?.end ?? 0);
}
