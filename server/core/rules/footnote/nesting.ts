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
    const ref = article.refs[flaw.ref!]!;
    // No other footnote begins between the two.
    const following = article.refs[firstStartingAt(article.refs, ref.end)];
    const isNear = next?.kind === "stray-close" && (!following || next.start < following.start);
    return [{ flaw, close: isNear ? next : undefined }];
  });
}
