import { endTagEnd, type Seeker, seekString } from "./seek";
import { type ExtensionTag, TagFinder } from "./tags";

// The tags of footnotes in a block as their author saw them: those inside another footnote too, which MediaWiki takes for
// text, and those that are mistyped. `slips.ts` pairs them.

/** An edit of the block's text. */
export interface SlipEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * - `start`, `self`, `end`: `<ref …>`, `<ref … />`, `</ref>`
 * - `cut`: `<ref …` without `>`; it ends where its attributes do
 * - `greater`: `<ref name="a > b">`, whose `>` ends it for MediaWiki
 * - `mistyped-start`, `mistyped-self`, `mistyped-end`
 * - `list`, `list-end`: `<references>` and its end tag, mistyped
 */
export type SlipTokenKind =
  | "start"
  | "self"
  | "end"
  | "cut"
  | "greater"
  | "mistyped-start"
  | "mistyped-self"
  | "mistyped-end"
  | "list"
  | "list-end";

export interface SlipToken {
  readonly kind: SlipTokenKind;
  readonly start: number;
  readonly end: number;
  /** Behind what MediaWiki takes the tag for; `end` when that is text. */
  readonly reach: number;
  /** Whether it has no attributes. */
  readonly isBare: boolean;
  /** What makes the tag what was meant. */
  readonly edits: readonly SlipEdit[];
  /** Whether it can have meant nothing else, in its place. */
  readonly isCertain: boolean;
}

const NONE: readonly SlipEdit[] = [];

const NEXT =
  /[<＜〈《‹]|&lt;\s{0,2}\/\s{0,2}ref\s{0,2}(?:&gt;|>)|[[{(][/\\]ref[\]})]|[/\\／]ref\s{0,2}[>＞]|ref(?=>|\s{1,3}name\s{0,3}=)/gi;
/** A tag's beginning: sign, spaces, other signs, spaces, name. */
const HEAD =
  /[<＜〈《‹]([ \t\u00a0\u3000]{0,2})([^\s\w<>＜＞〈〉《》\u2e80-\u9fff]{0,3})([ \t\u00a0\u3000]{0,2})([a-zａ-ｚＡ-Ｚ]{2,16})/iy;
const SLASH = /[/／\\＼÷⁄∕]/;
/** Signs that are typed for `>`, alone and in front of a tag's end. */
const MISTYPED_GREATER = /\s?[＞》〉›]/y;
/** Signs that are typed for `>`, with what they close. */
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ["＞", ""],
  ["›", ""],
  ["》", "《"],
  ["〉", "〈"],
  ["]", "["],
  ["}", "{"],
  [")", "("],
]);
const CLOSED = /([^<>＞\n]{0,300})([>＞])/y;
const ATTRIBUTE =
  /\s*(?:name|group|follow|extends|dir|details)\s*=\s*(?:"[^"<>\n]*"|'[^'<>\n]*'|[^\s"'<>=/{}[\]|，。；：、！？（）「」《》【】＞]+(?:\/[^\s"'<>=/{}[\]|，。；：、！？（）「」《》【】＞]+)*)/iy;
