import type { Dialect, Script } from "../model/article";
import type { Finding } from "../rules/rule";
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

export function statusOf({ article }: Snapshot, findings: readonly Finding[]): Status {
  const { dialect, script, markers, references } = article;
  let empty = 0;
  for (const reference of references) if (reference.empty) empty++;
  return { dialect, script, markers: markers.length, references: references.length, empty, findings: findings.length };
}
