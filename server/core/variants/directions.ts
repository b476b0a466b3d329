import { foldUnit, strictOffsets } from "../text/script";
import type { Span } from "../text/span";
import type { Chain, ToSimplified, ToTraditional } from "./chains";
import type { Reading } from "./pass";
import { type Replacement, Rewriting } from "./rewriting";

export type PlainScript = "hans" | "hant";

/** The words of two units and more in text of any script, by the largest dictionary there is. */
export function wordsInAny(chains: ToTraditional, text: string): readonly Span[] {
  return chains.fromSimplified.hant.firstWordsOf(new Rewriting(foldUnits(text)));
}

export interface Stretch {
  readonly replacements: readonly Replacement[];
  readonly readings: readonly Reading[];
}

/** How text of each script is brought to a target. */
export interface Direction {
  /** The script of the target. */
  readonly script: PlainScript;
  /**
   * Rewrites a text of one script.
   * @param readings gets the places that could be read in more than one way; left out where nobody asks for them
   */
  convert(text: Rewriting, script: PlainScript, readings?: Reading[]): void;
  /** The words of two units and more that each dictionary finds in text of one script, in the order in which they are used. */
  wordsOf(text: string, script: PlainScript): readonly (readonly Span[])[];
}

export function toHans(chains: ToSimplified, phrases: boolean): Direction {
  const chain = phrases ? chains.words : chains.plain;
  return {
    script: "hans",
    convert(text, script, readings) {
      if (script === "hant") chain.convert(text, readings);
      // Simplified text may hold slips; 乾县, 么 and the like in it are right as they are.
      else mend(text, slips(chains.plain, text.source, text.source, "hant"), readings);
    },
    wordsOf: (text) => chain.wordsOf(text),
  };
}

export function toHant(chains: ToTraditional, region: "tw" | "hk" | undefined, phrases: boolean): Direction {
  const { fromSimplified, fromSimplifiedWords, fromTraditional, fromTraditionalWords } = chains;
  const simplified =
    region === undefined ? fromSimplified.hant : (phrases ? fromSimplifiedWords : fromSimplified)[region];
  const traditional = region === undefined ? undefined : (phrases ? fromTraditionalWords : fromTraditional)[region];
  return {
    script: "hant",
    wordsOf: (text, script) => (script === "hans" ? simplified : traditional)?.wordsOf(text) ?? [],
    convert(text, script, readings) {
      if (script === "hans") {
        simplified.convert(text, readings);
      } else {
        mend(text, simplifiedSlips(chains, text.source), readings);
        traditional?.convert(text);
      }
    },
  };
}

function mend(text: Rewriting, slips: Stretch, readings: Reading[] | undefined): void {
  if (slips.replacements.length > 0) text.apply(slips.replacements);
  readings?.push(...slips.readings);
}

/** What becomes of the Simplified characters of a text in Traditional, by OpenCC's standard. */
export function simplifiedSlips({ fromSimplified }: ToTraditional, text: string): Stretch {
  // Words decide between 发's forms only when their neighbours are Simplified too.
  return slips(fromSimplified.hant, text, foldUnits(text), "hans");
}

/**
 * Characters that are not strictly Simplified, since old or hand-set Traditional texts have them, but in today's are left
 * over from Simplified. 种 is a family name too (种師道).
 */
const LEFTOVER = /种(?![師师世放諤谔])|[黄强静坏粮届丢]/;

/**
 * Of a conversion of `read`, which is `text` in another form, what concerns the characters of `text` that are strictly of a
 * script, and the words they are in: 系 of 关系 may stand in either script, 关 tells which word it is.
 */
function slips(chain: Chain, text: string, read: string, script: PlainScript): Stretch {
  const offsets = strictOffsets(text, script);
  if (script === "hans" && LEFTOVER.test(text)) {
    for (const { index } of text.matchAll(new RegExp(LEFTOVER, "g"))) offsets.push(index);
    offsets.sort((a, b) => a - b);
  }
  if (offsets.length === 0) return { replacements: [], readings: [] };
  const rewriting = new Rewriting(read);
  const words = holding(chain.firstWordsOf(rewriting), offsets);
  const readings: Reading[] = [];
  chain.convert(rewriting, readings);
  // What is written in the target's form already is one of them in `read` only.
  const changes = rewriting.replacements(false).filter(({ start, end, text: form }) => text.slice(start, end) !== form);
  return { replacements: touching(changes, offsets, words), readings: touching(readings, offsets, words) };
}

/** The spans that hold at least one of the offsets or touch one of the words; all lists ascend. */
function touching<T extends Span>(spans: readonly T[], offsets: readonly number[], words: readonly Span[]): T[] {
  let offset = 0;
  let word = 0;
  return spans.filter(({ start, end }) => {
    while (offset < offsets.length && offsets[offset]! < start) offset++;
    while (word < words.length && words[word]!.end <= start) word++;
    const isIn = word < words.length && words[word]!.start < end;
    return isIn || (offset < offsets.length && offsets[offset]! < end);
  });
}

/** The spans that hold at least one of the offsets; both lists ascend. */
function holding<T extends Span>(spans: readonly T[], offsets: readonly number[]): T[] {
  let index = 0;
  return spans.filter(({ start, end }) => {
    while (index < offsets.length && offsets[index]! < start) index++;
    return index < offsets.length && offsets[index]! < end;
  });
}

/** Units of a text on their way into a string: joining them one by one takes several times as long. */
const units = new Uint16Array(1024);

/** A text in which every character stands for all its forms. */
export function foldUnits(text: string): string {
  let folded = "";
  for (let start = 0; start < text.length; start += units.length) {
    const length = Math.min(units.length, text.length - start);
    for (let index = 0; index < length; index++) units[index] = foldUnit(text.charCodeAt(start + index));
    folded += String.fromCharCode.apply(null, units.subarray(0, length) as unknown as number[]);
  }
  return folded;
}
