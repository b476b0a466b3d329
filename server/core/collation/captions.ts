import type { Article } from "../model/article";
import { remove, replace } from "../text/edit";
import type { Alignment } from "./alignment";
import type { Companion } from "./companion";
import type { Proposal } from "./proposal";
import { positionOf } from "./stream";

/** Units that must be the same behind the place where the companion begins a paragraph. */
const BEHIND = 4;
const CONFIDENCE = 0.9;

/** Captions that ran into the paragraph below their picture, where the companion keeps both apart. */
export function captionProposals(page: Article, companion: Companion, alignment: Alignment): Proposal[] {
  const { text } = page;
  const residues = page.residues.filter(({ kind }) => kind === "link-close");
  if (residues.length === 0) return [];
  const begins = new Set(companion.paragraphs.map((offset) => positionOf(alignment.companion, offset)));
  return residues.flatMap((residue): Proposal[] => {
    const paragraph = page.blocks.find(({ start, end }) => start <= residue.start && residue.end <= end);
    const picture = paragraph && page.links.find(({ start }) => start === paragraph.start);
    if (picture?.kind !== "file" || paragraph?.kind !== "paragraph") return [];
    const position = positionOf(alignment.page, residue.end);
    const place = alignment.unitOf(position);
    if (place === undefined || !begins.has(place) || alignment.unitOf(position + BEHIND) !== place + BEHIND) return [];
    const space = /^[^\S\r\n]*(?:\r?\n[^\S\r\n]*)?/.exec(text.slice(residue.end, residue.end + 100))![0].length;
    const rest = text.slice(residue.end + space, paragraph.end).trim();
    const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
    // What would begin a list or a heading stays where it is: only the brackets go.
    const opens = /^(?:[-+*>#|~`<]|\d{1,9}[.)])/.test(rest) || rest === "";
    const span = { start: residue.start, end: residue.end + space };
    const edit = opens ? remove(text, residue) : replace(text, span, lineBreak + lineBreak);
    return [
      {
        kind: "caption",
        start: residue.start,
        end: residue.end,
        text: "",
        confidence: CONFIDENCE,
        doubtful: false,
        edits: [edit],
      },
    ];
  });
}
