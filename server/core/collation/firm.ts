import { firstIndex } from "../text/span";
import { eachWord, type Segment } from "./align";
import type { Alignment, Bounds } from "./alignment";

/** So many units in a row (that stand nowhere else where they might have come from) tell a place from every other. */
const FIRM = 6;
/** The same, where words on one side of the place differ: a date or a name is in many sentences. */
const LONG = 12;
/** A paragraph may begin or end with fewer. */
const FIRM_START = 4;
/** The longest word (in units) that may differ in front of a marker without what it stands behind being another thing: 公尺, 米. */
export const OTHER_WORD = 8;
/** Length of the words by which a repetition is noticed. */
const WORD = 4;
/** So many matched units are looked at on each side of a place. */
const REACH = 96;

/** The firm words nearest to a place: what lies between them may be one side's own, or belong elsewhere. */
export interface Surroundings extends Bounds {
  /** Units between them and the place, on the side before it, that the other text does not have; the larger number of both. */
  readonly changedBefore: number;
  /** Whether what stands before is more than a common word. */
  readonly isLong: boolean;
  /** Whether both texts say the same all the way between the firm words. */
  readonly isWhole: boolean;
}

/**
 * Which matched words say by themselves where they belong. An alignment that finds a sentence once where the other text
 * has it twice takes one of the two; a letter at the edge of an insertion may stand at its other edge as well.
 */
export class FirmWords {
  /** By position in the page's stream: how many firm units in a row end there. Each row lies in one stretch. */
  private readonly rows: Uint16Array;
  private readonly segments: readonly Segment[];

  /** @param isBreak whether a paragraph begins at a position of the page's stream and at one of the companion's */
  constructor(
    private readonly alignment: Alignment,
    private readonly isBreak: (position: number, there: number) => boolean,
  ) {
    const { page, companion } = alignment;
    // What is shorter may agree by chance.
    const segments = alignment.segments.filter(({ length }) => length >= FIRM_START);
    this.segments = segments;
    const unsure = new Uint8Array(page.units.length).fill(1);
    for (const { a, length } of segments) unsure.fill(0, a, a + length);
    markRepeated(unsure, page.units, companion.units, segments);
    markSlides(unsure, page.units, companion.units, segments);
    this.rows = new Uint16Array(page.units.length + 1);
    for (const { a, length } of segments) {
      for (let at = a; at < a + length; at++) {
        const row = at === a ? 0 : this.rows[at]!;
        this.rows[at + 1] = unsure[at] ? 0 : Math.min(0xffff, row + 1);
      }
    }
  }

  /** @returns undefined where no firm words stand before the place */
  around(position: number): Surroundings | undefined {
    const before = this.before(position);
    if (!before) return undefined;
    const behind = this.behind(position);
    const stretch = this.segments[this.lastBefore(behind.a1)];
    return {
      a0: before.a,
      b0: before.b,
      ...behind,
      changedBefore: before.changed,
      isLong: before.isLong,
      // The stretch that holds the words behind, or ends with those before.
      isWhole:
        behind.a1 - before.a === behind.b1 - before.b &&
        (behind.a1 === before.a ||
          (stretch !== undefined && stretch.a <= before.a && stretch.a + stretch.length >= behind.a1)),
    };
  }

  private before(position: number): { a: number; b: number; changed: number; isLong: boolean } | undefined {
    const { segments, rows } = this;
    let index = this.lastBefore(position);
    let seen = 0;
    let [changedA, changedB] = [0, 0];
    let [edgeA, edgeB] = [position, -1];
    for (; index >= 0 && seen < REACH; index--) {
      const { a, b, length } = segments[index]!;
      const end = Math.min(a + length, position);
      changedA += edgeA - end;
      if (edgeB >= 0) changedB += edgeB - (b + end - a);
      for (let at = end; at > a && seen < REACH; at--, seen++) {
        const there = b + at - a;
        const row = rows[at]!;
        const changed = Math.max(changedA, changedB);
        if (row >= FIRM) return { a: at, b: there, changed, isLong: this.isLong(index, at) };
        for (let start = at - row; start <= at - FIRM_START; start++)
          if (this.isBreak(start, there - at + start)) return { a: at, b: there, changed, isLong: true };
      }
      [edgeA, edgeB] = [a, b];
    }
    // Both texts begin here, or what is here of one does.
    return index < 0 && edgeA === 0 && edgeB === 0 ? { a: 0, b: 0, changed: 0, isLong: false } : undefined;
  }

