import type { Article, Reference } from "../model/article";
import { citationText } from "../model/citation";
import { firstIndex } from "../text/span";
import { type Alignment, type Chain, chainsOf, isNear } from "./alignment";
import type { Companion } from "./companion";
import { areUnlike } from "./entry-text";
import { FirmWords, OTHER_WORD, type Surroundings } from "./firm";
import { positionOf, type Stream } from "./stream";

/** Below it a match is doubtful: shown as such, never written by itself. */
export const CERTAIN = 0.7;

/** Confidence by what a match rests on. */
const CONFIDENCE = {
  /** The words on both sides of the marker. */
  exact: 0.98,
  /** The words before it. */
  before: 0.9,
  /** Some of the words around it. */
  around: 0.8,
  /** The order between two certain matches, where the companion's text is missing. */
  order: 0.75,
  /** The words before it, where one side has text in between that is cited too. */
  between: 0.5,
  /** That order, where one side has more citations than the other, or what is there is not all matched. */
  revised: 0.5,
} as const;

/** Fewer matched units around a marker say nothing of it. */
const LEAST_CONTEXT = 6;

/** An entry of the page and the companion's that says what it cites. */
export interface EntryMatch {
  /** Index into the companion's `references`. */
  readonly reference: number;
  readonly confidence: number;
  /** Whether both say the same. */
  readonly alike: boolean;
}

/** What a marker cites in the companion. */
type MarkerMatch = Omit<EntryMatch, "alike">;

/** For each of the page's entries what its markers lead to in the companion; undefined when nothing can be said. */
export function matchEntries(
  page: Article,
  companion: Companion,
  alignment: Alignment,
  byText: ReadonlyMap<number, number>,
): (EntryMatch | undefined)[] {
  const markers = page.markers.flatMap((marker, index) =>
    marker.suspect || marker.reference === null || marker.place === "entry" ? [] : [{ ...marker, index }],
  );
  const matcher = new Matcher(page, companion, alignment, byText);
  matcher.matchWords(chainsOf(alignment.page, markers));
  matcher.matchOrder(markers.map(({ index }) => index));
  return matcher.entries();
}

class Matcher {
  /** By index into the page's markers. */
  private readonly found = new Map<number, MarkerMatch>();
  /** Markers whose words the companion has, with or without a marker there. */
  private readonly read = new Set<number>();
  private readonly chains: readonly Chain[];
  /** By companion's entry: markers of its text. */
  private readonly seen: readonly number[];
  private readonly firm: FirmWords;

  constructor(
    private readonly page: Article,
    private readonly companion: Companion,
    private readonly alignment: Alignment,
    private readonly byText: ReadonlyMap<number, number>,
  ) {
    const { article } = companion;
    // A marker whose entry the companion lacks stands in its place: nothing else is taken for it.
    const citing = companion.markers.flatMap((marker, index) =>
      marker.suspect || marker.place === "entry" ? [] : [{ ...marker, index }],
    );
    this.chains = chainsOf(alignment.companion, citing);
    const seen: number[] = article.references.map(() => 0);
    for (const { reference } of citing) if (reference !== null) seen[reference]!++;
    this.seen = seen;
    const starts = breaksIn(
      alignment.page,
      page.passages.map(({ start }) => start),
    );
    const startsThere = breaksIn(alignment.companion, companion.paragraphs);
    this.firm = new FirmWords(alignment, (position, there) => starts.has(position) && startsThere.has(there));
  }

  private chainAt(position: number): Chain | undefined {
    const chain = this.chains[this.firstChain(position)];
    return chain?.position === position ? chain : undefined;
  }

  private firstChain(position: number): number {
    return firstIndex(this.chains.length, (index) => this.chains[index]!.position >= position);
  }

