import type { Article, Dialect } from "../model/article";
import { holdsLoneReturn, withLineFeeds } from "../text/lines";
import { joinedChange, type TextChange } from "./changes";
import { parseMarkdown } from "./markdown/parse";
import { parseRendered } from "./rendered/parse";
import { isReadable } from "./size";
import { parseWikitext } from "./wikitext/parse";
import { NEWEST_RELEASE } from "./wikitext/release";

export { isReadable, type TextChange };

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
 * Parses an article. Never throws, whatever the text. Where a lone CR ends a line, the article's text has a line feed in its
 * place, so that there is one sign for the end of a line; offsets are those of `text`.
 * @param mediawiki N of MediaWiki 1.N, by whose rules the footnotes of wikitext are numbered
 */
export function parse(text: string, dialect: Dialect, mediawiki = NEWEST_RELEASE): Parse {
  const read = withLineFeeds(text);
  return new ReturnsRead(parseLines(read, dialect, mediawiki), read !== text);
}

/** A parse of a text whose lone CRs were read as line feeds. */
class ReturnsRead implements Parse {
  readonly article: Article;

  /** @param hasReturns whether there were any */
  constructor(
    private readonly parsed: Parse,
    private readonly hasReturns: boolean,
  ) {
    this.article = parsed.article;
  }

  update(text: string, changes: readonly TextChange[]): Parse {
    const change = joinedChange(changes);
    const { start, end, newLength } = change;
    // A CR in front of the change may have got its line feed, or lost it.
    const from = Math.max(0, start - 1);
    if (!this.hasReturns && !holdsLoneReturn(text, from, start + newLength)) {
      return new ReturnsRead(this.parsed.update(text, [change]), false);
    }
    const read = withLineFeeds(text);
    const widened = { start: from, end, newLength: newLength + start - from };
    return new ReturnsRead(this.parsed.update(read, [widened]), read !== text);
  }
}

function parseLines(text: string, dialect: Dialect, mediawiki: number): Parse {
  switch (dialect) {
    case "markdown":
      return parseMarkdown(text);
    case "wikitext":
      return parseWikitext(text, mediawiki);
    case "rendered":
      return parseRendered(text);
  }
}