  /** Whether the words in front of a place of a stretch are more than a common one; a small change among them may be. */
  private isLong(index: number, position: number): boolean {
    const { segments } = this;
    let end = position;
    let length = 0;
    for (let at = index; ; at--) {
      const { a, b } = segments[at]!;
      length += end - a;
      if (length >= LONG || this.isBreak(a, b)) return true;
      const before = segments[at - 1];
      if (!before) return false;
      end = before.a + before.length;
      if (a - end > OTHER_WORD || b - before.b - before.length > OTHER_WORD) return false;
    }
  }

  private behind(position: number): { a1: number; b1: number } {
    const { segments, rows } = this;
    let index = this.lastBefore(position);
    const left = segments[index];
    // Both paragraphs end here.
    if (left && rows[position]! >= FIRM_START) {
      const there = left.b + position - left.a;
      if (this.isBreak(position, there)) return { a1: position, b1: there };
    }
    if (!left || left.a + left.length <= position) index++;
    const home = index;
    let seen = 0;
    for (; index < segments.length && seen < REACH; index++) {
      const { a, b, length } = segments[index]!;
      const start = Math.max(a, position);
      let first = start;
      for (let at = start + 1; at <= a + length && seen < REACH; at++, seen++) {
        if (rows[at] === 0) first = at;
        else if (at - first >= FIRM) return { a1: first, b1: b + first - a };
        // Both paragraphs end with the words they go on with, however few when it is one stretch with what stands before.
        const isOne = a < position && rows[position]! >= FIRM_START;
        if (index === home && start === position && (isOne || at - first >= FIRM_START) && this.isBreak(at, b + at - a))
          return isOne ? { a1: at, b1: b + at - a } : { a1: first, b1: b + first - a };
      }
    }
    return { a1: this.alignment.page.units.length, b1: this.alignment.companion.units.length };
  }

  /** The index of the last stretch that begins before a position; -1: none. */
  private lastBefore(position: number): number {
    return firstIndex(this.segments.length, (index) => this.segments[index]!.a >= position) - 1;
  }
}

/** Marks matched words that stand also in what is matched with nothing, on either side. */
function markRepeated(unsure: Uint8Array, a: Uint16Array, b: Uint16Array, segments: readonly Segment[]): void {
  let size = 1024;
  while (size < 16 * (a.length + b.length)) size *= 2;
  const unmatched = new Uint8Array(size >> 3);
  const add = (hash: number) => {
    const slot = mixed(hash) & (size - 1);
    unmatched[slot >> 3]! |= 1 << (slot & 7);
  };
  let [a0, b0] = [0, 0];
  for (const segment of [...segments, { a: a.length, b: b.length, length: 0 }]) {
    eachWord(a, a0, segment.a, WORD, add);
    eachWord(b, b0, segment.b, WORD, add);
    a0 = segment.a + segment.length;
    b0 = segment.b + segment.length;
  }
  for (const { a: start, length } of segments) {
    eachWord(a, start, start + length, WORD, (hash, at) => {
      const slot = mixed(hash) & (size - 1);
      if (unmatched[slot >> 3]! & (1 << (slot & 7))) unsure.fill(1, at, at + WORD);
    });
  }
}

function mixed(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 1;
}

/** Marks what stands beside a gap and could as well stand at its other end: `甲乙` in `甲乙丙甲乙`. */
function markSlides(unsure: Uint8Array, a: Uint16Array, b: Uint16Array, segments: readonly Segment[]): void {
  // What one side has more at its beginning or its end is a gap as well.
  const bounded = [{ a: 0, b: 0, length: 0 }, ...segments, { a: a.length, b: b.length, length: 0 }];
  for (let index = 0; index + 1 < bounded.length; index++) {
    const left = bounded[index]!;
    const right = bounded[index + 1]!;
    const [a0, a1] = [left.a + left.length, right.a];
    const [b0, b1] = [left.b + left.length, right.b];
    const back = (units: Uint16Array, end: number) => {
      let count = 0;
      while (count < left.length && end - count > 0 && units[end - 1 - count] === a[a0 - 1 - count]) count++;
      return count;
    };
    const on = (units: Uint16Array, start: number) => {
      let count = 0;
      while (count < right.length && units[start + count] === a[a1 + count]) count++;
      return count;
    };
    const tail = Math.max(a1 > a0 ? back(a, a1) : 0, b1 > b0 ? back(b, b1) : 0);
    const head = Math.max(a1 > a0 ? on(a, a0) : 0, b1 > b0 ? on(b, b0) : 0);
    unsure.fill(1, a0 - tail, a0);
    unsure.fill(1, a1, a1 + head);
  }
}
