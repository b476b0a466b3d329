import { scriptOf } from "../text/script";
import type { VariantTarget } from "./convert";
import { type FixedWord, FixedWords, type WordSource } from "./fixed";

/** One pair of a word list. */
export interface WordEntry {
  readonly word: string;
  /** What it becomes; the word itself when it is to stay. */
  readonly form: string;
  /** Where it does: undefined for every variant that is written in the form's script. */
  readonly variant: VariantTarget | undefined;
  /** Where it stands in the file, from 1. */
  readonly line: number;
}

/** The variants a pair for each variant holds in. */
const HOLDS_IN: Readonly<Record<VariantTarget, readonly VariantTarget[]>> = {
  hans: ["hans", "cn", "sg"],
  hant: ["hant", "tw", "hk", "mo"],
  cn: ["cn", "sg"],
  sg: ["sg"],
  tw: ["tw"],
  hk: ["hk", "mo"],
  mo: ["mo"],
};
/** A list holds on the whole page. */
const EVERYWHERE = { start: 0, end: Number.POSITIVE_INFINITY };

/** A file of words that somebody wants converted in their own way. Immutable. */
export class WordList {
  private readonly byTarget = new Map<VariantTarget, FixedWords>();

  /** @param file as it is shown to people */
  constructor(
    readonly file: string,
    private readonly source: Exclude<WordSource, "page">,
    private readonly entries: readonly WordEntry[],
  ) {}

  /** The words that hold when a page is converted to a variant: of equal ones the one for fewer variants, then the later. */
  wordsFor(target: VariantTarget): FixedWords {
    const known = this.byTarget.get(target);
    if (known) return known;
    const isHans = HOLDS_IN.hans.includes(target);
    const general: FixedWord[] = [];
    const near: FixedWord[] = [];
    const own: FixedWord[] = [];
    for (const { word, form, variant, line } of this.entries) {
      const fixed = { word, form, source: this.source, ...EVERYWHERE, origin: { file: this.file, line } };
      if (variant === undefined) {
        const script = scriptOf(form);
        if (word === form || script !== (isHans ? "hant" : "hans")) general.push(fixed);
      } else if (HOLDS_IN[variant].includes(target)) {
        (variant === target ? own : HOLDS_IN[variant].length > 2 ? general : near).push(fixed);
      }
    }
    const made = new FixedWords([...general, ...near, ...own]);
    this.byTarget.set(target, made);
    return made;
  }
}
