import { refAt, setAttribute, writtenAttribute } from "../../footnotes/tags";
import type { Article, RefTag, TagAttribute } from "../../model/article";
import { replace, type TextEdit } from "../../text/edit";
import { trimmedEnd } from "../../text/trim";
import type { Change, Rule } from "../rule";
import { flawsOf } from "./flaws";
import { holds, misreadBy } from "./slips";

const REMOVE_INVISIBLE = {
  en: "Remove the invisible character from the name",
  "zh-hans": "从名称中删除不可见字符",
  "zh-hant": "從名稱中刪除不可見字元",
};
const QUOTE = { en: "Put the name in quotation marks", "zh-hans": "给名称加上引号", "zh-hant": "為名稱加上引號" };

/** What stands for a quotation mark and is none. */
const WRONG = /[“”„‟″＂‘’′]/;
const LEADING_QUOTES = /^[“”„‟″＂‘’′"']+/;
const TRAILING_QUOTE = /[“”„‟″＂‘’′"']$/;
const ATTRIBUTES = ["name", "group", "follow", "extends"];
const KNOWN = [...ATTRIBUTES, "dir", "details"];
/** In UTF-16 units. */
const LONGEST_NAME = 200;
/** Characters without width: direction marks, joiners, soft hyphens. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const INVISIBLE_ONE = new RegExp(INVISIBLE.source);

/** A name whose quotation marks are missing, wrong, or not closed. */
export const nameQuotes: Rule = {
  id: "footnote/name-quotes",
  summary: {
    en: "The quotation marks of a footnote's name are missing, wrong, or not closed.",
    "zh-hans": "脚注名称的引号缺失、有误或未闭合。",
    "zh-hant": "註腳名稱的引號缺失、有誤或未閉合。",
  },
  why: {
    en: "MediaWiki reads the name up to the first space, or up to some later quotation mark: the footnote gets another name than its author meant, or an error.",
    "zh-hans": "维基软件会把名称读到第一个空格，或读到后面的某个引号为止：名称与原意不同，甚至报错。",
    "zh-hant": "維基軟體會把名稱讀到第一個空格，或讀到後面的某個引號為止：名稱與原意不同，甚至報錯。",
  },
  severity: "error",
  dialects: ["wikitext"],
  messages: {
    quotes: {
      en: "MediaWiki reads the {attribute} here as “{value}”. Put it in straight quotation marks.",
      "zh-hans": "维基软件在这里读到的 {attribute} 是“{value}”。请用直引号括起来。",
      "zh-hant": "維基軟體在這裡讀到的 {attribute} 是「{value}」。請用直引號括起來。",
    },
    nameless: {
      en: "MediaWiki reads no name here: write `name=` before it, and straight quotation marks around it.",
      "zh-hans": "维基软件在这里读不到名称。请在名称前写上 `name=`，并用直引号括起来。",
      "zh-hant": "維基軟體在這裡讀不到名稱。請在名稱前寫上 `name=`，並用直引號括起來。",
    },
    invisible: {
      en: "An invisible character ({code}) makes this another name than the one that is meant. Remove it.",
      "zh-hans": "不可见字符（{code}）使此名称与另一处的名称不同。请将其删除。",
      "zh-hant": "不可見字元（{code}）使此名稱與另一處的名稱不同。請將其刪除。",
    },
  },
  examples: [
    {
      title: "a name with a space, without quotation marks",
      dialect: "wikitext",
      source: "此橋建於明代⟦<ref name=古橋 考>⟧王五，《古橋考》</ref>。\n",
      fixed: '此橋建於明代<ref name="古橋 考">王五，《古橋考》</ref>。\n',
    },
    {
      title: "typographic quotation marks",
      dialect: "wikitext",
      source: "此橋建於明代⟦<ref name=“縣志”>⟧縣志，卷三</ref>。\n",
      fixed: '此橋建於明代<ref name="縣志">縣志，卷三</ref>。\n',
    },
    {
      title: "a quotation mark that is not closed",
      dialect: "wikitext",
      source: '此橋建於明代<ref name="志">縣志</ref>，今存⟦<ref name="志 />⟧。\n',
      fixed: '此橋建於明代<ref name="志">縣志</ref>，今存<ref name="志" />。\n',
    },
    {
      title: "one that is closed by the next attribute's",
      dialect: "wikitext",
      source: '此橋建於明代⟦<ref name="志 group="注" />⟧。\n',
      fixed: '此橋建於明代<ref name="志" group="注" />。\n',
    },
    {
      title: "words without quotation marks, with a slash",
      dialect: "wikitext",
      source: "此橋建於明代⟦<ref name=Old Bridge/Survey>⟧縣志，卷三</ref>。\n",
      fixed: '此橋建於明代<ref name="Old Bridge/Survey">縣志，卷三</ref>。\n',
    },
    {
      title: "an apostrophe between apostrophes",
      dialect: "wikitext",
      source: "此橋建於明代⟦<ref name='O'Hara'>⟧縣志，卷三</ref>。\n",
      fixed: '此橋建於明代<ref name="O\'Hara">縣志，卷三</ref>。\n',
    },
    {
      title: "the first quotation mark is missing; one of each sort",
      dialect: "wikitext",
      source:
        "此橋建於明代⟦<ref name=縣志\">⟧卷三</ref>，今存⟦<ref name=\"名錄'>⟧一</ref>⟦<ref name=''方志''>⟧二</ref>。\n",
      fixed: "此橋建於明代<ref name=\"縣志\">卷三</ref>，今存<ref name=\"名錄'>一</ref><ref name=''方志''>二</ref>。\n",
    },
    {
      title: "a name without its attribute",
      dialect: "wikitext",
      source: '此橋建於明代<ref name="志">縣志</ref>，今存⟦<ref "志" />⟧，又⟦<ref name"志" />⟧。\n',
      fixed: '此橋建於明代<ref name="志">縣志</ref>，今存<ref name="志" />，又<ref name"志" />。\n',
    },
    {
      title: "an invisible character in one of two names",
      dialect: "wikitext",
      source: '此橋建於明代⟦<ref name="志\u200e">⟧縣志</ref>，今存<ref name="志" />。\n',
      fixed: '此橋建於明代<ref name="志">縣志</ref>，今存<ref name="志" />。\n',
    },
    {
      title: "an invisible character in both: one name",
      dialect: "wikitext",
      source:
        '此橋建於明代<ref name="志\u200e">縣志</ref>，今存<ref name="志\u200e" />，又<ref name="志">方志</ref>。\n',
    },
    {
      title: "names without quotation marks and spaces, quotation marks inside a name",
      dialect: "wikitext",
      source:
        '此橋建於明代<ref name=縣志/><ref name=a_b group=注 /><ref name=\'a b\' /><ref name="《古橋考》" /><ref name="“古”橋">一</ref>。\n',
    },
  ],
  checkBlock({ block: { content } }, report) {
    const misread = misreadBy(content.tagSlips);
    for (const ref of content.refs) {
      if (holds(misread, ref.start)) continue;
      const fault = ref.form === "tag" ? faultIn(content.text, ref) : undefined;
      if (!fault) continue;
      const { attribute, value } = fault;
      // MediaWiki shows an error only where words of the name became attributes, or nothing is left.
      const isError = ref.attributes.some(({ name }) => !KNOWN.includes(name)) || (value === "" && ref.body === null);
      const options = isError ? {} : { severity: "warning" as const };
      if (value === "") report(ref.open, "nameless", options);
      else report(ref.open, "quotes", { args: { attribute, value }, ...options });
    }
  },
  checkArticle({ article }, report) {
    for (const { ref } of hiddenNames(article)) {
      const character = INVISIBLE_ONE.exec(ref.name)?.[0] ?? "";
      const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
      report(ref.open, "invisible", { args: { code: `U+${code}` }, severity: "warning" });
    }
  },
  fixes(finding, { article }) {
    const ref = article.refs[refAt(article, finding.start)];
    const fault = ref && faultIn(article.text, ref);
    if (ref && !fault && INVISIBLE_ONE.test(ref.name)) return [withoutInvisible(article, ref)];
    return fault ? [{ title: { texts: QUOTE }, safety: "review", edits: [fault.edit], preferred: true }] : [];
  },
};

/** Whether what is wrong with a footnote's attributes are the quotation marks of one. */
export function isQuoteFault(text: string, ref: RefTag): boolean {
  return faultIn(text, ref) !== undefined;
}

/** The name a footnote would have without its fault; undefined when it has none. */
export function intendedName(text: string, ref: RefTag): string | undefined {
  const fault = ref.form === "tag" ? faultIn(text, ref) : undefined;
  return fault?.attribute === "name" ? fault.wanted : undefined;
}

interface Fault {
  readonly attribute: string;
  /** What MediaWiki reads. */
  readonly value: string;
  readonly wanted: string;
  readonly edit: TextEdit;
}

function faultIn(text: string, ref: RefTag): Fault | undefined {
  const { attributes, open, body } = ref;
  // Where the attributes end: before `>` or `/>`.
  const end = open.end - (body === null && text[open.end - 2] === "/" ? 2 : 1);
  for (let index = 0; index < attributes.length; index++) {
    const attribute = attributes[index]!;
    if (!ATTRIBUTES.includes(attribute.name) || isSoundlyQuoted(text, attribute)) continue;
    const { name, value, start } = attribute;
    const next = attributes.slice(index + 1).find((other) => KNOWN.includes(other.name) && isWhole(text, other));
    const repair =
      attribute.quote === ""
        ? repairOfBare(text, attribute, next?.start ?? end)
        : repairOfQuoted(text, attribute, next?.start ?? end, end);
    if (!repair) continue;
    const { upTo, wanted, rest = "" } = repair;
    const edit = replace(text, { start, end: upTo }, writtenAttribute(name, wanted) + rest);
    return { attribute: name, value, wanted, edit };
  }
  return nameless(text, ref, end);
}

/** How a value is to be written: what is replaced from the attribute's start on, and what stands behind the value then. */
interface Repair {
  readonly upTo: number;
  readonly wanted: string;
  readonly rest?: string;
}

/** Whether an attribute ends with its quote before a blank, `/` or `>`, as nearly all do: nothing is wrong with it then. */
function isSoundlyQuoted(text: string, { content, end, quote }: TagAttribute): boolean {
  if (quote === "" || content.end === end) return false;
  const last = text.charCodeAt(content.end - 1);
  const behind = text.charCodeAt(end);
  // `name="甲 group="` has swallowed the next attribute.
  if (last <= SPACE || last === EQUALS) return false;
  return behind === SPACE || behind === SLASH || behind === GREATER;
}

const SPACE = 32;
const SLASH = 47;
const EQUALS = 61;
const GREATER = 62;

/** A value without quotation marks. @param end where it may reach to */
function repairOfBare(text: string, { content }: TagAttribute, end: number): Repair | undefined {
  const written = text.slice(content.start, content.end);
  const wanted = text.slice(content.start, end).trim();
  const upTo = content.start + wanted.length;
  const bare = trimmedEnd(wanted.replace(LEADING_QUOTES, ""), TRAILING_QUOTE).trim();
  if (bare === "" || bare === wanted) {
    const isLonger = /[\p{L}\p{N}]/u.test(wanted.slice(written.length));
    return isLonger && !/["'=<>]|\/$/.test(wanted) ? { upTo, wanted } : undefined;
  }
  if (/["=<>]/.test(bare)) return undefined;
  if (WRONG.test(wanted[0]!)) return { upTo, wanted: bare };
  // `name=甲"`: the first quotation mark is missing. An apostrophe may well end a name.
  const isAtEnd = wanted.endsWith('"') && wanted.indexOf('"') === wanted.length - 1;
  return isAtEnd ? { upTo, wanted: bare } : undefined;
}

/**
 * A value in quotation marks, of which one is missing, wrong, or within the value.
 * @param end where it may reach to
 * @param tagEnd where the attributes end
 */
function repairOfQuoted(text: string, attribute: TagAttribute, end: number, tagEnd: number): Repair | undefined {
  const { content, quote } = attribute;
  const written = text.slice(content.start, content.end);
  // The quotation mark that closes it is missing, or is the one that opens the next attribute's value.
  if (content.end === attribute.end && content.end === tagEnd) {
    const wanted = trimmedEnd(written.trim(), TRAILING_QUOTE).trim();
    return wanted === "" ? undefined : { upTo: tagEnd, wanted, rest: /\s$/.test(written) ? " " : "" };
  }
  const swallowed = /^(.*\S)\s+(name|group|follow|extends)\s*=\s*$/i.exec(written);
  if (swallowed) {
    const rest = /^([^"'>/]*)["']?/.exec(text.slice(attribute.end, tagEnd))!;
    const other = writtenAttribute(swallowed[2]!.toLowerCase(), rest[1]!.trim());
    return { upTo: attribute.end + rest[0].length, wanted: swallowed[1]!.trim(), rest: ` ${other}` };
  }
  // `name='O'Hara'`: a quotation mark within the value.
  const behind = text.slice(attribute.end, end).trimEnd();
  if (behind === "" || /^[\s/]/.test(behind) || !TRAILING_QUOTE.test(behind)) return undefined;
  const wanted = trimmedEnd(`${written}${quote}${behind}`.replace(LEADING_QUOTES, ""), TRAILING_QUOTE).trim();
  return wanted === "" || /[=<>]/.test(wanted) ? undefined : { upTo: attribute.end + behind.length, wanted };
}

/** `<ref "甲" />`, `<ref name"甲" />`: a name without `name=`. */
function nameless(text: string, { open, attributes }: RefTag, end: number): Fault | undefined {
  if (open.end - open.start <= "<ref/>".length) return undefined;
  if (attributes.some(({ name, value }) => KNOWN.includes(name) && value !== "")) return undefined;
  const from = open.start + "<ref".length;
  if (end - from > LONGEST_NAME) return undefined;
  const found = /^(\s+)(?:name)?\s?[=:]?\s?["'“”„‟″‘’′]{1,2}([^"'“”„‟″‘’′<>=]+)["'“”„‟″‘’′]{1,2}(?=\s*$)/i.exec(
    text.slice(from, end),
  );
  const wanted = found?.[2]?.trim();
  if (!found || !wanted) return undefined;
  const span = { start: from + found[1]!.length, end: from + found[0].length };
  return { attribute: "name", value: "", wanted, edit: replace(text, span, writtenAttribute("name", wanted)) };
}

/** Whether an attribute has a value: a lone word behind a name belongs to the name. */
function isWhole(text: string, { start, end }: { start: number; end: number }): boolean {
  return text.slice(start, end).includes("=");
}

// Characters that nobody sees

/** A use that finds no definition because an invisible character stands in one of the two names. */
interface Hidden {
  /** The footnote whose name holds the character. */
  readonly ref: RefTag;
  /** The name of the use that is not defined. */
  readonly undefined: string;
}

function hiddenNames(article: Article): Hidden[] {
  const flaws = flawsOf(article, "no-text");
  if (flaws.length === 0) return [];
  const defined = new Map<string, RefTag>();
  for (const ref of article.refs) {
    const name = ref.name.replace(INVISIBLE, "");
    if (ref.body !== null && ref.name !== "" && (name !== ref.name || !defined.has(name))) defined.set(name, ref);
  }
  return flaws.flatMap(({ name, ref }): Hidden[] => {
    const use = article.refs[ref!]!;
    const visible = name.replace(INVISIBLE, "");
    const definition = defined.get(visible);
    if (!definition || definition.name === name || use.form !== "tag") return [];
    return [{ ref: visible === name ? definition : use, undefined: name }];
  });
}

/** Names of uses that are undefined because of an invisible character. */
export function hiddenlyUndefined(article: Article): ReadonlySet<string> {
  return new Set(hiddenNames(article).map((hidden) => hidden.undefined));
}

function withoutInvisible(article: Article, ref: RefTag): Change {
  const edits = article.refs
    .filter(({ name, form }) => name === ref.name && form === "tag")
    .map((other) => setAttribute(article.text, other, "name", other.name.replace(INVISIBLE, "")));
  return { title: { texts: REMOVE_INVISIBLE }, safety: "review", edits, preferred: true };
}
