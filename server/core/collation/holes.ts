import { type CitationPart, citationText, isFullyKnown, mergeParts } from "../model/citation";
import type { Shown, ShownBetween } from "./between";

// Two letters of a page that touch, what stands between them (punctuation), and what the companion shows between the same
// letters. Where the page lacks words of it a template was dropped: `石橋（）是` beside `石橋（英語：Bridge）是`.

/** A character of the page between the two letters; white space is left out. */
export interface Mark {
  readonly character: string;
  /** Whether white space stands before it. */
  readonly isApart: boolean;
}

/** Words that belong between two marks. */
export interface Fill {
  /** How many marks stand before it. */
  readonly slot: number;
  readonly parts: readonly CitationPart[];
  /** Whether a footnote's marker stands between the mark before it and the words. */
  readonly isBehindMarker: boolean;
  /** Whether white space stands before the words, and behind them. */
  readonly isApart: boolean;
  readonly endsApart: boolean;
}

export interface Filling {
  readonly fills: readonly Fill[];
  /**
   * - `template`: a template shows the words, and all else between the letters is as on the page
   * - `hole`: the page's punctuation has a hole where the words belong
   * - `doubtful`: neither for all of them
   */
  readonly basis: "template" | "hole" | "doubtful";
}

/** Longer insertions are new text of a later revision, in characters; within brackets that are empty more may have stood. */
const LONGEST = 80;
const LONGEST_IN_BRACKETS = 240;

const OPENING = "（(《「『〈【〔";
const CLOSING = "）)》」』〉】〕";
const SEPARATING = "，、；：,;:";

/**
 * Finds the words that the page lacks; undefined when it lacks none, or what it has differs.
 * @param tellsTemplates whether the companion tells its templates from its other text
 */
export function fillingOf(marks: readonly Mark[], between: ShownBetween, tellsTemplates: boolean): Filling | undefined {
  if (tellsTemplates) {
    const exact = fillFromTemplates(marks, between);
    if (exact) return exact.fills.length > 0 ? exact : undefined;
  }
  const found = fillHoles(marks, between);
  return found && tellsTemplates ? { ...found, basis: "doubtful" } : found;
}

/** The text between the templates is the page's: every template's words belong where it stands. */
function fillFromTemplates(marks: readonly Mark[], { shown, endsApart }: ShownBetween): Filling | undefined {
  const fills: Fill[] = [];
  let slot = 0;
  let isBehindMarker = false;
  let isKnown = true;
  for (const [index, { kind, parts, isApart }] of shown.entries()) {
    if (kind === "marker") isBehindMarker = true;
    else if (kind === "character") {
      if (slot >= marks.length || wide(marks[slot]!.character) !== wide(parts[0]!.text)) return undefined;
      slot++;
      isBehindMarker = false;
    } else if (!isFullyKnown({ parts })) isKnown = false;
    else if (citationText({ parts }) !== "") {
      const ends = shown[index + 1]?.isApart ?? endsApart;
      addFill(fills, { slot, parts, isBehindMarker, isApart, endsApart: ends });
    }
  }
  return slot === marks.length ? { fills, basis: isKnown ? "template" : "doubtful" } : undefined;
}

/** Templates with nothing between them show one after the other. */
function addFill(fills: Fill[], fill: Fill): void {
  const last = fills.at(-1);
  if (last?.slot !== fill.slot || fill.isBehindMarker !== last.isBehindMarker) {
    fills.push(fill);
    return;
  }
  const space = fill.isApart ? [{ text: " " }] : [];
  fills[fills.length - 1] = { ...last, parts: [...last.parts, ...space, ...fill.parts], endsApart: fill.endsApart };
}

/** A character the companion shows, of its text or of a template. */
interface Character {
  readonly character: string;
  readonly part: CitationPart;
  readonly isApart: boolean;
  readonly isOfTemplate: boolean;
  readonly isBehindMarker: boolean;
}

