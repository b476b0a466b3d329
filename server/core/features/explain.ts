import type { Article } from "../model/article";
import { applyEdits } from "../text/edit";
import { firstEndingAfter, type Span } from "../text/span";
import type {
  Conversion,
  ConversionEdit,
  Converter,
  PassageOptions,
  ReadPlace,
  VariantTarget,
} from "../variants/convert";
import { clipped } from "../variants/edit-list";
import type { FixedWord } from "../variants/fixed";
import type { Snapshot } from "../workspace/snapshot";
import { passageOptions } from "./conversion";

/**
 * Why a word has its form:
 * - `same`: nothing changes it
 * - `fixed`: the page or a word list lays it down
 * - `phrase`: a dictionary has the phrase, which may be longer than the word; `character`: it has its characters only
 */
export type FormReason =
  | { readonly kind: "same" | "character" }
  | { readonly kind: "phrase"; readonly phrase: string }
  | { readonly kind: "fixed"; readonly word: FixedWord };

/** What a word becomes in a variant. */
export interface VariantForm {
  readonly target: VariantTarget;
  readonly form: string;
  /** What it could become instead; empty when the conversion is certain. */
  readonly alternatives: readonly string[];
  readonly reason: FormReason;
}

/** A word of the page in all variants. */
export interface ConversionExplanation extends Span {
  readonly word: string;
  /** The places of the source that show it: more than one where markup or a line's end breaks it. */
  readonly spans: readonly Span[];
  /** One for each variant. */
  readonly forms: readonly VariantForm[];
  /** With regional words: for those variants where they make a difference. */
  readonly regional: readonly VariantForm[];
}

const REGIONS: readonly VariantTarget[] = ["cn", "sg", "tw", "hk", "mo"];
const IS_HAN = /[\p{Script=Han}〇]/u;

/** A place of the page as one converter reads it. */
interface Reading {
  readonly converter: Converter;
  readonly options: PassageOptions;
  readonly place: ReadPlace;
}

/**
 * The word at an offset of the page (or right before it), what it becomes in each variant, and why.
 * @returns undefined where there is nothing to convert: no Chinese text, Japanese, something protected
 */
export async function explainConversion(
  snapshot: Snapshot,
  offset: number,
): Promise<ConversionExplanation | undefined> {
  const { article } = snapshot;
  const source = [offset, offset - 1].find((at) => showsHan(article, at));
  if (source === undefined) return undefined;
  const { loadConverter, segmented, VARIANT_TARGETS } = await import("../variants/convert"); // with the dictionaries
  const load = (target: VariantTarget, phrases: boolean) => loadConverter(target, { phrases });
  const converters = await Promise.all([
    ...VARIANT_TARGETS.map((target) => load(target, false)),
    ...REGIONS.map((target) => load(target, true)),
  ]);
  const options = new Map(VARIANT_TARGETS.map((target) => [target, passageOptions(snapshot, target)]));
  const passage = article.passages[firstEndingAfter(article.passages, source)]!;
  const readings = converters.flatMap((converter): Reading[] => {
    const own = options.get(converter.target)!;
    const place = converter.read(article.text, passage, source, own);
    return place ? [{ converter, options: own, place }] : [];
  });
  if (readings.length < converters.length) return undefined; // Japanese

  const { visible, offset: at, stretch } = readings[0]!.place; // the same for every converter
  const known = await segmented(visible.text.slice(stretch.start, stretch.end));
  const span = longestAround(visible.text, at, [
    ...readings.flatMap(({ place }) => place.fixed ?? []),
    ...readings.flatMap(({ place }) => place.words),
    ...known.map(({ start, end }) => ({ start: stretch.start + start, end: stretch.start + end })),
  ]);
  const spans = visible.sourcesOf(span.start, span.end);
  const word = visible.text.slice(span.start, span.end);

  const forms = readings.map(({ converter, options, place }): VariantForm => {
    const conversion = converter.convertPassages(article.text, [passage], options);
    const { form, alternatives } = formAt(word, spans, conversion);
    return { target: converter.target, form, alternatives, reason: reasonOf(place, form) };
  });
  const plain = forms.slice(0, VARIANT_TARGETS.length);
  const regional = forms
    .slice(VARIANT_TARGETS.length)
    .filter(({ target, form }) => plain.some((other) => other.target === target && other.form !== form));
  return { start: spans[0]!.start, end: spans.at(-1)!.end, word, spans, forms: plain, regional };

  function reasonOf({ fixed, words }: ReadPlace, form: string): FormReason {
    if (fixed) return { kind: "fixed", word: fixed.word };
    if (form === word) return { kind: "same" };
    const phrase = words
      .filter((other) => other.start < span.end && span.start < other.end)
      .sort((a, b) => b.end - b.start - (a.end - a.start))[0];
    return phrase ? { kind: "phrase", phrase: visible.text.slice(phrase.start, phrase.end) } : { kind: "character" };
  }
}

/** Whether a Chinese character begins at an offset that a reader sees. */
function showsHan({ text, passages }: Article, offset: number): boolean {
  const runs = passages[firstEndingAfter(passages, offset)]?.runs ?? [];
  const shown = runs.some((run) => run.some(({ start, end }) => start <= offset && offset < end));
  return shown && IS_HAN.test(characterAt(text, offset));
}

function characterAt(text: string, offset: number): string {
  const code = text.codePointAt(offset);
  return code === undefined ? "" : String.fromCodePoint(code);
}

/** The longest of those words that hold the offset; else the character there. */
function longestAround(text: string, offset: number, words: readonly Span[]): Span {
  let best: Span = { start: offset, end: offset + characterAt(text, offset).length };
  for (const word of words) {
    if (word.start <= offset && offset < word.end && word.end - word.start > best.end - best.start) best = word;
  }
  return best;
}

/** What a conversion makes of a word that stands at some spans of the source. */
function formAt(
  word: string,
  spans: readonly Span[],
  { edits, open }: Conversion,
): Pick<VariantForm, "form" | "alternatives"> {
  const changes: ConversionEdit[] = [];
  let length = 0;
  for (const span of spans) {
    const shift = length - span.start;
    const kept = open.map((place) => ({ ...place, newText: place.expected, source: "dictionary" as const }));
    for (const edit of [...edits, ...kept]) {
      const part = edit.start < span.end && span.start < edit.end ? clipped(edit, span) : undefined;
      if (part) changes.push({ ...part, start: part.start + shift, end: part.end + shift });
    }
    length += span.end - span.start;
  }
  const form = applyEdits(word, changes);
  const alternatives = changes.flatMap((change) =>
    change.alternatives.map((newText) =>
      applyEdits(
        word,
        changes.map((other) => (other === change ? { ...change, newText } : other)),
      ),
    ),
  );
  return { form, alternatives: [...new Set(alternatives)].filter((other) => other !== form) };
}
