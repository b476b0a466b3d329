import type { Passage, Script } from "../model/article";
import type { TextEdit } from "../text/edit";
import type { Span } from "../text/span";
import { type Chain, loadToSimplified, loadToTraditional, type ToSimplified, type ToTraditional } from "./chains";
import { composed, type Reading, type Replacement, replaced } from "./rewrite";
import { countScript, foldUnit, type ScriptCount, scriptOfCount, strictOffsets } from "./script";
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
}

/** A place that stays as it is, but could be read in another way. */
export interface OpenReading extends Span {
  readonly expected: string;
  readonly alternatives: readonly string[];
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
  /** Converts a text without markup, as one passage. */
  convert(text: string): string;
  /**
   * Converts passages of a document; each is read as Simplified or Traditional by its own characters, a passage in both
   * scripts sentence by sentence. Text outside the passages' pieces is not touched.
   * @param script what passages without a telling character are read as; by default what most of them are in
   */
  convertPassages(document: string, passages: readonly VisiblePassage[], script?: Script): Conversion;
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

type PlainScript = "hans" | "hant";

interface Stretch {
  readonly replacements: readonly Replacement[];
  readonly readings: readonly Reading[];
}

/** How text of each script is brought to a target. */
interface Direction {
  /** The script of the target. */
  readonly script: PlainScript;
  /** Converts text of one script. */
  convert(text: string, script: PlainScript): Stretch;
}

function toHans(chains: ToSimplified, phrases: boolean): Direction {
  const chain = phrases ? chains.words : chains.plain;
  return {
    script: "hans",
    // Simplified text may hold slips; 乾县, 么 and the like in it are right as they are.
    convert: (text, script) => (script === "hant" ? chain.convert(text) : slips(chains.plain, text, text, "hant")),
  };
}

function toHant(chains: ToTraditional, region: "tw" | "hk" | undefined, phrases: boolean): Direction {
  const { fromSimplified, fromSimplifiedWords, fromTraditional, fromTraditionalWords } = chains;
  const simplified =
    region === undefined ? fromSimplified.hant : (phrases ? fromSimplifiedWords : fromSimplified)[region];
  const traditional = region === undefined ? undefined : (phrases ? fromTraditionalWords : fromTraditional)[region];
  return {
    script: "hant",
    convert(text, script) {
      if (script === "hans") return simplified.convert(text);
      // Words decide between 发's forms only when their neighbours are Simplified too.
      const first = slips(fromSimplified.hant, text, foldUnits(text), "hans");
      if (!traditional) return first;
      const middle = replaced(text, first.replacements);
      const second = traditional.convert(middle);
      return {
        replacements: composed(text, first.replacements, middle, second.replacements),
        readings: first.readings,
      };
    },
  };
}

/** Of a conversion of `read`, which is `text` in another form, what concerns the characters of `text` that are strictly of a script. */
function slips(chain: Chain, text: string, read: string, script: PlainScript): Stretch {
  const offsets = strictOffsets(text, script);
  if (offsets.length === 0) return { replacements: [], readings: [] };
  const { replacements, readings } = chain.convert(read);
  return { replacements: holding(replacements, offsets), readings: holding(readings, offsets) };
}

/** The spans that hold at least one of the offsets; both lists ascend. */
function holding<T extends Span>(spans: readonly T[], offsets: readonly number[]): T[] {
  let index = 0;
  return spans.filter(({ start, end }) => {
    while (index < offsets.length && offsets[index]! < start) index++;
    return index < offsets.length && offsets[index]! < end;
  });
}

function foldUnits(text: string): string {
  let folded = "";
  for (let index = 0; index < text.length; index++) folded += String.fromCharCode(foldUnit(text.charCodeAt(index)));
  return folded;
}

const KANA = /[\u3041-\u3096\u30a1-\u30fa]+/g;
const IS_HAN = /[\p{Script=Han}\u3005]/u;
const IS_JAPANESE = /[\p{Script=Han}\u3005\u3041-\u3096\u30a1-\u30fa\u30fc]/u;

const SENTENCE_END = /[。！？；\n]+[」』”’）]*/g;

class PassageConverter implements Converter {
  constructor(
    readonly target: VariantTarget,
    private readonly direction: Direction,
  ) {}

  convert(text: string): string {
    const { edits } = this.convertPassages(text, [{ runs: [[{ start: 0, end: text.length }]] }]);
    return replaced(
      text,
      edits.map(({ start, end, newText }) => ({ start, end, text: newText })),
    );
  }

  convertPassages(document: string, passages: readonly VisiblePassage[], script?: Script): Conversion {
    const conversion = { edits: [] as ConversionEdit[], open: [] as OpenReading[] };
    const counts = passages.map(({ runs }) => countPieces(document, runs));
    const standard =
      plain(script ?? scriptOfCount(sum(counts))) ?? (this.direction.script === "hans" ? "hant" : "hans");
    passages.forEach(({ runs }, index) => {
      const own = scriptOfCount(counts[index]!);
      const majority = own === "mixed" ? majorityOf(counts[index]!) : plain(own);
      for (const run of runs) {
        this.convertRun(conversion, document, new VisibleText(document, run), majority ?? standard, own === "mixed");
      }
    });
    return conversion;
  }

