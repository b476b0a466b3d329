import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import type { VariantTarget } from "../../server/core/variants/convert";
import { readFixtures } from "./footnotes";
import { NOTE_TA, shownByMediaWiki, shownByUs, UNKNOWN } from "./markup";
import { MARKUP_EXCEPTIONS } from "./markup-exceptions";
import { render, writePage } from "./mediawiki";

// Pages with conversion markup, as MediaWiki shows them in a variant and as they are after our conversion.

const TARGETS: readonly VariantTarget[] = ["cn", "tw", "hk", "sg"];
const fixtures = readFixtures("markup.txt");

describe("conversion markup as MediaWiki shows it", () => {
  before(() => writePage("Template:NoteTA", NOTE_TA));

  for (const { title, text } of fixtures) {
    test(title, async () => {
      const theirs: Record<string, string> = {};
      const ours: Record<string, string> = {};
      for (const target of TARGETS) {
        const shown = shownByMediaWiki(await render(text, { variant: `zh-${target}` }));
        const own = await shownByUs(text, target);
        const known = own.indexOf(UNKNOWN);
        theirs[target] = known < 0 ? shown : shown.slice(0, known);
        ours[target] = known < 0 ? own : own.slice(0, known);
      }
      const expected = { ...theirs, ...MARKUP_EXCEPTIONS[title]?.ours };
      assert.deepEqual(ours, expected);
      if (title in MARKUP_EXCEPTIONS) assert.notDeepEqual(expected, theirs, "an exception without a difference");
    });
  }

  test("every exception is one of a fixture", () => {
    const titles = new Set(fixtures.map(({ title }) => title));
    assert.deepEqual(
      Object.keys(MARKUP_EXCEPTIONS).filter((title) => !titles.has(title)),
      [],
    );
  });
});
