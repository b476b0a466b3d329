import type { WikiIndex } from "./index/wiki-index";
import type { PageName, Pages, Resolution } from "./snapshot";
import type { TitleIndex } from "./titles";

const UNKNOWN: Resolution = Object.freeze({ status: "unknown" });
const MISSING: Resolution = Object.freeze({ status: "missing" });

/** Titles whose resolution is remembered: those of a page or two. A large table would be slower than to look again. */
const MOST_REMEMBERED = 256;

/**
 * The pages of a wiki as far as they are known. What is learned later is known to the object that is made then: a check
 * that had an older one is not wrong, it is repeated.
 */
export class KnownPages implements Pages {
  /** What titles lead to: several rules ask for every link of a page. */
  private readonly resolved = new Map<string, Resolution>();

  /**
   * @param titles undefined as long as the pages have not been listed
   * @param read the headings of the pages that have been read, by path (`Page/X.md`)
   * @param index what is known of all pages
   */
  constructor(
    private readonly titles: TitleIndex | undefined,
    private readonly read: { readonly get: (path: string) => readonly string[] | undefined },
    private readonly index?: WikiIndex,
  ) {}

  /** The pages of an index whose files have been taken note of. */
  static of(index: WikiIndex): Pages {
    return Object.freeze(new KnownPages(index.pages, { get: (path) => index.headings(path) }, index));
  }

  resolve(title: string): Resolution {
    if (!this.titles) return UNKNOWN;
    let known = this.resolved.get(title);
    if (!known) {
      known = this.titles.find(title) ?? MISSING;
      if (this.resolved.size >= MOST_REMEMBERED) this.resolved.clear();
      this.resolved.set(title, known);
    }
    return known;
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

/** Nothing is known: every title may exist. */
export const NO_PAGES: Pages = Object.freeze(new KnownPages(undefined, new Map()));
