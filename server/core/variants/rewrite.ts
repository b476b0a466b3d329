import type { Span } from "../text/span";
import { ALONE, CONTESTED, type Dictionary, LONGER, SEQUENCE, WATCHED } from "./dictionary";

/** Text put in the place of a span that is not empty. Lists of them are in text order and do not overlap. */
export interface Replacement extends Span {
  readonly text: string;
}

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
  /** The right form of the watched character at an offset that no word covers, where its neighbours tell; else undefined. */
  decide(text: string, offset: number): string | undefined;
}

/** What one dictionary makes of a text. */
export interface Pass {
  readonly replacements: Replacement[];
  /** Offsets at which a word begins or ends, ascending; empty unless asked for. */
  readonly boundaries: number[];
  readonly readings: Reading[];
}

export interface PassOptions {
  /** Offsets, ascending, over which no word may reach. */
  readonly segments?: readonly number[] | undefined;
  /** Whether to list the words' boundaries. */
  readonly listBoundaries?: boolean;
  readonly watch?: Watch | undefined;
  /** Whether to leave `readings` empty: looking for them costs as much as the rest. */
  readonly withoutReadings?: boolean;
}

/** Strings of one unit, kept: a page repeats some hundred of them thousands of times. */
const characters: string[] = [];

function character(unit: number): string {
  const known = characters[unit];
  if (known !== undefined) return known;
  const made = String.fromCharCode(unit);
  characters[unit] = made;
  return made;
}

/** An ideographic description sequence longer than this is no sequence; the bound keeps a row of them from costing its square. */
const LONGEST_SEQUENCE = 64;

/** Runs a dictionary over a text from left to right, the longest word first. */
export function runDictionary(dictionary: Dictionary, text: string, options: PassOptions = {}): Pass {
  const { kinds, units } = dictionary;
  const { segments, watch } = options;
  const pass: Pass = { replacements: [], boundaries: [], readings: [] };
  const { replacements, boundaries } = pass;
  let segment = 0;
  for (let index = 0; index < text.length; ) {
    const unit = text.charCodeAt(index);
    const kind = kinds[unit]!;
    if (kind === 0) {
      index++;
      continue;
    }
    let limit = text.length;
    if (segments) {
      while (segment < segments.length && segments[segment]! <= index) segment++;
      limit = segments[segment] ?? limit;
    }
    const entry = kind & LONGER ? dictionary.longest(text, index, limit) : -1;
    if (entry !== -1) {
      const end = index + dictionary.lengthOf(entry);
      if (options.listBoundaries && dictionary.lengthOf(entry) > 1) {
        if (boundaries.at(-1) !== index) boundaries.push(index);
        boundaries.push(end);
      }
      replaceWord(
        replacements,
        text,
        index,
        end,
        dictionary.text,
        dictionary.valueStart(entry),
        dictionary.valueEnd(entry),
      );
      if (watch && !options.withoutReadings) overlapping(pass.readings, dictionary, text, index, end, limit, entry);
      index = end;
    } else if (kind & SEQUENCE) {
      index = sequenceEnd(text, index, limit);
    } else {
      if (watch && kind & WATCHED) {
        readAlone(pass, watch, text, index, kind & ALONE ? units[unit]! : unit, options.withoutReadings);
      } else if (kind & ALONE) {
        replacements.push({ start: index, end: index + 1, text: character(units[unit]!) });
      }
      index++;
    }
  }
  return pass;
}

/** The words of two units and more that {@link runDictionary} takes a text for. */
export function wordsIn(dictionary: Dictionary, text: string): Span[] {
  const words: Span[] = [];
  for (let index = 0; index < text.length; ) {
    const kind = dictionary.kinds[text.charCodeAt(index)]!;
    const entry = kind & LONGER ? dictionary.longest(text, index, text.length) : -1;
    if (entry === -1) {
      index = kind & SEQUENCE ? sequenceEnd(text, index, text.length) : index + 1;
      continue;
    }
    const end = index + dictionary.lengthOf(entry);
    if (end > index + 1) words.push({ start: index, end });
    index = end;
  }
  return words;
}

/** A watched character no word covers. */
function readAlone(
  { replacements, readings }: Pass,
  watch: Watch,
  text: string,
  index: number,
  standard: number,
  withoutReadings = false,
): void {
  const written = text.charAt(index);
  const decided = watch.decide(text, index);
  const form = decided ?? character(standard);
  if (form !== written) replacements.push({ start: index, end: index + 1, text: form });
  if (decided !== undefined || withoutReadings) return;
  const alternatives = watch.forms.get(text.charCodeAt(index))?.filter((other) => other !== form) ?? [];
  if (alternatives.length > 0) readings.push({ start: index, end: index + 1, doubt: "choice", alternatives });
}