  /** @param mixed whether every sentence is looked at by itself */
  private convertRun(
    { edits, open }: { edits: ConversionEdit[]; open: OpenReading[] },
    document: string,
    visible: VisibleText,
    standard: PlainScript,
    mixed: boolean,
  ): void {
    let part = 0;
    for (const { start: shift, end } of stretches(visible.text, mixed)) {
      const text = visible.text.slice(shift, end);
      const script = mixed ? (majorityOf(countScript(text)) ?? standard) : standard;
      const { replacements, readings } = this.direction.convert(text, script);
      let reading = 0;
      const stay = (until: number) => {
        for (; reading < readings.length && readings[reading]!.start < until; reading++) {
          const { start, end, alternatives } = readings[reading]!;
          const located = visible.sourcesOf({ start: shift + start, end: shift + end }, part);
          part = located.part;
          for (const span of located.spans) {
            open.push({ ...span, expected: document.slice(span.start, span.end), alternatives });
          }
        }
      };
      for (const { start, end, text: newText } of replacements) {
        stay(start);
        const alternatives: string[] = [];
        for (; reading < readings.length && readings[reading]!.start < end; reading++) {
          alternatives.push(...inContext(readings[reading]!, start, newText));
        }
        const located = visible.sourcesOf({ start: shift + start, end: shift + end }, part);
        part = located.part;
        pushEdits(edits, document, located.spans, newText, alternatives);
      }
      stay(text.length);
    }
  }
}

/** A reading's alternatives as alternatives to a replacement at `start`, which may be longer than the reading. */
function inContext({ start, end, alternatives }: Reading, from: number, newText: string): string[] {
  return alternatives
    .map((alternative) => newText.slice(0, start - from) + alternative + newText.slice(end - from))
    .filter((alternative) => alternative !== newText);
}

/** Puts a replacement into the document; where markup breaks it, unit by unit, or, when lengths differ, before the break. */
function pushEdits(
  edits: ConversionEdit[],
  document: string,
  spans: readonly Span[],
  newText: string,
  alternatives: readonly string[],
): void {
  const length = spans.reduce((sum, { start, end }) => sum + end - start, 0);
  let used = 0;
  spans.forEach(({ start, end }, index) => {
    const last = index === spans.length - 1;
    const share = length === newText.length ? end - start : index === 0 ? newText.length : 0;
    const part = newText.slice(used, last ? undefined : used + share);
    used += part.length;
    const expected = document.slice(start, end);
    if (part === expected) return;
    const previous = edits.at(-1);
    if (previous?.end === start && previous.alternatives.length === 0 && alternatives.length === 0) {
      edits[edits.length - 1] = {
        ...previous,
        end,
        expected: previous.expected + expected,
        newText: previous.newText + part,
      };
    } else {
      edits.push({ start, end, expected, newText: part, alternatives });
    }
  });
}

/** The stretches of a text that are converted, one after the other: without Japanese, and by the sentence if asked for. */
function stretches(text: string, bySentence: boolean): Span[] {
  const parts: Span[] = [];
  let position = 0;
  for (const { start, end } of japanese(text)) {
    if (start > position) parts.push({ start: position, end: start });
    position = end;
  }
  if (position < text.length) parts.push({ start: position, end: text.length });
  return bySentence ? parts.flatMap((part) => sentences(text, part)) : parts;
}

/** Kana with the Han characters they touch: Japanese, which no conversion concerns. */
function japanese(text: string): Span[] {
  const spans: Span[] = [];
  let position = 0;
  for (const { index } of text.matchAll(KANA)) {
    if (index < position) continue;
    let start = index;
    while (start > position && IS_HAN.test(characterBefore(text, start))) start -= characterBefore(text, start).length;
    let end = index;
    while (end < text.length && IS_JAPANESE.test(characterAt(text, end))) end += characterAt(text, end).length;
    spans.push({ start, end });
    position = end;
  }
  return spans;
}

const characterAt = (text: string, offset: number): string => String.fromCodePoint(text.codePointAt(offset)!);

function characterBefore(text: string, offset: number): string {
  const pair = offset > 1 ? characterAt(text, offset - 2) : "";
  return pair.length === 2 ? pair : text.charAt(offset - 1);
}

function sentences(text: string, { start, end }: Span): Span[] {
  const found: Span[] = [];
  let position = start;
  for (const { 0: mark, index } of text.slice(start, end).matchAll(SENTENCE_END)) {
    const until = start + index + mark.length;
    found.push({ start: position, end: until });
    position = until;
  }
  if (position < end) found.push({ start: position, end });
  return found;
}

function countPieces(document: string, runs: readonly (readonly Span[])[]): ScriptCount {
  return sum(runs.flatMap((run) => run.map(({ start, end }) => countScript(document, start, end))));
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

const plain = (script: Script): PlainScript | undefined =>
  script === "hans" || script === "hant" ? script : undefined;

function majorityOf({ hans, hant }: ScriptCount): PlainScript | undefined {
  if (hans === hant) return undefined;
  return hans > hant ? "hans" : "hant";
}
