import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { fixesOf } from "../../server/core/features/actions";
import { fixAll } from "../../server/core/features/fix-all";
import { check } from "../../server/core/rules/run";
import { Rewriting } from "../../server/core/text/compose";
import { applyEdits, EditConflict, replace } from "../../server/core/text/edit";
import { articleText, brokenText } from "../support/arbitraries";
import { openPage } from "../support/wiki";

const RUNS = { numRuns: 150 };

const fixed = (text: string) => applyEdits(text, fixAll(openPage(text)));

describe("all safe fixes", () => {
  test("of several rules at once, one after the other", () => {
    const page = `老橋\\[1]建於1462年\\[2\\]，見[老橋](../Page/老橋.md "wikilink")。

[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")

1.  甲。
3.  乙。
`;
    const after = fixed(page);
    assert.match(after, /老橋\\\[1\\\]建於/);
    assert.equal(fixed(after), after);
  });

  test("nothing to fix is no edit", () => {
    assert.deepEqual(fixAll(openPage("平常的字。\n")), []);
  });

  test("what needs a look is left alone", () => {
    const overrun = '[老橋建於](https://zh.wikipedia.org/wiki/老橋 "wikilink")1462年。\n';
    assert.equal(fixed(overrun), overrun);
  });

  for (const [title, text] of [
    ["usual pages", articleText],
    ["broken pages", brokenText],
  ] as const) {
    test(`running them twice is running them once: ${title}`, () => {
      fc.assert(
        fc.property(text, (source) => {
          const once = fixed(source);
          assert.equal(fixed(once), once);
        }),
        RUNS,
      );
    });

    test(`none is left: ${title}`, () => {
      fc.assert(
        fc.property(text, (source) => {
          const snapshot = openPage(fixed(source));
          for (const finding of check(snapshot)) {
            for (const { safety, edits } of fixesOf(snapshot, finding)) {
              const changes = edits.some(({ expected, newText }) => expected !== newText);
              assert.ok(safety === "review" || !changes, `${finding.rule} in ${JSON.stringify(snapshot.article.text)}`);
            }
          }
        }),
        RUNS,
      );
    });
  }
});

describe("rounds of edits as one list", () => {
  /** A text and rounds of edits, each given as places in per mille of the text as it stands. */
  const rounds = fc.array(
    fc.array(fc.tuple(fc.nat(1000), fc.nat(1000), fc.string({ maxLength: 3 })), { maxLength: 4 }),
    {
      maxLength: 5,
    },
  );

  test("applied to the original, they make the same text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), rounds, (original, all) => {
        const rewriting = new Rewriting(original);
        for (const round of all) {
          const { text } = rewriting;
          const at = (share: number) => Math.floor((share * text.length) / 1000);
          const edits = round.map(([from, to, newText]) =>
            replace(text, { start: Math.min(at(from), at(to)), end: Math.max(at(from), at(to)) }, newText),
          );
          try {
            rewriting.apply(edits);
          } catch (error) {
            if (!(error instanceof EditConflict)) throw error;
            assert.equal(rewriting.text, text); // overlapping edits change nothing
          }
        }
        assert.equal(applyEdits(original, rewriting.edits()), rewriting.text);
      }),
    );
  });

  test("what is undone later is no edit, what stays the same is left out", () => {
    const rewriting = new Rewriting("abc");
    rewriting.apply([replace("abc", { start: 1, end: 2 }, "xby")]);
    rewriting.apply([replace("axbyc", { start: 3, end: 4 }, "")]);
    assert.deepEqual(rewriting.edits(), [{ start: 1, end: 1, expected: "", newText: "x" }]);
    rewriting.apply([replace("axbc", { start: 1, end: 2 }, "")]);
    assert.deepEqual(rewriting.edits(), []);
  });
});