  /** Matches markers by the words around them. */
  matchWords(chains: readonly Chain[]): void {
    chains.forEach((chain, index) => {
      const { position } = chain;
      const place = this.alignment.placeOf(position);
      const isTouched = place.a0 === position;
      if (!isTouched && !isNear(place)) return;
      // A footnote belongs to the words before it; only where there are hardly any may those behind speak.
      if (place.before < LEAST_CONTEXT && !(isTouched && place.before + place.behind >= 2 * LEAST_CONTEXT)) return;
      for (const marker of chain.markers) this.read.add(marker);
      const exact = isTouched ? this.chainAt(place.b0) : undefined;
      const around = this.firm.around(position);
      if (!around) {
        if (exact) this.pair(chain, exact, CONFIDENCE.between);
        return;
      }
      const only = this.onlyBetween(around, chains[index - 1], chains[index + 1]);
      const isAlone = only !== undefined && around.changedBefore <= OTHER_WORD;
      if (exact) {
        const isSure = isAlone
          ? around.isLong || (around.a1 === position && around.b1 === exact.position)
          : around.isLong && around.a0 === position && around.b0 === exact.position && this.endAlike(chain, exact);
        this.pair(chain, exact, around.isWhole ? CONFIDENCE.exact : isSure ? CONFIDENCE.before : CONFIDENCE.between);
      } else if (isAlone && only.position - around.b0 <= OTHER_WORD) {
        // One word stands for another, and the marker is behind both.
        const isReplaced = place.a0 < position && position === place.a1;
        const isReplacedThere = place.b0 < only.position && only.position === place.b1;
        this.pair(chain, only, isReplaced && isReplacedThere ? CONFIDENCE.around : CONFIDENCE.between);
      }
    });
  }

  /**
   * Whether the same punctuation ends the clause behind both chains: words that came in between the clause and what it
   * cites would stand before it.
   */
  private endAlike(chain: Chain, other: Chain): boolean {
    const mark = closingMark(this.page, chain);
    return (
      mark !== undefined &&
      mark === closingMark({ text: this.companion.article.text, markers: this.companion.markers }, other)
    );
  }

  /** The companion's place between firm words when there is one, and one on the page. */
  private onlyBetween({ a0, a1, b0, b1 }: Surroundings, before?: Chain, behind?: Chain): Chain | undefined {
    const first = this.firstChain(b0);
    const [only, other] = [this.chains[first], this.chains[first + 1]];
    const isOnlyHere = !(before && before.position >= a0) && !(behind && behind.position <= a1);
    return isOnlyHere && only && only.position <= b1 && !(other && other.position <= b1) ? only : undefined;
  }

  /**
   * If the counts differ, markers cannot be paired by position; nor where one that is known by its text stands at another
   * place among them.
   */
  private pair(chain: Chain, other: Chain, confidence: number): void {
    if (chain.markers.length !== other.markers.length) return;
    const pairs = chain.markers.flatMap((marker, at) => {
      const { reference } = this.companion.markers[other.markers[at]!]!;
      return reference === null ? [] : [{ marker, reference }];
    });
    const isOther = pairs.length > 1 && pairs.some(({ marker, reference }) => this.isOther(marker, reference));
    for (const { marker, reference } of pairs)
      this.found.set(marker, {
        reference,
        confidence: isOther ? Math.min(confidence, CONFIDENCE.between) : confidence,
      });
  }

  /** Whether the entry of a marker is known to be another one than the companion's. */
  private isOther(marker: number, reference: number): boolean {
    const index = this.page.markers[marker]!.reference!;
    const told = this.byText.get(index);
    if (told !== undefined) return told !== reference;
    const citation = this.companion.citation(reference);
    return citation !== undefined && areUnlike(this.page.references[index]!.text, citationText(citation));
  }

  /**
   * Where paragraphs of the companion are missing its list is still there. Between two matches, when as many citations
   * are without a marker in its text as markers of the page without a match, they are the same in the same order: entries
   * are numbered by first use, and each says how often it is cited.
   */
  matchOrder(markers: readonly number[]): void {
    const { companion, seen } = this;
    if (companion.uses.some((uses) => uses === null)) return;
    const { references } = companion.article;
    // Citations not seen in the text, by entry.
    const hidden = companion.uses.map((uses, index) => Math.max(0, uses! - seen[index]!));
    const known = markers.map((marker) => {
      const match = this.found.get(marker);
      if (match && match.confidence >= CERTAIN) return match.reference;
      const entry = this.byText.get(this.page.markers[marker]!.reference!);
      if (entry === undefined) return undefined;
      if (!match) hidden[entry] = Math.max(0, hidden[entry]! - 1);
      return entry;
    });
    const total = companion.uses.reduce<number>((sum, uses) => sum + uses!, 0);
    // A marker of its text that goes with none of the page's for certain may be that of a marker without a match.
    const unpaired = [...seen];
    for (const { reference, confidence } of this.found.values()) if (confidence >= CERTAIN) unpaired[reference]!--;
    const isSame = total === markers.length && unpaired.every((count) => count <= 0);
    const confidence = isSame ? CONFIDENCE.order : CONFIDENCE.revised;
    let highest = -1; // the last of the companion's entries that is used so far, by index
    for (let start = 0; start < markers.length; ) {
      if (known[start] !== undefined) {
        if (references[known[start]!]!.group === "") highest = Math.max(highest, known[start]!);
        start++;
        continue;
      }
      let end = start;
      while (end < markers.length && known[end] === undefined) end++;
      const last = this.fillGap(markers.slice(start, end), known.slice(end), highest, hidden, confidence);
      highest = Math.max(highest, last);
      start = end;
    }
  }

