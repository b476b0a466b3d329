import type { Citation } from "../model/citation";
import type { TextEdit } from "../text/edit";
import type { Span } from "../text/span";

/**
 * What is proposed:
 * - `citation`: the text of an empty entry
 * - `reuse`: an empty entry that repeats another one: its text once more
 * - `label`: a link text that ran on, cut where the companion's ends
 * - `phrase`: words of a template that was dropped
 * - `caption`: a picture's caption that ran into the paragraph
 * - `difference`: nothing is proposed: an entry that says something else than the companion's
 */
export type ProposalKind = "citation" | "reuse" | "label" | "phrase" | "caption" | "difference";

/** One thing a companion tells of the page. Spans are offsets of the page's text. */
export interface Proposal extends Span {
  readonly kind: ProposalKind;
  /** Number of the page's entry it is about; undefined when it is about none. */
  readonly entry?: string;
  /** Of a `reuse`: number of the entry it repeats. */
  readonly sameAs?: string;
  /** What would stand there, as a reader sees it; of a difference what the companion says. */
  readonly text: string;
  readonly citation?: Citation;
  /** 0 to 1; below `CERTAIN` it is doubtful. */
  readonly confidence: number;
  readonly doubtful: boolean;
  /** Number of the companion's entry it comes from; undefined when it comes from its text. */
  readonly source?: string;
  /** None of a difference. */
  readonly edits: readonly TextEdit[];
}
