import type { Span } from "../text/span";
import type { Block } from "./article";

/** An anchor that stands for no heading. */
export interface SetAnchor extends Span {
  readonly name: string;
}

// What tags make an anchor of: `<span id="x">`, `{| id=x`, `<h2>x</h2>`. The bounds keep them linear.
const ID = /\s(?:id|name)\s{0,9}=\s{0,9}(?:"([^"\n]{1,200})"|'([^'\n]{1,200})'|([^\s"'>|]{1,200}))/g;
const HTML_HEADING = /<h[1-6]\b[^<>]{0,200}>([^\n]{1,200}?)<\/h[1-6]/gi;

/** The anchors that tags set in a text. */
export function anchorsOfTags(text: string): SetAnchor[] {
  const anchors: SetAnchor[] = [];
  const add = (match: RegExpExecArray, name: string) =>
    anchors.push({ name, start: match.index, end: match.index + match[0].length });
  for (const match of text.matchAll(ID)) add(match, match[1] ?? match[2] ?? match[3]!);
  for (const match of text.matchAll(HTML_HEADING)) add(match, match[1]!.replace(/<[^<>]*>/g, ""));
  return anchors;
}

/** The anchors that tags and templates named for it set in a block of wikitext, relative to it. */
export function anchorsSetIn({ content: { templates, text } }: Block): SetAnchor[] {
  const anchors = text.includes("=") || text.includes("<h") ? anchorsOfTags(text) : [];
  for (const { name, parameters } of templates) {
    const isAnchor = /anchor|錨|锚/i.test(name);
    for (const { name: parameter, value } of parameters) {
      if (!isAnchor && !/^(?:anchor|id)$/i.test(parameter)) continue;
      anchors.push({ ...value, name: text.slice(value.start, value.end).trim() });
    }
  }
  return anchors.filter(({ name }) => name !== "");
}

/** Whether a heading of wikitext is made by a template, is a rule of variants, or shows something as it is written: its anchor is unknown. */
export function isUnknownHeading({ kind, content }: Block): boolean {
  return (
    kind === "heading" &&
    (content.templates.length > 0 || content.variants.length > 0 || /<(?:nowiki|math)\b/i.test(content.text))
  );
}
