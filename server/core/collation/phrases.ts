import { escapeMarkdown } from "../citations/markdown";
import type { Article, Passage } from "../model/article";
import { citationText } from "../model/citation";
import { replace, type TextEdit } from "../text/edit";
import { firstEndingAfter, firstIndex, firstStartingAt, type Span } from "../text/span";
import type { Segment } from "./align";
import type { Alignment } from "./alignment";
import { shownBetween } from "./between";
import type { Companion } from "./companion";
import { type Fill, type Filling, fillingOf, type Mark } from "./holes";
import type { Proposal } from "./proposal";
import type { Convert } from "./script";
import { positionOf, type Stream } from "./stream";

/** So many letters in front of a gap, and behind it, must be the same on both sides. */
const BEFORE = 6;
const BEHIND = 3;
/** A gap may lie so many letters beside where an alignment has it: `甲英語乙` in `甲英語乙英語乙`. */
const FARTHEST = 8;
/** A paragraph may begin with so many letters whose place in the companion only its own paragraph tells. */
const OPENING_LETTERS = 24;
/** More letters than this are new text of a later revision, not what templates left out. */
const LARGEST_GAP = 240;
/** So much source may those letters come from, footnotes included, in UTF-16 units. */
const LONGEST_SOURCE = 20_000;

const CONFIDENCE: Readonly<Record<Filling["basis"], number>> = { template: 0.95, hole: 0.8, doubtful: 0.5 };

/** A place where nothing of the page is unmatched, but something of the companion is. */
interface Gap {
  /** Position in the page's stream. */
  readonly at: number;
  /** What the companion says more, as positions of its stream. */
  readonly from: number;
  readonly to: number;
}

/** What stands between two letters of the page. */
interface Place extends Span {
  readonly passage: Passage;
  readonly marks: readonly (Mark & Span)[];
}

/** Words the page has lost with their template: those of the companion's templates, and what fits into a hole. */
export function phraseProposals(
  page: Article,
  companion: Companion,
  alignment: Alignment,
  convert: Convert,
): Proposal[] {
  const finder = new PhraseFinder(page, companion, alignment);
  return finder.gaps().flatMap((gap): Proposal[] => {
    const found = finder.fill(gap);
    return found === undefined
      ? []
      : found.filling.fills.map((fill) => {
          const text = citationText({ parts: convert(fill.parts) });
          const edit = finder.edit(found.place, fill, text);
          const confidence = CONFIDENCE[found.filling.basis];
          const doubtful = found.filling.basis === "doubtful";
          return { kind: "phrase", start: edit.start, end: edit.end, text, confidence, doubtful, edits: [edit] };
        });
  });
}

class PhraseFinder {
  /** Positions of the streams where paragraphs begin, and those of the companion ascending. */
  private readonly starts: ReadonlySet<number>;
  private readonly startsThere: readonly number[];
  private readonly areStartsThere: ReadonlySet<number>;
  private readonly passages: readonly Passage[];
  private readonly pieces: readonly Span[];
  /** Offsets of the page's runs of asterisks, ascending. */
  private readonly emphasis: readonly number[];

  constructor(
    private readonly page: Article,
    private readonly companion: Companion,
    private readonly alignment: Alignment,
  ) {
    this.passages = page.passages.filter(({ kind }) => kind !== "entry");
    this.starts = new Set(this.passages.map(({ start }) => positionOf(alignment.page, start)));
    this.startsThere = companion.paragraphs.map((offset) => positionOf(alignment.companion, offset));
    this.areStartsThere = new Set(this.startsThere);
    this.pieces = this.passages.flatMap(({ runs }) => runs.flat());
    this.emphasis = [...page.text.matchAll(/(?<!\\)\*+/g)].map(({ index }) => index);
  }

  gaps(): Gap[] {
    const { segments, companion } = this.alignment;
    const gaps: Gap[] = [];
    segments.forEach((segment, index) => {
      const opening = this.openingGap(segment, segments[index - 1]);
      if (opening) gaps.push(opening);
      const next = segments[index + 1];
      const at = segment.a + segment.length;
      if (next?.a !== at && !this.isEnd(at)) return;
      const gap = { at, from: segment.b + segment.length, to: next?.b ?? companion.units.length };
      if (gap.to > gap.from && this.isFirm(gap)) gaps.push(gap);
    });
    return gaps;
  }

