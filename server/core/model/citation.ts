/** A stretch of a citation as a reader sees it, and what it leads to. */
export interface CitationPart {
  readonly text: string;
  /** Address on the web. */
  readonly href?: string;
  /** Title of a page of the wiki. */
  readonly page?: string;
  /** In a language that is not Chinese, or in a fixed form: never converted. */
  readonly foreign?: boolean;
  /** A template, or words with one in them, of which the source does not tell how they are shown. */
  readonly unknown?: boolean;
}

/** What a footnote cites, as far as its source says it. */
export interface Citation {
  readonly title?: string;
  readonly url?: string;
  readonly authors?: string;
  /** The newspaper, journal, site or publisher. */
  readonly work?: string;
  readonly date?: string;
  readonly accessDate?: string;
  readonly archiveUrl?: string;
  readonly archiveDate?: string;
  /** The whole of it in reading order; never empty. */
  readonly parts: readonly CitationPart[];
}

/** Whether the source tells how every part is shown. */
export function isFullyKnown({ parts }: Pick<Citation, "parts">): boolean {
  return parts.every(({ unknown }) => !unknown);
}

/** A citation as one line of text. */
export function citationText({ parts }: Pick<Citation, "parts">): string {
  return parts
    .map(({ text }) => text)
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}

/** Neighbours that differ in their text only as one part, without empty ones. */
export function mergeParts(parts: readonly CitationPart[]): CitationPart[] {
  const result: CitationPart[] = [];
  for (const part of parts) {
    if (part.text === "") continue;
    const last = result.at(-1);
    if (last && isAlike(last, part)) result[result.length - 1] = { ...last, text: last.text + part.text };
    else result.push(part);
  }
  return result;
}

function isAlike(one: CitationPart, other: CitationPart): boolean {
  return (
    one.href === other.href && one.page === other.page && one.foreign === other.foreign && one.unknown === other.unknown
  );
}
