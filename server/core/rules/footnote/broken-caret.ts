import { labelKey } from "../../dialects/markdown/carets";
import type { Article, BrokenMarker, Marker, Reference } from "../../model/article";
import { replace } from "../../text/edit";
import { once } from "../../text/memo";
import { firstEndingAfter } from "../../text/span";
import type { Change, Example, Finding, Report } from "../rule";

// The half of footnote/broken-marker that knows `[^12]` and `[^12]:`.

export const MESSAGES = {
  html: {
    en: "Markdown is not read inside an HTML block: [^{label}] shows as it is written. Put a blank line around the text, or write it outside the HTML.",
    "zh-hans": "HTML 块内不按 Markdown 处理，[^{label}] 会原样显示。请在文字前后加空行，或把它移到 HTML 之外。",
    "zh-hant": "HTML 區塊內不按 Markdown 處理，[^{label}] 會原樣顯示。請在文字前後加空行，或把它移到 HTML 之外。",
  },
  definition: {
    en: "This does not define footnote {label}: a definition is written “[^{label}]: ”, with half-width brackets and colon and nothing between them.",
    "zh-hans": "这样写不能定义脚注 {label}：定义应写作“[^{label}]: ”，方括号与冒号都用半角，两者之间不留空格。",
    "zh-hant": "這樣寫不能定義註腳 {label}：定義應寫作「[^{label}]: 」，方括號與冒號都用半形，兩者之間不留空格。",
  },
  backslash: {
    en: "Footnote marker {label} has backslashes before its brackets and shows as text.",
    "zh-hans": "脚注标记 {label} 的方括号前有反斜线，会显示为文字。",
    "zh-hant": "註腳標記 {label} 的方括號前有反斜線，會顯示為文字。",
  },
  bracket: {
    en: "Footnote marker {label} is written with full-width characters.",
    "zh-hans": "脚注标记 {label} 用了全角字符。",
    "zh-hant": "註腳標記 {label} 用了全形字元。",
  },
} as const;

const MARKER = {
  en: "Make it the marker [^{label}]",
  "zh-hans": "改为脚注标记 [^{label}]",
  "zh-hant": "改為註腳標記 [^{label}]",
};
const DEFINITION = {
  en: "Make it the definition of footnote {label}",
  "zh-hans": "改为脚注 {label} 的定义",
  "zh-hant": "改為註腳 {label} 的定義",
};

export const EXAMPLES: readonly Example[] = [
  {
    title: "a definition with a full-width colon",
    source: "此橋建於明代[^1]，清代重修[^2]。\n\n⟦[^1]：⟧王五，《古橋考》\n\n[^2]: 縣志，卷三\n",
    fixed: "此橋建於明代[^1]，清代重修[^2]。\n\n[^1]: 王五，《古橋考》\n\n[^2]: 縣志，卷三\n",
  },
  {
    title: "definitions in full width, with a space, and with backslashes, none of them right",
    source: "此橋[^1]建於[^a]明代[^3]。\n\n⟦［^1］：⟧王五\n⟦[^a] :⟧ 縣志\n⟦\\[^3\\]:⟧ 名錄\n",
    fixed: "此橋[^1]建於[^a]明代[^3]。\n\n[^1]: 王五\n[^a] : 縣志\n\\[^3\\]: 名錄\n",
    internal: true,
  },
  {
    title: "Chinese brackets, full-width ones, a space, backslashes, a full-width caret",
    source:
      "此橋⟦【^1】⟧建⟦［^2］⟧於⟦[^ 3]⟧明⟦\\[^4\\]⟧代⟦[＾5]⟧。\n\n[^1]: 甲\n[^2]: 乙\n[^3]: 丙\n[^4]: 丁\n[^5]: 戊\n",
    fixed: "此橋[^1]建［^2］於[^ 3]明\\[^4\\]代[＾5]。\n\n[^1]: 甲\n[^2]: 乙\n[^3]: 丙\n[^4]: 丁\n[^5]: 戊\n",
  },
  {
    title: "a marker in an HTML block",
    source: "<div>\n此橋建於明代⟦[^1]⟧。\n</div>\n\n清代重修[^2]。\n\n[^1]: 王五，《古橋考》\n[^2]: 縣志，卷三\n",
  },
  {
    title:
      "what only looks like them: a character class, a formula, a marker and a colon at a line's start, HTML that asks for Markdown",
    source:
      '此橋[^1]見於[^2]。\n\n[^1]：此式取[^ a-z]，又【^甲】，\\[^n\\]。\n\n<div markdown="1">\n重修[^2]。\n</div>\n\n[^1]: 王五\n[^2]: 縣志\n',
  },
];

/** Reports the damaged markers and definitions of a page's `[^label]` footnotes. */
export function checkCarets(article: Article, report: Report): void {
  for (const broken of meant(article)) {
    report(broken, messageOf(broken), { args: { label: broken.label, number: broken.label } });
  }
}

function messageOf({ flaw }: BrokenMarker): keyof typeof MESSAGES | "space" {
  if (flaw === "html" || flaw === "definition" || flaw === "space") return flaw;
  return flaw === "fullwidth" ? "bracket" : "backslash";
}

