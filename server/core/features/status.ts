import type { Dialect, Script } from "../model/article";
import type { Snapshot } from "../workspace/snapshot";

/** An article in numbers, for a status bar. */
export interface Status {
  readonly dialect: Dialect;
  readonly script: Script;
  readonly markers: number;
  readonly references: number;
  /** How many of the references are empty. */
  readonly empty: number;
  readonly findings: number;
}

/** @param findings how many the check of the page found */
export function statusOf({ article }: Snapshot, findings: number): Status {
  const { dialect, script, markers, references } = article;
  let empty = 0;
  for (const reference of references) if (reference.empty) empty++;
  return { dialect, script, markers: markers.length, references: references.length, empty, findings };
}
