/** What is known of the cells in a line of a table. */
export interface Cells {
  /** Offset where the text of the cell at hand begins. */
  start: number;
  /** Up to here stand a table's or a row's attributes. */
  readonly quietUntil: number;
  /** Whether the line began with `!`: then `!!` parts cells too. */
  readonly isHeader: boolean;
  /** How many pieces there were before the cell at hand. */
  from: number;
  /** Whether what stands before the next bar may be the cell's attributes. */
  mayBeAttributes: boolean;
}

/** Reads how a line of a table begins: `{|`, `|-`, `|}`, `|+`, `|` or `!`. */
export function openCells(text: string): Cells {
  const [signs] = /^[\s:]*(?:<!--[\s\S]*?-->[\s:]*)*(?:\{\||\|[-}+]?|!)?-*/.exec(text)!;
  const start = signs.length;
  const hasAttributesOnly = /\{\|$|\|-+$/.test(signs);
  const lineEnd = text.indexOf("\n");
  return {
    start,
    quietUntil: hasAttributesOnly ? (lineEnd < 0 ? text.length : lineEnd) : 0,
    isHeader: signs.endsWith("!"),
    from: 0,
    mayBeAttributes: true,
  };
}
