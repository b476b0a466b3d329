import type { Article, Block } from "../model/article";
import type { Lexicon } from "../variants/lexicon";
import type { WordList } from "../variants/words";
import type { Configuration } from "./configuration";

/**
 * What a title leads to.
 * - `exact`: the page, at `path`; the first letter's case is forgiven as MediaWiki does
 * - `case`, `variant`: a page of another letter case or script, at `path` under its own `title`
 * - `missing`: there is none
 * - `unknown`: the list of pages is not known (yet): stay silent
 */
export type Resolution =
  | { readonly status: "exact" | "case" | "variant"; readonly path: string; readonly title: string }
  | { readonly status: "missing" | "unknown" };

/** A page there is: its title, and its path (`Page/X.md`). */
export interface PageName {
  readonly title: string;
  readonly path: string;
}

/** The pages there are, as far as rules may know. Immutable: another state of the wiki is another object. */
export interface Pages {
  /** Where a title leads. `title` has spaces, no anchor. */
  resolve(title: string): Resolution;
  /** Existing titles nearest to a missing one, best first, at most `limit`. */
  nearest(title: string, limit: number): readonly string[];
  /** The pages whose titles hold a query in either script and any letter case, best first, at most `limit`. */
  search(query: string, limit: number): readonly PageName[];
  /** The categories of the wiki whose names hold a query, likewise. */
  searchCategories(query: string, limit: number): readonly string[];
  /** The visible texts of a page's headings; undefined when that page has not been read. `path` as `resolve` gave it. */
  headings(path: string): readonly string[] | undefined;
}

/** Facts about a page that a check of one of its blocks may use. One object as long as none of them changes. */
export interface PageFacts {
  /** The page's own title, from its file name; "" when it has none. */
  readonly title: string;
  readonly dialect: Article["dialect"];
  readonly script: Article["script"];
  /** Whether local links lead nowhere as a rule: see `missingIsNormal`. */
  readonly missingIsNormal: boolean;
  /** Whether the settings say that it is an article (`include`), whatever its text looks like. */
  readonly isIncluded: boolean;
  readonly pages: Pages;
  /** Destinations of pictures on the page whose files are known not to exist. */
  readonly missingPictures: ReadonlySet<string>;
  readonly configuration: Configuration;
  /** The word lists for conversions, in their precedence: the workspace's, the user's. */
  readonly wordLists: readonly WordList[];
  /** What the dictionaries know; undefined as long as nobody has needed them. */
  readonly lexicon: Lexicon | undefined;
}

/** What rules and features get, and nothing else. Frozen. */
export interface Snapshot {
  /** The document's URI (language server) or path (command line), as given by the caller. */
  readonly uri: string;
  readonly version: number;
  readonly article: Article;
  readonly facts: PageFacts;
}

/** What the check of one block sees: spans in `block.content` are relative to `block.content.text`. */
export interface BlockScope {
  readonly block: Block;
  readonly facts: PageFacts;
}
