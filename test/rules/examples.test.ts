import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import type { Article, Reference } from "../../server/core/model/article";
import { RULES } from "../../server/core/rules/registry";
import type { Change, Example, Finding, Rule } from "../../server/core/rules/rule";
import { check } from "../../server/core/rules/run";
import { LANGUAGES, render, type Texts } from "../../server/core/rules/texts";
import { applyEdits, type TextEdit } from "../../server/core/text/edit";
import { type Lexicon, loadLexicon } from "../../server/core/variants/lexicon";
import type { RuleSetting } from "../../server/core/workspace/configuration";
import type { Snapshot } from "../../server/core/workspace/snapshot";
import { openPage } from "../support/wiki";
import { DISGUISES, type Disguise, type ExamplePages, markSpans, readExample } from "./example-source";

let lexicon: Lexicon;
before(async () => {
  lexicon = await loadLexicon();
});

for (const rule of RULES) {
  describe(rule.id, () => {
    test("speaks three languages with the same arguments", () => speaksAllLanguages(rule));
    test("has examples of the fault and of what looks like it", () => {
      const marked = rule.examples.filter((example) => example.source.includes("⟦"));
      assert.ok(marked.length > 0, "no example shows the fault");
      assert.ok(marked.length < rule.examples.length, "no near-miss");
      assert.equal(
        new Set(rule.examples.map(({ title }) => title)).size,
        rule.examples.length,
        "two titles are the same",
      );
    });
    for (const example of rule.examples) {
      for (const disguise of DISGUISES) {
        test(`${example.title} (${disguise.title})`, () => holds(rule, example, disguise));
      }
    }
  });
}

test("every rule has an id of its own", () => {
  assert.equal(new Set(RULES.map(({ id }) => id)).size, RULES.length);
  for (const { id } of RULES) assert.match(id, /^[a-z]+\/[a-z]+(?:-[a-z]+)*$/);
});

/** Only the rule at hand is on: the examples of one rule may show the faults of another. */
function only(rule: Rule): Record<string, RuleSetting> {
  return Object.fromEntries(RULES.filter((other) => other !== rule).map(({ id }) => [id, "off"]));
}

function open(rule: Rule, example: Example, pages: ExamplePages, text: string, disguise: Disguise): Snapshot {
  const others = Object.entries(pages.others).map(([path, other]) => [path, disguise.dress(other)]);
  return openPage(text, {
    path: pages.path,
    pages: Object.fromEntries(others),
    configuration: { rules: only(rule) },
    lexicon,
    ...(example.dialect && { dialect: example.dialect }),
  });
}

function holds(rule: Rule, example: Example, disguise: Disguise): void {
  const pages = readExample(example);
  const text = disguise.dress(pages.text);
  const again = (source: string) => open(rule, example, pages, source, disguise);
  const snapshot = again(text);
  const findings = check(snapshot);
  const expected = pages.marks.map(({ start, end }) => ({
    start: disguise.offset(pages.text, start),
    end: disguise.offset(pages.text, end),
  }));
  assert.equal(markSpans(text, findings), markSpans(text, expected));
  for (const finding of findings) {
    assert.equal(finding.rule, rule.id);
    for (const language of LANGUAGES) assert.doesNotMatch(render(finding.message, language), /\{\w+\}/);
    for (const change of fixesOf(rule, finding, snapshot)) checkChange(snapshot, change, again);
  }
  const wanted = example.fixed === undefined ? undefined : disguise.dress(example.fixed);
  if (wanted !== undefined) {
    const first = findings[0];
    assert.ok(first, "nothing to fix");
    const changes = fixesOf(rule, first, snapshot);
    const titles = changes.map(({ title }) => render(title, "en"));
    const chosen = changes[example.fix ? titles.findIndex((title) => title.startsWith(example.fix!)) : 0];
    assert.ok(chosen, `no such fix among ${JSON.stringify(titles)}`);
    assert.equal(applyEdits(text, chosen.edits), wanted);
  } else assert.equal(example.fix, undefined, "a fix is named, but not what it does");
  settles(rule, text, again);
}

function fixesOf(rule: Rule, finding: Finding, snapshot: Snapshot): readonly Change[] {
  const changes = rule.fixes?.(finding, snapshot) ?? [];
  // Those that are worked out when they are read may come to nothing.
  return changes.filter(({ farReaching, edits }) => !farReaching || edits.length > 0);
}

function checkChange(snapshot: Snapshot, change: Change, again: (text: string) => Snapshot): void {
  const { article } = snapshot;
  for (const language of LANGUAGES) assert.doesNotMatch(render(change.title, language), /\{\w+\}/);
  assert.ok(change.edits.length > 0 || (change.create?.length ?? 0) > 0, "a change that changes nothing");
  const after = again(applyEdits(article.text, change.edits)).article;
  keepsCitations(article, after, change.edits);
}

/** Where an offset of the old text lies in the new one; null when it was replaced. */
function movedOffset(edits: readonly TextEdit[], offset: number): number | null {
  let by = 0;
  for (const edit of edits) {
    if (edit.start <= offset && offset < edit.end) return null;
    if (edit.end <= offset) by += edit.newText.length - (edit.end - edit.start);
  }
  return offset + by;
}

/**
 * Every marker that is still there cites the entry it cited: one of the same text, or the one that stands in its place
 * (whose text the fix may have been made to change).
 */
function keepsCitations(before: Article, after: Article, edits: readonly TextEdit[]): void {
  const comparable = ({ text }: Reference) => text.replace(/[\s.。]+/g, "");
  for (const marker of before.markers) {
    if (marker.reference === null) continue;
    // A footnote of wikitext is its own marker: one that is rewritten may come to cite another source, others may not.
    const isRewritten = edits.some((edit) => marker.start <= edit.start && edit.end <= marker.end);
    if (marker.form === "ref" && (isRewritten || before.references[marker.reference]!.empty)) continue;
    const start = movedOffset(edits, marker.start);
    const now = after.markers.find((other) => other.start === start);
    if (!now) continue;
    const was = before.references[marker.reference]!;
    assert.notEqual(now.reference, null, `[${marker.label}] cites nothing any more`);
    const is = after.references[now.reference!]!;
    if (comparable(is) !== comparable(was)) assert.equal(is.label.start, movedOffset(edits, was.label.start));
  }
}

/** Applying all safe fixes once leaves none to apply. */
function settles(rule: Rule, text: string, again: (text: string) => Snapshot): void {
  const once = applySafe(rule, again(text));
  assert.equal(applySafe(rule, again(once)), once, "the safe fixes do not settle");
}

function applySafe(rule: Rule, snapshot: Snapshot): string {
  const edits: TextEdit[] = [];
  for (const finding of check(snapshot)) {
    const safe = fixesOf(rule, finding, snapshot).find(({ safety }) => safety === "safe");
    if (safe) edits.push(...safe.edits);
  }
  return applyEdits(snapshot.article.text, edits);
}

function speaksAllLanguages(rule: Rule): void {
  const texts: Texts[] = [rule.summary, rule.why, ...Object.values(rule.messages)];
  for (const text of texts) {
    const placeholders = LANGUAGES.map((language) => {
      assert.notEqual(text[language].trim(), "");
      return [...text[language].matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
    });
    for (const names of placeholders) assert.deepEqual(names, placeholders[0]);
  }
}
