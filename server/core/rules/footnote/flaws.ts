import type { Article, FootnoteFlaw, FootnoteFlawKind, RefTag } from "../../model/article";
import { firstStartingAt, type Span } from "../../text/span";

/** The flaws of some kinds, in text order. */
export function flawsOf({ footnoteFlaws }: Article, ...kinds: readonly FootnoteFlawKind[]): FootnoteFlaw[] {
  if (footnoteFlaws.length === 0) return [];
  return footnoteFlaws.filter(({ kind }) => kinds.includes(kind));
}

/** The flaw of one of these kinds that a finding reports. */
export function flawAt(
  { footnoteFlaws }: Article,
  finding: Span,
  ...kinds: readonly FootnoteFlawKind[]
): FootnoteFlaw | undefined {
  for (let index = firstStartingAt(footnoteFlaws, finding.start); index < footnoteFlaws.length; index++) {
    const flaw = footnoteFlaws[index]!;
    if (flaw.start !== finding.start) return undefined;
    if (kinds.includes(flaw.kind)) return flaw;
  }
  return undefined;
}

/** The footnote with one of these flaws that a finding reports. */
export function flawedRef(article: Article, finding: Span, ...kinds: readonly FootnoteFlawKind[]): RefTag | undefined {
  const flaw = flawAt(article, finding, ...kinds);
  return flaw && flaw.ref !== null ? article.refs[flaw.ref] : undefined;
}
