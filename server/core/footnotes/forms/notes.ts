import type { ReferenceList } from "../../model/article";
import type { Span } from "../../text/span";

/** How the footnotes of a page are written: `\[n\]` with a numbered list, `[^n]` with definitions, or `<ref>`. */
export type FootnoteForm = ReferenceList["form"];

/** Where a marker stands, as far as it matters to what can be written there. `row`: in a row of a pipe table. */
export type UsePlace = "text" | "heading" | "link" | "html" | "row";

/** A marker of the running text. Markers in entries are part of their entry's lines. */
export interface Use extends Span {
  /** The entry it cites: index into `Footnotes.notes`. */
  readonly note: number;
  readonly place: UsePlace;
}

/** An entry of the list. */
export interface Note {
  /** What it is called, where the form has names and somebody gave it one; "" for those that are only numbered. */
  readonly name: string;
  /** What it says, without numeral and indentation; none when it is empty. A marker in it is a {@link token}. */
  readonly lines: readonly string[];
}

/** The footnotes of a page whatever their form. */
export interface Footnotes {
  readonly form: FootnoteForm;
  /** In the order of their numbers, which is that of their first uses: the first is number 1. */
  readonly notes: readonly Note[];
  /** In text order. */
  readonly uses: readonly Use[];
  /** What the list takes of the text: the lines of each entry, or the one tag; in text order. Empty: the wiki adds the list. */
  readonly slots: readonly Span[];
}

/**
 * Why footnotes keep their form. Those with an offset name the place to look at.
 * - `none`: there are none; `same`: they have the form already; `dialect`: a page of this kind cannot have it
 * - `mixed`: they are written in more than one form
 * - `standing`: the list does not stand by itself; `numbers`: its numbers do not count 1, 2, 3…
 * - `damaged`: a marker is; `undefined`: it cites nothing; `unused`: an entry is cited nowhere in the text
 * - `order`: first uses do not ascend; `duplicate`: two entries have one name
 * - `html`, `link`: a marker in raw HTML, in a link, where the form has none; `hidden`: one where the wiki shows no text
 * - `nested`: an entry cites another; `blocks`: it holds lists, code and the like; `markup`: it holds markup that has no like
 * - `between`: something stands between the entries; `behind`: a marker stands behind the list
 * - `group`: footnotes in groups; `special`: footnotes only MediaWiki has (`follow`, functions, templates)
 * - `flaw`: a `<ref>` with an error; `tags`: tags that are not read alike as Markdown and as wikitext
 * - `lists`: there is a tag for the list already, which is not the place for it
 * - `name`: the form has no such name
 * - `index`: behind an identifier a marker of this form would be taken for an index
 * - `unequal`: the page would not read the same afterwards
 */
export const REFUSALS = [
  "none",
  "same",
  "dialect",
  "mixed",
  "standing",
  "numbers",
  "damaged",
  "undefined",
  "unused",
  "order",
  "duplicate",
  "html",
  "link",
  "hidden",
  "nested",
  "blocks",
  "markup",
  "between",
  "behind",
  "group",
  "special",
  "flaw",
  "tags",
  "lists",
  "name",
  "index",
  "unequal",
] as const;

export interface Refusal {
  readonly reason: (typeof REFUSALS)[number];
  /** What it is about, an offset of the text; null: the page as a whole. */
  readonly offset: number | null;
  /** The number or name of the footnote it is about; "" for none. */
  readonly label: string;
}

/** Thrown while footnotes are read or written, and caught by `changeForm`. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly refusal: Refusal;

  constructor(reason: Refusal["reason"], offset: number | null = null, label = "") {
    super(reason);
    this.refusal = { reason, offset, label };
  }
}

// Control characters no article holds: a page that does is refused.
const TOKEN = /\u0001(\d+)\u0002/g;
const CONTROL = /[\u0001\u0002]/;

/** What stands for a marker in an entry's lines. */
export function token(note: number): string {
  return `\u0001${note}\u0002`;
}

export function hasToken(line: string): boolean {
  return CONTROL.test(line);
}

/** A line with its markers written. */
export function withMarkers(line: string, marker: (note: number) => string): string {
  return line.replace(TOKEN, (_, note: string) => marker(Number(note)));
}

/** The label of a note in the form of definitions, and what it is told by in messages. */
export function labelOf({ name }: Note, index: number): string {
  return name === "" ? String(index + 1) : name;
}
