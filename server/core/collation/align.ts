/** A stretch that two sequences have in common: `length` units from `a` of the first and from `b` of the second. */
export interface Segment {
  readonly a: number;
  readonly b: number;
  readonly length: number;
}

interface Window {
  readonly a0: number;
  readonly a1: number;
  readonly b0: number;
  readonly b1: number;
}

/** Lengths of the words that are looked for, one after the other, in what is still unmatched. */
const WORDS = [16, 8, 4, 2] as const;
/** Windows larger than this (units of both sides) are not searched for words as short as the two last. */
const SMALL_WINDOW = 400;

/**
 * What two sequences have in common, in the order of both: words that occur once on each side are anchors, each is
 * extended as far as the sequences agree, and the heaviest ascending chain of them is kept; then the same with shorter words
 * in the windows between. Time is n log n.
 */
export function align(a: Uint16Array, b: Uint16Array): Segment[] {
  let chain: Segment[] = [];
  WORDS.forEach((word, round) => {
    const found: Segment[] = [];
    for (const window of windowsOf(chain, a.length, b.length)) {
      const size = window.a1 - window.a0 + window.b1 - window.b0;
      if (round >= 2 && size > SMALL_WINDOW) continue;
      found.push(...heaviestChain(anchors(a, b, window, word)));
    }
    if (found.length > 0) chain = joined([...chain, ...found].sort((one, other) => one.a - other.a));
  });
  return chain;
}

function windowsOf(chain: readonly Segment[], lengthA: number, lengthB: number): Window[] {
  const windows: Window[] = [];
  let a0 = 0;
  let b0 = 0;
  for (const { a, b, length } of [...chain, { a: lengthA, b: lengthB, length: 0 }]) {
    if (a > a0 && b > b0) windows.push({ a0, a1: a, b0, b1: b });
    a0 = a + length;
    b0 = b + length;
  }
  return windows;
}

/** Words of `length` units that occur once in each side's window, each extended as far as both agree; sorted by `a`. */
function anchors(a: Uint16Array, b: Uint16Array, window: Window, length: number): Segment[] {
  const { a0, a1, b0, b1 } = window;
  const segments = edges(a, b, window);
  if (a1 - a0 < length || b1 - b0 < length) return segments;
  const words = new WordTable(b1 - b0);
  eachWord(b, b0, b1, length, (hash, at) => words.add(hash, at));
  eachWord(a, a0, a1, length, (hash) => words.meet(hash));
  let covered = a0;
  eachWord(a, a0, a1, length, (hash, at) => {
    if (at + length <= covered) return;
    const atB = words.placeOf(hash);
    if (atB < 0 || !agrees(a, at, b, atB, length)) return;
    let start = 0;
    while (at - start > a0 && atB - start > b0 && a[at - start - 1] === b[atB - start - 1]) start++;
    let end = length;
    while (at + end < a1 && atB + end < b1 && a[at + end] === b[atB + end]) end++;
    segments.push({ a: at - start, b: atB - start, length: start + end });
    covered = at + end;
  });
  return segments.sort((one, other) => one.a - other.a || one.b - other.b);
}

/** What a window begins and ends with on both sides: it continues the stretches around it. */
function edges(a: Uint16Array, b: Uint16Array, { a0, a1, b0, b1 }: Window): Segment[] {
  const most = Math.min(a1 - a0, b1 - b0);
  let head = 0;
  while (head < most && a[a0 + head] === b[b0 + head]) head++;
  let tail = 0;
  while (tail < most - head && a[a1 - 1 - tail] === b[b1 - 1 - tail]) tail++;
  const found: Segment[] = [];
  if (head > 0) found.push({ a: a0, b: b0, length: head });
  if (tail > 0) found.push({ a: a1 - tail, b: b1 - tail, length: tail });
  return found;
}

function agrees(a: Uint16Array, atA: number, b: Uint16Array, atB: number, length: number): boolean {
  for (let index = 0; index < length; index++) if (a[atA + index] !== b[atB + index]) return false;
  return true;
}

const BASE = 0x01000193;