/**
 * Looks for another word that begins inside the word just found, reaches beyond it, and has another form for what they
 * share: 军事干 | 预 (事干: 事幹) against 军事 | 干预 (干預).
 */
function overlapping(
  readings: Reading[],
  dictionary: Dictionary,
  text: string,
  start: number,
  end: number,
  limit: number,
  entry: number,
): void {
  const value = dictionary.valueStart(entry);
  if (dictionary.valueEnd(entry) - value !== end - start) return;
  for (let index = start + 1; index < end; index++) {
    if (!(dictionary.kinds[text.charCodeAt(index)]! & CONTESTED)) continue;
    for (let from = index; from > start; from--) {
      const rival = dictionary.longest(text, from, limit);
      if (rival === -1 || from + dictionary.lengthOf(rival) <= end) continue;
      const rivalValue = dictionary.valueStart(rival);
      if (dictionary.valueEnd(rival) - rivalValue !== dictionary.lengthOf(rival)) continue;
      const other = dictionary.text.charAt(rivalValue + index - from);
      if (other === dictionary.text.charAt(value + index - start)) continue;
      readings.push({ start: index, end: index + 1, doubt: "overlap", alternatives: [other] });
      break;
    }
  }
}

/** The end of the ideographic description sequence at `index`; behind its first character when it is not complete. */
function sequenceEnd(text: string, index: number, limit: number): number {
  let open = 1;
  let offset = index;
  for (let count = 0; open > 0 && offset < limit && count < LONGEST_SEQUENCE; count++) {
    const unit = text.codePointAt(offset)!;
    if (unit >= 0x2ff0 && unit <= 0x2fff) open += unit === 0x2ff2 || unit === 0x2ff3 ? 3 : 2;
    open--;
    offset += unit > 0xffff ? 2 : 1;
  }
  return open === 0 && offset <= limit ? offset : index + 1;
}

/** Lists what differs between the word at a span of `text` and its replacement, which is a span of `values`. */
function replaceWord(
  replacements: Replacement[],
  text: string,
  start: number,
  end: number,
  values: string,
  valueStart: number,
  valueEnd: number,
): void {
  if (valueEnd - valueStart !== end - start) {
    replaceDifferent(replacements, start, text.slice(start, end), values.slice(valueStart, valueEnd));
    return;
  }
  for (let index = start, value = valueStart; index < end; index++, value++) {
    const unit = values.charCodeAt(value);
    if (text.charCodeAt(index) === unit) continue;
    if ((unit & 0xf800) === 0xd800 || (text.charCodeAt(index) & 0xf800) === 0xd800) {
      replaceDifferent(replacements, start, text.slice(start, end), values.slice(valueStart, valueEnd));
      return;
    }
  }
  for (let index = start, value = valueStart; index < end; index++, value++) {
    const unit = values.charCodeAt(value);
    if (text.charCodeAt(index) !== unit) {
      replacements.push({ start: index, end: index + 1, text: character(unit) });
    }
  }
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

/**
 * Two rounds of replacements as one.
 * @param first those of `text`
 * @param middle what they make of it
 * @param second those of `middle`
 */
export function composed(
  text: string,
  first: readonly Replacement[],
  middle: string,
  second: readonly Replacement[],
): readonly Replacement[] {
  if (second.length === 0) return first;
  if (first.length === 0) return second;
  const result: Replacement[] = [];
  let a = 0;
  let b = 0;
  let shift = 0; // offset in middle − offset in text, behind first[a - 1]
  while (a < first.length || b < second.length) {
    const one = first[a];
    const two = second[b];
    if (one && (!two || one.start + shift + one.text.length <= two.start)) {
      result.push(one);
      shift += one.text.length - (one.end - one.start);
      a++;
      continue;
    }
    if (two && (!one || two.end <= one.start + shift)) {
      result.push({ start: two.start - shift, end: two.end - shift, text: two.text });
      b++;
      continue;
    }
    // They overlap: take in whatever touches the stretch, then compare it with what stood there at first.
    const from = Math.min(one!.start + shift, two!.start);
    const start = from - shift;
    let to = from;
    let rewritten = "";
    let copied = from;
    for (;;) {
      const nextOne = first[a];
      const nextTwo = second[b];
      if (nextOne && nextOne.start + shift < Math.max(to, from + 1)) {
        to = Math.max(to, nextOne.start + shift + nextOne.text.length);
        shift += nextOne.text.length - (nextOne.end - nextOne.start);
        a++;
      } else if (nextTwo && nextTwo.start < Math.max(to, from + 1)) {
        to = Math.max(to, nextTwo.end);
        rewritten += middle.slice(copied, nextTwo.start) + nextTwo.text;
        copied = nextTwo.end;
        b++;
      } else {
        break;
      }
    }
    rewritten += middle.slice(copied, to);
    replaceDifferent(result, start, text.slice(start, to - shift), rewritten);
  }
  return result;
}
