import type { Article, Reference } from "../model/article";
import { citationText } from "../model/citation";
import { align } from "./align";
import type { Companion } from "./companion";
import { foldedText } from "./stream";

/** Shorter texts (in letters and digits) are not told from others. */
const LEAST = 8;
/** Entries that begin alike are compared in full. */
const KEY = 10;
/** So much of an entry must stand in the other for both to be one, in stretches of some letters. */
const LIKENESS = 0.9;
const STRETCH = 4;
/** With less than this in common two entries are of different sources. */
const UNLIKENESS = 0.5;
/** So many entries that begin alike are compared at most. */
const MOST_CANDIDATES = 8;

/** An address as far as it tells one source from another. */
function addressKey(url: string): string {
  return url
    .replace(/^https?:\/\/web\.archive\.org\/web\/[^/]+\//i, "")
    .replace(/^(?:https?:)?\/\/(?:www\.)?/i, "")
    .replace(/\/$/, "")
    .toLowerCase();
}

/** Addresses of the web in an entry of the page; asked for in text order. */
function addressesOf(page: Article): (reference: Reference) => string[] {
  const links = page.links.filter(({ kind }) => kind === "external");
  let next = 0;
  let last = -1;
  return ({ start, body }) => {
    if (start < last) next = 0;
    last = start;
    while (next < links.length && links[next]!.start < body.start) next++;
    const found: string[] = [];
    for (let index = next; index < links.length && links[index]!.end <= body.end; index++)
      found.push(links[index]!.destination);
    return found;
  };
}

/**
 * The page's entries that have a text, and the companion's that say the same: by their address, or by their words. What
 * could be more than one is left out.
 */
export function matchTexts(page: Article, companion: Companion): Map<number, number> {
  const byAddress = new Map<string, number>();
  const byStart = new Map<string, number[]>();
  const linked = new Set<number>();
  const texts = companion.article.references.map((_, index): EntryText => {
    const citation = companion.citation(index);
    if (!citation) return entryText("");
    for (const url of citation.parts.flatMap(({ href }) => href ?? [])) {
      const key = addressKey(url);
      byAddress.set(key, (byAddress.get(key) ?? index) === index ? index : -1);
      linked.add(index);
    }
    const text = entryText(citationText(citation));
    const key = text.folded.slice(0, KEY);
    if (text.folded.length >= LEAST) byStart.set(key, [...(byStart.get(key) ?? []), index]);
    return text;
  });
  const addresses = addressesOf(page);
  const found = new Map<number, number>();
  const taken = new Map<number, number>();
  page.references.forEach((reference, index) => {
    if (reference.empty) return;
    const own = addresses(reference);
    const known = new Set(own.flatMap((url) => byAddress.get(addressKey(url)) ?? []));
    const match = known.size === 1 ? [...known][0]! : likest(entryText(reference.text), byStart, texts);
    if (match === undefined || match < 0) return;
    // Both lead to the web, but not to the same place: they are two, however alike.
    if (known.size !== 1 && own.length > 0 && linked.has(match)) return;
    found.set(index, match);
    taken.set(match, (taken.get(match) ?? 0) + 1);
  });
  // A text that the page has twice is no landmark.
  for (const [index, match] of found) if (taken.get(match)! > 1) found.delete(index);
  return found;
}

interface EntryText {
  readonly folded: string;
  readonly numbers: ReadonlySet<string>;
}

function entryText(text: string): EntryText {
  return { folded: foldedText(text), numbers: new Set(text.match(/\d+/g)) };
}

function likest(
  text: EntryText,
  byStart: ReadonlyMap<string, readonly number[]>,
  texts: readonly EntryText[],
): number | undefined {
  if (text.folded.length < LEAST) return undefined;
  let best: number | undefined;
  let most = LIKENESS;
  let isAlone = true;
  for (const candidate of (byStart.get(text.folded.slice(0, KEY)) ?? []).slice(0, MOST_CANDIDATES)) {
    const share = likeness(text, texts[candidate]!);
    if (share < most) continue;
    isAlone = best === undefined || share > most;
    best = candidate;
    most = share;
  }
  return isAlone ? best : undefined;
}

/** How much of the first text stands in the second, 0 to 1. What has other numbers in it is another year or page. */
function likeness(text: EntryText, other: EntryText): number {
  for (const number of text.numbers) if (!other.numbers.has(number)) return 0;
  const common = align(unitsOf(text.folded), unitsOf(other.folded));
  return common.reduce((sum, { length }) => sum + (length >= STRETCH ? length : 0), 0) / text.folded.length;
}

/** Whether two texts of entries speak of different sources: hardly any words are in both. */
export function areUnlike(one: string, other: string): boolean {
  const [shorter, longer] = [foldedText(one), foldedText(other)].sort((a, b) => a.length - b.length) as [
    string,
    string,
  ];
  if (shorter.length < LEAST) return false;
  const common = align(unitsOf(shorter), unitsOf(longer));
  return common.reduce((sum, { length }) => sum + (length >= STRETCH ? length : 0), 0) < UNLIKENESS * shorter.length;
}

function unitsOf(text: string): Uint16Array {
  return Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}
