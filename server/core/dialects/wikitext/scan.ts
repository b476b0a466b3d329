import type { MarkerPlace } from "../../model/article";
import { readTag, type Tag, VERBATIM_TAGS } from "../markdown/tags";
import { decodeEntities } from "../strings";
import { openCount } from "./braces";
import { addressEnd, addressStart, bareLink, bracketedAddress, labelledLink } from "./external";
import { captionIn, galleryLink, isOption, pictureLink } from "./files";
import type { BraceFrame, LinkFrame, TagFrame } from "./frames";
import { headingOf } from "./headings";
import { bareWikilink, hasInvalidTitle, type TargetEnd, targetEnd, wikilink } from "./links";
import { reversePipeTrickEnd } from "./pipe-trick";
import { RawHeadings } from "./raw-headings";
import { Reader } from "./reader";
import { addressAlone, listOfTag, listOfTemplate, moveRef, refOfFunction, refOfTag, valuesOf } from "./refs";
import { type Seeker, seekEndTag } from "./seek";
import { barsOf, openedIn } from "./signs";
import { Sink } from "./sink";
import { holdsLess, looksLikeRef } from "./slips";
import { type Cells, openCells } from "./tables";
import type { TagFinder } from "./tags";
import { mayHoldProse, moveTemplate, readTemplate } from "./templates";
import { endOfTagWithRefs, hideRefs, isElement, shownOptions } from "./unshown";
import { readVariants, shownVariant } from "./variants";

const LF = 10;
const SPECIAL = new Uint8Array(128);
for (const character of "\n<{}[]-|='&_:!") SPECIAL[character.charCodeAt(0)] = 1;

