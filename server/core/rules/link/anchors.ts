import { onceFor } from "../../text/memo";
import { foldTitle } from "../../text/script";
import { mayCompare } from "../comparisons";

/**
 * What two spellings of an anchor have in common: letters and digits only, in lower case. Wikis write `_` for spaces,
 * Markdown hosts drop punctuation and join with `-`, old MediaWiki wrote `.E4.B8.AD` for bytes.
 */
export function anchorKey(anchor: string): string {
  return decodeDots(anchor)
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/** The anchors of a page, by its headings. */
export class Anchors {
  private readonly exact: ReadonlySet<string>;
  /** By key: how many headings have it. */
  private keys: Map<string, number> | undefined;

  constructor(private readonly headings: readonly string[]) {
    this.exact = new Set(headings);
  }

  /** Whether there is such an anchor. Of several equal headings MediaWiki calls the second `name 2`, GitHub `name-1`. */
  has(anchor: string): boolean {
    if (this.exact.has(anchor)) return true;
    const wanted = keyOf(anchor);
    if (wanted === "" || this.count(wanted) > 0) return true;
    const numbered = NUMBERED.exec(anchor);
    if (!numbered) return false;
    const place = numbered[2] === "-" ? Number(numbered[3]) + 1 : Number(numbered[3]);
    return place >= 2 && this.count(keyOf(numbered[1]!)) >= place;
  }

  private count(key: string): number {
    if (!this.keys) {
      this.keys = new Map();
      for (const heading of this.headings) {
        const own = keyOf(heading);
        this.keys.set(own, (this.keys.get(own) ?? 0) + 1);
      }
    }
    return this.keys.get(key) ?? 0;
  }
}

/** `name_2`, `name 2`, `name-1`. */
const NUMBERED = /^(.+)([ _-])([1-9]\d{0,3})$/s;

function keyOf(anchor: string): string {
  return foldTitle(anchorKey(anchor));
}

/** UTF-16 units of a usual heading. */
const SHORT_HEADING = 10;

/** The heading most like an anchor, if one is like it at all. */
export const nearestHeading: (headings: readonly string[], anchor: string) => string | undefined = onceFor(
  (anchor) => anchor,
  findNearest,
);

function findNearest(headings: readonly string[], anchor: string): string | undefined {
  if (!mayCompare(headings, headings.length * (anchor.length + SHORT_HEADING))) return undefined;
  const wanted = keyOf(anchor);
  let best: string | undefined;
  let bestScore = 0.6;
  for (const heading of headings) {
    const score = likeness(wanted, keyOf(heading));
    if (score > bestScore) {
      best = heading;
      bestScore = score;
    }
  }
  return best;
}

/** Share of common characters (Dice): headings are a few characters long, and words there change order freely. */
function likeness(a: string, b: string): number {
  if (a === "" || b === "") return 0;
  const left = [...b];
  let common = 0;
  const letters = [...a];
  for (const letter of letters) {
    const at = left.indexOf(letter);
    if (at < 0) continue;
    left.splice(at, 1);
    common++;
  }
  return (2 * common) / (letters.length + common + left.length);
}

function decodeDots(anchor: string): string {
  return anchor.replace(/(?:\.[\dA-F]{2})+/g, (bytes) => {
    try {
      return decodeURIComponent(bytes.replaceAll(".", "%"));
    } catch {
      return bytes; // `1.25` is a number, not a byte
    }
  });
}
