import { parse } from "../dialects/parse";
import type { Article, Marker, Reference, ReferenceList } from "../model/article";
import { applyEdits, inOrder, movedBy, type TextEdit } from "../text/edit";
import { firstEndingAfter, type Span } from "../text/span";
import { entryLines } from "./layout";
import type { FootnotePlan } from "./rewrite";
import type { FootnoteSystem } from "./system";

// What edits do to footnotes is not derived but read: the page is parsed with the edits made. An empty item begins no list
// below a paragraph, an entry may open the HTML block that swallows the next one, another number may turn an index of
// programming prose into a marker: CommonMark has too many such ways to foresee each.

/** A marker, damaged ones included: its label, and the text of the entry it cites. */
interface Citation {
  /** `?` before the label of a suspect marker, `!` before the number of a damaged one. */
  readonly label: string;
  /** Null when the marker cites nothing. */
  readonly cites: string | null;
}

interface Entry {
  readonly form: ReferenceList["form"];
  readonly name: string;
  /** Its text without markers, white space and escapes. */
  readonly text: string;
  /** The markers in it, in text order. */
  readonly markers: readonly Citation[];
}

/** The footnotes of a page: entries and the markers outside of them, in text order. */
interface Footnotes {
  readonly markers: readonly Citation[];
  readonly entries: readonly Entry[];
}

/** A marker at its place; `citation` is null when it is removed. */
type Placed = Span & { readonly citation: Citation | null };

const FORMS = ["ordered", "definitions"] as const;

/**
 * Tells whether edits carry out a plan: in the page with the edits made each entry has the name and text of the plan, each
 * marker the label of the plan and cites the planned entry, and all other footnotes are what they were.
 */
export function isCarriedOut(
  article: Article,
  system: FootnoteSystem,
  plan: FootnotePlan,
  edits: readonly TextEdit[],
): boolean {
  const after = parse(applyEdits(article.text, edits), article.dialect, article.mediawiki).article;
  const expected = plannedFootnotes(article, system, plan);
  const found = footnotesOf(after);
  return (
    areEqual(expected.markers, found.markers, isSameCitation) &&
    FORMS.every((form) => areEqual(entriesOf(expected, form), entriesOf(found, form), isSameEntry)) &&
    (isRelabelling(system, plan) || !isRenderedAsWritten(article) || isRenderedAsWritten(after))
  );
}

/** `keeps`: every marker cites what it cited; `binds`: some that cited nothing now cite an entry; `moves`: anything else. */
export type Effect = "keeps" | "binds" | "moves";

/**
 * Returns what edits do to citations. Entries may get other names, places and numbers, but not other texts; where each was
 * rendered with its written number, each still is.
 */
export function effectOf(article: Article, edits: readonly TextEdit[]): Effect {
  const edited = parse(applyEdits(article.text, edits), article.dialect, article.mediawiki).article;
  if (isRenderedAsWritten(article) && !isRenderedAsWritten(edited)) return "moves";
  const before = footnotesOf(article);
  const after = footnotesOf(edited);
  const texts = ({ entries }: Footnotes) => entries.map(({ form, text }) => `${form} ${text}`).sort();
  if (!areEqual(texts(before), texts(after), Object.is)) return "moves";
  const was = allCitations(before);
  const is = allCitations(after);
  if (was.length !== is.length) return "moves";
  let effect: Effect = "keeps";
  for (const [index, { label, cites }] of was.entries()) {
    const now = is[index]!;
    if (isUnsure(label) !== isUnsure(now.label)) return "moves";
    if (cites === now.cites) continue;
    if (cites !== null) return "moves";
    effect = "binds";
  }
  return effect;
}

/**
 * Tells whether wikitext with edits made shows no other text at a footnote that stays: none is new, none vanishes but with
 * its tag, and no tag loses its other half. A footnote that showed an error may show a text.
 * @param isRepaired tells the damaged footnotes that the edits repair: each shows what it shows, and others may come out of it
 */
