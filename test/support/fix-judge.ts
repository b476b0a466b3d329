import markdownIt from "markdown-it";
import { parse } from "../../server/core/dialects/parse";
import {
  FORM_ACTIONS,
  type FormAction,
  fixesOf,
  isFormAction,
  offers,
  PAGE_ACTIONS,
  type PageAction,
  pageChange,
} from "../../server/core/features/actions";
import { entryLines } from "../../server/core/footnotes/layout";
import type { Article, Dialect, Marker, Reference } from "../../server/core/model/article";
import type { Change, Finding } from "../../server/core/rules/rule";
import { check } from "../../server/core/rules/run";
import { applyEdits, movedBy, type TextEdit } from "../../server/core/text/edit";
import { firstEndingAfter, overlaps, type Span } from "../../server/core/text/span";
import type { Snapshot } from "../../server/core/workspace/snapshot";
import { openPage } from "./wiki";

/** What a change does to footnotes because that is its purpose. */
interface Purpose {
  /** Whose citations it changes: of the marker it is offered at (`target`), or of those that cite the entry there (`entry`). */
  readonly frees?: "target" | "entry";
  /** It writes markers where none was. */
  readonly adds?: true;
  /** It gives markers an entry that had none or an empty one. */
  readonly fills?: true;
  /** It makes one entry of several that show the same. */
  readonly merges?: true;
  /** It takes entries away with the markers in them and those that cite them, or writes an entry twice. */
  readonly entries?: "removed" | "copied";
  /** It makes a footnote of a damaged tag: what the tag took in or left out is read anew. */
  readonly repairs?: true;
  /** It changes text outside of footnotes. */
  readonly rewrites?: true;
  /** Made again, it goes on to the next place. */
  readonly repeats?: true;
}

/**
 * By rule or action, or `rule: title`. Those that are not named leave alone what every marker cites and what is written
 * outside of the footnotes, and made again they change nothing.
 */
const PURPOSES: Readonly<Record<string, Purpose>> = {
  "footnote/unused": { entries: "removed" },
  "footnote/empty-entry": { frees: "entry", fills: true, entries: "removed" },
  "footnote/undefined": { frees: "target", fills: true },
  "footnote/duplicate-entry": { merges: true },
  "footnote/missing-list": { fills: true },
  "footnote/adjacent-unordered": { frees: "target", adds: true },
  "footnote/list-defined": { fills: true },
  "footnote/duplicate-name: Name this one {name}": { frees: "target" },
  "footnote/duplicate-marker": { entries: "copied" },
  "footnote/duplicate-name: Keep the first, remove this one": { entries: "removed" },
  "footnote/broken-marker": { adds: true, rewrites: true },
  "footnote/number-mismatch": { fills: true },
  "footnote/adjacent-duplicate": { frees: "target" },
  "footnote/in-link": { frees: "target", adds: true },
  "footnote/unclosed": { repairs: true, adds: true, fills: true },
  "footnote/nested": { repairs: true, adds: true, fills: true },
  "footnote/bad-attribute": { repairs: true, adds: true, fills: true },
  "footnote/numeric-name": { repairs: true, adds: true, fills: true },
  "footnote/name-quotes": { repairs: true, adds: true, fills: true },
  "footnote/mistyped-tag": { repairs: true, adds: true, fills: true },
  "footnote/empty": { repairs: true, adds: true, fills: true },
  "structure/empty-item": { rewrites: true },
  "link/": { rewrites: true },
  "residue/": { rewrites: true },
  "variant/": { rewrites: true },
  fixOverruns: { rewrites: true },
  fixAll: { adds: true, rewrites: true, frees: "target" },
  insertFootnote: { adds: true, fills: true, repeats: true },
  removeFootnote: { frees: "entry", entries: "removed", repeats: true },
  mergeDuplicateEntries: { merges: true },
};

