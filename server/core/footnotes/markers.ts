import type { Article } from "../model/article";
import { insert, remove, type TextEdit } from "../text/edit";
import { trailingBlanks } from "../text/line-around";
import type { Span } from "../text/span";
import { behindLineBreak, lineEnd, lineStart } from "./layout";

/**
 * Edits that take markers out of the text without leaving a trace: no doubled space, no space before a line break
 * (two would be a hard break), no empty line in a paragraph, and no line that starts like a list or a heading.
 */
export function removeMarkers(article: Article, markers: readonly Span[]): TextEdit[] {
  const { text } = article;
  const edits: TextEdit[] = [];
  const sorted = [...markers].sort((a, b) => a.start - b.start);
  for (let first = 0; first < sorted.length; first++) {
    const start = sorted[first]!.start;
    let end = sorted[first]!.end;
    for (let next = sorted[first + 1]; next; next = sorted[first + 1]) {
      const between = text.slice(end, next.start);
      if (between !== "" && between !== " ") break;
      end = next.end;
      first++;
    }
    edits.push(...removeRun(text, { start, end }));
  }
  return edits;
}

function removeRun(text: string, run: Span): TextEdit[] {
  const line = { start: lineStart(text, run.start), end: lineEnd(text, run.end) };
  const before = text.slice(line.start, run.start);
  const after = text.slice(run.end, line.end);
  if (before.trim() === "") {
    if (after.trim() === "") return [remove(text, { start: line.start, end: behindLineBreak(text, line.end) })];
    const space = /^[ \t]*/.exec(after)![0].length;
    const edit = remove(text, { start: run.start, end: run.end + space });
    const opening = blockStart(after.slice(space));
    return opening === null ? [edit] : [edit, insert(run.end + space + opening, "\\")];
  }
  const space = trailingBlanks(before);
  // In front of a line break, punctuation or another space, the space before the marker has lost its purpose.
  const superfluous = space > 0 && (after === "" || /^[ \t,.;:!?)，。、；：！？）」』》]/.test(after));
  return [remove(text, { start: superfluous ? run.start - space : run.start, end: run.end })];
}

/** Where a backslash keeps a line from starting a block of its own; null when it does not. */
export function blockStart(rest: string): number | null {
  if (/^(?:[-+*](?:\s|$)|#{1,6}(?:\s|$)|>|```|~~~|(?:=+|-+)\s*$|(?:[-*_]\s*){3,}$)/.test(rest)) return 0;
  const numeral = /^\d{1,9}(?=[.)](?:\s|$))/.exec(rest);
  return numeral ? numeral[0].length : null;
}
