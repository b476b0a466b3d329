import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { parse } from "../../server/core/dialects/parse";
import type { Article, Constructs } from "../../server/core/model/article";
import type { Span } from "../../server/core/text/span";
import { brokenWikitext, wikitextEdit } from "../support/wikitext-arbitraries";

const RUNS = { numRuns: 600 };

const LISTS = [
  "headings",
  "links",
  "markers",
  "residues",
  "passages",
  "protectedSpans",
  "templates",
  "variants",
  "refs",
  "listTags",
  "looseTags",
  "nameUses",
  "tagSlips",
] as const satisfies readonly (keyof Constructs)[];

/** Everything an article says, as plain data. */
function model(article: Article): unknown {
  const { script, references, lists, categories, footnoteFlaws, unshownMarkers } = article;
  const blocks = article.blocks.map(({ start, end, kind, content }) => ({ start, end, kind, text: content.text }));
  return {
    script,
    references,
    lists,
    categories,
    footnoteFlaws,
    unshownMarkers,
    blocks,
    ...Object.fromEntries(LISTS.map((name) => [name, article[name]])),
  };
}

function assertSorted(name: string, spans: readonly Span[], within: Span): void {
  let previous = within.start;
  for (const { start, end } of spans) {
    assert.ok(start >= previous, `${name} out of order at ${start}`);
    assert.ok(end >= start && end <= within.end, `${name} out of bounds: ${start}–${end} of ${within.end}`);
    previous = start;
  }
}

function assertWellFormed(article: Article): void {
  const { text } = article;
  const whole = { start: 0, end: text.length };
  for (const name of [
    ...LISTS,
    "references",
    "lists",
    "categories",
    "footnoteFlaws",
    "unshownMarkers",
    "blocks",
  ] as const) {
    assertSorted(name, article[name], whole);
  }
  for (const block of article.blocks) assert.equal(block.content.text, text.slice(block.start, block.end));
  for (const link of article.links) {
    assertSorted("label", [link.label], link);
    assertSorted("target", [link.target], link);
  }
  for (const template of article.templates) {
    assertSorted("parameters", template.parameters, template);
    for (const parameter of template.parameters) assertSorted("value", [parameter.value], parameter);
  }
  for (const ref of article.refs) {
    assertSorted("body", ref.body ? [ref.open, ref.body] : [ref.open], ref);
    if (ref.form === "tag") assertSorted("attributes", ref.attributes, ref.open);
    for (const attribute of ref.attributes) assertSorted("content", [attribute.content], attribute);
    if (ref.list !== null) assertSorted("in its list", [ref], article.listTags[ref.list]!);
  }
  let piecesEnd = 0;
  const pieces = article.passages.flatMap(({ runs }) => runs.flat()).sort((a, b) => a.start - b.start);
  for (const { start, end } of pieces) {
    assert.ok(start >= piecesEnd && end > start, `pieces overlap at ${start}`);
    piecesEnd = end;
  }
  for (const passage of article.passages) for (const run of passage.runs) assertSorted("run", run, passage);
  article.references.forEach((reference, index) => {
    assert.ok(reference.label.end <= reference.body.start && reference.body.end <= reference.end, "body behind label");
    for (const marker of reference.citedBy) assert.equal(article.markers[marker]!.reference, index);
  });
  for (const marker of [...article.markers, ...article.unshownMarkers]) assert.notEqual(marker.reference, null);
  for (const list of article.lists) {
    const numbers = list.entries!.map((entry) => article.references[entry]!.rendered!);
    assert.deepEqual(
      numbers,
      [...numbers].sort((a, b) => a - b),
    );
  }
}

describe("wikitext parser", () => {
  test("reads any text without throwing, spans sorted and in bounds", () => {
    fc.assert(
      fc.property(brokenWikitext, (text) => assertWellFormed(parse(text, "wikitext").article)),
      RUNS,
    );
  });

  test("an incremental parse equals one from scratch", () => {
    fc.assert(
      fc.property(
        // Sound paragraphs between broken ones: above and below them the outline stays.
        fc
          .array(fc.oneof(brokenWikitext, fc.constant("甲[[乙]]<ref>丙</ref>")), { maxLength: 12 })
          .map((parts) => parts.join("\n")),
        fc.array(fc.array(wikitextEdit, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
        (start, batches) => {
          let text = start;
          let parsed = parse(text, "wikitext");
          for (const batch of batches) {
            const changes = batch.map(({ at, length, insert }) => {
              const from = Math.floor(at * text.length);
              const to = Math.min(text.length, from + length);
              text = text.slice(0, from) + insert + text.slice(to);
              return { start: from, end: to, newLength: insert.length };
            });
            parsed = parsed.update(text, changes);
            assert.deepEqual(model(parsed.article), model(parse(text, "wikitext").article));
          }
        },
      ),
      RUNS,
    );
  });

  test("nothing is nested or repeated so deeply that it cannot be read", () => {
    const many = 20_000;
    const openers = [
      "[[",
      "{{",
      "{{{",
      "{{a|",
      "<ref>",
      "\n{|",
      "-{",
      "'''''",
      "<ref name=a/>",
      "<!--",
      "[[File:a|",
      "[http://a ",
      "{{r|a",
      "{{r|a}}",
      "{{reflist|<!-- a --><ref name=a>",
      "<ref details=a name=b>",
      "<ref ",
      "<ref",
      "</ref ",
      "</reff>",
      "<//ref>",
      "＜/ref＞",
      "ref>",
      '<ref name="a',
      '<ref name="a"/ >',
      '<ref name="a > b"',
      "<ref>甲</reff>\n\n",
      "<ref name=a <ref>",
      "</ref name=",
      "<references ",
      "<reference",
      "[[|",
      "[[甲 (|]]",
      "<i <ref>",
      "<i <ref/>",
      '<i title="<ref>',
      "<i <ref>甲</ref> ",
      "<ref/> ",
    ];
    for (const opener of openers) {
      const { article } = parse(opener.repeat(many), "wikitext");
      assert.equal(article.text.length, opener.length * many);
    }
    const nested = parse("{{a|".repeat(many) + "}}".repeat(many), "wikitext").article;
    assert.equal(nested.templates.length, many);
    const pairs = [
      ["[[a|", "]]"],
      ["[[File:a|", "]]"],
      ["<ref>{{", ">ref>}}"],
      ["<references/>", ""],
      ["{{reflist|<ref name=a>", "</ref>}}"],
      ["{{#tag:ref|{{r|a}}", "|name=a|details=b}}"],
      ["[[{{", "}}]]"],
      ["<ref>", "</reff>"],
      ["<ref>甲<ref>", "</ref>"],
      ['<ref name="a"', "</ref>"],
      ["<ref/>甲", "</ref>"],
      ["[[File:a|<ref>甲</ref>", "]]"],
      ["{{#tag:ref|<ref>甲</ref>", "|name=1}}"],
    ] as const;
    for (const [open, close] of pairs) parse(open.repeat(many) + close.repeat(many), "wikitext");
  });
});
