import { Tree } from "@lezer/common";
import type { SetAnchor } from "../../model/anchors";
import {
  type BlockContent,
  type BlockKind,
  type Heading,
  type Link,
  NO_WIKITEXT,
  type Passage,
} from "../../model/article";
import { NOTHING } from "../../text/nothing";
import { countPieces } from "../../text/script";
import type { Span } from "../../text/span";
import { trimmedEnd } from "../../text/trim";
import { type Doubt, doubtful } from "./fit";
import { type ReferenceUse, readDefinition } from "./references";
import type { Scanner } from "./scan";

/** A numbered or labelled item that may turn out to be an entry of the reference list. Spans are relative to the block. */
export interface Item {
  /** `12.` or `[^12]:`. */
  readonly label: Span;
  readonly name: string;
  readonly number: number | null;
  readonly body: Span;
  readonly text: string;
  readonly empty: boolean;
}

/** What the Markdown parser knows of a block beyond the model. */
export interface MarkdownContent extends BlockContent {
  readonly item: Item | null;
  readonly hasCategory: boolean;
  /** How many links lead to local pages and to the wiki on the web. */
  readonly localLinks: number;
  readonly remoteLinks: number;
  /** Names that `[^name]:` defines inside this block, a list's item for one: they are no entries, but defined. */
  readonly innerDefinitions: readonly string[];
  readonly anchors: readonly SetAnchor[];
  /** `[label]: destination`, also among the links; and brackets that are links where their label is defined. */
  readonly definitions: readonly Link[];
  readonly uses: readonly ReferenceUse[];
  /** For each marker, how far what stands around it speaks against a footnote. */
  readonly doubtful: readonly Doubt[];
}

/** A part of a top-level node of the tree: the whole of it, one item of a list, or one swallowed entry. */
export interface Part {
  /** Relative to the node. */
  readonly start: number;
  readonly end: number;
  readonly kind: BlockKind;
  /** The entry stands in an HTML block and is not rendered as one. */
  readonly swallowed: boolean;
  readonly content: MarkdownContent;
}

/** `9.`, `10)` at an item's start; CommonMark allows nine digits. */
const ORDERED_LABEL = /^\s{0,3}(\d{1,9})[.)]/;
const FOOTNOTE_LABEL = /^\s{0,3}\[\^([^\]\s]+)\]:/;
const SWALLOWED_ENTRY = /^(\d{1,4})\.(?=\s|$)/;
/** No paragraph of an article comes near it. A longer stretch is not read: its constructs could be as many as its characters. */
const LONGEST_LEAF = 1_000_000;
const WORD = /[\p{L}\p{N}]/u;

const LEAVES: Readonly<Record<string, "text" | "heading" | "html" | "protected" | undefined>> = {
  Paragraph: "text",
  ATXHeading1: "heading",
  ATXHeading2: "heading",
  ATXHeading3: "heading",
  ATXHeading4: "heading",
  ATXHeading5: "heading",
  ATXHeading6: "heading",
  SetextHeading1: "heading",
  SetextHeading2: "heading",
  HTMLBlock: "html",
  CodeBlock: "protected",
  FencedCode: "protected",
  CommentBlock: "protected",
  ProcessingInstructionBlock: "protected",
  LinkReference: "protected",
  FrontMatter: "protected",
};

const KINDS: Readonly<Record<string, BlockKind | undefined>> = {
  Paragraph: "paragraph",
  Blockquote: "quote",
  HTMLBlock: "html",
  CodeBlock: "code",
  FencedCode: "code",
  FootnoteDefinition: "definition",
};

/**
 * Reads a top-level node (of a list: one item).
 * @param start offset of the node in `text`
 */
export function readNode(tree: Tree, text: string, start: number, scanner: Scanner): readonly Part[] {
  const source = text.slice(start, start + tree.length);
  const { name } = tree.type;
  if (name === "HTMLBlock") return splitHtml(source, scanner);
  const kind = LEAVES[name] === "heading" ? "heading" : name === "ListItem" ? "item" : (KINDS[name] ?? "other");
  return [{ start: 0, end: tree.length, kind, swallowed: false, content: readBlock(tree, source, kind, scanner) }];
}

/** An HTML block with a list right below its first line: the list is what its author meant. */
function splitHtml(source: string, scanner: Scanner): readonly Part[] {
  const lines = source.split("\n");
  const entries: { start: number; end: number }[] = [];
  let offset = 0;
  for (const line of lines) {
    const lineEnd = offset + line.trimEnd().length;
    if (offset > 0 && SWALLOWED_ENTRY.test(line)) entries.push({ start: offset, end: lineEnd });
    else if (entries.length > 0) entries[entries.length - 1]!.end = lineEnd;
    offset += line.length + 1;
  }
  const first = entries[0];
  if (!first || !source.startsWith("1.", first.start)) return [htmlPart(source, 0, source.length, scanner)];
  const items = entries.map(({ start, end }): Part => {
    const content = readSwallowed(source.slice(start, end), scanner);
    return { start, end, kind: "item", swallowed: true, content };
  });
  return [htmlPart(source, 0, first.start - 1, scanner), ...items];
}

