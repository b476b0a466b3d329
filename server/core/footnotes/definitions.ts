import { parse } from "../dialects/parse";
import type { Article, ListTag, RefTag } from "../model/article";
import { applyEdits, inOrder, insert, replace, type TextEdit } from "../text/edit";
import { repeatedEntries } from "./duplicates";
import { lineBreakOf } from "./layout";
import {
  allMarkers,
  freeName,
  groupOf,
  mergeTags,
  namesakes,
  removeTag,
  setAttribute,
  usesOf,
  writtenUse,
} from "./tags";
import { keepsLooseTags, keepsTexts } from "./verify";

// Where a footnote of wikitext is defined: at its marker, or in the list that shows it. Each operation is carried out only if
// the page, read again, shows every marker with the number it had and every reference with the text it had.

/** The footnote whose tag holds an offset: the innermost. */
export function footnoteAt({ refs }: Article, offset: number): RefTag | undefined {
  let found: RefTag | undefined;
  for (const ref of refs) {
    if (ref.start > offset) break;
    if (offset <= ref.end) found = ref;
  }
  return found;
}

/** Gives the footnote at an offset a name, so that it can be cited again. */
export function nameFootnote(article: Article, offset: number): TextEdit[] {
  const ref = footnoteAt(article, offset);
  if (!ref?.body || ref.name !== "" || ref.follow !== "") return [];
  return checked(article, [setAttribute(article.text, ref, "name", freeName(article, ref))]);
}

/** Moves the content of the footnote at an offset into the list below that shows it. */
export function defineInList(article: Article, offset: number): TextEdit[] {
  const { text } = article;
  const ref = footnoteAt(article, offset);
  if (!ref?.body || ref.list !== null || ref.form !== "tag" || ref.follow !== "") return [];
  if (ref.extends !== "" || ref.details !== null) return [];
  const group = groupOf(article, ref);
  const list = article.listTags.find((candidate) => candidate.group === group && candidate.start >= ref.end);
  if (!list) return [];
  const name = ref.name || freeName(article, ref);
  const definition = writtenUse(name, "").replace(/ \/>$/, `>${text.slice(ref.body.start, ref.body.end)}</ref>`);
  return checked(article, [replace(text, ref, writtenUse(name, ref.group ?? "")), intoList(text, list, definition)]);
}

function intoList(text: string, { start, end, body, form }: ListTag, definition: string): TextEdit {
  const eol = lineBreakOf(text);
  if (body) {
    const isFresh = text.slice(body.start, body.end).trimEnd().length === 0;
    const at = body.start + text.slice(body.start, body.end).trimEnd().length;
    const closing = /[\r\n]/.test(text.slice(at, body.end)) || form === "template" ? "" : eol;
    return insert(isFresh ? body.start : at, eol + definition + closing);
  }
  if (form === "tag") {
    const open = text.slice(start, end).replace(/\/>$/, "").trimEnd();
    return replace(text, { start, end }, `${open}>${eol}${definition}${eol}</references>`);
  }
  return insert(end - 2, form === "template" ? `|refs=${eol}${definition}${eol}` : `|${definition}`);
}

/** Moves the content of the footnote at an offset from its list to the first place that cites it. */
export function defineInline(article: Article, offset: number): TextEdit[] {
  const { text } = article;
  const at = footnoteAt(article, offset);
  if (!at || at.name === "") return [];
  const group = groupOf(article, at);
  const same = namesakes(article, at.name, group);
  const definition = same.find((ref) => ref.list !== null && ref.body !== null);
  const use = same.find((ref) => ref.list === null && ref.form === "tag" && ref.start < (definition?.start ?? 0));
  if (!definition?.body || !use || use.body !== null) return [];
  const open = writtenUse(at.name, use.group ?? "").replace(/ \/>$/, ">");
  const inline = `${open}${text.slice(definition.body.start, definition.body.end)}</ref>`;
  return checked(article, [replace(text, use, inline), removeTag(text, definition)]);
}

