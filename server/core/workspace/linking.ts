import { decodeEntities, decodePercent, unescapeMarkdown } from "../dialects/strings";
import { readEncoded } from "../dialects/titles";
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
  if (end > text.length) return false;
  const opens = form === "html" ? /^<a\s/i : form === "wikitext" ? /^\[\[/ : /^!?\[/;
  if (!opens.test(text.slice(start, start + 3))) return false;
  const written = text.slice(target.start, target.end);
  const encoded = form === "wikitext" ? written : encodedIn(written, form);
  const read = readEncoded(encoded, form === "wikitext" ? written : decodePercent(encoded), true);
  return read.title === title && read.anchor === anchor;
}

function encodedIn(written: string, form: "markdown" | "html"): string {
  const decoded = decodeEntities(written);
  return form === "html" ? decoded : unescapeMarkdown(decoded);
}
