import { NOTHING } from "../text/nothing";
import type { Script, ScriptCount } from "../text/script";
import type { Span } from "../text/span";
import type { SetAnchor } from "./anchors";

/** How the source is written: Markdown made by pandoc, MediaWiki wikitext, or the text of a rendered page. */
export type Dialect = "markdown" | "wikitext" | "rendered";

export type { Script };

const COLON = 0x3a;

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
  /**
   * `[label](target "attribute")` or a definition `[label]: target "attribute"`; `<a href="target" title="attribute">label</a>`;
   * `[[target|label]]`. `reference`: a use of a definition, `[label][target]`, `[label][]` or `[label]`.
   */
  readonly form: "markdown" | "html" | "wikitext" | "reference";
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
  /** The link's title attribute: `wikilink`, `fig:…`, "" when there is none; `link` for a picture's `link=` in wikitext. */
  readonly attribute: string;
  /** Whether it is an image (`![…](…)`). */
  readonly image: boolean;
}

/** Whether a link of wikitext shows its target: `[[甲]]`. */
export function isBare({ form, label, target }: Link): boolean {
  return form === "wikitext" && label.start < target.end;
}

/** Whether a link is a definition of Markdown, `[label]: target`, which is shown where it is used. */
export function isDefinition({ form, label }: Link, text: string): boolean {
  return form === "markdown" && text.charCodeAt(label.end + 1) === COLON;
}

/** Where a marker stands; `hidden`: where wikitext's footnotes are numbered and listed, but have no marker. */
export type MarkerPlace = "text" | "link" | "heading" | "table" | "entry" | "hidden";

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

/**
 * A damaged marker: `\[3]`, `[3\]`, `\[ 3 \]`, `［3］`, or one cut by a link's edge; `【^3】`, `[^ 3]`, `\[^3\]`, or a
 * `[^3]` in an HTML block, where Markdown is not read.
 */
export interface BrokenMarker extends Span {
  readonly form: "escaped" | "caret";
  /** What is shown between the brackets, in half-width digits. */
  readonly label: string;
  /** The number it was, when that is certain. */
  readonly number: number | null;
  /** `definition`: no marker but a damaged definition: `[^3]：`, `[^3] :`, `［^3］：`. */
  readonly flaw: "escape" | "space" | "fullwidth" | "link-edge" | "html" | "definition";
}

export interface Reference extends Span {
  /** The numeral with its punctuation: `12.`, `[^12]:`; in wikitext the opening tag of what defines it. */
  readonly label: Span;
  /** What a marker must say to cite it: "12"; in wikitext its `name`, "" when nothing can. */
  readonly name: string;
  /** What the reader sees at its markers: "12", "注 1"; "" for wikitext that follows a reference that is not there. */
  readonly shown: string;
  /** The written number, when the name is one. */
  readonly number: number | null;
  /** The number CommonMark renders for an entry of an ordered list (start + index); equals `number` in other forms. */
  readonly rendered: number | null;
  readonly group: string;
  /** What stands behind the numeral, all paragraphs, trailing white space left out. */
  readonly body: Span;
  /** The visible text of the body. */
  readonly text: string;
  /** In wikitext: what is written in it, each stretch of white space as one space. What templates show of it nobody knows. */
  readonly written?: string;
  /** Nothing but white space and punctuation behind the numeral. */
  readonly empty: boolean;
  /** Indices into `Article.markers` of those that cite it, ascending. */
  readonly citedBy: readonly number[];
  /** In wikitext: index of the entry it is a part of (`details=`); null for a whole one. */
  readonly partOf?: number | null;
}

