import type { SetAnchor } from "../../model/anchors";
import { NOTHING } from "../../text/nothing";
import { decodeEntities } from "../strings";

/** An HTML tag in the source. */
export interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly selfClosing: boolean;
  readonly end: number;
  /** The attributes as written. */
  readonly attributes: string;
}

// One tag by CommonMark's definition. The bounds keep a hostile document linear; no real tag comes near them.
const TAG =
  /<(\/?)([a-zA-Z][\w-]{0,40})((?:\s+[a-zA-Z_:][\w.:-]{0,80}(?:\s*=\s*(?:"[^"]{0,4000}"|'[^']{0,4000}'|[^\s"'=<>`]{1,2000}))?){0,40})\s*(\/?)>/y;

/** The tag that starts at `start`, if there is one. */
export function readTag(source: string, start: number, to: number): Tag | undefined {
  TAG.lastIndex = start;
  const match = TAG.exec(source);
  if (!match || start + match[0].length > to) return undefined;
  return {
    closing: match[1] === "/",
    name: match[2]!.toLowerCase(),
    attributes: match[3]!,
    selfClosing: match[4] === "/",
    end: start + match[0].length,
  };
}

/** The value of an attribute and where it stands in the tag's attributes; undefined when the tag does not have it. */
export function attributeOf(
  attributes: string,
  name: string,
): { value: string; start: number; end: number } | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'=<>\`]+))`, "i").exec(attributes);
  if (!match) return undefined;
  const written = match[1] ?? match[2] ?? match[3]!;
  const end = match.index + match[0].length - (match[3] === undefined ? 1 : 0);
  return { value: decodeEntities(written), start: end - written.length, end };
}

/** The anchors a tag sets: `<span id="x">`, `<a name="x">`. */
export function anchorsOf({ name, closing, attributes }: Tag): readonly string[] {
  if (closing || !SETS_ANCHOR.test(attributes)) return NOTHING;
  const set = [attributeOf(attributes, "id"), name === "a" ? attributeOf(attributes, "name") : undefined];
  return set.flatMap((attribute) => (attribute && attribute.value !== "" ? [attribute.value] : []));
}

/** `{#id}` in running text, which sets an anchor in several dialects of Markdown. */
export function idsAt(source: string, start: number, to: number): SetAnchor[] {
  ID_ATTRIBUTE.lastIndex = start;
  const match = ID_ATTRIBUTE.exec(source);
  const end = start + (match?.[0].length ?? 0);
  return match && end <= to ? [{ name: match[1]!, start, end }] : [];
}

const ID_ATTRIBUTE = /\{#([^\s{}<>"'|]{1,200})[^{}\n]{0,200}\}/y;

const SETS_ANCHOR = /\s(?:id|name)\s*=/i;

/** Whether a tag says that its content is in a language other than Chinese. */
export function isForeign(tag: Tag): boolean {
  if (!tag.attributes.includes("lang")) return false;
  const language = attributeOf(tag.attributes, "lang")?.value.toLowerCase() ?? "zh";
  return !language.startsWith("zh") && language !== "";
}

/** Tags that stand inside a word's flow: text before and behind reads on. */
export const PHRASING_TAGS: ReadonlySet<string> = new Set(
  "a abbr b bdi bdo big cite data del dfn em font i ins mark q rb rp rt ruby s small span strike strong sub sup time tt u var wbr".split(
    " ",
  ),
);

/** Tags whose content is not prose. */
export const VERBATIM_TAGS: ReadonlySet<string> = new Set(
  "code pre kbd samp math script style syntaxhighlight source nowiki textarea svg timeline chem score graph".split(" "),
);

/** Tags of wikitext, which mean nothing in Markdown. */
export const WIKI_TAGS: ReadonlySet<string> = new Set(
  "ref references nowiki gallery poem includeonly noinclude onlyinclude syntaxhighlight timeline imagemap pagelist section hiero score graph mapframe maplink templatestyles categorytree inputbox".split(
    " ",
  ),
);

/** Phrasing tags that people leave unclosed or close twice; only these are worth a word when they close nothing. */
export const PAIRED_TAGS: ReadonlySet<string> = new Set(
  "small big b i u s sub sup del ins em strong tt code cite".split(" "),
);
