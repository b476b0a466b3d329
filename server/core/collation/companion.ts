import type { Article, Marker } from "../model/article";
import type { Citation, CitationPart } from "../model/citation";
import type { Span } from "../text/span";

/** How a companion is written. */
export type CompanionKind = "rendered" | "html" | "wikitext";

/** Something of the companion's source of which a conversion to Markdown leaves nothing: a template. */
export interface Phrase extends Span {
  /** The visible text before conversion; empty when none of it belongs to the sentence. */
  readonly shows: readonly CitationPart[];
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
  /** In text order. Those of wikitext include what templates make: none of these is in `Article.markers`. */
  readonly markers: readonly Marker[];
  /** How often the companion says each entry is cited; null: it does not say. */
  readonly uses: readonly (number | null)[];
  /** In text order, without overlaps. */
  readonly phrases: readonly Phrase[];
  /** Whether every template of the text is among the phrases: the rest of the text is what a conversion keeps. */
  readonly tellsTemplates: boolean;
  /** Stretches of the text in another language than Chinese, in text order. */
  readonly foreign: readonly Span[];
  /** Offsets where a paragraph begins, ascending. */
  readonly paragraphs: readonly number[];
  /** What it says it is about: its title, its first bold words. */
  readonly subjects: readonly string[];
}
