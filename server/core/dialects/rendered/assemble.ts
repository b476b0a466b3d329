import {
  type Article,
  type Block,
  type BlockContent,
  type BlockKind,
  type Constructs,
  type Link,
  type Marker,
  NO_WIKITEXT,
  type Passage,
  type Reference,
  type ReferenceList,
} from "../../model/article";
import { NOTHING } from "../../text/nothing";
import { countPieces, scriptOf } from "../../text/script";
import type { Span } from "../../text/span";
import { Doubt, judge } from "../markdown/fit";

/** An entry of a list of references, offsets of the article. */
export interface RenderedEntry {
  readonly label: Span;
  readonly number: number;
  readonly body: Span;
  readonly text: string;
  /** The group, where the source says it; else it is told by the list's heading. */
  readonly group?: string;
}

/** A marker before it is bound. */
export interface RenderedMarker extends Pick<Marker, "start" | "end" | "label" | "number" | "group"> {
  /**
   * The entry it cites, counted over all blocks, where the source says it; null: one that is not there. Without it the
   * entry is found by group and number.
   */
  readonly cites?: number | null;
}

/** A block before the article is put together; its constructs are in offsets of the article. */
export interface RenderedBlock extends Span {
  readonly kind: BlockKind;
  readonly heading: { readonly level: number; readonly content: Span } | undefined;
  /** Visible pieces, markers left out; empty for nothing. */
  readonly pieces: readonly Span[];
  readonly links: readonly Link[];
  readonly markers: readonly RenderedMarker[];
  readonly entry: RenderedEntry | undefined;
}

/** Headings under which the notes of a group stand, as against the references. */
const NOTES = /^(?:注|註|备注|備註|附注|附註|脚注|腳註|notes?\b)/i;

/** Puts the article together from blocks in text order. */
export function assembleRendered(text: string, blocks: readonly RenderedBlock[]): Article {
  const { references, lists, groups } = readLists(text, blocks);
  const markers = bind(blocks, references, groups);
  const citedBy: number[][] = references.map(() => []);
  markers.forEach(({ reference }, index) => {
    if (reference !== null) citedBy[reference]!.push(index);
  });
  let marker = 0;
  const finished = blocks.map((block): Block => {
    const own = markers.slice(marker, marker + block.markers.length);
    marker += block.markers.length;
    return { start: block.start, end: block.end, kind: block.kind, content: contentOf(text, block, own) };
  });
  return {
    dialect: "rendered",
    text,
    script: scriptOf(text),
    blocks: finished,
    markers,
    references: references.map((reference, index) => ({ ...reference, citedBy: citedBy[index]! })),
    lists,
    headings: blocks.flatMap((block) => headingsOf(text, block)),
    links: blocks.flatMap(({ links }) => links),
    brokenMarkers: NOTHING,
    residues: NOTHING,
    passages: blocks.flatMap(passagesOf),
    protectedSpans: NOTHING,
    categories: NOTHING,
    ...NO_WIKITEXT,
    unshownMarkers: NOTHING,
    footnoteFlaws: NOTHING,
    hasHiddenFootnotes: false,
    isWikiPage: true,
    allLinksLocal: false,
    hasRemoteLinks: false,
    referenceLinks: NOTHING,
  };
}

function headingsOf(text: string, { start, end, heading }: RenderedBlock) {
  if (!heading) return [];
  return [{ start, end, ...heading, text: text.slice(heading.content.start, heading.content.end) }];
}

function passagesOf({ start, end, kind, pieces }: RenderedBlock): Passage[] {
  if (pieces.length === 0) return [];
  return [{ start, end, kind: kind === "heading" || kind === "entry" ? kind : "paragraph", runs: [pieces] }];
}

