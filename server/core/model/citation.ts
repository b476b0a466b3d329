/** A stretch of a citation as a reader sees it, and what it leads to. */
export interface CitationPart {
  readonly text: string;
  /** Address on the web. */
  readonly href?: string;
  /** Title of a page of the wiki. */
  readonly page?: string;
  /** In a language that is not Chinese: never converted. */
  readonly foreign?: boolean;
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

/** A citation as one line of text. */
export function citationText({ parts }: Pick<Citation, "parts">): string {
  return parts
    .map(({ text }) => text)
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}
