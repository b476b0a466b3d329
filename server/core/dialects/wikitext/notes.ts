import type { FootnoteFlawKind, RefTag } from "../../model/article";
import { attributeIn } from "./attributes";
import { contentOf } from "./refs";

/** A footnote tag with what its numbering asks on every change, worked out once. */
export interface Note {
  readonly ref: RefTag;
  /** What stands in it, as it is written; null when that is nothing. */
  readonly content: string | null;
  /** What is wrong with it wherever it stands. */
  readonly flaw: FootnoteFlawKind | undefined;
  /** The same, but told only of a footnote that fits to the reference it extends. */
  readonly lateFlaw: FootnoteFlawKind | undefined;
}

const ATTRIBUTES = new Set(["group", "name", "extends", "follow", "dir", "details"]);
const DIGITS = /^\d+$/;

/** @param text the block's text */
export function noteOf(ref: RefTag, text: string): Note {
  return { ref, content: contentOf(ref, text), flaw: flawOf(ref), lateFlaw: lateFlawOf(ref) };
}

function flawOf({ attributes, name, follow, extends: whole }: RefTag): FootnoteFlawKind | undefined {
  if (attributes.some((attribute) => !ATTRIBUTES.has(attribute.name))) return "attribute";
  return [name, follow, whole].some((value) => DIGITS.test(value)) ? "numeric-name" : undefined;
}

function lateFlawOf({ attributes, name, follow, extends: whole }: RefTag): FootnoteFlawKind | undefined {
  if (follow !== "" && (name !== "" || whole !== "")) return "conflict";
  const direction = attributeIn(attributes, "dir");
  return direction === undefined || /^(?:ltr|rtl)$/i.test(direction) ? undefined : "direction";
}