const PAGES = { "Page/橋.md": "## 沿革\n", "Page/石獸.md": "", "Page/頭髮.md": "" };

/** A page with what is found on it. */
export class Reading {
  readonly snapshot: Snapshot;
  private found: readonly Finding[] | undefined;

  constructor(text: string, dialect: Dialect) {
    this.snapshot = openPage(text, dialect === "markdown" ? { pages: PAGES } : { dialect });
  }

  get findings(): readonly Finding[] {
    return (this.found ??= check(this.snapshot));
  }
}

/** A change that is offered on a page, by what, and for which place. */
interface Offer {
  readonly name: string;
  readonly title: string;
  readonly change: Change;
  readonly place: Span;
  readonly finding?: Finding;
  readonly action?: PageAction;
}

/** Every change that is offered on a page: of each finding, and of each action at some places. */
function* offersOf({ snapshot, findings }: Reading): Generator<Offer> {
  const { article } = snapshot;
  for (const finding of findings) {
    for (const change of fixesOf(snapshot, finding)) {
      if (change.edits.length === 0) continue; // it creates a page
      yield { name: finding.rule, title: change.title.texts.en, change, place: finding, finding };
    }
  }
  const middle = article.markers[article.markers.length >> 1];
  const last = article.references.at(-1);
  const places = [middle ? middle.start + 1 : 0, last ? last.label.start + 1 : 0];
  for (const action of PAGE_ACTIONS) {
    const isLocal = /Footnote$|^define/.test(action);
    const offsets = action === "insertFootnote" ? [Math.floor(article.text.length / 3)] : isLocal ? places : [0];
    for (const offset of new Set(offsets)) {
      if (!offers(snapshot, findings, action, offset)) continue;
      const change = pageChange(snapshot, findings, action, offset);
      if (!change) continue;
      yield { name: action, title: change.title.texts.en, change, place: { start: offset, end: offset }, action };
    }
  }
}

/** What is wrong with the changes that are offered on a page; nothing when all is well. */
export function violationsOf(text: string, dialect: Dialect): string[] {
  const before = new Reading(text, dialect);
  const found: string[] = [];
  for (const offer of offersOf(before)) {
    const fault = faultOf(before, offer);
    if (fault) found.push(`${offer.name} (${offer.title}): ${fault}`);
  }
  return found;
}

/** How many changes are offered on a page. */
export function countOffers(text: string, dialect: Dialect): number {
  return [...offersOf(new Reading(text, dialect))].length;
}

function faultOf(before: Reading, offer: Offer): string | undefined {
  const { article } = before.snapshot;
  const { edits } = offer.change;
  const fault = faultOfEdits(article.text, edits);
  if (fault) return fault;
  const text = applyEdits(article.text, edits);
  if (text === article.text) return "changes nothing";
  const after = new Reading(text, article.dialect);
  if (offer.action && isFormAction(offer.action)) return faultOfForm(article, after.snapshot.article, offer.action);
  const group = `${offer.name.split("/", 1)[0]}/`;
  const purpose = PURPOSES[`${offer.name}: ${offer.title}`] ?? PURPOSES[offer.name] ?? PURPOSES[group] ?? {};
  return (
    faultOfCitations(article, after.snapshot.article, offer, purpose) ??
    faultOfUses(article, after.snapshot.article, purpose) ??
    faultOfRest(article, after.snapshot.article, purpose) ??
    faultOfRendering(article, after.snapshot.article, offer) ??
    faultOfRepetition(before, after, offer, purpose)
  );
}

