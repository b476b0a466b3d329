import { NOTHING } from "../text/nothing";
import type { Span } from "../text/span";
import type { Block, Dialect, Template } from "./article";

/** An anchor that stands for no heading. */
export interface SetAnchor extends Span {
  readonly name: string;
}

// What tags make an anchor of: `<span id="x">`, `{| id=x`, `<h2>x</h2>`. The bounds keep them linear.
const ID = /\s(?:id|name)\s{0,9}=\s{0,9}(?:"([^"\n]{1,200})"|'([^'\n]{1,200})'|([^\s"'>|]{1,200}))/g;
const HTML_HEADING = /<h[1-6]\b[^<>]{0,200}>([^\n]{1,200}?)<\/h[1-6]/gi;

/** What wikitext shows as it is written, or not at all: a tag in it sets no anchor. */
const UNREAD = /<!--[\s\S]*?(?:-->|$)|<(nowiki|pre|source|syntaxhighlight|math)\b[^<>]*(?<!\/)>[\s\S]*?(?:<\/\1|$)/gi;

/** The anchors that tags set in wikitext. */
function anchorsOfTags(written: string): SetAnchor[] {
  const text = written.replace(UNREAD, (unread) => " ".repeat(unread.length));
  const anchors: SetAnchor[] = [];
  for (const match of text.matchAll(ID)) anchors.push(anchorAt(match, match[1] ?? match[2] ?? match[3]!));
  return [...anchors, ...htmlHeadings(text)];
}

/** The anchors of headings that are written as tags, `<h2>x</h2>`. */
export function htmlHeadings(text: string): SetAnchor[] {
  return Array.from(text.matchAll(HTML_HEADING), (match) => anchorAt(match, match[1]!.replace(/<[^<>]*>/g, "")));
}

function anchorAt(match: RegExpExecArray, name: string): SetAnchor {
  return { name, start: match.index, end: match.index + match[0].length };
}

/** The anchors that stand for no heading, relative to the block: those that tags and templates named for it set, and `{#id}`. */
export function anchorsSetIn({ content: { anchors, templates, text } }: Block, dialect: Dialect): readonly SetAnchor[] {
  return dialect === "wikitext" ? anchorsOfWikitext(templates, text) : (anchors ?? NOTHING);
}

function anchorsOfWikitext(templates: readonly Template[], text: string): SetAnchor[] {
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
