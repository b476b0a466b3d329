import { endTagEnd, type Seeker, seekEndTag, seekString } from "./seek";

/**
 * What the parser does with the content of a tag that MediaWiki hands to an extension:
 * - `ref`, `references`: footnotes and where they are listed
 * - `opaque`: the content is no wikitext (`<nowiki>`, `<math>`)
 * - `parsed`: it is (`<poem>`); `gallery`: a line for each file
 */
export type ExtensionKind = "ref" | "references" | "opaque" | "parsed" | "gallery";

const EXTENSIONS: ReadonlyMap<string, ExtensionKind> = new Map<string, ExtensionKind>([
  ["ref", "ref"],
  ["references", "references"],
  ["poem", "parsed"],
  ["indicator", "parsed"],
  ["gallery", "gallery"],
  ...(
    "nowiki pre math chem ce syntaxhighlight source score timeline graph hiero templatedata templatestyles " +
    "mapframe maplink imagemap inputbox section charinsert categorytree pagelist pages includeonly"
  )
    .split(" ")
    .map((name): [string, ExtensionKind] => [name, "opaque"]),
]);

/** A tag of an extension. Offsets of the text. */
export interface ExtensionTag {
  /** In lower case. */
  readonly name: string;
  readonly kind: ExtensionKind;
  /** Behind the name, and before `>` or `/>`. */
  readonly attributesStart: number;
  readonly attributesEnd: number;
  /** Behind the opening tag's `>`. */
  readonly openEnd: number;
  /** Where the end tag begins; -1 when the tag closes itself or its end tag is missing. */
  readonly close: number;
  /** Behind all of it; `openEnd` when there is no end tag. */
  readonly end: number;
  /** Its end tag is missing: MediaWiki shows the opening tag as it is written. */
  readonly isLoose: boolean;
}

const GREATER = 62;
const SLASH = 47;

/**
 * Finds the tags of extensions in one text. As in MediaWiki the opening tag ends at the first `>`, wherever that stands, and
 * the content at the first end tag of the same name.
 */
export class TagFinder {
  private readonly greater: Seeker;
  private readonly ends = new Map<string, Seeker>();

  constructor(private readonly text: string) {
    this.greater = seekString(text, ">");
  }

  /** The tag that begins at `start`, where a `<` stands, and ends before `limit`; undefined when there is none. */
  at(start: number, limit: number): ExtensionTag | undefined {
    const { text } = this;
    let nameEnd = start + 1;
    while (nameEnd < limit && isLetter(text.charCodeAt(nameEnd))) nameEnd++;
    if (nameEnd === start + 1 || nameEnd - start > 18 || nameEnd >= limit) return undefined;
    const behind = text.charCodeAt(nameEnd);
    const selfClosed = behind === SLASH && text.charCodeAt(nameEnd + 1) === GREATER;
    if (behind !== GREATER && !selfClosed && !isSpace(behind)) return undefined;
    const name = text.slice(start + 1, nameEnd).toLowerCase();
    const kind = EXTENSIONS.get(name);
    if (kind === undefined) return undefined;
    const greater = this.greater.next(nameEnd);
    if (greater >= limit) return undefined;
    const openEnd = greater + 1;
    if (text.charCodeAt(greater - 1) === SLASH) {
      const attributesEnd = Math.max(nameEnd, greater - 1);
      return { name, kind, attributesStart: nameEnd, attributesEnd, openEnd, close: -1, end: openEnd, isLoose: false };
    }
    const close = this.endOf(name).next(openEnd);
    const end = close < limit ? endTagEnd(text, close, name) : limit + 1;
    const isClosed = end <= limit;
    // Only what is left out of the page need not be closed.
    const isLoose = !isClosed && name !== "includeonly";
    // Written out: spreading an object takes more time than all the rest of this.
    return {
      name,
      kind,
      attributesStart: nameEnd,
      attributesEnd: greater,
      openEnd,
      close: isClosed ? close : isLoose ? -1 : limit,
      end: isClosed ? end : isLoose ? openEnd : limit,
      isLoose,
    };
  }

  /** Behind the end tag of `<ref>` or `<references>` that begins at `start`; undefined when none does. */
  looseEnd(start: number, limit: number): { readonly name: "ref" | "references"; readonly end: number } | undefined {
    const { text } = this;
    if (text.charCodeAt(start + 1) !== SLASH) return undefined;
    for (const name of ["ref", "references"] as const) {
      const end = endTagEnd(text, start, name);
      if (end > 0 && end <= limit) return { name, end };
    }
    return undefined;
  }

  private endOf(name: string): Seeker {
    let seeker = this.ends.get(name);
    if (!seeker) this.ends.set(name, (seeker = seekEndTag(this.text, name)));
    return seeker;
  }
}

function isLetter(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
}

function isSpace(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 9 || unit === 13 || unit === 12;
}