export function keepsTexts(
  article: Article,
  edits: readonly TextEdit[],
  isRepaired?: (marker: Marker) => boolean,
): boolean {
  const sorted = inOrder(edits);
  if (sorted.some(({ start }, index) => index > 0 && start < sorted[index - 1]!.end)) return false;
  const after = parse(applyEdits(article.text, sorted), article.dialect, article.mediawiki).article;
  if (!isRepaired && !keepsLooseTags(article, after, sorted)) return false;
  const now = new Map(after.markers.map((marker) => [marker.start, marker]));
  const isRemoved = ({ start, end }: Span) =>
    sorted.some((edit) => edit.newText === "" && edit.start <= start && end <= edit.end);
  const stays = article.markers.every((marker) => {
    if (isRemoved(marker) || isRepaired?.(marker)) return true;
    const at = movedBy(sorted, marker.start);
    const found = at === undefined ? undefined : now.get(at);
    now.delete(at ?? -1);
    const was = writtenAt(article, marker);
    if (isRepaired && !found) return after.refs.some((ref) => ref.start === at && ref.list !== null);
    return found !== undefined && (was === "" || was === writtenAt(after, found));
  });
  return stays && (isRepaired !== undefined || now.size === 0);
}

/** Tells whether no tag of wikitext has found or lost its other half. @param edits in order */
export function keepsLooseTags(article: Article, after: Article, edits: readonly TextEdit[]): boolean {
  return areEqual(article.looseTags, after.looseTags, (was, is) => movedBy(edits, was.start) === is.start);
}

function writtenAt({ references }: Article, { reference }: Marker): string {
  return reference === null ? "" : references[reference]!.written!;
}

/** Returns the citations outside of entries, then those in entries; entries in an order that renumbering leaves alone. */
function allCitations({ markers, entries }: Footnotes): readonly Citation[] {
  const key = ({ form, text, markers }: Entry) => JSON.stringify([form, text, markers.map(({ cites }) => cites)]);
  const sorted = [...entries].sort((one, other) => (key(one) < key(other) ? -1 : 1));
  return [...markers, ...sorted.flatMap((entry) => entry.markers)];
}

function isUnsure(label: string): boolean {
  return label.startsWith("?") || label.startsWith("!");
}

function footnotesOf(article: Article): Footnotes {
  const texts = article.references.map((reference) => textOf(article, reference));
  const placed = [
    ...article.markers.map((marker) => ({ ...placeOf(marker), citation: citationOf(marker, texts) })),
    ...article.brokenMarkers.map((marker) => ({ ...placeOf(marker), citation: damaged(marker.number) })),
  ];
  const { outside, inside } = distribute(article, placed);
  const entries = article.lists.flatMap(({ form, first, last }) =>
    article.references.slice(first, last).map(({ name }, at): Entry => {
      return { form, name, text: texts[first + at]!, markers: inside[first + at]! };
    }),
  );
  return { markers: outside, entries };
}

