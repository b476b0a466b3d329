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

/** Whether a page with these headings has such an anchor. A second heading of one name is called `name 2`. */
export function hasAnchor(headings: readonly string[], anchor: string, fold: (text: string) => string): boolean {
  const wanted = fold(anchorKey(anchor));
  if (wanted === "") return true;
  const first = fold(anchorKey(anchor.replace(/[ _-]\d+$/, "")));
  return headings.some((heading) => {
    const key = fold(anchorKey(heading));
    return key === wanted || key === first;
  });
}

/** The heading most like an anchor, if one is like it at all. */
export function nearestHeading(
  headings: readonly string[],
  anchor: string,
  fold: (text: string) => string,
): string | undefined {
  const wanted = fold(anchorKey(anchor));
  let best: string | undefined;
  let bestScore = 0.4;
  for (const heading of headings) {
    const score = likeness(wanted, fold(anchorKey(heading)));
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
