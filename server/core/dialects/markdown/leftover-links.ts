/** A wikilink that was not converted: `[[甲]]`, `\[\[甲|乙\]\]`. */
export interface LeftoverLink {
  /** As written, escapes included. */
  readonly title: string;
  /** Null when there is none. */
  readonly label: string | null;
  readonly end: number;
}

const LEFTOVER =
  /\\?\[\\?\[((?:[^[\]\\|{}<>]|\\[^[\]|]){1,200})(?:\\?\|((?:[^[\]\\|{}<>]|\\[^[\]|]){0,200}))?\\?\]\\?\](?!\(|\[[^[])/y;

const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** Two words or more that begin like a name. */
const isName = (title: string) => {
  const [first, ...words] = title.split(/[ _\r\n]+/);
  return /^[A-Z][a-z]+$/.test(first!) && words.length > 0 && words.every((word) => /^[\w.,'’()&-]{2,}$/.test(word));
};
const NAMESPACE = /^:?(?:File|Image|Category|Template|[a-z]{2,3}):/;
/** Notes between brackets, no titles. */
const NOTE = /^\s*(?:[注註附]?[注註釋释]\s*\d*|[來来]源[請请]求|[查證证求]+|原文如此|[缺待][頁页補补]?)\s*$/;
/** What stands before brackets that are spoken of, or that index something. */
const SPOKEN_OF = /(?:[寫写記记][作成為为]|[語语]法|[格形]式|輸入|输入|符[號号]|標記|标记)[:：]?$/;
const QUOTES = "「」『』“”‘’\"\"''";

/**
 * Reads a wikilink that was not converted at its first bracket, or at the backslash before it. Nested lists of numbers,
 * indices (`x[[1]]`), attributes of programs (`[[nodiscard]]`) and brackets that the text speaks of are none.
 */
export function readLeftoverLink(source: string, start: number, to: number): LeftoverLink | undefined {
  LEFTOVER.lastIndex = start;
  const match = LEFTOVER.exec(source);
  if (!match || start + match[0].length > to) return undefined;
  const [written, title, label] = match;
  const end = start + written.length;
  if (!isTitle(title!, label) || isSpokenOf(source, start, end)) return undefined;
  return { title: title!, label: label ?? null, end };
}

function isTitle(title: string, label: string | undefined): boolean {
  if (NOTE.test(title) || /^\s*["'$]/.test(title)) return false;
  if (EAST_ASIAN.test(title) || (label !== undefined && EAST_ASIAN.test(label))) return true;
  if (isName(title) || NAMESPACE.test(title)) return true;
  return label !== undefined && /^[A-Z][a-z]/.test(title) && /[A-Za-z]{2}/.test(label);
}

function isSpokenOf(source: string, start: number, end: number): boolean {
  const before = source.slice(Math.max(0, start - 4), start);
  const quote = before === "" ? -1 : QUOTES.indexOf(before.at(-1)!);
  if (quote >= 0 && quote % 2 === 0 && source.charAt(end) === QUOTES.charAt(quote + 1)) return true;
  // An index: `x[[name]]`. Behind a word, Chinese in the brackets is a link.
  if (/[\w$)\]]$/.test(before) && !EAST_ASIAN.test(source.slice(start, end))) return true;
  return SPOKEN_OF.test(before);
}

/** The code of a language before a title, as interlanguage links begin: `en:`, `zh-min-nan:`, `simple:`. */
export const LANGUAGE_PREFIX =
  /^(?!(?:arc|doi|iarc|ipa|irc|mos|mw|phab|rfc|tmp|tv|url|wp)(?:-[a-z]+)*:)(?:[a-z]{2,3}(?:-[a-z]{2,12}){0,2}|simple|tokipona):(?=[^\s:/])/;
