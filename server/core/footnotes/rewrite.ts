import type { Article, BrokenMarker, Marker } from "../model/article";
import { applyEdits, inOrder, insert, remove, replace, type TextEdit } from "../text/edit";
import { contains, type Span } from "../text/span";
import {
  behindLineBreak,
  type ListLayout,
  lineBreakOf,
  lineEnd,
  lineStart,
  listLayout,
  relabelEntry,
  type Slot,
  slotsOf,
  writtenEntry,
} from "./layout";
import { removeMarkers } from "./markers";
import type { FootnoteSystem } from "./system";
import { isCarriedOut } from "./verify";

/** One entry of the list as it shall be: one of the page's, a copy of one, or a new one with a body. */
export type PlannedEntry = { readonly name: string } & (
  | { readonly keep: number }
  | { readonly copy: number }
  | { readonly body: string }
);

/** What becomes of a marker. */
export interface PlannedMarker {
  readonly marker: Marker | BrokenMarker;
  /** The label it shall carry; null removes it. */
  readonly label: string | null;
  /** Index of the planned entry it cites; null when it cites nothing. */
  readonly cites: number | null;
}

/** A marker to write at an offset of the text. */
export interface PlannedInsertion {
  readonly offset: number;
  readonly label: string;
  /** The marker as it is written there. */
  readonly source: string;
}

/** The footnotes of one system as they shall be: its entries in their new order (those not named go), and its markers. */
export interface FootnotePlan {
  readonly entries: readonly PlannedEntry[];
  readonly markers: readonly PlannedMarker[];
  readonly insertions?: readonly PlannedInsertion[];
}

/**
 * The edits that carry out a plan, in text order; none when the page read with them would have other footnotes than
 * the plan says.
 */
export function rewriteFootnotes(article: Article, system: FootnoteSystem, plan: FootnotePlan): TextEdit[] {
  const markerEdits = editsOfMarkers(article, plan);
  if (!markerEdits) return [];
  const edits = inOrder(editsOfList(article, system, plan.entries, markerEdits));
  return edits.length > 0 && isCarriedOut(article, system, plan, edits) ? edits : [];
}

/** Null when a marker cannot be rewritten. */
function editsOfMarkers(article: Article, plan: FootnotePlan): TextEdit[] | null {
  const { text } = article;
  const edits: TextEdit[] = [];
  const removed: Marker[] = [];
  for (const { marker, label } of plan.markers) {
    if (label === null) {
      if ("flaw" in marker) return null; // where a broken marker ends is not certain enough to cut it out
      removed.push(marker);
      continue;
    }
    const old = marker.label;
    if (label === old) continue;
    const at = text.slice(marker.start, marker.end).indexOf(old);
    if (at < 0) return null;
    edits.push(replaceAt(text, marker.start + at, old.length, label));
  }
  edits.push(...removeMarkers(article, removed));
  for (const { offset, source } of plan.insertions ?? []) edits.push(insert(offset, source));
  return edits;
}

function replaceAt(text: string, start: number, length: number, newText: string): TextEdit {
  return replace(text, { start, end: start + length }, newText);
}

function editsOfList(
  article: Article,
  system: FootnoteSystem,
  entries: readonly PlannedEntry[],
  markerEdits: readonly TextEdit[],
): TextEdit[] {
  const { text, references } = article;
  const slots = slotsOf(article, system.references);
  const layout = listLayout(article, system.form, slots);
  const position = new Map(slots.map((slot, at) => [slot.index, at]));
  const relabelled = new Map<number, TextEdit[]>();
  const sources: Slot[] = [];
  for (const entry of entries) {
    if (!("keep" in entry)) continue;
    relabelled.set(entry.keep, relabelEntry(article, references[entry.keep]!, layout, entry.name));
    sources.push(slots[position.get(entry.keep)!]!);
  }
  const targets = [...sources].sort((a, b) => a.start - b.start);
  const edits: TextEdit[] = [];
  const removed = slots.filter((slot) => !relabelled.has(slot.index));
  const settled: Span[] = [...removed]; // spans whose inner edits are part of a bigger one
  targets.forEach((target, at) => {
    const source = sources[at]!;
    if (source === target) {
      edits.push(...relabelled.get(source.index)!);
      return;
    }
    settled.push(target);
    const inner = [...relabelled.get(source.index)!, ...markerEdits.filter((edit) => contains(source, edit))];
    edits.push(...narrowed(text, target, applyWithin(text, source, inner)));
  });
  edits.push(
    ...(removed.length === 0 ? gapEdits(text, sources, targets, layout.gap) : []),
    ...removalEdits(text, slots, removed),
  );
  edits.push(...additions(article, entries, slots, position, targets, layout, markerEdits));
  edits.push(...markerEdits.filter((edit) => !settled.some((span) => contains(span, edit))));
  return edits;
}

/** The text of `span` after edits that all lie in it. */
function applyWithin(text: string, span: Span, edits: readonly TextEdit[]): string {
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - span.start, end: edit.end - span.start }));
  return applyEdits(text.slice(span.start, span.end), moved);
}

