import { parse, type TextChange } from "../dialects/parse";
import { ReadingBudget } from "../rules/far-reaching";
import { fixesOf } from "../rules/fixes";
import type { Finding } from "../rules/rule";
import { check } from "../rules/run";
import { Rewriting } from "../text/compose";
import { applyEdits, type TextEdit } from "../text/edit";
import { firstEndingAfter, firstStartingAt, overlaps, type Span } from "../text/span";
import { missingIsNormal } from "../workspace/pages";
import type { Snapshot } from "../workspace/snapshot";

// Every round applies the fixes of one rule; a page needs about as many as there are rules with safe fixes.
const MAX_ROUNDS = 100;

/** What the safe fixes of a page do. */
export interface Repairs {
  /** In text order. */
  readonly edits: readonly TextEdit[];
  /** Count of findings that are gone, those a repair brings to light not deducted. */
  readonly repaired: number;
  /** Count of findings that are left: none of them has a safe fix. */
  readonly left: number;
}

/** All safe fixes of a page as edits of the page: see {@link repairsOf}. */
export function fixAll(snapshot: Snapshot): readonly TextEdit[] {
  return repairsOf(snapshot).edits;
}

/**
 * Applies the safe fixes of a page until none is left.
 * One rule at a time: a fix is only sound on the text it was made for, and the fixes of one rule (renumbering) may
 * change what those of another (a damaged marker's number) mean.
 */
export function repairsOf(snapshot: Snapshot): Repairs {
  const { article, facts } = snapshot;
  const rewriting = new Rewriting(article.text);
  const seen = new Set([article.text]);
  const budget = new ReadingBudget(article);
  let parsed = parse(article.text, article.dialect, article.mediawiki);
  let current = snapshot;
  let findings = check(current);
  let repaired = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { edits, applied } = nextEdits(findings, current, budget);
    if (edits.length === 0) break;
    const before = rewriting.text;
    if (seen.has(applyEdits(before, edits))) break; // two rules that undo each other: neither can be right
    rewriting.apply(edits);
    seen.add(rewriting.text);
    parsed = parsed.update(rewriting.text, changesOf(edits));
    const { script } = parsed.article;
    current = Object.freeze({
      uri: snapshot.uri,
      version: snapshot.version,
      article: parsed.article,
      facts: Object.freeze({ ...facts, script, missingIsNormal: missingIsNormal(parsed.article, facts.pages) }),
    });
    const count = findings.length;
    findings = check(current);
    // One fix may repair several findings: a list that is renumbered.
    repaired += Math.max(applied, count - findings.length);
  }
  return { edits: rewriting.edits(), repaired, left: findings.length };
}

/** The edits of the first rule that has any, as many as go together, and of how many fixes they are. */
function nextEdits(
  all: readonly Finding[],
  snapshot: Snapshot,
  budget: ReadingBudget,
): { readonly edits: readonly TextEdit[]; readonly applied: number } {
  const byRule = new Map<string, Finding[]>();
  for (const finding of all) {
    const findings = byRule.get(finding.rule);
    if (findings) findings.push(finding);
    else byRule.set(finding.rule, [finding]);
  }
  for (const findings of byRule.values()) {
    const chosen = new EditSet();
    let applied = 0;
    let isWide = false;
    for (const finding of findings) {
      // A fix of all places of the page is worked out once, not at each of them.
      if (isWide && chosen.touches(finding)) continue;
      const fixes = fixesOf(finding, snapshot);
      const change = fixes.find(({ safety, create }) => safety === "safe" && !create?.length);
      if (!change || !budget.allows(change) || !chosen.add(change.edits)) continue;
      applied++;
      isWide ||= change.pageWide === true;
    }
    if (applied > 0) return { edits: chosen.edits, applied };
  }
  return { edits: [], applied: 0 };
}

/** Edits of one text that can be made together, in text order. */
class EditSet {
  readonly edits: TextEdit[] = [];

  /** Whether an edit of the set touches a span. */
  touches(span: Span): boolean {
    const next = this.edits[firstEndingAfter(this.edits, span.start - 1)];
    return next !== undefined && overlaps(next, span);
  }

  /**
   * Adds the edits of a change, all or none: none when one of them touches an edit of another change, or nothing would change.
   * @returns whether they were added
   */
  add(change: readonly TextEdit[]): boolean {
    if (change.every(({ expected, newText }) => expected === newText)) return false;
    if (change.some((edit) => this.touches(edit))) return false;
    for (const edit of change) this.edits.splice(firstStartingAt(this.edits, edit.start + 1), 0, edit);
    return true;
  }
}

/** The edits, in text order, as changes made one after the other: from the last to the first no offset moves. */
function changesOf(edits: readonly TextEdit[]): TextChange[] {
  return edits.map(({ start, end, newText }) => ({ start, end, newLength: newText.length })).reverse();
}
