import assert from "node:assert/strict";
import { test } from "node:test";
import { pipeTrickLabel, reversePipeTrick } from "../../server/core/dialects/wikitext/pipe-trick";
import { saved } from "./mediawiki";

/** Every title of up to four of these. */
const PIECES = ["甲", " 乙", "(", ")", "（", "）", ", ", "，", ":", "''", "%20"];

test("links are completed as saving completes them", async () => {
  let titles = [""];
  const all: string[] = [];
  for (let length = 1; length <= 4; length++) {
    titles = titles.flatMap((title) => PIECES.map((piece) => title + piece));
    // The longest ones are too many for one request: every seventh.
    all.push(...titles.filter((_, index) => length < 4 || index % 7 === 0));
  }
  const links = all.map((title) => `[[${title}|]]`);
  const ours = all.map((title, index) => {
    const label = pipeTrickLabel(title);
    return label === undefined ? links[index] : `[[${title}|${label}]]`;
  });
  assert.deepEqual((await saved(links.join("\n"))).split("\n"), ours);
});

test("links without a target are completed from the page's own title", async () => {
  for (const title of ["甲", "甲 (乙)", "甲, 乙", "甲 (乙) (丙)", "甲, 乙 (丙)", "甲 (乙), 丙", "甲（乙）", "甲，乙"]) {
    for (const label of ["丁", "丁 (戊)", "Help:丁", " 丁 "]) {
      assert.equal(await saved(`[[|${label}]]`, title), reversePipeTrick(label, title));
    }
  }
});

test("in a footnote nothing is completed", async () => {
  const text = "<ref>[[甲 (乙)|]]</ref>";
  assert.equal(await saved(text), text);
});
