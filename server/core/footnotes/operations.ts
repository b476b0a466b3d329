import { labelKey } from "../dialects/markdown/carets";
import { parse } from "../dialects/parse";
import type { Article, ReferenceList } from "../model/article";
import { Rewriting } from "../text/compose";
import type { TextEdit } from "../text/edit";
import { duplicateEntries } from "./duplicates";
import { listLayout, relabelEntry, slotsOf } from "./layout";
import { insertion, markerPlace } from "./place";
import { type FootnotePlan, type PlannedEntry, type PlannedMarker, rewriteFootnotes } from "./rewrite";
import { citationSkeleton } from "./skeleton";
import { type FootnoteSystem, footnoteSystem, formOfReference, isWritten, prevailingForm } from "./system";
import { type Effect, effectOf } from "./verify";

export { duplicateEntries };

// Every operation takes an article and yields edits of its text, none when there is nothing to do or when it cannot be
// done without changing what some marker cites. Suspect markers are never touched.

type Rename = (label: string) => string;

const same: Rename = (label) => label;

/**
 * Plans new entries for a system; its markers follow.
 * @param rename what becomes of labels that cite nothing
 * @param instead entries whose markers go to another entry of the page
 */
function planOf(
  article: Article,
  system: FootnoteSystem,
  entries: readonly PlannedEntry[],
  rename: Rename,
  instead: ReadonlyMap<number, number> = new Map(),
): FootnotePlan {
  const planned = new Map<number, number>();
  entries.forEach((entry, at) => {
    if ("keep" in entry) planned.set(entry.keep, at);
  });
  const follow = (marker: PlannedMarker["marker"], label: string, reference: number | null): PlannedMarker => {
    if (reference === null) return { marker, label: rename(label), cites: null };
    const cites = planned.get(instead.get(reference) ?? reference);
    if (cites === undefined) return { marker, label: null, cites: null };
    const { name } = entries[cites]!;
    return { marker, label: labelKey(name) === labelKey(label) ? label : name, cites };
  };
  const markers = system.markers.map((index) => {
    const marker = article.markers[index]!;
    return follow(marker, marker.label, marker.reference);
  });
  for (const marker of article.brokenMarkers) {
    if ((marker.form === "caret") !== (system.form === "definitions")) continue;
    const reference = labelled(article, system, marker.label);
    // What GFM reads as `[^12]` is among the markers; a `[^ a]` that names nothing is text.
    if (marker.form === "caret" && (marker.flaw === "definition" || reference === null)) continue;
    markers.push(follow(marker, marker.label, reference));
  }
  return { entries, markers };
}

/** The first entry that is written with a label. */
function labelled({ references }: Article, { references: own }: FootnoteSystem, label: string): number | null {
  const key = labelKey(label);
  return own.find((index) => labelKey(references[index]!.name) === key) ?? null;
}

/** The numbers move up by one from `from` on. */
function raise(from: number): Rename {
  return (label) => (isNumber(label) && Number(label) >= from ? String(Number(label) + 1) : label);
}

/** Closes the gaps that `numbers` leave. */
function close(numbers: readonly number[]): Rename {
  if (numbers.length === 0) return same;
  return (label) => {
    if (!isNumber(label)) return label;
    return String(Number(label) - numbers.filter((number) => number < Number(label)).length);
  };
}

function isNumber(label: string): boolean {
  return /^\d+$/.test(label);
}

/**
 * Gives entries other numbers (or names); their markers follow. The order of the list stays.
 * @param names new name per index into `Article.references`
 */
export function renumber(article: Article, names: ReadonlyMap<number, string>): TextEdit[] {
  return inEachForm(article, (article, form) => {
    const system = footnoteSystem(article, form);
    const entries = system.references.map((keep) => ({
      keep,
      name: names.get(keep) ?? article.references[keep]!.name,
    }));
    return rewriteFootnotes(article, system, planOf(article, system, entries, same));
  });
}

/** Numbers the list from 1, each marker keeping its entry. */
export function renumberWithMarkers(article: Article, form: ReferenceList["form"]): TextEdit[] {
  const { references } = footnoteSystem(article, form);
  return renumber(article, new Map(references.map((index, at) => [index, String(at + 1)])));
}

