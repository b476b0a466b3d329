import type { Example } from "../../server/core/rules/rule";
import type { Span } from "../../server/core/text/span";

/** An example's source taken apart: the checked page with its expected findings, and the other pages of its wiki. */
export interface ExamplePages {
  readonly path: string;
  readonly text: string;
  /** Expected findings, sorted by start. */
  readonly marks: readonly Span[];
  readonly others: Readonly<Record<string, string>>;
}

const PAGE_LINE = /^--- (\S.*)\n/gm;

/** Reads `⟦…⟧` marks and `--- path` lines. */
export function readExample(example: Example): ExamplePages {
  const pieces = example.source.split(PAGE_LINE);
  const others: Record<string, string> = {};
  for (let index = 3; index < pieces.length; index += 2) others[pieces[index]!] = pieces[index + 1]!;
  const named = pieces[0] === "" && pieces.length > 1;
  if (!named && pieces.length > 1) others[pieces[1]!] = pieces[2]!;
  return { path: named ? pieces[1]! : "Page/例.md", ...readMarks(named ? pieces[2]! : pieces[0]!), others };
}

function readMarks(source: string): { text: string; marks: Span[] } {
  const open: number[] = [];
  const marks: Span[] = [];
  let text = "";
  for (const character of source) {
    if (character === "⟦") open.push(text.length);
    else if (character === "⟧") {
      const start = open.pop();
      if (start === undefined) throw new Error(`⟧ without ⟦ in ${JSON.stringify(source)}`);
      marks.push({ start, end: text.length });
    } else text += character;
  }
  if (open.length > 0) throw new Error(`⟦ without ⟧ in ${JSON.stringify(source)}`);
  return { text, marks: sorted(marks) };
}

/** Puts marks around spans: the inverse of reading them, so that a failing comparison shows where they differ. */
export function markSpans(text: string, spans: readonly Span[]): string {
  const signs = sorted(spans).flatMap(({ start, end }, order) => [
    { at: start, sign: "⟦", rank: start === end ? 1 : 2, order },
    { at: end, sign: "⟧", rank: start === end ? 1 : 0, order: start === end ? order : -order },
  ]);
  signs.sort((a, b) => a.at - b.at || a.rank - b.rank || a.order - b.order);
  let marked = "";
  let position = 0;
  for (const { at, sign } of signs) {
    marked += text.slice(position, at) + sign;
    position = at;
  }
  return marked + text.slice(position);
}

function sorted(spans: readonly Span[]): Span[] {
  return [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Another way the same page may be stored, in which every example must hold as well. */
export interface Disguise {
  readonly title: string;
  /** The text in this disguise, with the number of UTF-16 units that went in front. */
  readonly dress: (text: string) => string;
  readonly offset: (text: string, offset: number) => number;
}

export const DISGUISES: readonly Disguise[] = [
  { title: "as it is", dress: (text) => text, offset: (_, offset) => offset },
  { title: "behind an astral character", dress: (text) => `𠀀\n\n${text}`, offset: (_, offset) => offset + 4 },
  {
    title: "with CRLF",
    dress: (text) => text.replaceAll("\n", "\r\n"),
    offset: (text, offset) => offset + (text.slice(0, offset).match(/\n/g)?.length ?? 0),
  },
  { title: "with a byte order mark", dress: (text) => `\ufeff${text}`, offset: (_, offset) => offset + 1 },
];
