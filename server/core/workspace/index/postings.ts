/**
 * Which pages a title is named on: sets of page numbers by title number. Most sets have one member, which then stands for
 * itself: an array for each would cost more than all the rest.
 */
export class Postings {
  private readonly sets: (number | number[] | undefined)[] = [];

  /** Whether the set was empty. */
  add(title: number, page: number): boolean {
    const set = this.sets[title];
    if (set === undefined) {
      while (this.sets.length < title) this.sets.push(undefined); // a gap would make it a slow dictionary
      this.sets[title] = page;
      return true;
    }
    if (typeof set === "number") this.sets[title] = [set, page];
    else set.push(page);
    return false;
  }

  delete(title: number, page: number): void {
    const set = this.sets[title];
    if (typeof set === "number") {
      if (set === page) this.sets[title] = undefined;
      return;
    }
    const at = set?.indexOf(page) ?? -1;
    if (!set || at < 0) return;
    set[at] = set.at(-1)!;
    set.pop();
    if (set.length === 1) this.sets[title] = set[0]!;
  }

  of(title: number): readonly number[] {
    const set = this.sets[title];
    return set === undefined ? [] : typeof set === "number" ? [set] : set;
  }

  /** How many pages name a title. */
  count(title: number): number {
    const set = this.sets[title];
    return set === undefined ? 0 : typeof set === "number" ? 1 : set.length;
  }
}
