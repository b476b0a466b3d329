/** The end of a list. */
const NONE = 0;

/**
 * Which pages a title is named on: sets of page numbers by title number. They are linked lists in typed arrays, eight bytes
 * a member: a hundred thousand arrays of some members each would be mostly room for growth.
 */
export class Postings {
  /** By title: its first cell, and how many there are. */
  private heads = new Int32Array(1024);
  private counts = new Int32Array(1024);
  /** By cell: the page, and the next cell. Cell 0 is none. */
  private pages = new Int32Array(1024);
  private next = new Int32Array(1024);
  private cells = 1;
  private free = NONE;

  /** Returns whether it is the first page that names the title. */
  add(title: number, page: number): boolean {
    if (title >= this.heads.length) {
      this.heads = grown(this.heads, title);
      this.counts = grown(this.counts, title);
    }
    let cell = this.free;
    if (cell !== NONE) {
      this.free = this.next[cell]!;
    } else {
      cell = this.cells++;
      if (cell >= this.pages.length) {
        this.pages = grown(this.pages, cell);
        this.next = grown(this.next, cell);
      }
    }
    this.pages[cell] = page;
    this.next[cell] = this.heads[title]!;
    this.heads[title] = cell;
    return this.counts[title]!++ === 0;
  }

  delete(title: number, page: number): void {
    let before = NONE;
    for (let cell = this.heads[title] ?? NONE; cell !== NONE; cell = this.next[cell]!) {
      if (this.pages[cell] === page) {
        if (before === NONE) this.heads[title] = this.next[cell]!;
        else this.next[before] = this.next[cell]!;
        this.next[cell] = this.free;
        this.free = cell;
        this.counts[title]!--;
        return;
      }
      before = cell;
    }
  }

  /** How many pages name a title. */
  count(title: number): number {
    return this.counts[title] ?? 0;
  }

  /** Visits the pages that name a title, in no order, until told that it is enough. */
  some(title: number, isEnough: (page: number) => boolean): boolean {
    for (let cell = this.heads[title] ?? NONE; cell !== NONE; cell = this.next[cell]!) {
      if (isEnough(this.pages[cell]!)) return true;
    }
    return false;
  }

  /** Adds the pages that name a title to a set. */
  collect(title: number, into: Set<number>): Set<number> {
    this.some(title, (page) => {
      into.add(page);
      return false;
    });
    return into;
  }
}

function grown(array: Int32Array, index: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(index + 1, Math.ceil(array.length * 1.5)));
  larger.set(array);
  return larger;
}
