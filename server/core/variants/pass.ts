import type { Span } from "../text/span";
import type { CommonWords } from "./common";
import { CONTESTED, type Dictionary, LONGER, SEQUENCE, WATCHED } from "./dictionary";
import { character, type Draft, type Rewriting, type Uneven } from "./rewriting";

/**
 * Why a place can be read in more than one way: two words overlap and disagree about what they share (`overlap`: 军事干 | 预,
 * 军事 | 干预), or no word decides between the forms of a character (`choice`).
 */
export type Doubt = "overlap" | "choice";

/** A place that could be read in more than one way. */
export interface Reading extends Span {
  readonly doubt: Doubt;
  /** What it could have been instead, at least one. */
  readonly alternatives: readonly string[];
}

/** Characters a dictionary cannot decide about. */
export interface Watch {
  /** Unit to the forms it may take; where no word decides, the reading is open. A single form or none: it is never open. */
  readonly forms: ReadonlyMap<number, readonly string[]>;
  /** Units whose form depends on the word they are in. */
  readonly contested: Iterable<number>;
  /** The right form of the watched unit at an offset that no word covers, where its neighbours tell; else undefined. */
  decide(text: Uint16Array, offset: number, length: number): number | undefined;
  /** Words to which the others give way. */
  readonly common?: () => CommonWords;
}

export interface PassOptions {
  /** By offset of the text, 1 where words end at the latest. */
  readonly edges?: Uint8Array | undefined;
  /** Is set to 1 by offset of the text where a word of two units and more begins or ends. */
  readonly found?: Uint8Array | undefined;
  /** Gets the words of two units and more. */
  readonly words?: Span[] | undefined;
  readonly watch?: Watch | undefined;
  /** Gets the places that could be read in more than one way, if there is a watch: looking for them costs as much as the rest. */
  readonly readings?: Reading[] | undefined;
}

/** An ideographic description sequence longer than this is no sequence; the bound keeps a row of them from costing its square. */
const LONGEST_SEQUENCE = 64;

/** What is not settled by a look at a unit alone. */
const LOOKED_INTO = LONGER | SEQUENCE | WATCHED;

/** Runs a dictionary over a text from left to right, the longest word first. Its owner decides whether to keep the draft. */
export function runDictionary(dictionary: Dictionary, text: Rewriting, options: PassOptions = {}): Draft {
  const { table, data } = dictionary;
  const { edges, found, words, watch, readings } = options;
  const common = watch?.common?.();
  const { units: source, length } = text;
  const uneven: Uneven[] = [];
  // There is always room for as many units as are left of the source.
  let target = text.draft(length);
  let written = 0;
  for (let index = 0; index < length; ) {
    const unit = source[index]!;
    const kind = table[unit]!;
    if ((kind & LOOKED_INTO) === 0) {
      target[written++] = unit + kind;
      index++;
      continue;
    }
    const limit = edges ? edgeBehind(edges, index, Math.min(length, index + dictionary.reach)) : length;
    let entry = kind & LONGER ? dictionary.longest(source, index, limit) : -1;
    if (common && entry !== -1) {
      const end = index + dictionary.lengthOf(entry);
      const until = common.endOf(source, index, end, limit);
      if (until < end) entry = dictionary.longest(source, index, until);
    }
    if (entry !== -1) {
      const end = index + dictionary.lengthOf(entry);
      const valueEnd = dictionary.valueEnd(entry);
      let value = dictionary.valueStart(entry);
      if (!dictionary.isEven(entry)) {
        const newEnd = written + valueEnd - value;
        uneven.push({ start: index, end, newStart: written, newEnd });
        target = withRoom(target, written, newEnd + length - end);
      }
      while (value < valueEnd) target[written++] = data[value++]!;
      if (end > index + 1) {
        words?.push({ start: index, end });
        if (found) found[index] = found[end] = 1;
      }
      if (watch && readings && !common?.isAtEnd(source, index, end))
        overlapping(readings, dictionary, source, index, end, limit, entry);
      index = end;
    } else if (kind & SEQUENCE) {
      const end = sequenceEnd(source, index, limit);
      while (index < end) target[written++] = source[index++]!;
    } else {
      const decided = watch && kind & WATCHED ? watch.decide(source, index, length) : undefined;
      const form = decided ?? (unit + kind) & 0xffff;
      if (watch && readings && kind & WATCHED && decided === undefined) undecided(readings, watch, source, index, form);
      target[written++] = form;
      index++;
    }
  }
  return { units: target, length: written, uneven };
}

/** The offset behind `index` at which words end at the latest, `limit` at most. */
function edgeBehind(edges: Uint8Array, index: number, limit: number): number {
  let edge = index + 1;
  while (edge < limit && edges[edge] === 0) edge++;
  return edge;
}

/** A buffer with at least so much room, with the first units of another. */
function withRoom(units: Uint16Array, written: number, length: number): Uint16Array {
  if (length <= units.length) return units;
  const larger = new Uint16Array(length + (length >> 3));
  larger.set(units.subarray(0, written));
  return larger;
}

/** A watched character that neither a word nor its neighbours decide. */
function undecided(readings: Reading[], watch: Watch, text: Uint16Array, start: number, form: number): void {
  const alternatives = watch.forms.get(text[start]!)?.filter((other) => other !== character(form)) ?? [];
  if (alternatives.length > 0) readings.push({ start, end: start + 1, doubt: "choice", alternatives });
}

/**
 * Looks for another word that begins inside the word just found, reaches beyond it, and has another form for what they
 * share: 军事干 | 预 (事干: 事幹) against 军事 | 干预 (干預).
 */
function overlapping(
  readings: Reading[],
  dictionary: Dictionary,
  text: Uint16Array,
  start: number,
  end: number,
  limit: number,
  entry: number,
): void {
  if (!dictionary.isEven(entry)) return;
  const { data, table } = dictionary;
  const value = dictionary.valueStart(entry);
  for (let index = start + 1; index < end; index++) {
    if (!(table[text[index]!]! & CONTESTED)) continue;
    for (let from = index; from > start; from--) {
      const rival = dictionary.longest(text, from, limit);
      if (rival === -1 || from + dictionary.lengthOf(rival) <= end) continue;
      if (!dictionary.isEven(rival)) continue;
      const other = data[dictionary.valueStart(rival) + index - from]!;
      if (other === data[value + index - start]) continue;
      readings.push({ start: index, end: index + 1, doubt: "overlap", alternatives: [character(other)] });
      break;
    }
  }
}

/** The end of the ideographic description sequence at `index`; behind its first character when it is not complete. */
function sequenceEnd(text: Uint16Array, index: number, limit: number): number {
  let open = 1;
  let offset = index;
  for (let count = 0; open > 0 && offset < limit && count < LONGEST_SEQUENCE; count++) {
    const unit = text[offset]!;
    if (unit >= 0x2ff0 && unit <= 0x2fff) open += unit === 0x2ff2 || unit === 0x2ff3 ? 3 : 2;
    open--;
    const isPair = (unit & 0xfc00) === 0xd800 && offset + 1 < limit && (text[offset + 1]! & 0xfc00) === 0xdc00;
    offset += isPair ? 2 : 1;
  }
  return open === 0 && offset <= limit ? offset : index + 1;
}
