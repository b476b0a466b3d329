import type { Reference } from "../model/article";
import { replace, type TextEdit } from "../text/edit";
import { lineEnd } from "./layout";

/** Writes a body behind the numeral of an empty entry, in the column pandoc uses. */
export function fillEntry(text: string, { label, body }: Reference, citation: string): TextEdit {
  const end = lineEnd(text, Math.max(label.end, body.end));
  const column = text.startsWith("[", label.start) ? 1 : Math.max(1, 4 - (label.end - label.start));
  return replace(text, { start: label.end, end }, " ".repeat(column) + citation);
}
