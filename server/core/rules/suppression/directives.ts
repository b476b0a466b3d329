import type { Article } from "../../model/article";
import type { Span } from "../../text/span";
import { firstEndingAfter } from "../../text/span";

export type DirectiveKind = "disable" | "enable" | "disable-next-line" | "disable-file";

/** One `<!-- redlink-… -->` comment. */
export interface Directive extends Span {
  readonly kind: DirectiveKind;
  /** The rules it names; none: all rules. */
  readonly rules: readonly (Span & { readonly id: string })[];
}

const DIRECTIVE = /<!--\s*redlink-(disable-next-line|disable-file|disable|enable)\b([^<>]*?)-->/g;

/** The directives of an article, in text order; only real comments count, not code that shows one. */
export function directivesOf(article: Article): readonly Directive[] {
  const { text } = article;
  const directives: Directive[] = [];
  let comments: ReadonlySet<number> | undefined;
  if (!article.blocks.some((block) => block.content.hasDirective)) return directives;
  for (const match of text.matchAll(DIRECTIVE)) {
    comments ??= commentStarts(article);
    if (!comments.has(match.index) && !isInHtml(article, match.index)) continue;
    const names = match[2]!;
    const start = match.index + match[0].length - 3 - names.length;
    const rules = [...names.matchAll(/[^\s,]+/g)].map((name) => ({
      id: name[0],
      start: start + name.index,
      end: start + name.index + name[0].length,
    }));
    directives.push({ start: match.index, end: match.index + match[0].length, kind: match[1] as DirectiveKind, rules });
  }
  return directives;
}

/** Where the protected spans of blocks begin: a comment is one, one that is quoted in a code block is not. */
function commentStarts({ blocks }: Article): ReadonlySet<number> {
  const starts = new Set<number>();
  for (const { kind, start, content } of blocks) {
    if (kind === "code" || !content.hasDirective) continue;
    for (const span of content.protectedSpans) starts.add(start + span.start);
  }
  return starts;
}

function isInHtml({ blocks }: Article, offset: number): boolean {
  const block = blocks[firstEndingAfter(blocks, offset)];
  return block?.kind === "html" && block.start <= offset;
}

/** Says of a finding whether the article's comments silence it. */
export function silencer(article: Article): ((rule: string, start: number) => boolean) | undefined {
  const directives = directivesOf(article);
  if (directives.length === 0) return undefined;
  const { text } = article;
  const ranges: { start: number; end: number; rules: ReadonlySet<string> | undefined }[] = [];
  const open = new Map<string, number>();
  const close = (id: string, end: number) => {
    const start = open.get(id);
    if (start === undefined) return;
    open.delete(id);
    ranges.push({ start, end, rules: id === "" ? undefined : new Set([id]) });
  };
  for (const { kind, start, end, rules } of directives) {
    const ids = rules.map((rule) => rule.id);
    const named = ids.length > 0 ? new Set(ids) : undefined;
    if (kind === "disable-file") ranges.push({ start: 0, end: text.length + 1, rules: named });
    else if (kind === "disable-next-line") ranges.push({ ...nextLine(text, end), rules: named });
    else if (kind === "disable") for (const id of named ?? [""]) open.set(id, open.get(id) ?? start);
    else for (const id of named ?? [...open.keys()]) close(id, start);
  }
  for (const id of [...open.keys()]) close(id, text.length + 1);
  const byRule = new Map<string, Span[]>();
  for (const { start, end, rules } of ranges) {
    for (const id of rules ?? [""]) {
      const spans = byRule.get(id);
      if (spans) spans.push({ start, end });
      else byRule.set(id, [{ start, end }]);
    }
  }
  for (const [id, spans] of byRule) byRule.set(id, united(spans));
  const holds = (spans: readonly Span[] | undefined, at: number) => {
    const span = spans?.[firstEndingAfter(spans, at)];
    return span !== undefined && span.start <= at;
  };
  return (rule, at) => holds(byRule.get(""), at) || holds(byRule.get(rule), at);
}

/** Spans in text order, those that overlap or touch as one. */
function united(spans: readonly Span[]): Span[] {
  const apart: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last && span.start <= last.end) apart[apart.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else apart.push(span);
  }
  return apart;
}

/** The line after the one `offset` is in; blank lines between are passed over, for a comment needs one below it to stand alone. */
function nextLine(text: string, offset: number): Span {
  const lineEnd = text.indexOf("\n", offset);
  if (lineEnd < 0) return { start: text.length, end: text.length };
  let start = lineEnd + 1;
  for (;;) {
    const end = text.indexOf("\n", start);
    if (end < 0) return { start, end: text.length + 1 };
    if (text.slice(start, end).trim() !== "") return { start, end: end + 1 };
    start = end + 1;
  }
}
