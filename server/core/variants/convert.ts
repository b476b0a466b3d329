import type { Passage, Script } from "../model/article";
import type { TextEdit } from "../text/edit";
import { countScript, type ScriptCount, scriptOfCount } from "../text/script";
import { firstEndingAfter, type Span } from "../text/span";
import { loadToSimplified, loadToTraditional } from "./chains";
import { HABITS } from "./corrections";
import { type Direction, type PlainScript, toHans, toHant, wordsInAny } from "./directions";
import { EditList } from "./edit-list";
import type { FixedWord, FixedWords, WordSource } from "./fixed";
import type { Doubt, Reading } from "./pass";
import { type Replacement, Rewriting, replaceDifferent } from "./rewriting";
import { stretchesOf } from "./stretches";
import { VisibleText } from "./visible";

/**
 * What to convert to: 简体 (`hans`), 繁體 by OpenCC's standard (`hant`), or as written in the mainland (`cn`), Singapore and
 * Malaysia (`sg`), Taiwan (`tw`), Hong Kong (`hk`), Macau (`mo`).
 */
export type VariantTarget = "hans" | "hant" | "cn" | "sg" | "tw" | "hk" | "mo";

export const VARIANT_TARGETS: readonly VariantTarget[] = ["hans", "hant", "cn", "sg", "tw", "hk", "mo"];

export interface ConverterOptions {
  /** Also exchange regional words (軟體 → 软件). `hans` and `hant` name no region: there it does nothing. */
  readonly phrases?: boolean;
}

/** The replacement of characters by another variant's. */
export interface ConversionEdit extends TextEdit {
  /** What `expected` could become instead; empty when the conversion is certain. */
  readonly alternatives: readonly string[];
  /** Why there are alternatives; undefined when there are none. */
  readonly doubt: Doubt | undefined;
  /** Whose word it is. */
  readonly source: WordSource | "dictionary";
}

/** A place that stays as it is, but could be read in another way. */
export interface OpenReading extends Span {
  readonly expected: string;
  /** At least one. */
  readonly alternatives: readonly string[];
  readonly doubt: Doubt;
}

export interface Conversion {
  /** In text order; only characters that change. */
  readonly edits: readonly ConversionEdit[];
  readonly open: readonly OpenReading[];
}

/** The passages of an article, or anything with runs of pieces like theirs. */
export type VisiblePassage = Pick<Passage, "runs">;

export interface Converter {
  readonly target: VariantTarget;
  /** Converts a text without markup or lines broken inside sentences, as one passage. */
  convert(text: string): string;
  /**
   * Converts passages of a document; each is read as Simplified or Traditional by its own characters, a passage in both
   * scripts sentence by sentence. Text outside the passages' pieces is not touched.
   */
  convertPassages(document: string, passages: readonly VisiblePassage[], options?: PassageOptions): Conversion;
  /** The words of two units and more that the dictionaries find in a text without markup, in no order. */
  wordsOf(text: string): readonly Span[];
}

export interface PassageOptions {
  /** What passages without a telling character are read as; by default what most of them are in. */
  readonly script?: Script;
  /** Words that come before the dictionaries'. */
  readonly fixed?: FixedWords;
}

/** Loads what a conversion needs. The dictionaries of a direction are loaded once, on first use. */
export async function loadConverter(
  target: VariantTarget,
  { phrases = false }: ConverterOptions = {},
): Promise<Converter> {
  switch (target) {
    case "hans":
      return new PassageConverter(target, toHans(await loadToSimplified(), false));
    case "cn":
    case "sg":
      return new PassageConverter(target, toHans(await loadToSimplified(), phrases));
    case "hant":
      return new PassageConverter(target, toHant(await loadToTraditional(), undefined, false));
    case "tw":
      return new PassageConverter(target, toHant(await loadToTraditional(), "tw", phrases));
    case "hk":
    case "mo":
      return new PassageConverter(target, toHant(await loadToTraditional(), "hk", phrases));
  }
}

/** The words of two units and more in a text of any script, by the largest dictionary there is. */
export async function segmented(text: string): Promise<readonly Span[]> {
  return wordsInAny(await loadToTraditional(), text);
}

