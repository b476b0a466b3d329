import { unescapeMarkdown } from "../dialects/strings";
import { withoutQualifier } from "../dialects/titles";
import { groupNameAt, nameSpan } from "../footnotes/tags";
import type { Article, Heading, Link, Reference } from "../model/article";
import type { Span } from "../text/span";
import { spacedTitle } from "../workspace/paths";
import type { Snapshot } from "../workspace/snapshot";
import { type Construct, citedEntry, constructAt } from "./place";
import { headingsNamed } from "./sections";

/** What the whole wiki can speak of, and a place of an article stands for. */
export type Subject =
  /** A page: at `path` when there is one. `isOwn`: the article at hand, by its title there. */
  | {
      readonly kind: "page";
      readonly title: string;
      readonly path: string | undefined;
      readonly span: Span;
      readonly isOwn: boolean;
    }
  /** A heading of the article at hand. */
  | { readonly kind: "heading"; readonly heading: Heading; readonly span: Span }
  /** A group of footnotes of the article at hand (wikitext). */
  | { readonly kind: "group"; readonly group: string; readonly span: Span }
  /** A footnote of the article at hand, by its entry. */
  | { readonly kind: "footnote"; readonly reference: Reference; readonly index: number; readonly span: Span };

/** What a place of an article stands for; a link for the page it leads to, the title on the first line for the article itself. */
export function subjectAt(snapshot: Snapshot, offset: number): Subject | undefined {
  const { article } = snapshot;
  const group = article.dialect === "wikitext" ? groupNameAt(article, offset) : undefined;
  if (group) return { kind: "group", group: group.name, span: group.span };
  const construct = constructAt(article, offset);
  const entry = citedEntry(construct);
  if (entry !== undefined) {
    const reference = article.references[entry]!;
    return { kind: "footnote", reference, index: entry, span: footnoteSpan(article, construct!, reference, offset) };
  }
  switch (construct?.kind) {
    case "link":
      return subjectOfLink(snapshot, construct.link);
    case "heading": {
      const { heading } = construct;
      if (isTitle(snapshot, heading.text)) return ownPage(snapshot, heading.content);
      return { kind: "heading", heading, span: heading.content };
    }
    case undefined: {
      const title = titleSpan(snapshot);
      return title && offset >= lineStartOf(article, title) && offset <= lineEndOf(article, title)
        ? ownPage(snapshot, title)
        : undefined;
    }
    default:
      return undefined;
  }
}

/** What of a footnote is at a place: its name where it is written, else its marker or label. */
function footnoteSpan(article: Article, construct: Construct, reference: Reference, offset: number): Span {
  if (construct.kind === "use") return construct.use;
  if (construct.kind !== "marker") return reference.label;
  return article.dialect === "wikitext" ? nameSpan(article, construct.marker, offset) : construct.marker;
}

function subjectOfLink({ article, facts }: Snapshot, link: Link): Subject | undefined {
  if (link.kind === "anchor") {
    const [heading] = headingsNamed(article, link.anchor);
    return heading && { kind: "heading", heading, span: link.target };
  }
  if ((link.kind !== "page" && link.kind !== "remote") || link.title === "") return undefined;
  const resolved = facts.pages.resolve(link.title);
  if ("path" in resolved) return { kind: "page", title: resolved.title, path: resolved.path, span: link, isOwn: false };
  // A page on the web is none of ours.
  return link.kind === "page"
    ? { kind: "page", title: link.title, path: undefined, span: link, isOwn: false }
    : undefined;
}

function ownPage({ facts }: Snapshot, span: Span): Subject | undefined {
  const resolved = facts.pages.resolve(facts.title);
  return resolved.status === "exact"
    ? { kind: "page", title: resolved.title, path: resolved.path, span, isOwn: true }
    : undefined;
}

/** How far behind the beginning of a paragraph an article names itself, in UTF-16 units. */
const LEAD = 1_000;
/** Blocks that are looked at: pictures, hatnotes, tables and comments in front of the text are few. */
const BLOCKS_BEFORE = 60;

/**
 * Where the article says its title in bold, as every article of a wiki begins: in the first paragraph above all sections
 * whose first bold words are the title. Pictures, hatnotes, tables and front matter may come before it.
 */
export function titleSpan(snapshot: Snapshot): Span | undefined {
  const { blocks, dialect } = snapshot.article;
  const limit = Math.min(blocks.length, BLOCKS_BEFORE);
  for (let at = 0; at < limit; at++) {
    const { kind, start, content } = blocks[at]!;
    if (kind === "heading" && content.headings.some(({ level }) => level > 1)) return undefined;
    if (kind !== "paragraph") continue;
    for (const passage of content.passages) {
      if (passage.kind !== "paragraph" || isTableRow(content.text, passage.start)) continue;
      const lead = content.text.slice(passage.start, Math.min(passage.end, passage.start + LEAD));
      const bold = (dialect === "wikitext" ? /'''([^']+)'''/ : /\*\*([^*]+)\*\*/).exec(lead);
      if (!bold || !isTitle(snapshot, bold[1]!)) continue;
      const from = start + passage.start + bold.index + (bold[0].length - bold[1]!.length) / 2;
      return { start: from, end: from + bold[1]!.length };
    }
  }
  return undefined;
}

/** Whether a paragraph is a table: the block parser knows none. */
function isTableRow(text: string, offset: number): boolean {
  return text.charCodeAt(offset) === BAR;
}

const BAR = 0x7c;

function isTitle({ facts }: Snapshot, text: string): boolean {
  const written = spacedTitle(unescapeMarkdown(text));
  return written !== "" && (written === facts.title || written === withoutQualifier(facts.title));
}

function lineStartOf({ text }: Article, { start }: Span): number {
  return text.lastIndexOf("\n", start - 1) + 1;
}

function lineEndOf({ text }: Article, { end }: Span): number {
  const at = text.indexOf("\n", end);
  return at < 0 ? text.length : at;
}
