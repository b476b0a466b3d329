import type { CitationPart } from "../model/citation";
import { firstEndingAfter, firstStartingAt, type Span } from "../text/span";
import type { Companion } from "./companion";

/** One thing a companion shows: a character of its text, or all that a template shows. */
export interface Shown {
  readonly kind: "character" | "template" | "marker";
  /** The visible text: one character, a template's words, or nothing for a marker. */
  readonly parts: readonly CitationPart[];
  /** Whether white space stands before it. */
  readonly isApart: boolean;
}

export interface ShownBetween {
  readonly shown: readonly Shown[];
  /** Whether white space stands at the end. */
  readonly endsApart: boolean;
}

/** Where a paragraph ends in a companion's text. */
const NEXT_BLOCK: Readonly<Record<Companion["kind"], RegExp>> = {
  rendered: /\n/,
  html: /\n/,
  wikitext: /\n[\n*#:;=|!{]/,
};

/**
 * Reads what a companion shows between two offsets of its text. White space is left out.
 * @returns undefined when something is there that is neither text nor template nor marker, or another block begins
 */
export function shownBetween(companion: Companion, { start, end }: Span): ShownBetween | undefined {
  const { article, phrases, pieces } = companion;
  const variant = article.variants[firstEndingAfter(article.variants, start)];
  if (variant && variant.start < end) return undefined;
  const shown: Shown[] = [];
  let position = start;
  let isApart = false;
  const add = (kind: Shown["kind"], parts: readonly CitationPart[]) => {
    shown.push({ kind, parts, isApart });
    isApart = false;
  };
  let isBroken = false;
  const addText = (to: number) => {
    if (NEXT_BLOCK[companion.kind].test(article.text.slice(position, to))) isBroken = true;
    // White space between two templates may be no text of the article's.
    if (to > position && article.text.slice(position, to).trim() === "") isApart = true;
    for (let index = firstEndingAfter(pieces, position); pieces[index] && pieces[index]!.start < to; index++) {
      const piece = pieces[index]!;
      for (let at = Math.max(piece.start, position); at < Math.min(piece.end, to); at++) {
        const character = article.text.charAt(at);
        if (/\s/.test(character)) isApart = true;
        else add("character", [{ text: character, ...(isIn(companion.foreign, at) && { foreign: true }) }]);
      }
    }
    position = to;
  };
  let phrase = firstEndingAfter(phrases, start);
  let marker = firstStartingAt(article.markers, start);
  while (position < end) {
    const nextPhrase = phrases[phrase];
    const nextMarker = article.markers[marker];
    const next = nextPhrase && nextPhrase.start < (nextMarker?.start ?? end) ? nextPhrase : nextMarker;
    if (!next || next.start >= end) {
      addText(end);
      break;
    }
    // Only a part of a template lies between the offsets.
    if (next.start < start || next.end > end) return undefined;
    addText(next.start);
    if (next === nextPhrase) {
      add("template", nextPhrase.shows);
      phrase++;
    } else {
      add("marker", []);
      marker++;
    }
    position = Math.max(position, next.end);
    while (phrases[phrase] && phrases[phrase]!.start < position) phrase++;
    while (article.markers[marker] && article.markers[marker]!.start < position) marker++;
  }
  return isBroken ? undefined : { shown, endsApart: isApart };
}

function isIn(spans: readonly Span[], offset: number): boolean {
  const span = spans[firstEndingAfter(spans, offset)];
  return span !== undefined && span.start <= offset;
}
