import { foldTitle } from "../text/script";
import { spacedTitle } from "./paths";

/** What two titles have in common when letter case and script are ignored. Not for showing to anyone. */
export function foldedTitle(title: string): string {
  return foldTitle(title.toLowerCase());
}

// Where in a title a query was found; the lower, the better.
/** The title begins with the query as it was typed. */
const LITERAL = 0;
/** It begins with it in another script or letter case. */
const START = 1;
/** A word of it does. */
const WORD = 2;
/** It stands somewhere inside. */
const INSIDE = 3;

/** A letter in front means that a query stands inside a word. Han characters make no words: `中國人民` is no more than a place inside. */
const LETTER = /[\p{L}\p{N}]/u;

/**
 * Titles arranged to be found while somebody types part of one, in either script and any letter case. All their folded
 * forms stand in one string, each behind a line feed: looking through the whole of it takes about a millisecond for a
 * hundred thousand titles, which is less than keeping them sorted would cost.
 */
export class TitleSearch {
  private text = "\n";
  /** Where each title's folded form starts in `text`, and the length of `text`. */
  private readonly starts: number[] = [1];
  private readonly titles: string[] = [];
  /** Numbers of titles that are no more; their places stay. */
  private readonly gone = new Set<number>();

  /** @param titles none of them holds a line feed */
  constructor(titles: Iterable<string>) {
    const keys: string[] = [];
    for (const title of titles) {
      const key = foldedTitle(title);
      keys.push(key);
      this.titles.push(title);
      this.starts.push(this.starts.at(-1)! + key.length + 1);
    }
    if (keys.length > 0) this.text = `\n${keys.join("\n")}\n`;
  }

  add(title: string): void {
    for (const at of this.gone) if (this.titles[at] === title) return void this.gone.delete(at);
    const key = foldedTitle(title);
    this.titles.push(title);
    this.starts.push(this.starts.at(-1)! + key.length + 1);
    this.text += `${key}\n`;
  }

  delete(title: string): void {
    const at = this.titles.indexOf(title);
    if (at >= 0) this.gone.add(at);
  }

  /**
   * The titles that hold a query, at most `limit`: first those that begin with it, then those with a word that does, then
   * the others; the shorter of equals first. All titles hold the empty query.
   */
  search(query: string, limit: number): string[] {
    const wanted = foldedTitle(spacedTitle(query));
    const literal = spacedTitle(query);
    const { text, starts, titles, gone } = this;
    if (wanted === "")
      return titles
        .slice(0, limit + gone.size)
        .filter((_, at) => !gone.has(at))
        .slice(0, limit);
    const best = new Best(limit);
    let index = 0;
    for (let at = text.indexOf(wanted); at >= 0; ) {
      while (starts[index + 1]! <= at) index++;
      const start = starts[index]!;
      const end = starts[index + 1]! - 1;
      const rank = at === start ? (titles[index]!.startsWith(literal) ? LITERAL : START) : rankInside(text, at);
      if (!gone.has(index)) best.add(index, rank, end - start);
      at = text.indexOf(wanted, end);
    }
    return best.taken().map((found) => titles[found]!);
  }
}

function rankInside(text: string, at: number): number {
  return LETTER.test(text[at - 1]!) ? INSIDE : WORD;
}

/** Lengths that are told apart; of longer titles the order does not matter. */
const LENGTHS = 64;

/** Collects the best of many, told by a rank and a length, without sorting them all. */
class Best {
  private readonly groups: number[][] = [];
  private readonly counts = new Uint32Array(4);

  constructor(private readonly limit: number) {}

  add(index: number, rank: number, length: number): void {
    // Enough of a better rank: no place is left for this one, whatever follows.
    let better = 0;
    for (let other = 0; other < rank; other++) better += this.counts[other]!;
    if (better >= this.limit) return;
    const group = (this.groups[rank * LENGTHS + Math.min(length, LENGTHS - 1)] ??= []);
    if (group.length >= this.limit) return;
    group.push(index);
    this.counts[rank]!++;
  }

  taken(): number[] {
    const taken: number[] = [];
    // `forEach` passes over the groups that nobody made.
    this.groups.forEach((group) => {
      if (taken.length < this.limit) taken.push(...group.slice(0, this.limit - taken.length));
    });
    return taken;
  }
}
