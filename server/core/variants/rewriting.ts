import type { Span } from "../text/span";

/** Text put in the place of a span that is not empty. Lists of them are in text order and do not overlap. */
export interface Replacement extends Span {
  readonly text: string;
}

/** A span, and the span of what it became, where units do not correspond one to one. */
export interface Uneven extends Span {
  readonly newStart: number;
  readonly newEnd: number;
}

/** The next state of a text: `length` units, anything behind them. */
export interface Draft {
  readonly units: Uint16Array;
  readonly length: number;
  /** What does not correspond to the state before, unit by unit. */
  readonly uneven: readonly Uneven[];
}

/** Strings of one unit, kept: a page repeats some hundred of them thousands of times. */
const characters: string[] = [];

/** The string of one unit. */
export function character(unit: number): string {
  const known = characters[unit];
  if (known !== undefined) return known;
  const made = String.fromCharCode(unit);
  characters[unit] = made;
  return made;
}

/** Arguments of one call; more gain nothing and might not fit on the stack. */
const BLOCK = 4096;
/** Room for what grows; a text that ends longer makes more. */
const SLACK = 64;

/** Compatibility ideographs, which are replaced by the characters they stand for before anything else. */
const isCompatible = (unit: number): boolean => (unit >= 0xf900 && unit <= 0xfaff) || unit === 0xd87e;

/**
 * A text that dictionaries rewrite one after the other. It is held as UTF-16 units: as it was, and as it stands. One object
 * serves for many texts, one at a time.
 *
 * Nearly every replacement has as many units as what it replaces, so that what has changed is told by comparing the two unit
 * by unit; the few spans that are uneven are listed.
 */
export class Rewriting {
  private text = "";
  private start = 0;
  private end = 0;
  private original = new Uint16Array(0);
  /** Where the states of the text are written in turns, and which of the two was written last. */
  private readonly buffers: Uint16Array[] = [new Uint16Array(0), new Uint16Array(0)];
  private turn = 0;
  private marks = new Uint8Array(0);
  /** The text as it stands: `length` units, anything behind them. Not to be written to. */
  units: Uint16Array = new Uint16Array(0);
  length = 0;
  /** Whether there were compatibility ideographs in the text. */
  hasCompatible = false;
  private uneven: readonly Uneven[] = [];

  constructor(text = "") {
    this.load(text, 0, text.length);
  }

  /** Begins anew with a text, the part of `text` between two offsets. */
  load(text: string, start: number, end: number): void {
    this.text = text;
    this.start = start;
    this.end = end;
    const length = end - start;
    if (this.original.length < length) this.original = new Uint16Array(length + SLACK);
    const { original } = this;
    let compatible = false;
    for (let index = 0; index < length; index++) {
      const unit = text.charCodeAt(start + index);
      original[index] = unit;
      if (unit > 0xd87d && isCompatible(unit)) compatible = true;
    }
    this.hasCompatible = compatible;
    this.units = original;
    this.length = length;
    this.uneven = NONE;
  }

  /** The text as it was. */
  get source(): string {
    return this.text.slice(this.start, this.end);
  }

  /** Whether every unit stands where it stood at first. */
  get isEven(): boolean {
    return this.uneven.length === 0;
  }

  /** Room for the next state of the text, at least so many units. */
  draft(length: number): Uint16Array {
    const next = 1 - this.turn;
    if (this.buffers[next]!.length < length) this.buffers[next] = new Uint16Array(length + SLACK);
    return this.buffers[next]!;
  }

  /** A mark for every offset of the text, its end included, none of them set; in one place with those asked for before. */
  edges(): Uint8Array {
    if (this.marks.length <= this.length) this.marks = new Uint8Array(this.length + SLACK);
    else this.marks.fill(0, 0, this.length + 1);
    return this.marks;
  }

  /** Makes a draft, or a larger copy of it, the text as it stands. */
  commit({ units, length, uneven }: Draft): void {
    this.turn = 1 - this.turn;
    this.buffers[this.turn] = units;
    this.units = units;
    this.length = length;
    this.uneven = composed(this.uneven, uneven);
  }