/** Numerals rewritten without their markers, and what that does to those. */
export interface NumeralEdits {
  readonly edits: readonly TextEdit[];
  readonly effect: Effect;
}

/** Numbers the numerals of the list from 1 as they are rendered, leaving the markers alone. */
export function renumberNumerals(article: Article): NumeralEdits {
  const { references } = footnoteSystem(article, "ordered");
  const layout = listLayout(article, "ordered", slotsOf(article, references));
  const edits = references.flatMap((index, at) =>
    relabelEntry(article, article.references[index]!, layout, String(at + 1)),
  );
  return { edits, effect: effectOf(article, edits) };
}

/**
 * Numbers the footnotes by their first use in the text and brings the list into that order. Entries the text does not
 * cite stay behind the entry they stand behind.
 */
export function organize(article: Article): TextEdit[] {
  return inEachForm(article, (article, form) => {
    const system = footnoteSystem(article, form);
    let use = -1;
    const order = system.references.map((index) => {
      use = article.references[index]!.citedBy.find((marker) => article.markers[marker]!.place !== "entry") ?? use;
      return { index, use };
    });
    order.sort((a, b) => a.use - b.use || a.index - b.index);
    let number = 0;
    const entries = order.map(({ index }) => {
      const { name } = article.references[index]!;
      return { keep: index, name: isNumber(name) ? String(++number) : name };
    });
    return rewriteFootnotes(article, system, planOf(article, system, entries, same));
  });
}

/** Removes an entry with all markers that cite it; the numbers behind it move down. */
export function removeReference(article: Article, index: number): TextEdit[] {
  return removeEntries(article, formOfReference(article, index), new Set([index]), new Map());
}

function removeEntries(
  article: Article,
  form: ReferenceList["form"],
  removed: ReadonlySet<number>,
  instead: ReadonlyMap<number, number>,
): TextEdit[] {
  if (!isWritten(article)) return [];
  const system = footnoteSystem(article, form);
  const kept = system.references.filter((index) => !removed.has(index));
  const staying = new Set(kept.map((index) => article.references[index]!.number));
  const gaps = [...removed].flatMap((index) => {
    const { number } = article.references[index]!;
    return number === null || staying.has(number) ? [] : [number];
  });
  const rename = close([...new Set(gaps)]);
  const entries = kept.map((keep) => ({ keep, name: rename(article.references[keep]!.name) }));
  return rewriteFootnotes(article, system, planOf(article, system, entries, rename, instead));
}

/** Merges entries that say the same into the first of them and closes the gaps in the numbers. */
export function mergeAllEntries(article: Article): TextEdit[] {
  return inEachForm(article, (article, form) => {
    const groups = duplicateEntries(article).filter(([first]) => formOfReference(article, first!) === form);
    return groups.length === 0 ? [] : mergeGroups(article, form, groups);
  });
}

/** Merges an entry into another one of its list and closes the gap in the numbers. */
export function mergeEntry(article: Article, gone: number, kept: number): TextEdit[] {
  const form = formOfReference(article, gone);
  if (gone < 0 || kept < 0 || formOfReference(article, kept) !== form) return [];
  return mergeGroups(article, form, [[kept, gone]]);
}

/** @param groups indices of entries that say the same */
function mergeGroups(
  article: Article,
  form: ReferenceList["form"],
  groups: readonly (readonly number[])[],
): TextEdit[] {
  const instead = new Map<number, number>();
  for (const [first, ...others] of groups) for (const other of others) instead.set(other, first!);
  return removeEntries(article, form, new Set(instead.keys()), instead);
}