/** Edits lie in the text, in order, apart, and expect what is there. */
function faultOfEdits(text: string, edits: readonly TextEdit[]): string | undefined {
  let last: TextEdit | undefined;
  for (const edit of edits) {
    const { start, end, expected, newText } = edit;
    if (start < 0 || end < start || end > text.length) return `edit ${start}–${end} lies outside the text`;
    if (text.slice(start, end) !== expected) return `edit ${start}–${end} expects another text`;
    if (expected === newText && edits.length > 1) return `edit ${start}–${end} changes nothing`;
    if (last && start < last.end) return `edit ${start}–${end} overlaps ${last.start}–${last.end} or comes too late`;
    // At one place insertions come first: LSP has them before what is replaced there.
    if (last && start === last.start && last.end > last.start)
      return `edit ${start}–${end} begins where ${last.end} does`;
    last = edit;
  }
  return undefined;
}

/** What an entry says, whatever its number, its indentation and the footnotes in it. */
function said({ text, dialect }: Article, { label, body, written }: Reference): string {
  if (dialect === "wikitext") return written!.replace(/\s+/g, "");
  return bare(text.slice(label.end, Math.max(label.end, body.end)));
}

/** A source without markers, damaged ones included, white space and escapes. */
function bare(source: string): string {
  return source.replace(/\\\[\s*\d+\s*\\?\]|\[\^[^\]\s]+\]|\[\d+\\?\]|［[\d０-９]+］/g, "").replace(/[\s\\]+/g, "");
}

/** What a marker cites; null for nothing. */
function citation(article: Article, { reference, suspect }: Marker, purpose: Purpose): string | null {
  if (suspect || reference === null) return null;
  const entry = article.references[reference]!;
  // Rules that change the text of entries leave their places alone.
  if (purpose.rewrites) return String(reference);
  if (article.dialect === "wikitext") return said(article, entry) || null;
  return purpose.merges ? entry.text.replace(/\s+/g, "") : said(article, entry);
}

/** The entry whose lines hold a marker; -1 for none. */
function holders(article: Article): (marker: Span) => number {
  if (article.dialect === "wikitext") return () => -1;
  const lines = article.references.map((reference) => entryLines(article.text, reference));
  return ({ start }) => {
    const at = firstEndingAfter(lines, start);
    return lines[at] && lines[at].start <= start ? at : -1;
  };
}

function faultOfCitations(before: Article, after: Article, offer: Offer, purpose: Purpose): string | undefined {
  const { edits } = offer.change;
  const place = offer.place;
  const entry = purpose.frees === "entry" ? entryAt(before, place) : null;
  const found = new Map(after.markers.map((marker) => [marker.start, marker]));
  const known = new Set<number>();
  const holder = holders(before);
  for (const marker of before.markers) {
    if (holder(marker) >= 0) continue;
    const isFreed =
      (purpose.repairs && overlaps(marker, place)) ||
      (purpose.frees === "target" && (offer.action !== undefined || overlaps(marker, place))) ||
      (entry !== null && marker.reference === entry);
    const start = movedBy(edits, marker.start);
    const now = start === undefined ? undefined : found.get(start);
    if (now) known.add(now.start);
    if (isFreed) continue;
    const was = citation(before, marker, purpose);
    if (!now) {
      if (marker.suspect) continue;
      // With the tag repaired a template or a list may be whole again, and what was a marker define its footnote.
      if (
        purpose.repairs &&
        start !== undefined &&
        after.refs.some((ref) => ref.start === start && ref.list !== null)
      ) {
        continue;
      }
      return `marker ${marker.label} at ${marker.start} is gone`;
    }
    const is = citation(after, now, purpose);
    if (was === is) continue;
    if (purpose.fills && (was === null || !/[\p{L}\p{N}]/u.test(was)) && is !== null) continue;
    return `marker ${marker.label} at ${marker.start} cited ${was}, now ${is}`;
  }
  const isEntry = holders(after);
  // A damaged marker may be repaired along the way: its link is taken away.
  const damaged = new Set(
    before.brokenMarkers.filter((marker) => edits.some((edit) => overlaps(edit, marker))).map(({ number }) => number),
  );
  const fresh = after.markers.find(
    (marker) => !known.has(marker.start) && isEntry(marker) < 0 && !marker.suspect && !damaged.has(marker.number),
  );
  if (fresh && !purpose.adds) return `there is a new marker ${fresh.label} at ${fresh.start} of the new text`;
  return faultOfEntries(before, after, purpose);
}

