/** UTF-16 units; the longest articles of the wiki have about one million. A longer text is not read: it has no blocks. */
const LONGEST_ARTICLE = 8_000_000;

/** Lines of a text that is still read: each may be a block, which costs some kilobytes. Ten megabytes of article have a third of these. */
const MOST_LINES = 400_000;

/** Whether a text is of a size that is read at all. */
export function isReadable(text: string): boolean {
  if (text.length <= MOST_LINES) return true;
  if (text.length > LONGEST_ARTICLE) return false;
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0 && lines <= MOST_LINES; at = text.indexOf("\n", at + 1)) lines++;
  return lines <= MOST_LINES;
}
