import { parse, type TextChange } from "../dialects/parse";
import { ruleById } from "../rules/registry";
import type { Finding } from "../rules/rule";
import { check } from "../rules/run";
import { Rewriting } from "../text/compose";
import { applyEdits, type TextEdit } from "../text/edit";
import { firstEndingAfter, firstStartingAt, overlaps } from "../text/span";
import { missingIsNormal } from "../workspace/pages";
import type { Snapshot } from "../workspace/snapshot";

// Every round applies the fixes of one rule; a page needs about as many as there are rules with safe fixes.
const MAX_ROUNDS = 100;

/**
 * All safe fixes of a page, applied until none is left, as edits of the page.
 * One rule at a time: a fix is only sound on the text it was made for, and the fixes of one rule (renumbering) may
 * change what those of another (a damaged marker's number) mean.
 */
export function fixAll(snapshot: Snapshot): readonly TextEdit[] {
  const { article, facts } = snapshot;
  const rewriting = new Rewriting(article.text);
  const seen = new Set([article.text]);
  let parsed = parse(article.text, article.dialect);
  let current = snapshot;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const edits = nextEdits(current);
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
  }
  return rewriting.edits();
}

/** The edits of the first rule that has any, as many as go together. */
function nextEdits(snapshot: Snapshot): readonly TextEdit[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of check(snapshot)) {
    const findings = byRule.get(finding.rule);
    if (findings) findings.push(finding);
    else byRule.set(finding.rule, [finding]);
  }
  for (const [id, findings] of byRule) {
    const fixes = ruleById(id)?.fixes;
    if (!fixes) continue;
    const chosen = new EditSet(snapshot.article.text);
    for (const finding of findings) {
      const change = fixes(finding, snapshot).find(({ safety, create }) => safety === "safe" && !create?.length);
      if (change) chosen.add(change.edits);
    }
    if (chosen.edits.length > 0) return chosen.edits;
  }
  return [];
}

/** Edits of one text that can be made together, in text order. */
class EditSet {
  readonly edits: TextEdit[] = [];

  constructor(private readonly text: string) {}

  /** Adds the edits of a change, all or none: none when one of them touches an edit of another change, or nothing would change. */
  add(change: readonly TextEdit[]): void {
    if (change.every(({ expected, newText }) => expected === newText)) return;
    for (const edit of change) {
      const next = this.edits[firstEndingAfter(this.edits, edit.start - 1)];
      if (next && overlaps(next, edit)) return;
      if (this.text.slice(edit.start, edit.end) !== edit.expected) return;
    }
    for (const edit of change) this.edits.splice(firstStartingAt(this.edits, edit.start + 1), 0, edit);
  }
}

/** The edits, in text order, as changes made one after the other: from the last to the first no offset moves. */
function changesOf(edits: readonly TextEdit[]): TextChange[] {
  return edits.map(({ start, end, newText }) => ({ start, end, newLength: newText.length })).reverse();
}
