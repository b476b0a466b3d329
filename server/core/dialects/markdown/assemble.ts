import type {
  Article,
  Block,
  Category,
  Constructs,
  Link,
  Marker,
  Passage,
  Reference,
  ReferenceList,
  Script,
} from "../../model/article";
import { NOTHING } from "../../text/nothing";
import { scriptOfCount } from "../../text/script";
import type { Span } from "../../text/span";
import { isMarkdownArticle } from "../detect";
import { isCharacterClass, labelKey, writtenDefinitions } from "./carets";
import { type Candidates, judge } from "./fit";
import { type FoundList, findReferenceList, type MarkdownBlock } from "./lists";
import { namingSpan, referenceLinks, withoutNames } from "./references";

/** How many local wikilinks a page must have, and no remote one, to count as one of the oldest generation. */
const LOCAL_GENERATION_LINKS = 3;

interface Binding {
  readonly markers: readonly Marker[];
  readonly references: readonly Reference[];
  readonly lists: readonly ReferenceList[];
}

// Loops over all blocks or markers count an index: `for … of` makes an object for every step until it is compiled, some
// megabytes on every keystroke in a large page.

/** Puts the article together from its blocks; what rules do not look at on every change is made when first asked for. */
export function assemble(text: string, blocks: MarkdownBlock[]): Article {
  return new MarkdownArticle(text, blocks);
}

class MarkdownArticle implements Article {
  readonly dialect = "markdown";
  readonly templates = NOTHING;
  readonly variants = NOTHING;
  readonly refs = NOTHING;
  readonly listTags = NOTHING;
  readonly looseTags = NOTHING;
  readonly nameUses = NOTHING;
  readonly tagSlips = NOTHING;
  readonly unshownMarkers = NOTHING;
  readonly footnoteFlaws = NOTHING;
  readonly hasHiddenFootnotes = false;
  readonly script: Script;
  readonly blocks: readonly MarkdownBlock[];
  readonly markers: readonly Marker[];
  readonly references: readonly Reference[];
  readonly lists: readonly ReferenceList[];
  readonly allLinksLocal: boolean;
  readonly hasRemoteLinks: boolean;
  private readonly memo: { -readonly [K in keyof Constructs]?: Constructs[K] } & {
    categories?: readonly Category[];
    isWikiPage?: boolean;
    referenceLinks?: readonly Link[];
  } = {};

  constructor(
    readonly text: string,
    blocks: MarkdownBlock[],
  ) {
    const list = findReferenceList(blocks);
    this.blocks = markEntries(blocks, list);
    ({ markers: this.markers, references: this.references, lists: this.lists } = bind(text, this.blocks, list));
    let hans = 0;
    let hant = 0;
    let local = 0;
    let remote = 0;
    for (let index = 0; index < blocks.length; index++) {
      const { content } = blocks[index]!;
      hans += content.script.hans;
      hant += content.script.hant;
      local += content.localLinks;
      remote += content.remoteLinks;
    }
    this.script = scriptOfCount({ hans, hant });
    this.hasRemoteLinks = remote > 0;
    this.allLinksLocal = remote === 0 && local >= LOCAL_GENERATION_LINKS;
  }

  get isWikiPage(): boolean {
    return (this.memo.isWikiPage ??= isMarkdownArticle(this.text));
  }

  get headings() {
    return (this.memo.headings ??= this.collect("headings", (heading, at) => ({
      ...move(heading, at),
      content: shift(heading.content, at),
    })));
  }

  get links(): readonly Link[] {
    return (this.memo.links ??= withReferences(this.collect("links", moveLink), this.referenceLinks));
  }

  get referenceLinks(): readonly Link[] {
    return (this.memo.referenceLinks ??= referenceLinks(this.blocks));
  }

  get brokenMarkers() {
    return (this.memo.brokenMarkers ??= this.collect("brokenMarkers", move));
  }

  get residues() {
    return (this.memo.residues ??= this.collect("residues", move));
  }

  get passages(): readonly Passage[] {
    return (this.memo.passages ??= this.readPassages());
  }

  private readPassages(): readonly Passage[] {
    const passages = this.collect(
      "passages",
      (passage, at, block): Passage => ({
        ...move(passage, at),
        kind: block.kind === "entry" || block.kind === "definition" ? "entry" : passage.kind,
        runs: passage.runs.map((run) => run.map((piece) => shift(piece, at))),
      }),
    );
    if (this.referenceLinks.length === 0) return passages;
    return withoutNames(passages, this.referenceLinks.map(namingSpan));
  }

  get protectedSpans(): readonly Span[] {
    return (this.memo.protectedSpans ??= withNames(this.collect("protectedSpans", shift), this.referenceLinks));
  }

  get categories(): readonly Category[] {
    return (this.memo.categories ??= this.links.flatMap((link, index) =>
      link.kind === "category" ? [{ start: link.start, end: link.end, name: link.title, link: index }] : [],
    ));
  }

