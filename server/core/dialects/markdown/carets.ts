import type { BrokenMarker } from "../../model/article";

/** The form in which GFM compares footnote labels: without regard to letter case. */
export function labelKey(label: string): string {
  // Nearly all labels are numbers, and every fix compares all of them.
  for (let index = 0; index < label.length; index++) {
    const unit = label.charCodeAt(index);
    if (unit < 48 || unit > 57) return label.toLowerCase().toUpperCase();
  }
  return label;
}

const BROKEN_CARET =
  /(?:\\?\[|[［【])[ \t\u3000]*[\^＾][ \t\u3000]*([^\s[\]［］【】\\^＾]{1,64})[ \t\u3000]*(?:\\?\]|[］】])(?!\()/y;
const BROKEN_COLON = /[ \t]*[:：]/y;
/** How far a line may be indented before its first character, marks of quotes and lists included. */
const LONGEST_INDENT = 40;
const LINE_OPENING = /^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)?[ \t>]*$/;

/**
 * Reads a damaged `[^12]` or `[^12]:` at an offset: `【^12】`, `［^12］`, `[^ 12]`, `\[^12\]`, `[^12]：`, `[^12] :`.
 * Whether the page means a footnote by it depends on what it defines and cites.
 * @param isProper whether `[^12]` itself is read: then only what follows can be damaged
 */
export function readBrokenCaret(
  source: string,
  start: number,
  to: number,
  isProper: boolean,
): BrokenMarker | undefined {
  BROKEN_CARET.lastIndex = start;
  const match = BROKEN_CARET.exec(source);
  if (!match) return undefined;
  const close = start + match[0].length;
  const label = /^[０-９]+$/.test(match[1]!) ? match[1]!.normalize("NFKC") : match[1]!;
  BROKEN_COLON.lastIndex = close;
  const colon = beginsLine(source, start) ? BROKEN_COLON.exec(source) : null;
  const end = close + (colon?.[0].length ?? 0);
  if (end > to || (isProper && (colon === null || colon[0] === ":"))) return undefined;
  const number = /^\d{1,9}$/.test(label) ? Number(label) : null;
  const flaw = colon ? "definition" : flawOf(match[0]);
  return { start, end, form: "caret", label, number, flaw };
}

function flawOf(written: string): BrokenMarker["flaw"] {
  if (/[［］【】＾０-９]/.test(written)) return "fullwidth";
  return written.includes("\\") ? "escape" : "space";
}

function beginsLine(source: string, offset: number): boolean {
  const before = source.slice(Math.max(0, offset - LONGEST_INDENT), offset);
  return LINE_OPENING.test(before.slice(before.lastIndexOf("\n") + 1));
}

/** What looks like a footnote's marker and has no definition, with the characters around it. */
interface UndefinedCaret {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** `fn1`, `note-2`, `註3`, `wang2010`: a name that counts. */
const NUMBERED = /^(?:\p{Script=Han}|\p{L}{2})\p{L}{0,30}[-_:.]?\d{1,8}$/u;
/** What occurs in a character class of a regular expression, and in no name. */
const CLASS_CHARACTERS = /[\\/<>"'`,;?#&=(){}|*+$%@!~]/;
const CLASS_RANGES = /(?:^|[^A-Za-z])a-[fz](?![a-z])|A-[FZ](?![A-Z])|0-9|^(?:.-.)+.?$/u;
const WORD = /[\p{L}\p{N}]/u;

/**
 * Decides what a `[^label]` without definition is: a footnote whose definition is gone, or the negated character class of
 * a regular expression, which GFM shows as it is written. Numbers are footnotes; names are when the page has others.
 *
 * @param names keys of the labels that the page defines, or writes as if it defined them (in a comment, in code)
 * @param isNumbered whether some marker of the page has a number
 */
export function isCharacterClass(
  { label, before, after }: UndefinedCaret,
  names: ReadonlySet<string>,
  isNumbered: boolean,
): boolean {
  if (names.has(labelKey(label))) return false;
  const isQuantified = after === "+" || after === "{";
  if (/^\d+$/.test(label) || NUMBERED.test(label)) return isQuantified && names.size === 0 && !WORD.test(before);
  if (isQuantified || CLASS_CHARACTERS.test(label) || CLASS_RANGES.test(label) || !WORD.test(label)) return true;
  if (isAlphabetic(label)) return true;
  // Where all footnotes are numbers, what is set apart by a space is no footnote with a name.
  if (/\s/.test(before) && ![...names].some((name) => !/^\d+$/.test(name))) return true;
  if (label.length === 1) return ![...names].some((name) => name.length === 1);
  return names.size === 0 && !isNumbered;
}

/** `abc`, `xyz`, `aeiou`: letters listed, no word. */
function isAlphabetic(label: string): boolean {
  if (!/^[a-z]{2,}$|^[A-Z]{2,}$/.test(label)) return false;
  if (/^[aeiou]+$/i.test(label)) return true;
  for (let index = 1; index < label.length; index++) {
    if (label.charCodeAt(index) !== label.charCodeAt(index - 1) + 1) return false;
  }
  return true;
}

/** Keys of the labels that a text writes as definitions, wherever they stand. */
export function writtenDefinitions(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(/\[\^([^\]\s[^]{1,64})\][ \t]?[:：]/g), ([, label]) => labelKey(label!)));
}
