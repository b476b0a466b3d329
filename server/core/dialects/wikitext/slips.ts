import type { TagSlip } from "../../model/article";
import { readSlipTokens, type SlipToken } from "./slip-tokens";
import type { ExtensionTag } from "./tags";

// Which tags of a block are mistyped, told from what they would pair with.

const NO_TEXT = /^\s*$/;
/** A paragraph ends: a footnote does not reach over it, unless it is closed there. */
const BLANK_LINE = /\n[^\S\n]*\n/;
/** In UTF-16 units. */
const LONGEST_SOURCE = 200;
/** What stands behind a footnote, and never at the beginning of one. */
const BEHIND_FOOTNOTE = /^(?:[，。；：、！？）」』】》,.;:!?)]|\s|<|$)/;

/** Signs that are typed between `<` and a tag's name. */
const SLIP_SIGNS = "/\\ ／＼|?.,;:'!";

/** Whether a `<` that begins no tag of footnotes may have been meant to: `<re`, `</re`, `< ref`, `<//ref`, `<\ref`. */
export function looksLikeRef(text: string, at: number): boolean {
  let letter = at + 1;
  while (letter < at + 5 && SLIP_SIGNS.includes(text[letter]!)) letter++;
  const unit = text.charCodeAt(letter) | 32;
  const next = text.charCodeAt(letter + 1) | 32;
  return (unit === 114 && (next === 101 || next === 102)) || (unit === 101 && (next === 102 || next === 114));
}

/** Whether a tag's attributes hold a `<`: then its own `>` is missing. */
export function holdsLess(text: string, { attributesStart, attributesEnd }: ExtensionTag): boolean {
  for (let at = attributesStart; at < attributesEnd; at++) if (text.charCodeAt(at) === 60) return true;
  return false;
}

/** The mistyped tags of a block, by start. Takes linear time. */
export function tagSlipsIn(text: string): readonly TagSlip[] {
  return new Pairing(text).run();
}

class Pairing {
  private readonly slips: TagSlip[] = [];
  /** Start tags since the last end tag. */
  private open: SlipToken[] = [];
  /** A mistyped start tag, or a tag that closes itself, with nothing but text behind it. */
  private before: SlipToken | undefined;
  /** The last end tag that was taken for one although it is mistyped. */
  private lastEnd: TagSlip | undefined;

  constructor(private readonly text: string) {}

  run(): readonly TagSlip[] {
    for (const token of readSlipTokens(this.text)) this.read(token);
    this.leave(undefined);
    return this.slips.sort((a, b) => a.start - b.start || a.end - b.end);
  }

  private read(token: SlipToken): void {
    const { kind } = token;
    if (kind === "end") this.end(token);
    else if (kind === "mistyped-end" || (kind === "self" && token.isBare)) this.mistypedEnd(token);
    else if (kind === "list-end" && this.open.length > 0) this.mistypedEnd(token);
    else if (kind === "list" || kind === "list-end" || kind === "greater") this.slips.push(slipOf(token, token.reach));
    else if (kind === "start" || kind === "cut") {
      this.dropParagraph(token);
      this.open.push(token);
      this.before = undefined;
    } else if (kind === "mistyped-self") {
      this.slips.push(slipOf(token, token.reach));
      this.before = token;
    } else if (this.open.length === 0 || token.reach > token.end) this.before = token;
    if (kind === "start" || kind === "cut") this.lastEnd = undefined;
  }

  /** A paragraph has ended: what is open was never closed. */
  private dropParagraph(token: SlipToken): void {
    const last = this.open.at(-1);
    if (last && BLANK_LINE.test(this.text.slice(last.end, token.start))) this.leave(undefined);
  }

  private end(token: SlipToken): void {
    if (this.open.length > 0) this.leave(token);
    else if (this.before) this.endOf(this.before, token);
    else if (this.lastEnd) this.withdraw(token);
    this.before = undefined;
    this.lastEnd = undefined;
  }

  /** An end tag that has no start tag but a mistyped one, or one that closes itself. */
  private endOf(before: SlipToken, token: SlipToken): void {
    const content = this.text.slice(before.end, token.start);
    if (NO_TEXT.test(content) || BLANK_LINE.test(content)) return;
    const { start, end } = before;
    if (before.kind === "mistyped-self") {
      // Whether it has content, or the end tag is one too many, cannot be told.
      let index = this.slips.length - 1;
      while (this.slips[index]!.start !== start) index--;
      this.slips[index] = { ...this.slips[index]!, isCertain: false };
      return;
    }
    const scope = { start, end: Math.max(token.end, before.reach) };
    if (before.kind === "mistyped-start") {
      const edits = token.kind === "end" ? before.edits : [...before.edits, ...token.edits];
      this.slips.push({ start, end, kind: "start", scope, edits, isCertain: before.isCertain });
      return;
    }
    // What goes on with the sentence, or for long, is text of the page.
    if (content.length > LONGEST_SOURCE || /\n|^\s*[，。；：、！？）」』》]/.test(content)) return;
    let slash = end - 2;
    while (/\s/.test(this.text[slash - 1]!)) slash--;
    const edits = [{ start: slash, end, text: ">" }];
    const isCertain = !/。./.test(content);
    this.slips.push({ start, end, kind: "content", scope, edits, isCertain });
  }

