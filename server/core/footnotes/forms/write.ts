import type { Article, Block } from "../../model/article";
import { replace, type TextEdit } from "../../text/edit";
import { firstEndingAfter, firstStartingAt, type Span } from "../../text/span";
import { lineBreakOf, writtenEntry, writtenLabel } from "../layout";
import { writtenAttribute } from "../tags";
import { type FootnoteForm, type Footnotes, labelOf, type Note, Refused, type Use, withMarkers } from "./notes";
import { automaticName, leftoverTags } from "./tags";

/** As the converter writes entries; their text begins in the fifth column. */
const NUMBERED = { form: "ordered", indent: "", delimiter: ".", width: 4, gap: "\n" } as const;
const DEFINED = { form: "definitions", indent: "", delimiter: ":", width: 4, gap: "\n" } as const;

/**
 * Edits that write footnotes in another form.
 * @param notes the entries as the form has them
 * @throws Refused when the form has no place for one of them
 */
export function write(
  article: Article,
  footnotes: Footnotes,
  notes: readonly Note[],
  target: FootnoteForm,
): TextEdit[] {
  return target === "tag"
    ? new TagWriter(article, footnotes, notes).edits()
    : new ListWriter(article, footnotes, notes, target).edits();
}

/** What all forms have in common: where the list goes. */
abstract class Writer {
  protected readonly eol: string;

  constructor(
    protected readonly article: Article,
    protected readonly footnotes: Footnotes,
    protected readonly notes: readonly Note[],
  ) {
    this.eol = lineBreakOf(article.text);
  }

  protected label(note: number): string {
    return labelOf(this.notes[note]!, note);
  }

  /** Whether nothing but white space stands between the entries. */
  protected get isOneList(): boolean {
    const { slots } = this.footnotes;
    return slots.every(({ start }, index) => index === 0 || this.isBlank(slots[index - 1]!.end, start));
  }

  protected isBlank(start: number, end: number): boolean {
    return this.article.text.slice(start, end).trim() === "";
  }

  /** Puts a list where the one of before stood; at the end of the page when that stood in several places, or in none. */
  protected placed(list: string, isNumbered: boolean): TextEdit[] {
    const { text } = this.article;
    const { slots } = this.footnotes;
    const end = text.trimEnd().length;
    const [first] = slots;
    if (first && this.isOneList) return [this.block({ start: first.start, end: slots.at(-1)!.end }, list, isNumbered)];
    // White space may end the last entry's line.
    const last = slots.at(-1);
    const atEnd = last && last.end >= end ? last : { start: end, end };
    const removed = this.removals(slots.filter((slot) => slot !== atEnd));
    return [...removed, this.block(atEnd, list, isNumbered)];
  }

  /** Takes lines out with the blank ones above them. */
  protected removals(spans: readonly Span[]): TextEdit[] {
    const edits: TextEdit[] = [];
    for (const span of spans) edits.push(this.removal(span, edits.at(-1)?.end ?? 0));
    return edits;
  }

  /** @param from where the lines above end that are taken out */
  private removal(span: Span, from: number): TextEdit {
    const { text } = this.article;
    let { start, end } = span;
    while (start > from && /[\s]/.test(text[start - 1]!) && text[start - 1] !== "\ufeff") start--;
    if (start === 0 || text[start - 1] === "\ufeff") {
      start = span.start;
      while (end < text.length && /[\r\n]/.test(text[end]!)) end++;
    }
    return replace(text, { start, end }, "");
  }

  /** A block of its own in place of a span: blank lines around it, and nothing a list would be joined to. */
  protected block(span: Span, source: string, isNumbered: boolean): TextEdit {
    const { text } = this.article;
    const behind = /^\s*/.exec(text.slice(span.end))![0];
    const isLast = span.end + behind.length === text.length;
    const after = isLast ? "" : this.missingBreaks(behind);
    return replace(text, span, this.lead(span.start, isNumbered) + source + after);
  }

  /** What has to stand before a block that begins at an offset. */
  protected lead(offset: number, isNumbered: boolean): string {
    const before = this.article.text.slice(0, offset).replace(/^\ufeff/, "");
    if (before.trim() === "") return "";
    const apart = isNumbered && this.followsList(offset) ? `<!-- end list -->${this.eol}${this.eol}` : "";
    return this.missingBreaks(before.slice(before.trimEnd().length)) + apart;
  }

