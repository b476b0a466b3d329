/** What can begin at a unit; see {@link Dictionary.table}. */
export const LONGER = 0x10000;
export const SEQUENCE = 0x20000;
export const WATCHED = 0x40000;
export const CONTESTED = 0x80000;
/** A word of one unit with a replacement of another length. */
const UNEVEN = 0x100000;

/**
 * What is kept of an entry, numbers in a row: where its word begins, where its replacement begins and ends, the entry before
 * it in the chain, and whether the replacement corresponds to the word unit by unit (1, -1; 0 when that is not known yet).
 */
const START = 0;
const VALUE = 1;
const END = 2;
const NEXT = 3;
const EVEN = 4;
const SIZE = 5;

/**
 * Several dictionaries searched as one for the longest word at a place; of equal words the one in the earlier dictionary
 * counts. It finds what opencc-js's `Trie` finds in the same dictionaries.
 *
 * There is no trie. The dictionaries' texts stay as they are, words of two units and more are chained by a hash of their
 * first two units, of which collisions are rare, and words of one unit are a table: 50,000 entries take some milliseconds
 * and one megabyte instead of 200 ms and 40 MB.
 */
export class Dictionary {
  /**
   * By UTF-16 unit: in the lower half what is to be added to it when it is in no longer word, in the upper what can begin at
   * it: LONGER, a word that {@link longest} finds; see there for the others.
   */
  readonly table = new Uint32Array(0x10000);
  /** All entries as UTF-16 units, `word replacement` joined by `|`; those of the first dictionary come last. */
  readonly data: Uint16Array;
  /** Units of the longest word. */
  reach = 1;
  private readonly entries: Int32Array;
  /** Hash to the entry last put there; -1 for none. */
  private readonly heads: Int32Array;
  private readonly shift: number;
  /** Entries of one unit with a replacement of another length, by unit. */
  private readonly singles = new Map<number, number>();

  /**
   * @param dictionaries as opencc-js has them: entries `word replacement`, joined by `|`
   * @param watched units whose `table` is to say WATCHED
   * @param contested units whose `table` is to say CONTESTED
   */
  constructor(dictionaries: readonly string[], watched: Iterable<number> = [], contested: Iterable<number> = []) {
    const text = dictionaries
      .filter((dictionary) => dictionary !== "")
      .reverse()
      .join("|");
    let count = text === "" ? 0 : 1;
    for (let bar = text.indexOf("|"); bar !== -1; bar = text.indexOf("|", bar + 1)) count++;
    this.data = new Uint16Array(text.length);
    this.entries = new Int32Array(count * SIZE);
    const bits = Math.max(8, 34 - Math.clz32(count));
    this.shift = 32 - bits;
    this.heads = new Int32Array(1 << bits).fill(-1);
    this.load(text);
    for (const unit of watched) this.table[unit]! |= WATCHED;
    for (const unit of contested) this.table[unit]! |= CONTESTED;
    // Ideographic description characters begin a sequence that is left whole.
    for (let unit = 0x2ff0; unit <= 0x2fff; unit++) this.table[unit]! |= SEQUENCE;
  }

  private load(text: string): void {
    const { data, entries, table, heads } = this;
    for (let index = 0; index < text.length; index++) data[index] = text.charCodeAt(index);
    let start = 0;
    for (let entry = 0; entry < entries.length; entry += SIZE) {
      const value = text.indexOf(" ", start) + 1;
      const bar = text.indexOf("|", value);
      const end = bar === -1 ? text.length : bar;
      entries[entry + START] = start;
      entries[entry + VALUE] = value;
      entries[entry + END] = end;
      const unit = data[start]!;
      if (value - start > 2) {
        table[unit]! |= LONGER;
        if (value - 1 - start > this.reach) this.reach = value - 1 - start;
        const hash = this.hash(unit, data[start + 1]!);
        entries[entry + NEXT] = heads[hash]!;
        heads[hash] = entry;
      } else if (end - value === 1) {
        table[unit] = (table[unit]! & ~(UNEVEN | 0xffff)) | ((data[value]! - unit) & 0xffff);
      } else {
        table[unit]! |= LONGER | UNEVEN;
        this.singles.set(unit, entry);
      }
      start = end + 1;
    }
  }

  private hash(first: number, second: number): number {
    return (Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca6b)) >>> this.shift;
  }

  /**
   * The entry of the longest word that begins at `offset` of a text and ends at `limit` at the latest; -1 when there is
   * none. Words of one unit are found only when their replacement has another length; `table` tells the others.
   */
  longest(text: Uint16Array, offset: number, limit: number): number {
    const unit = text[offset]!;
    let best = -1;
    if (offset + 1 < limit) {
      const { data, entries } = this;
      let length = 1;
      for (let entry = this.heads[this.hash(unit, text[offset + 1]!)]!; entry !== -1; entry = entries[entry + NEXT]!) {
        const start = entries[entry]!;
        const candidate = entries[entry + VALUE]! - start - 1;
        if (candidate <= length || offset + candidate > limit) continue;
        let index = 0;
        while (index < candidate && data[start + index] === text[offset + index]) index++;
        if (index === candidate) {
          length = candidate;
          best = entry;
        }
      }
    }
    return best === -1 && this.table[unit]! & UNEVEN ? this.singles.get(unit)! : best;
  }

  /** Whether an entry's replacement corresponds to its word unit by unit. */
  isEven(entry: number): boolean {
    const { data, entries } = this;
    // Found out when it is first asked for: most words are in no text.
    if (entries[entry + EVEN] === 0) {
      const start = entries[entry]!;
      const end = this.valueEnd(entry);
      let isEven = this.lengthOf(entry) === end - this.valueStart(entry);
      for (let index = start; index < end; index++) if ((data[index]! & 0xf800) === 0xd800) isEven = false;
      entries[entry + EVEN] = isEven ? 1 : -1;
    }
    return entries[entry + EVEN] === 1;
  }

  /**
   * Goes through the words of two units and more that replace a unit by another.
   * @param asked by unit, 1 for those that are asked about
   * @param take gets each such unit with the units beside it in its word; 0 where the word begins or ends
   */
  changes(asked: Uint8Array, take: (unit: number, before: number, behind: number) => void): void {
    const { data, entries } = this;
    let entry = 0; // entries are in the data's order
    for (let index = 0; index < data.length; index++) {
      const unit = data[index]!;
      if (asked[unit] !== 1) continue;
      while (this.valueEnd(entry) <= index) entry += SIZE;
      const start = entries[entry]!;
      const value = this.valueStart(entry);
      const length = this.lengthOf(entry);
      const isInWord = index < start + length && length > 1;
      const isEven = this.valueEnd(entry) - value === length;
      if (!isInWord || (isEven && data[value + index - start] === unit)) continue;
      take(unit, index > start ? data[index - 1]! : 0, index + 1 < start + length ? data[index + 1]! : 0);
    }
  }

  /** Length of an entry's word in UTF-16 units. */
  lengthOf(entry: number): number {
    return this.entries[entry + VALUE]! - this.entries[entry]! - 1;
  }

  /** Where an entry's replacement begins in `data`, and where it ends. */
  valueStart(entry: number): number {
    return this.entries[entry + VALUE]!;
  }

  valueEnd(entry: number): number {
    return this.entries[entry + END]!;
  }
}
