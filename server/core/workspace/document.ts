import type { Parse } from "../dialects/parse";
import { LineIndex } from "../text/lines";
import type { PageFacts, Snapshot } from "./snapshot";

/** One change of a document: the span of the text before it, and what stands there now. */
export interface TextChange {
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
  /** What `parsed` has not seen yet: a span of its text, and where that ends in `text`. */
  private pending: { start: number; end: number; newEnd: number } | undefined;
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
  change({ start, end, newText }: TextChange): void {
    this.text = this.text.slice(0, start) + newText + this.text.slice(end);
    this.lines = this.lines.changed(this.text, { start, end, newLength: newText.length });
    const seen = this.pending;
    const newEnd = start + newText.length;
    if (!seen) {
      this.pending = { start, end, newEnd };
      return;
    }
    // Two changes become one that spans both: what lies between them is only read again.
    const beyond = Math.max(0, end - seen.newEnd);
    this.pending = {
      start: Math.min(seen.start, start),
      end: seen.end + beyond,
      newEnd: seen.newEnd + beyond + newText.length - (end - start),
    };
  }

  /**
   * The parse of the current text; null when it is no article.
   * @param parseAnew parses a text of which nothing is known
   */
  parse(parseAnew: (document: OpenDocument) => Parse | null): Parse | null {
    const { parsed, pending } = this;
    if (parsed && pending) {
      const { start, end, newEnd } = pending;
      this.parsed = parsed.update(this.text, [{ start, end, newLength: newEnd - start }]);
    } else if (!parsed && (parsed === undefined || pending)) {
      this.parsed = parseAnew(this); // every change may turn what is no article into one
    }
    this.pending = undefined;
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
    a.allLinksLocal === b.allLinksLocal &&
    a.pages === b.pages &&
    a.configuration === b.configuration
  );
}
