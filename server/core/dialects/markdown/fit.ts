import type { Marker } from "../../model/article";

/** A marker to be judged: what it says and what stands directly before it. */
export interface Candidate {
  readonly marker: Marker;
  /** The UTF-16 unit before the first of the markers that touch each other. */
  readonly before: number;
}

/** A year and upwards in brackets is no footnote number on any page seen; lists end in the hundreds. */
const LEAST_YEAR = 1_000;

/** Whether a unit can end a programming identifier: `a\[1\]`, `f()\[0\]`. */
function endsIdentifier(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit === 95 ||
    unit === 41
  );
}

/**
 * Decides which markers are suspect: `a\[1\]\[2\]` in programming prose is written exactly like footnotes, so that only
 * the fit with the page's list tells them apart.
 *
 * Footnotes were numbered in document order: those that do not follow an identifier set the run (the longest ascending
 * one); those that do must fit between their neighbours of that run. Without a list nothing is certain but a run that
 * counts 1, 2, 3….
 *
 * @param numbers the written numbers of the list's entries
 * @returns for each candidate whether it is suspect
 */
export function judge(candidates: readonly Candidate[], numbers: ReadonlySet<number>): boolean[] {
  const suspect = candidates.map(({ marker }) => isNoFootnote(marker));
  const isLoose = (index: number) => !suspect[index] && endsIdentifier(candidates[index]!.before);
  if (numbers.size === 0) return judgeWithoutList(candidates, suspect, isLoose);
  const firm = candidates.flatMap((candidate, index) =>
    !suspect[index] && !isLoose(index) && numbers.has(candidate.marker.number!) ? [index] : [],
  );
  const run = longestRun(firm.map((index) => candidates[index]!.marker.number!)).map((place) => firm[place]!);
  const used = new Set(run.map((index) => candidates[index]!.marker.number!));
  let next = 0;
  let floor = 0;
  for (let index = 0; index < candidates.length; index++) {
    if (run[next] === index) {
      floor = candidates[index]!.marker.number!;
      next++;
    } else if (isLoose(index)) {
      const number = candidates[index]!.marker.number!;
      const ceiling = run[next] === undefined ? Number.POSITIVE_INFINITY : candidates[run[next]!]!.marker.number!;
      const fits = numbers.has(number) && !used.has(number) && number > floor && number < ceiling;
      if (fits) {
        used.add(number);
        floor = number;
      } else suspect[index] = true;
    }
  }
  return suspect;
}

function isNoFootnote(marker: Marker): boolean {
  const { number, label } = marker;
  return number === null ? false : number === 0 || number >= LEAST_YEAR || label.startsWith("0");
}

function judgeWithoutList(
  candidates: readonly Candidate[],
  suspect: boolean[],
  isLoose: (index: number) => boolean,
): boolean[] {
  const firm = candidates.flatMap((_, index) => (!suspect[index] && !isLoose(index) ? [index] : []));
  const counts = firm.every((index, place) => candidates[index]!.marker.number === place + 1);
  // One marker that says 1 is too little to say that a list is missing: `char (\*)\[1\]` stands in prose as well.
  const certain = counts && firm.length >= 2;
  return candidates.map((_, index) => suspect[index]! || isLoose(index) || !certain);
}

/** Indices of the longest strictly ascending run of numbers (patience sorting, n log n); of equals the first. */
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
