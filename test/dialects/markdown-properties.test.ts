import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { parse } from "../../server/core/dialects/parse";
import type { Article } from "../../server/core/model/article";
import { articleText, brokenText, randomEdit } from "../support/arbitraries";
import { assertWellFormed } from "./well-formed";

const RUNS = { numRuns: 400 };

/** Everything an article says, as plain data. */
function model(article: Article): unknown {
  const { dialect, script, headings, links, markers, brokenMarkers, residues, passages, protectedSpans } = article;
  const { references, lists, categories, allLinksLocal } = article;
  const blocks = article.blocks.map(({ start, end, kind, content }) => ({ start, end, kind, text: content.text }));
  return {
    dialect,
    script,
    headings,
    links,
    markers,
    brokenMarkers,
    residues,
    passages,
    protectedSpans,
    references,
    lists,
    categories,
    allLinksLocal,
    blocks,
  };
}

describe("Markdown parser", () => {
  test("reads any text without throwing, spans sorted and in bounds", () => {
    fc.assert(
      fc.property(fc.oneof(brokenText, articleText), (text) => assertWellFormed(parse(text, "markdown").article)),
      RUNS,
    );
  });

  test("an untouched page has its markers 1..n bound to n entries", () => {
    fc.assert(
      fc.property(articleText, (text) => {
        const { article } = parse(text, "markdown");
        assert.equal(article.markers.filter((marker) => marker.reference === null).length, 0, "all bound");
        for (const marker of article.markers)
          assert.equal(article.references[marker.reference!]!.number, marker.number);
      }),
      RUNS,
    );
  });

  test("an incremental parse equals one from scratch", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          brokenText,
          articleText,
          fc.tuple(articleText, brokenText).map(([a, b]) => `${a}\n\n${b}\n\n${a}`),
        ),
        fc.array(randomEdit, { minLength: 1, maxLength: 8 }),
        (start, edits) => {
          let text = start;
          let parsed = parse(text, "markdown");
          for (const { at, length, insert } of edits) {
            const from = Math.floor(at * text.length);
            const to = Math.min(text.length, from + length);
            text = text.slice(0, from) + insert + text.slice(to);
            parsed = parsed.update(text, [{ start: from, end: to, newLength: insert.length }]);
            assert.deepEqual(model(parsed.article), model(parse(text, "markdown").article));
          }
        },
      ),
      RUNS,
    );
  });
});
