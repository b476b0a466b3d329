import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { readFixtures, type ShownFootnotes, shownByMediaWiki, TEMPLATES } from "./footnotes";
import { render, wikiVersion, writePage } from "./mediawiki";

// What MediaWiki 1.39 makes of the footnotes in footnotes.txt is kept in golden/footnotes.json, which our parser is compared
// with where no MediaWiki is (test/dialects/wikitext-mediawiki.test.ts); what 1.43 makes of some otherwise in
// golden/footnotes-1.43.json. With REDLINK_RECORD=1 the file of the version that answers is written anew.

type Kept = Record<string, ShownFootnotes>;

const GOLDEN = join("test", "wiki", "golden", "footnotes.json");
const LATER = join("test", "wiki", "golden", "footnotes-1.43.json");
const fixtures = readFixtures("footnotes.txt");
const isRecording = process.env.REDLINK_RECORD === "1";
const read = (file: string): Kept => JSON.parse(readFileSync(file, "utf8"));

describe("footnotes as MediaWiki shows them", () => {
  let isLater = false;
  let expected: Kept = {};
  const recorded: Kept = {};
  before(async () => {
    isLater = (await wikiVersion()) === "1.43";
    expected = isLater && !isRecording ? { ...read(GOLDEN), ...read(LATER) } : read(GOLDEN);
    for (const [title, text] of Object.entries(TEMPLATES)) await writePage(title, text);
  });

  for (const { title, text } of fixtures) {
    test(title, async () => {
      const shown = shownByMediaWiki(await render(text));
      if (!isRecording) assert.deepEqual(shown, expected[title]);
      else if (!isLater || !isDeepStrictEqual(shown, expected[title])) recorded[title] = shown;
    });
  }

  test("nothing is kept of fixtures that are gone", () => {
    if (isRecording) writeFileSync(isLater ? LATER : GOLDEN, `${JSON.stringify(recorded, undefined, 1)}\n`);
    const titles = fixtures.map(({ title }) => title);
    assert.deepEqual(Object.keys(read(GOLDEN)), titles);
    assert.deepEqual(
      Object.keys(read(LATER)).filter((title) => !titles.includes(title)),
      [],
    );
  });
});