  /** Whether a paragraph of the page ends before a position. */
  private isEnd(position: number): boolean {
    return position === this.alignment.page.units.length || this.starts.has(position);
  }

  /** Whether enough of the words on both sides of a gap stand on both sides. */
  private isFirm({ at, from, to }: Gap): boolean {
    const { before, behind } = this.alignment.placeOf(at);
    const isOpening = (): boolean => {
      const back = [...Array(Math.min(BEFORE, at)).keys()].find((count) => this.starts.has(at - 1 - count));
      return (
        back !== undefined &&
        this.areStartsThere.has(from - 1 - back) &&
        this.isSame(at - 1 - back, from - 1 - back, back + 1)
      );
    };
    const isClosing = (): boolean => {
      const on = [...Array(BEHIND + 1).keys()].find((count) => this.isEnd(at + count));
      return on !== undefined && this.isSame(at, to, on);
    };
    return (before >= BEFORE || isOpening()) && (behind >= BEHIND || isClosing());
  }

  /**
   * A paragraph's first words may stand in a box above it as well: an alignment then leaves them out. They are where the
   * companion's own paragraph begins with them.
   */
  private openingGap({ a, b, length }: Segment, before: Segment | undefined): Gap | undefined {
    if (length < BEFORE || (before && before.a + before.length === a)) return undefined;
    let start = a - 1;
    while (start >= 0 && a - start <= OPENING_LETTERS && !this.starts.has(start)) start--;
    if (start < 0 || !this.starts.has(start)) return undefined;
    const there = this.startsThere[firstIndex(this.startsThere.length, (index) => this.startsThere[index]! > b) - 1];
    if (there === undefined || b - there > LARGEST_GAP || !this.isSame(start, there, a - start)) return undefined;
    const from = there + a - start;
    return from < b ? { at: a, from, to: b } : undefined;
  }

  private isSame(a: number, b: number, length: number): boolean {
    const { page, companion } = this.alignment;
    if (a < 0 || b < 0) return false;
    for (let index = 0; index < length; index++) if (page.units[a + index] !== companion.units[b + index]) return false;
    return true;
  }

  /** What fills a gap, where it lies or a few letters beside it. */
  fill(gap: Gap): { place: Place; filling: Filling } | undefined {
    let doubtful: { place: Place; filling: Filling } | undefined;
    for (const candidate of this.shifted(gap)) {
      const found = this.fillAt(candidate);
      if (found && found.filling.basis !== "doubtful") return found;
      doubtful ??= found;
    }
    return doubtful;
  }

  /** The gap, and where else it may lie. */
  private *shifted({ at, from, to }: Gap): Generator<Gap> {
    const { page, companion } = this.alignment;
    yield { at, from, to };
    for (let by = 1; by <= FARTHEST && page.units[at - by] === companion.units[to - by] && at > by; by++)
      yield { at: at - by, from: from - by, to: to - by };
    for (
      let by = 0;
      by < FARTHEST && page.units[at + by] === companion.units[from + by] && at + by < page.units.length;
      by++
    )
      yield { at: at + by + 1, from: from + by + 1, to: to + by + 1 };
  }

  private fillAt({ at, from, to }: Gap): { place: Place; filling: Filling } | undefined {
    const { companion, alignment } = this;
    const place = this.placeAt(at);
    const start = offsetBehind(alignment.companion, from);
    const end = this.isEnd(at) ? this.paragraphEnd(start) : alignment.companion.offsets[to];
    const span = { start, end: end ?? start };
    const last = positionOf(alignment.companion, span.end);
    if (!place || last > to || last - from > LARGEST_GAP || end === undefined) return undefined;
    if (span.end - span.start > LONGEST_SOURCE) return undefined;
    const between = shownBetween(companion, span);
    const filling = between && fillingOf(place.marks, between, companion.tellsTemplates);
    return filling && { place, filling };
  }

  /** Where the companion's paragraph ends that holds an offset. */
  private paragraphEnd(offset: number): number {
    const { paragraphs, article } = this.companion;
    const next =
      paragraphs[firstIndex(paragraphs.length, (index) => paragraphs[index]! > offset)] ?? article.text.length;
    return offset + article.text.slice(offset, next).trimEnd().length;
  }

