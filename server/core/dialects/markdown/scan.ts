import type { Link, Marker, MarkerPlace } from "../../model/article";
import { decodeEntities, decodePercent, unescapeMarkdown } from "../strings";
import { type Destination, readDestination, readEncodedDestination } from "../titles";
import { Atom, Atoms } from "./atoms";
import { readBrokenCaret } from "./carets";
import { HTML_STOPS, isDigit, isLatin, isPunctuation, isSpace, STOPS } from "./characters";
import { Collector } from "./collector";
import { type InlineTarget, readInlineTarget, shownAddress } from "./destination";
import { readLeftoverLink } from "./leftover-links";
import { Pairs } from "./pairs";
import { readUse } from "./references";
import { ResidueScanner } from "./residues";
import {
  anchorsOf,
  attributeOf,
  idsAt,
  isForeign,
  PHRASING_TAGS,
  readTag,
  type Tag,
  VERBATIM_TAGS,
  WIKI_TAGS,
} from "./tags";
import { tickRuns } from "./ticks";

/** How a stretch is to be read. */
export interface ScanMode {
  /** Raw HTML: no Markdown in it, and `[12]` is a marker. */
  readonly html: boolean;
  /** Inside a block quote: a line may begin with `>`. */
  readonly inQuote: boolean;
  readonly place: MarkerPlace;
}