  private missingBreaks(space: string): string {
    const breaks = space.match(/\r\n|\r|\n/g)?.length ?? 0;
    return this.eol.repeat(Math.max(0, 2 - breaks));
  }

  private followsList(offset: number): boolean {
    const { blocks } = this.article;
    const before = blocks[firstEndingAfter(blocks, offset - 1) - 1] ?? blocks.at(-1);
    return before !== undefined && before.end <= offset && /^(?:item|list|entry)$/.test(before.kind);
  }
}

/** Writes `\[n\]` with a numbered list, or `[^n]` with definitions: on pages of Markdown. */
class ListWriter extends Writer {
  constructor(
    article: Article,
    footnotes: Footnotes,
    notes: readonly Note[],
    private readonly target: Exclude<FootnoteForm, "tag">,
  ) {
    super(article, footnotes, notes);
  }

  edits(): TextEdit[] {
    return [...this.footnotes.uses.map((use) => this.marker(use)), ...this.list()];
  }

  private marker(use: Use): TextEdit {
    const { text } = this.article;
    const { start, note, place } = use;
    const end = use.end + this.spareBackslash(use.end);
    if (this.target === "ordered") {
      return replace(text, { start, end }, place === "html" ? `[${note + 1}]` : this.written(note));
    }
    if (place === "html" || place === "link") throw new Refused(place, start, this.label(note));
    // Behind an exclamation mark the brackets would be an image's, before `(` or `:` a link's or a definition's.
    const isImage = text[start - 1] === "!" && /(?<!\\)(?:\\\\)*!$/.test(text.slice(Math.max(0, start - 9), start));
    const behind = /[(:]/.test(text[end] ?? "") ? "\\" : "";
    const written = this.written(note) + behind;
    return isImage ? replace(text, { start: start - 1, end }, `\\!${written}`) : replace(text, { start, end }, written);
  }

  /** A marker in Markdown. */
  private written(note: number): string {
    return this.target === "ordered" ? `\\[${note + 1}\\]` : `[^${this.label(note)}]`;
  }

  /** The backslash that kept what follows a `[^n]` from belonging to it. */
  private spareBackslash(offset: number): number {
    const { text, protectedSpans } = this.article;
    if (this.footnotes.form !== "definitions" || !/^\\[(:]/.test(text.slice(offset, offset + 2))) return 0;
    return protectedSpans[firstStartingAt(protectedSpans, offset)]?.start === offset ? 0 : 1;
  }

  private list(): TextEdit[] {
    const { slots, form } = this.footnotes;
    const { text } = this.article;
    const isNumbered = this.target === "ordered";
    const entries = this.notes.map((_, index) => this.entry(index));
    if (form === "tag" || !this.isOneList) return this.placed(entries.join(this.eol), isNumbered);
    // What stands between the entries stays: blank lines or none.
    return slots.map((slot, index) => {
      const lead = index === 0 ? this.lead(slot.start, isNumbered && form !== "ordered") : "";
      return replace(text, slot, lead + entries[index]!);
    });
  }

  private entry(index: number): string {
    const layout = this.target === "ordered" ? NUMBERED : DEFINED;
    const name = this.label(index);
    const [first = "", ...rest] = this.notes[index]!.lines.map((line) =>
      withMarkers(line, (note) => this.written(note)),
    );
    const column = this.target === "ordered" ? Math.max(4, writtenLabel(layout, name).length + 1) : 4;
    const indented = rest.map((line) => (line === "" ? "" : " ".repeat(column) + line));
    return [writtenEntry(layout, name, first), ...indented].join(this.eol);
  }
}

/** What pairs: in an entry and in the text around it these could pair across the tags. */
const MARKS = ["*", "_", "`", "~", "$"] as const;

function isBlank(character: string): boolean {
  return character === " " || character === "\t";
}

/** Writes `<ref>` at the markers and `<references />` for the list. */
class TagWriter extends Writer {
  private readonly inline = new Map<number, Use>();
  /** Which of {@link MARKS} a block holds. */
  private readonly marks = new Map<Block, readonly string[]>();
  /** How often each entry is cited. */
  private readonly count: number[] = this.notes.map(() => 0);

  edits(): TextEdit[] {
    const { uses } = this.footnotes;
    for (const { note } of uses) this.count[note]!++;
    for (const use of uses) {
      const { note } = use;
      if (!this.inline.has(note) && this.notes[note]!.lines.length === 1 && this.takes(use)) this.inline.set(note, use);
    }
    return [...uses.map((use) => this.marker(use)), ...this.list()];
  }

  /** Whether the content of its footnote may stand at a marker. */
  private takes({ start, place, note }: Use): boolean {
    if (this.article.dialect === "wikitext") return true;
    if (place !== "text") return false;
    const { blocks } = this.article;
    const block = blocks[firstEndingAfter(blocks, start)];
    if (!block) return true;
    let marks = this.marks.get(block);
    if (!marks) this.marks.set(block, (marks = MARKS.filter((mark) => block.content.text.includes(mark))));
    return !marks.some((mark) => this.notes[note]!.lines[0]!.includes(mark));
  }

  private marker(use: Use): TextEdit {
    const { article, notes } = this;
    const { text } = article;
    const { start, note } = use;
    const { name, lines } = notes[note]!;
    const isDefined = this.inline.get(note) === use;
    const isOnly = isDefined && this.count[note] === 1;
    const attribute = name === "" && isOnly ? "" : ` ${writtenAttribute("name", name || automaticName(note))}`;
    if (!isDefined && this.isBlockStart(use)) throw new Refused("markup", start, this.label(note));
    return replace(text, use, isDefined ? `<ref${attribute}>${lines[0]}</ref>` : `<ref${attribute} />`);
  }

  /** Alone on the first line of a paragraph a tag begins a block of HTML, in which Markdown is not read. */
  private isBlockStart({ start, end }: Use): boolean {
    const { text, dialect, blocks } = this.article;
    if (dialect !== "markdown") return false;
    const from = blocks[firstEndingAfter(blocks, start)]?.start ?? 0;
    let before = start;
    while (before > from && isBlank(text[before - 1]!)) before--;
    let behind = end;
    while (behind < text.length && isBlank(text[behind]!)) behind++;
    return before === from && (behind === text.length || /[\r\n]/.test(text[behind]!));
  }

  /** The entries that cannot stand at a marker, as `<references>` defines them. */
  private get definitions(): string[] {
    return this.notes.flatMap(({ name, lines }, index) => {
      if (lines.length === 0 || this.inline.has(index)) return [];
      return [`<ref ${writtenAttribute("name", name || automaticName(index))}>${lines.join(this.eol)}</ref>`];
    });
  }

  private list(): TextEdit[] {
    const { article, footnotes, eol } = this;
    const { slots } = footnotes;
    const between = slots.find(({ start }, index) => index > 0 && !this.isBlank(slots[index - 1]!.end, start));
    if (between && footnotes.form === "ordered") throw new Refused("between", between.start);
    const definitions = this.definitions;
    // In Markdown the lines of a block of HTML are not read: a blank line ends it.
    const gap = article.dialect === "markdown" ? eol + eol : eol;
    const tag =
      definitions.length === 0 ? "<references />" : ["<references>", ...definitions, "</references>"].join(gap);
    const known = this.knownTag();
    if (!known) {
      const last = footnotes.uses.at(-1)!;
      if (slots[0] && this.isOneList && last.start > slots[0].start) throw new Refused("behind", last.start);
      return this.placed(tag, false);
    }
    const whole = slots[0] && { start: slots[0].start, end: slots.at(-1)!.end };
    const removed = whole && this.isOneList ? [whole] : slots;
    const edits = this.removals(removed);
    if (definitions.length > 0) edits.push(replace(article.text, known, tag));
    return edits;
  }

  /** The tag for the list that the page has already. */
  private knownTag(): Span | undefined {
    const { article, footnotes } = this;
    const isWikitext = article.dialect === "wikitext";
    const tags = isWikitext ? article.listTags : leftoverTags(article);
    const [tag, other] = tags;
    if (!tag) return undefined;
    const source = article.text.slice(tag.start, tag.end);
    const isPlain = /^<references(?:\s+group\s*=\s*(?:""|''))?\s*\/>$/i.test(source);
    const isTemplate = isWikitext && article.listTags[0]!.form === "template" && article.listTags[0]!.group === "";
    const last = footnotes.uses.at(-1)?.end ?? 0;
    const isUsable = isPlain || (isTemplate && this.definitions.length === 0);
    if (other || tag.start < last || !isUsable) throw new Refused("lists", (other ?? tag).start);
    return tag;
  }
}
