/** Character classes of the CommonMark specification, by UTF-16 unit. */

/** Space, tab, line feed or carriage return. */
export function isSpace(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 9 || unit === 13;
}

/** ASCII punctuation: what a backslash escapes. */
export function isPunctuation(unit: number): boolean {
  return (
    (unit >= 33 && unit <= 47) ||
    (unit >= 58 && unit <= 64) ||
    (unit >= 91 && unit <= 96) ||
    (unit >= 123 && unit <= 126)
  );
}

export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/** An ASCII letter. */
export function isLatin(unit: number): boolean {
  return (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
}

/** A Han character, kana, hangul, or their punctuation and full-width forms: text that is written without spaces. */
export function isWide(unit: number): boolean {
  return unit >= 0x2e80 && (unit <= 0x9fff || (unit >= 0xac00 && unit <= 0xdfff) || (unit >= 0xf900 && unit <= 0xffef));
}

/** What the main loop must stop at, in Markdown and in HTML. */
export const STOPS = stops("\\`[]!<&*_{}-|'$\n\rh");
export const HTML_STOPS = stops("[]<&{}-|'\n\rh");

function stops(characters: string): Uint8Array {
  const table = new Uint8Array(128);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}
