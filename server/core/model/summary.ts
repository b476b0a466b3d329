import { LineIndex, type LinePosition } from "../text/lines";
import type { Span } from "../text/span";
import { anchorsSetIn, isUnknownHeading } from "./anchors";
import type { Article, Dialect, Link } from "./article";

/** Kinds of links that pages of this wiki can be at the other end of. */
export const SUMMARIZED_KINDS = ["page", "remote", "category"] as const satisfies readonly Link["kind"][];
export type SummarizedKind = (typeof SUMMARIZED_KINDS)[number];

export const LINK_FORMS = ["markdown", "html", "wikitext", "reference"] as const satisfies readonly Link["form"][];

/** A link as other pages see it. */
export interface SummaryLink extends Span {
  readonly kind: SummarizedKind;
  readonly form: Link["form"];
  /** The title it names, with spaces, without namespace for a category, without anchor. */
  readonly title: string;
  /** Without `#`; "" when there is none. */
  readonly anchor: string;
  /** The destination as written. */
  readonly target: Span;
  /** Where it starts and ends, as editors count, which show no byte order mark: it can be told of without reading the page. */
  readonly from: LinePosition;
  readonly to: LinePosition;
}

export interface SummaryHeading extends Span {
  readonly from: LinePosition;
  /** 1 to 6; 0 of an anchor that stands for no heading. */
  readonly level: number;
  /** The visible text; the anchor, "" when there is one that nobody can tell. */
  readonly text: string;
}

/** What other pages can see of a page. Offsets are those of its text. */
export interface PageSummary {
  readonly dialect: Dialect;
  readonly headings: readonly SummaryHeading[];
  /** In text order. A page belongs to the categories that its links of that kind name. */
  readonly links: readonly SummaryLink[];
}

/** Sums up a page for others. */
export function summarize({ dialect, blocks, referenceLinks, text: source }: Article): PageSummary {
  const lines = new LineIndex(source);
  const mark = source.startsWith("\ufeff") ? 1 : 0;
  const positionAt = (offset: number): LinePosition => {
    const { line, character } = lines.positionAt(offset);
    return { line, character: line === 0 ? Math.max(0, character - mark) : character };
  };
  const headings: SummaryHeading[] = [];
  const links: SummaryLink[] = [];
  const addLink = (link: Link, by: number) => {
    const { kind, form, title, anchor, target } = link;
    if (title === "" || !isSummarized(kind)) return;
    const at = { start: by + link.start, end: by + link.end };
    links.push({
      kind,
      form,
      title,
      anchor,
      target: { start: by + target.start, end: by + target.end },
      ...at,
      from: positionAt(at.start),
      to: positionAt(at.end),
    });
  };
  // From the blocks: the article's own lists would be made for this alone.
  for (const block of blocks) {
    const { start, content } = block;
    const addHeading = (level: number, text: string, heading: Span) => {
      const at = { start: start + heading.start, end: start + heading.end };
      headings.push({ level, text, ...at, from: positionAt(at.start) });
    };
    for (const heading of content.headings) addHeading(heading.level, heading.text, heading);
    for (const link of content.links) addLink(link, start);
    for (const anchor of anchorsSetIn(block, dialect)) addHeading(0, anchor.name, anchor);
    if (dialect === "wikitext" && isUnknownHeading(block)) addHeading(0, "", { start: 0, end: 0 });
  }
  if (referenceLinks.length > 0) {
    for (const link of referenceLinks) addLink(link, 0);
    links.sort((a, b) => a.start - b.start);
  }
  const redirect = dialect === "wikitext" ? REDIRECT.exec(source) : null;
  if (redirect) headings.push({ level: 0, text: "", start: 0, end: redirect[0].length, from: positionAt(0) });
  headings.sort((a, b) => a.start - b.start);
  return { dialect, headings, links };
}

/** A page that only leads to another one. */
const REDIRECT = /^\ufeff?\s{0,9}#(?:redirect|重定向|重新導向)[\s:：]{0,9}\[\[/i;

/** Whether a page only leads to another one, by its headings: its anchors are those of the other. */
export function isRedirect(headings: readonly SummaryHeading[]): boolean {
  const [first] = headings;
  return first !== undefined && first.level === 0 && first.text === "" && first.end > first.start;
}

function isSummarized(kind: Link["kind"]): kind is SummarizedKind {
  return (SUMMARIZED_KINDS as readonly Link["kind"][]).includes(kind);
}
