import { unescapeMarkdown } from "../dialects/strings";
import type { Article } from "../model/article";
import type { Span } from "../text/span";
import type { Conversion, ConverterOptions, VariantTarget } from "../variants/convert";
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
  const fixed = fixedWords(snapshot, target);
  const { edits, open } = converter.convertPassages(article.text, passages, { script: article.script, fixed });
  return {
    edits: edits.flatMap((edit) => clipped(edit, area) ?? []),
    open: open.filter(({ start, end }) => start >= area.start && end <= area.end),
  };
}

/** The words whose form the page, the workspace's word list or the user's lays down. */
export function fixedWords({ article, facts }: Snapshot, target: VariantTarget): FixedWords {
  const lists = facts.wordLists.map((list) => list.wordsFor(target));
  return new FixedWords(wordsOfPage(markupOf(article), target), lists);
}

/** The markup with which a page speaks of words. */
function markupOf({ residues, text }: Article): PlacedMarkup[] {
  return residues
    .filter(({ kind }) => kind === "conversion" || kind === "template")
    .map(({ start, end }) => ({ start, end, text: unescapeMarkdown(text.slice(start, end)) }));
}
