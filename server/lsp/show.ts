// What features found, in the protocol's words.
import type { DocumentSymbol, FoldingRange, Hover, SymbolInformation, SymbolKind } from "vscode-languageserver";
import type { HoverContent, Inline } from "../core/features/hover";
import type { Fold, OutlineNode } from "../core/features/outline";
import { type Language, type Message, render } from "../core/rules/texts";
import type { LineIndex } from "../core/text/lines";
import type { Client } from "./client";
import { toRange } from "./convert";

const SYMBOL_KINDS: Readonly<Record<OutlineNode["kind"], SymbolKind>> = { section: 15, list: 18, entry: 20 };

/** Stands for kinds of symbols that a client does not know: string. */
export const COMMON_SYMBOL: SymbolKind = 15;

export function toSymbol(node: OutlineNode, lines: LineIndex, client: Client): DocumentSymbol {
  const { language, symbolKinds } = client;
  const kind = SYMBOL_KINDS[node.kind];
  return {
    name: text(node.name, language),
    kind: symbolKinds(kind) ? kind : COMMON_SYMBOL,
    range: toRange(lines, node.span),
    selectionRange: toRange(lines, node.selection),
    children: node.children.map((child) => toSymbol(child, lines, client)),
  };
}

/** For clients that know no trees. */
export function flatSymbols(
  symbols: readonly DocumentSymbol[],
  uri: string,
  containerName?: string,
): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children }) => [
    { name, kind, location: { uri, range }, ...(containerName === undefined ? {} : { containerName }) },
    ...flatSymbols(children ?? [], uri, name),
  ]);
}

/** Nothing when it all stands on one line. */
export function toFoldingRange(fold: Fold, lines: LineIndex): FoldingRange[] {
  const startLine = lines.positionAt(fold.start).line;
  const endLine = lines.positionAt(fold.end).line;
  if (endLine <= startLine) return [];
  return [fold.kind ? { startLine, endLine, kind: fold.kind } : { startLine, endLine }];
}

/** One content below the other; the range is the first one's. */
export function toHover(contents: readonly [HoverContent, ...HoverContent[]], lines: LineIndex, client: Client): Hover {
  const { markdownHover, language } = client;
  const value = markdownHover
    ? contents.map((content) => markdownOf(content, language)).join("\n\n---\n\n")
    : contents.map((content) => plainOf(content, language)).join("\n\n");
  const range = toRange(lines, contents[0].span);
  return { contents: { kind: markdownHover ? "markdown" : "plaintext", value }, range };
}

function markdownOf({ title, text: inlines, items, note, image }: HoverContent, language: Language): string {
  const parts = [`**${escaped(text(title, language))}**`];
  if (inlines) parts.push(inlines.map(inlineMarkdown).join(""));
  if (items && items.length > 0) parts.push(items.map((item) => `- ${escaped(text(item, language))}`).join("\n"));
  if (note) parts.push(`*${escaped(text(note, language))}*`);
  if (image !== undefined) parts.push(`![](<${image.replace(/[<>\\\s]/g, encodeURIComponent)}>)`);
  return parts.join("\n\n");
}

function inlineMarkdown({ text: shown, href }: Inline): string {
  return href === undefined
    ? escaped(shown)
    : `[${escaped(shown)}](<${href.replace(/[<>\\\s]/g, encodeURIComponent)}>)`;
}

function plainOf({ title, text: inlines, items, note }: HoverContent, language: Language): string {
  const parts = [text(title, language)];
  if (inlines)
    parts.push(inlines.map(({ text: shown, href }) => (href === undefined ? shown : `${shown} (${href})`)).join(""));
  if (items) parts.push(...items.map((item) => `- ${text(item, language)}`));
  if (note) parts.push(text(note, language));
  return parts.join("\n");
}

/** Text of an article as Markdown that shows just that: no markup, no HTML, no list of its own. */
export function escaped(plain: string): string {
  return plain
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]<>#|~&!$]/g, "\\$&")
    .replace(/^( ?\d*)([-+=.)])/, "$1\\$2");
}

function text(message: Message | string, language: Language): string {
  return typeof message === "string" ? message : render(message, language);
}