const ENTITY = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/y;
const BEHAVIOUR = /__(?:[A-Z]{2,30}|[\u4e00-\u9fff]{2,10})__/y;
/** A list item's signs at the start of a line. */
const LIST_SIGNS = /[*#:;]+/y;
/** Tags inside a line of text: what they stand between reads on. */
const PHRASING = new Set(
  "a abbr b bdi bdo big cite data del dfn em font i ins mark q rb rp rt ruby s small span strike strong sub sup time tt u var wbr noinclude onlyinclude".split(
    " ",
  ),
);
const OTHER_LANGUAGE = /\slang\s*=\s*["']?(?!zh\b)[a-z]/i;

/**
 * Reads a block of wikitext in one pass, from left to right, without recursion: what is open stands on a stack. All offsets
 * are those of the block. Brackets are paired as MediaWiki's preprocessor pairs them, and whatever is never closed is text.
 */
export class Scan extends Reader {
  private cells: Cells | null = null;
  private readonly rawHeadings = new RawHeadings();

  run(): void {
    const { text } = this;
    let at = this.start();
    for (;;) {
      while (at < this.limit) {
        const unit = text.charCodeAt(at);
        if (unit > 125 || SPECIAL[unit] === 0) {
          at++;
          continue;
        }
        at = this.read(unit, at);
      }
      const end = this.leaveTag();
      if (end < 0) break;
      at = end;
    }
    const passage = this.base.passage(text.length);
    if (passage) this.passages.push(passage);
    if (this.kind === "heading") this.headings.push(headingOf(text, this.base));
  }

  /** Passes over what makes the block what it is; returns where its text begins. */
  private start(): number {
    const { text, kind } = this;
    if (kind === "heading") {
      const { content } = headingOf(text, this.base);
      this.limit = content.end;
      return this.begin(content.start);
    }
    if (kind === "item") return this.begin(this.behindSigns(0));
    if (kind === "table") {
      this.cells = openCells(text);
      this.quietUntil = this.cells.quietUntil;
      this.unshownUntil = this.cells.quietUntil;
      return this.begin(this.cells.start);
    }
    return 0;
  }

  private begin(at: number): number {
    this.from = at;
    return at;
  }

  private behindSigns(at: number): number {
    LIST_SIGNS.lastIndex = at;
    return LIST_SIGNS.test(this.text) ? LIST_SIGNS.lastIndex : at;
  }

  /** Reads the construct that may begin or end at a character; returns where to read on. */
  private read(unit: number, at: number): number {
    switch (unit) {
      case LF:
        return this.lineBreak(at);
      case 60:
        return this.angle(at);
      case 91:
        return this.openBracket(at);
      case 123:
      case 45:
        return this.openBrace(at);
      case 93:
        return this.closeBracket(at);
      case 125:
        return this.closeBrace(at);
      case 124:
        return this.bar(at);
      case 61:
        return this.equals(at);
      case 39:
        return this.quotes(at);
      case 38:
        return this.entity(at);
      case 95:
        return this.matched(BEHAVIOUR, at);
      case 58:
        return this.colon(at);
      default:
        return this.exclamation(at);
    }
  }

  // Text

  private matched(pattern: RegExp, at: number): number {
    pattern.lastIndex = at;
    if (!pattern.test(this.text) || pattern.lastIndex > this.limit) return at + 1;
    return this.flush(at, pattern.lastIndex);
  }

  private entity(at: number): number {
    // `&#91;&#91;X]]` is written to be seen.
    if (/^&(?:#91|#x5b|lbrack|lsqb);/i.test(this.text.slice(at, at + 8))) this.openBrackets++;
    const end = this.matched(ENTITY, at);
    if (end > at + 1) this.sink?.show(at, end, decodeEntities(this.text.slice(at, end)));
    return end;
  }

  /** Two or more apostrophes: bold and italics. */
  private quotes(at: number): number {
    let end = at + 1;
    while (end < this.limit && this.text.charCodeAt(end) === 39) end++;
    return end - at < 2 ? end : this.flush(at, end);
  }

  private lineBreak(at: number): number {
    const { text } = this;
    this.openBrackets = 0;
    this.dropExternal();
    // MediaWiki parts the cells of a table's line, not of those below.
    if (this.cells && this.frames.length === 0) this.cells.mayBeAttributes = false;
    const next = text.charCodeAt(at + 1);
    if (next === LF || (next === 13 && text.charCodeAt(at + 2) === LF)) {
      while (this.top?.kind === "link" && this.top.leads !== "file") this.pop();
      this.flush(at, at + 1);
      this.sink?.break();
      return at + 1;
    }
    const { top } = this;
    if (top?.kind === "tag" && top.tag.kind === "gallery") {
      this.endGalleryLine(top, at);
      return at + 1;
    }
    const signs = this.behindSigns(at + 1);
    if (signs > at + 1 && signs <= this.limit) {
      this.flush(at, signs);
      this.sink?.break();
      return signs;
    }
    return at + 1;
  }

  // Tags

  private angle(at: number): number {
    const { text, limit } = this;
    if (text.startsWith("<!--", at)) {
      const close = text.indexOf("-->", at + 4);
      return this.flush(at, close < 0 || close + 3 > limit ? limit : close + 3);
    }
    const tag = this.tags.at(at, limit);
    if (tag) return this.extension(at, tag);
    const loose = this.tags.looseEnd(at, limit);
    if (loose) {
      this.looseTags.push({ start: at, end: loose.end, kind: "close", name: loose.name });
      this.mayHoldSlips = true;
      return this.flush(at, loose.end);
    }
    if (looksLikeRef(text, at)) this.mayHoldSlips = true;
    const html = readTag(text, at, limit);
    if (!html) {
      this.unshownUntil = Math.max(this.unshownUntil, endOfTagWithRefs(text, at, limit, this.tags));
      return at + 1;
    }
    this.flush(at, html.end);
    if (!PHRASING.has(html.name)) this.sink?.break();
    const heading = this.kind === "heading" ? undefined : this.rawHeadings.read(text, at, html, this.sink);
    if (heading) this.headings.push(heading);
    if (/<|\{\{/.test(html.attributes)) this.readAttributes(html, at + 1 + html.name.length);
    const isQuiet = VERBATIM_TAGS.has(html.name) || OTHER_LANGUAGE.test(html.attributes);
    if (isQuiet && !html.closing && !html.selfClosing && this.quietUntil < at) {
      const close = this.endTag(html.name).next(html.end);
      if (close < limit) this.quietUntil = close;
    }
    return html.end;
  }

  /** MediaWiki reads templates and footnotes before it reads HTML, so they count in attributes too; links do not. */
  private readAttributes({ name, attributes }: Tag, at: number): void {
    const inner = new Scan(attributes, "other", false);
    inner.run();
    for (const template of inner.templates) this.templates.push(moveTemplate(template, at));
    if (isElement(name)) hideRefs(inner.refs, 0);
    for (const ref of inner.refs) this.refs.push(moveRef(ref, at));
  }

  private endTag(name: string): Seeker {
    let seeker = this.endTags.get(name);
    if (!seeker) this.endTags.set(name, (seeker = seekEndTag(this.text, name)));
    return seeker;
  }

  private extension(at: number, tag: NonNullable<ReturnType<TagFinder["at"]>>): number {
    const { name, kind } = tag;
    this.flush(at, tag.openEnd);
    if ((kind === "ref" || kind === "references") && holdsLess(this.text, tag)) this.mayHoldSlips = true;
    if (tag.isLoose) {
      if (kind === "ref" || kind === "references") this.mayHoldSlips = true;
      // In a footnote it is that one whose end tag is missing.
      if ((name === "ref" || name === "references") && this.openRefs === 0) {
        this.looseTags.push({ start: at, end: tag.openEnd, kind: "open", name });
      }
      this.sink?.show(at, tag.openEnd, this.text.slice(at, tag.openEnd));
      return tag.openEnd;
    }
    if (kind !== "ref") this.sink?.break();
    if (tag.close < 0) {
      if (kind === "ref") this.refs.push(refOfTag(this.text, at, tag, this.placeAt(at), ""));
      else if (kind === "references") this.listTags.push(listOfTag(this.text, at, tag));
      return tag.end;
    }
    if (kind === "opaque") {
      if (name === "nowiki") {
        // `<nowiki>[[</nowiki>X]]` is written to be seen.
        this.openBrackets += openedIn(this.text, tag.openEnd, tag.close);
        this.sink?.show(at, tag.end, decodeEntities(this.text.slice(tag.openEnd, tag.close)));
      }
      this.from = tag.end;
      return tag.end;
    }
    const sink = kind === "ref" ? new Sink("entry", tag.openEnd) : kind === "parsed" ? this.sink : null;
    this.push({
      kind: "tag",
      start: at,
      sink,
      tag,
      limit: this.limit,
      templatesFrom: this.templates.length,
      lineStart: tag.openEnd,
      caption: -1,
    });
    if (kind === "ref") this.openRefs++;
    this.limit = tag.close;
    return tag.openEnd;
  }

  /** @param start offset of a footnote that ends here */
  private placeAt(start: number): MarkerPlace {
    if (start < this.unshownUntil) return "hidden";
    if (this.openLinks > 0) return "link";
    if (this.kind === "heading") return "heading";
    return this.inTable ? "table" : "text";
  }

  /** Ends the innermost tag at its limit; returns where to read on, -1 at the end of the block. */
  private leaveTag(): number {
    this.flush(this.limit, this.limit);
    while (this.frames.length > 0 && this.top!.kind !== "tag") this.drop();
    const frame = this.top as TagFrame | undefined;
    if (!frame) return -1;
    const { tag, start, sink } = frame;
    if (tag.kind === "gallery") this.endGalleryLine(frame, tag.close);
    this.pop();
    this.limit = frame.limit;
    if (tag.kind === "ref") {
      this.openRefs--;
      const text =
        sink!.textFrom(this.text, 0) ||
        valuesOf(this.text, this.templates, frame.templatesFrom) ||
        addressAlone(this.text.slice(tag.openEnd, tag.close));
      this.refs.push(refOfTag(this.text, start, tag, this.placeAt(start), text));
      const passage = sink!.passage(tag.close);
      if (passage) this.passages.push(passage);
    } else {
      if (tag.kind === "references") this.listTags.push(listOfTag(this.text, start, tag));
      this.sink?.break();
    }
    this.from = tag.end;
    return tag.end;
  }

  private endGalleryLine(frame: TagFrame, end: number): void {
    this.flush(end, end + 1);
    const { sink, lineStart, caption } = frame;
    const link = galleryLink(this.text, lineStart, caption, end, sink);
    if (link) {
      this.links.push(link);
      if (caption >= 0) this.pictureLinks(barsOf(this.text, caption, end), end);
    }
    const passage = sink?.passage(end);
    if (passage) this.passages.push(passage);
    frame.lineStart = end + 1;
    frame.caption = -1;
    frame.sink = null;
    this.sink = null;
  }

  // Brackets

  private openBracket(at: number): number {
    const { text, limit } = this;
    const opener = openCount(text, at, limit);
    if (opener.close === "") return this.openSingle(at);
    if (this.cells && this.frames.length === 0) this.cells.mayBeAttributes = false;
    // An address in two brackets is one in brackets for MediaWiki.
    if (opener.end - at === 2 && bracketedAddress(text, at + 1, limit, this.endsAtBar) >= 0) {
      this.openBrackets++;
      return this.openSingle(at + 1);
    }
    // More than two brackets are no link, but still pair with as many.
    const target: TargetEnd =
      opener.end - at === 2
        ? targetEnd(text, opener.end, limit)
        : { end: opener.end, leads: "dead", target: undefined };
    if (target.leads !== "dead" && target.target && text.startsWith("]]", target.end) && target.end + 2 <= limit) {
      return this.bareLink(at, target);
    }
    const end = opener.end - at === 2 ? reversePipeTrickEnd(text, at) : -1;
    if (end > 0 && end <= limit) this.residues.push({ start: at, end, kind: "pipe-trick" });
    const before = this.sink;
    const isText = target.leads === "dead";
    this.flush(at, opener.end);
    this.push({
      kind: "link",
      start: at,
      sink: isText ? before : null,
      outer: before,
      opener,
      pipes: [],
      leads: target.leads,
      options: [],
      labelFrom: 0,
      holdsLink: false,
    });
    return isText ? opener.end : Math.max(opener.end, target.end);
  }

  /** `[[X]]`: its target is what the reader sees. */
  private bareLink(at: number, target: TargetEnd): number {
    const link = bareWikilink(this.text, at, target);
    this.links.push(link);
    this.killAround();
    const isShown = link.kind !== "file" && link.kind !== "category";
    this.flush(at, isShown ? link.label.start : link.end);
    if (isShown) this.flush(link.label.end, link.end);
    return link.end;
  }

  /**
   * A link in a link's label makes the outer one text. Only a file bears links in its caption, and none in whose label there
   * is another one. Looks at each open link once.
   */
  private killAround(): void {
    let canBear = true;
    for (let depth = this.frames.length - 1; depth >= 0; depth--) {
      const frame = this.frames[depth]!;
      if (frame.kind === "external") continue;
      if (frame.kind !== "link" || (frame.holdsLink && !canBear)) return;
      if (!canBear || frame.leads !== "file") frame.leads = "dead";
      if (frame.holdsLink) return;
      frame.holdsLink = true;
      canBear = false;
    }
  }

  /** One bracket: an address may follow. */
  private openSingle(at: number): number {
    const { text, limit } = this;
    const end = this.top?.kind === "external" ? -1 : bracketedAddress(text, at, limit, this.endsAtBar);
    if (end < 0) {
      this.openBrackets++;
      return at + 1;
    }
    this.flush(at, end);
    const labelFrom = this.sink?.pieces.length ?? 0;
    this.push({ kind: "external", start: at, sink: this.sink, addressEnd: end, labelFrom });
    return end;
  }

  /** In a template or a table a bar ends an address. */
  private get endsAtBar(): boolean {
    return this.frames.length > 0 || this.cells !== null;
  }

  private closeBracket(at: number): number {
    const { top, text } = this;
    if (top?.kind === "external") {
      this.flush(at, at + 1);
      this.pop();
      this.links.push(labelledLink(text, top, at, this.sink));
      return at + 1;
    }
    const count = top?.kind === "link" ? top.opener.closes(text, at, this.limit) : 0;
    if (count > 0) return this.closeLink(top as LinkFrame, at, count);
    if (this.openBrackets > 0) this.openBrackets--;
    else if (text.charCodeAt(at + 1) === 93 && at + 2 <= this.limit) {
      if (this.quietUntil <= at) this.residues.push({ start: at, end: at + 2, kind: "link-close" });
      return this.flush(at, at + 2);
    }
    return at + 1;
  }

  private closeLink(frame: LinkFrame, at: number, count: number): number {
    this.flush(at, at + count);
    const start = frame.opener.take(count);
    this.pop();
    if (!frame.opener.isSpent) {
      this.push({ ...frame, sink: frame.outer, leads: "dead", pipes: [], options: [] });
      return at + count;
    }
    if (frame.leads === "dead" && hasInvalidTitle(this.text, start + 2, at)) {
      this.residues.push({ start, end: at + count, kind: "link-invalid" });
    }
    if (frame.leads === "dead" || frame.pipes.length === 0) return at + count;
    const caption = frame.leads === "file" ? captionIn(this.text, frame, at) : undefined;
    const link = wikilink(this.text, frame, start, at, caption, this.sink);
    if (!link) return at + count;
    if (frame.leads === "file") {
      this.pictureLinks(frame.pipes, at);
      hideRefs(this.refs, start, shownOptions(this.text, frame, at, isOption));
    } else if (frame.leads === "category") hideRefs(this.refs, start);
    this.links.push(link);
    this.killAround();
    const passage = caption?.sink?.passage(at);
    if (passage) this.passages.push(passage);
    return at + count;
  }

  /** Finds where a picture leads among its options; a bar stands before each of them. */
  private pictureLinks(bars: readonly number[], end: number): void {
    for (let index = 0; index < bars.length; index++) {
      const link = pictureLink(this.text, bars[index]! + 1, bars[index + 1] ?? end);
      if (link) this.links.push(link);
    }
  }

  private openBrace(at: number): number {
    const opener = openCount(this.text, at, this.limit);
    if (opener.close === "") return opener.end;
    this.flush(opener.close === "}-" ? at : opener.start, opener.end);
    const start = opener.start;
    this.push({ kind: "brace", start, sink: null, opener, pipes: [], equals: [], values: null });
    return opener.end;
  }

  private closeBrace(at: number): number {
    // A bracket for an address is no obstacle, it is text as long as it is not closed.
    let depth = this.frames.length - 1;
    while (depth >= 0 && this.frames[depth]!.kind === "external") depth--;
    const frame = this.frames[depth];
    if (frame?.kind !== "brace") return at + 1;
    const count = frame.opener.closes(this.text, at, this.limit);
    if (count === 0) return at + 1;
    this.flush(at, at + count);
    while (this.top !== frame) this.drop();
    const isVariant = frame.opener.close === "}-";
    const start = frame.opener.take(count);
    this.pop();
    if (isVariant) {
      const variants = readVariants(this.text, frame, start, at + count);
      this.variants.push(variants);
      this.sink?.show(start, at + count, shownVariant(this.text, variants));
    } else if (count === 2) this.closeTemplate(frame, start, at + count);
    if (!frame.opener.isSpent) this.push({ ...frame, sink: null, pipes: [], equals: [], values: null });
    else if (!isVariant) this.sink?.break();
    return at + count;
  }

  private closeTemplate(frame: BraceFrame, start: number, end: number): void {
    const template = readTemplate(this.text, frame, start, end);
    this.templates.push(template);
    const list = listOfTemplate(this.text, template);
    if (list) this.listTags.push(list);
    const ref = refOfFunction(this.text, template, this.placeAt(start));
    if (ref) this.refs.push(ref);
    frame.values?.forEach((sink, index) => {
      const parameter = template.parameters[index]!;
      const isWhole = ref !== undefined && index === 0;
      if (!sink || !(isWhole || sink.hasProse(this.text))) return;
      const passage = sink.passage(parameter.end);
      if (passage) this.passages.push(isWhole ? { ...passage, kind: "entry" } : passage);
    });
  }

  // Separators

  private bar(at: number): number {
    if (this.frames.at(-2)?.kind === "brace") this.dropExternal();
    const { top } = this;
    if (top?.kind === "brace") return this.braceBar(top, at);
    if (top?.kind === "link") return this.linkBar(top, at);
    if (top?.kind === "tag" && top.tag.kind === "gallery" && top.caption < 0) {
      top.caption = at + 1;
      top.sink = new Sink("paragraph", at + 1);
      this.sink = top.sink;
      return this.begin(at + 1);
    }
    return top || !this.cells ? at + 1 : this.cellBar(at, 124);
  }

  private braceBar(frame: BraceFrame, at: number): number {
    this.flush(at, at + 1);
    if (frame.pipes.length === 0 && mayHoldProse(this.text.slice(frame.opener.end, at))) frame.values = [];
    frame.pipes.push(at);
    frame.equals.push(-1);
    frame.sink = frame.values ? new Sink("paragraph", at + 1) : null;
    frame.values?.push(frame.sink);
    this.sink = frame.sink;
    return at + 1;
  }

  private linkBar(frame: LinkFrame, at: number): number {
    if (frame.leads === "dead") return at + 1;
    this.flush(at, at + 1);
    frame.pipes.push(at);
    if (frame.pipes.length === 1) {
      frame.leads ??= targetEnd(this.text, frame.opener.end, at, true).leads;
      if (frame.leads !== "file") frame.sink = frame.leads === "category" ? null : frame.outer;
      frame.labelFrom = frame.outer?.pieces.length ?? 0;
    }
    if (frame.leads === "file") {
      frame.sink = new Sink("paragraph", at + 1);
      frame.options.push(frame.sink);
    }
    this.sink = frame.sink;
    return at + 1;
  }

  private equals(at: number): number {
    const { top } = this;
    if (top?.kind !== "brace" || top.pipes.length === 0 || top.equals.at(-1) !== -1) return at + 1;
    top.equals[top.equals.length - 1] = at;
    if (top.sink) top.sink.drop(0);
    return this.begin(at + 1);
  }

  private exclamation(at: number): number {
    const isCell = this.cells?.isHeader && this.frames.length === 0 && this.text.charCodeAt(at + 1) === 33;
    return isCell ? this.cellBar(at, 33) : at + 1;
  }

  /** `||`, `!!` or the one bar behind a cell's attributes. */
  private cellBar(at: number, unit: number): number {
    const cells = this.cells!;
    const isDouble =
      this.text.charCodeAt(at + 1) === unit || (unit === 124 && cells.isHeader && this.text.charCodeAt(at + 1) === 124);
    if (!isDouble && !cells.mayBeAttributes) return at + 1;
    this.flush(at, at + (isDouble ? 2 : 1));
    if (!isDouble) {
      this.base.drop(cells.from);
      hideRefs(this.refs, cells.start);
    }
    this.base.break();
    cells.from = this.base.pieces.length;
    cells.start = this.from;
    cells.mayBeAttributes = isDouble;
    return this.from;
  }

  private colon(at: number): number {
    const { text } = this;
    if (text.charCodeAt(at + 1) !== 47 || text.charCodeAt(at + 2) !== 47) return at + 1;
    const start = addressStart(text, at, this.from);
    if (start < 0) return at + 1;
    const end = addressEnd(text, at + 3, this.limit, this.endsAtBar);
    if (end <= at + 3) return at + 1;
    this.links.push(bareLink(text, start, end));
    return this.flush(start, end);
  }
}
