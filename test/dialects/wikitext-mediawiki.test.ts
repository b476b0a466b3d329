import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { parse } from "../../server/core/dialects/parse";
import { EXCEPTIONS } from "../wiki/exceptions";
import { readFixtures, type ShownFootnotes, shownByModel } from "../wiki/footnotes";

// Our footnotes beside those of MediaWiki 1.39, whose answers `npm test -- wiki` compares with the real one.

const golden: Record<string, ShownFootnotes> = JSON.parse(
  readFileSync(join("test", "wiki", "golden", "footnotes.json"), "utf8"),
);
const fixtures = readFixtures("footnotes.txt");

describe("footnotes as MediaWiki shows them", () => {
  for (const { title, text } of fixtures) {
    test(title, () => {
      const expected = { ...golden[title], ...EXCEPTIONS[title]?.ours };
      assert.deepEqual(shownByModel(parse(text, "wikitext", 39).article), expected);
      if (title in EXCEPTIONS) assert.notDeepEqual(expected, golden[title], "an exception without a difference");
    });
  }

  test("every exception is one of a fixture", () => {
    const titles = new Set(fixtures.map(({ title }) => title));
    assert.deepEqual(
      Object.keys(EXCEPTIONS).filter((title) => !titles.has(title)),
      [],
    );
  });
});
