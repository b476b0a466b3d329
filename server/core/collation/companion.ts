import type { Article } from "../model/article";
import type { Citation, CitationPart } from "../model/citation";
import type { Span } from "../text/span";

/** How a companion is written. */
export type CompanionKind = "rendered" | "html" | "wikitext";

/**
 * Words that a template of the source put there, of which a conversion leaves nothing. A collapsed span: they end there,
 * and where they begin the companion does not tell.
 */
export interface Phrase extends Span {
  /** Where all that the template shows ends, the name in another language included. */
  readonly until: number;
  /** What they are, before any conversion; undefined: what stands in the span. */
  readonly written: readonly CitationPart[] | undefined;
}

/** The same article in another form. */
export interface Companion {
  /** What people call it: a file's name, the wiki's address, the clipboard. */
  readonly name: string;
  readonly kind: CompanionKind;
  readonly article: Article;
  /** What of `article.text` is read, in text order, entries of the list left out. */
  readonly pieces: readonly Span[];
  /** What the entry of an index into `Article.references` cites; undefined when it says nothing. */
  citation(reference: number): Citation | undefined;
  /** How often the companion says each entry is cited; null: it does not say. */
  readonly uses: readonly (number | null)[];
  readonly phrases: readonly Phrase[];
  /** Offsets where a paragraph begins, ascending. */
  readonly paragraphs: readonly number[];
  /** What it says it is about: its title, its first bold words. */
  readonly subjects: readonly string[];
}
