import type { Script } from "../text/script";
import type { Span } from "../text/span";

/** How the source is written: Markdown made by pandoc, MediaWiki wikitext, or the text of a rendered page. */
export type Dialect = "markdown" | "wikitext" | "rendered";

export type { Script };

export interface Heading extends Span {
  /** 1 to 6. */
  readonly level: number;
  /** What stands between the marks. */
  readonly content: Span;
  /** The visible text. */
  readonly text: string;
}

/**
 * - `page`: a page of this wiki (`../Page/X.md`, a bare title)
 * - `remote`: a page of the wiki on the web (`https://zh.wikipedia.org/wiki/X`)
 * - `file`, `category`: the `File:` and `Category:` namespaces, local or remote
 * - `interwiki`: a page of another language or project (`:en:X`, `https://en.wikipedia.org/wiki/X`)
 * - `external`: anything else with a scheme
 * - `anchor`: a place of the same page (`#x`)
 */
export type LinkKind = "page" | "remote" | "file" | "category" | "interwiki" | "external" | "anchor";

export interface Link extends Span {
  readonly kind: LinkKind;
  /** `[label](target "attribute")`, `<a href="target" title="attribute">label</a>`, or `[[target|label]]`. */
  readonly form: "markdown" | "html" | "wikitext";
  /** What stands between the brackets (empty span when there is nothing). */
  readonly label: Span;
  /** The visible text of the label: escapes resolved, markup and markers left out, a line break as one space or, between Han, nothing. */
  readonly labelText: string;
  /** The destination as written, without title attribute. */
  readonly target: Span;
  /** The destination with escapes and entities resolved and percent-encoding decoded once. */
  readonly destination: string;
  /** The wanted page's title, with spaces, without namespace for `file`/`category`, without anchor; "" for external and anchor links. */
  readonly title: string;
  /** The anchor without `#`; "" when there is none. */
  readonly anchor: string;
  /** The link's title attribute: `wikilink`, `fig:…`, "" when there is none. */
  readonly attribute: string;
  /** Whether it is an image (`![…](…)`). */
  readonly image: boolean;
}

/** Where a marker stands. */
export type MarkerPlace = "text" | "link" | "heading" | "table" | "entry";

export interface Marker extends Span {
  /** What is shown between the brackets: "12", "注 1". */
  readonly label: string;
  /** The number, when the label is one. */
  readonly number: number | null;
  readonly group: string;
  /** `\[12\]`, `[12]` (raw HTML, rendered text), `[^12]`, `<ref>`. */
  readonly form: "escaped" | "bare" | "caret" | "ref";
  readonly place: MarkerPlace;
  /** Index of the cited entry in `Article.references`; null when there is none. */
  readonly reference: number | null;
  /** It looks like a marker but does not fit the page's list (an array index in programming prose). Never edited automatically. */
  readonly suspect: boolean;
}

/** A damaged marker: `\[3]`, `[3\]`, `\[ 3 \]`, `［3］`, or one cut by a link's edge. */
export interface BrokenMarker extends Span {
  /** The number it was, when that is certain. */
  readonly number: number | null;
  readonly flaw: "escape" | "space" | "fullwidth" | "link-edge";
}

export interface Reference extends Span {
  /** The numeral with its punctuation: `12.`, `[^12]:`. */
  readonly label: Span;
  /** What a marker must say to cite it: "12". */
  readonly name: string;
  /** The written number, when the name is one. */
  readonly number: number | null;
  /** The number CommonMark renders for an entry of an ordered list (start + index); equals `number` in other forms. */
  readonly rendered: number | null;
  readonly group: string;
  /** What stands behind the numeral, all paragraphs, trailing white space left out. */
  readonly body: Span;
  /** The visible text of the body. */
  readonly text: string;
  /** Nothing but white space and punctuation behind the numeral. */
  readonly empty: boolean;
  /** Indices into `Article.markers` of those that cite it, ascending. */
  readonly citedBy: readonly number[];
}

/** The page's list of references. */
export interface ReferenceList extends Span {
  readonly form: "ordered" | "definitions";
  /** Entries `first` (included) to `last` (excluded) of `Article.references`. */
  readonly first: number;
  readonly last: number;
  /** Whether CommonMark renders it as a list of its own. If not: swallowed by the HTML line above, or fused with the list before. */
  readonly standing: "list" | "swallowed" | "fused";
}

export interface Category extends Span {
  readonly name: string;
  /** Index into `Article.links`. */
  readonly link: number;
}

/**
 * Left behind by the conversion:
 * - `link-close`: `\]\]` or `]]` that closes nothing
 * - `template`: a whole `{{…}}`; `template-close`: `}}` that closes nothing; `template-open`: `{{` that is never closed
 * - `parameter`: `|accessdate=…}}` debris, up to and with its `}}`
 * - `raw-tag`: a wikitext or stray tag (`<ref>`, `</small>`, `<references group="" />`); `quotes`: `'''`
 * - `conversion`: `-{…}-`
 */
export type ResidueKind =
  | "link-close"
  | "template"
  | "template-open"
  | "template-close"
  | "parameter"
  | "raw-tag"
  | "quotes"
  | "conversion";

export interface Residue extends Span {
  readonly kind: ResidueKind;
}

/**
 * A stretch of text a reader reads in one go: a paragraph, a heading, an entry, a table cell's text.
 * Each run is a list of visible pieces that touch for the reader although markup stands between them in the source;
 * something that is not text (code, math, a template) ends a run. Pieces hold no markup and no protected span.
 */
export interface Passage extends Span {
  readonly kind: "paragraph" | "heading" | "entry" | "html";
  readonly runs: readonly (readonly Span[])[];
}

/** The constructs found in a stretch of text; all lists in text order. */
export interface Constructs {
  readonly headings: readonly Heading[];
  readonly links: readonly Link[];
  readonly markers: readonly Marker[];
  readonly brokenMarkers: readonly BrokenMarker[];
  readonly residues: readonly Residue[];
  readonly passages: readonly Passage[];
  /** What conversion and safe fixes never touch: code, math, URLs and link targets, tags, templates, comments, front matter. */
  readonly protectedSpans: readonly Span[];
}

export type BlockKind =
  | "paragraph"
  | "heading"
  | "list"
  | "item"
  | "entry"
  | "html"
  | "quote"
  | "code"
  | "math"
  | "definition"
  | "other";

/**
 * A top-level piece of the document (a paragraph, a heading, one item of a top-level list …): the unit of incremental work.
 * `start` and `end` are offsets of the document; everything in `content` is relative to `start`, so that a block that an
 * edit only moves keeps its very `content` object, which is what caches are keyed on.
 */
export interface Block extends Span {
  readonly kind: BlockKind;
  readonly content: BlockContent;
}

/** A block's constructs, all spans relative to the block's start; markers are not bound here (`reference: null`, `suspect: false`). */
export interface BlockContent extends Constructs {
  /** The block's source. */
  readonly text: string;
  /** Whether a comment in it speaks to Redlink (`<!-- redlink-… -->`). */
  readonly hasDirective: boolean;
}

/** Everything Redlink knows of one page's text: plain immutable data. Spans are offsets of `text`. */
export interface Article extends Constructs {
  readonly dialect: Dialect;
  readonly text: string;
  readonly script: Script;
  readonly blocks: readonly Block[];
  readonly references: readonly Reference[];
  readonly lists: readonly ReferenceList[];
  readonly categories: readonly Category[];
  /** Whether every link to a wiki page is local, as the oldest conversions wrote them: then a missing page is normal. */
  readonly allLinksLocal: boolean;
}
