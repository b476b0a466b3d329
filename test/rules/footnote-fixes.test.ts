import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import markdownIt from "markdown-it";
import { fixesOf } from "../../server/core/features/actions";
import { organize, removeReference, renumberWithMarkers } from "../../server/core/footnotes/operations";
import type { Article, Marker } from "../../server/core/model/article";
import { FOOTNOTE_RULES } from "../../server/core/rules/footnote";
import type { Finding } from "../../server/core/rules/rule";
import { check } from "../../server/core/rules/run";
import { render } from "../../server/core/rules/texts";
import { applyEdits } from "../../server/core/text/edit";
import type { Snapshot } from "../../server/core/workspace/snapshot";
import { openPage } from "../support/wiki";
import { definitionPages, type GeneratedPage, markdownPages } from "./footnote-pages";

const RULE_IDS = new Set(FOOTNOTE_RULES.map(({ id }) => id));

const KINDS: readonly [string, fc.Arbitrary<GeneratedPage>][] = [
  ["pages with a sound list", markdownPages("sound")],
  ["pages with any numerals", markdownPages("any")],
  ["pages with definitions", definitionPages()],
];

function findings(snapshot: Snapshot): readonly Finding[] {
  return check(snapshot).filter(({ rule }) => RULE_IDS.has(rule));
}

function count(snapshot: Snapshot, rule: string): number {
  return check(snapshot).filter((finding) => finding.rule === rule).length;
}

/** What each marker of the running text cites: the entry's visible text, null for nothing. */
function citations(article: Article): (string | null)[] {
  const text = ({ reference }: Marker) => (reference === null ? null : article.references[reference]!.text);
  return article.markers.filter(({ place }) => place !== "entry").map(text);
}

/** Whether the first list is the second one, but for members that were left out, added or filled in. */
function isThinned(after: readonly (string | null)[], before: readonly (string | null)[]): boolean {
  let next = 0;
  for (const text of before) {
    if (after[next] === text || (text !== null && /^[\p{P}\s]*$/u.test(text) && after[next] !== undefined)) next++;
  }
  return next === after.length;
}

for (const [title, pages] of KINDS) {
  describe(`fixes on ${title}`, () => {
    test("each mends its finding and moves no citation", () =>
      fc.assert(
        fc.property(pages, ({ text }) => mendAll(openPage(text))),
        { numRuns: 150 },
      ));

    test("safe ones, applied once, leave none", () =>
      fc.assert(
        fc.property(pages, ({ text }) => {
          const once = applySafe(openPage(text));
          assert.equal(applySafe(openPage(once)), once);
        }),
        { numRuns: 150 },
      ));
  });
}

function mendAll(snapshot: Snapshot): void {
  const { article } = snapshot;
  // What an entry cites goes with the entry, and may be a new fault.
  if (article.markers.some(({ place }) => place === "entry")) return;
  for (const finding of findings(snapshot)) {
    const before = count(snapshot, finding.rule);
    for (const change of fixesOf(snapshot, finding)) {
      const name = `${finding.rule}: ${render(change.title, "en")}`;
      const after = openPage(applyEdits(article.text, change.edits));
      assert.ok(count(after, finding.rule) < before, `${name} mends nothing`);
      if (change.safety === "safe" || MOVES_NOTHING.has(finding.rule)) {
        assert.ok(isThinned(citations(after.article), citations(article)), `${name} moves a citation`);
      }
    }
  }
}

/** Rules whose fixes make no marker cite what it did not cite before. */
const MOVES_NOTHING = new Set([
  "footnote/empty-entry",
  "footnote/unused",
  "footnote/out-of-order",
  "footnote/duplicate-marker",
  "footnote/adjacent-duplicate",
  "footnote/in-link",
]);

function applySafe(snapshot: Snapshot): string {
  const edits = findings(snapshot).flatMap((finding) => {
    const changes = fixesOf(snapshot, finding);
    return changes.find(({ safety }) => safety === "safe")?.edits ?? [];
  });
  return applyEdits(snapshot.article.text, edits);
}

describe("CommonMark, as markdown-it renders it, sees the same list", () => {
  const renderer = markdownIt();

  /** The top-level items of the page's last list, without numbers of footnotes and paragraphs' edges. */
  function items(text: string): string[] {
    const items: string[] = [];
    let depth = 0;
    let html = "";
    const tokens = renderer.parse(text, {});
    const last = tokens.map(({ type, level }) => level === 0 && type === "ordered_list_open").lastIndexOf(true);
    for (const token of last < 0 ? [] : tokens.slice(last)) {
      if (token.type === "list_item_open" && depth++ === 0) html = "";
      if (token.type === "list_item_close" && --depth === 0)
        items.push(html.replace(/\[\d+\]/g, "").replace(/\n$/, ""));
      if (depth > 0 && token.type === "inline") html += `${token.content}\n`;
      if (depth > 0 && /^(?:bullet_list|code_block|fence)/.test(token.type)) html += `<${token.type}>`;
    }
    return items.map((item) => item.replace(/\\\[\d+\\\]/g, ""));
  }

  const cases: Record<string, (article: Article, before: string[], choice: number) => readonly [string, string[]]> = {
    organizing: (article, before) => [applyEdits(article.text, organize(article)), before],
    renumbering: (article, before) => [applyEdits(article.text, renumberWithMarkers(article, "ordered")), before],
    removing: (article, before, choice) => {
      const index = choice % article.references.length;
      const edits = removeReference(article, index);
      const after = applyEdits(article.text, edits);
      return [after, edits.length === 0 ? before : before.filter((_, at) => at !== index)];
    },
  };
  for (const [name, operate] of Object.entries(cases)) {
    for (const numbering of ["sound", "any"] as const) {
      test(`${name}, ${numbering} numerals`, () =>
        fc.assert(
          fc.property(markdownPages(numbering), fc.nat(1000), ({ text }, choice) => {
            const { article } = openPage(text);
            const before = items(text);
            if (article.references.length !== before.length || article.references.length < 2) return;
            const [after, expected] = operate(article, before, choice);
            assert.deepEqual(items(after).sort(), [...expected].sort());
          }),
          { numRuns: 200 },
        ));
    }
  }
});
