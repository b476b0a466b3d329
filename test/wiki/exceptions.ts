// Fixtures on which we mean to differ from MediaWiki, and why.
import type { ShownFootnotes } from "./footnotes";

export interface Exception {
  readonly reason: string;
  /** What we say instead. */
  readonly ours: Partial<ShownFootnotes>;
}

const EMPTY_NAME = "MediaWiki's marker links to an anchor that is not there; the entry is the one that belongs to it.";
const UNKNOWN =
  "What a template or parser function makes of its parameters is not on the page: footnotes in them count.";
const VARIANTS =
  "Which word is shown depends on the reader's variant: all its footnotes are listed, so all count as markers.";

export const EXCEPTIONS: Readonly<Record<string, Exception>> = {
  "names: empty": { reason: EMPTY_NAME, ours: { markers: ["1 → 1.1", "2 → 1.2"] } },
  "names: only white space": { reason: EMPTY_NAME, ours: { markers: ["1 → 1.1"] } },
  "names: no value": { reason: EMPTY_NAME, ours: { markers: ["1 → 1.1"] } },
  "names: no value behind the equals sign": { reason: EMPTY_NAME, ours: { markers: ["1 → 1.1"] } },
  "the first content is of a template that is missing": { reason: UNKNOWN, ours: { lists: [[""]] } },
  "in a template that is missing": {
    reason: UNKNOWN,
    ours: { markers: ["1 → 1.1", "2 → 1.2"], lists: [["一", "二"]] },
  },
  "a parser function around": {
    reason: UNKNOWN,
    ours: { markers: ["1 → 1.1", "2 → 1.2", "3 → 1.3"], lists: [["一", "二", "三"]] },
  },
  "the function in a tag's content": {
    reason:
      "MediaWiki reads it while it shows the list, as a footnote of the list without a name. We count it for nothing.",
    ours: { errors: [] },
  },
  "the function: a bar in a link": {
    reason: "The content of a function is told as it is written.",
    ours: { lists: [["[[乙|丙]]丁"]] },
  },
  "lists: in a list item": {
    reason: "MediaWiki's list falls apart here: its items stand behind it. They are the same.",
    ours: { markers: ["1 → 1.1"], lists: [["一"]] },
  },
  "list-defined: another group than the list's": {
    reason: "That a name has no text is said although no list shows it.",
    ours: { errors: ["list-group", "no-list", "no-text"] },
  },
  "a list in a list": {
    reason: "MediaWiki shows the inner tag as it is written; that is said.",
    ours: { errors: ["nested-list"] },
  },
  "in variants: the other variant's": { reason: VARIANTS, ours: { markers: ["1 → 1.1", "2 → 1.2", "3 → 1.3"] } },
  "in variants: a hidden rule": { reason: VARIANTS, ours: { markers: ["1 → 1.1", "2 → 1.2"] } },
};