/** The constructs of one block, relative to it. */
function contentOf(text: string, block: RenderedBlock, markers: readonly Marker[]): BlockContent {
  const by = -block.start;
  const shift = <T extends Span>(span: T): T => ({ ...span, start: span.start + by, end: span.end + by });
  const own: Constructs = {
    headings: headingsOf(text, block).map((heading) => ({ ...shift(heading), content: shift(heading.content) })),
    links: block.links.map((link) => ({ ...shift(link), label: shift(link.label), target: shift(link.target) })),
    markers: markers.map((marker) => ({ ...shift(marker), reference: null, suspect: false })),
    brokenMarkers: NOTHING,
    residues: NOTHING,
    passages: passagesOf(block).map((passage) => ({
      ...shift(passage),
      runs: passage.runs.map((run) => run.map(shift)),
    })),
    protectedSpans: NOTHING,
    ...NO_WIKITEXT,
  };
  const source = text.slice(block.start, block.end);
  return { ...own, text: source, hasDirective: false, script: countPieces(source, own.passages) };
}

interface Lists {
  readonly references: readonly Reference[];
  readonly lists: readonly ReferenceList[];
  /** Group and number to index, `注/2`. */
  readonly groups: ReadonlyMap<string, number>;
}

/** A list ends where another block stands, or where the numbers begin again: notes and references may touch. */
function readLists(text: string, blocks: readonly RenderedBlock[]): Lists {
  const named = [...new Set(blocks.flatMap(({ markers }) => markers.map(({ group }) => group)))].filter(Boolean);
  const references: Reference[] = [];
  const lists: ReferenceList[] = [];
  const groups = new Map<string, number>();
  let heading = "";
  let open: { start: number; end: number; first: number; group: string } | undefined;
  const close = () => {
    if (open)
      lists.push({
        start: open.start,
        end: open.end,
        form: "ordered",
        first: open.first,
        last: references.length,
        standing: "list",
      });
    open = undefined;
  };
  for (const block of blocks) {
    const { entry } = block;
    if (!entry) {
      close();
      if (block.heading) heading = text.slice(block.heading.content.start, block.heading.content.end);
      continue;
    }
    if (open && entry.number === 1) close();
    // One group of notes beside the references: theirs is the list under a heading that says so.
    const group = open?.group ?? entry.group ?? (named.length > 0 && NOTES.test(heading) ? named[0]! : "");
    open ??= { start: block.start, end: block.end, first: references.length, group };
    open.end = block.end;
    const key = `${group}/${entry.number}`;
    if (!groups.has(key)) groups.set(key, references.length);
    references.push({
      start: block.start,
      end: Math.max(entry.label.end, entry.body.end),
      label: entry.label,
      name: String(entry.number),
      shown: group === "" ? String(entry.number) : `${group} ${entry.number}`,
      number: entry.number,
      rendered: references.length - open.first + 1,
      group,
      body: entry.body,
      text: entry.text,
      empty: !/[\p{L}\p{N}]/u.test(entry.text),
      citedBy: NOTHING,
    });
  }
  close();
  return { references, lists, groups };
}

function bind(
  blocks: readonly RenderedBlock[],
  references: readonly Reference[],
  groups: ReadonlyMap<string, number>,
): Marker[] {
  const plain = blocks.flatMap(({ markers }) => markers.filter(({ group }) => group === ""));
  const numbers = new Set(references.flatMap(({ number, group }) => (group === "" ? [number!] : [])));
  const suspects = judge(
    {
      numbers: plain.map(({ number }) => number!),
      doubtful: plain.map(() => Doubt.NONE),
      padded: plain.map(({ label }) => label.startsWith("0")),
    },
    numbers,
  );
  const byNumber = ({ group, number }: RenderedMarker) => groups.get(`${group}/${number}`) ?? null;
  let next = 0;
  return blocks.flatMap((block) =>
    block.markers.map(({ cites, ...marker }): Marker => {
      const suspect = marker.group === "" && suspects[next++]! && cites === undefined;
      return {
        ...marker,
        form: "bare",
        place: block.entry ? "entry" : block.heading ? "heading" : "text",
        reference: suspect ? null : cites === undefined ? byNumber(marker) : cites,
        suspect,
      };
    }),
  );
}
