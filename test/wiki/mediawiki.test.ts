import assert from "node:assert/strict";
import test from "node:test";
import { render, resolveTitles, writePage } from "./mediawiki";

// That the judge is there, speaks Chinese and knows footnotes.

test("MediaWiki numbers footnotes and names its errors", async () => {
  const html = await render('正文<ref>出處甲</ref>。<ref name="乙" /><references />');
  assert.match(html.replaceAll(/<\/?span[^>]*>/g, ""), /href="#cite_note-1">&#91;1&#93;/);
  assert.match(html, /出處甲/);
  assert.match(html, /\(cite_error: \(cite_error_references_no_text: 乙\)\)/);
});

test("MediaWiki converts a page to a variant", async () => {
  assert.match(await render("汉语-{zh-cn:软件;zh-tw:軟體}-", { variant: "zh-tw" }), /漢語軟體/);
  assert.match(await render("漢語-{zh-cn:软件;zh-tw:軟體}-", { variant: "zh-cn" }), /汉语软件/);
  assert.match(await render("漢語"), /漢語/);
});

test("MediaWiki knows which pages exist, in either script and through redirects", async () => {
  await writePage("龍江大橋", "橋。");
  await writePage("龍江橋", "#REDIRECT [[龍江大橋]]");
  const found = await resolveTitles(["龍江大橋", "龙江大桥", "龍江橋", "龍江渡口"]);
  assert.deepEqual([...found.values()], ["龍江大橋", "龍江大橋", "龍江大橋", undefined]);
  const html = await render("[[龍江橋]] [[龙江大桥]] [[龍江渡口]]");
  assert.equal(html.match(/class="new"/g)?.length, 1);
});