  /**
   * @param gap markers without a match
   * @param behind what the markers behind them are matched with
   * @param highest the last entry used before them
   * @returns the last entry that is used now
   */
  private fillGap(
    gap: readonly number[],
    behind: readonly (number | undefined)[],
    highest: number,
    hidden: number[],
    confidence: number,
  ): number {
    const { references } = this.companion.article;
    // The next first use: until then no other gap may lie between, for its markers could be any of these entries.
    let ceiling = references.length;
    for (const entry of behind) {
      if (entry === undefined) {
        ceiling = -1;
        break;
      }
      if (entry > highest && references[entry]!.group === "") {
        ceiling = entry;
        break;
      }
    }
    if (ceiling < 0 || gap.some((marker) => this.read.has(marker) || this.found.has(marker))) return highest;
    // An earlier entry with a citation that was not seen may be cited here, and so may the next one: then that was no first use.
    if ((hidden[ceiling] ?? 0) > 0 || hidden.slice(0, highest + 1).some((uses) => uses > 0)) return highest;
    const wanted: number[] = [];
    let total = 0;
    for (let entry = highest + 1; entry < ceiling; entry++) {
      if (references[entry]!.group !== "") return highest;
      if (hidden[entry] === 0) continue;
      if (this.seen[entry]! > 0) return highest;
      wanted.push(entry);
      total += hidden[entry]!;
    }
    if (total !== gap.length) return highest;
    // As long as each is cited once the order is the only one there can be; behind the first that is cited again it is not,
    // unless that is the last.
    for (const [at, entry] of wanted.entries()) {
      const isLast = at === wanted.length - 1;
      const markers = isLast ? gap.slice(at) : [gap[at]!];
      for (const marker of markers) this.found.set(marker, { reference: entry, confidence });
      if (hidden[entry]! > 1) break;
    }
    for (const entry of wanted) hidden[entry] = 0;
    return wanted.at(-1) ?? highest;
  }

  /** What each entry's markers agree on; of those that have a text, what that says. */
  entries(): (EntryMatch | undefined)[] {
    return this.page.references.map((reference, index) => {
      const text = this.byText.get(index);
      const match = this.agreed(reference);
      if (match === null) return undefined;
      if (text !== undefined && !(match && match.confidence >= CERTAIN)) {
        return { reference: text, confidence: CONFIDENCE.exact, alike: true };
      }
      return match && { ...match, alike: match.reference === text };
    });
  }

  /** What all markers of an entry cite; undefined: nothing is known; null: they cite different entries. */
  private agreed({ citedBy }: Reference): MarkerMatch | undefined | null {
    let best: MarkerMatch | undefined;
    for (const marker of citedBy) {
      const match = this.found.get(marker);
      if (!match) continue;
      if (best && best.reference !== match.reference) return null;
      if (!best || best.confidence < match.confidence) best = match;
    }
    return best;
  }
}

/** The punctuation behind a chain, in full width; undefined when something else stands there. */
function closingMark({ text, markers }: Pick<Article, "text" | "markers">, chain: Chain): string | undefined {
  const mark = /^\s*([，。；、！？：,.;!?:])/.exec(
    text.slice(markers[chain.markers.at(-1)!]!.end, markers[chain.markers.at(-1)!]!.end + 8),
  )?.[1];
  if (mark === undefined) return undefined;
  const index = ",.;!?:".indexOf(mark);
  return index < 0 ? mark : "，。；！？：".charAt(index);
}

/** Positions in front of which a paragraph ends. */
function breaksIn(stream: Stream, starts: readonly number[]): ReadonlySet<number> {
  return new Set([...starts.map((start) => positionOf(stream, start)), stream.units.length]);
}
