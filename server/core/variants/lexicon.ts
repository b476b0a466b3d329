import { firstEndingAfter, type Span } from "../text/span";
import { type Chain, loadToTraditional, type ToTraditional } from "./chains";
import { foldUnits, type Stretch, simplifiedSlips } from "./directions";
import { CHOICES } from "./generated/choices";
import { Rewriting } from "./rewriting";
import { holdsShared } from "./shared";
import { Telling } from "./telling";

/** A character of a Traditional text that its word writes in another way: 后 of 以后. */
export interface Suspect extends Span {
  /** The word; an offset of the text. */
  readonly word: Span;
  /** What it could be, the word's form first. */
  readonly forms: readonly string[];
}

/** What the dictionaries know of Traditional text. One object, made when somebody needs it. */
export interface Lexicon {
  /** Characters that stand in both scripts, in words that Traditional writes with another. In text order. */
  suspectsIn(text: string): readonly Suspect[];
  /**
   * Whether there may be one in a text that markup and line breaks part in its source. False is certain.
   * @param pieces of the source, in text order
   */
  mayHoldSuspects(source: string, pieces: readonly Span[]): boolean;
  /** What becomes of Simplified characters and the words they are in, in the forms most common in Traditional. */
  slipsIn(text: string): Stretch;
}

/** Loads the dictionaries on first use. */
export async function loadLexicon(): Promise<Lexicon> {
  return new DictionaryLexicon(await loadToTraditional());
}

/** So many forms are offered; the others of a character are rare ones. */
const MOST_FORMS = 3;

const HAN = /\p{Script=Han}/u;

class DictionaryLexicon implements Lexicon {
  private readonly chain: Chain;
  private madeTelling: Telling | undefined;
  /** A clause that is looked into, as it is read, and on its way to Traditional. */
  private readonly folded = new Rewriting();
  private readonly standard = new Rewriting();

  constructor(private readonly chains: ToTraditional) {
    this.chain = chains.fromSimplified.hant;
  }

  /** Made on first use: the dictionary it is made of takes some milliseconds. */
  private get telling(): Telling {
    this.madeTelling ??= new Telling(this.chain);
    return this.madeTelling;
  }

  slipsIn(text: string): Stretch {
    const { replacements, readings } = simplifiedSlips(this.chains, text);
    return {
      replacements: replacements.map((one) => ({ ...one, text: this.common(one.text) })),
      readings: readings.map((one) => ({ ...one, alternatives: one.alternatives.map((form) => this.common(form)) })),
    };
  }

  /** Taiwan's standard in place of OpenCC's (為 for 爲, 裡 for 裏): what most people write. */
  private common(form: string): string {
    const text = new Rewriting(form);
    this.chains.fromTraditional.tw.convert(text);
    return text.toString();
  }

  mayHoldSuspects(source: string, pieces: readonly Span[]): boolean {
    return this.telling.mayHold(source, pieces);
  }

  suspectsIn(text: string): readonly Suspect[] {
    const found: Suspect[] = [];
    let start = 0;
    for (let index = 0; index <= text.length; index++) {
      if (index < text.length) {
        const width = hanWidth(text, index);
        if (width > 0) {
          index += width - 1;
          continue;
        }
      }
      if (index - start > 1 && this.telling.holds(text, start, index))
        this.lookInto(text.slice(start, index), start, found);
      start = index + 1;
    }
    return found;
  }

  private lookInto(clause: string, shift: number, found: Suspect[]): void {
    const read = foldUnits(clause);
    const { folded, standard } = this;
    folded.load(read, 0, read.length);
    const words = this.chain.firstWordsOf(folded);
    if (!words.some(({ start, end }) => holdsShared(clause, start, end))) return; // only a word can tell
    standard.load(read, 0, read.length);
    this.chain.convert(standard);
    if (!standard.isEven) return; // rare characters: offsets tell nothing
    const rewritten = standard.toString();
    for (let offset = 0; offset < clause.length; offset++) {
      const written = clause.charAt(offset);
      const form = rewritten.charAt(offset);
      if (form === written || !holdsShared(written)) continue;
      const word = words[firstEndingAfter(words, offset)];
      // Only a word can tell, and only if no other disputes the place.
      if (!word || word.start > offset || this.chain.isCrossed(folded, word)) continue;
      const forms = [this.common(form), form, ...formsOf(written).map((other) => this.common(other))];
      found.push({
        start: shift + offset,
        end: shift + offset + 1,
        word: { start: shift + word.start, end: shift + word.end },
        forms: [...new Set(forms)].filter((other) => other !== written).slice(0, MOST_FORMS),
      });
    }
  }
}

/** By UTF-16 unit: 0 nobody has asked, 1 no Han character, 2 a Han character. */
const hanUnits = new Uint8Array(0x10000);

/** How many units the Han character at an offset has; 0 when there is none. */
function hanWidth(text: string, offset: number): number {
  const unit = text.charCodeAt(offset);
  if ((unit & 0xfc00) === 0xd800) {
    const code = text.codePointAt(offset)!;
    return code > 0xffff && HAN.test(String.fromCodePoint(code)) ? 2 : 0;
  }
  let known = hanUnits[unit]!;
  if (known === 0) hanUnits[unit] = known = HAN.test(String.fromCharCode(unit)) ? 2 : 1;
  return known - 1;
}

let choices: ReadonlyMap<string, readonly string[]> | undefined;

/** The Traditional forms of a Simplified character whose form depends on the word. */
function formsOf(character: string): readonly string[] {
  choices ??= new Map(CHOICES.split("|").map((choice) => [choice.charAt(0), Array.from(choice.slice(1))]));
  return choices.get(character) ?? [];
}
