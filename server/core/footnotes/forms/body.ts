import { isWide } from "../../dialects/markdown/characters";
import { parse } from "../../dialects/parse";
import type { Dialect } from "../../model/article";
import { trimmedEnd } from "../../text/trim";
import { leadingSpace } from "../layout";
import { blockStart } from "../markers";

// What an entry says, as lines without numeral and indentation.

/**
 * The lines of a source without the indentation of what they are in.
 * @param column where the text of the entry begins; lines that stand left of it are lazy continuations
 */
export function dedented(source: string, column: number): string[] {
  const [first = "", ...rest] = source.split(/\r\n|\r|\n/);
  const lines = [first, ...rest.map((line) => withoutIndent(line, column))];
  while (lines.length > 0 && lines[0]!.trim() === "") lines.shift();
  while (lines.length > 0 && lines.at(-1)!.trim() === "") lines.pop();
  if (lines.length > 0) lines[0] = lines[0]!.trimStart();
  return lines;
}

function withoutIndent(line: string, column: number): string {
  const { end, columns } = leadingSpace(line, 0);
  return end === line.length ? "" : " ".repeat(Math.max(0, columns - column)) + line.slice(end);
}

/** Whether Markdown reads lines as paragraphs and nothing else. */
export function isProse(lines: readonly string[]): boolean {
  return parse(lines.join("\n"), "markdown").article.blocks.every(({ kind }) => kind === "paragraph");
}

/** Each paragraph on one line of its own, blank lines between them. */
export function unwrapped(lines: readonly string[]): string[] {
  const paragraphs: string[] = [];
  let open = false;
  for (const line of lines) {
    if (line.trim() === "") {
      open = false;
      continue;
    }
    if (open) paragraphs.push(joined(paragraphs.pop()!, line));
    else paragraphs.push(line.trimStart());
    open = true;
  }
  return paragraphs.flatMap((paragraph, index) => (index === 0 ? [paragraph.trimEnd()] : ["", paragraph.trimEnd()]));
}

/** Two lines of a paragraph as one: no space between Han characters, a hard break as the tag that every form has. */
function joined(before: string, line: string): string {
  const next = line.trimStart();
  const backslashes = before.length - trimmedEnd(before, /\\/).length;
  if (backslashes % 2 === 1) return `${before.slice(0, -1)}<br />${next}`;
  const head = before.trimEnd();
  if (before.endsWith("  ")) return `${head}<br />${next}`;
  const isSeamless = isWide(head.charCodeAt(head.length - 1)) && isWide(next.charCodeAt(0));
  return `${head}${isSeamless ? "" : " "}${next}`;
}

/** Lines of which the first, which stood in the middle of a line, begins no list, heading or quotation. */
export function guarded([first = "", ...rest]: readonly string[]): string[] {
  const at = blockStart(first);
  return at === null ? [first, ...rest] : [`${first.slice(0, at)}\\${first.slice(at)}`, ...rest];
}

/** Letters and digits that a reader sees of an entry of prose, and where its links lead. */
export function said(lines: readonly string[], dialect: Dialect): string {
  // In the middle of a line nothing begins a list or a heading.
  const source = unwrapped(lines).map((line) => (line === "" ? "" : `x ${line}`));
  const { passages, links, markers, text } = parse(source.join("\n"), dialect).article;
  // A year in brackets looks like a marker.
  const pieces = [...passages.flatMap(({ runs }) => runs.flat()), ...markers].sort((a, b) => a.start - b.start);
  const letters = pieces.map(({ start, end }) => text.slice(start, end).replace(/[^\p{L}\p{N}]/gu, "")).join("");
  // Where an address that stands for itself ends before a parenthesis, each dialect decides for itself.
  const targets = links.map(({ kind, destination, title }) =>
    kind === "page" ? title : trimmedEnd(destination, /\)/),
  );
  return JSON.stringify([letters, targets]);
}

// Wikitext and Markdown

/** Writes what is plainly wikitext in a line of Markdown as Markdown: `[address text]`, `'''bold'''`, `''italics''`. */
export function markdownOf(line: string): string {
  const { links, text } = parse(line, "wikitext").article;
  let written = "";
  let position = 0;
  for (const { start, end, kind, label, target } of links) {
    if (start < position || kind !== "external" || text[start] !== "[" || text[end] === "(") continue;
    const address = text.slice(target.start, target.end);
    const named = label.end > label.start && label.start > target.end ? text.slice(label.start, label.end).trim() : "";
    written += emphasized(text.slice(position, start));
    written += named === "" ? `<${address}>` : `[${emphasized(named)}](${address.replace(/[()]/g, "\\$&")})`;
    position = end;
  }
  return written + emphasized(text.slice(position));
}

function emphasized(text: string): string {
  if (!text.includes("''") || text.includes("*")) return text;
  return text
    .replace(/'{3}(?!')([^'\s](?:[^']*[^'\s])?)'{3}(?!')/g, "**$1**")
    .replace(/(?<!')'{2}(?!')([^'\s](?:[^']*[^'\s])?)'{2}(?!')/g, "*$1*");
}

/** Characters that mean something in wikitext, and had a backslash before them in Markdown. */
const RISKY = /[<>[\]{}|&'~]/;

/** Writes a line of Markdown as wikitext; null when it holds what this has no certain like for. */
export function wikitextOf(line: string): string | null {
  const { links, text } = parse(line, "markdown").article;
  let written = "";
  let position = 0;
  for (const { start, end, kind, form, label, target, destination, title, anchor, image } of links) {
    if (start < position) continue;
    if (form !== "markdown" || image) return null;
    const before = plain(text.slice(position, start));
    const shown = plain(text.slice(label.start, label.end));
    if (before === null || shown === null) return null;
    written += before;
    if (label.start === target.start) written += destination;
    else if (kind === "external") written += shown === "" ? `[${destination}]` : `[${destination} ${shown}]`;
    else if (kind === "page" || kind === "remote") {
      const page = anchor === "" ? title : `${title}#${anchor}`;
      written += page === shown ? `[[${page}]]` : `[[${page}|${shown}]]`;
    } else return null;
    position = end;
  }
  const rest = plain(text.slice(position));
  return rest === null ? null : written + rest;
}

/** Markdown without links as wikitext. */
function plain(source: string): string | null {
  const escapes: string[] = [];
  const kept = source.replace(/\\([!-/:-@[-`{-~])/g, (_, character: string) => {
    escapes.push(RISKY.test(character) ? `&#${character.charCodeAt(0)};` : character);
    return "\u0003";
  });
  const bold = kept.replace(/\*\*([^*\s](?:[^*]*[^*\s])?)\*\*/g, "'''$1'''");
  const text = bold.replace(/\*([^*\s](?:[^*]*[^*\s])?)\*/g, "''$1''");
  if (/[*`]|\\$|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u.test(text)) return null;
  let next = 0;
  return text.replace(/\u0003/g, () => escapes[next++]!);
}
