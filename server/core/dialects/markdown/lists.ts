import type { Block } from "../../model/article";
import type { Span } from "../../text/span";
import type { MarkdownContent } from "./content";

/** A block as the Markdown parser keeps it: which list it is an item of, and whether it is swallowed by HTML. */
export interface MarkdownBlock extends Block {
  readonly content: MarkdownContent;
  /** Number of the top-level ordered list it is an item of (or of the HTML block that swallowed it); -1: of none. */
  readonly list: number;
  readonly swallowed: boolean;
  /** What it was made by, and will be made by again when it moves. */
  readonly reading: { mark(block: MarkdownBlock, kind: "item" | "entry"): MarkdownBlock };
}

/** Where the page's reference list stands in the blocks: `first` to `last`, excluded. */
export interface FoundList {
  readonly first: number;
  readonly last: number;
  readonly standing: "list" | "swallowed" | "fused";
}

/** Headings that references stand under, in either script or, as authors of both edit one page, in a mixture. */
const REFERENCES_HEADING =
  /^(?:[参參]考(?:[资資]料|文[献獻]|[来來]源|[资資]源|[注註][释釋]|[书書]目)?|(?:[资資]料)?[来來]源|[注註](?:[释釋]|解)?|[脚腳附][注註]|[备備][注註]|引[用注]|出[处處]|参见|notes?|references?|footnotes?|citations?)(?:[与與和及、].*)?$/iu;

/** Whether a heading's text announces references. */
export function isReferencesHeading(text: string): boolean {
  return REFERENCES_HEADING.test(text.trim());
}

/**
 * Finds the reference list: the last top-level ordered list, and the last thing on the page.
 *
 * Lists in the body (steps, tracks, a bibliography before the categories) are not it. Behind the category line nothing
 * but the conversion's list occurs. Without categories, or when an editor moved the list under its heading, the page's
 * markers must vouch for it.
 */
export function findReferenceList(blocks: readonly MarkdownBlock[]): FoundList | undefined {
  const last = lastList(blocks);
  if (!last) return undefined;
  let categories = blocks.length - 1;
  while (categories >= 0 && !blocks[categories]!.content.hasCategory) categories--;
  if (last.first > categories && categories >= 0) return unfuse(blocks, last);
  const numbers = new Set<number>();
  for (const block of blocks)
    for (const marker of block.content.markers) if (marker.number !== null) numbers.add(marker.number);
  if (!vouchedFor(blocks, last, numbers)) return undefined;
  const endsPage = categories < 0 && blocks.slice(last.last).every((block) => isSilent(block));
  return endsPage || isUnderHeading(blocks, last.first) ? unfuse(blocks, last) : undefined;
}

function lastList(blocks: readonly MarkdownBlock[]): FoundList | undefined {
  let last = blocks.length;
  while (last > 0 && blocks[last - 1]!.list < 0) last--;
  if (last === 0) return undefined;
  const { swallowed } = blocks[last - 1]!;
  let first = last - 1;
  while (first > 0) {
    const previous = previousOf(blocks, first);
    if (previous < 0) break;
    first = previous;
  }
  return { first, last, standing: swallowed ? "swallowed" : "list" };
}

/**
 * Index of the item before an item of a list; -1 when that is the first. A comment that silences a rule parts a list in
 * two for CommonMark; where the numerals count on behind it, it is one to its author.
 */
function previousOf(blocks: readonly MarkdownBlock[], index: number): number {
  const { list, content } = blocks[index]!;
  if (blocks[index - 1]!.list === list) return index - 1;
  let before = index - 1;
  while (before >= 0 && isDirective(blocks[before]!)) before--;
  if (before < 0 || before === index - 1 || blocks[before]!.list < 0) return -1;
  const number = blocks[before]!.content.item?.number;
  return number != null && content.item?.number === number + 1 ? before : -1;
}

function isDirective({ content }: MarkdownBlock): boolean {
  return content.passages.length === 0 && /^<!--\s*redlink-/.test(content.text);
}

/** Whether the page's markers speak for the list: it counts from 1, and they cite at least half of its entries. */
function vouchedFor(blocks: readonly MarkdownBlock[], list: FoundList, cited: ReadonlySet<number>): boolean {
  const entries = blocks.slice(list.first, list.last);
  const fitting = entries.filter((block) => block.content.item?.number != null && cited.has(block.content.item.number));
  return fitting.length * 2 >= entries.length && fitting.length > 0;
}

/** Comments, rules and navigation leftovers may follow the list: no text outside of templates. */
function isSilent({ kind, content: { text, passages, markers } }: MarkdownBlock): boolean {
  if (kind === "definition") return false;
  if (passages.length === 0) return true;
  return markers.length === 0 && !passages.some(({ runs }) => runs.some((run) => hasWord(text, run)));
}

function hasWord(text: string, run: readonly Span[]): boolean {
  return run.some(({ start, end }) => /[\p{L}\p{N}]/u.test(text.slice(start, end)));
}

function isUnderHeading(blocks: readonly MarkdownBlock[], first: number): boolean {
  for (let index = first - 1; index >= 0; index--) {
    const heading = blocks[index]!.content.headings.at(-1);
    if (heading) return isReferencesHeading(heading.text);
    if (blocks[index]!.list >= 0) return false;
  }
  return false;
}

/**
 * Two lists with nothing between them are one list to CommonMark. Where the numerals start anew at 1 the second begins,
 * provided it counts on from there.
 */
function unfuse(blocks: readonly MarkdownBlock[], list: FoundList): FoundList {
  if (list.standing === "swallowed") return list;
  for (let index = list.last - 1; index > list.first; index--) {
    const number = blocks[index]!.content.item?.number;
    if (number !== 1) continue;
    const before = blocks[index - 1]!.content.item?.number ?? 0;
    const length = list.last - index;
    const counts = length < 2 || blocks[index + 1]!.content.item?.number === 2;
    return before >= 1 && counts && length >= 2 ? { ...list, first: index, standing: "fused" } : list;
  }
  return list;
}