const NONE: readonly string[] = [];

class PassageConverter implements Converter {
  constructor(
    readonly target: VariantTarget,
    private readonly direction: Direction,
  ) {}

  convert(text: string): string {
    const count = countScript(text);
    const isMixed = scriptOfCount(count) === "mixed";
    const standard = majorityOf(count) ?? this.unmarked;
    const rewriting = new Rewriting();
    const parts: string[] = [];
    let position = 0;
    for (const { start, end } of stretchesOf(text, isMixed)) {
      if (start > position) parts.push(text.slice(position, start));
      const own = isMixed ? majorityOf(countScript(text, start, end)) : undefined;
      rewriting.load(text, start, end);
      this.direction.convert(rewriting, own ?? standard);
      parts.push(rewriting.toString());
      position = end;
    }
    return parts.join("") + text.slice(position);
  }

  /** What a text without a telling character is read as. */
  private get unmarked(): PlainScript {
    return this.direction.script === "hans" ? "hant" : "hans";
  }

  convertPassages(document: string, passages: readonly VisiblePassage[], options: PassageOptions = {}): Conversion {
    const edits = new EditList(document);
    const open: OpenReading[] = [];
    const { script } = options;
    const words = options.fixed?.isEmpty ? undefined : options.fixed;
    const counts = passages.map(({ runs }) => countPieces(document, runs));
    const standard = plain(script) ?? majorityOf(sum(counts)) ?? this.unmarked;
    const rewriting = new Rewriting();
    const habits = this.target === "hant" ? habitsOf(document, passages, counts) : undefined;
    passages.forEach(({ runs }, index) => {
      const count = counts[index]!;
      const isMixed = scriptOfCount(count) === "mixed";
      for (const run of runs) {
        const visible = new VisibleText(document, run);
        for (const { start, end } of stretchesOf(visible.text, isMixed)) {
          const own = majorityOf(isMixed ? countScript(visible.text, start, end) : count);
          this.convertStretch({ edits, open, visible, rewriting, habits, script: own ?? standard }, start, end, words);
        }
      }
    });
    return { edits: edits.finish(), open };
  }

  wordsOf(text: string): readonly Span[] {
    const script = majorityOf(countScript(text)) ?? this.unmarked;
    return this.direction.wordsOf(text, script).flat();
  }

  private convertStretch(out: Output, start: number, end: number, words: FixedWords | undefined): void {
    let position = start;
    for (const fixed of words ? this.fixedIn(out, start, end, words) : []) {
      if (fixed.start > position) this.convertFree(out, position, fixed.start);
      const replacements: Replacement[] = [];
      replaceDifferent(replacements, fixed.start, fixed.word.word, fixed.word.form);
      for (const one of replacements) {
        out.edits.add(out.visible, one.start, one.end, one.text, NONE, undefined, fixed.word.source);
      }
      position = fixed.end;
    }
    if (position < end) this.convertFree(out, position, end);
  }

  /** The places of a stretch whose form is laid down, as offsets of the visible text. */
  private fixedIn({ visible, script }: Output, from: number, to: number, words: FixedWords): FixedSpan[] {
    const text = visible.text.slice(from, to);
    const found: FixedSpan[] = [];
    const positionOf = (offset: number) => visible.sourceOf(from + offset);
    let longer: readonly Span[] | undefined;
    for (let start = 0; start < text.length; ) {
      const word = words.longest(text, start, positionOf);
      if (word?.word.length === 1) {
        // A single character says nothing about the words it is part of.
        longer ??= this.direction.wordsOf(text, script)[0] ?? [];
        const around = longer[firstEndingAfter(longer, start)];
        if (around && around.start <= start) {
          start++;
          continue;
        }
      }
      if (word) found.push({ start: from + start, end: from + start + word.word.length, word });
      start += word?.word.length ?? 1;
    }
    return found;
  }

