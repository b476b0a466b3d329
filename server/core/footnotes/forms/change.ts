import { parse } from "../../dialects/parse";
import type { Article, Dialect, Marker } from "../../model/article";
import { applyEdits, EditConflict, inOrder, type TextEdit } from "../../text/edit";
import { firstEndingAfter, type Span } from "../../text/span";
import { said } from "./body";
import { mayHaveLeftovers, readLeftovers } from "./leftovers";
import { type FootnoteForm, type Footnotes, type Note, type Refusal, Refused } from "./notes";
import { prepared } from "./prepare";
import { leftoverRef, readTags } from "./tags";
import { write } from "./write";
import { readWritten } from "./written";

export type { FootnoteForm, Refusal } from "./notes";

/** The footnotes of a page in another form. */
export interface FormChange {
  readonly from: FootnoteForm;
  readonly edits: readonly TextEdit[];
  /** Markers of the running text, and entries. */
  readonly markers: number;
  readonly entries: number;
  /** What may be a marker of an entry or an index of programming prose, and stays as it is. */
  readonly left: number;
}

/**
 * Writes all footnotes of a page in another form. The page is read again with the edits made: its markers show the same
 * numbers in the same order and cite entries that say the same, and all other text is what it was; else it is refused.
 * @returns edits of the article's text, or why there are none
 */
export function changeForm(article: Article, target: FootnoteForm): FormChange | { readonly refusal: Refusal } {
  try {
    return changed(article, target);
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal };
    // Edits that do not go together: the page cannot be written in that form.
    if (error instanceof EditConflict) return { refusal: new Refused("unequal").refusal };
    throw error;
  }
}

/** The form a page's footnotes have, as far as that can be told at a glance; undefined: none, or more than one. */
export function formOf(article: Article): FootnoteForm | undefined {
  const forms = formsOf(article);
  return forms.length === 1 ? forms[0] : undefined;
}

/** A `<ref>` beside footnotes of Markdown is a leftover of the conversion. */
function formsOf(article: Article): FootnoteForm[] {
  const { dialect, markers, lists } = article;
  if (dialect === "wikitext") return markers.length > 0 ? ["tag"] : mayHaveLeftovers(article) ? ["ordered"] : [];
  if (dialect !== "markdown") return [];
  const has = (form: "ordered" | "definitions") =>
    lists.some((list) => list.form === form) ||
    markers.some((marker) => !marker.suspect && (marker.form === "caret") === (form === "definitions"));
  const forms: FootnoteForm[] = (["ordered", "definitions"] as const).filter(has);
  return forms.length === 0 && leftoverRef(article) ? ["tag"] : forms;
}

function changed(article: Article, target: FootnoteForm): FormChange {
  const { dialect, text } = article;
  if (dialect === "rendered" || (dialect === "wikitext" && target !== "tag")) throw new Refused("dialect");
  const forms = formsOf(article);
  const [form] = forms;
  if (form === undefined) throw new Refused("none");
  if (forms.length > 1) throw new Refused("mixed");
  if (form === target) throw new Refused("same");
  const leftover = target === "tag" && dialect === "markdown" ? leftoverRef(article) : undefined;
  if (leftover) throw new Refused("mixed", leftover.start);
  const { footnotes, content } = read(article, form);
  const notes = prepared(footnotes, target, content, dialect);
  const edits = inOrder(write(article, footnotes, notes, target));
  const after = parse(applyEdits(text, edits), dialect, article.mediawiki).article;
  const lost = suspects(after, notes.length)[suspects(article, notes.length).length];
  if (target === "ordered" && lost) throw new Refused("index", null, lost.label);
  // What was an index or an ordinary list may count as a marker and its entry, now that others are gone or new.
  if (formOf(after) !== target) throw new Refused("unequal");
  const now = reread(after, target);
  if (!isEqual(footnotes, notes, now)) throw new Refused("unequal");
  footnotes.notes.forEach(({ lines }, index) => {
    // Entries that were only moved are equal by their lines.
    const written = now.notes[index]!.lines;
    const isSame = lines.join("\n") === written.join("\n") || said(lines, content) === said(written, dialect);
    if (!isSame)
      throw new Refused("unequal", footnotes.uses.find(({ note }) => note === index)!.start, String(index + 1));
  });
  if (rest(article, footnotes) !== rest(after, now)) throw new Refused("unequal");
  const left = suspects(article, notes.length).length;
  return { from: footnotes.form, edits, markers: footnotes.uses.length, entries: notes.length, left };
}

/** What has the number of an entry, and may be an index of programming prose. */
function suspects({ markers }: Article, entries: number): Marker[] {
  return markers.filter(({ suspect, number }) => suspect && number! > 0 && number! <= entries);
}

function read(article: Article, form: FootnoteForm): { readonly footnotes: Footnotes; readonly content: Dialect } {
  if (article.dialect === "wikitext") return readLeftovers(article);
  return { footnotes: form === "tag" ? readTags(article) : readWritten(article, form), content: "markdown" };
}

/** What was written, read as any page is. */
function reread(after: Article, target: FootnoteForm): Footnotes {
  try {
    return target === "tag" ? readTags(after) : readWritten(after, target);
  } catch (error) {
    throw error instanceof Refused ? new Refused("unequal", null, error.refusal.reason) : error;
  }
}

/** Whether markers cite what they cited, in order, and entries are called and say what they shall. */
function isEqual({ uses }: Footnotes, notes: readonly Note[], now: Footnotes): boolean {
  if (now.notes.length !== notes.length || now.uses.length !== uses.length) return false;
  if (now.uses.some(({ note }, index) => note !== uses[index]!.note)) return false;
  return now.notes.every(({ name, lines }, index) => {
    const wanted = notes[index]!;
    return name === wanted.name && lines.length === wanted.lines.length && lines.every(isLine(wanted.lines));
  });
}

const isLine = (wanted: readonly string[]) => (line: string, index: number) =>
  line.trimEnd() === wanted[index]!.trimEnd();

/** What a reader sees outside of markers and entries, white space left out; and where the links there lead. */
function rest({ passages, links, text }: Article, { uses, slots }: Footnotes): string {
  const footnotes = [...uses, ...slots].sort((a, b) => a.start - b.start);
  const isOutside = (span: Span) => {
    const next = footnotes[firstEndingAfter(footnotes, span.start)];
    return !next || next.start >= span.end;
  };
  const pieces = passages.flatMap(({ runs }) => runs.flat()).sort((a, b) => a.start - b.start);
  let seen = "";
  for (const piece of pieces) seen += outside(text, piece, footnotes);
  const targets = links.filter(isOutside).map(({ destination }) => destination);
  return JSON.stringify([seen.replace(/\s+/g, ""), targets]);
}

/** The parts of a piece that no footnote takes. */
function outside(text: string, { start, end }: Span, footnotes: readonly Span[]): string {
  let found = "";
  let position = start;
  for (let index = firstEndingAfter(footnotes, start); footnotes[index] && footnotes[index]!.start < end; index++) {
    found += text.slice(position, Math.max(position, footnotes[index]!.start));
    position = Math.max(position, footnotes[index]!.end);
  }
  return found + text.slice(position, Math.max(position, end));
}