/** Of one label: its damaged markers and definitions, how many of them are definitions, and the first of those. */
interface Alike {
  count: number;
  defining: number;
  first: BrokenMarker | undefined;
}

const caretsOf = once((article: Article) => {
  const byKey = new Map<string, Alike>();
  const byStart = new Map<number, BrokenMarker>();
  for (const broken of meant(article)) {
    const key = labelKey(broken.label);
    const alike = byKey.get(key) ?? { count: 0, defining: 0, first: undefined };
    byKey.set(key, alike);
    alike.count++;
    if (broken.flaw === "definition") {
      alike.defining++;
      alike.first ??= broken;
    }
    if (!byStart.has(broken.start)) byStart.set(broken.start, broken);
  }
  const citing = new Map<string, { count: number; start: number }>();
  for (const { label, start } of article.markers) {
    const key = labelKey(label);
    const known = citing.get(key);
    if (known) known.count++;
    else citing.set(key, { count: 1, start });
  }
  const defined = new Set(definitions(article).map(({ name }) => labelKey(name)));
  return { byStart, byKey, defined, citing };
});

/** Repairs one of them. */
export function fixCaret(article: Article, finding: Finding): readonly Change[] {
  const { byStart, byKey, defined, citing } = caretsOf(article);
  const broken = byStart.get(finding.start);
  if (!broken || broken.flaw === "html") return [];
  const { label, flaw } = broken;
  const key = labelKey(label);
  const { count, defining, first } = byKey.get(key)!;
  const isDefinition = flaw === "definition";
  if (isDefinition && first !== broken) return [];
  const markers = citing.get(key);
  const isCited = markers !== undefined && (markers.count > 1 || markers.start !== broken.start);
  // One definition and one marker belong together. Not safe: a definition that comes to life takes its text out of the page.
  const certain = isDefinition
    ? defining === 1 && (isCited || count > 1)
    : count - defining === 1 && defining + (defined.has(key) ? 1 : 0) === 1 && !isCited;
  const { text } = article;
  const space = /^[ \t]*/.exec(text.slice(broken.end, broken.end + 200))![0].length;
  const edit = isDefinition
    ? replace(text, { start: broken.start, end: broken.end + space }, `[^${label}]: `)
    : replace(text, broken, `[^${label}]`);
  const title = { texts: isDefinition ? DEFINITION : MARKER, args: { label } };
  return [{ title, safety: "review", edits: [edit], preferred: certain }];
}

/** The keys of the labels that nothing defines but a damaged definition. */
export function brokenDefinitions(article: Article): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { label, flaw } of meant(article)) if (flaw === "definition") keys.add(labelKey(label));
  return keys;
}

/** Whether a marker's definition is only damaged: repaired, it defines the marker. */
export function isDefinedBadly({ form, label }: Marker, broken: ReadonlySet<string>): boolean {
  return form === "caret" && broken.size > 0 && broken.has(labelKey(label));
}

/** Those that the page means: it defines what the marker names, or cites what the definition names. */
function meant(article: Article): readonly BrokenMarker[] {
  const carets = article.brokenMarkers.filter(({ form }) => form === "caret");
  if (carets.length === 0) return carets;
  const defined = new Set(definitions(article).map(({ name }) => labelKey(name)));
  const isOpen = ({ label, flaw }: BrokenMarker) => flaw === "definition" && !defined.has(labelKey(label));
  const opened = new Set(carets.filter(isOpen).map(({ start }) => start));
  const cited = new Set<string>();
  for (const { start, label, form } of article.markers) {
    if (form === "caret" && !opened.has(start)) cited.add(labelKey(label));
  }
  for (const { label, flaw } of carets) if (flaw !== "definition") cited.add(labelKey(label));
  const definedBadly = new Set<string>();
  for (const broken of carets) {
    const key = labelKey(broken.label);
    if (isOpen(broken) && (broken.number !== null || cited.has(key))) definedBadly.add(key);
  }
  return carets.filter((broken) => {
    const key = labelKey(broken.label);
    if (broken.flaw === "definition") return isOpen(broken) && definedBadly.has(key);
    if (broken.flaw !== "html") return defined.has(key) || definedBadly.has(key);
    const isNumber = broken.number !== null && defined.size > 0;
    return (isNumber || defined.has(key) || definedBadly.has(key)) && !asksForMarkdown(article, broken);
  });
}

function definitions({ lists, references }: Article): readonly Reference[] {
  return lists.flatMap(({ form, first, last }) => (form === "definitions" ? references.slice(first, last) : []));
}

/** `<div markdown="1">`: renderers other than GFM's read what stands in it. */
function asksForMarkdown({ blocks }: Article, { start }: BrokenMarker): boolean {
  const block = blocks[firstEndingAfter(blocks, start)];
  return block !== undefined && /<[a-z]\w*\s[^<>]{0,200}\bmarkdown\b/i.test(block.content.text.slice(0, 2_000));
}
