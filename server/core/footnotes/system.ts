import type { Article, Reference, ReferenceList } from "../model/article";
import { onceFor } from "../text/memo";

/**
 * The footnotes of one kind on a page: `\[n\]` with the numbered list, or `[^n]` with its definitions. A page may have
 * both; their numbers have nothing to do with each other.
 */
export interface FootnoteSystem {
  readonly form: ReferenceList["form"];
  /** Indices into `Article.references`, in text order. */
  readonly references: readonly number[];
  /** Indices into `Article.markers`, in text order, suspect ones left out. */
  readonly markers: readonly number[];
}

/** The footnote system of one form; its lists are empty when the page has none. */
export const footnoteSystem: (article: Article, form: ReferenceList["form"]) => FootnoteSystem = onceFor(
  (form) => form,
  readSystem,
);

function readSystem(article: Article, form: ReferenceList["form"]): FootnoteSystem {
  const references: number[] = [];
  for (const list of article.lists) {
    if (list.form !== form) continue;
    for (let index = list.first; index < list.last; index++) references.push(index);
  }
  const markers: number[] = [];
  article.markers.forEach((marker, index) => {
    if (!marker.suspect && (marker.form === "caret") === (form === "definitions")) markers.push(index);
  });
  return { form, references, markers };
}

/** The form of footnotes a page uses: what most of its markers are, `ordered` when it has none. */
export function prevailingForm(article: Article): ReferenceList["form"] {
  if (article.lists.length > 0 && article.lists.every((list) => list.form === "definitions")) return "definitions";
  if (article.lists.length > 0) return "ordered";
  return article.markers.some((marker) => marker.form === "caret") ? "definitions" : "ordered";
}

/** The form of the list that holds an entry. */
export function formOfReference(article: Article, index: number): ReferenceList["form"] {
  return article.lists.find((list) => list.first <= index && index < list.last)?.form ?? "ordered";
}

/** The entries of a list, in the order the reader sees them in. */
export function entriesOf({ references }: Article, list: ReferenceList): readonly Reference[] {
  return list.entries?.map((index) => references[index]!) ?? references.slice(list.first, list.last);
}

/** Whether these operations can rewrite the page: other dialects number by rendering, not by what is written. */
export function isWritten(article: Article): boolean {
  return article.dialect === "markdown";
}
