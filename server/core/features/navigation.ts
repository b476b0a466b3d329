import type { Link } from "../model/article";
import type { Span } from "../text/span";
import { spacedTitle } from "../workspace/paths";
import type { Snapshot } from "../workspace/snapshot";
import { citations, citedEntry, constructAt, type Surroundings, type Target } from "./place";
import { sectionsAt } from "./sections";

/** Where the construct at a place leads: a marker to its entry, an entry to its markers, a link to its page or heading. */
export async function definition(snapshot: Snapshot, offset: number, around: Surroundings): Promise<Target[]> {
  const { article, facts } = snapshot;
  const construct = constructAt(article, offset);
  switch (construct?.kind) {
    case "marker": {
      const reference =
        construct.marker.reference === null ? undefined : article.references[construct.marker.reference];
      return reference ? [{ other: undefined, span: reference }] : [];
    }
    case "use":
      return [{ other: undefined, span: article.references[construct.index]! }];
    case "entry":
      return citations(article, construct.reference).map((span) => ({ other: undefined, span }));
    case "link": {
      const { link } = construct;
      if (link.kind === "anchor") return sectionsAt(article, link.anchor).map((span) => ({ other: undefined, span }));
      if (link.kind !== "page" && link.kind !== "remote") return [];
      const resolved = facts.pages.resolve(link.title);
      const other = "path" in resolved ? await around.page(resolved.path) : undefined;
      if (!other) return [];
      const [section] = link.anchor === "" ? [] : sectionsAt(other.article, link.anchor);
      return [{ other, span: section ?? { start: 0, end: 0 } }];
    }
    default:
      return [];
  }
}

/**
 * Everything on the page that speaks of the same as the construct at a place: the markers that cite the same entry, and
 * that entry if asked for; the links to the same page; a heading and the links to it.
 */
export function references(snapshot: Snapshot, offset: number, withDeclaration: boolean): Span[] {
  const { article } = snapshot;
  const construct = constructAt(article, offset);
  const entry = citedEntry(construct);
  if (entry !== undefined) {
    const reference = article.references[entry]!;
    return [...citations(article, reference), ...(withDeclaration ? [reference.label] : [])];
  }
  switch (construct?.kind) {
    case "marker": {
      const { label, group, reference } = construct.marker;
      return article.markers.filter(
        (other) => other.label === label && other.group === group && other.reference === reference,
      );
    }
    case "link": {
      const key = linkKey(snapshot, construct.link);
      return article.links.filter((link) => linkKey(snapshot, link) === key);
    }
    case "heading": {
      const { heading } = construct;
      const links = article.links.filter((link) => link.kind === "anchor" && sameAnchor(link.anchor, heading.text));
      return withDeclaration ? [heading.content, ...links] : links;
    }
    default:
      return [];
  }
}

/** Two links with the same key lead to the same place. */
function linkKey({ facts }: Snapshot, { kind, title, anchor, destination }: Link): string {
  if (kind === "external") return destination;
  if (kind === "anchor") return `#${anchor}`;
  if (kind !== "page" && kind !== "remote") return `${kind}:${title}`;
  const resolved = facts.pages.resolve(title);
  return "path" in resolved ? resolved.path : `page:${spacedTitle(title)}`;
}

function sameAnchor(anchor: string, text: string): boolean {
  return spacedTitle(anchor) === spacedTitle(text);
}

/** A stretch of the page that leads somewhere. */
export interface DocumentLink {
  readonly span: Span;
  readonly uri: string;
}

/** The links of the page: to files where their pages exist, to the web. */
export function documentLinks({ article, facts }: Snapshot, around: Surroundings): DocumentLink[] {
  const links: DocumentLink[] = [];
  for (const { kind, title, target, destination } of article.links) {
    if (kind === "page") {
      const resolved = facts.pages.resolve(title);
      if ("path" in resolved) links.push({ span: target, uri: around.uriOfPage(resolved.path) });
    } else if (/^https?:\/\//i.test(destination)) {
      links.push({ span: target, uri: destination });
    }
  }
  return links;
}
