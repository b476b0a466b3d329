import { citationMarkdown } from "../citations/markdown";
import { parse } from "../dialects/parse";
import { fillEntry } from "../footnotes/fill";
import { isWritten } from "../footnotes/system";
import type { Article } from "../model/article";
import { type CitationPart, citationText, isFullyKnown } from "../model/citation";
import type { Companion } from "./companion";
import { CERTAIN, type EntryMatch } from "./match";
import type { Proposal } from "./proposal";
import type { Convert } from "./script";
import { foldedText } from "./stream";

/** What a companion says of the entries of the page's list. */
export function entryProposals(
  page: Article,
  companion: Companion,
  matches: readonly (EntryMatch | undefined)[],
  convert: Convert,
): Proposal[] {
  const proposals: Proposal[] = [];
  const links = page.allLinksLocal ? "local" : "remote";
  /** The page's first entry for each of the companion's. */
  const first = new Map<number, number>();
  /** What the page's entries say that are the companion's, by its entry: one that repeats another differs no more. */
  const said = new Map<number, Set<string>>();
  page.references.forEach((reference, index) => {
    const match = matches[index];
    if (!match) return;
    const { confidence } = match;
    const isCertain = confidence >= CERTAIN;
    const original = first.get(match.reference);
    // An entry that says something else is not what another one repeats.
    const isOriginal = isCertain && original === undefined && (reference.empty || match.alike);
    if (isOriginal) first.set(match.reference, index);
    const citation = companion.citation(match.reference);
    if (!citation) return;
    const source = companion.article.references[match.reference]!.shown;
    const parts = convert(citation.parts);
    const about = { start: reference.label.start, end: reference.end, entry: reference.name, confidence, source };
    if (!reference.empty) {
      const known = said.get(match.reference) ?? new Set([citation.parts, parts].map((one) => foldedText(textOf(one))));
      said.set(match.reference, known);
      const own = foldedText(reference.text);
      const isKnown = known.has(own) || own === foldedText(shownText(citationMarkdown(parts, links)));
      known.add(own);
      if (!isKnown && isCertain && isFullyKnown(citation)) {
        const text = textOf(citation.parts);
        proposals.push({ ...about, kind: "difference", text, citation, doubtful: false, edits: [] });
      }
      return;
    }
    if (!isWritten(page)) return;
    const same = original === undefined ? undefined : page.references[original]!;
    // What the page has already is repeated as it stands there.
    const written = same && !same.empty ? page.text.slice(same.body.start, same.body.end) : undefined;
    const isOneLine = written !== undefined && !written.includes("\n");
    proposals.push({
      ...about,
      kind: same ? "reuse" : "citation",
      ...(same && { sameAs: same.name }),
      text: isOneLine ? same!.text : textOf(parts),
      citation,
      doubtful: !isCertain || !isFullyKnown(citation),
      edits: [fillEntry(page.text, reference, isOneLine ? written : citationMarkdown(parts, links))],
    });
  });
  return proposals;
}

function textOf(parts: readonly CitationPart[]): string {
  return citationText({ parts });
}

/** What a reader sees of an entry that is written like this: `\\[x\\]` is a formula in Markdown, and no text. */
function shownText(markdown: string): string {
  const { references } = parse(`\\[1\\]\n\n1.  ${markdown}\n`, "markdown").article;
  return references[0]?.text ?? "";
}
