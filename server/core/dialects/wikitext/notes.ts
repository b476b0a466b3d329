import type { RefTag } from "../../model/article";
import { contentOf } from "./refs";

/** A footnote tag with what its numbering asks on every change, worked out once. */
export interface Note {
  readonly ref: RefTag;
  /** The content as it is written; null without any. */
  readonly content: string | null;
  /** Whether no release of MediaWiki complains of it in the text: most footnotes are looked at no further. */
  readonly isSound: boolean;
}

const DIGITS = /^\d+$/;

/** @param text the block's text */
export function noteOf(ref: RefTag, text: string): Note {
  const content = contentOf(ref, text);
  const isSound =
    !ref.nested &&
    (content !== null || ref.name !== "") &&
    !DIGITS.test(ref.name) &&
    ref.attributes.every(({ name }) => name === "name" || name === "group");
  return { ref, content, isSound };
}
