import type { Article, TagSlip } from "../../model/article";
import { firstStartingAt, type Span } from "../../text/span";

/**
 * Whether a flaw of a footnote comes of a mistyped tag: MediaWiki misreads what lies around that, and footnote/mistyped-tag
 * speaks of it.
 */
export function comesOfSlip({ blocks }: Article, flaw: Span): boolean {
  const block = blocks[firstStartingAt(blocks, flaw.start + 1) - 1];
  if (!block) return false;
  const at = flaw.start - block.start;
  return block.content.tagSlips.some(({ scope }) => scope.start <= at && at < scope.end);
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