  private mistypedEnd(token: SlipToken): void {
    this.dropParagraph(token);
    const opener = this.open.at(-1);
    if (opener) {
      this.open.pop();
      this.leave(undefined);
      this.closed(opener, token);
    } else if (this.before?.kind === "mistyped-start" && this.text[token.start] !== "&") {
      this.endOf(this.before, token);
      this.before = undefined;
    } else if (token.kind === "self") this.before = token;
  }

  /** Notes that a footnote ends at a tag that was not meant for one, as it is written. */
  private closed(opener: SlipToken, token: SlipToken): void {
    if (opener.kind === "cut") this.cut(opener, token);
    const content = this.text.slice(opener.end, token.start);
    const { start, end } = token;
    const edits = [{ start, end: token.edits[0]?.end ?? end, text: "</ref>" }];
    const scope = { start: opener.start, end: Math.max(opener.reach, end) };
    const isCertain = token.isCertain && !NO_TEXT.test(content) && opener.kind === "start";
    const slip: TagSlip = { start, end, kind: "end", scope, edits, isCertain };
    this.slips.push(slip);
    this.lastEnd = slip;
  }

  /** `<ref>甲</reff></ref>`: the end tag is there, and the mistyped one is superfluous. */
  private withdraw(token: SlipToken): void {
    const slip = this.lastEnd!;
    const { start, end, scope, edits } = slip;
    const index = this.slips.lastIndexOf(slip);
    const isBehind = NO_TEXT.test(this.text.slice(end, token.start));
    const removal = { start, end: edits[0]!.end, text: "" };
    // With text between the two nothing tells which of them was meant.
    this.slips[index] = { start, end, kind: "end", scope, edits: isBehind ? [removal] : [], isCertain: isBehind };
  }

  /** Ends what is open, at an end tag or without one: some of the start tags may have been meant as end tags. */
  private leave(end: SlipToken | undefined): void {
    const { open, text } = this;
    this.open = [];
    const isClosed = end !== undefined;
    // With an end tag at the end, an odd number of start tags comes out even.
    const isEven = open.length % 2 === (isClosed ? 1 : 0);
    let index = 0;
    for (; index + 1 < open.length && isEven; index += 2) {
      const [opener, token] = [open[index]!, open[index + 1]!];
      const behind = text.slice(token.end, open[index + 2]?.start ?? end?.start ?? text.length);
      const isEvident = BEHIND_FOOTNOTE.test(behind);
      const isSource = /(?:\}\}|[\]。.])\s*$/.test(text.slice(opener.end, token.start));
      const isEnd = opener.kind === "start" && token.kind === "start" && token.isBare;
      const isPlausible = isEnd && (isEvident || (isSource && isClosed));
      if (!isPlausible || NO_TEXT.test(text.slice(opener.end, token.start))) break;
      const scope = { start: opener.start, end: Math.max(opener.reach, token.reach) };
      const edits = [{ start: token.start, end: token.end, text: "</ref>" }];
      this.slips.push({ start: token.start, end: token.end, kind: "end", scope, edits, isCertain: isEvident });
    }
    for (; index < open.length; index++) {
      if (open[index]!.kind === "cut") this.cut(open[index]!, index + 1 < open.length ? undefined : end);
    }
  }

  /** A start tag without `>`: with an end tag behind it, it has content. */
  private cut(token: SlipToken, end: SlipToken | undefined): void {
    const { start, reach } = token;
    const content = end ? this.text.slice(token.end, end.start) : "";
    const isContent = !NO_TEXT.test(content) && !BLANK_LINE.test(content);
    const scope = { start, end: Math.max(reach, isContent ? end!.end : token.end) };
    // Its content begins with no punctuation that ends a clause.
    const isCertain = isContent && !/^\s*[，。；：、！？）]/.test(content);
    this.slips.push({ start, end: token.end, kind: "cut", scope, edits: isContent ? token.edits : [], isCertain });
  }
}

function slipOf({ start, end, kind, edits, isCertain, isBare }: SlipToken, reach: number): TagSlip {
  const scope = { start, end: Math.max(reach, end) };
  if (kind === "list") return { start, end, kind: isBare ? "list-start" : "list", scope, edits, isCertain };
  return {
    start,
    end,
    kind: kind === "mistyped-self" ? "self" : (kind as "greater" | "list-end"),
    scope,
    edits,
    isCertain,
  };
}
