import type { TextEdit } from "../text/edit";
import type { Change } from "./rule";

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
