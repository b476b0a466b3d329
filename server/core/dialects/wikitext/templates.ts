import type { Template, TemplateParameter } from "../../model/article";
import type { Span } from "../../text/span";
import type { BraceFrame } from "./frames";

const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
/** What only pages that include this one have, and tags that do nothing here. */
const TRANSCLUDED = /<includeonly>[^<]*<\/includeonly>/gi;
const INCLUSION_TAG = /<\/?(?:noinclude|onlyinclude|includeonly)\s*\/?>/gi;
/**
 * Parser functions, in any letter case, and variables, in the case MediaWiki wants; it knows them in English and, for the
 * sort key, in Chinese. `#` opens every other function's name.
 */
const FUNCTION =
  /^(?:#|[!=]$|(?:DEFAULTSORT|DEFAULTSORTKEY|DEFAULTCATEGORYSORT|默认排序|默认排序关键字|默认分类排序|預設排序|DISPLAYTITLE|显示标题|顯示標題|LOCALURLE?|FULLURLE?|CANONICALURLE?|URLENCODE|ANCHORENCODE|NSE?|LC|LCFIRST|UC|UCFIRST|FORMATNUM|GRAMMAR|GENDER|PLURAL|BIDI|PADLEFT|PADRIGHT|INT|FILEPATH|ARTICLEPATH|PAGESINNS|PAGESINNAMESPACE|PAGESINCAT|PAGESINCATEGORY|PAGESIZE|PAGEID|NUMBERINGROUP|PROTECTIONLEVEL|PROTECTIONEXPIRY|CASCADINGSOURCES|SPECIALE?)(?:\s*:|$))/i;
const VARIABLE =
  /^(?:(?:FULL|SUB|BASE|ROOT|TALK|SUBJECT|ARTICLE)?PAGENAMEE?|(?:NAME|TALK|SUBJECT|ARTICLE)SPACEE?|NAMESPACENUMBER|(?:CURRENT|LOCAL)(?:YEAR|MONTH[12]?|MONTHNAME|MONTHNAMEGEN|MONTHABBREV|DAY2?|DAYNAME|DOW|TIME|HOUR|WEEK|TIMESTAMP|VERSION)|REVISION(?:ID|DAY2?|MONTH1?|YEAR|TIMESTAMP|USER|SIZE)|NUMBEROF(?:PAGES|ARTICLES|FILES|USERS|ACTIVEUSERS|ADMINS|EDITS)|SITENAME|SERVER|SERVERNAME|SCRIPTPATH|STYLEPATH|DIRMARK|DIRECTIONMARK|CONTENTLANG|CONTENTLANGUAGE|PAGELANGUAGE)(?:\s*:|$)/;
const PREFIX = /^(?:(?:safesubst|subst|msgnw|msg|raw)\s*:\s*)*(?::?\s*(?:template|t|模板|樣板|样板)\s*:\s*)?/i;

/** In UTF-16 units. Titles are much shorter, but comments may stand in a name. */
const LONGEST_NAME = 2000;

function isFunction(name: string): boolean {
  return FUNCTION.test(name) || VARIABLE.test(name);
}

/** The name of a template as it is looked up: see `Template.name`. */
export function templateName(written: string): string {
  if (/[{}<]/.test(written)) {
    if (written.length > LONGEST_NAME) return "";
    const bare = written.replace(COMMENT, "").replace(TRANSCLUDED, "").replace(INCLUSION_TAG, "");
    return /[{}<>]/.test(bare) ? "" : templateName(bare);
  }
  const name = written.trim();
  if (isFunction(name)) return name;
  const bare = name.replace(PREFIX, "");
  return /[_\s]/.test(bare) ? bare.replace(/[_\s]+/g, " ").trim() : bare;
}

/** Puts a template together whose closing braces have been found. */
export function readTemplate(text: string, frame: BraceFrame, start: number, end: number): Template {
  const inner = { start: start + 2, end: end - 2 };
  const { pipes, equals } = frame;
  const label = trimmed(text, inner.start, pipes[0] ?? inner.end);
  const name = templateName(text.slice(label.start, label.end));
  const parameters: TemplateParameter[] = [];
  let position = 0;
  for (let index = 0; index < pipes.length; index++) {
    const from = pipes[index]! + 1;
    const to = pipes[index + 1] ?? inner.end;
    const equal = equals[index]!;
    const written = equal < 0 ? null : trimmed(text, from, equal);
    parameters.push({
      start: from,
      end: to,
      name: written ? parameterName(text.slice(written.start, written.end)) : String(++position),
      label: written,
      value: trimmed(text, equal < 0 ? from : equal + 1, to),
    });
  }
  return { start, end, kind: isFunction(name) ? "function" : "template", name, label, parameters };
}

/** Returns a template with all offsets moved. */
export function moveTemplate(template: Template, by: number): Template {
  return {
    ...moved(template, by),
    label: moved(template.label, by),
    parameters: template.parameters.map((parameter) => ({
      ...moved(parameter, by),
      label: parameter.label && moved(parameter.label, by),
      value: moved(parameter.value, by),
    })),
  };
}

/** Moves a construct by a number of characters. */
export function moved<T extends Span>(span: T, by: number): T {
  return { ...span, start: span.start + by, end: span.end + by };
}

function parameterName(written: string): string {
  return (written.includes("<") ? written.replace(COMMENT, "") : written).trim();
}

/** A span without the white space at its ends. */
export function trimmed(text: string, start: number, end: number): Span {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return { start: from, end: to };
}

function isSpace(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 9 || unit === 13;
}

/** What a template is known to do, by its name in lower case. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ["reflist", ""],
  ["ref list", ""],
  ["references", ""],
  ["refs", ""],
  ["參考資料", ""],
  ["参考资料", ""],
  ["參考文獻", ""],
  ["参考文献", ""],
  ["notelist", "lower-alpha"],
  ["efn list", "lower-alpha"],
  ["notelist-ua", "upper-alpha"],
  ["notelist-ur", "upper-roman"],
  ["notelist-lr", "lower-roman"],
  ["notelist-lg", "lower-greek"],
  ["notefoot", "註"],
]);

/** Templates that make footnotes: from a list of sources, with another template's text. */
const HIDDEN =
  /^(?:rs|sfn\w*|sfnm|harvnb|efn(?:-\w+)?|refn|notetag|noteref|nsrefc?|ref label|note|snf|ran|shortened footnote|r-.*|ref-.*)$/i;

/** Whether a template makes footnotes that the page's text does not show. */
export function hidesFootnotes({ kind, name }: Template): boolean {
  return kind === "template" && HIDDEN.test(name);
}

/** The group that a template lists when it names no other; undefined when it is none that lists references. */
export function listedGroup({ kind, name }: Template): string | undefined {
  return kind === "template" ? LISTS.get(name.toLowerCase()) : undefined;
}

/** The value of a parameter, the last one of a name counts; undefined without it. */
export function parameterOf({ parameters }: Template, name: string): TemplateParameter | undefined {
  let found: TemplateParameter | undefined;
  for (const parameter of parameters) if (parameter.name === name) found = parameter;
  return found;
}

/** Templates whose parameters are names, numbers, other languages or somebody else's words. */
const NO_PROSE =
  /^(?:cit|cite|引用|引文|lang|link|le$|tsl|ill|internal|translink|r$|rp$|sfn|harv|ref|ruby|ja|nihongo|jpn|coord|url|flag|main|see|file|image|transl|notet|noteta|cgroup|地区词|math|code|syntax|webarchive|wayback|dead|official|imdb|isbn|doi|defaultsort|#(?!tag:ref|if|switch))/i;

/** Whether a template's values may be text of the page, by its name as it is written. */
export function mayHoldProse(written: string): boolean {
  return !NO_PROSE.test(written.trim());
}
