import { parse } from "../../dialects/parse";
import type { Article, Dialect } from "../../model/article";
import { contains, firstEndingAfter, type Span } from "../../text/span";
import { type Footnotes, Refused } from "./notes";
import { readWritten } from "./written";

/** Footnotes of another dialect on a page of wikitext, and what their entries are written in. */
export interface Leftovers {
  readonly footnotes: Footnotes;
  readonly content: Dialect;
}

/**
 * Footnotes that were copied into a page of wikitext: from Markdown (`\[n\]` or `[^n]`, and a list), or from a page as it is
 * shown (`[n]`, and lines such as `3. ^ text`).
 * @throws Refused when there are none, or they are not sound
 */
export function readLeftovers(article: Article): Leftovers {
  const markdown = parse(masked(article.text), "markdown").article;
  const hasList = (form: string) => markdown.lists.some((list) => list.form === form);
  const form = hasList("ordered") ? "ordered" : hasList("definitions") ? "definitions" : undefined;
  const leftovers: Leftovers = form
    ? { footnotes: readWritten(markdown, form), content: "markdown" }
    : { footnotes: readWritten(parse(article.text, "rendered").article, "ordered"), content: "wikitext" };
  const { footnotes } = leftovers;
  if (footnotes.notes.length === 0) throw new Refused("none");
  checkShown(article, footnotes);
  return leftovers;
}

/** Whether a page of wikitext may hold such footnotes. */
export function mayHaveLeftovers({ text, markers }: Article): boolean {
  return markers.length === 0 && /\[(?:\^[^[\]\s]{1,64}|\d{1,4}\\?)\]/.test(text);
}

/** The text with wikitext's headings as those of Markdown, and without its categories; every offset stays. */
function masked(text: string): string {
  return text
    .replace(/^[#*:;]/gm, " ")
    .replace(/^(={1,6})([^=\r\n].*?)\1([ \t]*)$/gm, (_, marks: string, title: string, space: string) => {
      return `${"#".repeat(marks.length - 1)} ${title}${" ".repeat(marks.length)}${space}`;
    })
    .replace(/\[\[(?:Category|分类|分類):[^[\]\r\n]*\]\]/gi, (link) => " ".repeat(link.length));
}

/** What stands in `nowiki`, in comments or in code is no footnote: nor is it text that the wiki shows. */
function checkShown({ passages, dialect }: Article, { uses, notes }: Footnotes): void {
  if (dialect !== "wikitext") return;
  const pieces: Span[] = passages.flatMap(({ runs }) => runs.flat()).sort((a, b) => a.start - b.start);
  for (const use of uses) {
    const piece = pieces[firstEndingAfter(pieces, use.start)];
    if (!piece || !contains(piece, use))
      throw new Refused("hidden", use.start, notes[use.note]!.name || String(use.note + 1));
  }
}
