import type { Passage } from "../model/article";
import { applyEdits } from "../text/edit";
import { firstEndingAfter, type Span } from "../text/span";
import type { Conversion, ConversionEdit, Converter, VariantTarget } from "../variants/convert";
import { clipped } from "../variants/edit-list";
import type { FixedWord, FixedWords } from "../variants/fixed";
import { stretchesOf } from "../variants/stretches";
import { VisibleText } from "../variants/visible";
import type { Snapshot } from "../workspace/snapshot";
import { fixedWords } from "./conversion";

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
/** A fixed word begins at most so far before the place it covers. */
const REACH = 100;

/** A stretch of the page that is converted as one text. */
interface Place {
  readonly passage: Passage;
  readonly text: string;
  /** The offset in `text`. */
  readonly offset: number;
  /** The places of the source that show a span of `text`. */
  readonly sourcesOf: (span: Span) => readonly Span[];
}

/**
 * The word at an offset of the page (or right before it), what it becomes in each variant, and why.
 * @returns undefined where there is nothing to convert: no Chinese text, Japanese, something protected
 */
export async function explainConversion(
  snapshot: Snapshot,
  offset: number,
): Promise<ConversionExplanation | undefined> {
  const { loadConverter, segmented, VARIANT_TARGETS } = await import("../variants/convert"); // with the dictionaries
  const { article } = snapshot;
  const place = placeAt(offset) ?? placeAt(offset - 1);
  if (!place) return undefined;

  const load = (target: VariantTarget, phrases: boolean) => loadConverter(target, { phrases });
  const plain = await Promise.all(VARIANT_TARGETS.map((target) => load(target, false)));
  const withWords = await Promise.all(REGIONS.map((target) => load(target, true)));
  const fixed = new Map(VARIANT_TARGETS.map((target) => [target, fixedWords(snapshot, target)]));

  const dictionaryWords = [...plain, ...withWords].flatMap((converter) => converter.wordsOf(place.text));
  const laidDown = VARIANT_TARGETS.flatMap((target) => fixedAround(place, fixed.get(target)!) ?? []);
  const span = wordAround(place, [...laidDown, ...dictionaryWords, ...(await segmented(place.text))]);
  const spans = place.sourcesOf(span);
  const word = place.text.slice(span.start, span.end);

  const formOf = (converter: Converter): VariantForm => {
    const words = fixed.get(converter.target)!;
    const conversion = converter.convertPassages(article.text, [place.passage], {
      script: article.script,
      fixed: words,
    });
    const { form, alternatives } = formAt(word, spans, conversion);
    const laidDown = fixedAround(place, words);
    return { target: converter.target, form, alternatives, reason: reasonOf(converter, form, laidDown) };
  };
  const reasonOf = (converter: Converter, form: string, laidDown: FixedSpan | undefined): FormReason => {
    if (laidDown) return { kind: "fixed", word: laidDown.fixed };
    if (form === word) return { kind: "same" };
    const phrases = converter
      .wordsOf(place.text)
      .filter((phrase) => phrase.start < span.end && span.start < phrase.end);
    const phrase = phrases.sort((a, b) => b.end - b.start - (a.end - a.start))[0];
    return phrase ? { kind: "phrase", phrase: place.text.slice(phrase.start, phrase.end) } : { kind: "character" };
  };

  const forms = plain.map(formOf);
  const regional = withWords
    .map(formOf)
    .filter(({ target, form }) => forms.some((other) => other.target === target && other.form !== form));
  return { start: spans[0]!.start, end: spans.at(-1)!.end, word, spans, forms, regional };

  function placeAt(offset: number): Place | undefined {
    const passage = article.passages[firstEndingAfter(article.passages, offset)];
    const run = passage?.runs.find((pieces) => pieces.some((piece) => piece.start <= offset && offset < piece.end));
    if (!passage || !run) return undefined;
    const visible = new VisibleText(article.text, run);
    const at = visible.offsetOf(offset);
    if (at === undefined || !IS_HAN.test(String.fromCodePoint(visible.text.codePointAt(at)!))) return undefined;
    const stretch = stretchesOf(visible.text, false).find(({ start, end }) => start <= at && at < end);
    if (!stretch) return undefined;
    return {
      passage,
      text: visible.text.slice(stretch.start, stretch.end),
      offset: at - stretch.start,
      sourcesOf: ({ start, end }) => visible.sourcesOf(stretch.start + start, stretch.start + end),
    };
  }
}

interface FixedSpan extends Span {
  readonly fixed: FixedWord;
}

/** The fixed word over a place. */
function fixedAround({ text, offset, sourcesOf }: Place, words: FixedWords): FixedSpan | undefined {
  const positionOf = (at: number) => sourcesOf({ start: at, end: at + 1 })[0]!.start;
  for (let start = Math.max(0, offset - REACH); start <= offset; start++) {
    const fixed = words.longest(text, start, positionOf);
    const end = start + (fixed?.word.length ?? 0);
    if (fixed && end > offset) return { start, end, fixed };
  }
  return undefined;
}

/** The longest of those words that hold the offset; else the character there. */
function wordAround({ text, offset }: Place, words: readonly Span[]): Span {
  let best: Span = { start: offset, end: offset + String.fromCodePoint(text.codePointAt(offset)!).length };
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
