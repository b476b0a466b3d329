import type { PageName } from "./snapshot";
import { type Found, type TitleIndex, titleKey } from "./titles";
import { categoryOf, namespacedTitle } from "./wikitext-titles";

/** What titles are looked up in. */
export type Titles = Pick<TitleIndex, "find" | "nearest" | "search">;

/** The titles of one form of pages. */
export interface FormTitles {
  readonly pages: TitleIndex;
  readonly categories: TitleIndex;
}

/**
 * The titles of a wiki as links of wikitext see them: `[[X]]` leads to the page X, whether a file of wikitext holds it or one
 * of Markdown. Where both do, they are one page in two forms, and the link stays in its own.
 */
export class BothForms implements Titles {
  constructor(
    private readonly wikitext: FormTitles,
    private readonly markdown: FormTitles,
  ) {}

  find(title: string): Found | undefined {
    const wanted = namespacedTitle(title);
    const category = categoryOf(wanted);
    if (category === undefined) return better(this.wikitext.pages.find(wanted), this.markdown.pages.find(wanted));
    const found = better(this.wikitext.categories.find(category), this.markdown.categories.find(category));
    return found && { ...found, title: `Category:${found.title}` };
  }

  nearest(title: string, limit: number): readonly string[] {
    const own = this.wikitext.pages.nearest(title, limit);
    return distinct(own, this.markdown.pages.nearest(title, limit), (one) => one).slice(0, limit);
  }

  search(query: string, limit: number): readonly PageName[] {
    const own = this.wikitext.pages.search(query, limit);
    return distinct(own, this.markdown.pages.search(query, limit), ({ title }) => title).slice(0, limit);
  }

  /** The path that every spelling of a key leads to; undefined when there is none, or more than one page. */
  soleOfKey(key: string): string | undefined {
    return this.markdown.pages.hasKey(key) ? undefined : this.wikitext.pages.soleOfKey(key);
  }

  /** Whether a title has a key, see {@link titleKey}: then every spelling of it leads somewhere. */
  hasKey(key: string): boolean {
    return this.wikitext.pages.hasKey(key) || this.markdown.pages.hasKey(key);
  }
}

const RANKS = { exact: 0, case: 1, variant: 2 } as const;

function better(own: Found | undefined, other: Found | undefined): Found | undefined {
  if (!own || !other) return own ?? other;
  return RANKS[other.status] < RANKS[own.status] ? other : own;
}

/** Both lists, the best of each first, without those of the second that the first has. */
function distinct<T>(own: readonly T[], others: readonly T[], titleOf: (one: T) => string): T[] {
  if (own.length === 0 || others.length === 0) return [...own, ...others];
  const known = new Set(own.map((one) => titleKey(titleOf(one))));
  const more = others.filter((one) => !known.has(titleKey(titleOf(one))));
  const found: T[] = [];
  for (let at = 0; at < Math.max(own.length, more.length); at++) {
    if (own[at] !== undefined) found.push(own[at]!);
    if (more[at] !== undefined) found.push(more[at]!);
  }
  return found;
}
