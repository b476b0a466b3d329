/**
 * Finds the next place of something in a text, remembering the last answer: a parser that asks again and again from
 * successive places looks at each character once, however often the answer is far away or "nowhere".
 */
export class Seeker {
  private from = 0;
  private found = -2;

  /** @param needle a string, or a pattern with the flag `g` */
  constructor(
    private readonly text: string,
    private readonly needle: string | RegExp,
  ) {}

  /** Offset of the first match at `from` or behind it; the text's length when there is none. */
  next(from: number): number {
    if (this.found >= from && this.from <= from) return this.found;
    this.from = from;
    this.found = this.search(from);
    return this.found;
  }

  private search(from: number): number {
    const { text, needle } = this;
    if (typeof needle === "string") {
      const at = text.indexOf(needle, from);
      return at < 0 ? text.length : at;
    }
    needle.lastIndex = from;
    return needle.exec(text)?.index ?? text.length;
  }
}