  /** Converts a part of the visible text that is without fixed words. */
  private convertFree({ edits, open, visible, rewriting, habits, script }: Output, from: number, to: number): void {
    const readings: Reading[] = [];
    rewriting.load(visible.text, from, to);
    this.direction.convert(rewriting, script, readings);
    let reading = 0;
    for (const { start, end, text: standard } of rewriting.replacements(readings.length === 0)) {
      const text = habits ? standard.replace(habits.standard, (form) => habits.usual.get(form)!) : standard;
      for (; reading < readings.length && readings[reading]!.start < start; reading++) {
        leaveOpen(open, visible, from, readings[reading]!);
      }
      let alternatives = NONE;
      let doubt: Doubt | undefined;
      for (; reading < readings.length && readings[reading]!.start < end; reading++) {
        const others = inContext(readings[reading]!, start, text);
        if (others.length === 0) continue;
        alternatives = [...alternatives, ...others];
        doubt ??= readings[reading]!.doubt;
      }
      edits.add(visible, from + start, from + end, text, alternatives, doubt);
    }
    for (; reading < readings.length; reading++) leaveOpen(open, visible, from, readings[reading]!);
  }
}

/** What a stretch of the visible text is converted with, and where the results go. */
interface Output {
  readonly edits: EditList;
  readonly open: OpenReading[];
  readonly visible: VisibleText;
  /** For one text after the other. */
  readonly rewriting: Rewriting;
  readonly habits: Habits | undefined;
  readonly script: PlainScript;
}

/** The forms a page has instead of the standard's. */
interface Habits {
  /** Finds one of the standard's. */
  readonly standard: RegExp;
  readonly usual: ReadonlyMap<string, string>;
}

interface FixedSpan extends Span {
  readonly word: FixedWord;
}

/**
 * Lists a reading of a place that stays as it is.
 * @param shift where the text begins in the visible text of which the reading's offsets are
 */
function leaveOpen(
  open: OpenReading[],
  visible: VisibleText,
  shift: number,
  { start, end, alternatives, doubt }: Reading,
): void {
  const spans = visible.sourcesOf(shift + start, shift + end);
  // A character lies in one piece; a reading is one character.
  for (const span of spans)
    open.push({ ...span, expected: visible.text.slice(shift + start, shift + end), alternatives, doubt });
}

/** A reading's alternatives as alternatives to a replacement at `from`, which may be longer than the reading. */
function inContext({ start, end, alternatives }: Reading, from: number, newText: string): string[] {
  return alternatives
    .map((alternative) => newText.slice(0, start - from) + alternative + newText.slice(end - from))
    .filter((alternative) => alternative !== newText);
}

/** Which forms a page's Traditional passages have instead of the standard's; undefined when there are none. */
function habitsOf(
  document: string,
  passages: readonly VisiblePassage[],
  counts: readonly ScriptCount[],
): Habits | undefined {
  const traditional = passages
    .filter((_, index) => scriptOfCount(counts[index]!) === "hant")
    .flatMap(({ runs }) => runs.flat())
    .map(({ start, end }) => document.slice(start, end))
    .join("");
  if (traditional === "") return undefined;
  const usual = new Map<string, string>();
  for (let index = 0; index < HABITS.length; index += 2) {
    const [standard, other] = HABITS.slice(index, index + 2);
    if (traditional.includes(other!) && !traditional.includes(standard!)) usual.set(standard!, other!);
  }
  return usual.size > 0 ? { standard: new RegExp(`[${[...usual.keys()].join("")}]`, "g"), usual } : undefined;
}

function countPieces(document: string, runs: readonly (readonly Span[])[]): ScriptCount {
  let hans = 0;
  let hant = 0;
  for (const run of runs) {
    for (const { start, end } of run) {
      const count = countScript(document, start, end);
      hans += count.hans;
      hant += count.hant;
    }
  }
  return { hans, hant };
}

function sum(counts: readonly ScriptCount[]): ScriptCount {
  let hans = 0;
  let hant = 0;
  for (const count of counts) {
    hans += count.hans;
    hant += count.hant;
  }
  return { hans, hant };
}

const plain = (script: Script | undefined): PlainScript | undefined =>
  script === "hans" || script === "hant" ? script : undefined;

function majorityOf({ hans, hant }: ScriptCount): PlainScript | undefined {
  if (hans === hant) return undefined;
  return hans > hant ? "hans" : "hant";
}