/** The entry a place is about: the one that the marker there cites, or that is there. */
function entryAt(article: Article, place: Span): number | null {
  const marker = article.markers.filter((candidate) => overlaps(candidate, place)).at(-1);
  const entry = article.references.filter((reference) => overlaps(reference, place)).at(-1);
  return marker?.reference ?? (entry ? article.references.indexOf(entry) : null);
}

/** Entries, and what those say that are cited in them. */
function faultOfEntries(before: Article, after: Article, purpose: Purpose): string | undefined {
  if (before.dialect === "wikitext") return undefined;
  if (purpose.rewrites) {
    const [was, is] = [before.references.length, after.references.length];
    return was === is ? undefined : `there were ${was} entries, now ${is}`;
  }
  const was = listed(before, purpose);
  const is = listed(after, purpose);
  if (!purpose.entries && !purpose.merges && !purpose.fills && !purpose.adds && !purpose.frees) {
    const isSame = JSON.stringify(was) === JSON.stringify(is);
    return isSame ? undefined : `entries were ${JSON.stringify(was)}, now ${JSON.stringify(is)}`;
  }
  const known = new Set(was.map(([says]) => says));
  const fresh = is.find(([says]) => !known.has(says));
  if (fresh && !purpose.fills && !purpose.adds) return `there is a new entry ${fresh}`;
  const gone = was.find(([says]) => !is.some((entry) => entry[0] === says));
  const mayGo = purpose.entries === "removed" || purpose.merges || (purpose.fills && gone?.[0] === "");
  return gone && !mayGo ? `entry ${gone} is gone` : undefined;
}

function listed(article: Article, purpose: Purpose): (readonly [says: string, cites: string])[] {
  const holder = holders(article);
  const inside = article.references.map((): string[] => []);
  for (const marker of article.markers) {
    const at = holder(marker);
    if (at >= 0) inside[at]!.push(String(citation(article, marker, purpose)));
  }
  return article.references
    .map((reference, at) => [said(article, reference), inside[at]!.join()] as const)
    .sort((one, other) => (one.join("\n") < other.join("\n") ? -1 : 1));
}

/** Merging renames what templates cite by name (`{{r|a}}`): that says the same. */
function faultOfUses(before: Article, after: Article, purpose: Purpose): string | undefined {
  if (!purpose.merges) return undefined;
  const was = textsUsed(before);
  const is = textsUsed(after);
  return JSON.stringify(was) === JSON.stringify(is)
    ? undefined
    : `templates cited ${JSON.stringify(was)}, now ${JSON.stringify(is)}`;
}

function textsUsed({ nameUses, references }: Article): string[] {
  return nameUses.map(({ name, group }) => {
    const cited = references.find((entry) => entry.name === name && entry.group === (group ?? ""));
    return cited?.written?.replace(/\s+/g, "") ?? "";
  });
}

/** The text outside of footnotes, white space and escapes left out. */
function rest(article: Article, purpose: Purpose): string {
  const spans =
    article.dialect === "wikitext"
      ? [...article.refs, ...article.listTags, ...(purpose.merges ? article.nameUses : [])]
      : [
          ...article.markers,
          ...article.brokenMarkers,
          ...article.references.map(({ label, body }) => ({ start: label.start, end: Math.max(label.end, body.end) })),
        ];
  let text = "";
  let position = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start >= position) text += article.text.slice(position, start);
    position = Math.max(position, end);
  }
  return (text + article.text.slice(position)).replace(/<!--(?: end list)? -->|[\s\\]+/g, "");
}

function faultOfRest(before: Article, after: Article, purpose: Purpose): string | undefined {
  if (purpose.rewrites || purpose.repairs) return undefined;
  const was = rest(before, purpose);
  const is = rest(after, purpose);
  return was === is ? undefined : `the text was ${JSON.stringify(was)}, now ${JSON.stringify(is)}`;
}

