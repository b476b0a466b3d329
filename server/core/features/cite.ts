import { citableTags, citeTag, tagPlace } from "../footnotes/insert-tag";
import { citeEntry } from "../footnotes/operations";
import { markerPlace } from "../footnotes/place";
import type { Reference } from "../model/article";
import type { Change } from "../rules/rule";
import type { Message, Texts } from "../rules/texts";
import type { Snapshot } from "../workspace/snapshot";

const CITE: Texts = {
  en: "Cite entry {name} here: {text}",
  "zh-hans": "在此引用第 {name} 条：{text}",
  "zh-hant": "在此引用第 {name} 條：{text}",
};
const CITE_EMPTY: Texts = {
  en: "Cite entry {name} here (it is empty)",
  "zh-hans": "在此引用第 {name} 条（内容为空）",
  "zh-hant": "在此引用第 {name} 條（內容為空）",
};

/** Of a citation's text, what tells it from others: UTF-16 units in a menu's line. */
const SHOWN = 40;

/**
 * The entries that can be cited at a place: indices into `Article.references`, those nobody cites yet first.
 * Empty where no marker can stand.
 */
export function citableEntries({ article }: Snapshot, offset: number): number[] {
  if (article.dialect === "wikitext") {
    const place = tagPlace(article, offset);
    return place === null ? [] : citableTags(article, place);
  }
  if (markerPlace(article, offset) === null) return [];
  const indices = article.references.map((_, index) => index);
  const isUnused = (index: number) => isUncited(article.references[index]!);
  return [...indices.filter(isUnused), ...indices.filter((index) => !isUnused(index))];
}

export function isUncited({ citedBy }: Reference): boolean {
  return citedBy.length === 0;
}

/** What tells an entry from the others in a menu. */
export function citationTitle({ shown, text, empty, written }: Reference): Message {
  // What templates show of an entry is not known: then what is written there tells it from the others.
  const says = shortened(text.trim() || (written ?? ""));
  return { texts: empty || says === "" ? CITE_EMPTY : CITE, args: { name: shown, text: says } };
}

/** Cites an entry at a place; undefined when no marker can stand there, or there is no such entry. */
export function citeHere({ article }: Snapshot, offset: number, index: number): Change | undefined {
  const reference = article.references[index];
  const cite = article.dialect === "wikitext" ? citeTag : citeEntry;
  const edits = reference ? cite(article, offset, index) : [];
  return reference && edits.length > 0 ? { title: citationTitle(reference), safety: "safe", edits } : undefined;
}

/** The first characters of a text; none is cut in half. */
function shortened(text: string): string {
  if (text.length <= SHOWN) return text;
  const cutsPair = /[\ud800-\udbff]/.test(text[SHOWN - 1]!);
  return `${text.slice(0, cutsPair ? SHOWN - 1 : SHOWN)}…`;
}
