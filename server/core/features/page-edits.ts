import type { TextEdit } from "../text/edit";
import type { Backlink } from "../workspace/index/wiki-index";
import type { LinkingPage } from "../workspace/linking";
import type { Surroundings } from "./place";

/** Edits of one page. */
export interface PageEdits {
  readonly uri: string;
  /** The text they are made for. */
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/** A file that gets another path. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** Edits of the pages that links stand on, made link by link. */
export async function editsOf(
  links: readonly Backlink[],
  around: Pick<Surroundings, "linkingPages">,
  edit: (text: string, link: LinkingPage["links"][number], page: LinkingPage) => readonly TextEdit[],
): Promise<PageEdits[]> {
  const pages = await around.linkingPages(links);
  return pages.map((page) => {
    const { uri, text, links: found } = page;
    return { uri, text, edits: found.flatMap((link) => edit(text, link, page)) };
  });
}

/** The edits of each page together, in text order. */
export function merged(pages: readonly PageEdits[]): PageEdits[] {
  const byUri = new Map<string, PageEdits>();
  for (const page of pages) {
    const known = byUri.get(page.uri);
    byUri.set(page.uri, known ? { ...known, edits: [...known.edits, ...page.edits] } : page);
  }
  return [...byUri.values()].flatMap((page) => {
    const edits = [...page.edits].sort((a, b) => a.start - b.start || a.end - b.end);
    return edits.length > 0 ? [{ ...page, edits }] : [];
  });
}
