import type { Article } from "../model/article";
import { contains, type Span } from "../text/span";
import { Alignment } from "./alignment";
import { captionProposals } from "./captions";
import type { Companion } from "./companion";
import { entryProposals } from "./entries";
import { matchTexts } from "./entry-text";
import { type Refusal, refusalOf } from "./identity";
import { labelProposals } from "./labels";
import { matchEntries } from "./match";
import { phraseProposals } from "./phrases";
import type { Proposal } from "./proposal";
import type { Convert } from "./script";
import { streamOf } from "./stream";

/** What comes of laying a page beside its companion. */
export interface Collation {
  /** Why nothing is proposed; undefined when the companion is the page's. */
  readonly refusal: Refusal | undefined;
  /** In text order. Their edits do not overlap. */
  readonly proposals: readonly Proposal[];
}

/**
 * Lays a page beside the same article in another form, and tells what of the page was lost.
 * @param title the page's
 * @param convert brings what the companion says to the page's script
 */
export function collate(page: Article, title: string, companion: Companion, convert: Convert): Collation {
  const alignment = new Alignment(
    streamOf(page.text, piecesOf(page)),
    streamOf(companion.article.text, companion.pieces),
  );
  const refusal = refusalOf(title, companion, alignment);
  if (refusal) return { refusal, proposals: [] };
  const matches = matchEntries(page, companion, alignment, matchTexts(page, companion));
  const proposals = [
    ...entryProposals(page, companion, matches, convert),
    ...labelProposals(page, companion, alignment),
    ...phraseProposals(page, companion, alignment, convert),
    ...captionProposals(page, companion, alignment),
  ];
  return { refusal: undefined, proposals: proposals.sort((one, other) => one.start - other.start) };
}

/** The spans of a page that are aligned: its text without the entries of the list and without pictures named after files. */
function piecesOf({ passages, links }: Article): Span[] {
  const names = links.filter(
    ({ kind, title, labelText }) => kind === "file" && title === labelText.replaceAll("_", " "),
  );
  const pieces = passages.flatMap(({ kind, runs }) => (kind === "entry" ? [] : runs.flat()));
  let next = 0;
  return pieces.filter((piece) => {
    while (names[next] && names[next]!.end <= piece.start) next++;
    return !(names[next] && contains(names[next]!, piece));
  });
}
