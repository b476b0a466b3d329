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
  /** Names that `[^name]:` defines inside a container, where no list gathers them. */
  readonly innerDefinitions: string[] = [];
  /** The visible text of each leaf. */
  readonly texts: string[] = [];
}