/** Replaces a span's text, what both have in common at either end left alone. */
function narrowed(text: string, span: Span, newText: string): TextEdit[] {
  const old = text.slice(span.start, span.end);
  if (old === newText) return [];
  const most = Math.min(old.length, newText.length);
  let head = 0;
  while (head < most && old.charCodeAt(head) === newText.charCodeAt(head)) head++;
  let tail = 0;
  while (tail < most - head && old.charCodeAt(old.length - 1 - tail) === newText.charCodeAt(newText.length - 1 - tail))
    tail++;
  if (isLowSurrogate(old.charCodeAt(head)) || isLowSurrogate(newText.charCodeAt(head))) head = Math.max(0, head - 1);
  if (tail > 0 && isLowSurrogate(old.charCodeAt(old.length - tail))) tail--;
  return [replaceAt(text, span.start + head, old.length - head - tail, newText.slice(head, newText.length - tail))];
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/**
 * In a list with blank lines the one behind an entry belongs to it (pandoc wrote it for a lost citation, none for a
 * reuse): it moves with the entry, as long as nothing but white space stands between the entries.
 */
function gapEdits(text: string, sources: readonly Slot[], targets: readonly Slot[], usual: string): TextEdit[] {
  if (targets.some((slot) => slot.gap.trim() !== "")) return [];
  return targets.slice(0, -1).flatMap((target, at) => {
    const gap = { start: target.end, end: target.end + target.gap.length };
    return narrowed(text, gap, sources[at]!.gap || usual);
  });
}

/** Removes whole entries, run by run, so that the lines around them stay as they are. */
function removalEdits(text: string, slots: readonly Slot[], removed: readonly Slot[]): TextEdit[] {
  const gone = new Set(removed);
  const edits: TextEdit[] = [];
  for (let first = 0; first < slots.length; first++) {
    if (!gone.has(slots[first]!)) continue;
    let last = first;
    while (last + 1 < slots.length && gone.has(slots[last + 1]!) && slots[last]!.gap.trim() === "") last++;
    const before = slots[first - 1];
    const after = slots[last + 1];
    const span = { start: slots[first]!.start, end: slots[last]!.end };
    if (after && slots[last]!.gap.trim() === "") span.end = after.start;
    else if (before && before.gap.trim() === "" && !gone.has(before)) span.start = before.end;
    else Object.assign(span, paragraphAround(text, span));
    edits.push(remove(text, span));
    first = last;
  }
  return edits;
}

/** Widens the span of whole lines by the blank lines above it, or by its own line break at the start of the text. */
function paragraphAround(text: string, span: Span): Span {
  let start = span.start;
  while (start > 0 && /[\s]/.test(text[start - 1]!) && text[start - 1] !== "\ufeff") start--;
  if (start === 0 || text[start - 1] === "\ufeff") return { start: span.start, end: behindLineBreak(text, span.end) };
  return { start, end: span.end };
}

function additions(
  article: Article,
  entries: readonly PlannedEntry[],
  slots: readonly Slot[],
  position: ReadonlyMap<number, number>,
  targets: readonly Slot[],
  layout: ListLayout,
  markerEdits: readonly TextEdit[],
): TextEdit[] {
  const { text, references } = article;
  const edits: TextEdit[] = [];
  const pending: string[] = [];
  let kept = 0; // how many kept entries stand before the one at hand
  for (const entry of entries) {
    if ("keep" in entry) {
      kept++;
      continue;
    }
    let written: string;
    if ("body" in entry) written = writtenEntry(layout, entry.name, entry.body);
    else {
      const source = slots[position.get(entry.copy)!]!;
      const relabel = relabelEntry(article, references[entry.copy]!, layout, entry.name);
      written = applyWithin(text, source, [...relabel, ...markerEdits.filter((edit) => contains(source, edit))]);
    }
    const before = targets[kept - 1];
    if (before) {
      const gap = before.gap.trim() === "" && before.gap !== "" ? before.gap : layout.gap;
      edits.push(insert(before.end, gap + written));
    } else if (targets[0]) edits.push(insert(targets[0].start, written + layout.gap));
    else pending.push(written);
  }
  if (pending.length > 0) edits.push(appendList(article, layout, pending));
  return edits;
}

/** Writes a list at the end of the page, apart from whatever stands there. */
function appendList(article: Article, layout: ListLayout, written: readonly string[]): TextEdit {
  const { text } = article;
  const lineBreak = lineBreakOf(text);
  const end = text.trimEnd().length;
  const lastLine = text.slice(lineStart(text, end), lineEnd(text, end));
  // Directly behind another list ours would be its continuation; pandoc parts lists with a comment, too.
  const last = article.blocks.filter((block) => block.start < end).at(-1);
  const listed = last?.kind === "item" || last?.kind === "list" || /^\s*\d+[.)](\s|$)/.test(lastLine);
  const apart = layout.form === "ordered" && listed ? `${lineBreak}${lineBreak}<!-- end list -->` : "";
  const blank = end === 0 ? "" : lineBreak + lineBreak;
  return insert(end, apart + blank + written.join(layout.gap));
}