  private collect<K extends keyof Constructs, T = Constructs[K][number]>(
    key: K,
    place: (construct: Constructs[K][number], at: number, block: Block) => T,
  ): T[] {
    const all: T[] = [];
    for (let at = 0; at < this.blocks.length; at++) {
      const block = this.blocks[at]!;
      const constructs: readonly Constructs[K][number][] = block.content[key];
      for (let index = 0; index < constructs.length; index++) all.push(place(constructs[index]!, block.start, block));
    }
    return all;
  }
}

/** What is protected, with what names definitions, in text order. */
function withNames(spans: readonly Span[], references: readonly Link[]): readonly Span[] {
  if (references.length === 0) return spans;
  return [...spans, ...references.map(namingSpan)].sort((one, other) => one.start - other.start);
}

/** All links in text order. */
function withReferences(links: readonly Link[], references: readonly Link[]): readonly Link[] {
  if (references.length === 0) return links;
  return [...links, ...references].sort((one, other) => one.start - other.start || other.end - one.end);
}

function shift(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}

function move<T extends Span>(construct: T, by: number): T {
  return { ...construct, start: construct.start + by, end: construct.end + by };
}

function moveLink(link: Link, by: number): Link {
  return { ...move(link, by), label: shift(link.label, by), target: shift(link.target, by) };
}

/**
 * The blocks with the items of the reference list marked as entries. Readings remember what they were: on most keystrokes
 * the marks are right already, and nothing is copied.
 */
function markEntries(blocks: MarkdownBlock[], list: FoundList | undefined): readonly MarkdownBlock[] {
  const first = list?.first ?? 0;
  const last = list?.last ?? 0;
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index]!;
    if (block.kind !== "item" && block.kind !== "entry") continue;
    const kind = index >= first && index < last && block.content.item ? "entry" : "item";
    if (block.kind !== kind) blocks[index] = block.reading.mark(block, kind);
  }
  return blocks;
}

/** Gathers entries and markers, decides which markers are markers, and binds each to the entry whose written number it says. */
function bind(text: string, blocks: readonly MarkdownBlock[], list: FoundList | undefined): Binding {
  const entries: MarkdownBlock[] = [];
  const renderedNumbers: (number | null)[] = [];
  const byNumber = new Map<number, number>();
  const byName = new Map<string, number>();
  const lists = new ListGatherer(list?.standing ?? "list");
  let rendered = 0;
  let listId = -1;
  blocks.forEach((block, index) => {
    const { item } = block.content;
    if (!item || (block.kind !== "entry" && block.kind !== "definition")) return;
    const place = entries.length;
    if (block.kind === "definition") {
      const key = labelKey(item.name);
      if (!byName.has(key)) byName.set(key, place);
      lists.add("definitions", block, place);
      entries.push(block);
      renderedNumbers.push(item.number);
      return;
    }
    if (item.number !== null && !byNumber.has(item.number)) byNumber.set(item.number, place);
    // CommonMark counts on from the number of a list's first item, whatever the others say.
    rendered = block.list === listId ? rendered + 1 : (item.number ?? 1);
    if (index === list!.first && list!.standing === "fused") rendered = fusedNumber(blocks, index);
    listId = block.list;
    lists.add("ordered", block, place);
    entries.push(block);
    renderedNumbers.push(block.swallowed ? item.number : rendered);
  });
  const markers = bindMarkers(text, blocks, byNumber, byName);
  const citations = new Citations(markers, entries.length);
  const references = entries.map((block, index) => new Entry(block, renderedNumbers[index]!, citations, index));
  return { markers, references, lists: lists.close() };
}

/** Gathers entries into lists: one of definitions ends where the numbered list begins, as a list's entries are a range. */
class ListGatherer {
  private readonly lists: ReferenceList[] = [];
  private form: ReferenceList["form"] | null = null;
  private start = -1;
  private end = -1;
  private first = 0;
  private last = 0;

  /** @param standing of the numbered list */
  constructor(private readonly standing: ReferenceList["standing"]) {}

  add(form: ReferenceList["form"], block: Span, place: number): void {
    if (this.form !== form) {
      this.close();
      this.form = form;
      this.start = block.start;
      this.first = place;
    }
    this.end = block.end;
    this.last = place + 1;
  }

  close(): readonly ReferenceList[] {
    const { form, start, end, first, last } = this;
    if (form !== null) {
      this.lists.push({ start, end, form, first, last, standing: form === "ordered" ? this.standing : "list" });
    }
    return this.lists;
  }
}

/** What CommonMark makes of the first numeral behind a list that the reference list is fused with. */
function fusedNumber(blocks: readonly MarkdownBlock[], index: number): number {
  let first = index;
  while (first > 0 && blocks[first - 1]!.list === blocks[index]!.list) first--;
  return (blocks[first]!.content.item?.number ?? 1) + index - first;
}

/** Which markers cite which entry, as two flat lists: a list of its own for each of thousands of entries would be made on every keystroke. */
class Citations {
  /** Where the citations of entry n begin in `markers`; they end where those of n + 1 begin. */
  private readonly offsets: Uint32Array;
  private readonly markers: Uint32Array;

