import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { DIALECTS, parse } from "../../server/core/dialects/parse";
import type { Article } from "../../server/core/model/article";
import { applyEdits, replace } from "../../server/core/text/edit";
import { articleText, brokenText } from "../support/arbitraries";

/** Everything an article says but the texts that its blocks keep, as plain data. */
function model({ blocks, ...article }: Article): unknown {
  return {
    ...article,
    blocks: blocks.map(({ start, end, kind, content }) => ({ start, end, kind, text: content.text })),
  };
}

const lists = (article: Article) => {
  const { headings, links, markers, references, passages, protectedSpans, refs, templates, listTags } = article;
  return { headings, links, markers, references, passages, protectedSpans, refs, templates, listTags };
};

const WIKITEXT =
  "== 史 ==\n'''橋'''[[河]]<ref name=a>一</ref>。\n* 甲\n* 乙<ref name=a />\n\n{|\n| 丙\n|}\n<references />\n";

/** A text whose lines end in all ways. */
const mixed = fc
  .tuple(
    fc.oneof(brokenText, articleText, fc.constant(WIKITEXT)),
    fc.array(fc.constantFrom("\n", "\r", "\r\n"), { minLength: 1, maxLength: 12 }),
  )
  .map(([text, ends]) => {
    let index = 0;
    return text.replace(/\r\n|\r|\n/g, () => ends[index++ % ends.length]!);
  });

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat({ max: 3 }),
  insert: fc.constantFrom("", "\r", "\n", "\r\n", "字", "\n\r", "\r\r", "[1]\r", "\n1. ", "<ref>", "= \r="),
});

describe("a lone CR ends a line", () => {
  test("and an article says what it says with a line feed there", () => {
    fc.assert(
      fc.property(mixed, (text) => {
        for (const dialect of DIALECTS) {
          const fed = text.replace(/\r(?!\n)/g, "\n");
          assert.deepEqual(model(parse(text, dialect).article), model(parse(fed, dialect).article));
        }
      }),
      { numRuns: 200 },
    );
  });

  test("an incremental parse equals one from scratch where edits split and join line ends", () => {
    fc.assert(
      fc.property(
        mixed,
        fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { maxLength: 6 }),
        (start, batches) => {
          for (const dialect of ["markdown", "wikitext"] as const) {
            let text = start;
            let parsed = parse(text, dialect);
            for (const batch of batches) {
              const changes = batch.map(({ at, length, insert }) => {
                // Next to a line end, where one can be split or joined.
                const near = text.indexOf("\r", Math.floor(at * text.length));
                const from = near < 0 ? Math.floor(at * text.length) : near + (length % 2);
                const to = Math.min(text.length, from + length);
                text = text.slice(0, from) + insert + text.slice(to);
                return { start: from, end: to, newLength: insert.length };
              });
              parsed = parsed.update(text, changes);
              const anew = parse(text, dialect).article;
              assert.deepEqual(model(parsed.article), model(anew));
              assert.deepEqual(lists(parsed.article), lists(anew));
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("an edit made for the article fits the text it was read from", () => {
    const text = "甲\r乙\r\n";
    const { article } = parse(text, "markdown");
    assert.equal(applyEdits(text, [replace(article.text, { start: 0, end: 3 }, "丙")]), "丙\r\n");
    assert.throws(() => applyEdits("甲乙丁\r\n", [replace(article.text, { start: 0, end: 3 }, "丙")]));
  });
});
