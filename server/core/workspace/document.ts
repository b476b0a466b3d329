import type { Parse, TextChange } from "../dialects/parse";
import { LineIndex } from "../text/lines";
import type { Configuration } from "./configuration";
import { missingIsNormal } from "./pages";
import { NO_PICTURES } from "./pictures";
import type { PageFacts, Pages, Snapshot } from "./snapshot";
import { titleOfPage } from "./wikitext-titles";
import { NO_WORD_LISTS } from "./word-lists";

/** The replacement of a span of a document. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/**
 * An open document: its text, and its parse as soon as somebody asks. Changes are gathered until then, so that a burst
 * of them costs one parse.
 */
export class OpenDocument {
  lines: LineIndex;
  /** Undefined as long as nobody asked, null when the document is no article. */
  private parsed: Parse | null | undefined;
  /** What `parsed` has not seen yet. */
  private pending: TextChange[] = [];
  private facts: PageFacts | undefined;
  private taken: Snapshot | undefined;

  constructor(
    readonly uri: string,
    readonly languageId: string,
    public version: number,
    public text: string,
  ) {
    this.lines = new LineIndex(text);
  }

  /** Applies one change and remembers it for the next parse. */
  change({ start, end, newText }: Replacement): void {
    this.text = this.text.slice(0, start) + newText + this.text.slice(end);
    this.lines = this.lines.changed(this.text, { start, end, newLength: newText.length });
    this.pending.push({ start, end, newLength: newText.length });
  }

  /**
   * The parse of the current text; null when it is no article.
   * @param parseAnew parses a text of which nothing is known
   */
  parse(parseAnew: (document: OpenDocument) => Parse | null): Parse | null {
    const { parsed, pending } = this;
    if (parsed) {
      if (pending.length > 0) this.parsed = parsed.update(this.text, pending);
    } else if (parsed === undefined || pending.length > 0) {
      this.parsed = parseAnew(this); // every change may turn what is no article into one
    }
    this.pending = [];
    return this.parsed ?? null;
  }

  /** Forgets whether it is an article. */
  reconsider(): void {
    this.parsed = undefined;
  }

  /** The snapshot of the current text; the same object as long as neither the text nor the facts change. */
  snapshot(parse: Parse, facts: PageFacts): Snapshot {
    if (!this.facts || !sameFacts(this.facts, facts)) this.facts = Object.freeze(facts);
    const taken = this.taken;
    if (taken?.article === parse.article && taken.facts === this.facts && taken.version === this.version) return taken;
    return (this.taken = takeSnapshot(this.uri, this.version, parse, this.facts));
  }
}

/** @param facts frozen */
export function takeSnapshot(uri: string, version: number, parse: Parse, facts: PageFacts): Snapshot {
  return Object.freeze({ uri, version, article: parse.article, facts });
}

function sameFacts(a: PageFacts, b: PageFacts): boolean {
  return (
    a.title === b.title &&
    a.dialect === b.dialect &&
    a.script === b.script &&
    a.missingIsNormal === b.missingIsNormal &&
    a.isIncluded === b.isIncluded &&
    a.pages === b.pages &&
    a.missingPictures === b.missingPictures &&
    a.configuration === b.configuration &&
    a.wordLists === b.wordLists &&
    a.lexicon === b.lexicon
  );
}

/** What the check of a page may know besides its text. `path` is its path in the wiki; where it lies in `Page`, to anything. */
export function factsOf(
  path: string,
  { article }: Parse,
  pages: Pages,
  configuration: Configuration,
  {
    wordLists = NO_WORD_LISTS,
    lexicon,
    missingPictures = NO_PICTURES,
    isIncluded = false,
  }: Partial<Pick<PageFacts, "wordLists" | "lexicon" | "missingPictures" | "isIncluded">> = {},
): PageFacts {
  const { dialect, script } = article;
  return {
    title: titleOfPage(path),
    dialect,
    script,
    missingIsNormal: missingIsNormal(article, pages),
    isIncluded,
    pages,
    missingPictures,
    configuration,
    wordLists,
    lexicon,
  };
}
