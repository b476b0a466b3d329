import type { BrokenMarker, Heading, Link, Marker, Passage, Residue } from "../../model/article";
import type { Span } from "../../text/span";

/** The lists a block's constructs are gathered in; spans are offsets of the block's text. */
export class Collector {
  readonly headings: Heading[] = [];
  readonly links: Link[] = [];
  readonly markers: Marker[] = [];
  readonly brokenMarkers: BrokenMarker[] = [];
  readonly residues: Residue[] = [];
  readonly passages: Passage[] = [];
  readonly protectedSpans: Span[] = [];
  /** The visible text of each leaf. */
  readonly texts: string[] = [];
}
