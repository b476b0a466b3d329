import { citationMarkdown } from "../citations/markdown";
import { fillEntry } from "../footnotes/fill";
import { isWritten } from "../footnotes/system";
import type { Article, Reference } from "../model/article";
import { type Citation, type CitationPart, citationText } from "../model/citation";
import type { Companion } from "./companion";
import { CERTAIN, type EntryMatch } from "./match";
import type { Proposal } from "./proposal";
import { foldedText } from "./stream";

/** Brings Chinese text to the page's script. */
export type Convert = (text: string) => string;

/** Kana and hangul: what stands around them is no Chinese. */
const OTHER_LANGUAGE = /[\u3040-\u30ff\u31f0-\u31ff\uac00-\ud7af]/;

/** A citation in the page's script; what is in other languages stays. */
export function convertedParts(parts: readonly CitationPart[], convert: Convert): CitationPart[] {
  return parts.map((part) => {
    if (part.foreign) return part;
    // Sentence by sentence: a Japanese title may stand beside a Chinese newspaper.
    const pieces = part.text.split(/(?<=[.。，,；;：:（()）「」『』《》[\]])/u);
    return { ...part, text: pieces.map((piece) => (OTHER_LANGUAGE.test(piece) ? piece : convert(piece))).join("") };
  });
}

/** What a companion says of the entries of the page's list. */
export function entryProposals(
  page: Article,
  companion: Companion,
  matches: readonly (EntryMatch | undefined)[],
  convert: Convert,
): Proposal[] {
  const proposals: Proposal[] = [];
  /** The page's first entry for each of the companion's. */
  const first = new Map<number, number>();
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
    const about = { start: reference.label.start, end: reference.end, entry: reference.name, confidence, source };
    if (!reference.empty) {
      const difference = differenceOf(reference, citation);
      if (difference && isCertain) {
        proposals.push({ ...about, kind: "difference", text: difference, citation, doubtful: false, edits: [] });
      }
      return;
    }
    if (!isWritten(page)) return;
    const same = original === undefined ? undefined : page.references[original]!;
    const parts = convertedParts(citation.parts, convert);
    // What the page has already is repeated as it stands there.
    const written = same && !same.empty ? page.text.slice(same.body.start, same.body.end) : undefined;
    const isOneLine = written !== undefined && !written.includes("\n");
    proposals.push({
      ...about,
      kind: same ? "reuse" : "citation",
      ...(same && { sameAs: same.name }),
      text: isOneLine ? same!.text : citationText({ parts }),
      citation,
      doubtful: !isCertain,
      edits: [
        fillEntry(
          page.text,
          reference,
          isOneLine ? written : citationMarkdown(parts, page.allLinksLocal ? "local" : "remote"),
        ),
      ],
    });
  });
  return proposals;
}

/** What the companion's entry says, when it is more or other than the page's. */
function differenceOf(reference: Reference, citation: Citation): string | undefined {
  const text = citationText(citation);
  return foldedText(reference.text) === foldedText(text) ? undefined : text;
}
