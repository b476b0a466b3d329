import { dialectOfPath } from "../dialects/detect";
import { parse } from "../dialects/parse";
import type { Article, Dialect } from "../model/article";
import { summarize } from "../model/summary";
import type { Titles } from "./both-forms";
import type { WikiIndex } from "./index/wiki-index";
import type { PageName, Pages, Resolution } from "./snapshot";
import { isWikitextFile } from "./wikitext-titles";

const UNKNOWN: Resolution = Object.freeze({ status: "unknown" });
const MISSING: Resolution = Object.freeze({ status: "missing" });

/**
 * The pages of a wiki as far as they are known. What is learned later is known to the object that is made then: a check
 * that had an older one is not wrong, it is repeated.
 */
export class KnownPages implements Pages {
  /** The title asked for last, and where it leads: several rules ask for each link, one after the other. */
  private readonly last: { title: string | undefined; leadsTo: Resolution } = { title: undefined, leadsTo: UNKNOWN };

  /**
   * @param titles undefined as long as the pages have not been listed
   * @param read the headings of the pages that have been read, by path (`Page/X.md`)
   * @param index what is known of all pages
   */
  constructor(
    private readonly titles: Titles | undefined,
    private readonly read: { readonly get: (path: string) => readonly string[] | undefined },
    private readonly index?: WikiIndex,
  ) {}

  /** The pages of an index whose files have been taken note of, as a page of a dialect sees them. */
  static of(index: WikiIndex, dialect: Dialect): Pages {
    const titles = dialect === "wikitext" ? index.titles : index.pages;
    return Object.freeze(
      new KnownPages(titles, { get: (path) => headingsToLinkTo(path, index.headings(path)) }, index),
    );
  }

  resolve(title: string): Resolution {
    if (!this.titles) return UNKNOWN;
    const { last } = this;
    if (title !== last.title) {
      last.leadsTo = this.titles.find(title) ?? MISSING;
      last.title = title;
    }
    return last.leadsTo;
  }

  nearest(title: string, limit: number): readonly string[] {
    return this.titles?.nearest(title, limit) ?? [];
  }

  search(query: string, limit: number): readonly PageName[] {
    return this.titles?.search(query, limit) ?? [];
  }

  searchCategories(query: string, limit: number): readonly string[] {
    return this.index?.searchCategories(query, limit) ?? [];
  }

  headings(path: string): readonly string[] | undefined {
    return this.read.get(path);
  }
}

/**
 * The same pages to one that links to none of them: it may come from another wiki, of which nothing is known. So what is not
 * there is not said to be missing.
 */
export class StrangePages implements Pages {
  constructor(private readonly pages: Pages) {}

  resolve(title: string): Resolution {
    const resolution = this.pages.resolve(title);
    return resolution.status === "missing" ? UNKNOWN : resolution;
  }

  nearest(title: string, limit: number): readonly string[] {
    return this.pages.nearest(title, limit);
  }

  search(query: string, limit: number): readonly PageName[] {
    return this.pages.search(query, limit);
  }

  searchCategories(query: string, limit: number): readonly string[] {
    return this.pages.searchCategories(query, limit);
  }

  headings(path: string): readonly string[] | undefined {
    return this.pages.headings(path);
  }
}

/** Whether a page of wikitext links to a page there is, other than itself. */
export function linksToAny({ blocks }: Article, pages: Pages, own: string): boolean {
  // By index: this runs after every keystroke.
  for (let at = 0; at < blocks.length; at++) {
    const { links } = blocks[at]!.content;
    for (let index = 0; index < links.length; index++) {
      const { kind, title } = links[index]!;
      if (kind !== "page" || title === "") continue;
      const resolution = pages.resolve(title);
      if ("path" in resolution && resolution.path !== own) return true;
    }
  }
  return false;
}

/** Share of local links that must resolve for a missing page to be a fault, on a page without links to the wiki on the web. */
const MEANT_TO_RESOLVE = 0.8;
/** Fewer local links say nothing of the conversion a page comes from. */
const FEWEST_LINKS = 3;
/** So many local links tell the share: this runs after every keystroke. */
const LINKS_LOOKED_AT = 500;

/**
 * Whether a missing page is normal on a page of Markdown: the oldest conversions wrote every link as a local one, page or
 * no page. On such a page nothing leads to the wiki on the web, and few of the local links resolve.
 */
export function missingIsNormal({ dialect, hasRemoteLinks, blocks }: Article, pages: Pages): boolean {
  if (dialect !== "markdown" || hasRemoteLinks) return false;
  let local = 0;
  let resolved = 0;
  for (let at = 0; at < blocks.length && local < LINKS_LOOKED_AT; at++) {
    const { links } = blocks[at]!.content;
    for (let index = 0; index < links.length; index++) {
      const { kind, title } = links[index]!;
      if (kind !== "page" || title === "") continue;
      const resolution = pages.resolve(title);
      if (resolution.status === "unknown") return false;
      local++;
      if ("path" in resolution) resolved++;
    }
  }
  return local >= FEWEST_LINKS && resolved < local * MEANT_TO_RESOLVE;
}

/** None are known of a page of wikitext where one of them cannot be told: a redirect has those of another page. */
function headingsToLinkTo(path: string, headings: readonly string[] | undefined): typeof headings {
  return isWikitextFile(path) && headings?.includes("") ? undefined : headings;
}

/** Nothing is known: every title may exist. */
export const NO_PAGES: Pages = Object.freeze(new KnownPages(undefined, new Map()));

/** What a page's anchors are called: the visible texts of its headings, and what else a link can lead to. */
export function headingTexts(path: string, text: string): readonly string[] | undefined {
  const { headings } = summarize(parse(text, dialectOfPath(path) ?? "markdown").article);
  return headingsToLinkTo(
    path,
    headings.map((heading) => heading.text),
  );
}
