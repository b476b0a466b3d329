import type { Span } from "../text/span";
import type { Backlink } from "../workspace/index/wiki-index";
import type { Snapshot } from "../workspace/snapshot";
import { references } from "./navigation";
import type { Surroundings } from "./place";
import { sameSection } from "./sections";
import { type Subject, subjectAt } from "./subject";

/** Everything that speaks of one thing: places of the article at hand, links of any page of the wiki, itself included. */
export interface WikiReferences {
  readonly here: readonly Span[];
  readonly links: readonly Backlink[];
}

/**
 * What speaks of the same as a place of an article: all links of the wiki to a page (from a link to it, or from its own
 * title), or to one of its sections (from the heading); the markers of a footnote.
 */
export async function wikiReferences(
  snapshot: Snapshot,
  offset: number,
  withDeclaration: boolean,
  around: Surroundings,
): Promise<WikiReferences> {
  const subject = subjectAt(snapshot, offset);
  const links =
    subject && subject.kind !== "footnote" && subject.kind !== "group"
      ? await linksTo(subject, snapshot, around)
      : undefined;
  if (!subject || !links || subject.kind === "group")
    return { here: references(snapshot, offset, withDeclaration), links: [] };
  if (subject.kind !== "heading") return { here: [], links };
  const own = snapshot.article.links.filter(
    ({ kind, anchor }) => kind === "anchor" && sameSection(anchor, subject.heading.text),
  );
  return { here: withDeclaration ? [subject.heading.content, ...own] : own, links };
}

/** The links of the wiki to a page or to a section of the article at hand; undefined when the article is no page of it. */
export async function linksTo(
  subject: Exclude<Subject, { kind: "footnote" | "group" }>,
  { facts }: Snapshot,
  around: Surroundings,
): Promise<readonly Backlink[] | undefined> {
  const index = await around.index();
  if (subject.kind === "page") {
    return subject.path === undefined ? index.linksToMissing(subject.title) : index.backlinks(subject.path);
  }
  const own = facts.pages.resolve(facts.title);
  if (!("path" in own)) return undefined;
  return index
    .backlinks(own.path)
    .filter(({ kind, anchor }) => kind === "page" && anchor !== "" && sameSection(anchor, subject.heading.text));
}
