import type { Article, TagSlip } from "../../model/article";
import { firstEndingAfter, firstStartingAt, type Span } from "../../text/span";

/**
 * Returns a function that says whether a flaw of a footnote comes of a mistyped tag: MediaWiki misreads what lies around that,
 * and footnote/mistyped-tag speaks of it.
 */
export function consequencesOfSlips({ blocks }: Article): (flaw: Span) => boolean {
  let misread: readonly Span[] | undefined;
  return ({ start }) => {
    // Most pages have no flaws, and are never asked about.
    misread ??= blocks.flatMap((block) => {
      const scopes = block.content.tagSlips.length > 0 ? misreadBy(block.content.tagSlips) : [];
      return scopes.map((scope) => ({ start: block.start + scope.start, end: block.start + scope.end }));
    });
    return holds(misread, start);
  };
}

/** Whether one of some spans, sorted and apart, holds an offset. */
export function holds(spans: readonly Span[], offset: number): boolean {
  const span = spans[firstEndingAfter(spans, offset)];
  return span !== undefined && span.start <= offset;
}

/** What MediaWiki misreads because of mistyped tags: spans, sorted and apart. */
export function misreadBy(slips: readonly TagSlip[]): readonly Span[] {
  const scopes = slips.map(({ scope }) => scope).sort((a, b) => a.start - b.start);
  const apart: Span[] = [];
  for (const scope of scopes) {
    const last = apart.at(-1);
    if (last && scope.start <= last.end) {
      apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, scope.end) };
    } else apart.push(scope);
  }
  return apart;
}

/** Names that footnotes would define if their tags were not mistyped. */
export function namesInSlips({ blocks, text }: Article): ReadonlySet<string> {
  const names = new Set<string>();
  for (let index = 0; index < blocks.length; index++) {
    const { start, content } = blocks[index]!;
    for (const { kind, scope } of content.tagSlips) {
      if (kind === "self" || kind.startsWith("list")) continue;
      const source = text.slice(start + scope.start, start + scope.end);
      for (const match of source.matchAll(NAME)) names.add((match[1] ?? match[2] ?? match[3])!.trim());
    }
  }
  return names;
}

const NAME = /name\s{0,9}=\s{0,9}(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>/{[]+))/gi;

/** The mistyped tag that a finding reports. */
export function slipAt({ tagSlips }: Article, { start, end }: Span): TagSlip | undefined {
  for (let index = firstStartingAt(tagSlips, start); tagSlips[index]?.start === start; index++) {
    if (tagSlips[index]!.end === end) return tagSlips[index];
  }
  return undefined;
}
