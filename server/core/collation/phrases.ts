import { escapeMarkdown } from "../citations/markdown";
import type { Article } from "../model/article";
import { citationText } from "../model/citation";
import { replace, type TextEdit } from "../text/edit";
import { firstEndingAfter, firstStartingAt, type Span } from "../text/span";
import type { Alignment } from "./alignment";
import type { Companion, Phrase } from "./companion";
import { type Convert, convertedParts } from "./entries";
import type { Proposal } from "./proposal";
import { positionOf, type Stream } from "./stream";

/** So many letters in front of a gap, and behind it, must be the same on both sides. */
const BEFORE = 6;
const BEHIND = 3;
/** Longer insertions are new text of a later revision, not what a template left out (letters and digits). */
const LONGEST = 80;

const CONFIDENCE = { phrase: 0.95, hole: 0.8 };

/** What is left of a sentence around a template that is gone, between the letters on both sides of it. */
const HOLE = /（\s*）|（\s*[，、；：]|：\s*[；，、）]|[，、；]\s*）|《》|「」|、、|，，|^[ \u00a0]+[，。；、]/u;
const MARKERS = /^(?:\\\[\d+\\\]|\[\^[^\]]+\])+/;

/** A place where nothing of the page is unmatched, but something of the companion is. */
interface Gap {
  /** Position in the page's stream. */
  readonly at: number;
  /** What the companion says more, as positions of its stream. */
  readonly from: number;
  readonly to: number;
}

/** Words the page has lost with their template: those the companion says were one's, and what fits into a hole. */
export function phraseProposals(
  page: Article,
  companion: Companion,
  alignment: Alignment,
  convert: Convert,
): Proposal[] {
  const gaps = gapsOf(alignment);
  const ends = gaps.map(({ from, to }) => ({ start: from, end: to }));
  const used = new Set<Gap>();
  const found: (TextEdit & { readonly confidence: number })[] = [];
  for (const phrase of companion.phrases) {
    const from = positionOf(alignment.companion, phrase.start);
    const until = positionOf(alignment.companion, phrase.until);
    for (let index = firstEndingAfter(ends, from); gaps[index] && gaps[index]!.from < until; index++) {
      const edit = phraseEdit(page, companion, alignment, phrase, gaps[index]!, convert);
      if (!edit) continue;
      used.add(gaps[index]!);
      found.push({ ...edit, confidence: CONFIDENCE.phrase });
      break;
    }
  }
  for (const gap of gaps) {
    if (used.has(gap) || gap.to - gap.from > LONGEST) continue;
    const edit = holeEdit(page, companion, alignment, gap, convert);
    if (edit) found.push({ ...edit, confidence: CONFIDENCE.hole });
  }
  return found.map(({ confidence, ...edit }) => ({
    kind: "phrase",
    start: edit.start,
    end: edit.end,
    text: edit.newText,
    confidence,
    doubtful: false,
    edits: [edit],
  }));
}

function gapsOf({ segments }: Alignment): Gap[] {
  const gaps: Gap[] = [];
  segments.forEach((segment, index) => {
    const next = segments[index + 1];
    const at = segment.a + segment.length;
    const from = segment.b + segment.length;
    if (next && next.a === at && next.b > from && segment.length >= BEFORE && next.length >= BEHIND) {
      gaps.push({ at, from, to: next.b });
    }
  });
  return gaps;
}

/** The offset behind the unit before a position. */
function offsetBehind({ offsets }: Stream, position: number): number {
  return position === 0 ? 0 : offsets[position - 1]! + 1;
}

