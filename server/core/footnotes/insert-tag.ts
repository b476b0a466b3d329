import { parse } from "../dialects/parse";
import type { Article, Link, RefTag, Template } from "../model/article";
import { applyEdits, insert, type TextEdit } from "../text/edit";
import { firstEndingAfter, type Span } from "../text/span";
import { footnoteAt } from "./definitions";
import { lineEnd, lineStart } from "./layout";
import { freeName, groupOf, refAt, setAttribute, writtenUse } from "./tags";

// New footnotes of wikitext, and new citations of those there are. Offsets and edits are those of the article's text.

/** What a line begins with that is no text: marks of lists, of a table's cell. */
const LINE_OPENING = /^(?:[*#:;]+[ \t]*|[|!](?![-}+])[ \t]*)/;
/** A line that belongs to a table and holds no text. */
const TABLE_LINE = /^[ \t:]*(?:\{\||\|-|\|\})/;

/**
 * Returns where a `<ref>` can be written for a cursor: there, or behind the link, tag, template or other footnote that it would
 * break; null where no footnote is shown (a list of references, a table's own lines).
 */
export function tagPlace(article: Article, offset: number): number | null {
  const { text } = article;
  if (offset < 0 || offset > text.length) return null;
  const line = { start: lineStart(text, offset), end: lineEnd(text, offset) };
  const written = text.slice(line.start, line.end);
  if (TABLE_LINE.test(written)) return null;
  let place = Math.max(offset, line.start + (LINE_OPENING.exec(written)?.[0].length ?? 0));
  const heading = article.headings.find(({ start, end }) => start <= place && place <= end);
  if (heading) place = Math.min(Math.max(place, heading.content.start), heading.content.end);
  // Each step moves behind something that holds the place; what holds that in turn ends further on.
  for (let next = behind(article, place); next !== place; next = behind(article, place)) {
    if (next === null) return null;
    place = next;
  }
  return place;
}

/** The end of what a tag would break at a place; the place itself when there is nothing, null when there is nowhere to go. */
function behind(article: Article, place: number): number | null {
  const { text, links, listTags, protectedSpans, templates } = article;
  const inside = (span: Span) => span.start < place && place < span.end;
  if (listTags.some((list) => list.body !== null && inside(list))) return null;
  const ref = footnoteAt(article, place);
  if (ref && inside(ref)) return ref.end;
  const link = links.filter((candidate) => inside(candidate) && !isInCaption(candidate, place)).at(-1);
  if (link) return link.kind === "category" ? null : link.end;
  const template = templates.filter(inside).at(-1);
  if (template) return isInValue(template, place) ? besideQuotes(text, place) : template.end;
  const protectedSpan = protectedSpans[firstEndingAfter(protectedSpans, place)];
  if (protectedSpan && inside(protectedSpan)) {
    const isTemplate = templates.some(({ start }) => start === protectedSpan.start);
    const isFile = links.some(({ kind, start }) => kind === "file" && start === protectedSpan.start);
    if (!isTemplate && !isFile) return protectedSpan.end;
  }
  return besideQuotes(text, place);
}

function isInCaption({ kind, label }: Link, place: number): boolean {
  return kind === "file" && label.start <= place && place <= label.end;
}

function isInValue({ kind, parameters }: Template, place: number): boolean {
  return kind === "template" && parameters.some(({ value }) => value.start <= place && place <= value.end);
}

/** The end of a run of apostrophes that a place stands in: they are bold or italic only together. */
function besideQuotes(text: string, place: number): number {
  if (text[place - 1] !== "'" || text[place] !== "'") return place;
  let end = place;
  while (text[end] === "'") end++;
  return end;
}

/** Inserts an empty footnote for a cursor. */
export function insertTag(article: Article, offset: number): TextEdit[] {
  const place = tagPlace(article, offset);
  // MediaWiki shows no marker as long as the footnote is empty: judged by one that says something.
  const isSound = place !== null && sound(article, [insert(place, "<ref>1</ref>")]).length > 0;
  return isSound ? [insert(place, "<ref></ref>")] : [];
}

/** Cites an entry once more for a cursor; one that has no name gets one. */
export function citeTag(article: Article, offset: number, index: number): TextEdit[] {
  const { references, text } = article;
  const place = tagPlace(article, offset);
  const ref = article.refs[refAt(article, references[index]?.start ?? -1)];
  if (place === null || !ref || !isCitable(article, ref, place)) return [];
  const name = ref.name || freeName(article, ref);
  const naming = ref.name === "" ? [setAttribute(text, ref, "name", name)] : [];
  return sound(article, [...naming, insert(place, writtenUse(name, groupOf(article, ref)))].sort(byStart));
}

/** The entries that can be cited at a place, as indices into `Article.references`. */
export function citableTags(article: Article, place: number): number[] {
  return article.references.flatMap(({ start }, index) => {
    const ref = article.refs[refAt(article, start)];
    return ref && isCitable(article, ref, place) ? [index] : [];
  });
}

/** Whether a use at a place is shown in the list that shows a footnote: every list ends the footnotes of its group above it. */
function isCitable(article: Article, ref: RefTag, place: number): boolean {
  if (ref.follow !== "" || ref.nested || /^\d+$/.test(ref.name)) return false;
  const group = groupOf(article, ref);
  const listsAbove = (offset: number) =>
    article.listTags.filter((list) => list.group === group && list.end <= offset).length;
  return listsAbove(ref.start) === listsAbove(place);
}

/** The edits, if the page is the same after them but for one more footnote: no construct and no other footnote is broken. */
function sound(article: Article, edits: TextEdit[]): TextEdit[] {
  const after = parse(applyEdits(article.text, edits), "wikitext").article;
  const isSound =
    after.refs.length === article.refs.length + 1 &&
    after.markers.length === article.markers.length + 1 &&
    after.footnoteFlaws.length === article.footnoteFlaws.length &&
    shape(after) === shape(article);
  return isSound ? edits : [];
}

function shape({ headings, links, listTags, templates, looseTags }: Article): string {
  return [headings, links, listTags, templates, looseTags].map(({ length }) => length).join();
}

function byStart(a: Span, b: Span): number {
  return a.start - b.start;
}
