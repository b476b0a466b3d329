import { labelKey } from "../../dialects/markdown/carets";
import type { Article, BrokenMarker, Marker, Reference } from "../../model/article";
import { contains, firstEndingAfter } from "../../text/span";
import { entryLines, lineStart, padding, tabbedColumns } from "../layout";
import { type FootnoteSystem, footnoteSystem } from "../system";
import { dedented } from "./body";
import { type FootnoteForm, type Footnotes, type Note, Refused, token, type Use } from "./notes";
import { places } from "./places";

/** The footnotes of Markdown in the form of a numbered list or of definitions. @throws Refused when they are not sound */
export function readWritten(article: Article, form: Exclude<FootnoteForm, "tag">): Footnotes {
  const system = footnoteSystem(article, form);
  if (form === "ordered") checkNumbers(article, system);
  else checkNames(article, system);
  const lines = system.references.map((index) => entryLines(article.text, article.references[index]!));
  const inEntries = new Map<number, Marker[]>();
  const inText: Marker[] = [];
  for (const index of system.markers) {
    const marker = article.markers[index]!;
    if (marker.reference === null) throw new Refused("undefined", marker.start, marker.label);
    const at = firstEndingAfter(lines, marker.start);
    const entry = lines[at] && contains(lines[at], marker) ? system.references[at]! : undefined;
    if (entry === undefined) inText.push(marker);
    else inEntries.set(entry, [...(inEntries.get(entry) ?? []), marker]);
  }
  const order = [...new Set(inText.map(({ reference }) => reference!))];
  const unused = system.references.find((index) => !order.includes(index));
  if (unused !== undefined) refuse("unused", article.references[unused]!);
  if (form === "ordered") {
    const misplaced = order.findIndex((entry, index) => article.references[entry]!.number !== index + 1);
    if (misplaced >= 0) refuse("order", article.references[order[misplaced]!]!);
  }
  const number = new Map(order.map((entry, index) => [entry, index]));
  const place = places(article);
  const use = (marker: Marker): Use => {
    const { start, end, reference } = marker;
    return { start, end, note: number.get(reference!)!, place: place(marker, marker.place) };
  };
  return {
    form,
    notes: order.map((entry): Note => {
      const reference = article.references[entry]!;
      const nested = (inEntries.get(entry) ?? []).map(use);
      return {
        name: form === "ordered" || reference.number !== null ? "" : reference.name,
        lines: linesOf(article, reference, form, nested),
      };
    }),
    uses: inText.map(use),
    slots: lines,
  };
}

/** The number of a damaged marker; where it is not certain, the marker as it is written. */
function labelOfDamaged({ text }: Article, { number, start, end }: BrokenMarker): string {
  return number === null ? text.slice(start, end) : String(number);
}

function refuse(reason: Refused["refusal"]["reason"], { start, name }: Reference): never {
  throw new Refused(reason, start, name);
}

function checkNumbers(article: Article, { references }: FootnoteSystem): void {
  const numbers = new Set(references.map((index) => article.references[index]!.number));
  const damaged = article.brokenMarkers.find(({ form, number }) => form === "escaped" && numbers.has(number));
  if (damaged) throw new Refused("damaged", damaged.start, labelOfDamaged(article, damaged));
  const list = article.lists.find(({ form }) => form === "ordered");
  if (list && list.standing !== "list") throw new Refused("standing", list.start);
  references.forEach((index, at) => {
    const reference = article.references[index]!;
    if (reference.number !== at + 1 || reference.rendered !== at + 1) refuse("numbers", reference);
  });
}

/** Renderers tell names apart without regard to letter case. */
function checkNames(article: Article, { references }: FootnoteSystem): void {
  const names = new Set<string>();
  for (const index of references) {
    const reference = article.references[index]!;
    const name = labelKey(reference.name);
    if (names.has(name)) refuse("duplicate", reference);
    names.add(name);
  }
  const damaged = article.brokenMarkers.find(({ form, label }) => form === "caret" && names.has(labelKey(label)));
  if (damaged && damaged.flaw !== "definition") throw new Refused("damaged", damaged.start, damaged.label);
}

/** What an entry says, without the indentation of its lines; the markers in it are tokens. */
function linesOf(article: Article, reference: Reference, form: FootnoteForm, nested: readonly Use[]): string[] {
  const { text } = article;
  const { label, body } = reference;
  if (article.dialect === "rendered") return body.end > body.start ? [text.slice(body.start, body.end)] : [];
  const end = Math.max(label.end, reference.body.end);
  const pad = padding(text, reference);
  const labelEnd = tabbedColumns(text.slice(lineStart(text, label.start), label.end).replace(/[^\t]/g, " "), 0);
  let column = 4;
  if (form === "ordered") {
    // Text more than four columns behind its numeral is an indented code block.
    if (pad && pad.columns > 4) refuse("blocks", reference);
    column = labelEnd + (pad?.columns ?? 1);
  }
  let source = "";
  let position = label.end;
  for (const { start, end: markerEnd, note } of nested) {
    source += text.slice(position, start) + token(note);
    position = markerEnd;
  }
  return dedented(source + text.slice(position, end), column);
}