const renderer = markdownIt("commonmark");

/** The number CommonMark renders for each entry, by markdown-it; null for what it shows no item of a list for. */
function rendered(article: Article): (number | null)[] {
  const text = article.text.replace(/^\ufeff?---\r?\n[\s\S]*?\n---\r?\n/, (front) => front.replace(/[^\n]+/g, ""));
  const numbers = new Map<number, number>();
  let next = 0;
  for (const { type, level, map, attrGet } of renderer.parse(text.replace(/^\ufeff/, ""), {}).map((token) => ({
    type: token.type,
    level: token.level,
    map: token.map,
    attrGet: (name: string) => token.attrGet(name),
  }))) {
    if (level === 0 && type === "ordered_list_open") next = Number(attrGet("start") ?? 1);
    if (level === 1 && type === "list_item_open" && next >= 0) numbers.set(map![0], next++);
    if (level === 0 && type === "bullet_list_open") next = -1;
  }
  return article.references.map(({ label }) => {
    const line = article.text.slice(0, label.start).split("\n").length - 1;
    return numbers.get(line) ?? null;
  });
}

/** Where every entry rendered with its number, every entry still does. */
function faultOfRendering(before: Article, after: Article, { name }: Offer): string | undefined {
  if (before.dialect !== "markdown" || before.text.includes("[^")) return undefined;
  const isSound = (article: Article) => {
    const numbers = rendered(article);
    // In some corners (an empty item above two blank lines) markdown-it has it otherwise than cmark and we.
    return article.references.every(
      (entry, index) => entry.number === entry.rendered && entry.number === numbers[index],
    );
  };
  if (name === "structure/swallowed-list" && rendered(after).includes(null)) return "the list is still swallowed";
  if (!isSound(before) || isSound(after)) return undefined;
  return `numbers are not rendered: ${after.references.map(({ number }) => number)} as ${rendered(after)}`;
}

/** Made twice is made once; what is safe leaves nothing of what it was offered for. */
function faultOfRepetition(before: Reading, after: Reading, offer: Offer, purpose: Purpose): string | undefined {
  const { action, finding, change } = offer;
  if (action) {
    if (purpose.repeats) return undefined;
    const offset = movedBy(change.edits, offer.place.start) ?? offer.place.start;
    const again = pageChange(after.snapshot, after.findings, action, offset);
    return again ? `made again it changes something: ${JSON.stringify(again.edits.slice(0, 2))}` : undefined;
  }
  const count = ({ findings }: Reading) => findings.filter(({ rule }) => rule === finding!.rule).length;
  if (change.safety === "safe" && count(after) >= count(before)) return "its finding stays";
  return undefined;
}

/** The footnotes of a page in another form: as many markers, which cite the same texts in the same order. */
function faultOfForm(before: Article, after: Article, action: FormAction): string | undefined {
  const was = textsCited(before.dialect === "wikitext" ? parse(before.text, "markdown").article : before);
  const is = textsCited(FORM_ACTIONS[action] === "tag" ? parse(after.text, "wikitext").article : after);
  const isSame = JSON.stringify(was) === JSON.stringify(is);
  return isSame ? undefined : `markers cited ${JSON.stringify(was)}, now ${JSON.stringify(is)}`;
}

/** The letters and digits of what each marker outside of entries cites. */
function textsCited(article: Article): string[] {
  const holder = holders(article);
  return article.markers.flatMap((marker) => {
    if (marker.suspect || marker.reference === null || holder(marker) >= 0) return [];
    const entry = article.references[marker.reference]!;
    const source = article.dialect === "wikitext" ? entry.written! : said(article, entry);
    return bare(source).replace(/<[^<>]*>|[^\p{L}\p{N}]/gu, "");
  });
}
