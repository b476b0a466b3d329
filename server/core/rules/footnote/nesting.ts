import type { Article, FootnoteFlaw } from "../../model/article";
import { firstStartingAt } from "../../text/span";
import { flawsOf } from "./flaws";

/** A footnote in which another one begins. */
export interface Nested {
  readonly flaw: FootnoteFlaw;
  /**
   * The end tag behind it that closes nothing: then the inner footnote was meant to stand in the outer one. Without it the
   * outer footnote's end tag is missing.
   */
  readonly close: FootnoteFlaw | undefined;
}

/** All such footnotes of a page, in text order; a stray end tag belongs to the nearest one before it. */
export function nestedFootnotes(article: Article): Nested[] {
  const flaws = flawsOf(article, "nested", "stray-close");
  return flaws.flatMap((flaw, index): Nested[] => {
    if (flaw.kind !== "nested") return [];
    const next = flaws[index + 1];
    const isNear = next?.kind === "stray-close" && !beginsBetween(article, flaw, next.start);
    return [{ flaw, close: isNear ? next : undefined }];
  });
}

/** Whether another footnote begins behind one that has a flaw, up to an offset. Looks at the blocks: all footnotes of a page are many. */
function beginsBetween({ blocks }: Article, flaw: FootnoteFlaw, offset: number): boolean {
  let block = firstStartingAt(blocks, flaw.start + 1) - 1;
  let { content, start } = blocks[block]!;
  let index = firstStartingAt(content.refs, flaw.start - start);
  const end = start + content.refs[index]!.end;
  for (;;) {
    for (; index < content.refs.length; index++) {
      const at = start + content.refs[index]!.start;
      if (at > offset) return false;
      if (at >= end) return true;
    }
    block++;
    if (block >= blocks.length || blocks[block]!.start > offset) return false;
    ({ content, start } = blocks[block]!);
    index = 0;
  }
}
