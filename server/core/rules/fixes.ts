import { soundEdits, type TextEdit } from "../text/edit";
import type { Snapshot } from "../workspace/snapshot";
import { ruleById } from "./registry";
import type { Change, Finding } from "./rule";

/**
 * Returns the fixes of a finding, best first, as they leave the rules: see `soundEdits`. Edits of far-reaching fixes are still
 * worked out only when they are read; there may be none.
 */
export function fixesOf(finding: Finding, snapshot: Snapshot): readonly Change[] {
  const changes = ruleById(finding.rule)?.fixes?.(finding, snapshot) ?? [];
  return changes.map((change) => withSoundEdits(change, snapshot.article.text));
}

function withSoundEdits(change: Change, text: string): Change {
  let edits: readonly TextEdit[] | undefined;
  // Copied by its descriptors: read by its values, a far-reaching change would be worked out here.
  return Object.create(Object.prototype, {
    ...Object.getOwnPropertyDescriptors(change),
    edits: { enumerable: true, get: () => (edits ??= soundEdits(text, change.edits)) },
  });
}
