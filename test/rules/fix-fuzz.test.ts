import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Dialect } from "../../server/core/model/article";
import { violationsOf } from "../support/fix-judge";
import { markdownPage, wikitextPage } from "../support/page-arbitraries";

// By hand: REDLINK_FUZZ_PAGES (of each dialect) and REDLINK_FUZZ_SEED.
const PAGES = Number(process.env.REDLINK_FUZZ_PAGES ?? 1_500);
const SEED = Number(process.env.REDLINK_FUZZ_SEED ?? 12);

const KINDS: readonly [Dialect, fc.Arbitrary<string>][] = [
  ["markdown", markdownPage],
  ["wikitext", wikitextPage],
];

describe("every change that is offered leaves alone what every marker cites", () => {
  for (const [dialect, page] of KINDS) {
    test(`${PAGES} pages of ${dialect}, seed ${SEED}`, () =>
      fc.assert(
        fc.property(page, (text) => assert.deepEqual(violationsOf(text, dialect), [])),
        { numRuns: PAGES, seed: SEED },
      ));
  }
});