/** Adds the entry a marker asks for. When its number lies beyond the next one, the markers of that number take the next one. */
export function addEntry(article: Article, label: string, form: ReferenceList["form"], body?: string): TextEdit[] {
  if (!isWritten(article)) return [];
  const system = footnoteSystem(article, form);
  const text = body ?? citationSkeleton(article.script);
  const kept = system.references.map((keep) => ({ keep, name: article.references[keep]!.name }));
  if (!isNumber(label)) return rewriteWithNew(article, system, kept, kept.length, label, text, label);
  const wanted = Number(label);
  const numbers = system.references.map((index) => article.references[index]!.number ?? 0);
  const next = Math.max(0, ...numbers) + 1;
  const name = String(Math.min(wanted, next));
  if (wanted < 1) return [];
  const behind = numbers.findIndex((number) => number > Number(name));
  return rewriteWithNew(article, system, kept, behind < 0 ? kept.length : behind, name, text, label);
}

/** Adds an entry for the markers labelled `label`, under `name`. */
function rewriteWithNew(
  article: Article,
  system: FootnoteSystem,
  kept: readonly PlannedEntry[],
  at: number,
  name: string,
  body: string,
  label: string,
): TextEdit[] {
  const entries = [...kept.slice(0, at), { body, name }, ...kept.slice(at)];
  const plan = planOf(article, system, entries, same);
  const markers = plan.markers.map((planned) =>
    planned.cites === null && planned.label === label ? { ...planned, label: name, cites: at } : planned,
  );
  return rewriteFootnotes(article, system, { ...plan, markers });
}

/** Writes a list for a page that has none, with an entry to fill in for every number its markers use. */
export function createList(article: Article, form: ReferenceList["form"]): TextEdit[] {
  if (!isWritten(article)) return [];
  const system = footnoteSystem(article, form);
  const labels = [...new Set(system.markers.map((index) => article.markers[index]!.label))];
  if (labels.every(isNumber)) labels.sort((a, b) => Number(a) - Number(b));
  const body = citationSkeleton(article.script);
  const entries = labels.map((name) => ({ name, body }));
  const plan = planOf(article, system, entries, same);
  const markers = plan.markers.map((planned) => {
    const cites = labels.indexOf(planned.label ?? "");
    return { ...planned, cites: cites < 0 ? null : cites };
  });
  return rewriteFootnotes(article, system, { entries, markers });
}

/**
 * Inserts a footnote: a marker with the number that is due at this place, its entry at the same place of the list, and
 * one more on everything behind. Creates the list when the page has none.
 * @param offset where the marker goes; inside a link or a marker it goes behind that
 * @param body the entry's text; default: a citation to be filled in
 */
export function insertFootnote(article: Article, offset: number, body?: string): TextEdit[] {
  if (!isWritten(article)) return [];
  const place = markerPlace(article, offset);
  if (place === null) return [];
  const form = prevailingForm(article);
  const system = footnoteSystem(article, form);
  const number = dueNumber(article, system, place);
  const rename = raise(number);
  const kept = system.references.map((keep) => ({ keep, name: rename(article.references[keep]!.name) }));
  const behind = system.references.findIndex((index) => (article.references[index]!.number ?? -1) >= number);
  const at = behind < 0 ? kept.length : behind;
  const added = { name: String(number), body: (body ?? citationSkeleton(article.script)).replace(/\s+/g, " ").trim() };
  const entries = [...kept.slice(0, at), added, ...kept.slice(at)];
  const plan = planOf(article, system, entries, rename);
  return rewriteFootnotes(article, system, { ...plan, insertions: [insertion(article, place, form, added.name)] });
}

/** One more than the highest number cited before an offset, but not beyond the end of the list. */
function dueNumber(article: Article, system: FootnoteSystem, offset: number): number {
  let highest = 0;
  for (const index of system.markers) {
    const marker = article.markers[index]!;
    if (marker.start >= offset) break;
    if (marker.reference !== null) highest = Math.max(highest, article.references[marker.reference]!.number ?? 0);
  }
  return highest + 1;
}

/** Cites an existing entry once more, at an offset. */
export function citeEntry(article: Article, offset: number, index: number): TextEdit[] {
  const reference = article.references[index];
  const place = markerPlace(article, offset);
  if (!isWritten(article) || !reference || place === null) return [];
  const { system, plan } = unchanged(article, formOfReference(article, index));
  return rewriteFootnotes(article, system, {
    ...plan,
    insertions: [insertion(article, place, system.form, reference.name)],
  });
}

