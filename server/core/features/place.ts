import { allMarkers, entryOfUse, usesOf } from "../footnotes/tags";
import type { Article, Heading, Link, Marker, NameUse, Reference } from "../model/article";
import type { CitationPart } from "../model/citation";
import { type Span, spanAt } from "../text/span";
import type { Backlink, WikiIndex } from "../workspace/index/wiki-index";
import type { LinkingPage } from "../workspace/linking";
import type { OtherPage } from "../workspace/workspace";

/** What stands at a place of an article: the innermost thing that features speak of. */
export type Construct =
  | { readonly kind: "marker"; readonly marker: Marker }
  /** A name in a template, `{{r|name}}`, and the entry it cites. */
  | { readonly kind: "use"; readonly use: NameUse; readonly index: number }
  | { readonly kind: "link"; readonly link: Link }
  | { readonly kind: "heading"; readonly heading: Heading }
  /** An entry of the list of references, where it holds nothing of the above. */
  | { readonly kind: "entry"; readonly reference: Reference; readonly index: number };

export function constructAt(article: Article, offset: number): Construct | undefined {
  const use = spanAt(article.nameUses, offset);
  const index = use && entryOfUse(article, use);
  if (use && index !== undefined) return { kind: "use", use, index };
  const marker = spanAt(article.markers, offset) ?? spanAt(article.unshownMarkers, offset);
  const link = spanAt(article.links, offset);
  // In wikitext a footnote holds its text: what stands in that is nearer.
  if (marker && !(link && link.start > marker.start)) return { kind: "marker", marker };
  if (link) return { kind: "link", link };
  const heading = spanAt(article.headings, offset);
  if (heading) return { kind: "heading", heading };
  const reference = spanAt(article.references, offset);
  return reference && { kind: "entry", reference, index: article.references.indexOf(reference) };
}

/** The entry that the construct at a place is or cites: its index in `Article.references`. */
export function citedEntry(construct: Construct | undefined): number | undefined {
  if (construct?.kind === "entry" || construct?.kind === "use") return construct.index;
  return construct?.kind === "marker" ? (construct.marker.reference ?? undefined) : undefined;
}

/** The places that cite an entry, in text order: markers, those of its parts too, and names in templates (`{{r|name}}`). */
export function citations(article: Article, reference: Reference): Span[] {
  const { references, nameUses } = article;
  const index = references.indexOf(reference);
  const parts = reference.partOf === null ? references.filter(({ partOf }) => partOf === index) : [];
  const wanted = new Set([reference, ...parts]);
  const found: Span[] = allMarkers(article).filter((marker) => {
    return marker.reference !== null && wanted.has(references[marker.reference]!);
  });
  if (reference.name !== "") found.push(...usesOf(nameUses, reference.name, reference.group));
  return found.sort((a, b) => a.start - b.start);
}

/** What a companion says, and what it is called. */
export interface CompanionWord {
  readonly companion: string;
  readonly parts: readonly CitationPart[];
  readonly doubtful: boolean;
}

/** How features reach the pages and files that the page at hand leads to. */
export interface Surroundings {
  /** Reads a page, by the path that `Pages.resolve` gave. */
  page(path: string): Promise<OtherPage | undefined>;
  /** The URI of a page, by that path. */
  uriOfPage(path: string): string;
  /** The URI of a file that the page names by a relative path, if it lies in the workspace. */
  uriOfFile(destination: string): string | undefined;
  /** What the page's companion says of an empty entry, by its index; undefined when it has none or that says nothing. */
  companionSays(entry: number): Promise<CompanionWord | undefined>;
  /** What is known of all pages of the wiki, when all have been read; open documents as they stand. */
  index(): Promise<WikiIndex>;
  /** Reads the pages that links stand on. Links that stand there no more are left out. */
  linkingPages(links: readonly Backlink[]): Promise<readonly LinkingPage[]>;
}

/** A place in the article at hand, or in another one. */
export interface Target {
  readonly other: OtherPage | undefined;
  readonly span: Span;
}
