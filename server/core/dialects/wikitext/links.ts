import type { Link, LinkKind } from "../../model/article";
import { withoutComments } from "../../text/trim";
import type { LinkFrame } from "./frames";
import type { Sink } from "./sink";
import { readTarget, type WikiTarget } from "./targets";
import { trimmed } from "./templates";

/** How the target of a link ends. */
export interface TargetEnd {
  /** Offset of the bar, of `]]`, or of what may still be part of it (a template, a comment). */
  readonly end: number;
  /** Undefined when that cannot be said yet. */
  readonly leads: LinkKind | "dead" | undefined;
  readonly target: WikiTarget | undefined;
}

const DEAD = { leads: "dead", target: undefined } as const;

/**
 * Reads the target of a link from behind its `[[`.
 * @param isWhole the target ends at `limit`, whatever makes it
 */
export function targetEnd(text: string, start: number, limit: number, isWhole = false): TargetEnd {
  let at = start;
  let isMade = false;
  for (; at < limit; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 124 || (unit === 93 && text.charCodeAt(at + 1) === 93)) break;
    if (unit === 123 || unit === 60) {
      if (!isWhole) return { end: at, leads: undefined, target: undefined };
      isMade = true;
    } else if (!isMade && (unit === 91 || unit === 93 || unit === 125 || unit === 62 || unit === 10)) {
      return { end: at, ...DEAD };
    }
  }
  if (at >= limit && !isWhole) return { end: limit, ...DEAD };
  const written = text.slice(start, at);
  const target = readTarget(isMade ? withoutComments(written) : written);
  // A title that a template makes is known to nobody; a file stays a file.
  if (!target || (isMade && target.kind !== "file")) return { end: at, ...DEAD };
  return { end: at, leads: target.kind, target };
}

/** Characters at which the target of a link ends, or may be made by a template; and how far such an end is looked for. */
const TARGET_END = /[|[\]{}<>\n]/;
const LONGEST_TARGET = 1_000;

/** Whether brackets that are no link name something that is no title, from behind `[[` to `]]`. */
export function hasInvalidTitle(text: string, start: number, close: number): boolean {
  const inside = text.slice(start, Math.min(close, start + LONGEST_TARGET));
  const end = inside.search(TARGET_END);
  const isWhole = end >= 0 ? inside[end] === "|" : inside.length === close - start;
  const written = end < 0 ? inside : inside.slice(0, end);
  return isWhole && /[^\s:]/.test(written) && readTarget(written) === undefined;
}

/** `[[X]]`. */
export function bareWikilink(text: string, start: number, { end, target }: TargetEnd): Link {
  const span = trimmed(text, start + 2, end);
  const { kind, destination, title, anchor } = target!;
  const isShown = kind !== "category" && kind !== "file";
  // A leading colon is not shown.
  const labelStart = isShown && text.charCodeAt(span.start) === 58 ? span.start + 1 : span.start;
  const label = isShown ? { start: labelStart, end: span.end } : { start: span.end, end: span.end };
  return {
    start,
    end: end + 2,
    kind,
    form: "wikitext",
    label,
    labelText: isShown ? text.slice(label.start, label.end) : "",
    target: span,
    destination,
    title,
    anchor,
    attribute: "",
    image: kind === "file",
  };
}

/**
 * A link with a label, a file with its options, a category with its sort key.
 * @param close offset of its `]]`
 */
export function wikilink(
  text: string,
  frame: LinkFrame,
  start: number,
  close: number,
  caption: { readonly start: number; readonly sink: Sink | null } | undefined,
  outer: Sink | null,
): Link | undefined {
  const bar = frame.pipes[0]!;
  const target = readTarget(withoutComments(text.slice(start + 2, bar)));
  if (!target) return undefined;
  const { kind, destination, title, anchor } = target;
  const label = { start: kind === "file" ? (caption?.start ?? close) : bar + 1, end: close };
  let labelText: string;
  if (kind === "file") labelText = caption?.sink?.textFrom(text, 0) ?? "";
  else if (kind === "category" || !outer) labelText = text.slice(label.start, label.end).trim();
  else labelText = outer.textFrom(text, frame.labelFrom);
  return {
    start,
    end: close + 2,
    kind,
    form: "wikitext",
    label,
    labelText,
    target: trimmed(text, start + 2, bar),
    destination,
    title,
    anchor,
    attribute: "",
    image: kind === "file",
  };
}
