import { applyEdits, type TextEdit } from "../text/edit";
import type { Span } from "../text/span";
import type { Converter, VariantTarget } from "../variants/convert";
import type { Snapshot } from "../workspace/snapshot";
import { convertPage, type PageConversionOptions } from "./conversion";

/** Why an edit of a conversion deserves a look: see `Conversion`. */
type Doubt = NonNullable<Awaited<ReturnType<typeof convertPage>>["edits"][number]["doubt"]>;

/** An edit of a conversion, and what its reader should know of it. */
export interface ReviewedEdit extends TextEdit {
  /**
   * - `certain`: there is nothing to know
   * - `word`: a word gives way to another region's
   * - `doubt`: it could become something else
   * - `open`: the text stays by itself, but could be converted like this
   */
  readonly kind: "certain" | "word" | "doubt" | "open";
  /** What `expected` could become instead. */
  readonly alternatives: readonly string[];
  /** Why there are alternatives; undefined where the conversion is certain. */
  readonly doubt?: Doubt;
}

/** Converts a page or a part of it as `convertPage`, for somebody who looks at it first. In text order, none overlaps another. */
export async function reviewConversion(
  snapshot: Snapshot,
  target: VariantTarget,
  options: PageConversionOptions = {},
): Promise<readonly ReviewedEdit[]> {
  const { edits, open } = await convertPage(snapshot, target, options);
  const withoutWords = options.phrases
    ? await convertPage(snapshot, target, { ...options, phrases: false })
    : undefined;
  const plainOf = withoutWords && plainConversion(withoutWords.edits);
  const { text } = snapshot.article;
  const { loadConverter } = await import("../variants/convert"); // is there: the page has just been converted
  const withWords = await loadConverter(target, options);
  const plainly = await loadConverter(target);
  let done = 0;
  const reviewed = edits.flatMap((edit, index): ReviewedEdit[] => {
    const { start, end, expected, newText, alternatives, doubt } = edit;
    if (doubt !== undefined) return [{ start, end, expected, newText, alternatives, kind: "doubt", doubt }];
    const plain = plainOf ? plainOf(edit) : newText;
    if (plain === newText) return [{ start, end, expected, newText, alternatives, kind: "certain" }];
    const free = { start: Math.max(edits[index - 1]?.end ?? 0, done), end: edits[index + 1]?.start ?? text.length };
    const parts = byWords(text, edit, free, withWords, plainly) ?? byUnits(edit, plain ?? "");
    done = parts.at(-1)?.end ?? done;
    return parts;
  });
  for (const { start, end, expected, alternatives, doubt } of open) {
    const [first, ...others] = alternatives.filter((other) => other !== expected);
    if (first === undefined) continue;
    reviewed.push({ start, end, expected, newText: first, kind: "open", alternatives: others, doubt });
  }
  reviewed.sort((a, b) => a.start - b.start);
  return reviewed.filter(
    (edit, index) => edit.kind !== "open" || !touches(edit, reviewed[index - 1], reviewed[index + 1]),
  );
}

/**
 * What the conversion without regional words makes of the text that an edit replaces; undefined when its edits do not keep
 * within that. To be asked in text order.
 */
function plainConversion(plain: readonly TextEdit[]): (edit: TextEdit) => string | undefined {
  let next = 0;
  return ({ start, end, expected }) => {
    while (next < plain.length && plain[next]!.end <= start) next++;
    const inside: TextEdit[] = [];
    for (let index = next; index < plain.length && plain[index]!.start < end; index++) {
      const edit = plain[index]!;
      if (edit.start < start || edit.end > end) return undefined;
      inside.push({ ...edit, start: edit.start - start, end: edit.end - start });
    }
    return applyEdits(expected, inside);
  };
}

/** How far from a change its word may reach. */
const REACH = 8;

/**
 * An edit taken apart by the words of the dictionaries: those that the conversion without regional words makes too are
 * certain. Undefined when the words by themselves do not become what they become in their sentence.
 * @param free where a word may reach beyond the edit
 */
function byWords(
  text: string,
  { start, end, newText }: TextEdit,
  free: Span,
  withWords: Converter,
  plainly: Converter,
): ReviewedEdit[] | undefined {
  let from = start;
  let to = end;
  while (from > Math.max(free.start, start - REACH) && HAN_ONLY.test(text[from - 1]!)) from--;
  while (to < Math.min(free.end, end + REACH) && HAN_ONLY.test(text[to]!)) to++;
  const source = text.slice(from, to);
  const parts: ReviewedEdit[] = [];
  let result = "";
  for (const word of divided(source, withWords.wordsOf(source))) {
    const place = from + word.start;
    const expected = source.slice(word.start, word.end);
    const form = withWords.convert(expected);
    result += form;
    if (form === expected) continue;
    const kind = plainly.convert(expected) === form ? "certain" : "word";
    parts.push({ start: place, end: from + word.end, expected, newText: form, kind, alternatives: [] });
  }
  return result === text.slice(from, start) + newText + text.slice(end, to) ? parts : undefined;
}

/** A text divided into the longest of the words that begin at each place, and the characters between them. */
function divided(text: string, words: readonly Span[]): Span[] {
  const ends = new Map<number, number>();
  for (const { start, end } of words) ends.set(start, Math.max(end, ends.get(start) ?? 0));
  const parts: Span[] = [];
  for (let start = 0; start < text.length; start = parts.at(-1)!.end) {
    parts.push({ start, end: ends.get(start) ?? start + String.fromCodePoint(text.codePointAt(start)!).length });
  }
  return parts;
}

/** An edit taken apart where the conversion without regional words, which makes `plain` of the same text, differs. */
function byUnits({ start, end, expected, newText }: TextEdit, plain: string): ReviewedEdit[] {
  const last = expected.length;
  if (plain.length !== last || newText.length !== last) {
    return [{ start, end, expected, newText, kind: "word", alternatives: [] }];
  }
  const parts: ReviewedEdit[] = [];
  for (let from = 0, to = 0; from < last; from = to) {
    const isWord = plain[from] !== newText[from];
    while (to < last && (plain[to] !== newText[to]) === isWord) to++;
    const part = { start: start + from, end: start + to, expected: expected.slice(from, to) };
    const form = newText.slice(from, to);
    if (part.expected === form) continue;
    parts.push({ ...part, newText: form, kind: isWord ? "word" : "certain", alternatives: [] });
  }
  return parts;
}

function touches(edit: ReviewedEdit, before: ReviewedEdit | undefined, behind: ReviewedEdit | undefined): boolean {
  return (before !== undefined && before.end > edit.start) || (behind !== undefined && behind.start < edit.end);
}

const HAN_ONLY = /^\p{Script=Han}*$/u;

/** The edits with certain ones of one phrase joined: a page's hundreds of characters are read as so many phrases. */
export function joinedPhrases(text: string, edits: readonly ReviewedEdit[]): ReviewedEdit[] {
  const joined: ReviewedEdit[] = [];
  for (const edit of edits) {
    const last = joined.at(-1);
    const between = last?.kind === "certain" && edit.kind === "certain" ? text.slice(last.end, edit.start) : undefined;
    if (last && between !== undefined && HAN_ONLY.test(between)) {
      const newText = last.newText + between + edit.newText;
      const expected = last.expected + between + edit.expected;
      joined[joined.length - 1] = { ...last, end: edit.end, newText, expected };
    } else joined.push(edit);
  }
  return joined;
}