function htmlPart(source: string, start: number, end: number, scanner: Scanner): Part {
  const text = scanner.open(source.slice(start, end));
  scanner.out.mayHoldComment = true;
  scanLeaf(text, scanner, "html", 0, end - start, false);
  return { start, end, kind: "html", swallowed: false, content: finish(text, scanner, null) };
}

function readSwallowed(source: string, scanner: Scanner): MarkdownContent {
  const text = scanner.open(source);
  const label = SWALLOWED_ENTRY.exec(text)!;
  const body = scanLeaf(text, scanner, "text", label[0].length, source.length, false);
  return finish(text, scanner, readItem(source, scanner, visibleText(scanner, body), false));
}

function readBlock(tree: Tree, source: string, kind: BlockKind, scanner: Scanner): MarkdownContent {
  const text = scanner.open(source);
  const own = LEAVES[tree.type.name];
  if (own && own !== "protected") {
    scanLeaf(text, scanner, own, 0, tree.length, false, tree.type.name);
    return finish(text, scanner, null);
  }
  const isItem = kind === "item" || kind === "definition";
  const texts: string[] = [];
  readLeaves(tree, 0, false, { text, scanner, kind, texts });
  return finish(text, scanner, isItem ? readItem(source, scanner, texts.join("\n"), kind === "definition") : null);
}

/** A block whose leaves are read. */
interface Leaves {
  readonly text: string;
  readonly scanner: Scanner;
  readonly kind: BlockKind;
  /** The visible text of each. */
  readonly texts: string[];
}

/** Reads a node and the leaves in it. The block parser keeps containers from lying deep in one another. */
function readLeaves(node: Tree, start: number, inQuote: boolean, leaves: Leaves): void {
  const { text, scanner, kind, texts } = leaves;
  const { name } = node.type;
  const end = start + node.length;
  const leaf = LEAVES[name];
  if (leaf === "protected") {
    scanner.out.protectedSpans.push({ start, end });
    scanner.out.mayHoldComment = true;
    const definition = name === "LinkReference" ? readDefinition(text, start, end) : undefined;
    if (definition) {
      scanner.out.links.push(definition);
      scanner.out.definitions.push(definition);
    }
  } else if (leaf) texts.push(visibleText(scanner, scanLeaf(text, scanner, leaf, start, end, inQuote, name)));
  else if (name === "FootnoteLabel" && !(kind === "definition" && start === 0)) {
    scanner.out.innerDefinitions.push(text.slice(start + 2, end - 2));
  }
  if (leaf) return;
  if (name === "ListItem" && isBare(node, text, start)) {
    const mark = text.slice(start, end);
    const from = start + mark.length - mark.trimStart().length;
    scanner.out.residues.push({ start: from, end: from + mark.trim().length, kind: "empty-item" });
  }
  const isQuoted = inQuote || name === "Blockquote";
  forEachChild(node, start, (child, childStart) => readLeaves(child, childStart, isQuoted, leaves));
}

/** What a template leaves behind of an item: `  - .` */
const PUNCTUATED_ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s+[.,;:。，、；：]{1,4}\s*$/;

/** Whether an item has nothing but its mark, and perhaps the punctuation that closed it. */
function isBare({ children, length }: Tree, text: string, start: number): boolean {
  if (children.length > 2) return false;
  if (children.length < 2) return isMark(children[0]);
  return length < 40 && PUNCTUATED_ITEM.test(text.slice(start, start + length));
}

function isMark(node: Tree["children"][number] | undefined): boolean {
  return node instanceof Tree && node.type.name === "ListMark";
}

/** Visits a node's children in order, looking through the anonymous nodes lezer groups many children in. */
export function forEachChild(tree: Tree, start: number, visit: (node: Tree, start: number) => void): void {
  const { children, positions } = tree;
  for (let index = 0; index < children.length; index++) {
    const child = children[index]!;
    if (!(child instanceof Tree)) continue;
    const childStart = start + positions[index]!;
    if (child.type.isAnonymous) forEachChild(child, childStart, visit);
    else visit(child, childStart);
  }
}