const BARE_MARKER = /\[(\d{1,4})\](?!\()/y;
const CARET_MARKER = /\[\^([^\]\s[^]{1,64})\](?!\()/y;
const HALF_ESCAPED_START = /\[(\d{1,4})\\\]/y;
const LOOSE_MARKER = /\\\[([ \t]*)(\d{1,4})([ \t]*)(\\?)\]/y;
const CUT_MARKER = /\\\[(\d{1,4})(?=\]\()/y;
const FULLWIDTH_MARKER = /［[ \u3000]*(\d{1,4}|[０-９]{1,4})[ \u3000]*］/y;
/** `<File:Old> bridge.jpg|…`: a gallery's line, of which the first word became an address. */
const GALLERY_FILE = /<(?:File|Image|文件|檔案|档案|圖像|图像):[^<>\n]{1,300}>/iy;
const AUTOLINK = /<((?:https?|ftp|mailto):[^\s<>]{1,2000})>/y;
const ENTITY = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/y;
const BARE_URL = /https?:\/\/(?:[^\s<>"'（）「」『』，。；、！？《》【】〈〉…[\]|{}\\^`]|\\[!-/:-@^-`{-~]){1,2000}/y;

const TEX = /\\[a-zA-Z]|[\^_{=<>]|'|^[a-zA-Z]$/;
/** What pandoc writes around a formula in HTML. */
const MATH_CLASS = /\sclass="math (?:inline|display)"/;
/** `\[2014-07-10\]`, `\[10 July 2014\]`, `\[Old Bridge\]`: a date, or words without any sign of a formula. */
const BRACKETED_WORDS = /^(?:\d{4}-\d{1,2}(?:-\d{1,2})?|(?=.*\p{L}{3})[\p{L}\p{N}\s.,:;'’"“”&/–-]{1,200})$/u;
const TEX_WORDS = /\\(?:text|mbox|mathrm|textrm)\s?\{[^{}]*\}/g;
/** What stands in no formula: Chinese, a marker, a link, code, a tag. */
const NOT_TEX = /\p{Script=Han}|\\\[\d|\[\^|\]\(|`|https?:|<\/?[a-z]+[\s>]/u;

/** Where a picture leads that is no file of the wiki. */
const PICTURE: Destination = { kind: "external", title: "", anchor: "" };

interface Opener {
  readonly position: number;
  readonly atom: number;
  readonly image: boolean;
  /** How many links and markers there were before it. */
  readonly links: number;
  readonly markers: number;
}

interface Anchor {
  readonly tag: Tag;
  readonly start: number;
  readonly atom: number;
  readonly links: number;
  readonly markers: number;
}

/**
 * Reads the inline constructs of one stretch of source in one pass; what it looks ahead is bounded or remembered, so
 * that time stays linear whatever the source.
 */
export class Scanner {
  private readonly atoms = new Atoms();
  private readonly openers: Opener[] = [];
  private readonly anchors: Anchor[] = [];
  private readonly pairs: Pairs;
  private readonly residues: ResidueScanner;
  /** Openers below this depth stand around a link already and cannot become one. */
  private inactiveBelow = 0;
  /** Where a `</math>` stands that nothing in this stretch opens; -1: nowhere. */
  private formulaEnd = -1;
  /** Starts of backtick runs by their length. */
  private ticks: Map<number, number[]> | undefined;
  /** Where a search for a closing string found it; Infinity: nowhere behind. */
  private readonly closers = new Map<string, number>();
  /** What was found in the block so far. */
  readonly out = new Collector();
  private source = "";
  private to = 0;
  private mode: ScanMode = { html: false, inQuote: false, place: "text" };

  constructor() {
    this.residues = new ResidueScanner(this.atoms, this.out);
    this.pairs = new Pairs(this.out);
  }

  /**
   * Takes up a block.
   * @returns its source with a line feed behind it, so that looking one ahead is always possible
   */
  open(source: string): string {
    // Joined and indexed once, it is a string of its own: a slice would keep every old version of the document alive.
    const text = `${source}\n`;
    text.charCodeAt(source.length);
    this.source = text;
    this.residues.open(text);
    return text;
  }

  /** Reads `from` to `to`; returns the runs of visible text. */
  scan(from: number, to: number, mode: ScanMode): ReturnType<Atoms["runs"]> {
    this.begin(to, mode);
    const { source } = this;
    const table = mode.html ? HTML_STOPS : STOPS;
    for (let position = from; position < to; ) {
      const unit = source.charCodeAt(position);
      if (unit < 128) position = table[unit] === 1 ? this.stop(unit, position, from) : position + 1;
      else position = unit === 0xff3b || unit === 0x3010 ? this.fullwidthMarker(position) : position + 1;
    }
    this.residues.finish();
    this.pairs.finish();
    this.pairs.dropFormula(this.formulaEnd);
    this.atoms.addProtected(this.out.protectedSpans);
    return this.atoms.runs(source, from, to);
  }

  /** The visible text of the stretch that was read last. */
  visibleText(from: number, to: number): string {
    return this.atoms.visibleText(this.source, from, to, 0);
  }

  private begin(to: number, mode: ScanMode): void {
    this.atoms.clear();
    // To set the length of a list is a call out of the compiled code, even where it is the same.
    if (this.openers.length > 0) this.openers.length = 0;
    if (this.anchors.length > 0) this.anchors.length = 0;
    this.pairs.begin();
    this.residues.begin();
    this.formulaEnd = -1;
    this.inactiveBelow = 0;
    this.ticks = undefined;
    if (this.closers.size > 0) this.closers.clear();
    this.to = to;
    this.mode = mode;
  }

  /** Reads what begins at a character that may mean something; returns where to go on. */
  private stop(unit: number, position: number, from: number): number {
    const { source, atoms } = this;
    switch (unit) {
      case 92: // \
        return this.backslash(position);
      case 96: // `
        return this.code(position);
      case 91: // [
        return this.openBracket(position, 1);
      case 33: // !
        return source.charCodeAt(position + 1) === 91 ? this.openBracket(position, 2) : position + 1;
      case 93: // ]
        return this.closeBracket(position);
      case 60: // <
        return this.tag(position);
      case 38: // &
        return this.pattern(ENTITY, position, Atom.ENTITY);
      case 42: // *
      case 95: // _
        return this.emphasis(unit, position, from);
      case 36: // $
        return this.dollars(position);
      case 13: // carriage return
      case 10: // line feed
        return this.wrap(position);
      case 104: // h
        return this.bareUrl(position, from);
      case 123: // {
        if (source.charCodeAt(position + 1) === 35) this.out.anchors.push(...idsAt(source, position, this.to));
        return this.residues.read(unit, position, this.to, atoms);
      default: // } - | '
        return this.residues.read(unit, position, this.to, atoms);
    }
  }

  private match(pattern: RegExp, position: number): RegExpExecArray | undefined {
    pattern.lastIndex = position;
    const match = pattern.exec(this.source);
    return match && position + match[0].length <= this.to ? match : undefined;
  }

  private pattern(pattern: RegExp, position: number, kind: (typeof Atom)[keyof typeof Atom]): number {
    const match = this.match(pattern, position);
    if (!match) return position + 1;
    this.atoms.add(kind, position, position + match[0].length);
    return position + match[0].length;
  }

  /** The first place of `closer` at `position` or behind it, -1 when the stretch has none. Amortised linear. */
  private find(closer: string, position: number): number {
    let found = this.closers.get(closer) ?? -1;
    if (found < position) {
      found = this.source.indexOf(closer, position);
      if (found < 0 || found + closer.length > this.to) found = Number.POSITIVE_INFINITY;
      this.closers.set(closer, found);
    }
    return found === Number.POSITIVE_INFINITY ? -1 : found;
  }

  /** The end of a `\[12\]` of four digits at most; -1 when it is none. By hand: there are more of them than of anything else. */
  private escapedMarkerEnd(position: number): number {
    const { source } = this;
    const first = position + 2;
    let end = first;
    while (end < first + 4 && isDigit(source.charCodeAt(end))) end++;
    const closes = end > first && source.charCodeAt(end) === 92 && source.charCodeAt(end + 1) === 93;
    return closes && end + 2 <= this.to ? end + 2 : -1;
  }

  private marker(start: number, end: number, label: string, form: Marker["form"]): number {
    const number = form !== "caret" || /^\d+$/.test(label) ? Number.parseInt(label, 10) : null;
    const { place } = this.mode;
    this.out.markers.push({ start, end, label, number, group: "", form, place, reference: null, suspect: false });
    this.atoms.add(Atom.MARKER, start, end);
    return end;
  }

  private broken(
    start: number,
    end: number,
    digits: string,
    flaw: "escape" | "space" | "fullwidth" | "link-edge",
  ): number {
    const label = digits.normalize("NFKC");
    this.out.brokenMarkers.push({ start, end, form: "escaped", label, number: Number.parseInt(label, 10), flaw });
    this.atoms.add(Atom.MARKER, start, end);
    return end;
  }

  /** A damaged `[^12]` at its opening bracket; returns its end, or -1. */
  private brokenCaret(position: number): number {
    const broken = readBrokenCaret(this.source, position, this.to, false);
    if (!broken) return -1;
    this.out.brokenMarkers.push(broken);
    this.atoms.add(Atom.MARKER, position, broken.end);
    return broken.end;
  }

  /** `[^12]`; in HTML no marker, and at a line's start perhaps a damaged definition besides. */
  private caret(position: number, end: number, label: string): number {
    const { source, out } = this;
    if (this.mode.html) {
      const number = /^\d{1,9}$/.test(label) ? Number(label) : null;
      out.brokenMarkers.push({ start: position, end, form: "caret", label, number, flaw: "html" });
      this.atoms.add(Atom.MARKER, position, end);
      return end;
    }
    const next = source.charCodeAt(end);
    const broken =
      next === 0xff1a || next === 32 || next === 9 ? readBrokenCaret(source, position, this.to, true) : undefined;
    if (broken) out.brokenMarkers.push(broken);
    return this.marker(position, end, label, "caret");
  }

  /** `\[12\]`, `\[ 12 ]`, `\(…\)`, `\[…\]`, `\]\]`, or the escape of one character. */
  private backslash(position: number): number {
    const { source, atoms } = this;
    const escaped = source.charCodeAt(position + 1);
    if (position + 1 >= this.to || !isPunctuation(escaped)) return position + 1;
    if (escaped === 91) {
      if (source.charCodeAt(position + 2) === 92 && source.charCodeAt(position + 3) === 91) this.leftover(position);
      const marker = this.escapedMarkerEnd(position);
      if (marker > 0) return this.marker(position, marker, source.slice(position + 2, marker - 2), "escaped");
      const cut = this.openers.length > 0 ? this.match(CUT_MARKER, position) : undefined;
      if (cut) return this.broken(position, position + cut[0].length, cut[1]!, "link-edge");
      const loose = this.match(LOOSE_MARKER, position);
      if (loose) return this.broken(position, position + loose[0].length, loose[2]!, loose[4] ? "space" : "escape");
      const caret = source.charCodeAt(position + 2) === 94 ? this.brokenCaret(position) : -1;
      if (caret > 0) return caret;
      const math = this.math(position, "\\[", "\\]");
      if (math > 0) return math;
      this.pairs.escapedOpeners.push(position);
    } else if (escaped === 40) {
      const math = this.math(position, "\\(", "\\)");
      if (math > 0) return math;
    } else if (escaped === 45 && source.charCodeAt(position + 2) === 123 && source.charCodeAt(position + 3) !== 123) {
      const end = this.residues.conversion(position, this.to);
      if (end > position + 1) return end;
    } else if (escaped === 93) {
      if (this.pairs.escapedOpeners.pop() === undefined) return this.residues.strayClose(position, this.to);
    } else if (escaped === 124) {
      const end = this.residues.tableEdge(position);
      if (end > position) return end;
    } else if (escaped === 60 && source.startsWith("\\<\\!--", position)) {
      this.out.residues.push({ start: position, end: position + 6, kind: "raw-tag" });
    }
    atoms.add(Atom.MARKUP, position, position + 1);
    return position + 2;
  }

  /** Math in TeX's brackets; returns its end, or -1. Bracketed prose (`\[來源請求\]`) is not math. */
  private math(position: number, open: string, close: string): number {
    const end = this.find(close, position + 2);
    if (end < 0) return -1;
    const again = this.find(open, position + 2);
    if (again >= 0 && again < end) return -1;
    const content = this.source.slice(position + 2, end);
    if ((/\p{Script=Han}/u.test(content) && !/\\[a-zA-Z]/.test(content)) || BRACKETED_WORDS.test(content)) return -1;
    // `[題名 \[卷三](…)\]`: a bracket in a link's text, closed behind the link.
    if (this.openers.length > 0 && content.includes("](")) return -1;
    this.atoms.add(Atom.OBJECT, position, end + 2);
    return end + 2;
  }

  /** `$x^{2}$`, `$$…$$`: math as later converters write it. Prices, footnotes and prose between two signs are not math. */
  private dollars(position: number): number {
    const { source } = this;
    const sign = source.charCodeAt(position + 1) === 36 ? "$$" : "$";
    const start = position + sign.length;
    const end = this.find(sign, start);
    const next = start;
    if (end <= start || (sign === "$" && (isSpace(source.charCodeAt(start)) || isSpace(source.charCodeAt(end - 1))))) {
      return next;
    }
    const content = source.slice(start, end);
    if (!TEX.test(content) || NOT_TEX.test(content.replace(TEX_WORDS, ""))) return next;
    this.atoms.add(Atom.OBJECT, position, end + sign.length);
    return end + sign.length;
  }

  private fullwidthMarker(position: number): number {
    const caret = this.mode.html ? -1 : this.brokenCaret(position);
    if (caret > 0) return caret;
    const match = this.match(FULLWIDTH_MARKER, position);
    return match ? this.broken(position, position + match[0].length, match[1]!, "fullwidth") : position + 1;
  }

  /** A code span: closed by a run of as many backticks (CommonMark 6.1). */
  private code(position: number): number {
    const { source } = this;
    let end = position;
    while (end < this.to && source.charCodeAt(end) === 96) end++;
    this.ticks ??= tickRuns(source, position, this.to);
    const sameLength = this.ticks.get(end - position);
    if (!sameLength) return end; // what is left of a run that begins with an escaped one
    while (sameLength.length > 0 && sameLength.at(-1)! <= position) sameLength.pop();
    const close = sameLength.at(-1);
    if (close === undefined) return end;
    const codeEnd = close + (end - position);
    this.atoms.add(Atom.CODE, position, codeEnd);
    return codeEnd;
  }

  private openBracket(position: number, width: number): number {
    const { html } = this.mode;
    if (width === 1) {
      const next = this.source.charCodeAt(position + 1);
      if (next === 91) this.leftover(position);
      const caret = next === 94 ? this.match(CARET_MARKER, position) : undefined;
      if (caret) return this.caret(position, position + caret[0].length, caret[1]!);
      if (!html && (next === 94 || next === 0xff3e || next === 32)) {
        const end = this.brokenCaret(position);
        if (end > 0) return end;
      }
      const bare = html && isDigit(next) ? this.match(BARE_MARKER, position) : undefined;
      if (bare) return this.marker(position, position + bare[0].length, bare[1]!, "bare");
      const half = !html && isDigit(next) ? this.match(HALF_ESCAPED_START, position) : undefined;
      if (half) return this.broken(position, position + half[0].length, half[1]!, "escape");
    }
    this.openers.push({
      position: position + width,
      atom: this.atoms.add(Atom.LITERAL, position, position + width),
      image: width === 2,
      links: this.out.links.length,
      markers: this.out.markers.length,
    });
    return position + width;
  }

  /** `[[甲]]` that was not converted. What it is made of is read as usual. */
  private leftover(start: number): void {
    const link = readLeftoverLink(this.source, start, this.to);
    if (link) this.out.residues.push({ start, end: link.end, kind: "wikilink" });
  }

  private closeBracket(position: number): number {
    const opener = this.openers.pop();
    if (!opener) return this.residues.strayClose(position, this.to);
    const active = opener.image || this.openers.length >= this.inactiveBelow;
    this.inactiveBelow = Math.min(this.inactiveBelow, this.openers.length);
    if (!active || this.mode.html) return position + 1;
    const isInline = this.source.charCodeAt(position + 1) === 40;
    const target = isInline ? readInlineTarget(this.source, position + 1, this.to, this.mode.inQuote) : undefined;
    if (!target) {
      const { uses, links } = this.out;
      const inner = links[opener.links];
      const use =
        inner && !inner.image ? undefined : readUse(this.source, opener.position, position, opener.image, uses.at(-1));
      if (use && use.end <= this.to) uses.push(use);
      return position + 1;
    }
    this.link(opener, position, target);
    if (!opener.image) this.inactiveBelow = this.openers.length;
    return target.end;
  }

  /** `[label](target "attribute")`: the opener is settled, the rest becomes one protected atom. */
  private link(opener: Opener, close: number, { end, target, attribute }: InlineTarget): void {
    const { source, atoms } = this;
    const written = attribute ? unescapeMarkdown(decodeEntities(source.slice(attribute.start, attribute.end))) : "";
    const labelText = atoms.visibleText(source, opener.position, close, opener.atom + 1);
    atoms.settle(opener.atom, Atom.MARKUP, opener.position);
    atoms.add(Atom.TAG, close, end);
    const { kind } = this.addLink(opener.links, opener.markers, {
      start: opener.position - (opener.image ? 2 : 1),
      end,
      form: "markdown",
      label: { start: opener.position, end: close },
      labelText,
      target,
      destination: unescapeMarkdown(decodeEntities(source.slice(target.start, target.end))),
      attribute: written,
      image: opener.image,
    });
    // A category's label is its name, which is nobody's to convert.
    if (kind === "category") atoms.settle(opener.atom, Atom.OBJECT, end);
  }

  /**
   * Puts a link before what stands in its label; markers there are marked so, URLs there are no links of their own.
   * @param link its destination still percent-encoded
   */
  private addLink(firstLink: number, firstMarker: number, link: Omit<Link, "kind" | "title" | "anchor">): Link {
    const { links, markers } = this.out;
    const { start, end, form, label, labelText, target, attribute, image } = link;
    const destination = decodePercent(link.destination);
    const isWikilink = attribute === "wikilink";
    const read =
      destination === link.destination
        ? readDestination(destination, isWikilink)
        : readEncodedDestination(link.destination, isWikilink);
    // A picture is a file, whatever its title attribute says.
    const { kind, title, anchor } = image && read.kind === "page" ? PICTURE : read;
    const whole = { start, end, kind, form, label, labelText, target, destination, title, anchor, attribute, image };
    if (links.length === firstLink) links.push(whole);
    else links.push(whole, ...links.splice(firstLink).filter((other) => other.image));
    if (markers.length === firstMarker) return whole;
    const inside = markers.splice(firstMarker);
    // `[<sup>\[3\]</sup>](…)`, `[\[1\]](…#cite_note-1)`: a marker pasted from a rendered page, which cites nothing here.
    if (inside.length === 1 && labelText.trim() === "") return whole;
    for (const marker of inside) markers.push({ ...marker, place: "link" });
    return whole;
  }

  private tag(position: number): number {
    const { source, atoms } = this;
    if (this.find(">", position) < 0) return position + 1;
    if (source.startsWith("<!--", position)) return this.comment(position);
    const picture = this.match(GALLERY_FILE, position);
    if (picture) {
      this.out.residues.push({ start: position, end: position + picture[0].length, kind: "gallery" });
      atoms.add(Atom.OBJECT, position, position + picture[0].length);
      return position + picture[0].length;
    }
    const autolink = this.match(AUTOLINK, position);
    if (autolink) return this.url(position, position + autolink[0].length, 1);
    const tag = readTag(source, position, this.to);
    if (!tag) return position + 1;
    if (tag.attributes !== "") {
      for (const name of anchorsOf(tag)) this.out.anchors.push({ name, start: position, end: tag.end });
    }
    if (WIKI_TAGS.has(tag.name)) {
      this.out.residues.push({ start: position, end: tag.end, kind: "raw-tag" });
      atoms.add(Atom.TAG, position, tag.end);
      return tag.end;
    }
    if (tag.closing && tag.name === "math") this.formulaEnd = position;
    if (!tag.closing && !tag.selfClosing) {
      const verbatim = VERBATIM_TAGS.has(tag.name) || isForeign(tag) || MATH_CLASS.test(tag.attributes);
      const close = verbatim ? this.find(`</${tag.name}`, tag.end) : -1;
      if (close >= 0) return this.verbatim(position, close);
    }
    if (tag.name === "a") return this.anchor(position, tag);
    this.pairs.countTag(tag, position);
    atoms.add(Atom.TAG, position, tag.end);
    if (!PHRASING_TAGS.has(tag.name)) atoms.add(Atom.EDGE, tag.end, tag.end);
    return tag.end;
  }

  private comment(position: number): number {
    const end = this.find("-->", position + 4);
    if (end < 0) return position + 1;
    this.atoms.add(Atom.TAG, position, end + 3);
    this.out.mayHoldComment = true;
    return end + 3;
  }

  /** `<code>…</code>`, `<span lang="ja">…</span>`: not ours to read. */
  private verbatim(position: number, close: number): number {
    const end = this.find(">", close) + 1;
    if (end === 0) return position + 1;
    this.atoms.add(Atom.CODE, position, end);
    return end;
  }

  private anchor(position: number, tag: Tag): number {
    const { atoms, source } = this;
    const atom = atoms.add(Atom.TAG, position, tag.end);
    if (!tag.closing) {
      this.anchors.push({
        tag,
        start: position,
        atom,
        links: this.out.links.length,
        markers: this.out.markers.length,
      });
      return tag.end;
    }
    const open = this.anchors.pop();
    const href = open && attributeOf(open.tag.attributes, "href");
    if (!open || !href) return tag.end;
    const labelText = atoms.visibleText(source, open.tag.end, position, open.atom + 1);
    const attributes = open.tag.end - (open.tag.selfClosing ? 2 : 1) - open.tag.attributes.length;
    const attributesStart = source.lastIndexOf(open.tag.attributes, attributes);
    this.addLink(open.links, open.markers, {
      start: open.start,
      end: tag.end,
      form: "html",
      label: { start: open.tag.end, end: position },
      labelText,
      target: { start: attributesStart + href.start, end: attributesStart + href.end },
      destination: href.value,
      attribute: attributeOf(open.tag.attributes, "title")?.value ?? "",
      image: false,
    });
    return tag.end;
  }

  private emphasis(unit: number, position: number, from: number): number {
    const { source } = this;
    let end = position + 1;
    while (end < this.to && source.charCodeAt(end) === unit) end++;
    const before = position > from ? source.charCodeAt(position - 1) : 32;
    const after = end < this.to ? source.charCodeAt(end) : 32;
    const spaced = isSpace(before) && isSpace(after);
    const inWord =
      unit === 95 && !isSpace(before) && !isSpace(after) && !isPunctuation(before) && !isPunctuation(after);
    if (!spaced && !inWord) this.atoms.add(Atom.MARKUP, position, end);
    return end;
  }

  private wrap(position: number): number {
    const { source } = this;
    let end = position;
    while (end < this.to && isSpace(source.charCodeAt(end))) end++;
    while (this.mode.inQuote && end < this.to && (source.charCodeAt(end) === 62 || isSpace(source.charCodeAt(end))))
      end++;
    this.atoms.add(Atom.WRAP, position, end);
    return end;
  }

  private bareUrl(position: number, from: number): number {
    const before = position > from ? this.source.charCodeAt(position - 1) : 32;
    if (isLatin(before) || isDigit(before)) return position + 1;
    const match = this.match(BARE_URL, position);
    if (!match) return position + 1;
    const url = match[0].replace(/[.,;:!?*_~)]+$/, "");
    return this.url(position, position + url.length, 0);
  }

  /** A URL that stands for itself, `edge` brackets wide at either end. */
  private url(start: number, end: number, edge: number): number {
    const target = { start: start + edge, end: end - edge };
    const labelText = this.source.slice(target.start, target.end);
    this.atoms.add(Atom.OBJECT, start, end);
    this.out.links.push(shownAddress({ start, end }, target, labelText));
    return end;
  }
}
