import { foldUnit } from "../text/script";
import { firstIndex, type Span } from "../text/span";

/**
 * What is left of a text for comparison: its letters and digits, in one script, one case and one width. Markup, spaces and
 * punctuation are gone, so that a page and its companion agree wherever they say the same.
 */
export interface Stream {
  readonly units: Uint16Array;
  /** Offset in the text of each unit, ascending. */
  readonly offsets: Uint32Array;
}

const UNKNOWN = 0;
const DROPPED = 1;

/** What becomes of a UTF-16 unit: 0 not looked at yet, 1 dropped, else the unit. Filled on demand. */
let kept: Uint16Array | undefined;

function keptUnit(table: Uint16Array, unit: number): number {
  const known = table[unit]!;
  if (known !== UNKNOWN) return known;
  return (table[unit] = decide(unit));
}

function decide(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return unit; // half of a rare character
  // Full-width letters and digits have the same order as ASCII's.
  const narrow = unit >= 0xff01 && unit <= 0xff5e ? unit - 0xfee0 : unit;
  const character = String.fromCharCode(narrow);
  if (!/[\p{L}\p{N}]/u.test(character)) return DROPPED;
  const lower = character.toLowerCase();
  return foldUnit(lower.length === 1 ? lower.charCodeAt(0) : narrow);
}

/** @param pieces spans of `text` that are read, in text order, without overlaps */
export function streamOf(text: string, pieces: readonly Span[]): Stream {
  kept ??= new Uint16Array(0x10000);
  let size = 0;
  for (const { start, end } of pieces) size += end - start;
  const units = new Uint16Array(size);
  const offsets = new Uint32Array(size);
  let length = 0;
  for (const { start, end } of pieces) {
    for (let offset = start; offset < end; offset++) {
      const unit = keptUnit(kept, text.charCodeAt(offset));
      if (unit === DROPPED) continue;
      units[length] = unit;
      offsets[length++] = offset;
    }
  }
  return { units: units.subarray(0, length), offsets: offsets.subarray(0, length) };
}

/** The stream of a short text. */
export function foldedText(text: string): string {
  const { units } = streamOf(text, [{ start: 0, end: text.length }]);
  let folded = "";
  for (const unit of units) folded += String.fromCharCode(unit);
  return folded;
}

/** How many units stand before an offset of the text. */
export function positionOf({ offsets }: Stream, offset: number): number {
  return firstIndex(offsets.length, (index) => offsets[index]! >= offset);
}