  /** Makes these replacements in the text as it was: what has been made of it is let go. */
  apply(replacements: readonly Replacement[]): void {
    const text = replaced(this.source, replacements);
    const units = this.draft(text.length);
    for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index);
    let shift = 0;
    const uneven: Uneven[] = [];
    for (const { start, end, text } of replacements) {
      const newStart = start + shift;
      const newEnd = newStart + text.length;
      if (newEnd - newStart > 1 || end - start > 1) uneven.push({ start, end, newStart, newEnd });
      shift += text.length - (end - start);
    }
    this.commit({ units, length: text.length, uneven });
  }

  /** The text as it stands. */
  toString(): string {
    return textOf(this.units, 0, this.length);
  }

  /**
   * What has changed, in text order.
   * @param together whether units that touch are one replacement; else each is one of its own
   */
  replacements(together: boolean): Replacement[] {
    const found: Replacement[] = [];
    let index = 0;
    let shift = 0;
    for (const { start, end, newStart, newEnd } of this.uneven) {
      this.compare(found, index, start, shift, together);
      replaceDifferent(found, start, textOf(this.original, start, end), textOf(this.units, newStart, newEnd));
      index = end;
      shift = newEnd - end;
    }
    this.compare(found, index, this.end - this.start, shift, together);
    return found;
  }

  /** Lists what has changed between two offsets of the original, which stand further on by `shift` now. */
  private compare(found: Replacement[], from: number, to: number, shift: number, together: boolean): void {
    const { original, units } = this;
    for (let start = from; start < to; start++) {
      if (original[start] === units[start + shift]) continue;
      let end = start + 1;
      if (together) while (end < to && original[end] !== units[end + shift]) end++;
      found.push({ start, end, text: textOf(units, start + shift, end + shift) });
      start = end - 1;
    }
  }
}

const NONE: readonly Uneven[] = [];

/** So few units are joined one by one. */
const FEW = 8;

/** The string of the units between two offsets. */
export function textOf(units: Uint16Array, start: number, end: number): string {
  let text = "";
  if (end - start <= FEW) {
    for (let index = start; index < end; index++) text += character(units[index]!);
    return text;
  }
  for (let index = start; index < end; index += BLOCK) {
    // It takes any list of numbers, whatever its type says.
    const block = units.subarray(index, Math.min(end, index + BLOCK)) as unknown as number[];
    text += String.fromCharCode.apply(null, block);
  }
  return text;
}

/**
 * Two rounds of changes as one: spans of the text before the first, new spans of the text after the second. The new spans of
 * `first` and the spans of `second` are of the text between.
 */
function composed(first: readonly Uneven[], second: readonly Uneven[]): readonly Uneven[] {
  if (second.length === 0) return first;
  if (first.length === 0) return second;
  const result: Uneven[] = [];
  let a = 0;
  let b = 0;
  let grown = 0; // by the first round, up to here
  let grownAgain = 0; // by the second
  while (a < first.length || b < second.length) {
    // Take in whatever touches the stretch.
    const from = Math.min(first[a]?.newStart ?? Infinity, second[b]?.start ?? Infinity);
    const start = from - grown;
    const newStart = from + grownAgain;
    let to = from + 1;
    for (;;) {
      const one = first[a];
      const two = second[b];
      if (one && one.newStart < to) {
        to = Math.max(to, one.newEnd);
        grown += one.newEnd - one.newStart - (one.end - one.start);
        a++;
      } else if (two && two.start < to) {
        to = Math.max(to, two.end);
        grownAgain += two.newEnd - two.newStart - (two.end - two.start);
        b++;
      } else {
        break;
      }
    }
    result.push({ start, end: to - grown, newStart, newEnd: to + grownAgain });
  }
  return result;
}

/**
 * Lists what differs between `source`, which stands at `offset`, and `target`: character by character when they have
 * equally many, else as one replacement without what both begin and end with.
 */
export function replaceDifferent(replacements: Replacement[], offset: number, source: string, target: string): void {
  const from = Array.from(source);
  const to = Array.from(target);
  if (from.length === to.length) {
    let start = offset;
    for (let index = 0; index < from.length; index++) {
      const end = start + from[index]!.length;
      if (from[index] !== to[index]) replacements.push({ start, end, text: to[index]! });
      start = end;
    }
    return;
  }
  let head = 0;
  // One character of the source is always kept in the replacement: there are no pure insertions.
  while (head < from.length - 1 && head < to.length && from[head] === to[head]) head++;
  let tail = 0;
  while (tail < from.length - head - 1 && tail < to.length - head && from.at(-1 - tail) === to.at(-1 - tail)) tail++;
  const length = (characters: readonly string[]) => characters.join("").length;
  replacements.push({
    start: offset + length(from.slice(0, head)),
    end: offset + source.length - length(from.slice(from.length - tail)),
    text: to.slice(head, to.length - tail).join(""),
  });
}

/** The text after the replacements. */
export function replaced(text: string, replacements: readonly Replacement[]): string {
  if (replacements.length === 0) return text;
  let result = "";
  let position = 0;
  for (const { start, end, text: value } of replacements) {
    result += text.slice(position, start) + value;
    position = end;
  }
  return result + text.slice(position);
}
