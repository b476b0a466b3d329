import type { Link } from "../../model/article";
import type { ExternalFrame } from "./frames";
import type { Sink } from "./sink";

const SCHEMES = ["https", "http", "ftps", "ftp", "irc", "ircs", "git", "svn"];
const IN_BRACKETS =
  /\[(?:(?:https?|ftps?|ircs?|git|svn|gopher|telnet|nntp|worldwind):\/\/|\/\/|mailto:|news:|tel:|sms:|magnet:|urn:|geo:)(?=[^\s\]])/iy;

/** Where the address begins whose `://` stands at `colon`; -1 when there is none. It does not begin before `least`. */
export function addressStart(text: string, colon: number, least: number): number {
  for (const scheme of SCHEMES) {
    const start = colon - scheme.length;
    if (start < least || text.slice(start, colon).toLowerCase() !== scheme) continue;
    return endsInWord(text, start) ? -1 : start;
  }
  return -1;
}

/**
 * Tells whether a letter, a digit or `_` of any script touches an offset from the left: MediaWiki makes a link of a bare
 * address only at a word boundary (`見http://…` stays text).
 */
function endsInWord(text: string, offset: number): boolean {
  return /[\p{L}\p{N}_]$/u.test(text.slice(Math.max(0, offset - 2), offset));
}

/** Where the address in `[address label]` ends; -1 when none stands behind the bracket at `at`. */
export function bracketedAddress(text: string, at: number, limit: number, endsAtBar: boolean): number {
  IN_BRACKETS.lastIndex = at;
  if (!IN_BRACKETS.test(text) || IN_BRACKETS.lastIndex > limit) return -1;
  return scanAddress(text, IN_BRACKETS.lastIndex, limit, endsAtBar);
}

/** Where an address without brackets ends: punctuation at its end is none of it. */
export function addressEnd(text: string, from: number, limit: number, endsAtBar: boolean): number {
  let end = scanAddress(text, from, limit, endsAtBar);
  const start = from;
  const trailing = text.slice(start, end).includes("(") ? /[,;.:!?]$/ : /[,;.:!?)]$/;
  while (end > start && trailing.test(text[end - 1]!)) end--;
  return end;
}

/** White space, brackets, quotation marks and markup end an address; Chinese characters do not. */
function scanAddress(text: string, from: number, limit: number, endsAtBar: boolean): number {
  let at = from;
  for (; at < limit; at++) {
    const unit = text.charCodeAt(at);
    if (unit <= 32 || unit === 91 || unit === 93 || unit === 60 || unit === 62 || unit === 34 || unit === 127) break;
    if (unit === 0xa0 || unit === 0x3000 || (unit >= 0x2000 && unit <= 0x200a)) break;
    if (unit === 124 && endsAtBar) break;
    // Templates within an address stay part of it for nobody who reads the source.
    if ((unit === 123 || unit === 125) && text.charCodeAt(at + 1) === unit) break;
    if (unit === 39 && text.charCodeAt(at + 1) === 39) break;
  }
  return at;
}

/** An address without label: it is shown itself. */
export function bareLink(text: string, start: number, end: number): Link {
  const span = { start, end };
  const address = text.slice(start, end);
  return external(span, { start: end, end }, "", span, address);
}

/** `[address label]`; `]` stands at `close`. */
export function labelledLink(
  text: string,
  { start, addressEnd: end, labelFrom }: ExternalFrame,
  close: number,
  sink: Sink | null,
): Link {
  let labelStart = end;
  while (labelStart < close && /\s/.test(text[labelStart]!)) labelStart++;
  const label = { start: labelStart, end: close };
  const labelText = sink ? sink.textFrom(text, labelFrom) : text.slice(label.start, label.end).trim();
  const target = { start: start + 1, end };
  return external({ start, end: close + 1 }, label, labelText, target, text.slice(target.start, target.end));
}

function external(
  span: { start: number; end: number },
  label: Link["label"],
  labelText: string,
  target: Link["target"],
  destination: string,
): Link {
  return {
    start: span.start,
    end: span.end,
    kind: "external",
    form: "wikitext",
    label,
    labelText,
    target,
    destination,
    title: "",
    anchor: "",
    attribute: "",
    image: false,
  };
}