/** What stands behind the `>` in a name up to the tag's end. */
const REST_OF_NAME = /([^"<\n]{1,120})"(?:\s+(?:group|follow|dir)\s*=\s*"[^"<>\n]{0,80}")?\s{0,3}(\/?)>/y;
const REST_OF_SINGLE = /([^'<\n]{1,120})'\s{0,3}(\/?)>/y;
/** `"a" / >`, `"a"\>`: a slash that closes nothing. */
const ODD_SLASH = /["'\s]([\s/／\\＼]{0,9}[/／\\＼][\s/／\\＼]{0,9}>)$/;
const QUOTED = /"[^"]*"|'[^']*'/g;
/** How much of a tag's attributes is looked at, in UTF-16 units. */
const LONGEST_READ = 400;
const REF_TAG = /<(\/?)ref\b/gi;
const BEFORE_HAN = /[ \t]+(?=[\u2e80-\uffef])/y;

/** Reads all tags of a block. Takes linear time. */
export function readSlipTokens(text: string): readonly SlipToken[] {
  return new Lexer(text).run();
}

class Lexer {
  private readonly tokens: SlipToken[] = [];
  private readonly tags: TagFinder;
  private readonly greater: Seeker;

  constructor(private readonly text: string) {
    this.tags = new TagFinder(text);
    this.greater = seekString(text, ">");
  }

  run(): readonly SlipToken[] {
    const { text } = this;
    NEXT.lastIndex = 0;
    for (let match = NEXT.exec(text); match; match = NEXT.exec(text)) {
      const at = match.index;
      const next = match[0] === "<" ? this.angle(at) : this.other(at, match[0]);
      NEXT.lastIndex = Math.max(next, at + 1);
    }
    return this.tokens;
  }

  private add(
    kind: SlipTokenKind,
    start: number,
    end: number,
    edits: readonly SlipEdit[] = NONE,
    more: { reach?: number; isBare?: boolean; isCertain?: boolean } = {},
  ): number {
    const { reach = end, isBare = true, isCertain = true } = more;
    this.tokens.push({ kind, start, end, reach, isBare, edits, isCertain });
    return end;
  }

  private angle(at: number): number {
    const { text } = this;
    if (text.startsWith("<!--", at)) {
      const close = text.indexOf("-->", at + 4);
      return close < 0 ? text.length : close + 3;
    }
    const tag = this.tags.at(at, text.length);
    if (tag?.kind === "ref") return this.ref(at, tag);
    if (tag?.kind === "references") return this.list(at, tag);
    if (tag) return tag.kind === "opaque" ? tag.end : tag.openEnd;
    const end = endTagEnd(text, at, "ref");
    if (text.charCodeAt(at + 1) === 47 && end > 0) return this.add("end", at, end);
    return this.mistyped(at);
  }

  // Tags that MediaWiki reads as tags

  private ref(at: number, tag: ExtensionTag): number {
    const { text } = this;
    const { attributesStart, attributesEnd, openEnd, end } = tag;
    const less = text.indexOf("<", attributesStart);
    const attributes = text.slice(attributesStart, Math.min(attributesEnd, attributesStart + LONGEST_READ));
    // Between quotation marks it is part of a name.
    const isCut = less >= 0 && less < attributesEnd && attributes.replace(QUOTED, "").includes("<");
    if (isCut || (less >= 0 && less < attributesEnd && attributes.length === LONGEST_READ)) {
      return this.cut(at, attributesStart, less, end);
    }
    const isBare = attributes.trim() === "";
    const quote = /=\s*(?:"[^"]*|'[^']*)$/.exec(attributes)?.[0].replace(/^=\s*/, "")[0];
    if (quote !== undefined) {
      const greater = this.greaterInName(at, tag, quote === "'" ? REST_OF_SINGLE : REST_OF_NAME);
      if (greater > 0) return greater;
    }
    const isSelf = text.charCodeAt(openEnd - 2) === 47;
    const slash = isSelf ? undefined : ODD_SLASH.exec(text.slice(Math.max(at, openEnd - 20), openEnd))?.[1];
    if (slash !== undefined && !isBare && !this.endsNext(openEnd)) {
      const edits = [{ start: openEnd - slash.length, end: openEnd, text: " />" }];
      return this.add("mistyped-self", at, openEnd, edits, { reach: end, isBare });
    }
    return this.add(isSelf ? "self" : "start", at, openEnd, NONE, { reach: end, isBare });
  }

  /** Whether the next tag of a footnote is an end tag. */
  private endsNext(from: number): boolean {
    REF_TAG.lastIndex = from;
    return REF_TAG.exec(this.text)?.[1] === "/";
  }

  /** `<ref name="a > b">`: MediaWiki ends the tag at the first `>`. */
  private greaterInName(at: number, { openEnd, end }: ExtensionTag, rest: RegExp): number {
    const { text } = this;
    rest.lastIndex = openEnd;
    const match = rest.exec(text);
    if (!match) return -1;
    const quote = openEnd + match[1]!.length;
    const edits: SlipEdit[] = [];
    for (let sign = text.indexOf(">", at); sign >= 0 && sign < quote; sign = text.indexOf(">", sign + 1)) {
      edits.push({ start: sign, end: sign + 1, text: "&gt;" });
    }
    const tagEnd = openEnd + match[0].length;
    this.add("greater", at, tagEnd, edits, { reach: Math.max(end, tagEnd), isBare: false, isCertain: false });
    // As what it was meant, it takes part in the pairing.
    return this.add(match[2] === "/" ? "self" : "start", at, tagEnd, NONE, { isBare: false });
  }

  /**
   * `<ref name="a"…<br>`: MediaWiki takes everything up to the next `>` for attributes.
   * @param less the first `<` behind the tag's own
   */
  private cut(at: number, attributesStart: number, less: number, reach: number): number {
    const { text } = this;
    let end = attributesStart;
    for (;;) {
      ATTRIBUTE.lastIndex = end;
      if (!ATTRIBUTE.test(text) || ATTRIBUTE.lastIndex > less) break;
      end = ATTRIBUTE.lastIndex;
    }
    const isBare = end === attributesStart;
    const slash = /^\s{0,3}[/／\\＼](?:\s{0,2}[＞》〉›])?/.exec(text.slice(end, end + 8))?.[0];
    if (slash !== undefined && !isBare) {
      const to = end + slash.length;
      const edits = [{ start: end, end: this.behindSpaces(to), text: " />" }];
      return this.add("mistyped-self", at, to, edits, { reach, isBare });
    }
    MISTYPED_GREATER.lastIndex = end;
    if (MISTYPED_GREATER.test(text)) {
      const to = MISTYPED_GREATER.lastIndex;
      return this.add("mistyped-start", at, to, [{ start: end, end: to, text: ">" }], { reach, isBare });
    }
    let to = end;
    while (to < less && /[ \t]/.test(text[to]!)) to++;
    // An attribute that is broken itself: where the tag ends is not known.
    const isBroken = /^\s*\w+\s*=/.test(text.slice(end, end + 40)) || to === less;
    const edits = isBroken ? NONE : [{ start: end, end: to, text: ">" }];
    return this.add("cut", at, end, edits, { reach, isBare });
  }

  private list(at: number, { attributesStart, attributesEnd, openEnd, isLoose, end }: ExtensionTag): number {
    const { text } = this;
    const less = text.indexOf("<", attributesStart);
    if (less < 0 || less >= attributesEnd) {
      if (!isLoose) return openEnd;
      // `<references / >`, `<references \>`: a slash that closes nothing.
      const slash = /[\s/／\\]*[/／\\][\s/／\\]*>$/.exec(text.slice(Math.max(at, openEnd - 20), openEnd))?.[0];
      if (slash === undefined) return openEnd;
      const edits = [{ start: openEnd - slash.length, end: openEnd, text: " />" }];
      return this.add("list", at, openEnd, edits, { isBare: false });
    }
    let to = attributesStart;
    for (;;) {
      ATTRIBUTE.lastIndex = to;
      if (!ATTRIBUTE.test(text) || ATTRIBUTE.lastIndex > less) break;
      to = ATTRIBUTE.lastIndex;
    }
    const gap = /^[ \t]{0,3}[/／\\]?[＞》〉›]?/.exec(text.slice(to, to + 8))![0].length;
    return this.add("list", at, to + gap, [{ start: to, end: to + gap, text: " />" }], { reach: end, isBare: false });
  }

  // Tags that MediaWiki reads as text

  /** What begins with a `<`, or with a sign that looks like it, and is no tag. */
  private mistyped(at: number): number {
    const { text } = this;
    HEAD.lastIndex = at;
    const head = HEAD.exec(text);
    if (!head) return at + 1;
    const [all, , signs, , written] = head;
    const name = written!.normalize("NFKC").toLowerCase();
    const nameEnd = at + all.length;
    const isSlash = SLASH.test(signs!);
    if (isListName(name)) return this.mistypedList(at, nameEnd, isSlash);
    if (/^ref(?:name|group|follow)$/.test(name) && signs === "") return this.glued(at, nameEnd, written!.length - 3);
    const isExact = name === "ref";
    if (!isExact && !isNear(name)) return at + 1;
    if (signs === "") return this.mistypedStart(at, nameEnd, isExact);
    if (text[at] === "《" && !(isExact && isSlash)) return at + 1;
    return this.mistypedEnd(at, nameEnd, isExact, isSlash);
  }

  private mistypedEnd(at: number, nameEnd: number, isExact: boolean, isSlash: boolean): number {
    const { text } = this;
    const end = (to: number, isCertain = true) =>
      this.add("mistyped-end", at, to, [{ start: at, end: to, text: "</ref>" }], { isCertain });
    CLOSED.lastIndex = nameEnd;
    const closed = CLOSED.exec(text);
    if (closed) {
      const between = closed[1]!;
      const to = nameEnd + closed[0].length;
      if (/^[\s/／\\"'“”‘’.,;:?-]{0,6}$/.test(between)) return end(to, isSlash);
      if (isExact && isSlash && /^\s*[a-z]+\s*=\s*(?:"[^"]*"?|'[^']*'?|[^\s"']+)\s*\/?\s*$/i.test(between))
        return end(to);
    }
    if (!isExact || !isSlash || /\w/.test(text[nameEnd] ?? "")) return at + 1;
    return end(this.closesBracket(at, nameEnd) ? this.behindSpaces(nameEnd) : nameEnd + 1);
  }

  private mistypedStart(at: number, nameEnd: number, isExact: boolean): number {
    const { text } = this;
    const slash = /^\s{0,2}[/／\\＼]\s{0,2}[>＞]?/.exec(text.slice(nameEnd, nameEnd + 6))?.[0];
    if (slash !== undefined && isExact) {
      // `<ref\>`: an end tag whose slash is in the wrong place.
      const to = nameEnd + slash.trimEnd().length;
      return this.add("mistyped-end", at, to, [{ start: at, end: to, text: "</ref>" }], {
        isCertain: /[>＞]/.test(slash),
      });
    }
    const behind = text[nameEnd] ?? "";
    if (isExact && CLOSERS.get(behind) === text[at] && behind !== "") {
      // `《ref》`: what a Chinese input method types for `<` and `>`.
      const edits = [{ start: at, end: nameEnd + 1, text: "<ref>" }];
      return this.add("mistyped-start", at, nameEnd + 1, edits, { isCertain: false });
    }
    if (isExact && text[at] === "<" && /^(?:\{\{[^#{]|[[《「『\u3400-\u9fff])/.test(text.slice(nameEnd, nameEnd + 3))) {
      return this.add("mistyped-start", at, nameEnd, [{ start: nameEnd, end: nameEnd, text: ">" }]);
    }
    CLOSED.lastIndex = nameEnd;
    const closed = CLOSED.exec(text);
    if (!closed) return this.unended(at, nameEnd, isExact);
    if (isExact && /^=\s?["“”'][^"“”'<>=]+["“”']\s*\/?$/.test(closed[1]!)) {
      // `<ref="a" />`
      const to = nameEnd + closed[0].length;
      const edits = [{ start: nameEnd, end: nameEnd, text: " name" }];
      const kind = closed[1]!.endsWith("/") ? "mistyped-self" : "mistyped-start";
      return this.add(kind, at, to, edits, { isBare: false });
    }
    const attributes = closed[1]!
      .replace(/^[\s\u00a0\u3000\u200b-\u200f\u2060\ufeff]+/, " ")
      .replace(/\s*[/／\\]?\s*$/, "");
    if (attributes !== "" && !/^ \s*(?:name|group|follow|extends|dir)\s*=/i.test(attributes)) return at + 1;
    const to = nameEnd + closed[0].length;
    const isSelf = /[/／\\]\s*$/.test(closed[1]!);
    const edits = [{ start: at, end: to, text: `<ref${attributes.trimEnd()}${isSelf ? " />" : ">"}` }];
    const isBare = attributes.trim() === "";
    return this.add(isSelf ? "mistyped-self" : "mistyped-start", at, to, edits, { isBare });
  }

  /** `<ref name="a"` with no `>` behind it on the whole page. */
  private unended(at: number, nameEnd: number, isExact: boolean): number {
    const { text } = this;
    if (!isExact || text[at] !== "<" || nameEnd !== at + 4 || this.greater.next(nameEnd) < text.length) return at + 1;
    const less = text.indexOf("<", nameEnd);
    return this.cut(at, nameEnd, less < 0 ? text.length : less, text.length);
  }

  /** `<refname="a">`. @param length of the attribute's name */
  private glued(at: number, nameEnd: number, length: number): number {
    const { text } = this;
    CLOSED.lastIndex = nameEnd;
    const closed = CLOSED.exec(text);
    if (!closed || !/^\s*=/.test(closed[1]!)) return at + 1;
    const isSelf = /\/\s*$/.test(closed[1]!);
    const gap = nameEnd - length;
    const edits = [{ start: gap, end: gap, text: " " }];
    const to = nameEnd + closed[0].length;
    return this.add(isSelf ? "mistyped-self" : "mistyped-start", at, to, edits, { isBare: false });
  }

  private mistypedList(at: number, nameEnd: number, isSlash: boolean): number {
    const { text } = this;
    CLOSED.lastIndex = nameEnd;
    const closed = CLOSED.exec(text);
    const between = closed?.[1] ?? "";
    if (isSlash) {
      if (!closed || !/^[\s/／\\]*$/.test(between)) return at + 1;
      const to = nameEnd + closed[0].length;
      if (endTagEnd(text, at, "references") === to) return to;
      return this.add("list-end", at, to, [{ start: at, end: to, text: "</references>" }]);
    }
    if (closed && /^(?:\s+[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'/]+))*\s*[/／\\]?\s*$/i.test(between)) {
      const to = nameEnd + closed[0].length;
      const attributes = between.replace(/\s*[/／\\]?\s*$/, "");
      const isSelf = attributes.length < between.trimEnd().length;
      const edits = [{ start: at, end: to, text: `<references${attributes}${isSelf ? " />" : ">"}` }];
      return this.add("list", at, to, edits, { isBare: !isSelf });
    }
    const slash = /^\s{0,2}[/／\\][＞》〉›]?/.exec(text.slice(nameEnd, nameEnd + 5))?.[0];
    const isEndOfLine = /^[ \t]{0,9}(?:\r?\n|$)/.test(text.slice(nameEnd, nameEnd + 11));
    if ((slash === undefined && !isEndOfLine) || text[at] !== "<") return at + 1;
    const to = nameEnd + (slash?.length ?? 0);
    return this.add("list", at, to, [{ start: at, end: to, text: "<references />" }], { isBare: false });
  }

  /** `/ref>`, `[/ref]`, `&lt;/ref&gt;`, `ref>`, `＜/ref＞`. */
  private other(at: number, written: string): number {
    const { text } = this;
    const first = written[0]!;
    if (/[＜〈《‹]/.test(first)) return this.mistyped(at);
    const before = text[at - 1] ?? "";
    if (/^ref/i.test(written)) {
      if (/[\w</\\／＜;]/.test(before)) return at + 1;
      CLOSED.lastIndex = at + 3;
      const closed = CLOSED.exec(text);
      if (closed?.[2] !== ">") return at + 1;
      const to = at + 3 + closed[0].length;
      const isSelf = closed[1]!.trimEnd().endsWith("/");
      const isBare = closed[1]!.trim() === "";
      return this.add(isSelf ? "mistyped-self" : "mistyped-start", at, to, [{ start: at, end: at, text: "<" }], {
        isBare,
      });
    }
    const isBracket = /[[{(]/.test(first);
    if (/[<＜]/.test(before) || (isBracket && before === first)) return at + 1;
    const to = at + written.length;
    const isCertain = !/[\w.]/.test(before) || first === "&" || isBracket;
    return this.add("mistyped-end", at, to, [{ start: at, end: to, text: "</ref>" }], { isCertain });
  }

  /** Whether behind an end tag without `>` no sign stands that was typed for it: one that closes nothing before the tag. */
  private closesBracket(at: number, nameEnd: number): boolean {
    const { text } = this;
    const opener = CLOSERS.get(text[nameEnd] ?? "");
    if (opener === undefined) return true;
    if (opener === "") return false;
    const content = text.slice(Math.max(0, at - 200), at);
    return text[nameEnd + 1] === text[nameEnd] || content.lastIndexOf(opener) > content.lastIndexOf(text[nameEnd]!);
  }

  /** Behind spaces, where Han text or its punctuation follows: they belonged to the tag. */
  private behindSpaces(at: number): number {
    BEFORE_HAN.lastIndex = at;
    return BEFORE_HAN.test(this.text) ? BEFORE_HAN.lastIndex : at;
  }
}

/** Names at most one slip away from `ref`: a letter more, less, another, or two swapped. */
function isNear(name: string): boolean {
  return /^(?:[a-z]ref|r[a-z]ef|re[a-z]f|ref[a-z]|ef|rf|re|erf|rfe|[a-z]ef|r[a-z]f|re[a-z])$/.test(name);
}

/** `references` with a slip or two, or what is remembered for it. */
function isListName(name: string): boolean {
  return /^(?:ref+er+[ae]n[cs]e?s?|refer[ae]?nc?es?|refrences?|referneces?|refernces?|referencse|referecnes|refereneces|reflist)$/.test(
    name,
  );
}
