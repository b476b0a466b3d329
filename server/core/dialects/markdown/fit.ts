import type { Span } from "../../text/span";

/** The markers to be judged, as parallel lists in text order: there are thousands, on every keystroke. */
export interface Candidates {
  readonly numbers: number[];
  /** How far what stands around it speaks against a footnote: see {@link doubtful}. */
  readonly doubtful: Doubt[];
  /** Written with a zero in front, as no converter does. */
  readonly padded: boolean[];
}

/** What is asked of the list's entries: whether one has a number, and how many there are. */
interface Numbers {
  has(number: number): boolean;
  readonly size: number;
}

/** `SOME`: behind a word of Latin letters, or in quotes. `STRONG`: behind what is no word: `a\[1\]`, `x2\[1\]`, `f()\[1\]`. */
export const Doubt = { NONE: 0, SOME: 1, STRONG: 2 } as const;
export type Doubt = (typeof Doubt)[keyof typeof Doubt];

/** So much of a word before a marker is looked at, in UTF-16 units. */
const LONGEST_WORD = 40;

/** A year and upwards in brackets is no footnote unless the list has that entry; lists end in the hundreds. */
export const LEAST_YEAR = 1_000;

/**
 * For each marker of a text how doubtful it is, or the chain of touching markers it stands in: it follows an identifier
 * (`a\[1\]`), or is spoken of in quotes (`「[1]」`). A link's closing parenthesis is no identifier: what stands behind a
 * link is a footnote of what it says.
 */
export function doubtful(text: string, markers: readonly Span[], links: readonly Span[]): readonly Doubt[] {
  let linkEnds: ReadonlySet<number> | undefined;
  const endsLink = (offset: number) => (linkEnds ??= new Set(links.map((link) => link.end))).has(offset);
  const verdicts: Doubt[] = [];
  while (verdicts.length < markers.length) {
    const { start, end } = markers[verdicts.length]!;
    let last = end;
    let next = verdicts.length + 1;
    while (markers[next]?.start === last) last = markers[next++]!.end;
    const isIndex = start > 0 && endsIdentifier(text.charCodeAt(start - 1)) && !endsLink(start);
    const quoted = start > 0 && isQuoted(text.charCodeAt(start - 1), text.charCodeAt(last));
    const verdict = isIndex && !endsWord(text, start) ? Doubt.STRONG : isIndex || quoted ? Doubt.SOME : Doubt.NONE;
    while (verdicts.length < next) verdicts.push(verdict);
  }
  return verdicts;
}

/** Whether units open and close a quotation: 「」 『』 “” ‘’. */
function isQuoted(before: number, after: number): boolean {
  return after === before + 1 && (before === 0x300c || before === 0x300e || before === 0x201c || before === 0x2018);
}

function endsIdentifier(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit === 95 ||
    unit === 41
  );
}

/** Whether a Latin word of two letters or more ends before an offset, and no digit or underscore is part of it. */
function endsWord(text: string, offset: number): boolean {
  const before = text.slice(Math.max(0, offset - LONGEST_WORD), offset);
  return /(?:^|[^\w)])[A-Za-z]{2,}$/.test(before);
}

/**
 * Decides which markers are suspect: `a\[1\]\[2\]` in programming prose is written exactly like footnotes, so that only
 * the fit with the page's list tells them apart.
 *
 * Footnotes were numbered in document order: those that are not doubtful set the run (the longest ascending one); those
 * that are must fit between their neighbours of that run. Where the markers behind words are just what the list lacks,
 * each once, they are its footnotes in whatever order they stand. Without a list nothing is certain but a run that
 * counts 1, 2, 3….
 *
 * @param numbers the written numbers of the list's entries
 * @returns for each candidate whether it is suspect
 */
export function judge({ numbers, doubtful, padded }: Candidates, entries: Numbers): boolean[] {
  const suspect = numbers.map((number, index) => isNoFootnote(number, padded[index]!, entries));
  const isLoose = (index: number) => !suspect[index] && doubtful[index] !== Doubt.NONE;
  if (entries.size === 0) return judgeWithoutList(numbers, suspect, isLoose);
  if (!doubtful.some((doubt) => doubt !== Doubt.NONE)) return suspect;
  if (completes({ numbers, doubtful, padded }, suspect, entries)) {
    return suspect.map((already, index) => already || doubtful[index] === Doubt.STRONG);
  }
  const firm: number[] = [];
  numbers.forEach((number, index) => {
    if (!suspect[index] && !isLoose(index) && entries.has(number)) firm.push(index);
  });
  const run = longestRun(firm.map((index) => numbers[index]!)).map((place) => firm[place]!);
  const used = new Set(run.map((index) => numbers[index]!));
  let next = 0;
  let floor = 0;
  numbers.forEach((number, index) => {
    if (run[next] === index) {
      floor = number;
      next++;
    } else if (isLoose(index)) {
      const ceiling = run[next] === undefined ? Number.POSITIVE_INFINITY : numbers[run[next]!]!;
      const fits = entries.has(number) && !used.has(number) && number > floor && number < ceiling;
      if (!fits) suspect[index] = true;
      else {
        used.add(number);
        floor = number;
      }
    }
  });
  return suspect;
}

/** Whether the markers behind words cite each entry that no firm marker cites once, and nothing else. */
function completes({ numbers, doubtful }: Candidates, suspect: readonly boolean[], entries: Numbers): boolean {
  const cited = new Set<number>();
  let some = 0;
  numbers.forEach((number, index) => {
    if (!suspect[index] && doubtful[index] === Doubt.NONE && entries.has(number)) cited.add(number);
  });
  for (let index = 0; index < numbers.length; index++) {
    if (suspect[index] || doubtful[index] !== Doubt.SOME) continue;
    if (!entries.has(numbers[index]!) || cited.has(numbers[index]!)) return false;
    cited.add(numbers[index]!);
    some++;
  }
  return some > 0 && cited.size === entries.size;
}

function isNoFootnote(number: number, padded: boolean, entries: Numbers): boolean {
  if (entries.has(number)) return false;
  return number === 0 || number >= LEAST_YEAR || padded;
}

function judgeWithoutList(
  numbers: readonly number[],
  suspect: readonly boolean[],
  isLoose: (index: number) => boolean,
): boolean[] {
  const firm = numbers.filter((_, index) => !suspect[index] && !isLoose(index));
  const counts = firm.every((number, place) => number === place + 1);
  // One marker that says 1 is too little to say that a list is missing: `char (\*)\[1\]` stands in prose as well.
  const certain = counts && firm.length >= 2;
  return numbers.map((_, index) => suspect[index]! || isLoose(index) || !certain);
}

/** Indices of the longest strictly ascending run of numbers (patience sorting, n log n). */
export function longestRun(numbers: readonly number[]): number[] {
  const tails: number[] = [];
  const previous: number[] = [];
  for (let index = 0; index < numbers.length; index++) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[tails[middle]!]! < numbers[index]!) low = middle + 1;
      else high = middle;
    }
    previous.push(low > 0 ? tails[low - 1]! : -1);
    if (low === tails.length || numbers[tails[low]!] !== numbers[index]) tails[low] = index;
  }
  const run: number[] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index]!) run.push(index);
  return run.reverse();
}
