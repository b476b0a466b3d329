import { refAt, writtenAttribute } from "../../footnotes/tags";
import type { RefTag } from "../../model/article";
import { replace, type TextEdit } from "../../text/edit";
import type { Rule } from "../rule";

const QUOTE = { en: "Put the name in quotation marks", "zh-hans": "给名称加上引号", "zh-hant": "為名稱加上引號" };

/** What stands for a quotation mark and is none. */
const WRONG = /[“”„‟″＂‘’′]/;
const ATTRIBUTES = ["name", "group", "follow", "extends"];

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
  severity: "warning",
  dialects: ["wikitext"],
  messages: {
    quotes: {
      en: "MediaWiki reads the {attribute} here as “{value}”. Put it in straight quotation marks.",
      "zh-hans": "维基软件在这里读到的 {attribute} 是“{value}”。请用直引号括起来。",
      "zh-hant": "維基軟體在這裡讀到的 {attribute} 是「{value}」。請用直引號括起來。",
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
      title: "names without quotation marks and spaces, quotation marks inside a name",
      dialect: "wikitext",
      source:
        '此橋建於明代<ref name=縣志/><ref name=a_b group=注 /><ref name=\'a b\' /><ref name="《古橋考》" /><ref name="“古”橋">一</ref>。\n',
    },
  ],
  checkBlock({ block: { content } }, report) {
    for (const ref of content.refs) {
      if (content.tagSlips.some(({ scope }) => scope.start <= ref.start && ref.start < scope.end)) continue;
      const fault = ref.form === "tag" ? faultIn(content.text, ref) : undefined;
      if (fault) report(ref.open, "quotes", { args: { attribute: fault.attribute, value: fault.value } });
    }
  },
  fixes(finding, { article }) {
    const ref = article.refs[refAt(article, finding.start)];
    const fault = ref && faultIn(article.text, ref);
    return fault ? [{ title: { texts: QUOTE }, safety: "review", edits: [fault.edit], preferred: true }] : [];
  },
};

/** Whether what is wrong with a footnote's attributes are the quotation marks of one. */
export function isQuoteFault(text: string, ref: RefTag): boolean {
  return faultIn(text, ref) !== undefined;
}

interface Fault {
  readonly attribute: string;
  /** What MediaWiki reads. */
  readonly value: string;
  readonly edit: TextEdit;
}

function faultIn(text: string, ref: RefTag): Fault | undefined {
  const { attributes, open, body } = ref;
  // Where the attributes end: before `>` or `/>`.
  const end = open.end - (body === null && text[open.end - 2] === "/" ? 2 : 1);
  for (let index = 0; index < attributes.length; index++) {
    const attribute = attributes[index]!;
    if (!ATTRIBUTES.includes(attribute.name)) continue;
    const { name, value, content, quote } = attribute;
    const fix = (upTo: number, wanted: string, rest = ""): Fault => {
      const span = { start: attribute.start, end: upTo };
      return { attribute: name, value, edit: replace(text, span, writtenAttribute(name, wanted) + rest) };
    };
    const written = text.slice(content.start, content.end);
    if (quote === "") {
      const next = attributes[index + 1];
      const stretch = text.slice(content.start, next && isWhole(text, next) ? next.start : end);
      const wanted = stretch.trim();
      const stray = attributes
        .slice(index + 1)
        .some((other) => !isWhole(text, other) && other.end <= content.start + stretch.length);
      if (WRONG.test(written[0] ?? "") || WRONG.test(wanted.at(-1) ?? "")) {
        const bare = wanted.replace(/^[“”„‟″＂‘’′]|[“”„‟″＂‘’′"']$/g, "").trim();
        if (bare !== "" && WRONG.test(written[0]!)) return fix(content.start + wanted.length, bare);
      } else if (stray && wanted !== written && !/["'=/]/.test(wanted)) {
        return fix(content.start + wanted.length, wanted);
      }
      continue;
    }
    // The quotation mark that closes it is missing, or is the one that opens the next attribute's value.
    const isClosed = content.end < attribute.end;
    if (!isClosed && content.end === end) return fix(end, written.trim(), /\s$/.test(written) ? " " : "");
    const swallowed = /^(.*\S)\s+(name|group|follow|extends)\s*=\s*$/i.exec(written);
    if (swallowed) {
      const rest = /^([^"'>/]*)["']?/.exec(text.slice(attribute.end, end))!;
      const upTo = attribute.end + rest[0].length;
      return fix(upTo, swallowed[1]!.trim(), ` ${writtenAttribute(swallowed[2]!.toLowerCase(), rest[1]!.trim())}`);
    }
  }
  return undefined;
}

/** Whether an attribute has a value: a lone word behind a name belongs to the name. */
function isWhole(text: string, { start, end }: { start: number; end: number }): boolean {
  return text.slice(start, end).includes("=");
}
