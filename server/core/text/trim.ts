/**
 * Returns a text without the characters it ends with that a pattern of one character matches. A pattern of the whole ending
 * (`/\s+$/`) tries again from each of the characters that are not at the end: quadratic in a text of spaces.
 */
export function trimmedEnd(text: string, character: RegExp): string {
  let end = text.length;
  while (end > 0 && character.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Returns a text without its comments; what is not closed is none. @param filled whether spaces take their place */
export function withoutComments(text: string, filled = false): string {
  const parts: string[] = [];
  let at = 0;
  for (let open = text.indexOf("<!--"); open >= 0; open = text.indexOf("<!--", at)) {
    const close = text.indexOf("-->", open + 4);
    if (close < 0) break;
    parts.push(text.slice(at, open));
    at = close + 3;
    if (filled) parts.push(" ".repeat(at - open));
  }
  return parts.join("") + text.slice(at);
}

const EAST_ASIAN = /[\u2e80-\uffef]/;

/** Takes white space out, as a replacer of `/\s+/g`, that holds a line break between two East Asian characters: a reader sees none. */
export function joinedLines(space: string, at: number, text: string): string {
  const isUnseen =
    space.includes("\n") && EAST_ASIAN.test(text.charAt(at - 1)) && EAST_ASIAN.test(text.charAt(at + space.length));
  return isUnseen ? "" : space;
}