/** Makes a footnote cite an earlier one that says the same, by name. Indices are those of `Article.references`. */
export function mergeFootnote(article: Article, gone: number, kept: number): TextEdit[] {
  const edits = mergeTags(article, article.references[kept]!, article.references[gone]!);
  return keepsTexts(article, edits) && keepsErrors(article, edits) ? inOrder(edits) : [];
}

/** Makes footnotes that say the same one footnote, cited by name. */
export function mergeFootnotes(article: Article): TextEdit[] {
  const edits: TextEdit[] = [];
  const done = new Set<number>();
  for (const { index, other, kind } of repeatedEntries(article)) {
    if (kind !== "text") continue;
    const kept = article.references[other]!;
    const merged = mergeTags(article, kept, article.references[index]!);
    // The first of a set is named once.
    edits.push(...merged.filter((edit) => !done.has(edit.start)));
    for (const edit of merged) done.add(edit.start);
  }
  return keepsTexts(article, edits) && keepsErrors(article, edits) ? inOrder(edits) : [];
}

/** Tells whether footnotes without text still have none: a name they use in another list may have one there. */
function keepsErrors(article: Article, edits: readonly TextEdit[]): boolean {
  const after = parse(applyEdits(article.text, edits), "wikitext", article.mediawiki).article;
  const errors = ({ markers, references }: Article) =>
    markers.filter(({ reference }) => reference === null || !references[reference]!.written).length;
  return errors(after) === errors(article);
}

/** Takes the footnote at an offset out with all that cites it. */
export function removeFootnote(article: Article, offset: number): TextEdit[] {
  const ref = footnoteAt(article, offset);
  if (!ref) return [];
  // A template may cite others beside it.
  if (ref.name !== "" && usesOf(article.nameUses, ref.name, groupOf(article, ref)).length > 0) return [];
  const edits = sameFootnote(article, ref).map((tag) => removeTag(article.text, tag));
  return keepsTexts(article, edits) ? edits : [];
}

/** The tags of one footnote: those whose markers cite its entry, and its definition in the list that shows it. */
function sameFootnote(article: Article, ref: RefTag): readonly RefTag[] {
  const { references, refs, lists, listTags } = article;
  const markers = allMarkers(article);
  const shownBy = ({ list }: RefTag) => (list === null ? -1 : listTags[list]!.start);
  const cited = markers.find(({ start }) => start === ref.start)?.reference;
  const entry = references.findIndex(({ start, name, group }, index) => {
    if (start === ref.start || index === cited) return true;
    const list = lists.find(({ entries }) => entries!.includes(index));
    return list?.start === shownBy(ref) && name === ref.name && group === groupOf(article, ref);
  });
  if (entry < 0) return [ref];
  const { start, name, group } = references[entry]!;
  const list = lists.find(({ entries }) => entries!.includes(entry));
  const citing = new Set([start, ...markers.flatMap(({ start: at, reference }) => (reference === entry ? [at] : []))]);
  return refs.filter((tag) => {
    const isListed =
      name !== "" && tag.name === name && groupOf(article, tag) === group && shownBy(tag) === list?.start;
    return citing.has(tag.start) || isListed;
  });
}

/** The edits, if the page shows the same footnotes after them: the same numbers at the same places, the same texts. */
function checked(article: Article, edits: TextEdit[]): TextEdit[] {
  const sorted = inOrder(edits);
  const after = parse(applyEdits(article.text, sorted), "wikitext", article.mediawiki).article;
  const shown = ({ markers, references, lists }: Article) =>
    JSON.stringify([
      markers.map(({ label, reference }) => [label, reference === null ? null : references[reference]!.written]),
      lists.map(({ entries }) => entries!.map((entry) => references[entry]!.written)),
    ]);
  return shown(after) === shown(article) && keepsLooseTags(article, after, sorted) ? sorted : [];
}