/** The page's list of references. */
export interface ReferenceList extends Span {
  /** `tag`: wikitext's `<references />` or what stands for it; collapsed at the end of the text when the wiki adds it itself. */
  readonly form: "ordered" | "definitions" | "tag";
  /** Entries `first` (included) to `last` (excluded) of `Article.references`; in wikitext the outermost of its entries. */
  readonly first: number;
  readonly last: number;
  /** Of a `tag` list: its entries, by index, in the order they are shown in. */
  readonly entries?: readonly number[];
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
 * - `link-invalid`: the whole of a link of wikitext whose target is no title
 * - `link-open`: `\[\[` that nothing closes; `table`: `{|`, `|}`; `gallery`: `<File:A.jpg>`
 * - `raw-tag`: a wikitext tag (`<ref>`, `<references group="" />`); `quotes`: `'''`
 * - `tag-close`: a tag such as `</small>` that closes nothing in its paragraph; `tag-open`: `<small>` that its paragraph
 *   leaves open, for another to close
 * - `conversion`: `-{…}-`
 * - `pipe-trick`, in wikitext: `[[|甲]]`, which only saving the page completes
 * - `wikilink`: `[[甲|乙]]`, its brackets perhaps escaped
 * - `empty-item`: an item of a list with nothing in it
 */
export type ResidueKind =
  | "link-open"
  | "link-close"
  | "link-invalid"
  | "table"
  | "gallery"
  | "template"
  | "template-open"
  | "template-close"
  | "parameter"
  | "raw-tag"
  | "tag-open"
  | "tag-close"
  | "quotes"
  | "conversion"
  | "pipe-trick"
  | "wikilink"
  | "empty-item";

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

/** A template's parameter: `|name=value`, or `|value`. It begins behind the bar. */
export interface TemplateParameter extends Span {
  /** The name as MediaWiki knows it: trimmed; "1", "2" … for those written without one. */
  readonly name: string;
  /** The name as it is written; null when there is none. */
  readonly label: Span | null;
  /** The value, white space around it left out. */
  readonly value: Span;
}

/** `{{name|parameters}}`, or a parser function or magic word (`{{#tag:ref|…}}`, `{{DEFAULTSORT:X}}`). */
export interface Template extends Span {
  readonly kind: "template" | "function";
  /**
   * Without namespace, spaces for underscores; the first letter as it is written. Of a function all that stands before the
   * first bar. "" when other templates make the name.
   */
  readonly name: string;
  readonly label: Span;
  readonly parameters: readonly TemplateParameter[];
}

/** `-{flags|rules}-`: what the wiki shows in each variant of Chinese. */
export interface VariantMarkup extends Span {
  /** `A`, `H`, `T`, `R`, `D`, `N`, `-`, or variants (`zh-hans;zh-hant`), upper case as MediaWiki reads them; "" without. */
  readonly flags: string;
  /** What stands behind the flags. */
  readonly content: Span;
}

/** An attribute of a tag: `name="value"`, or of a function: `|name=value`. */
export interface TagAttribute extends Span {
  /** In lower case. */
  readonly name: string;
  /** As MediaWiki reads it: trimmed, character references resolved. */
  readonly value: string;
  /** The value as written, without its quotes. */
  readonly content: Span;
  /** What it is quoted with; "" for nothing. */
  readonly quote: '"' | "'" | "";
}

/** A footnote of wikitext: `<ref …>…</ref>`, `<ref … />` or `{{#tag:ref|…}}`. */
export interface RefTag extends Span {
  readonly form: "tag" | "function";
  /** The opening tag; of a function everything up to its content. */
  readonly open: Span;
  /** What stands between the tags; null when it closes itself. */
  readonly body: Span | null;
  /** The visible text of the body; where templates make it, their values. */
  readonly text: string;
  /** What is written in it, each stretch of white space as one space. */
  readonly written: string;
  readonly attributes: readonly TagAttribute[];
  /** Values of attributes; "" when there are none. The group is null then: inside a list it is the list's. */
  readonly name: string;
  readonly group: string | null;
  readonly follow: string;
  readonly extends: string;
  /** What it says of the part of the footnote it cites; null without the attribute. */
  readonly details: string | null;
  readonly place: MarkerPlace;
  /** Index of the list it is defined in, among those of the block (of the article); null in text. */
  readonly list: number | null;
  /** Another `<ref` stands in it: its end tag is missing, or that of the other one is. */
  readonly nested: boolean;
}

/** A tag whose other half is missing: `<ref>` without `</ref>`, which is shown as it is written, or the other way round. */
export interface LooseTag extends Span {
  readonly kind: "open" | "close";
  /** In lower case. */
  readonly name: "ref" | "references";
}

/** The name of a footnote in a template: `{{r|name}}`, `{{efn|name=name|…}}`. Its span is the name as it is written. */
export interface NameUse extends Span {
  readonly name: string;
  /** The footnote's group; null where the page does not tell. */
  readonly group: string | null;
  /** Whether the template only cites the name, so that a footnote must have it; else it may well define it. */
  readonly isCitation: boolean;
}

/**
 * A tag of footnotes in wikitext that is mistyped, told from what it would pair with:
 * - `end`: `</reff>`, `</ref`, `<ref/>`, `<ref>` for `</ref>`; `start`: `< ref>`, `<ref＞` for `<ref>`
 * - `self`: `<reff name="a" />`; `content`: `<ref name="a" />甲</ref>`
 * - `cut`: `<ref name="a"` without `>`; `greater`: `<ref name="a > b">`
 * - `list`: `<reference/>`; `list-start`, `list-end`: `<reference>`, `</reference>`
 */
export interface TagSlip extends Span {
  readonly kind: "end" | "start" | "self" | "content" | "cut" | "greater" | "list" | "list-start" | "list-end";
  /** What MediaWiki reads otherwise because of it: flaws in there are its consequences. */
  readonly scope: Span;
  /** The edits of the text that write the tag that was meant; none where the block does not tell which. */
  readonly edits: readonly (Span & { readonly text: string })[];
  /** Whether nothing else can have been meant. */
  readonly isCertain: boolean;
}

/** Where wikitext shows its references: `<references />`, `{{#tag:references}}`, or a template known to do so (`{{reflist}}`). */
export interface ListTag extends Span {
  readonly form: "tag" | "function" | "template";
  readonly group: string;
  readonly attributes: readonly TagAttribute[];
  /** What is defined in it; null when nothing can be. */
  readonly body: Span | null;
}

/**
 * What is wrong with a footnote of wikitext. MediaWiki shows an error for these:
 * - `numeric-name`: a name, or what it follows or extends, of digits only
 * - `attribute`: one that `<ref>` does not know; `direction`: `dir` is neither `ltr` nor `rtl`; `conflict`: `follow` with a name
 * - `direction-conflict`: another `dir` than its name has elsewhere
 * - `details-nameless`, `details-in-list`: `details` without a name, or inside `<references>`
 * - `empty`: neither name nor content
 * - `nested`: a `<ref>` inside another one
 * - `no-text`: a name that nothing defines; `duplicate`: a name defined twice, differently
 * - `no-list`: a group that nothing lists; `list-attribute`: one that `<references>` does not know
 * - `nested-list`: `<references>` inside another one
 * - `list-group`, `list-nameless`, `list-empty`, `list-unused`: of a footnote inside `<references>`: it names another group, has
 *   no name, no content, or nothing above the list uses it
 * - `nested-extends`: it extends what extends another one
 *
 * and shows nothing of it for these:
 * - `unclosed`: `<ref>` without end tag; `stray-close`: an end tag without `<ref>`
 */
export type FootnoteFlawKind =
  | "numeric-name"
  | "attribute"
  | "direction"
  | "direction-conflict"
  | "details-nameless"
  | "details-in-list"
  | "conflict"
  | "empty"
  | "nested"
  | "no-text"
  | "duplicate"
  | "no-list"
  | "list-attribute"
  | "nested-list"
  | "list-group"
  | "list-nameless"
  | "list-empty"
  | "list-unused"
  | "nested-extends"
  | "unclosed"
  | "stray-close";

/** Its span is the opening tag of the footnote, or the whole of a list or loose tag. */
export interface FootnoteFlaw extends Span {
  readonly kind: FootnoteFlawKind;
  /** Index into `Article.refs` of the footnote it is about; null for lists and loose tags. */
  readonly ref: number | null;
  /** The footnote's name and group; of a list and of `no-list` its group. */
  readonly name: string;
  readonly group: string;
}

/** The constructs found in a stretch of text; all lists in text order. The last six are empty in Markdown. */
export interface Constructs {
  readonly headings: readonly Heading[];
  readonly links: readonly Link[];
  readonly markers: readonly Marker[];
  readonly brokenMarkers: readonly BrokenMarker[];
  readonly residues: readonly Residue[];
  readonly passages: readonly Passage[];
  /** What conversion and safe fixes never touch: code, math, URLs and link targets, tags, templates, comments, front matter. */
  readonly protectedSpans: readonly Span[];
  readonly templates: readonly Template[];
  readonly variants: readonly VariantMarkup[];
  readonly refs: readonly RefTag[];
  readonly listTags: readonly ListTag[];
  readonly looseTags: readonly LooseTag[];
  readonly nameUses: readonly NameUse[];
  readonly tagSlips: readonly TagSlip[];
}

/** What dialects other than wikitext have of its own constructs. */
export const NO_WIKITEXT = {
  templates: NOTHING,
  variants: NOTHING,
  refs: NOTHING,
  listTags: NOTHING,
  looseTags: NOTHING,
  nameUses: NOTHING,
  tagSlips: NOTHING,
} as const;

export type BlockKind =
  | "paragraph"
  | "heading"
  | "list"
  | "item"
  | "table"
  | "gallery"
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
  /** How many strictly Simplified and strictly Traditional characters its passages have. */
  readonly script: ScriptCount;
  /** Anchors that tags and `{#id}` set; of Markdown only. */
  readonly anchors?: readonly SetAnchor[];
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
  /** The links of `links` that definitions make of brackets elsewhere (Markdown's `[text][label]`); the blocks lack them. */
  readonly referenceLinks: readonly Link[];
  /**
   * Markers of wikitext that MediaWiki does not show, though it numbers and lists their footnotes: in attributes, in the
   * caption of a picture without a frame. None of them is in `markers` or `Reference.citedBy`.
   */
  readonly unshownMarkers: readonly Marker[];
  /** What MediaWiki's footnotes complain of, in text order. */
  readonly footnoteFlaws: readonly FootnoteFlaw[];
  /** Whether templates stand on the page whose footnotes the page does not show (`{{sfn}}`, `{{efn}}`). */
  readonly hasHiddenFootnotes: boolean;
  /** N of MediaWiki 1.N, by whose rules the footnotes are numbered; of wikitext only. */
  readonly mediawiki?: number;
  /** Whether it is a wiki page by its text: in Markdown a page may be anything else (a README, a page of a site). */
  readonly isWikiPage: boolean;
  /** Whether every link to a wiki page is local, as the oldest conversions wrote them. */
  readonly allLinksLocal: boolean;
  /** Whether a link leads to the wiki on the web. */
  readonly hasRemoteLinks: boolean;
}
