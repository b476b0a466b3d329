// Looks at single signs of the source, without state.
import type { ExtensionTag } from "./tags";

/** Signs that are typed between `<` and a tag's name. */
const SLIP_SIGNS = "/\\ ／＼|?.,;:'!";

/** The bars of a gallery's line from the one before its first option on; `from` is behind that one. */
export function barsOf(text: string, from: number, end: number): number[] {
  const bars = [from - 1];
  for (let bar = text.indexOf("|", from); bar >= 0 && bar < end; bar = text.indexOf("|", bar + 1)) bars.push(bar);
  return bars;
}

/** Whether a `<` that begins no tag of footnotes may have been meant to: `<re`, `</re`, `< ref`, `<//ref`, `<\ref`. */
export function looksLikeRef(text: string, at: number): boolean {
  let letter = at + 1;
  while (letter < at + 5 && SLIP_SIGNS.includes(text[letter]!)) letter++;
  const unit = text.charCodeAt(letter) | 32;
  const next = text.charCodeAt(letter + 1) | 32;
  return (unit === 114 && (next === 101 || next === 102)) || (unit === 101 && (next === 102 || next === 114));
}

/** Whether a tag's attributes hold a `<`: then its own `>` is missing. */
export function holdsLess(text: string, { attributesStart, attributesEnd }: ExtensionTag): boolean {
  for (let at = attributesStart; at < attributesEnd; at++) if (text.charCodeAt(at) === 60) return true;
  return false;
}

/** How many brackets a stretch opens and does not close. */
export function openedIn(text: string, start: number, end: number): number {
  let open = 0;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 91) open++;
    else if (unit === 93 && open > 0) open--;
  }
  return open;
}