/** What the companion shows holds the page's marks in their order: what stands between them fills holes. */
function fillHoles(marks: readonly Mark[], { shown, endsApart }: ShownBetween): Filling | undefined {
  const characters = charactersOf(shown);
  const places = characters && placesOf(marks, characters);
  if (!places) return undefined;
  const fills: Fill[] = [];
  let isCertain = true;
  for (let slot = 0; slot <= marks.length; slot++) {
    const lost = characters.slice(slot === 0 ? 0 : places[slot - 1]! + 1, places[slot] ?? characters.length);
    if (lost.length === 0) continue;
    const isTemplate = lost.every(({ isOfTemplate }) => isOfTemplate);
    const text = lost.map(({ character }) => character).join("");
    if (!isTemplate && !isHole(marks, slot)) isCertain = false;
    else if (!/[\p{L}\p{N}]/u.test(text)) return undefined;
    else {
      if (text.length > longestAt(marks, slot) || !isBalanced(text)) isCertain = false;
      const parts = lost.flatMap(({ part, character, isApart }, index) => {
        const space = index > 0 && isApart ? " " : "";
        return { ...part, text: space + character };
      });
      fills.push({
        slot,
        parts: mergeParts(parts),
        isBehindMarker: lost[0]!.isBehindMarker,
        isApart: lost[0]!.isApart,
        endsApart: characters[places[slot] ?? characters.length]?.isApart ?? endsApart,
      });
    }
  }
  return fills.length > 0 ? { fills, basis: isCertain ? "hole" : "doubtful" } : undefined;
}

/** Undefined where a template is not known. */
function charactersOf(shown: readonly Shown[]): Character[] | undefined {
  const characters: Character[] = [];
  let isBehindMarker = false;
  for (const { kind, parts, isApart } of shown) {
    if (kind === "marker") isBehindMarker = true;
    if (!isFullyKnown({ parts })) return undefined;
    let isFirst = isApart;
    for (const part of parts) {
      for (const character of part.text) {
        if (/\s/.test(character)) isFirst = true;
        else {
          characters.push({ character, part, isApart: isFirst, isOfTemplate: kind === "template", isBehindMarker });
          isBehindMarker = false;
          isFirst = false;
        }
      }
    }
    // What a link to another language's page leaves: the words before it are the link's.
    if (kind === "template" && parts.length === 0) {
      for (
        let index = characters.length - 1;
        index >= 0 && /[\p{L}\p{N}·、]/u.test(characters[index]!.character);
        index--
      )
        characters[index] = { ...characters[index]!, isOfTemplate: true };
    }
  }
  return characters;
}

/** For each mark the index of the character that it is; undefined when one is missing. */
function placesOf(marks: readonly Mark[], characters: readonly Character[]): number[] | undefined {
  const isSame = (mark: number, at: number) => wide(marks[mark]!.character) === wide(characters[at]!.character);
  const most = Math.min(marks.length, characters.length);
  let head = 0;
  while (head < most && isSame(head, head)) head++;
  let tail = 0;
  while (tail < most - head && isSame(marks.length - 1 - tail, characters.length - 1 - tail)) tail++;
  const places: number[] = [];
  let at = 0;
  for (let mark = 0; mark < marks.length; mark++, at++) {
    if (mark >= marks.length - tail) at = characters.length - (marks.length - mark);
    else while (at < characters.length - tail && !isSame(mark, at)) at++;
    if (at >= characters.length || !isSame(mark, at)) return undefined;
    places.push(at);
  }
  return places;
}

/** Whether the page's punctuation tells that something is missing before a mark: `（）`, `（，`, `，）`, `了 ，`. */
function isHole(marks: readonly Mark[], slot: number): boolean {
  const before = marks[slot - 1]?.character ?? "";
  const mark = marks[slot];
  if (!mark) return false;
  const { character } = mark;
  const isClosed = CLOSING.includes(character);
  const isSeparated = SEPARATING.includes(character);
  if (before === "") return mark.isApart && (isSeparated || isClosed || character === "。");
  if (OPENING.includes(before)) return isClosed || isSeparated;
  return SEPARATING.includes(before) && (isClosed || isSeparated || character === "。");
}

function longestAt(marks: readonly Mark[], slot: number): number {
  const isInBrackets =
    OPENING.includes(marks[slot - 1]?.character ?? " ") && CLOSING.includes(marks[slot]?.character ?? " ");
  return isInBrackets ? LONGEST_IN_BRACKETS : LONGEST;
}

/** Whether every bracket of a text that closes is opened in it, and the other way round. */
function isBalanced(text: string): boolean {
  const open: number[] = [];
  for (const character of text) {
    if (OPENING.includes(character)) open.push(OPENING.indexOf(character));
    else if (CLOSING.includes(character) && open.pop() !== CLOSING.indexOf(character)) return false;
  }
  return open.length === 0;
}

/** A punctuation mark in full width. */
function wide(character: string): string {
  const index = "(),;:".indexOf(character);
  return index < 0 ? character : "（），；：".charAt(index);
}
