import type { Span } from "../text/span";
import type { VariantTarget } from "./convert";
import { readConversionMarkup, readNoteTA, type WikiVariant, type WordRule } from "./markup";

/** Who lays down a word's form: the page (`-{…}-`, `{{NoteTA}}`), the workspace's word list, or the user's. */
export type WordSource = "page" | "workspace" | "user";

/** A word that has a form of its own, whatever the dictionaries say. */
export interface FixedWord {
  readonly word: string;
  readonly form: string;
  readonly source: WordSource;
  /** Offsets of the document between which it holds. */
  readonly start: number;
  readonly end: number;
  /** Where it is laid down. */
  readonly origin: WordOrigin;
}

/** Conversion markup of the page, or a line (from 1) of a word list. */
export type WordOrigin = Span | { readonly file: string; readonly line: number };

/** Longer is no word: a bound for texts that only look like a rule. */
const LONGEST_WORD = 100;

/** Words searched as one list: the longest at a place counts. */
export class FixedWords {
  private readonly words = new Map<string, FixedWord[]>();
  /** Lengths of the words that begin with a unit, the longest first. */
  private readonly lengths = new Map<number, number[]>();
  private readonly others: readonly FixedWords[];

  /**
   * @param words in the order in which they are laid down: of equal ones the last holds
   * @param others searched too; of words of the same length the one that comes first counts
   */
  constructor(words: Iterable<FixedWord>, others: readonly FixedWords[] = []) {
    this.others = others.filter(({ isEmpty }) => !isEmpty);
    for (const word of words) {
      const known = this.words.get(word.word);
      if (known) known.push(word);
      else if (word.word !== "" && word.form !== "" && word.word.length <= LONGEST_WORD) this.add(word);
    }
    // That a word is to stay holds only where nobody says what it becomes.
    for (const known of this.words.values()) {
      known.reverse().sort((a, b) => Number(a.form === a.word) - Number(b.form === b.word));
    }
  }

  private add(word: FixedWord): void {
    this.words.set(word.word, [word]);
    const unit = word.word.charCodeAt(0);
    const lengths = this.lengths.get(unit) ?? [];
    if (!lengths.includes(word.word.length)) lengths.push(word.word.length);
    this.lengths.set(
      unit,
      lengths.sort((a, b) => b - a),
    );
  }

  get isEmpty(): boolean {
    return this.words.size === 0 && this.others.length === 0;
  }

  /**
   * The longest word that begins at `offset` of a text and holds there.
   * @param positionOf where in the document an offset of the text stands
   */
  longest(text: string, offset: number, positionOf: (offset: number) => number): FixedWord | undefined {
    let longest = this.ownLongest(text, offset, positionOf);
    for (const other of this.others) {
      const found = other.longest(text, offset, positionOf);
      if (found && found.word.length > (longest?.word.length ?? 0)) longest = found;
    }
    return longest;
  }

  private ownLongest(text: string, offset: number, positionOf: (offset: number) => number): FixedWord | undefined {
    for (const length of this.lengths.get(text.charCodeAt(offset)) ?? NONE) {
      const known = this.words.get(text.slice(offset, offset + length));
      if (!known) continue;
      const position = positionOf(offset);
      const holding = known.find(({ start, end }) => start <= position && position < end);
      if (holding) return holding;
    }
    return undefined;
  }
}

const NONE: readonly number[] = [];

/** The variants whose word a target takes, in MediaWiki's order. */
export const FALLBACKS: Readonly<Record<VariantTarget, readonly WikiVariant[]>> = {
  hans: ["zh-hans", "zh-cn", "zh-sg", "zh-my"],
  cn: ["zh-cn", "zh-hans", "zh-sg", "zh-my"],
  sg: ["zh-sg", "zh-my", "zh-hans", "zh-cn"],
  hant: ["zh-hant", "zh-tw", "zh-hk", "zh-mo"],
  tw: ["zh-tw", "zh-hant", "zh-hk", "zh-mo"],
  hk: ["zh-hk", "zh-mo", "zh-hant", "zh-tw"],
  mo: ["zh-mo", "zh-hk", "zh-hant", "zh-tw"],
};

/** Word and form, as a rule has them for a target. */
function* formsOf(rule: WordRule, target: VariantTarget): Generator<readonly [string, string]> {
  const variant = FALLBACKS[target].find((variant) => rule.words.has(variant));
  const own = variant ? rule.words.get(variant) : rule.plain;
  if (own !== undefined) {
    for (const word of rule.words.values()) yield [word, own];
    if (rule.plain !== undefined) yield [own, own];
  }
  // Those hold for the variant they name alone.
  for (const { from, variant: into, to } of rule.oneWay) if (into === FALLBACKS[target][0]) yield [from, to];
}

/** Conversion markup of a page with its place. */
export interface PlacedMarkup extends Span {
  /** `-{…}-` or `{{…}}`, the host format's escapes resolved. */
  readonly text: string;
}

/** The words a page lays down for a target. Each rule holds behind its place, as it does for MediaWiki. */
export function wordsOfPage(markups: Iterable<PlacedMarkup>, target: VariantTarget): FixedWord[] {
  const words: (FixedWord & { end: number })[] = [];
  for (const { text, start, end } of markups) {
    if (text.startsWith("{{")) {
      for (const rule of readNoteTA(text) ?? []) add(rule, { start, end });
      continue;
    }
    const markup = readConversionMarkup(text);
    if (markup?.effect === "add") add(markup.rule, { start, end });
    else if (markup?.effect === "remove") {
      const removed = new Set(Array.from(formsOf(markup.rule, target), ([word]) => word));
      for (const word of words) if (removed.has(word.word)) word.end = Math.min(word.end, start);
    }
  }
  return words;

  function add(rule: WordRule, origin: Span): void {
    const known = new Set<string>();
    for (const [word, form] of formsOf(rule, target)) {
      if (known.has(word)) continue; // the nearest variant's
      known.add(word);
      words.push({ word, form, source: "page", start: origin.end, end: Number.POSITIVE_INFINITY, origin });
    }
  }
}
