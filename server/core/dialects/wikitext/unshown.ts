import type { RefTag } from "../../model/article";
import type { LinkFrame } from "./frames";
import type { TagFinder } from "./tags";

// Footnotes that MediaWiki numbers and lists without showing a marker: those in attributes of HTML and tables, and in the
// options of a picture that are no visible caption.

/** Elements that MediaWiki lets through; a tag of any other name is shown as it is written. */
const ELEMENTS = new Set(
  (
    "abbr b bdi bdo big blockquote br caption center cite code data dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i " +
    "img ins kbd li link mark meta ol p pre q rb rp rt rtc ruby s samp small span strike strong sub sup table td th time " +
    "tr tt u ul var wbr"
  ).split(" "),
);
/** The bound keeps hostile text linear. */
const BEFORE_REF = /<([a-z][a-z\d]{0,9})[\s/][^<>]{0,2000}(?=<ref[\s>/])/iy;
const AFTER_REF = /[^<>]{0,2000}/y;

const FRAMED =
  /^(?:thumb|thumbnail|縮圖|縮略圖|缩图|缩略图|frame|framed|enframed|有框|加框)$|^(?:thumb|thumbnail|manualthumb|縮圖|縮略圖|缩图|缩略图)\s*=/i;

export function isElement(name: string): boolean {
  return ELEMENTS.has(name.toLowerCase());
}

/**
 * Finds the end of an HTML tag that has footnotes between its attributes or in one of them: `<i title="<ref>甲</ref>">`.
 * @param start offset of the tag's `<`
 * @returns the offset of its `>`; -1 when there is no such tag before `limit`
 */
export function endOfTagWithRefs(text: string, start: number, limit: number, tags: TagFinder): number {
  BEFORE_REF.lastIndex = start;
  const name = BEFORE_REF.exec(text)?.[1];
  if (name === undefined || !isElement(name)) return -1;
  let at = BEFORE_REF.lastIndex;
  while (at < limit && text.charCodeAt(at) === 60) {
    const tag = tags.at(at, limit);
    if (tag?.kind !== "ref" || tag.isLoose) return -1;
    AFTER_REF.lastIndex = tag.end;
    AFTER_REF.test(text);
    at = AFTER_REF.lastIndex;
  }
  return at < limit && text.charCodeAt(at) === 62 ? at : -1;
}

/**
 * Marks footnotes as not shown.
 * @param refs in the order they end in
 * @param from offset they begin at or behind
 * @param kept offset from which they are shown all the same, and where that ends
 */
export function hideRefs(refs: RefTag[], from: number, kept = { start: 0, end: 0 }): void {
  for (let index = refs.length - 1; index >= 0 && refs[index]!.start >= from; index--) {
    const ref = refs[index]!;
    if (ref.start < kept.start || ref.start >= kept.end) refs[index] = { ...ref, place: "hidden" };
  }
}

/**
 * The options of a picture in which footnotes have a marker: all of them where templates may make a frame, the caption of a
 * framed picture, nothing else.
 * @param close offset of the picture's `]]`
 * @param isOption whether a part tells how the picture is shown
 */
export function shownOptions(
  text: string,
  { pipes }: LinkFrame,
  close: number,
  isOption: (written: string) => boolean,
): { readonly start: number; readonly end: number } {
  let caption = { start: close, end: close };
  let isFramed = false;
  for (let index = 0; index < pipes.length; index++) {
    const start = pipes[index]! + 1;
    const end = pipes[index + 1] ?? close;
    const written = text.slice(start, Math.min(end, start + 60)).trim();
    if (FRAMED.test(written)) isFramed = true;
    else if (!isOption(written)) caption = { start, end };
    if (written.startsWith("{{")) return { start: pipes[0]!, end: close };
  }
  return isFramed ? caption : { start: close, end: close };
}
