import { keepsTexts } from "../../footnotes/verify";
import type { Snapshot } from "../../workspace/snapshot";
import { farReaching } from "../far-reaching";
import type { Change, Finding, Rule } from "../rule";

/** Rules whose fixes make another footnote of the one they are offered for. */
const REPAIRING: ReadonlySet<string> = new Set([
  "footnote/unclosed",
  "footnote/mistyped-tag",
  "footnote/nested",
  "footnote/bad-attribute",
  "footnote/numeric-name",
  "footnote/name-quotes",
  "footnote/empty",
  "footnote/duplicate-name",
]);

/**
 * Returns a rule whose fixes, in wikitext, are offered only when no other footnote shows another text afterwards:
 * a tag that is closed, named or removed may pair with one far away, or leave a name to another list.
 */
export function guarded(rule: Rule): Rule {
  const { fixes, dialects, id } = rule;
  if (!fixes || !id.startsWith("footnote/") || !dialects.includes("wikitext")) return rule;
  return {
    ...rule,
    fixes: (finding: Finding, snapshot: Snapshot) => {
      const changes = fixes(finding, snapshot);
      const { article } = snapshot;
      if (article.dialect !== "wikitext") return changes;
      const repaired = REPAIRING.has(id) ? finding : undefined;
      return changes.flatMap((change): Change[] => {
        if (change.farReaching) return [change];
        const keeps = () => keepsTexts(article, change.edits, repaired);
        if (change.safety === "safe") {
          // An end tag that is written may be that of an unclosed footnote far above.
          const closes = repaired !== undefined && change.edits.some(({ newText }) => newText.includes("</ref"));
          return !closes || keeps() ? [change] : [];
        }
        return [farReaching(change, () => (keeps() ? change.edits : []))];
      });
    },
  };
}
