import type { Alignment } from "./alignment";
import type { Companion } from "./companion";
import { foldedText } from "./stream";

/** Why a companion is refused. */
export type Refusal =
  /** There is no text in it, or none on the page. */
  | { readonly reason: "nothing" }
  /** It is about something else. */
  | { readonly reason: "subject"; readonly subject: string }
  /** It has too few words in common with the page. */
  | { readonly reason: "words"; readonly share: number };

/** Share of the shorter text that both have, where the names say that they are about the same, and where nothing does. */
const NAMED = 0.2;
const UNNAMED = 0.45;

/**
 * Whether a companion is the page's: by its name and by the words they share. Two pages made after one pattern (towns,
 * years) share most of their words; there the name decides, and where it stands in the text.
 * @param title the page's
 */
export function refusalOf(title: string, companion: Companion, alignment: Alignment): Refusal | undefined {
  const { page, companion: there, matched } = alignment;
  const shorter = Math.min(page.units.length, there.units.length);
  if (shorter === 0) return { reason: "nothing" };
  const name = foldedText(title);
  const names = companion.subjects.map(foldedText).filter((subject) => subject !== "");
  const isNamed = name !== "" && names.includes(name);
  const share = matched / shorter;
  if (share < (isNamed ? NAMED : UNNAMED)) return { reason: "words", share };
  if (!isNamed && name !== "" && isExchanged(name, alignment)) {
    return { reason: "subject", subject: companion.subjects[0] ?? "" };
  }
  return undefined;
}

/** Whether the companion says something else wherever the page says its own name in words that both have. */
function isExchanged(name: string, alignment: Alignment): boolean {
  const { units } = alignment.page;
  let kept = 0;
  let exchanged = 0;
  for (let at = 0; at + name.length <= units.length; at++) {
    if (!startsAt(units, at, name)) continue;
    const start = alignment.unitOf(at);
    const end = alignment.unitOf(at + name.length - 1);
    if (start !== undefined && end === start + name.length - 1) kept++;
    else if (alignment.placeOf(at).before >= 4 || alignment.placeOf(at + name.length).behind >= 4) exchanged++;
    at += name.length - 1;
  }
  return exchanged > 0 && kept === 0;
}

function startsAt(units: Uint16Array, at: number, name: string): boolean {
  for (let index = 0; index < name.length; index++) if (units[at + index] !== name.charCodeAt(index)) return false;
  return true;
}
