import { decodeEntities, decodePercent, unescapeMarkdown } from "../dialects/strings";
import type { Article } from "../model/article";
import { firstEndingAfter, type Span } from "../text/span";

interface Begun {
  /** What a completion replaces: from the construct's beginning to where it ends behind the cursor, on one line. */
  readonly span: Span;
  /** What stands behind the span and belongs to what is inserted there: whether it need not be inserted again. */
  readonly closed: boolean;
  /** What was typed of the name that is looked for, its escapes resolved. */
  readonly query: string;
}

/** A construct that is being typed, as far as the line up to the cursor tells. */
export type Typing =
  /** `[國`, or `[[國` as wikitext has it: a link to be, nothing but its text so far. */
  | (Begun & { readonly kind: "link" })
  /** `[國家](../Page/國`, `<a href="../Page/國`; `label` is the text of the link. */
  | (Begun & { readonly kind: "target"; readonly form: "markdown" | "html"; readonly label: string })
  /** `](../Page/國家#歷`, `](#歷`: `before` is the destination as written up to the `#`. */
  | (Begun & { readonly kind: "anchor"; readonly form: "markdown" | "html"; readonly before: string })
  /** `\[1`, `[^1`, `[1` in raw HTML. */
  | (Begun & { readonly kind: "footnote" })
  /** `[Category:橋`. */
  | (Begun & { readonly kind: "category" });

/** How far in front of the cursor a construct may begin, in UTF-16 units: lines of a hundred thousand occur. */
const REACH = 600;

const MARKDOWN_TARGET = /\]\(<?((?:\.{0,2}\/)*(?:Page\/(?:[^()<>"\n\\]|\\.|\()*)?|(?:[^\s()<>"\\]|\\.)*)$/;
const HTML_TARGET = /<a\s[^<>]*?\bhref="([^"<>\n]*)$/i;
const LABEL = /\[((?:[^[\]\\]|\\.)*)$/;
const FOOTNOTE = /\\\[([^[\]\\\n]{0,40})$|(?<!\\)\[\^([^[\]\n]{0,40})$/;
const CATEGORY = /(?<![\\!])\[:?(?:category|分类|分類):([^[\]\n]{0,200})$/i;
const LINK = /(?<![\\![])(\[\[?)([^[\]\\\n]{0,100})$/;

/** What is being typed at a place of an article; undefined where nothing is that a name could complete. */
export function typingAt(article: Article, offset: number): Typing | undefined {
  const { text } = article;
  const lineStart = Math.max(text.lastIndexOf("\n", offset - 1) + 1, offset - REACH);
  const before = text.slice(lineStart, offset);
  const lineEnd = /[\r\n]|$/.exec(text.slice(offset, offset + REACH))!.index;
  const after = text.slice(offset, offset + lineEnd);
  const typing = readTyping(before, after, offset);
  return typing && !isLiteral(article, typing.span.start, offset) ? typing : undefined;
}

function readTyping(before: string, after: string, offset: number): Typing | undefined {
  const target = MARKDOWN_TARGET.exec(before);
  if (target) return readMarkdownTarget(before.slice(0, target.index), target[1]!, after, offset);
  const reference = HTML_TARGET.exec(before);
  if (reference) return readHtmlTarget(reference[1]!, after, offset);
  const footnote = FOOTNOTE.exec(before);
  if (footnote) {
    const end = offset + (/^\\?\]/.exec(after)?.[0].length ?? 0);
    const query = footnote[1] ?? footnote[2]!;
    return { kind: "footnote", span: { start: offset - footnote[0].length, end }, closed: false, query };
  }
  if (/^[^[\]]*\]\(/.test(after)) return undefined; // the text of a link that is there already
  const category = CATEGORY.exec(before);
  if (category) {
    const end = offset + (after.startsWith("]") ? 1 : 0);
    const query = unescapeMarkdown(category[1]!);
    return { kind: "category", span: { start: offset - category[0].length, end }, closed: false, query };
  }
  const link = LINK.exec(before);
  if (!link || /^\s/.test(link[2]!)) return undefined;
  const brackets = link[1]!.length;
  const closing = /^\]*/.exec(after)![0].length;
  const span = { start: offset - link[0].length, end: offset + Math.min(brackets, closing) };
  return { kind: "link", span, closed: false, query: unescapeMarkdown(link[2]!) };
}

function readMarkdownTarget(before: string, written: string, after: string, offset: number): Typing {
  // What is left of a destination counts as replaced only where the link is closed behind it: else it is the text that follows.
  const rest = /^((?:[^\s()<>"\\]|\\.|\([^\s()]*\))*)>?(\s+"[^"]*")?\)/.exec(after);
  const start = offset - written.length;
  const attributed = rest?.[2] !== undefined;
  // Up to the attribute, which stays, or with the parenthesis, which is inserted again.
  const end = offset + (rest ? (attributed ? rest[1]!.length : rest[0].length) : 0);
  const begun = { span: { start, end }, closed: attributed, form: "markdown" as const };
  const label = unescapeMarkdown(LABEL.exec(before)?.[1] ?? "");
  return targetOrAnchor(begun, decodePercent(unescapeMarkdown(decodeEntities(written))), written, label);
}

function readHtmlTarget(written: string, after: string, offset: number): Typing {
  const rest = /^([^"<>]*)"/.exec(after);
  const span = { start: offset - written.length, end: offset + (rest?.[1] ?? "").length };
  const begun = { span, closed: rest !== null, form: "html" as const };
  return targetOrAnchor(begun, decodePercent(decodeEntities(written)), written, "");
}

function targetOrAnchor(
  begun: { readonly span: Span; readonly closed: boolean; readonly form: "markdown" | "html" },
  destination: string,
  written: string,
  label: string,
): Typing {
  const hash = destination.indexOf("#");
  if (hash >= 0) {
    const before = written.slice(0, written.indexOf("#"));
    return { ...begun, kind: "anchor", before, query: destination.slice(hash + 1).replaceAll("_", " ") };
  }
  const name = destination.replace(/^(?:\.{0,2}\/)*\.{0,2}(?:Page\/)?/, "").replaceAll("_", " ");
  return { ...begun, kind: "target", query: name, label };
}

/** Whether a place lies in code, math or a comment, which a construct that starts at `start` is not part of. */
function isLiteral({ blocks, protectedSpans, text }: Article, start: number, offset: number): boolean {
  const block = blocks[firstEndingAfter(blocks, offset - 1)];
  if (block && block.start < offset && (block.kind === "code" || block.kind === "math")) return true;
  for (let index = firstEndingAfter(protectedSpans, offset - 1); index < protectedSpans.length; index++) {
    const span = protectedSpans[index]!;
    if (span.start >= start) return false;
    if (/^(?:[`$]|\\[([]|<!--|<(?:code|pre|math|nowiki)\b)/.test(text.slice(span.start, span.start + 12))) return true;
  }
  return false;
}