/** Writes a phrase where the page has a gap; undefined when the gap is not the phrase's. */
function phraseEdit(
  page: Article,
  { article }: Companion,
  { page: here, companion: there }: Alignment,
  { start, end, until, written }: Phrase,
  gap: Gap,
  convert: Convert,
): TextEdit | undefined {
  // In plain text nobody knows where the phrase begins: where the page's words end.
  const from = start < end ? positionOf(there, start) : gap.from;
  const to = positionOf(there, until);
  if (to - from !== gap.to - gap.from) return undefined;
  // An alignment may shift a gap: where the phrase ends as the words before it do, or begins as those behind it.
  const at = gap.at + from - gap.from;
  for (let back = 1; back <= BEFORE; back++) if (here.units[at - back] !== there.units[from - back]) return undefined;
  for (let on = 0; on < BEHIND; on++) if (here.units[at + on] !== there.units[to + on]) return undefined;
  const first = start < end ? start : there.offsets[from]!;
  const parts = convertedParts(written ?? [{ text: article.text.slice(first, end) }], convert);
  const between = article.text.slice(offsetBehind(there, from), first);
  const isBehindMarker = article.markers[firstStartingAt(article.markers, offsetBehind(there, from))];
  const place = insertionPlace(page, here, at, between, isBehindMarker !== undefined && isBehindMarker.start < first);
  return place && replace(page.text, place, escapeMarkdown(citationText({ parts })));
}

/**
 * Where words go between two letters of the page that touch: behind the link, the emphasis, the markers and the
 * punctuation that stand before them in the companion. A space that only the hole explains goes.
 */
function insertionPlace(
  page: Article,
  stream: Stream,
  position: number,
  between: string,
  behindMarkers: boolean,
): Span | undefined {
  const { text } = page;
  let start = offsetBehind(stream, position);
  const end = stream.offsets[position] ?? text.length;
  const link = page.links[firstStartingAt(page.links, start) - 1];
  if (link && start <= link.label.end && start > link.start) {
    if (end < link.label.end) return undefined; // inside a label nothing was dropped
    start = link.end;
  }
  if (start > end) return undefined;
  const opened = text.slice(text.lastIndexOf("\n", start - 1) + 1, start).match(/\*\*/g)?.length ?? 0;
  if (opened % 2 === 1 && text.startsWith("**", start)) start += 2;
  if (behindMarkers) start += MARKERS.exec(text.slice(start, end))?.[0].length ?? 0;
  const lead = wide(between.replace(/\[[^\]]*\]/g, "").trim());
  if (lead !== "" && wide(text.slice(start, end)).startsWith(lead)) start += lead.length;
  const spaces = /^[ \u00a0]+(?=[，。；、：）])/.exec(text.slice(start, end))?.[0].length ?? 0;
  return { start, end: start + spaces };
}

/** Fills a hole with what the companion has between the same letters. */
function holeEdit(
  page: Article,
  { article }: Companion,
  { page: here, companion: there }: Alignment,
  { at, from, to }: Gap,
  convert: Convert,
): TextEdit | undefined {
  const start = offsetBehind(here, at);
  const hole = page.text.slice(start, here.offsets[at]!);
  if (!HOLE.test(hole) || /[\w\n\r[\]*]/.test(hole)) return undefined;
  const visible = article.text.slice(offsetBehind(there, from), there.offsets[to]!);
  // Only what is plain text on both sides can be laid into each other.
  if (/[\n\r{}[\]<>|]|''/.test(visible)) return undefined;
  const [mine, theirs] = [wide(hole), wide(visible)];
  let head = 0;
  while (head < mine.length && mine[head] === theirs[head]) head++;
  let tail = 0;
  while (tail < mine.length - head && mine.at(-1 - tail) === theirs.at(-1 - tail)) tail++;
  if (mine.slice(head, mine.length - tail).trim() !== "") return undefined;
  const fill = visible.slice(head, visible.length - tail).trim();
  const place = { start: start + head, end: start + hole.length - tail };
  return fill === "" ? undefined : replace(page.text, place, escapeMarkdown(convert(fill)));
}

/** Punctuation in full width, letter for letter. */
function wide(text: string): string {
  return text.replace(/[(),;:]/g, (mark) => "（），；：".charAt("(),;:".indexOf(mark)));
}
