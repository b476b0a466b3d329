import type { Article } from "../model/article";
import type { TextEdit } from "../text/edit";
import type { Change } from "./rule";

/** So many characters of a page are read for far-reaching changes when all of them are asked for. */
const MOST_READ = 1_000_000;

/** What a block, a marker or an entry costs to read, in characters of plain text. */
const CONSTRUCT = 30;

/**
 * What may be spent on the far-reaching changes of one page when all of them are asked for: each may read the whole page, so
 * that with one at each finding the time would grow with the page's square.
 */
export class ReadingBudget {
  private left = MOST_READ;
  /** Count of changes that were left out. */
  refused = 0;

  private readonly cost: number;

  constructor({ text, blocks, markers, references }: Article) {
    this.cost = text.length + CONSTRUCT * (blocks.length + markers.length + references.length);
  }

  /** Returns whether the edits of a change may be read. */
  allows(change: Change): boolean {
    if (!change.farReaching) return true;
    if (this.left <= 0) {
      this.refused++;
      return false;
    }
    this.left -= this.cost;
    return true;
  }
}

/**
 * A change with edits all over the page, worked out when somebody reads them: offered at each of a thousand findings, they
 * would take a thousand times as long as the check. They may come to nothing: whoever shows the change looks first.
 */
export function farReaching(change: Omit<Change, "edits" | "farReaching">, work: () => readonly TextEdit[]): Change {
  let edits: readonly TextEdit[] | undefined;
  return {
    ...change,
    farReaching: true,
    get edits() {
      return (edits ??= work());
    },
  };
}
