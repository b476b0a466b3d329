/**
 * Finds the next place of something in a text, remembering the last answer: a parser that asks again and again from
 * successive places looks at each character once, however often the answer is far away or "nowhere".
 */
export class Seeker {
  private from = 0;
  private found = -2;

  /** @param search the offset of the first match at `from` or behind it; -1 when there is none */
  constructor(
    private readonly text: string,
    private readonly search: (text: string, from: number) => number,
  ) {}

  /** Offset of the first match at `from` or behind it; the text's length when there is none. */
  next(from: number): number {
    if (this.found >= from && this.from <= from) return this.found;
    this.from = from;
    const found = this.search(this.text, from);
    this.found = found < 0 ? this.text.length : found;
    return this.found;
  }
}

/** Finds a string. */
export function seekString(text: string, wanted: string): Seeker {
  return new Seeker(text, (source, from) => source.indexOf(wanted, from));
}

/** Finds end tags of a name in lower case, whatever case they are written in. */
export function seekEndTag(text: string, name: string): Seeker {
  return new Seeker(text, (source, from) => {
    for (let at = source.indexOf("</", from); at >= 0; at = source.indexOf("</", at + 2)) {
      if (endTagEnd(source, at, name) > 0) return at;
    }
    return -1;
  });
}

/** Behind the end tag of a name that begins at `start`; -1 when none does. */
export function endTagEnd(text: string, start: number, name: string): number {
  let at = start + 2;
  for (let index = 0; index < name.length; index++, at++) {
    if ((text.charCodeAt(at) | 32) !== name.charCodeAt(index)) return -1;
  }
  while (isSpace(text.charCodeAt(at))) at++;
  return text.charCodeAt(at) === 62 ? at + 1 : -1;
}

function isSpace(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 9 || unit === 13 || unit === 12;
}
