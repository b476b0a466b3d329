import type { Reference } from "../model/article";
import { replace, type TextEdit } from "../text/edit";
import { behindLineBreak, lineBreakOf, lineEnd } from "./layout";

/** Writes a body behind the numeral of an empty entry, in the column pandoc uses. */
export function fillEntry(text: string, { label, body }: Reference, citation: string): TextEdit {
  const end = lineEnd(text, Math.max(label.end, body.end));
  const column = text.startsWith("[", label.start) ? 1 : Math.max(1, 4 - (label.end - label.start));
  // Text right below goes on with the entry once that has text; so does not what begins a block, as other entries do.
  const next = behindLineBreak(text, end);
  const below = text.slice(next, lineEnd(text, next)).trim();
  const apart =
    below === "" || /^(?:[-+*]|\d{1,9}[.)]|\[\^[^\]\s]{1,64}\]:)(?:\s|$)/.test(below) ? "" : lineBreakOf(text);
  return replace(text, { start: label.end, end }, " ".repeat(column) + citation + apart);
}
