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
import { scriptOfCount } from "../../text/script";
import type { Span } from "../../text/span";
import { judge } from "./fit";
import { findReferenceList, type MarkdownBlock } from "./lists";

/** How many local wikilinks a page must have, and no remote one, to count as one of the oldest generation. */
const LOCAL_GENERATION_LINKS = 3;

interface Binding {
  readonly markers: readonly Marker[];
  readonly references: readonly Reference[];
  readonly lists: readonly ReferenceList[];
}

/** Puts the article together from its blocks; what rules do not look at on every change is made when first asked for. */
export function assemble(text: string, blocks: readonly MarkdownBlock[]): Article {
  return new MarkdownArticle(text, blocks);
}

class MarkdownArticle implements Article {
  readonly dialect = "markdown";
  readonly script: Script;
  readonly blocks: readonly MarkdownBlock[];
  readonly markers: readonly Marker[];
  readonly references: readonly Reference[];
  readonly lists: readonly ReferenceList[];
  readonly allLinksLocal: boolean;
  private readonly memo: { -readonly [K in keyof Constructs]?: Constructs[K] } & { categories?: readonly Category[] } =
    {};

  constructor(
    readonly text: string,
    blocks: readonly MarkdownBlock[],
  ) {
    const list = findReferenceList(blocks);
    this.blocks = list ? asEntries(blocks, list.first, list.last) : blocks;
    ({ markers: this.markers, references: this.references, lists: this.lists } = bind(text, this.blocks, list));
    let hans = 0;
    let hant = 0;
    let local = 0;
    let remote = 0;
    for (const { content } of blocks) {
      hans += content.script.hans;
      hant += content.script.hant;
      local += content.localLinks;
      remote += content.remoteLinks;
    }
    this.script = scriptOfCount({ hans, hant });
    this.allLinksLocal = remote === 0 && local >= LOCAL_GENERATION_LINKS;
  }

  get headings() {
    return (this.memo.headings ??= this.collect("headings", (heading, at) => ({
      ...move(heading, at),
      content: shift(heading.content, at),
    })));
  }

  get links(): readonly Link[] {
    return (this.memo.links ??= this.collect("links", moveLink));
  }

  get brokenMarkers() {
    return (this.memo.brokenMarkers ??= this.collect("brokenMarkers", move));
  }

  get residues() {
    return (this.memo.residues ??= this.collect("residues", move));
  }

  get passages(): readonly Passage[] {
    return (this.memo.passages ??= this.collect("passages", (passage, at, block) => ({
      ...move(passage, at),
      kind: block.kind === "entry" || block.kind === "definition" ? "entry" : passage.kind,
      runs: passage.runs.map((run) => run.map((piece) => shift(piece, at))),
    })));
  }

  get protectedSpans(): readonly Span[] {
    return (this.memo.protectedSpans ??= this.collect("protectedSpans", shift));
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
    for (const block of this.blocks) {
      for (const construct of block.content[key]) all.push(place(construct, block.start, block));
    }
    return all;
  }
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

function asEntries(blocks: readonly MarkdownBlock[], first: number, last: number): readonly MarkdownBlock[] {
  return blocks.map((block, index) => (index >= first && index < last ? { ...block, kind: "entry" } : block));
}

/** Gathers entries and markers, decides which markers are markers, and binds each to the entry whose written number it says. */
function bind(text: string, blocks: readonly MarkdownBlock[], list: ReturnType<typeof findReferenceList>): Binding {
  const entries: Omit<Reference, "citedBy">[] = [];
  const lists: ReferenceList[] = [];
  const byName = new Map<string, number>();
  const numbers = new Set<number>();
  const add = (block: MarkdownBlock, rendered: number | null) => {
    const { item } = block.content;
    if (!item) return;
    const key = block.kind === "definition" ? `^${item.name}` : item.name;
    if (!byName.has(key)) byName.set(key, entries.length);
    if (block.kind === "entry" && item.number !== null) numbers.add(item.number);
    entries.push({
      start: block.start,
      end: block.end,
      label: shift(item.label, block.start),
      name: item.name,
      number: item.number,
      rendered,
      group: "",
      body: shift(item.body, block.start),
      text: item.text,
      empty: item.empty,
    });
  };
  // In the order of the text, whichever kind comes first.
  let definitions: { start: number; end: number; first: number } | undefined;
  const start = list ? (blocks[list.first]!.content.item?.number ?? 1) : 1;
  blocks.forEach((block, index) => {
    if (block.kind === "definition") {
      definitions ??= { start: block.start, end: block.end, first: entries.length };
      definitions.end = block.end;
      add(block, block.content.item?.number ?? null);
    } else if (list && index >= list.first && index < list.last) {
      if (index === list.first) {
        const span = { start: block.start, end: blocks[list.last - 1]!.end };
        lists.push({
          ...span,
          form: "ordered",
          first: entries.length,
          last: entries.length + list.last - list.first,
          standing: list.standing,
        });
      }
      add(block, list.standing === "swallowed" ? (block.content.item?.number ?? null) : start + index - list.first);
    }
  });
  if (definitions) lists.push({ ...definitions, form: "definitions", last: entries.length, standing: "list" });
  const markers = bindMarkers(text, blocks, byName, numbers);
  const citedBy: number[][] = entries.map(() => []);
  markers.forEach((marker, index) => {
    if (marker.reference !== null) citedBy[marker.reference]!.push(index);
  });
  return { markers, lists, references: entries.map((entry, index) => ({ ...entry, citedBy: citedBy[index]! })) };
}

function bindMarkers(
  text: string,
  blocks: readonly MarkdownBlock[],
  byName: ReadonlyMap<string, number>,
  numbers: ReadonlySet<number>,
): Marker[] {
  const markers: Marker[] = [];
  for (const block of blocks) {
    const inEntry = block.kind === "entry" || block.kind === "definition";
    for (const marker of block.content.markers) {
      const moved = move(marker, block.start);
      markers.push(inEntry && marker.place === "text" ? { ...moved, place: "entry" } : moved);
    }
  }
  const bracketed = markers.filter((marker) => marker.form !== "caret");
  let touching = -1;
  let before = 0;
  const candidates = bracketed.map((marker) => {
    if (marker.start !== touching) before = marker.start > 0 ? text.charCodeAt(marker.start - 1) : 10;
    touching = marker.end;
    return { marker, before };
  });
  const suspect = judge(candidates, numbers);
  let next = 0;
  return markers.map((marker): Marker => {
    if (marker.form === "caret") return { ...marker, reference: byName.get(`^${marker.label}`) ?? null };
    return suspect[next++] ? { ...marker, suspect: true } : { ...marker, reference: byName.get(marker.label) ?? null };
  });
}
