import type { Link, Passage } from "../../model/article";
import type { Span } from "../../text/span";
import { decodeEntities, decodePercent, unescapeMarkdown } from "../strings";
import { readEncodedDestination } from "../titles";

/** A pair of brackets that is a link if something defines its label: `[text][label]`, `[label][]` or `[label]`. */
export interface ReferenceUse extends Span {
  readonly text: Span;
  /** The label that has to be defined; the text itself in the short forms. */
  readonly label: Span;
  readonly image: boolean;
}

// One line is enough for what occurs in articles.
const DEFINITION =
  /^\s{0,3}\[((?:[^\\[\]]|\\.){1,999})\]:[ \t]*(<[^<>\n]*>|[^\s<]\S*)(?:[ \t]+("[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?\s*$/;
const FOLLOWING_LABEL = /\[((?:[^\\[\]\n]|\\.){0,999})\]/y;
/** Longest label, and the longest text that is looked at, in UTF-16 units. */
const LONGEST_LABEL = 999;

/** Two labels are the same without regard to letter case and white space. */
function labelKey(written: string): string {
  return written.trim().replace(/\s+/g, " ").toLowerCase();
}

/**
 * Reads a definition as a link, whose label is shown where it is used.
 *
 *     [label]: ../Page/甲.md "wikilink"
 *
 * @returns undefined when CommonMark reads something else, or when it names a category, which a definition does not add
 */
export function readDefinition(source: string, start: number, end: number): Link | undefined {
  const written = source.slice(start, end);
  const match = DEFINITION.exec(written);
  if (!match || match[1]!.trim() === "") return undefined;
  const [, label = "", bracketed = "", quoted = ""] = match;
  const labelStart = start + written.indexOf("[") + 1;
  const edge = bracketed.startsWith("<") ? 1 : 0;
  const at = start + written.indexOf(bracketed, labelStart - start + label.length + 2) + edge;
  const target = { start: at, end: at + bracketed.length - 2 * edge };
  const destination = unescapeMarkdown(decodeEntities(source.slice(target.start, target.end)));
  const attribute = unescapeMarkdown(decodeEntities(quoted.slice(1, -1)));
  const { kind, title, anchor } = readEncodedDestination(destination, attribute === "wikilink");
  if (kind === "category") return undefined;
  return {
    start: labelStart - 1,
    end: start + written.trimEnd().length,
    kind,
    form: "markdown",
    label: { start: labelStart, end: labelStart + label.length },
    labelText: unescapeMarkdown(label),
    target,
    destination: decodePercent(destination),
    title,
    anchor,
    attribute,
    image: false,
  };
}

/**
 * Reads a pair of brackets that no destination follows.
 * @param open offset behind its `[`
 * @param close offset of its `]`
 * @param before the use that was found last: links do not nest, the inner one counts
 */
export function readUse(
  source: string,
  open: number,
  close: number,
  image: boolean,
  before: ReferenceUse | undefined,
): ReferenceUse | undefined {
  if (close === open || close - open > LONGEST_LABEL || (before && before.start >= open)) return undefined;
  const text = { start: open, end: close };
  const start = open - (image ? 2 : 1);
  if (source.charCodeAt(close + 1) === 91 && source.charCodeAt(close + 2) !== 94) {
    FOLLOWING_LABEL.lastIndex = close + 1;
    const following = FOLLOWING_LABEL.exec(source);
    if (following) {
      const end = close + 1 + following[0].length;
      const isShort = following[1]!.trim() === "";
      return { start, end, text, label: isShort ? text : { start: close + 2, end: end - 1 }, image };
    }
  }
  return { start, end: close + 1, text, label: text, image };
}

/** A block of which uses are resolved. */
interface ReferenceBlock extends Span {
  readonly content: {
    readonly text: string;
    readonly links: readonly Link[];
    readonly definitions: readonly Link[];
    readonly uses: readonly ReferenceUse[];
  };
}

/** The links that definitions make of brackets, at their places in the document, in text order. */
export function referenceLinks(blocks: readonly ReferenceBlock[]): Link[] {
  const definitions = new Map<string, Link>();
  for (let at = 0; at < blocks.length; at++) {
    const { content } = blocks[at]!;
    for (const definition of content.definitions) {
      const key = labelKey(content.text.slice(definition.label.start, definition.label.end));
      if (!definitions.has(key)) definitions.set(key, definition); // the first one counts
    }
  }
  const found: Link[] = [];
  if (definitions.size === 0) return found;
  for (const { start, content } of blocks) {
    let end = -1;
    for (const use of content.uses) {
      const definition = definitions.get(labelKey(content.text.slice(use.label.start, use.label.end)));
      if (!definition || use.start < end) continue;
      end = use.end;
      found.push(linkOf(use, definition, start, content.text));
    }
  }
  return found;
}

function linkOf(use: ReferenceUse, definition: Link, by: number, source: string): Link {
  const { destination, title, anchor, attribute } = definition;
  const kind = use.image && definition.kind === "page" ? "external" : definition.kind;
  return {
    start: use.start + by,
    end: use.end + by,
    kind,
    form: "reference",
    label: { start: use.text.start + by, end: use.text.end + by },
    labelText: unescapeMarkdown(decodeEntities(source.slice(use.text.start, use.text.end))),
    target: { start: use.label.start + by, end: use.label.end + by },
    destination,
    title: kind === "external" ? "" : title,
    anchor: kind === "external" ? "" : anchor,
    attribute,
    image: use.image,
  };
}

/** What of a use names its definition: converted to another script, it would name none. */
export function namingSpan({ start, end, label, target }: Link): Span {
  return target.start === label.start ? { start, end } : { start: label.end, end };
}

/**
 * Takes what names definitions out of passages, in one walk over both.
 * @param names in text order
 */
export function withoutNames(passages: readonly Passage[], names: readonly Span[]): Passage[] {
  let next = 0;
  const outside = (piece: Span): Span[] => {
    const pieces: Span[] = [];
    let { start } = piece;
    while (next < names.length && names[next]!.end <= start) next++;
    for (let at = next; at < names.length && names[at]!.start < piece.end; at++) {
      const name = names[at]!;
      if (name.start > start) pieces.push({ start, end: name.start });
      start = Math.max(start, name.end);
    }
    if (start < piece.end) pieces.push({ start, end: piece.end });
    return pieces;
  };
  return passages.map((passage) => {
    const runs = passage.runs.map((run) => run.flatMap(outside));
    return { ...passage, runs: runs.filter((run) => run.length > 0) };
  });
}
