import type { TextEdit } from "../text/edit";
import type { Span } from "../text/span";
import type { ConverterOptions, VariantTarget } from "../variants/convert";
import type { Snapshot } from "../workspace/snapshot";

/**
 * Converts a page, or part of it, to another variant of Chinese.
 * @param area what is converted; the words around it are still taken into account
 * @returns the edits of the characters that change, in text order; what the article protects is not touched
 */
export async function convertPage(
  { article }: Snapshot,
  target: VariantTarget,
  { phrases = false, area = { start: 0, end: article.text.length } }: ConverterOptions & { readonly area?: Span } = {},
): Promise<readonly TextEdit[]> {
  const { loadConverter } = await import("../variants/convert"); // with a megabyte of dictionaries
  const converter = await loadConverter(target, { phrases });
  const passages = article.passages.filter((passage) => passage.end > area.start && passage.start < area.end);
  return converter.convertPassages(article.text, passages, article.script).edits.flatMap((edit) => clipped(edit, area));
}

/** The part of an edit that lies in a span: one that replaces unit by unit can be cut, any other lies in it or does not. */
function clipped({ start, end, newText, expected }: TextEdit, area: Span): TextEdit[] {
  const from = Math.max(start, area.start);
  const to = Math.min(end, area.end);
  if (from === start && to === end) return [{ start, end, newText, expected }];
  if (from >= to || newText.length !== expected.length) return [];
  const part = { start: from, end: to, newText: newText.slice(from - start, to - start) };
  return [{ ...part, expected: expected.slice(from - start, to - start) }];
}
