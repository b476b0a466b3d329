import type { Heading } from "../../model/article";
import type { Tag } from "../markdown/tags";
import type { Sink } from "./sink";
import { trimmed } from "./templates";

const HEADING_TAG = /^h[1-6]$/;

interface OpenHeading {
  readonly level: number;
  readonly start: number;
  readonly contentStart: number;
  readonly sink: Sink | null;
  /** How many pieces the sink had before the heading. */
  readonly textFrom: number;
}

/**
 * Finds headings written as HTML in one block: `` `<h2 id="x">甲</h2>` ``. MediaWiki gives them a section and an anchor like
 * `== 甲 ==`; as there, a heading begins at the first opening tag and ends at the next closing tag of any level.
 */
export class RawHeadings {
  private open: OpenHeading | null = null;

  /**
   * Takes note of a tag that begins at an offset.
   * @param sink where the text around the tag goes
   * @returns the heading that the tag ends; undefined when it ends none
   */
  read(text: string, at: number, tag: Tag, sink: Sink | null): Heading | undefined {
    if (tag.name.length !== 2 || !HEADING_TAG.test(tag.name)) return undefined;
    const { open } = this;
    if (!tag.closing) {
      const level = Number(tag.name[1]);
      this.open ??= { level, start: at, contentStart: tag.end, sink, textFrom: sink?.pieces.length ?? 0 };
      return undefined;
    }
    this.open = null;
    // Opened in another text: in a footnote's, a caption's or a parameter's.
    if (!open || open.sink !== sink) return undefined;
    const { start, level, contentStart, textFrom } = open;
    const content = trimmed(text, contentStart, at);
    return { start, end: tag.end, level, content, text: sink?.textFrom(text, textFrom) ?? "" };
  }
}