  constructor(markers: readonly Marker[], entries: number) {
    const offsets = new Uint32Array(entries + 2);
    let count = 0;
    for (let index = 0; index < markers.length; index++) {
      const { reference } = markers[index]!;
      if (reference === null) continue;
      offsets[reference + 2]!++;
      count++;
    }
    for (let entry = 2; entry < offsets.length; entry++) offsets[entry]! += offsets[entry - 1]!;
    this.markers = new Uint32Array(count);
    for (let index = 0; index < markers.length; index++) {
      const { reference } = markers[index]!;
      if (reference !== null) this.markers[offsets[reference + 1]!++] = index;
    }
    this.offsets = offsets;
  }

  of(entry: number): readonly number[] {
    const first = this.offsets[entry]!;
    const last = this.offsets[entry + 1]!;
    if (first === last) return NOTHING;
    const citing: number[] = [];
    for (let index = first; index < last; index++) citing.push(this.markers[index]!);
    return citing;
  }
}

/** An entry as a view of its block: what does not change while the block stays is not copied. */
class Entry implements Reference {
  constructor(
    private readonly block: MarkdownBlock,
    readonly rendered: number | null,
    private readonly citations: Citations,
    private readonly index: number,
  ) {}

  get start(): number {
    return this.block.start;
  }

  get end(): number {
    const { label, body } = this.block.content.item!;
    return this.block.start + Math.max(label.end, body.end);
  }

  get label(): Span {
    return shift(this.block.content.item!.label, this.block.start);
  }

  get body(): Span {
    return shift(this.block.content.item!.body, this.block.start);
  }

  get name(): string {
    return this.block.content.item!.name;
  }

  get shown(): string {
    return this.block.content.item!.name;
  }

  get number(): number | null {
    return this.block.content.item!.number;
  }

  get group(): string {
    return "";
  }

  get text(): string {
    return this.block.content.item!.text;
  }

  get empty(): boolean {
    return this.block.content.item!.empty;
  }

  get citedBy(): readonly number[] {
    return this.citations.of(this.index);
  }
}

function bindMarkers(
  text: string,
  blocks: readonly MarkdownBlock[],
  byNumber: ReadonlyMap<number, number>,
  byName: ReadonlyMap<string, number>,
): Marker[] {
  const candidates: Candidates = { numbers: [], doubtful: [], padded: [] };
  for (let at = 0; at < blocks.length; at++) {
    const { content } = blocks[at]!;
    for (let index = 0; index < content.markers.length; index++) {
      const marker = content.markers[index]!;
      if (marker.form === "caret") continue;
      candidates.numbers.push(marker.number!);
      candidates.doubtful.push(content.doubtful[index]!);
      candidates.padded.push(marker.label.charCodeAt(0) === 48);
    }
  }
  const inner = new Set<string>();
  for (let at = 0; at < blocks.length; at++) {
    const { innerDefinitions } = blocks[at]!.content;
    for (let index = 0; index < innerDefinitions.length; index++) inner.add(labelKey(innerDefinitions[index]!));
  }
  const suspects = judge(candidates, byNumber);
  const carets = new UndefinedCarets(text, blocks);
  const markers: Marker[] = [];
  let next = 0;
  for (let at = 0; at < blocks.length; at++) {
    const { content, start, kind } = blocks[at]!;
    const inEntry = kind === "entry" || kind === "definition";
    for (let index = 0; index < content.markers.length; index++) {
      const marker = content.markers[index]!;
      let suspect = false;
      let found: number | undefined;
      if (marker.form === "caret") {
        const key = labelKey(marker.label);
        found = byName.get(key);
        if (found === undefined && inner.has(key)) continue;
        suspect = found === undefined && carets.isCharacterClass(marker, start);
      } else {
        suspect = suspects[next++]!;
        found = suspect ? undefined : byNumber.get(marker.number!);
      }
      markers.push({
        start: marker.start + start,
        end: marker.end + start,
        label: marker.label,
        number: marker.number,
        group: "",
        form: marker.form,
        place: inEntry && marker.place === "text" ? "entry" : marker.place,
        reference: found ?? null,
        suspect,
      });
    }
  }
  return markers;
}

/** Judges the `[^label]` that nothing defines. Most pages have none: what the judgement needs is gathered for the first. */
class UndefinedCarets {
  private names: ReadonlySet<string> | undefined;
  private isNumbered = false;

  constructor(
    private readonly text: string,
    private readonly blocks: readonly MarkdownBlock[],
  ) {}

  isCharacterClass({ start, end, label }: Marker, at: number): boolean {
    const { text, blocks } = this;
    if (!this.names) {
      this.names = writtenDefinitions(text);
      this.isNumbered = blocks.some(({ content }) =>
        content.markers.some(({ form, number }) => form === "caret" && number !== null),
      );
    }
    const around = { label, before: text.charAt(at + start - 1), after: text.charAt(at + end) };
    return isCharacterClass(around, this.names, this.isNumbered);
  }
}
