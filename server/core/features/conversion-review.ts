import { applyEdits, type TextEdit } from "../text/edit";
import type { VariantTarget } from "../variants/convert";
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
  const reviewed = edits.flatMap((edit): ReviewedEdit[] => {
    const { start, end, expected, newText, alternatives, doubt } = edit;
    if (doubt !== undefined) return [{ start, end, expected, newText, alternatives, kind: "doubt", doubt }];
    const plain = plainOf ? plainOf(edit) : newText;
    if (plain === newText) return [{ start, end, expected, newText, alternatives, kind: "certain" }];
    return wordsApart(edit, plain ?? "");
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

/** An edit taken apart: what the conversion without regional words does too is certain, the rest are words. */
function wordsApart({ start, expected, newText }: TextEdit, plain: string): ReviewedEdit[] {
  const parts: ReviewedEdit[] = [];
  const add = (kind: ReviewedEdit["kind"], from: number, to: number, text: string) => {
    const edit = { start: start + from, end: start + to, expected: expected.slice(from, to), newText: text };
    if (edit.expected !== text) parts.push({ ...edit, kind, alternatives: [] });
  };
  const last = expected.length;
  if (plain.length !== last) {
    add("word", 0, last, newText);
  } else if (newText.length === last) {
    for (let from = 0, to = 0; from < last; from = to) {
      const isWord = plain[from] !== newText[from];
      while (to < last && (plain[to] !== newText[to]) === isWord) to++;
      add(isWord ? "word" : "certain", from, to, newText.slice(from, to));
    }
  } else {
    let head = 0;
    while (head < last - 1 && head < newText.length && plain[head] === newText[head]) head++;
    let tail = 0;
    const most = Math.min(last - 1, newText.length) - head;
    while (tail < most && plain.at(-1 - tail) === newText.at(-1 - tail)) tail++;
    add("certain", 0, head, newText.slice(0, head));
    add("word", head, last - tail, newText.slice(head, newText.length - tail));
    add("certain", last - tail, last, newText.slice(newText.length - tail));
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