/** Returns the footnotes of a page as a plan wants them. */
function plannedFootnotes(article: Article, { form }: FootnoteSystem, plan: FootnotePlan): Footnotes {
  const { references, markers, brokenMarkers } = article;
  const texts = references.map((reference) => textOf(article, reference));
  const planned = plan.entries.map((entry) =>
    "body" in entry ? bareText(entry.body) : texts["keep" in entry ? entry.keep : entry.copy]!,
  );
  const byMarker = new Map(plan.markers.map((marker) => [marker.marker, marker]));
  const cited = (cites: number | null) => (cites === null ? null : planned[cites]!);
  const placed: Placed[] = [];
  for (const marker of markers) {
    const wanted = byMarker.get(marker);
    const citation = wanted
      ? wanted.label !== null && { label: wanted.label, cites: cited(wanted.cites) }
      : citationOf(marker, texts);
    placed.push({ ...placeOf(marker), citation: citation || null });
  }
  for (const marker of brokenMarkers) {
    const label = byMarker.get(marker)?.label;
    placed.push({ ...placeOf(marker), citation: damaged(label === undefined ? marker.number : Number(label)) });
  }
  const names = plan.entries.map(({ name }) => name);
  for (const { offset, label } of plan.insertions ?? []) {
    const cites = names.indexOf(label);
    // What is inserted right behind a link belongs to the entry the link is in.
    placed.push({ start: offset - 1, end: offset, citation: { label, cites: cited(cites < 0 ? null : cites) } });
  }
  const { outside, inside } = distribute(article, placed);
  const own = plan.entries.map((entry, at): Entry => {
    const markers = "body" in entry ? [] : inside["keep" in entry ? entry.keep : entry.copy]!;
    return { form, name: entry.name, text: planned[at]!, markers };
  });
  const others = article.lists.some((list) => list.form !== form)
    ? footnotesOf(article).entries.filter((entry) => entry.form !== form)
    : [];
  return { markers: outside, entries: [...own, ...others] };
}

function placeOf({ start, end }: Span): Span {
  return { start, end };
}

function citationOf({ label, suspect, reference }: Marker, texts: readonly string[]): Citation {
  return { label: suspect ? `?${label}` : label, cites: reference === null ? null : texts[reference]! };
}

function damaged(number: number | null): Citation {
  return { label: `!${number}`, cites: null };
}

/** Parts markers into those outside of entries and those in the lines of each entry; in text order, removed ones left out. */
function distribute(article: Article, placed: readonly Placed[]) {
  const lines = article.references.map((reference) => entryLines(article.text, reference));
  const outside: Citation[] = [];
  const inside = lines.map((): Citation[] => []);
  for (const { start, citation } of [...placed].sort((a, b) => a.start - b.start)) {
    if (!citation) continue;
    const at = firstEndingAfter(lines, start);
    (lines[at] && lines[at].start <= start ? inside[at]! : outside).push(citation);
  }
  return { outside, inside };
}

function entriesOf({ entries }: Footnotes, form: ReferenceList["form"]): readonly Entry[] {
  return entries.filter((entry) => entry.form === form);
}

function textOf({ text }: Article, { label, body }: Reference): string {
  return bareText(text.slice(label.end, Math.max(label.end, body.end)));
}

/** Returns the text of an entry's source without what renumbering and moving change: markers, white space, escapes. */
function bareText(source: string): string {
  return source.replace(/\\\[\s*\d+\s*\\?\]|\[\^[^\]\s]+\]|\[\d+\\?\]|［[\d０-９]+］/g, "").replace(/[\s\\]+/g, "");
}

/** Whether a plan gives the entries of a list other numbers than 1, 2, 3…, as a user may. */
function isRelabelling({ references }: FootnoteSystem, { entries }: FootnotePlan): boolean {
  const isSameList =
    entries.length === references.length &&
    entries.every((entry, at) => "keep" in entry && entry.keep === references[at]);
  return isSameList && entries.some(({ name }, at) => name !== String(at + 1));
}

/** Whether every entry of the page's numbered list renders with its written number. */
function isRenderedAsWritten({ references, lists }: Article): boolean {
  return (
    lists.every(({ standing }) => standing === "list") &&
    references.every(({ number, rendered }) => number === rendered)
  );
}

function isSameCitation(one: Citation, other: Citation): boolean {
  return one.label === other.label && one.cites === other.cites;
}

function isSameEntry(one: Entry, other: Entry): boolean {
  return one.name === other.name && one.text === other.text && areEqual(one.markers, other.markers, isSameCitation);
}

function areEqual<T>(ones: readonly T[], others: readonly T[], isSame: (one: T, other: T) => boolean): boolean {
  return ones.length === others.length && ones.every((one, index) => isSame(one, others[index]!));
}
