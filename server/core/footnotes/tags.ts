import type { Article, Marker, NameUse, Reference, RefTag, TagAttribute } from "../model/article";
import { insert, remove, replace, type TextEdit } from "../text/edit";
import { trailingBlanks } from "../text/line-around";
import { once, onceFor } from "../text/memo";
import { contains, firstStartingAt, type Span } from "../text/span";
import { behindLineBreak, lineEnd, lineStart } from "./layout";

// What can be done to the footnote tags of wikitext. Offsets and edits are those of the article's text.

/** Index of the footnote whose tag begins at an offset; -1 without one. */
export function refAt({ refs }: Article, start: number): number {
  const index = firstStartingAt(refs, start);
  return refs[index]?.start === start ? index : -1;
}

/** The markers of a page that are shown, then those that are not. */
export function allMarkers({ markers, unshownMarkers }: Article): readonly Marker[] {
  return unshownMarkers.length === 0 ? markers : [...markers, ...unshownMarkers];
}

/** The footnote that a marker is. */
export function refOf(article: Article, marker: Marker): RefTag {
  return article.refs[refAt(article, marker.start)]!;
}

/** The entry that an entry is a part of (`details=`); itself when it is none. */
export function wholeOf({ references }: Article, reference: Reference): Reference {
  return reference.partOf == null ? reference : references[reference.partOf]!;
}

/** The group a footnote belongs to: in a list it is the list's when it names none. */
export function groupOf({ listTags }: Article, { group, list }: RefTag): string {
  return group ?? (list === null ? "" : listTags[list]!.group);
}

const nameKey = (name: string, group: string) => `${name}\n${group}`;

const refsByName = once((article: Article): ReadonlyMap<string, readonly RefTag[]> => {
  const found = new Map<string, RefTag[]>();
  for (const ref of article.refs) {
    const key = nameKey(ref.name, groupOf(article, ref));
    const same = found.get(key);
    if (same) same.push(ref);
    else found.set(key, [ref]);
  }
  return found;
});

/** Footnotes of one name in one group, in text order. */
export function namesakes(article: Article, name: string, group: string): RefTag[] {
  return [...(refsByName(article).get(nameKey(name, group)) ?? [])];
}

/** Makes templates that cite a footnote by its name cite it by another one. */
export function renameUses({ nameUses, text }: Article, name: string, group: string, to: string): TextEdit[] {
  return usesOf(nameUses, name, group).map((use) => replace(text, use, to));
}

/** The places where templates cite a footnote by its name. */
export function usesOf(nameUses: readonly NameUse[], name: string, group: string): NameUse[] {
  if (nameUses.length === 0) return [];
  const named = usesByName(nameUses).get(name) ?? [];
  return named.filter((use) => use.group === null || use.group === group);
}

const usesByName = once((nameUses: readonly NameUse[]): ReadonlyMap<string, readonly NameUse[]> => {
  const found = new Map<string, NameUse[]>();
  for (const use of nameUses) {
    const same = found.get(use.name);
    if (same) same.push(use);
    else found.set(use.name, [use]);
  }
  return found;
});

/**
 * The entry that a template cites by name: in the first list below it that shows one of that name.
 * @returns an index into `Article.references`; undefined when none has the name, or the template itself stands for it
 */
export function entryOfUse({ references, lists }: Article, use: NameUse): number | undefined {
  const found = references.flatMap(({ name, group, partOf }, index) =>
    name === use.name && partOf == null && (use.group === null || use.group === group) ? [index] : [],
  );
  const below = lists.filter(({ start }) => start >= use.start).flatMap(({ entries }) => entries ?? []);
  const entry = found.length < 2 ? found[0] : (below.find((index) => found.includes(index)) ?? found.at(-1));
  return entry === undefined || references[entry]!.start === use.start ? undefined : entry;
}

/** The last attribute of a name: the one that counts. */
export function attributeOf({ attributes }: RefTag, name: string): TagAttribute | undefined {
  let found: TagAttribute | undefined;
  for (const attribute of attributes) if (attribute.name === name) found = attribute;
  return found;
}

