import { firstEndingAfter, type Span } from "../text/span";
import { type Chain, loadToTraditional, type ToTraditional } from "./chains";
import { foldUnits, type Stretch, simplifiedSlips } from "./directions";
import { CHOICES } from "./generated/choices";
import { Rewriting } from "./rewriting";
import { SHARED } from "./shared";

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
  /** What becomes of Simplified characters and the words they are in, in the forms most common in Traditional. */
  slipsIn(text: string): Stretch;
}

/** Loads the dictionaries on first use. */
export async function loadLexicon(): Promise<Lexicon> {
  return new DictionaryLexicon(await loadToTraditional());
}

/** So many forms are offered; the others of a character are rare ones. */
const MOST_FORMS = 3;

const CLAUSE = /[\p{Script=Han}]+/gu;

class DictionaryLexicon implements Lexicon {
  private readonly chain: Chain;

  constructor(private readonly chains: ToTraditional) {
    this.chain = chains.fromSimplified.hant;
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

  suspectsIn(text: string): readonly Suspect[] {
    const found: Suspect[] = [];
    for (const { 0: clause, index } of text.matchAll(CLAUSE)) {
      if (clause.length > 1 && SHARED.test(clause)) this.lookInto(clause, index, found);
    }
    return found;
  }

  private lookInto(clause: string, shift: number, found: Suspect[]): void {
    const read = foldUnits(clause);
    const rewriting = new Rewriting(read);
    this.chain.convert(rewriting);
    if (!rewriting.isEven) return; // rare characters: offsets tell nothing
    const standard = rewriting.toString();
    const words = this.chain.wordsOf(read)[0] ?? [];
    const folded = new Rewriting(read);
    for (let offset = 0; offset < clause.length; offset++) {
      const written = clause.charAt(offset);
      const form = standard.charAt(offset);
      if (form === written || !SHARED.test(written)) continue;
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

let choices: ReadonlyMap<string, readonly string[]> | undefined;

/** The Traditional forms of a Simplified character whose form depends on the word. */
function formsOf(character: string): readonly string[] {
  choices ??= new Map(CHOICES.split("|").map((choice) => [choice.charAt(0), Array.from(choice.slice(1))]));
  return choices.get(character) ?? [];
}