/** Gathers a block's constructs into its content. @param text as the scanner read it: with a line feed behind */
function finish(text: string, scanner: Scanner, item: Item | null): MarkdownContent {
  const out = scanner.out.take();
  const { links, markers } = out;
  let hasCategory = false;
  let localLinks = 0;
  let remoteLinks = 0;
  for (let index = 0; index < links.length; index++) {
    const { kind } = links[index]!;
    if (kind === "page") localLinks++;
    else if (kind === "remote") remoteLinks++;
    else if (kind === "category") hasCategory = true;
  }
  return {
    text: text.slice(0, -1),
    hasDirective: out.mayHoldComment && text.includes("redlink-"),
    headings: out.headings,
    links,
    markers,
    brokenMarkers: out.brokenMarkers,
    residues: out.residues,
    passages: out.passages,
    protectedSpans: out.protectedSpans,
    templates: NO_WIKITEXT.templates,
    variants: NO_WIKITEXT.variants,
    refs: NO_WIKITEXT.refs,
    listTags: NO_WIKITEXT.listTags,
    looseTags: NO_WIKITEXT.looseTags,
    nameUses: NO_WIKITEXT.nameUses,
    tagSlips: NO_WIKITEXT.tagSlips,
    item,
    script: countPieces(text, out.passages),
    hasCategory,
    localLinks,
    remoteLinks,
    innerDefinitions: out.innerDefinitions,
    anchors: out.anchors,
    definitions: out.definitions,
    uses: out.uses,
    doubtful: markers.length > 0 ? doubtful(text, markers, links) : NOTHING,
  };
}

/** Reads a leaf's inline constructs; returns the span that was read, undefined when that is too long. */
function scanLeaf(
  text: string,
  scanner: Scanner,
  leaf: "text" | "heading" | "html",
  start: number,
  end: number,
  inQuote: boolean,
  node = "",
): Span | undefined {
  const { out } = scanner;
  if (end - start > LONGEST_LEAF) {
    out.protectedSpans.push({ start, end });
    return undefined;
  }
  const span = leaf === "heading" ? headingText(text, headingContent(text, start, end, node), out) : { start, end };
  const place = leaf === "heading" ? "heading" : leaf === "html" ? "table" : "text";
  const runs = scanner.scan(span.start, span.end, { html: leaf === "html", inQuote, place });
  const kind: Passage["kind"] = leaf === "text" ? "paragraph" : leaf;
  if (runs.length > 0) out.passages.push({ start, end, kind, runs });
  if (leaf !== "heading") return span;
  const heading: Heading = {
    start,
    end: start + text.slice(start, end).trimEnd().length,
    level: Number(node.at(-1)),
    content: span,
    text: visibleText(scanner, span),
  };
  out.headings.push(heading);
  return span;
}

/** The visible text of what was scanned last. */
function visibleText(scanner: Scanner, span: Span | undefined): string {
  return span ? scanner.visibleText(span.start, span.end).trim() : "";
}

/** What stands between a heading's marks: `## 標題 ##`, or above a line of `===`. */
function headingContent(text: string, start: number, end: number, node: string): Span {
  const line = text.slice(start, end);
  if (node.startsWith("Setext")) return { start, end: start + line.lastIndexOf("\n") };
  const open = /^#{1,6}[ \t]*/.exec(line)![0].length;
  const shown = trimmedEnd(line.slice(open), /[ \t\r]/);
  const bare = trimmedEnd(shown, /#/);
  const isClosed = bare.length < shown.length && /[ \t]$/.test(bare);
  return { start: start + open, end: start + open + (isClosed ? trimmedEnd(bare, /[ \t]/) : shown).length };
}

/** `{#id .class}` behind a heading's text: not shown by the dialects that know it. */
const HEADING_ID = /[ \t]\{:?[ \t]?#([^\s{}]{1,200})[^{}\n]{0,200}\}[ \t]*$/;

/** UTF-16 units from a heading's end. */
const LONGEST_HEADING_ID = 450;

/** A heading's content without its `{#id}`, which is taken note of. */
function headingText(text: string, content: Span, { anchors }: Scanner["out"]): Span {
  const from = Math.max(content.start, content.end - LONGEST_HEADING_ID);
  const written = text.slice(from, content.end);
  const match = written.includes("{") ? HEADING_ID.exec(written) : null;
  if (!match) return content;
  const end = from + trimmedEnd(written.slice(0, match.index), /[ \t]/).length;
  anchors.push({ name: match[1]!, start: end, end: content.end });
  return { start: content.start, end };
}

/** @param text the visible text of its leaves */
function readItem(source: string, { out }: Scanner, text: string, isDefinition: boolean): Item | null {
  const match = (isDefinition ? FOOTNOTE_LABEL : ORDERED_LABEL).exec(source);
  if (!match) return null;
  const labelEnd = match[0].length;
  const space = /^\s*/.exec(source.slice(labelEnd))![0].length;
  const end = source.trimEnd().length;
  const bodyStart = Math.min(labelEnd + space, Math.max(end, labelEnd));
  const hasObject =
    out.links.length > 0 || out.protectedSpans.some((span) => span.end - span.start > 0 && span.start >= labelEnd);
  const number = /^\d+$/.test(match[1]!) ? Number.parseInt(match[1]!, 10) : null;
  return {
    label: { start: match[0].length - match[0].trimStart().length, end: labelEnd },
    name: match[1]!,
    number,
    body: { start: bodyStart, end: Math.max(bodyStart, end) },
    text,
    empty: !hasObject && !WORD.test(text),
  };
}