/** Calls back for each word of `length` units between two positions with a hash of it, rolled from one to the next. */
export function eachWord(
  units: Uint16Array,
  start: number,
  end: number,
  length: number,
  visit: (hash: number, at: number) => void,
): void {
  let highest = 1;
  for (let index = 1; index < length; index++) highest = Math.imul(highest, BASE);
  let hash = 0;
  for (let at = start; at < end; at++) {
    if (at - start >= length) hash = (hash - Math.imul(units[at - length]! + 1, highest)) | 0;
    hash = (Math.imul(hash, BASE) + units[at]! + 1) | 0;
    if (at - start >= length - 1) visit(hash, at - length + 1);
  }
}

/** Hashes of words with the place of the only one on the second side, and how many the first has; an open-addressed table. */
class WordTable {
  private readonly mask: number;
  private readonly hashes: Int32Array;
  /** Place + 1; 0: nothing there; -1: more than one. */
  private readonly places: Int32Array;
  /** 2 for two and more. */
  private readonly met: Uint8Array;

  constructor(words: number) {
    let size = 16;
    while (size < 2 * words) size *= 2;
    this.mask = size - 1;
    this.hashes = new Int32Array(size);
    this.places = new Int32Array(size);
    this.met = new Uint8Array(size);
  }

  add(hash: number, at: number): void {
    const slot = this.slotOf(hash);
    this.hashes[slot] = hash;
    this.places[slot] = this.places[slot] === 0 ? at + 1 : -1;
  }

  meet(hash: number): void {
    const slot = this.slotOf(hash);
    if (this.met[slot]! < 2) this.met[slot]!++;
  }

  /** The place of a word that occurs once on each side; -1 for any other. */
  placeOf(hash: number): number {
    const slot = this.slotOf(hash);
    const place = this.places[slot]!;
    return place > 0 && this.met[slot] === 1 ? place - 1 : -1;
  }

  private slotOf(hash: number): number {
    let slot = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) & this.mask;
    while (this.places[slot] !== 0 && this.hashes[slot] !== hash) slot = (slot + 1) & this.mask;
    return slot;
  }
}

/** The chain of segments, ascending on both sides, that has the most units. `segments` sorted by `a`. */
function heaviestChain(segments: readonly Segment[]): Segment[] {
  if (segments.length < 2) return [...segments];
  // A tree of greatest weights by rank of `b`: the best chain that ends before a place of the second sequence.
  const order = [...new Set(segments.map(({ b }) => b))].sort((one, other) => one - other);
  const rank = new Map(order.map((b, index) => [b, index + 1]));
  const best = new Int32Array(order.length + 1).fill(-1);
  const weights: number[] = [];
  const previous: number[] = [];
  segments.forEach((segment, index) => {
    let before = -1;
    for (let at = rank.get(segment.b)! - 1; at > 0; at -= at & -at) {
      const candidate = best[at]!;
      if (candidate >= 0 && (before < 0 || weights[candidate]! > weights[before]!)) before = candidate;
    }
    weights.push(segment.length + (before < 0 ? 0 : weights[before]!));
    previous.push(before);
    for (let at = rank.get(segment.b)!; at <= order.length; at += at & -at) {
      if (best[at]! < 0 || weights[best[at]!]! < weights[index]!) best[at] = index;
    }
  });
  let last = 0;
  weights.forEach((weight, index) => {
    if (weight > weights[last]!) last = index;
  });
  const chain: Segment[] = [];
  for (let index = last; index >= 0; index = previous[index]!) chain.push(segments[index]!);
  return withoutOverlaps(chain.reverse());
}

/** Stretches may have been extended into each other: the later one gives way. */
function withoutOverlaps(chain: readonly Segment[]): Segment[] {
  const kept: Segment[] = [];
  let endA = 0;
  let endB = 0;
  for (const { a, b, length } of chain) {
    const cut = Math.max(0, endA - a, endB - b);
    if (cut >= length) continue;
    kept.push({ a: a + cut, b: b + cut, length: length - cut });
    endA = a + length;
    endB = b + length;
  }
  return kept;
}

/** Stretches that continue each other as one. */
function joined(chain: readonly Segment[]): Segment[] {
  const result: Segment[] = [];
  for (const segment of chain) {
    const last = result.at(-1);
    if (last && last.a + last.length === segment.a && last.b + last.length === segment.b) {
      result[result.length - 1] = { ...last, length: last.length + segment.length };
    } else result.push(segment);
  }
  return result;
}
