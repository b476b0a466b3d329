import type { SetAnchor } from "../../model/anchors";
import type { BrokenMarker, Heading, Link, Marker, Passage, Residue } from "../../model/article";
import { NOTHING } from "../../text/nothing";
import type { Span } from "../../text/span";
import type { ReferenceUse } from "./references";

/**
 * The lists a block's constructs are gathered in; spans are offsets of the block's text. One collector serves block after
 * block: most lists of most blocks stay empty, and eight new ones for each add up to some kilobytes a page.
 */
export class Collector {
  headings: Heading[] = [];
  links: Link[] = [];
  markers: Marker[] = [];
  brokenMarkers: BrokenMarker[] = [];
  residues: Residue[] = [];
  passages: Passage[] = [];
  protectedSpans: Span[] = [];
  /** Names that `[^name]:` defines inside a container, where no list gathers them. */
  innerDefinitions: string[] = [];
  anchors: SetAnchor[] = [];
  /** `[label]: destination`, and brackets that may use one. */
  definitions: Link[] = [];
  uses: ReferenceUse[] = [];

  /** Whether there may be a comment. */
  mayHoldComment = false;

  /** Hands out what was gathered, and begins anew. Empty lists share one. */
  take() {
    const { headings, links, markers, brokenMarkers, residues, passages, protectedSpans, innerDefinitions } = this;
    const { anchors, definitions, uses, mayHoldComment } = this;
    this.mayHoldComment = false;
    if (headings.length > 0) this.headings = [];
    if (links.length > 0) this.links = [];
    if (markers.length > 0) this.markers = [];
    if (brokenMarkers.length > 0) this.brokenMarkers = [];
    if (residues.length > 0) this.residues = [];
    if (passages.length > 0) this.passages = [];
    if (protectedSpans.length > 0) this.protectedSpans = [];
    if (innerDefinitions.length > 0) this.innerDefinitions = [];
    if (anchors.length > 0) this.anchors = [];
    if (definitions.length > 0) this.definitions = [];
    if (uses.length > 0) this.uses = [];
    return {
      headings: kept(headings),
      links: kept(links),
      markers: kept(markers),
      brokenMarkers: kept(brokenMarkers),
      residues: kept(residues),
      passages: kept(passages),
      protectedSpans: kept(protectedSpans),
      innerDefinitions: kept(innerDefinitions),
      anchors: kept(anchors),
      definitions: kept(definitions),
      uses: kept(uses),
      mayHoldComment,
    };
  }
}

function kept<T>(list: readonly T[]): readonly T[] {
  return list.length > 0 ? list : NOTHING;
}
