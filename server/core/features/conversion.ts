import { unescapeMarkdown } from "../dialects/strings";
import { type Article, isBare, type Link } from "../model/article";
import { applyEdits } from "../text/edit";
import type { Span } from "../text/span";
import type { Conversion, ConversionEdit, ConverterOptions, PassageOptions, VariantTarget } from "../variants/convert";
import { clipped } from "../variants/edit-list";
import { FixedWords, type PlacedMarkup, wordsOfPage } from "../variants/fixed";
import type { Snapshot } from "../workspace/snapshot";

export interface PageConversionOptions extends ConverterOptions {
  /** What is converted, by default the page; the words around it are still taken into account. */
  readonly area?: Span;
}

/**
 * Converts a page, or part of it, to another variant of Chinese. What the article protects is not touched.
 * @returns edits of the characters that change, those that somebody should look at with what they could become instead,
 *   and the places that stay but could be read in another way; both in text order
 */
export async function convertPage(
  snapshot: Snapshot,
  target: VariantTarget,
  { phrases = false, area = { start: 0, end: snapshot.article.text.length } }: PageConversionOptions = {},
): Promise<Conversion> {
  const { article } = snapshot;
  const { loadConverter } = await import("../variants/convert"); // with a megabyte of dictionaries
  const converter = await loadConverter(target, { phrases });
  const passages = article.passages.filter((passage) => passage.end > area.start && passage.start < area.end);
  const { edits, open } = converter.convertPassages(article.text, passages, passageOptions(snapshot, target));
  return {
    edits: keepTargets(article, edits).flatMap((edit) => clipped(edit, area) ?? []),
    open: open.filter(({ start, end }) => start >= area.start && end <= area.end),
  };
}

/** `[[甲]]` shows its target: the target stays, what it is shown as is written behind a bar. */
function keepTargets({ links, text }: Article, edits: readonly ConversionEdit[]): readonly ConversionEdit[] {
  if (links[0]?.form !== "wikitext") return edits;
  const kept: ConversionEdit[] = [];
  let next = 0;
  for (const link of links) {
    if (!isBare(link)) continue;
    const { start, end } = link.label;
    while (next < edits.length && edits[next]!.start < start) kept.push(edits[next++]!);
    const inside: ConversionEdit[] = [];
    while (next < edits.length && edits[next]!.end <= end) inside.push(edits[next++]!);
    if (inside.length > 0) kept.push(labelled(text, link, inside));
  }
  return [...kept, ...edits.slice(next)];
}

/** Gives a link a label: its target after the edits. */
function labelled(text: string, { target, label }: Link, inside: readonly ConversionEdit[]): ConversionEdit {
  const expected = text.slice(target.start, target.end);
  const show = (edits: readonly ConversionEdit[]) =>
    `${expected}|${applyEdits(
      text.slice(label.start, label.end),
      edits.map((edit) => ({ ...edit, start: edit.start - label.start, end: edit.end - label.start })),
    )}`;
  const only = inside.length === 1 ? inside[0]! : undefined;
  return {
    ...inside[0]!,
    start: target.start,
    end: target.end,
    expected,
    newText: show(inside),
    alternatives: only?.alternatives.map((newText) => show([{ ...only, newText }])) ?? [],
    doubt: only?.doubt,
  };
}

/** How passages of a page are read: the same for the whole page, a part of it, and a single word. */
export function passageOptions(snapshot: Snapshot, target: VariantTarget): PassageOptions {
  const { passages, script } = snapshot.article;
  return { page: passages, script, fixed: fixedWords(snapshot, target) };
}

/** The words whose form the page, the workspace's word list or the user's lays down. */
function fixedWords({ article, facts }: Snapshot, target: VariantTarget): FixedWords {
  const lists = facts.wordLists.map((list) => list.wordsFor(target));
  return new FixedWords(wordsOfPage(markupOf(article), target), lists);
}

/** The markup with which a page speaks of words. */
function markupOf({ residues, variants, templates, text }: Article): PlacedMarkup[] {
  const left = residues
    .filter(({ kind }) => kind === "conversion" || kind === "template")
    .map(({ start, end }) => ({ start, end, text: unescapeMarkdown(text.slice(start, end)) }));
  const written = [...variants, ...templates].map(({ start, end }) => ({ start, end, text: text.slice(start, end) }));
  return [...left, ...written.sort((a, b) => a.start - b.start)];
}