/** The plan that leaves everything as it is. */
function unchanged(article: Article, form: ReferenceList["form"]): { system: FootnoteSystem; plan: FootnotePlan } {
  const system = footnoteSystem(article, form);
  const entries = system.references.map((keep) => ({ keep, name: article.references[keep]!.name }));
  return { system, plan: planOf(article, system, entries, same) };
}

/** Gives a marker that repeats a number its own one, with a copy of the entry. */
export function giveOwnNumber(article: Article, marker: number): TextEdit[] {
  const { reference } = article.markers[marker] ?? { reference: null };
  if (!isWritten(article) || reference === null) return [];
  const system = footnoteSystem(article, formOfReference(article, reference));
  const number = dueNumber(article, system, article.markers[marker]!.start);
  const rename = raise(number);
  const kept = system.references.map((keep) => ({ keep, name: rename(article.references[keep]!.name) }));
  const behind = system.references.findIndex((index) => (article.references[index]!.number ?? -1) >= number);
  const at = behind < 0 ? kept.length : behind;
  const entries = [...kept.slice(0, at), { copy: reference, name: String(number) }, ...kept.slice(at)];
  const plan = planOf(article, system, entries, rename);
  const markers = plan.markers.map((planned) =>
    planned.marker === article.markers[marker] ? { ...planned, label: String(number), cites: at } : planned,
  );
  return rewriteFootnotes(article, system, { ...plan, markers });
}

/** Removes a marker; its entry stays. */
export function removeMarker(article: Article, marker: number): TextEdit[] {
  return replan(article, marker, () => ({ label: null, cites: null }));
}

/** Moves markers, in their order, to an offset outside of all of them. */
export function moveMarkers(article: Article, moved: readonly number[], offset: number): TextEdit[] {
  const found = moved.map((index) => article.markers[index]!);
  if (!isWritten(article) || !found[0]) return [];
  const { system, plan } = unchanged(article, found[0].form === "caret" ? "definitions" : "ordered");
  const markers = plan.markers.map((planned) =>
    found.some((marker) => marker === planned.marker) ? { ...planned, label: null, cites: null } : planned,
  );
  const insertions = found.map(({ label, start, end }) => ({ offset, label, source: article.text.slice(start, end) }));
  return rewriteFootnotes(article, system, { ...plan, markers, insertions });
}

/** Makes a marker cite another entry. */
export function retarget(article: Article, marker: number, index: number): TextEdit[] {
  return replan(article, marker, (entries) => {
    const cites = entries.findIndex((entry) => "keep" in entry && entry.keep === index);
    return { label: entries[cites]?.name ?? null, cites };
  });
}

/** Changes one marker and nothing else. */
function replan(
  article: Article,
  marker: number,
  change: (entries: readonly PlannedEntry[]) => Pick<PlannedMarker, "label" | "cites">,
): TextEdit[] {
  const found = article.markers[marker];
  if (!isWritten(article) || !found || found.suspect) return [];
  const { system, plan } = unchanged(article, found.form === "caret" ? "definitions" : "ordered");
  const markers = plan.markers.map((planned) =>
    planned.marker === found ? { ...planned, ...change(plan.entries) } : planned,
  );
  return rewriteFootnotes(article, system, { ...plan, markers });
}

/** Works on the numbered list, on the definitions of the page that leaves, and on the list where those were in its way. */
function inEachForm(
  article: Article,
  work: (article: Article, form: ReferenceList["form"]) => readonly TextEdit[],
): TextEdit[] {
  if (!isWritten(article)) return [];
  const rewriting = new Rewriting(article.text);
  let current = article;
  for (const form of ["ordered", "definitions", "ordered"] as const) {
    if (!current.lists.some((list) => list.form === form)) continue;
    const edits = work(current, form);
    if (edits.length === 0) continue;
    if (article.lists.every((list) => list.form === form)) return [...edits];
    rewriting.apply(edits);
    current = parse(rewriting.text, "markdown").article;
  }
  return rewriting.edits();
}
