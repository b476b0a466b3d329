/** Random choices that are the same for the same seed. */
export class Dice {
  constructor(private state: number) {}

  /** From 0 up to, not including, `below` (mulberry32). */
  below(below: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  chance(share: number): boolean {
    return this.below(1000) < share * 1000;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  /** Up to `most` of what is made. */
  several<T>(most: number, make: (index: number) => T): T[] {
    return Array.from({ length: this.below(most + 1) }, (_, index) => make(index));
  }

  /** Any UTF-16 units, halves of pairs and control characters among them. */
  text(most: number): string {
    return this.several(most, () => String.fromCharCode(this.below(this.chance(0.5) ? 0x80 : 0x10000))).join("");
  }
}

/** Processor time that a piece of work may take, in milliseconds: others that share the machine do not count. */
export const HANG = 2000;

/** The most processor time that a piece of work took. */
export class Stopwatch {
  worst = 0;

  async measure<T>(work: () => Promise<T> | T, what: string): Promise<T> {
    const before = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(before);
    const took = (user + system) / 1000;
    this.worst = Math.max(this.worst, took);
    if (took >= HANG) throw new Error(`${Math.round(took)} ms: ${what}`);
    return result;
  }
}
