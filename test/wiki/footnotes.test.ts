import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { readFixtures, type ShownFootnotes, shownByMediaWiki, TEMPLATES } from "./footnotes";
import { render, writePage } from "./mediawiki";

// What MediaWiki makes of the footnotes in footnotes.txt is kept in golden/footnotes.json, which our parser is compared
// with where no MediaWiki is (test/dialects/wikitext-mediawiki.test.ts). With REDLINK_RECORD=1 it is written anew.

const GOLDEN = join("test", "wiki", "golden", "footnotes.json");
const fixtures = readFixtures("footnotes.txt");
const isRecording = process.env.REDLINK_RECORD === "1";
const kept: Record<string, ShownFootnotes> = isRecording ? {} : JSON.parse(readFileSync(GOLDEN, "utf8"));

describe("footnotes as MediaWiki shows them", () => {
  before(async () => {
    for (const [title, text] of Object.entries(TEMPLATES)) await writePage(title, text);
  });

  for (const { title, text } of fixtures) {
    test(title, async () => {
      const shown = shownByMediaWiki(await render(text));
      if (isRecording) kept[title] = shown;
      else assert.deepEqual(shown, kept[title]);
    });
  }

  test("nothing is kept of fixtures that are gone", () => {
    if (isRecording) writeFileSync(GOLDEN, `${JSON.stringify(kept, undefined, 1)}\n`);
    assert.deepEqual(
      Object.keys(kept),
      fixtures.map(({ title }) => title),
    );
  });
});
