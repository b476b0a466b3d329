import type { TextEdit } from "../../core/text/edit";
import { withoutControls } from "./io";

const CONTEXT = 3;

/**
 * The edits as a unified diff.
 * @param edits of `text`, in text order, without overlaps
 */
export function unifiedDiff(path: string, text: string, edits: readonly TextEdit[]): string {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length;
  }
  const lineAt = (position: number): number => {
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= position) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  };
  const changes = wholeLines(text, edits, { lines, starts, lineAt });
  const name = path.replace(/^\//, "");
  let output = changes.length > 0 ? `--- ${fileName(`a/${name}`)}\n+++ ${fileName(`b/${name}`)}\n` : "";
  let shift = 0;
  for (let index = 0; index < changes.length; ) {
    let last = index;
    while (last + 1 < changes.length && changes[last + 1]!.from - changes[last]!.to <= 2 * CONTEXT) last++;
    const group = changes.slice(index, last + 1);
    const from = Math.max(0, group[0]!.from - CONTEXT);
    const to = Math.min(lines.length, group.at(-1)!.to + CONTEXT);
    const added = group.reduce((sum, change) => sum + change.lines.length, 0);
    const removed = group.reduce((sum, change) => sum + change.to - change.from, 0);
    const newLength = to - from - removed + added;
    output += `@@ -${hunk(from, to - from)} +${hunk(from + shift, newLength)} @@\n`;
    let position = from;
    for (const change of group) {
      output += prefixed(" ", lines.slice(position, change.from));
      output += prefixed("-", lines.slice(change.from, change.to)) + prefixed("+", change.lines);
      position = change.to;
    }
    output += prefixed(" ", lines.slice(position, to));
    shift += added - removed;
    index = last + 1;
  }
  return output;
}

interface LineChange {
  /** Lines `from` to `to` (excluded) of the old text become `lines`. */
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

function wholeLines(
  text: string,
  edits: readonly TextEdit[],
  {
    lines,
    starts,
    lineAt,
  }: {
    readonly lines: readonly string[];
    readonly starts: readonly number[];
    readonly lineAt: (position: number) => number;
  },
): LineChange[] {
  const changes: LineChange[] = [];
  for (let index = 0; index < edits.length; ) {
    const from = lineAt(edits[index]!.start);
    let to = from;
    let next = index;
    let replaced = "";
    let position = starts[from] ?? 0;
    do {
      const edit = edits[next]!;
      replaced += text.slice(position, edit.start) + edit.newText;
      position = edit.end;
      // An edit that ends at a line's start leaves that line alone only when what it puts there ends a line.
      const end = lineAt(edit.end);
      const whole = edit.end === starts[end] && edit.end > edit.start && (replaced === "" || replaced.endsWith("\n"));
      to = Math.max(to, whole ? end : Math.min(lines.length, end + 1));
      next++;
    } while (next < edits.length && edits[next]!.start < (starts[to] ?? text.length + 1));
    replaced += text.slice(position, starts[to] ?? text.length);
    changes.push({ from, to, lines: replaced.match(/[^\n]*\n|[^\n]+$/g) ?? [] });
    index = next;
  }
  return changes;
}

/** As git writes it: line breaks and the like in quotes; a tab ends a name with spaces, so that patch takes it whole. */
function fileName(name: string): string {
  if (!/[\0-\x1f\x7f-\x9f"\\]/.test(name)) return name.includes(" ") ? `${name}\t` : name;
  const octal = (unit: string) => `\\${unit.charCodeAt(0).toString(8).padStart(3, "0")}`;
  const quoted = name.replace(/["\\]/g, "\\$&").replace(/[\0-\x1f\x7f]/g, octal);
  return `"${quoted.replace(/[\x80-\x9f]/g, (unit) => `\\302${octal(unit)}`)}"`; // the bytes of its UTF-8
}

function hunk(from: number, length: number): string {
  const line = length === 0 ? from : from + 1;
  return length === 1 ? String(line) : `${line},${length}`;
}

function prefixed(mark: string, lines: readonly string[]): string {
  return lines
    .map((line) => mark + withoutControls(line) + (line.endsWith("\n") ? "" : "\n\\ No newline at end of file\n"))
    .join("");
}
