import { titleKey } from "../titles";

/** Numbers of the titles that links name, by what all spellings of a title have in common. */
export class Spellings {
  private readonly byKey = new Map<string, number | number[]>();
  /** By number: 1 of those that were taken note of. */
  private known = new Uint8Array(1024);

  /** @param normal the form in which titles are compared */
  constructor(private readonly normal: (title: string) => string) {}

  /** Takes note of a title; more than once is once. */
  add(number: number, title: string): void {
    if (this.known[number]) return;
    if (number >= this.known.length) {
      const known = this.known;
      (this.known = new Uint8Array(Math.ceil(1.5 * number))).set(known);
    }
    this.known[number] = 1;
    const key = titleKey(this.normal(title));
    const others = this.byKey.get(key);
    if (typeof others === "object") others.push(number);
    else this.byKey.set(key, others === undefined ? number : [others, number]);
  }

  /** All titles with a spelling in common with one. */
  of(title: string): readonly number[] {
    return this.withKey(titleKey(this.normal(title)));
  }

  withKey(key: string): readonly number[] {
    const titles = this.byKey.get(key) ?? [];
    return typeof titles === "number" ? [titles] : titles;
  }

  /** Every key with its titles; a title alone stands for itself. */
  entries(): Iterable<[key: string, titles: number | readonly number[]]> {
    return this.byKey.entries();
  }

  has(key: string): boolean {
    return this.byKey.has(key);
  }

  get isEmpty(): boolean {
    return this.byKey.size === 0;
  }
}
