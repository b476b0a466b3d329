// The conversion markup of wikitext: `-{flags|rules}-`, and `{{NoteTA}}`, which stands for hidden rules. One reader for
// every dialect: they find the markup, this says what it means.

/** A variant as wikitext names it. */
export type WikiVariant = "zh" | "zh-hans" | "zh-hant" | "zh-cn" | "zh-sg" | "zh-my" | "zh-tw" | "zh-hk" | "zh-mo";

/** Words that say the same in different variants. */
export interface WordRule {
  /** `zh-cn:X; zh-tw:Y`, in the order written, white space around the words left out. */
  readonly words: ReadonlyMap<WikiVariant, string>;
  /** `X=>zh-cn:Y`: X becomes Y there; no word becomes X. */
  readonly oneWay: readonly OneWay[];
  /** The whole text, where it names no variant: a word that stays as it is. */
  readonly plain: string | undefined;
}

export interface OneWay {
  readonly from: string;
  readonly variant: WikiVariant;
  readonly to: string;
}

/**
 * What `-{…}-` does besides showing text:
 * - `add`: its rule holds from here on (`A`, `H`); `remove`: it holds no longer (`-`)
 * - `none`: nothing; also for a page's title (`T`), a list of the words (`D`), a variant's name (`N`)
 */
export type MarkupEffect = "add" | "remove" | "none";

export interface ConversionMarkup {
  readonly effect: MarkupEffect;
  /**
   * - `nothing`: readers see nothing of it (`H`, `T`, `-`)
   * - `word`: the word of their variant, or the text as it stands
   * - `other`: what only MediaWiki can tell (`D`, `N`, a text converted to variants that are named as flags)
   */
  readonly shows: "nothing" | "word" | "other";
  readonly rule: WordRule;
}

const VARIANTS: readonly WikiVariant[] = [
  "zh",
  "zh-hans",
  "zh-hant",
  "zh-cn",
  "zh-sg",
  "zh-my",
  "zh-tw",
  "zh-hk",
  "zh-mo",
];
const VARIANT = "zh(?:-(?:hans|hant|cn|sg|my|tw|hk|mo))?";
// A semicolon ends a word only before the next variant's name: entities and addresses hold some too.
const NEXT = new RegExp(`;(?=\\s*${VARIANT}\\s*:|[^;]*=>\\s*${VARIANT}\\s*:|\\s*$)`, "i");
/** Others mean nothing. */
const FLAGS = new Set(["A", "D", "H", "N", "R", "T", "-"]);
/** More than all flags there are. */
const LONGEST_FLAGS = 100;

/**
 * Reads one `-{…}-`.
 * @param markup from its first to its last character, the host format's escapes resolved
 * @returns undefined when it cannot be told: another one inside
 */
export function readConversionMarkup(markup: string): ConversionMarkup | undefined {
  const inner = markup.slice(2, -2);
  if (inner.includes("-{")) return undefined;
  const bar = inner.slice(0, LONGEST_FLAGS).indexOf("|");
  const written = inner
    .slice(0, Math.max(bar, 0))
    .split(";")
    .map((flag) => flag.trim());
  const flags = new Set(written.filter((flag) => FLAGS.has(flag)));
  const rule = readWordRule(inner.slice(bar + 1));
  // The order is MediaWiki's: R and N drown the others, and so does `-` the rest.
  if (flags.size === 0 && written.some((flag) => VARIANTS.includes(flag as WikiVariant))) {
    return { effect: "none", shows: "other", rule }; // converted to one of these
  }
  if (flags.has("R")) return { effect: "none", shows: "word", rule: plainRule(inner.slice(bar + 1)) };
  if (flags.has("N")) return { effect: "none", shows: "other", rule };
  if (flags.has("-")) return { effect: "remove", shows: "nothing", rule };
  if (flags.has("T") && flags.size === 1) return { effect: "none", shows: "nothing", rule };
  if (flags.has("H")) return { effect: "add", shows: "nothing", rule };
  const effect = flags.has("A") ? "add" : "none";
  if (flags.has("D")) return { effect, shows: "other", rule };
  return { effect, shows: "word", rule };
}

const plainRule = (text: string): WordRule => ({ words: new Map(), oneWay: [], plain: text.trim() });

/** Reads what stands behind the flags, or in a parameter of `{{NoteTA}}`. */
function readWordRule(body: string): WordRule {
  const words = new Map<WikiVariant, string>();
  const oneWay: OneWay[] = [];
  for (const part of body.split(NEXT)) {
    if (part.trim() === "") continue;
    const colon = part.indexOf(":");
    const head = part.slice(0, Math.max(colon, 0));
    const arrow = head.indexOf("=>");
    const name = head
      .slice(arrow < 0 ? 0 : arrow + 2)
      .trim()
      .toLowerCase();
    const variant = VARIANTS.find((known) => known === name);
    if (!variant) return plainRule(body); // one part that is no rule: none is
    const word = part.slice(colon + 1).trim();
    const from = head.slice(0, Math.max(arrow, 0)).trim();
    if (arrow < 0) words.set(variant, word);
    else if (from !== "") oneWay.push({ from, variant, to: word });
  }
  return { words, oneWay, plain: words.size + oneWay.length === 0 ? body.trim() : undefined };
}

const NOTE_TA = /^\{\{\s*(?:(?:template|模板|样板|樣板)\s*:\s*)?noteTA(?:-lite)?\s*(?=\||\}\})/i;
const PARAMETER = /^(?:[A-Za-z]{1,3}\d{0,3}|\d{1,3})$/;

/**
 * The rules of a `{{NoteTA}}`: its numbered parameters, named or not. Its title (`T`) shows elsewhere, what a group of
 * words (`G1`) holds is not on the page.
 * @param template from `{{` to `}}`, the host format's escapes resolved
 * @returns undefined when it is another template
 */
export function readNoteTA(template: string): readonly WordRule[] | undefined {
  const begin = NOTE_TA.exec(template);
  if (!begin) return undefined;
  const rules: WordRule[] = [];
  for (const parameter of parametersOf(template.slice(begin[0].length, -2))) {
    const equals = parameter.indexOf("=");
    const name = parameter[equals + 1] === ">" ? "" : parameter.slice(0, Math.max(equals, 0)).trim();
    const isNamed = PARAMETER.test(name);
    if (isNamed && !/^\d/.test(name)) continue;
    const rule = readWordRule(isNamed ? parameter.slice(equals + 1) : parameter);
    if (rule.plain !== "") rules.push(rule);
  }
  return rules;
}

/** What stands between the bars that belong to the template itself. */
function parametersOf(text: string): string[] {
  const parameters: string[] = [];
  let depth = 0;
  let start = -1;
  for (const { 0: mark, index } of text.matchAll(/\[\[|\]\]|\{\{|\}\}|-\{|\}-|\|/g)) {
    if (mark === "|") {
      if (depth > 0) continue;
      if (start >= 0) parameters.push(text.slice(start, index));
      start = index + 1;
    } else {
      depth = Math.max(0, depth + (/[[{]/.test(mark) ? 1 : -1));
    }
  }
  if (start >= 0) parameters.push(text.slice(start));
  return parameters;
}
