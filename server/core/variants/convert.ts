import type { Passage, Script } from "../model/article";
import type { TextEdit } from "../text/edit";
import { countPieces, countScript, type ScriptCount, scriptOfCount } from "../text/script";
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
  /** How `convertPassages` reads the text around an offset of the document; undefined where it reads nothing, as in Japanese. */
  read(document: string, passage: VisiblePassage, offset: number, options?: PassageOptions): ReadPlace | undefined;
  /** The words of two units and more that the dictionaries find in a text without markup, in no order. */
  wordsOf(text: string): readonly Span[];
}

/** A place of a passage, as it is converted. All offsets are of the visible text. */
export interface ReadPlace {
  readonly visible: VisibleText;
  readonly offset: number;
  /** What is converted as one text. */
  readonly stretch: Span;
  /** The word over the place whose form is laid down. */
  readonly fixed: FixedSpan | undefined;
  /** The words of two units and more that the dictionaries find in the stretch, in no order. */
  readonly words: readonly Span[];
}

export interface PassageOptions {
  /** All passages of which the converted ones are some: what is said of "most" and of a page's habits is said of them. */
  readonly page?: readonly VisiblePassage[];
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
    const page = options.page ?? passages;
    const standard = this.standardOf(document, page, options.script);
    const rewriting = new Rewriting();
    const habits = this.target === "hant" ? habitsOf(document, page) : undefined;
    for (const passage of passages) {
      for (const { visible, start, end, script } of this.stretchesOf(document, passage, standard)) {
        this.convertStretch({ visible, start, end, script, edits, open, rewriting, habits }, options.fixed);
      }
    }
    return { edits: edits.finish(), open };
  }

  read(
    document: string,
    passage: VisiblePassage,
    source: number,
    { page = [passage], script, fixed }: PassageOptions = {},
  ): ReadPlace | undefined {
    for (const stretch of this.stretchesOf(document, passage, this.standardOf(document, page, script))) {
      const { visible, start, end } = stretch;
      const offset = visible.offsetOf(source);
      if (offset === undefined || offset < start || offset >= end) continue;
      const over = (span: Span) => span.start <= offset && offset < span.end;
      const words = this.direction.wordsOf(visible.text.slice(start, end), stretch.script).flat();
      return {
        visible,
        offset,
        stretch: { start, end },
        fixed: this.fixedIn(stretch, fixed).find(over),
        words: words.map((word) => ({ start: start + word.start, end: start + word.end })),
      };
    }
    return undefined;
  }

  /** What is converted as one text in a passage, run after run. */
  private *stretchesOf(document: string, passage: VisiblePassage, standard: () => PlainScript): Generator<Stretch> {
    const count = countPieces(document, [passage]);
    const isMixed = scriptOfCount(count) === "mixed";
    for (const run of passage.runs) {
      const visible = new VisibleText(document, run);
      for (const { start, end } of stretchesOf(visible.text, isMixed)) {
        const own = majorityOf(isMixed ? countScript(visible.text, start, end) : count);
        yield { visible, start, end, script: own ?? standard() };
      }
    }
  }

  /** What a stretch without a telling character is read as: counted when there is one. */
  private standardOf(document: string, page: readonly VisiblePassage[], script: Script | undefined): () => PlainScript {
    let standard = plain(script);
    return () => {
      standard ??= majorityOf(countPieces(document, page)) ?? this.unmarked;
      return standard;
    };
  }

  wordsOf(text: string): readonly Span[] {
    const script = majorityOf(countScript(text)) ?? this.unmarked;
    return this.direction.wordsOf(text, script).flat();
  }

  private convertStretch(out: Output, words: FixedWords | undefined): void {
    const { start, end } = out;
    let position = start;
    for (const fixed of this.fixedIn(out, words)) {
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
  private fixedIn({ visible, start: from, end: to, script }: Stretch, words: FixedWords | undefined): FixedSpan[] {
    if (!words || words.isEmpty) return [];
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

/** Text that is converted as one, and what it is read as. */
interface Stretch extends Span {
  readonly visible: VisibleText;
  readonly script: PlainScript;
}

/** What a stretch is converted with, and where the results go. */
interface Output extends Stretch {
  readonly edits: EditList;
  readonly open: OpenReading[];
  /** For one text after the other. */
  readonly rewriting: Rewriting;
  readonly habits: Habits | undefined;
}

/** The forms a page has instead of the standard's. */
interface Habits {
  /** Finds one of the standard's. */
  readonly standard: RegExp;
  readonly usual: ReadonlyMap<string, string>;
}

/** Where in a text a fixed word stands. */
export interface FixedSpan extends Span {
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
function habitsOf(document: string, passages: readonly VisiblePassage[]): Habits | undefined {
  const traditional = passages
    .filter((passage) => scriptOfCount(countPieces(document, [passage])) === "hant")
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

const plain = (script: Script | undefined): PlainScript | undefined =>
  script === "hans" || script === "hant" ? script : undefined;

function majorityOf({ hans, hant }: ScriptCount): PlainScript | undefined {
  if (hans === hant) return undefined;
  return hans > hant ? "hans" : "hant";
}
