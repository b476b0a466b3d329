import { decodeEntities, unescapeMarkdown } from "../dialects/strings";
import { type Destination, readDestination, readEncodedDestination } from "../dialects/titles";
import type { SummaryLink } from "../model/summary";
import type { Backlink } from "./index/wiki-index";

/** A page with links of its that stand there as given. */
export interface LinkingPage {
  readonly uri: string;
  /** Its path in the wiki. */
  readonly path: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly links: readonly SummaryLink[];
}

/** Links by the page they stand on. */
export function byPage(links: readonly Backlink[]): ReadonlyMap<string, readonly Backlink[]> {
  const pages = new Map<string, Backlink[]>();
  for (const link of links) {
    const known = pages.get(link.path);
    if (known) known.push(link);
    else pages.set(link.path, [link]);
  }
  return pages;
}

/** What links that lead to the same place have in common, so that they are known again where a page has changed. */
export function linkName({ kind, title, anchor }: SummaryLink): string {
  return `${kind} ${title}#${anchor}`;
}

/** Whether a link that was read earlier still stands where it stood. */
export function stillStands(text: string, link: SummaryLink): boolean {
  const { start, end, target, form, title, anchor } = link;
  // What a use of a definition leads to is told by the whole page.
  if (end > text.length || form === "reference") return false;
  const opens = form === "html" ? /^<a\s/i : form === "wikitext" ? /^\[\[/ : /^!?\[/;
  if (!opens.test(text.slice(start, start + 3))) return false;
  const read = readWritten(text.slice(target.start, target.end), form);
  return read.title === title && read.anchor === anchor;
}

function readWritten(written: string, form: "markdown" | "html" | "wikitext"): Destination {
  if (form === "wikitext") return readDestination(written, true);
  const decoded = decodeEntities(written);
  return readEncodedDestination(form === "html" ? decoded : unescapeMarkdown(decoded), true);
}
