import type {
  BlockKind,
  Heading,
  Link,
  ListTag,
  LooseTag,
  Passage,
  RefTag,
  Residue,
  Template,
  VariantMarkup,
} from "../../model/article";
import { bareLink } from "./external";
import type { Frame } from "./frames";
import type { Seeker } from "./seek";
import { Sink } from "./sink";
import { TagFinder } from "./tags";

/** What a block is read with: what has been found, what is open, and where the text in between goes. Offsets are the block's. */
export class Reader {
  readonly headings: Heading[] = [];
  readonly links: Link[] = [];
  readonly residues: Residue[] = [];
  readonly passages: Passage[] = [];
  readonly templates: Template[] = [];
  readonly variants: VariantMarkup[] = [];
  readonly refs: RefTag[] = [];
  readonly listTags: ListTag[] = [];
  readonly looseTags: LooseTag[] = [];
  /** Whether a tag of footnotes in it may be mistyped: what is worth a second look. */
  mayHoldSlips = false;

  protected readonly base: Sink;
  protected readonly frames: Frame[] = [];
  protected readonly tags: TagFinder;
  protected readonly endTags = new Map<string, Seeker>();
  /** Where text goes at this place; null where it is none. */
  protected sink: Sink | null;
  /** Where the text begins that has not been handed to the sink yet. */
  protected from = 0;
  /** Where the innermost tag of an extension ends. */
  protected limit: number;
  /** Up to here nothing is text: code, another language, a table's attributes. */
  protected quietUntil = 0;
  /** Up to here stand attributes of HTML or a table: a footnote in them has no marker. */
  protected unshownUntil = 0;
  protected openLinks = 0;
  protected openRefs = 0;
  /** Single `[` of the line that are still open: `]]` behind them closes something. */
  protected openBrackets = 0;

  constructor(
    protected readonly text: string,
    protected readonly kind: BlockKind,
    protected readonly inTable: boolean,
  ) {
    this.base = new Sink(kind === "heading" ? "heading" : kind === "table" ? "html" : "paragraph", 0);
    this.sink = this.base;
    this.limit = text.length;
    this.tags = new TagFinder(text);
  }

  /** Hands the text up to `end` to the sink; it goes on at `next`. */
  protected flush(end: number, next: number): number {
    const { sink, text } = this;
    // What is quiet in a footnote or a heading is read all the same; a cell's attributes are not.
    const isRead = sink !== this.base || this.kind === "heading";
    if (sink && isRead && this.from < this.quietUntil && this.from < end) {
      const quietEnd = Math.min(end, this.quietUntil);
      sink.show(this.from, quietEnd, text.slice(this.from, quietEnd));
    }
    if (sink && end > this.from && end > this.quietUntil) {
      let start = Math.max(this.from, this.quietUntil);
      if (sink.isBroken) while (start < end && isSpace(text.charCodeAt(start))) start++;
      if (start < end) sink.add(start, end);
    }
    this.from = next;
    return next;
  }

  protected get top(): Frame | undefined {
    return this.frames[this.frames.length - 1];
  }

  protected push(frame: Frame): void {
    if (frame.kind === "link") this.openLinks++;
    this.frames.push(frame);
    this.sink = frame.sink;
  }

  protected pop(): void {
    const frame = this.frames.pop()!;
    if (frame.kind === "link") this.openLinks--;
    this.sink = this.frames.length > 0 ? this.frames[this.frames.length - 1]!.sink : this.base;
  }

  /** Gives up what is open: it was never closed. */
  protected drop(): void {
    if (this.top?.kind === "external") this.dropExternal();
    else this.pop();
  }

  /** A bracket before an address that nothing closed: the address stands there bare. There is one at most. */
  protected dropExternal(): void {
    const { top } = this;
    if (top?.kind !== "external") return;
    this.pop();
    this.links.push(bareLink(this.text, top.start + 1, top.addressEnd));
  }
}

function isSpace(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 9 || unit === 13;
}
