import type { Article, Dialect } from "../model/article";
import { parseMarkdown } from "./markdown/parse";
import { parseRendered } from "./rendered/parse";
import { isReadable } from "./size";
import { parseWikitext } from "./wikitext/parse";
import { NEWEST_RELEASE } from "./wikitext/release";

export { isReadable };

/** A stretch of text replaced by `newLength` new units; offsets are those of the text before this change (and after the ones before it). */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly newLength: number;
}

/** A parsed text that can be carried over to its next version. Immutable. */
export interface Parse {
  readonly article: Article;
  /**
   * The parse of the text after `changes`, which are applied one after the other.
   * Equal to a parse of `text` from scratch, and much cheaper.
   */
  update(text: string, changes: readonly TextChange[]): Parse;
}

/** All dialects. */
export const DIALECTS: readonly Dialect[] = ["markdown", "wikitext", "rendered"];

/**
 * Parses an article. Never throws, whatever the text.
 * @param mediawiki N of MediaWiki 1.N, by whose rules the footnotes of wikitext are numbered
 */
export function parse(text: string, dialect: Dialect, mediawiki = NEWEST_RELEASE): Parse {
  switch (dialect) {
    case "markdown":
      return parseMarkdown(text);
    case "wikitext":
      return parseWikitext(text, mediawiki);
    case "rendered":
      return parseRendered(text);
  }
}
