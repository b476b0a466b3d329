// The path in a link's destination: what it says by CommonMark and RFC 3986, and how another path is written in its place.
import { decodeEntities, decodePercent, unescapeMarkdown } from "../dialects/strings";
import type { Span } from "../text/span";

/** How a destination is enclosed, which decides what has to be escaped in it. */
export interface Slot {
  readonly form: "markdown" | "html";
  /** The character in front of it: `<` of Markdown, a quotation mark of HTML; "" for none. */
  readonly enclosure: "<" | '"' | "'" | "";
}

/** A destination in parts, as written: `path` + `rest`. */
export interface WrittenPath {
  readonly path: string;
  /** Query and fragment, with their signs. */
  readonly rest: string;
}

/** How the destination at a place of a text is enclosed. */
export function slotOf(text: string, target: Span, form: Slot["form"]): Slot {
  const before = text[target.start - 1];
  if (form === "html") return { form, enclosure: before === '"' || before === "'" ? before : "" };
  return { form, enclosure: before === "<" && text[target.end] === ">" ? "<" : "" };
}

/** Splits a destination before the first `#`, or also before the first `?`: converters leave that of a title as it is. */
export function splitPath(written: string, form: Slot["form"], ends: "#" | "#?"): WrittenPath {
  const pattern = form === "markdown" ? MARKDOWN_UNIT : HTML_UNIT;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(written); match; match = pattern.exec(written)) {
    const sign = match[0].startsWith("&") ? decodeEntities(match[0]) : match[0].slice(-1);
    if (ends.includes(sign)) return { path: written.slice(0, match.index), rest: written.slice(match.index) };
  }
  return { path: written, rest: "" };
}

/** What may stand for `#` or `?`: a character reference, an escaped character, the character. */
const MARKDOWN_UNIT = /&(?:#\w{1,8}|[A-Za-z][A-Za-z\d]{1,31});|\\[!-/:-@[-`{-~]|[#?]/g;
const HTML_UNIT = /&(?:#\w{1,8}|[A-Za-z][A-Za-z\d]{1,31});|[#?]/g;

/** The path that a written one means. */
export function readPath(written: string, form: Slot["form"]): string {
  const decoded = decodeEntities(written);
  return decodePercent(form === "html" ? decoded : unescapeMarkdown(decoded));
}

/** What no path of a URI holds as it is (RFC 3986 3.3), and what Markdown around it would read as its own sign. */
const RESERVED = /[\p{Cc}\p{Zl}\p{Zp}%#?\\`|<>[\]{}]/gu;
const OTHER_SPACE = /[^\S ]/gu;
/** What an entity begins with. */
const ENTITY_SIGN = /&(?=#\d|#x[\da-f]|[a-z][a-z\d]*;)/gi;

/**
 * Writes a path into a destination: it is read as that very path there.
 * @param like the path that was written there before: spaces and letters beyond ASCII are encoded when they were
 */
export function writtenPath(path: string, { form, enclosure }: Slot, like = ""): string {
  let written = path.replace(RESERVED, encode).replace(OTHER_SPACE, encode);
  if (/%[89a-f][\da-f]/i.test(like)) written = written.replace(/[^\p{ASCII}\p{Cs}]+/gu, encodeURIComponent);
  if (enclosure === "" || /%20/.test(like)) written = written.replaceAll(" ", "%20");
  if (form === "html") {
    if (enclosure === "") written = written.replace(/["'=]/g, encode);
    return written
      .replaceAll("&", "&amp;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", enclosure === "'" ? "&#39;" : "'");
  }
  written = written.replace(ENTITY_SIGN, "%26");
  return enclosure === "<" ? written : written.replace(/[()]/g, "\\$&");
}

function encode(character: string): string {
  const unit = character.charCodeAt(0);
  return unit < 0x80 ? `%${unit.toString(16).toUpperCase().padStart(2, "0")}` : encodeURIComponent(character);
}
