import assert from "node:assert/strict";
import type { Article } from "../../server/core/model/article";
import type { Span } from "../../server/core/text/span";

export function assertSorted(name: string, spans: readonly Span[], length: number): void {
  let previous = 0;
  for (const { start, end } of spans) {
    assert.ok(start >= previous, `${name} out of order at ${start}`);
    assert.ok(end >= start && end <= length, `${name} out of bounds: ${start}–${end} of ${length}`);
    previous = start;
  }
}

/** What holds of an article of any dialect. */
export function assertWellFormed(article: Article): void {
  const { text } = article;
  for (const name of [
    "headings",
    "links",
    "markers",
    "brokenMarkers",
    "residues",
    "passages",
    "protectedSpans",
    "references",
    "lists",
    "categories",
    "blocks",
  ] as const) {
    assertSorted(name, article[name], text.length);
  }
  for (const block of article.blocks) assert.equal(block.content.text, text.slice(block.start, block.end));
  for (const link of article.links) {
    assertSorted("label", [link.label], text.length);
    assert.ok(link.label.start >= link.start && link.target.end <= link.end, "label and target lie in the link");
  }
  for (const passage of article.passages) {
    for (const run of passage.runs) assertSorted("pieces", [passage, ...run].slice(1), passage.end);
  }
  article.references.forEach((reference, index) => {
    assert.ok(reference.label.end <= reference.body.start && reference.body.end <= reference.end, "body behind label");
    for (const marker of reference.citedBy) assert.equal(article.markers[marker]!.reference, index);
  });
}