/** An attribute as it is written. */
export function writtenAttribute(name: string, value: string): string {
  return value.includes('"') ? `${name}='${value.replaceAll("'", "&#39;")}'` : `${name}="${value}"`;
}

/** Gives an attribute another value, or adds it. */
export function setAttribute(text: string, ref: RefTag, name: string, value: string): TextEdit {
  const known = attributeOf(ref, name);
  if (ref.form === "function") {
    if (known) return replace(text, known.content, value);
    return insert(ref.end - 2, `|${name}=${value}`);
  }
  if (known) return replace(text, known, writtenAttribute(name, value));
  return insert(ref.start + "<ref".length, ` ${writtenAttribute(name, value)}`);
}

/** Takes an attribute out with the white space before it. */
export function removeAttribute(text: string, ref: RefTag, attribute: TagAttribute): TextEdit {
  if (ref.form === "function") return remove(text, { start: attribute.start - 1, end: attribute.end });
  let { start } = attribute;
  while (/\s/.test(text[start - 1]!)) start--;
  return remove(text, { start, end: attribute.end });
}

/** Takes footnotes out; where one stands alone on its line, the line goes with it. */
export function removeTag(text: string, span: Span): TextEdit {
  const line = { start: lineStart(text, span.start), end: lineEnd(text, span.end) };
  const before = text.slice(line.start, span.start);
  const after = text.slice(span.end, line.end);
  const isMark = before.length + after.length === 1 && (before || after) === "\ufeff";
  if (before.trim() === "" && after.trim() === "" && !isMark) {
    return remove(text, { start: line.start, end: behindLineBreak(text, line.end) });
  }
  const spaces = trailingBlanks(before);
  const isLoose = spaces > 0 && (after === "" || /^[ \t,.;:!?)，。、；：！？）」』》]/.test(after));
  return remove(text, { start: isLoose ? span.start - spaces : span.start, end: span.end });
}

/** A use of a name, as it is written. */
export function writtenUse(name: string, group: string): string {
  const inGroup = group === "" ? "" : ` ${writtenAttribute("group", group)}`;
  return `<ref ${writtenAttribute("name", name)}${inGroup} />`;
}

/** Makes a use of the same name out of a footnote with content; it keeps its details. */
export function toUse(article: Article, ref: RefTag, name: string): TextEdit {
  const use = writtenUse(name, ref.group ?? "");
  const details = ref.details ? attributeOf(ref, "details") : undefined;
  const kept = details ? ` ${article.text.slice(details.start, details.end)}` : "";
  return replace(article.text, ref, use.replace(/ \/>$/, `${kept} />`));
}

const FORBIDDEN = /[\s"'<>/=|{}[\]#&]+/g;

/**
 * A name for a footnote that no other one of the page has: after the title it cites, or the site.
 * @param wanted a name it shall have if that is free
 */
export function freeName(article: Article, ref: RefTag, wanted = ""): string {
  const taken = takenNames(article);
  const stem = wanted || nameFrom(article, ref);
  if (wanted === "" && !taken.has(stem)) return stem;
  if (wanted !== "" && !taken.has(wanted) && !/^\d+$/.test(wanted)) return wanted;
  return numberedName(article, stem);
}

const takenNames = once(({ refs }: Article): ReadonlySet<string> => new Set(refs.map(({ name }) => name)));

const numberedName = onceFor(
  (stem: string) => stem,
  (article: Article, stem) => {
    const taken = takenNames(article);
    for (let count = 2; ; count++) {
      const name = /\d$/.test(stem) ? `${stem}-${count}` : `${stem}${count}`;
      if (!taken.has(name) && !/^\d+$/.test(name)) return name;
    }
  },
);

/** So many UTF-16 units of a footnote are looked at for a name. */
const LONGEST_STEM = 1_000;

function nameFrom(article: Article, ref: RefTag): string {
  const { text, templates, links } = article;
  const inside = (span: Span) => ref.body !== null && contains(ref.body, span);
  const template = templates[firstStartingAt(templates, ref.start)];
  const title =
    template && inside(template)
      ? template.parameters.find(({ name }) => /^(?:title|標題|标题|chapter|book|書名|书名)$/i.test(name))
      : undefined;
  const link = links[firstStartingAt(links, ref.start)];
  const label = link && inside(link) ? link.labelText : "";
  const source = (title ? text.slice(title.value.start, title.value.end) : "") || label || ref.text;
  const words = source
    .slice(0, LONGEST_STEM)
    .replace(/\{\{[^{}]*\}\}|<[^<>]*>|\[\[(?:[^\]|]*\|)?|\]\]/g, " ")
    .split(/[，。：；！？《》「」『』“”（）()、,.:;!?\-–—…·|]+/)
    .map((part) => part.replace(FORBIDDEN, " ").trim())
    .filter((part) => /\p{L}/u.test(part));
  const first = words[0] ?? "";
  const short = /[\u2e80-\uffef]/.test(first)
    ? Array.from(first).slice(0, 10).join("")
    : first.split(" ").slice(0, 3).join(" ");
  return short.replace(/ /g, "_") || "ref";
}