  /** What stands between two letters of the page that touch, or behind a paragraph's last; undefined where it is more than text, markup and markers. */
  private placeAt(at: number): Place | undefined {
    const { page, passages } = this;
    const start = offsetBehind(this.alignment.page, at);
    const passage = passages[firstEndingAfter(passages, start - 1)];
    const end = this.isEnd(at) ? passage?.end : this.alignment.page.offsets[at];
    if (end === undefined || !passage || passage.start >= start || passage.end < end) return undefined;
    const marks: (Mark & Span)[] = [];
    let isApart = false;
    let rest = "";
    const skipped = this.skipped({ start, end });
    let piece = firstEndingAfter(this.pieces, start);
    for (let offset = start; offset < end; offset++) {
      const over = skipped.find((span) => span.start <= offset && offset < span.end);
      const character = page.text.charAt(offset);
      while (this.pieces[piece] && this.pieces[piece]!.end <= offset) piece++;
      if (over) offset = over.end - 1;
      else if (/\s/.test(character)) isApart = true;
      else if (!(this.pieces[piece] && this.pieces[piece]!.start <= offset)) rest += character;
      else {
        marks.push({ character, isApart, start: offset, end: offset + 1 });
        isApart = false;
      }
    }
    return /^[*_[\]\\]*$/.test(rest) ? { start, end, passage, marks } : undefined;
  }

  /** Markers, destinations of links and tags in a span. */
  private skipped({ start, end }: Span): Span[] {
    const { text, links, markers } = this.page;
    const spans: Span[] = [];
    for (let index = firstStartingAt(markers, start); markers[index] && markers[index]!.start < end; index++)
      spans.push(markers[index]!);
    for (const link of links.slice(Math.max(0, firstStartingAt(links, start) - 2), firstStartingAt(links, end)))
      if (link.label.end >= start && link.end <= end) spans.push({ start: link.label.end, end: link.end });
    for (const tag of text.slice(start, end).matchAll(/<\/?[a-z][^<>]{0,200}>/gi))
      spans.push({ start: start + tag.index, end: start + tag.index + tag[0].length });
    return spans;
  }

  /** Writes words between two marks, behind what closes there. */
  edit(place: Place, { slot, isBehindMarker, isApart, endsApart }: Fill, words: string): TextEdit {
    const { text } = this.page;
    const left = place.marks[slot - 1]?.end ?? place.start;
    const right = place.marks[slot]?.start ?? place.end;
    const start = this.behindClosing(place, left, right, isBehindMarker);
    const spaces = /^[ \u00a0]*/.exec(text.slice(start, right))![0].length;
    const before = start > 0 && isApart && !FULL_WIDTH.test(text.charAt(start - 1)) ? " " : "";
    const behind = endsApart && !FULL_WIDTH.test(text.charAt(right)) ? " " : "";
    return replace(text, { start, end: start + spaces }, before + escapeMarkdown(words) + behind);
  }

  /** The offset behind the links, the emphasis and the tags that end behind a letter, and if wanted the markers. */
  private behindClosing({ passage }: Place, left: number, right: number, isBehindMarker: boolean): number {
    const { text, links, markers } = this.page;
    let position = left;
    while (position < right) {
      const link = links[firstStartingAt(links, position) - 1];
      const marker = markers[firstStartingAt(markers, position)];
      const emphasis = /^[*_]+/.exec(text.slice(position, right))?.[0].length ?? 0;
      const tag = /^<\/[a-z][^<>]{0,20}>/i.exec(text.slice(position, right))?.[0].length ?? 0;
      const isOpen = (this.runsBefore(position) - this.runsBefore(passage.start)) % 2 === 1;
      if (link && link.label.end === position && link.end <= right) position = link.end;
      else if (emphasis > 0 && isOpen) position += emphasis;
      else if (tag > 0) position += tag;
      else if (isBehindMarker && marker?.start === position) position = marker.end;
      else break;
    }
    return position;
  }

  private runsBefore(offset: number): number {
    return firstIndex(this.emphasis.length, (index) => this.emphasis[index]! >= offset);
  }
}

/** White space beside these is none of the text's. */
const FULL_WIDTH = /[\u3000-\u303f\uff00-\uffef\s]/;

/** The offset behind the unit before a position. */
function offsetBehind({ offsets }: Stream, position: number): number {
  return position === 0 ? 0 : offsets[position - 1]! + 1;
}
