import { keepsTexts } from "../../footnotes/verify";
import type { Article, Marker } from "../../model/article";
import type { TextEdit } from "../../text/edit";
import { overlaps } from "../../text/span";
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

/** Of these the rules that repair a name in every tag with it: `>` in a name cuts it short, and the rest shows as text. */
const REPAIRING_NAMES: ReadonlySet<string> = new Set(["footnote/mistyped-tag", "footnote/name-quotes"]);

/**
 * Tells which footnotes a change repairs: the one it is offered for, those that cite what is damaged there, and others whose
 * damaged names it writes anew.
 */
function repairedBy(
  id: string,
  finding: Finding,
  edits: readonly TextEdit[],
  { references }: Article,
): ((marker: Marker) => boolean) | undefined {
  if (!REPAIRING.has(id)) return undefined;
  const written = REPAIRING_NAMES.has(id) ? edits.filter(({ newText }) => newText !== "") : [];
  return (marker) =>
    overlaps(marker, finding) ||
    (marker.reference !== null && overlaps(references[marker.reference]!, finding)) ||
    written.some(({ start, end }) => start < marker.end && marker.start < end);
}

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
      return changes.flatMap((change): Change[] => {
        if (change.farReaching) return [change];
        const isRepaired = repairedBy(id, finding, change.edits, article);
        const keeps = () => keepsTexts(article, change.edits, isRepaired);
        if (change.safety === "safe") {
          // An end tag that is written may be that of an unclosed footnote far above.
          const closes = isRepaired !== undefined && change.edits.some(({ newText }) => newText.includes("</ref"));
          return !closes || keeps() ? [change] : [];
        }
        return [farReaching(change, () => (keeps() ? change.edits : []))];
      });
    },
  };
}