/** Makes footnotes that repeat another one's content cite it by name: the first keeps it. */
export function mergeTags(article: Article, kept: Reference, gone: Reference): TextEdit[] {
  const { text } = article;
  const first = article.refs[refAt(article, kept.start)];
  const second = article.refs[refAt(article, gone.start)];
  if (!first || !second || second.form === "function") return [];
  // MediaWiki reads no number as a name.
  if (/^\d+$/.test(first.name) || /^\d+$/.test(second.name)) return [];
  const name = first.name || (second.name !== "" ? second.name : freeName(article, first));
  const edits: TextEdit[] = first.name === "" ? [setAttribute(text, first, "name", name)] : [];
  edits.push(second.list === null ? toUse(article, second, name) : removeTag(text, second));
  if (second.name === "" || second.name === name) return edits;
  const group = groupOf(article, second);
  edits.push(...renameUses(article, second.name, group, name));
  for (const use of namesakes(article, second.name, group)) {
    if (use !== second) edits.push(setAttribute(text, use, "name", name));
  }
  return edits;
}

/** A place where a group is named: in a footnote, in a list, in a template that shows one. */
export interface GroupName {
  readonly name: string;
  /** The name without its quotation marks. */
  readonly span: Span;
  /** Whether any name can stand there. */
  readonly quoted: boolean;
}

/** Where a group is named, in text order. */
export function groupNames(article: Article, group: string): GroupName[] {
  return allGroupNames(article).filter(({ name }) => name === group);
}

function allGroupNames({ refs, listTags, templates, text }: Article): GroupName[] {
  const names: GroupName[] = [];
  for (const { attributes, form } of [...refs, ...listTags]) {
    for (const { name, value, content, quote } of attributes) {
      if (name === "group" && value !== "") {
        names.push({ name: value, span: content, quoted: quote !== "" || form !== "tag" });
      }
    }
  }
  for (const list of listTags) {
    if (list.form !== "template") continue;
    const template = templates[firstStartingAt(templates, list.start)];
    const named = template?.parameters.find(({ name }) => name === "group");
    if (named && named.value.end > named.value.start) {
      names.push({ name: text.slice(named.value.start, named.value.end), span: named.value, quoted: true });
    }
  }
  return names.sort((a, b) => a.span.start - b.span.start);
}

/** The group that is named at an offset. */
export function groupNameAt(article: Article, offset: number): GroupName | undefined {
  return allGroupNames(article).find(({ span }) => span.start <= offset && offset <= span.end);
}

/** The name of a footnote when it is written at an offset; else all of the footnote. */
export function nameSpan(article: Article, marker: Marker, offset: number): Span {
  const name = attributeOf(refOf(article, marker), "name")?.content;
  return name && name.start <= offset && offset <= name.end ? name : { start: marker.start, end: marker.end };
}
