import type { Article, Link } from "../model/article";
import { replace } from "../text/edit";
import { firstEndingAfter } from "../text/span";
import type { Alignment } from "./alignment";
import type { Companion } from "./companion";
import type { Proposal } from "./proposal";
import { positionOf } from "./stream";

/** The converter took letters only. */
const LETTERS = /^\p{L}+$/u;
const CONFIDENCE = 0.95;

/** Links of the page whose text ran on, where the companion has a link that begins at the same word and ends before. */
export function labelProposals(page: Article, companion: Companion, alignment: Alignment): Proposal[] {
  const ends = labelEnds(companion, alignment);
  if (ends.size === 0) return [];
  const { text } = page;
  return page.links.flatMap((link): Proposal[] => {
    if ((link.kind !== "page" && link.kind !== "remote") || link.image) return [];
    const cut = cutOf(link, alignment, ends);
    if (cut === undefined) return [];
    const rest = text.slice(cut, link.label.end);
    // A letter behind the link: the converter would have taken it as well, unless a template stood between.
    if (!LETTERS.test(rest)) return [];
    if (/^\p{L}/u.test(text.slice(link.end, link.end + 2)) && !isBeforePhrase(link, companion, alignment)) return [];
    const target = text.slice(link.label.end, link.end);
    return [
      {
        kind: "label",
        start: cut,
        end: link.label.end,
        text: text.slice(link.label.start, cut),
        confidence: CONFIDENCE,
        doubtful: false,
        edits: [replace(text, { start: cut, end: link.end }, target + rest)],
      },
    ];
  });
}

/** Whether one of the companion's templates begins where the text of a link ends. */
function isBeforePhrase({ label }: Link, { phrases }: Companion, alignment: Alignment): boolean {
  const { page, companion } = alignment;
  const last = alignment.unitOf(positionOf(page, label.end) - 1);
  if (last === undefined) return false;
  const behind = companion.offsets[last]! + 1;
  const phrase = phrases[firstEndingAfter(phrases, behind)];
  const next = companion.offsets[last + 1] ?? Number.POSITIVE_INFINITY;
  return phrase !== undefined && phrase.start >= behind && phrase.start <= next;
}

/** Where the labels of the companion's links end, by where they begin; the longest of those that begin at one place. */
function labelEnds(companion: Companion, { companion: stream }: Alignment): Map<number, number> {
  const ends = new Map<number, number>();
  for (const { kind, label } of companion.article.links) {
    if (kind === "file" || kind === "category") continue;
    const start = positionOf(stream, label.start);
    const end = positionOf(stream, label.end);
    if (end > start) ends.set(start, Math.max(ends.get(start) ?? 0, end));
  }
  return ends;
}

/** The offset in a link's label where the companion's label ends; undefined when it does not end inside. */
function cutOf({ label }: Link, alignment: Alignment, ends: ReadonlyMap<number, number>): number | undefined {
  const { page } = alignment;
  const first = positionOf(page, label.start);
  const last = positionOf(page, label.end) - 1;
  if (last <= first) return undefined;
  const start = alignment.unitOf(first);
  // The whole label must stand there as it stands here.
  if (start === undefined || alignment.unitOf(last) !== start + last - first) return undefined;
  const end = ends.get(start);
  if (end === undefined || end > start + last - first) return undefined;
  const cut = page.offsets[first + end - start - 1]! + 1;
  return cut < label.end ? cut : undefined;
}
