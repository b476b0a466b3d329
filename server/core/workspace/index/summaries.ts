import type { PackedPlace, PackedSummary } from "./packed";

/** Memory in which the summaries of many pages stand. */
export interface Piece {
  readonly bytes: Uint8Array;
  /** Numbers in the table by the numbers that stand in the bytes; more may come with more pages. */
  readonly numbers: readonly number[];
}

/**
 * The pages that have been read, their summaries, and a number for each page. What came in bulk stays in the memory it came
 * in: an object for each of a hundred thousand pages would take as much again.
 */
export class Summaries {
  private readonly numbers = new Map<string, number>();
  private readonly paths: (string | undefined)[] = [];
  /** By page: the piece of memory, and where in it. */
  private piece = new Uint32Array(1024);
  private start = new Uint32Array(1024);
  private readonly pieces: Piece[] = [];
  /** By page: what did not come with others. */
  private readonly alone = new Map<number, PackedSummary>();
  private readonly free: number[] = [];

  /** How many pages there are. */
  get size(): number {
    return this.numbers.size;
  }

  /** One more than the highest number of a page. */
  get end(): number {
    return this.paths.length;
  }

  /** The pages with their numbers, in no order. */
  entries(): ReadonlyMap<string, number> {
    return this.numbers;
  }

  numberOf(path: string): number | undefined {
    return this.numbers.get(path);
  }

  /** The path of a page; undefined when there is none of that number. */
  pathOf(page: number): string | undefined {
    return this.paths[page];
  }

  /** The summary of a page that there is. */
  at(page: number): PackedPlace {
    const alone = this.alone.get(page);
    if (alone) return { bytes: alone, start: 0, numbers: undefined };
    const { bytes, numbers } = this.pieces[this.piece[page]!]!;
    return { bytes, start: this.start[page]!, numbers };
  }

  /** Takes in a page that is not there yet. Returns its number; its summary has to follow. */
  add(path: string): number {
    const page = this.free.pop() ?? this.paths.length;
    this.numbers.set(path, page);
    this.paths[page] = path;
    if (page >= this.piece.length) {
      const room = Math.ceil(1.5 * page);
      const [piece, start] = [this.piece, this.start];
      (this.piece = new Uint32Array(room)).set(piece);
      (this.start = new Uint32Array(room)).set(start);
    }
    return page;
  }

  set(page: number, packed: PackedSummary): void {
    this.alone.set(page, packed);
  }

  /** The same for the summary of a new page that came with others. */
  place(page: number, piece: Piece, start: number): void {
    let number = this.pieces.lastIndexOf(piece);
    if (number < 0) number = this.pieces.push(piece) - 1;
    this.piece[page] = number;
    this.start[page] = start;
  }

  delete(path: string): void {
    const page = this.numbers.get(path);
    if (page === undefined) return;
    this.numbers.delete(path);
    this.paths[page] = undefined;
    this.alone.delete(page);
    this.free.push(page);
  }
}
