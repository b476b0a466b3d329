import { withoutQualifier } from "../dialects/titles";
import { groupNameAt, nameSpan } from "../footnotes/tags";
import type { Article, Heading, Link, Reference } from "../model/article";
import { contains, type Span } from "../text/span";
import { spacedTitle } from "../workspace/paths";
import type { Snapshot } from "../workspace/snapshot";
import { citedEntry, constructAt } from "./place";

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
    const span =
      construct!.kind !== "marker"
        ? reference.label
        : article.dialect === "wikitext"
          ? nameSpan(article, construct!.marker, offset)
          : construct!.marker;
    return { kind: "footnote", reference, index: entry, span };
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

function subjectOfLink({ article, facts }: Snapshot, link: Link): Subject | undefined {
  if (link.kind === "anchor") {
    const heading = article.headings.find(({ text }) => spacedTitle(text) === spacedTitle(link.anchor));
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

/** How far behind the beginning of the text an article names itself. */
const LEAD = 400;

/** Where the first paragraph says the article's title in bold, as every article of a wiki begins. */
export function titleSpan(snapshot: Snapshot): Span | undefined {
  const { article } = snapshot;
  const first = article.passages.find(({ kind, start }) => kind === "paragraph" && !startsQuote(article, start));
  if (!first) return undefined;
  const lead = article.text.slice(first.start, Math.min(first.end, first.start + LEAD));
  const sign = article.dialect === "wikitext" ? "'''" : "**";
  const bold = (article.dialect === "wikitext" ? /'''([^'\n]+)'''/ : /\*\*([^*\n]+)\*\*/).exec(lead);
  if (!bold || !isTitle(snapshot, bold[1]!)) return undefined;
  const start = first.start + bold.index + sign.length;
  const span = { start, end: start + bold[1]!.length };
  return contains(first, span) ? span : undefined;
}

/** Whether it is the converter's line on where the page comes from. */
function startsQuote({ text }: Article, offset: number): boolean {
  return /(?:^|\n)\ufeff?> ?$/.test(text.slice(Math.max(0, offset - 4), offset));
}

function isTitle({ facts }: Snapshot, text: string): boolean {
  const written = spacedTitle(text);
  return written !== "" && (written === facts.title || written === withoutQualifier(facts.title));
}

function lineStartOf({ text }: Article, { start }: Span): number {
  return text.lastIndexOf("\n", start - 1) + 1;
}

function lineEndOf({ text }: Article, { end }: Span): number {
  const at = text.indexOf("\n", end);
  return at < 0 ? text.length : at;
}
