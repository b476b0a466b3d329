import { foldTitle } from "../../text/script";

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
  private keys: ReadonlySet<string> | undefined;

  constructor(private readonly headings: readonly string[]) {
    this.exact = new Set(headings);
  }

  /** Whether there is such an anchor. A second heading of one name is called `name 2`. */
  has(anchor: string): boolean {
    if (this.exact.has(anchor)) return true;
    const wanted = foldTitle(anchorKey(anchor));
    if (wanted === "") return true;
    this.keys ??= new Set(this.headings.map((heading) => foldTitle(anchorKey(heading))));
    return this.keys.has(wanted) || this.keys.has(foldTitle(anchorKey(anchor.replace(/[ _-]\d+$/, ""))));
  }
}

/** The heading most like an anchor, if one is like it at all. */
export function nearestHeading(headings: readonly string[], anchor: string): string | undefined {
  const wanted = foldTitle(anchorKey(anchor));
  let best: string | undefined;
  let bestScore = 0.6;
  for (const heading of headings) {
    const score = likeness(wanted, foldTitle(anchorKey(heading)));
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
