import { foldUnit } from "../text/script";
import type { Span } from "../text/span";
import type { Chain } from "./chains";
import { sharedUnits } from "./shared";

/** Where a text begins or ends: beside no character. */
const NOTHING = 0;

/** The last of the units that are blank. */
const BLANK = 0x20;

/**
 * Where a character of both scripts stands in a word that replaces it, as far as the characters beside it can tell: 后
 * behind 以, but not behind 皇. It rules out nearly all of them at a fraction of what it takes to look for words.
 */
export class Telling {
  private readonly shared = sharedUnits();
  /** By character: what stands before it, and behind it, in words that replace it. */
  private readonly before = new Map<number, Set<number>>();
  private readonly behind = new Map<number, Set<number>>();

  constructor(chain: Chain) {
    const add = (to: Map<number, Set<number>>, unit: number, beside: number) => {
      const known = to.get(unit);
      if (known) known.add(beside);
      else to.set(unit, new Set([beside]));
    };
    chain.firstChanges(this.shared, (unit, before, behind) => {
      if (before !== 0) add(this.before, unit, before);
      if (behind !== 0) add(this.behind, unit, behind);
    });
  }

  /** Whether one of them may stand in such a word that lies between two UTF-16 offsets. */
  holds(text: string, start: number, end: number): boolean {
    const { shared } = this;
    for (let index = start; index < end; index++) {
      const unit = text.charCodeAt(index);
      if (shared[unit] !== 1) continue;
      const before = index > start ? text.charCodeAt(index - 1) : NOTHING;
      if (this.tells(unit, before, index + 1 < end ? text.charCodeAt(index + 1) : NOTHING)) return true;
    }
    return false;
  }

  /**
   * Whether one of them may stand in such a word of a text that markup and line breaks part in its source.
   * @param pieces of the source, in text order
   */
  mayHold(source: string, pieces: readonly Span[]): boolean {
    const { shared } = this;
    for (let piece = 0; piece < pieces.length; piece++) {
      const { start, end } = pieces[piece]!;
      for (let index = start; index < end; index++) {
        const unit = source.charCodeAt(index);
        if (shared[unit] !== 1) continue;
        const before = firstVisible(source, pieces, piece, index - 1, -1);
        if (this.tells(unit, before, firstVisible(source, pieces, piece, index + 1, 1))) return true;
      }
    }
    return false;
  }

  private tells(unit: number, before: number, behind: number): boolean {
    return (
      this.before.get(unit)?.has(foldUnit(before)) === true || this.behind.get(unit)?.has(foldUnit(behind)) === true
    );
  }
}

/** The nearest character from an offset of a piece on, forwards or backwards, that is not blank: line breaks are not there for a reader. */
function firstVisible(source: string, pieces: readonly Span[], piece: number, offset: number, step: 1 | -1): number {
  let at = offset;
  for (let place = piece; place >= 0 && place < pieces.length; ) {
    const { start, end } = pieces[place]!;
    for (; at >= start && at < end; at += step) {
      const unit = source.charCodeAt(at);
      if (unit > BLANK) return unit;
    }
    place += step;
    at = step > 0 ? (pieces[place]?.start ?? 0) : (pieces[place]?.end ?? 0) - 1;
  }
  return NOTHING;
}
