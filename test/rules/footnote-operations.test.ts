import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { parse } from "../../server/core/dialects/parse";
import {
  addEntry,
  citeEntry,
  giveOwnNumber,
  insertFootnote,
  mergeEntry,
  organize,
  removeMarker,
  removeReference,
  renumberNumerals,
  renumberWithMarkers,
  retarget,
} from "../../server/core/footnotes/operations";
import type { Article, Marker, Reference } from "../../server/core/model/article";
import { applyEdits, type TextEdit } from "../../server/core/text/edit";
import { definitionPages, type GeneratedPage, markdownPages } from "./footnote-pages";

const KINDS: readonly [string, fc.Arbitrary<GeneratedPage>][] = [
  ["pages with a sound list", markdownPages("sound")],
  ["pages with any numerals", markdownPages("any")],
  ["pages with definitions", definitionPages()],
];

function read(text: string): Article {
  return parse(text, "markdown").article;
}

/** What an entry says, whatever its number, its place, its indentation and the footnotes in it. */
function said(article: Article, reference: Reference): string {
  const source = article.text.slice(reference.label.end, Math.max(reference.label.end, reference.body.end));
  return source
    .replace(/\\\[\d+\\\]|\[\^[^\]]+\]/g, "")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .join("⏎")
    .trim();
}

type Citation = string | null;

/** What each marker of the running text cites: what its entry says, null for nothing, "suspect" for no marker. */
function citations(article: Article, markers: readonly Marker[] = article.markers): Citation[] {
  return markers.filter(({ place }) => place !== "entry").map((marker) => citation(article, marker));
}

function citation(article: Article, marker: Marker): Citation {
  if (marker.suspect) return "suspect";
  return marker.reference === null ? null : said(article, article.references[marker.reference]!);
}

function entries(article: Article): string[] {
  return article.references.map((reference) => said(article, reference)).sort();
}

/** The text without its footnotes. */
function rest(article: Article): string {
  let text = "";
  let position = 0;
  const spans = [
    ...article.markers,
    ...article.references.map(({ label, body }) => ({ start: label.start, end: Math.max(label.end, body.end) })),
  ];
  for (const { start, end } of spans.sort((a, b) => a.start - b.start)) {
    if (start < position) continue;
    text += article.text.slice(position, start);
    position = end;
  }
  return (text + article.text.slice(position)).replace(/[\s\\]+/g, "");
}

function apply(article: Article, edits: readonly TextEdit[]): Article {
  return read(applyEdits(article.text, edits));
}

for (const [title, pages] of KINDS) {
  describe(title, () => {
    const holds = (name: string, property: (article: Article, choice: number) => void) =>
      test(name, () =>
        fc.assert(
          fc.property(pages, fc.nat(1000), (page, choice) => property(read(page.text), choice)),
          { numRuns: 300 },
        ),
      );

    holds("organizing keeps every citation and ends in order", (article) => {
      const edits = organize(article);
      const after = apply(article, edits);
      assert.deepEqual(citations(after), citations(article));
      assert.deepEqual(entries(after), entries(article));
      assert.equal(rest(after), rest(article));
      assert.deepEqual(organize(after), []);
    });

    holds("renumbering keeps every citation", (article) => {
      const after = apply(article, renumberWithMarkers(article, "ordered"));
      assert.deepEqual(citations(after), citations(article));
      assert.deepEqual(
        after.references.map((it) => said(after, it)),
        article.references.map((it) => said(article, it)),
      );
      assert.equal(rest(after), rest(article));
    });

    holds("renumbering the numerals says truly what it does", (article) => {
      const { edits, effect } = renumberNumerals(article);
      const after = apply(article, edits);
      assert.deepEqual(
        after.references.map((it) => said(after, it)),
        article.references.map((it) => said(article, it)),
      );
      if (after.lists.every(({ standing }) => standing === "list")) {
        for (const { number, rendered } of after.references) assert.equal(number, rendered);
      }
      if (article.markers.some(({ suspect }) => suspect)) return;
      if (effect === "keeps") assert.deepEqual(citations(after), citations(article));
      if (effect === "binds") {
        const now = citations(after);
        for (const [index, was] of citations(article).entries()) assert.ok(was === null || now[index] === was);
      }
    });

    holds("removing an entry removes its markers and moves no other", (article, choice) => {
      if (article.references.length === 0) return;
      const index = choice % article.references.length;
      const edits = removeReference(article, index);
      if (edits.length === 0) return;
      const after = apply(article, edits);
      const gone = new Set(article.references[index]!.citedBy);
      const inside = (marker: Marker) =>
        article.references[index]!.start <= marker.start && marker.end <= article.references[index]!.end;
      const staying = article.markers.filter((marker, at) => !gone.has(at) && !inside(marker));
      assert.deepEqual(citations(after), citations(article, staying));
      assert.deepEqual(entries(after).length, article.references.length - 1);
      assert.equal(rest(after), rest(article));
    });

    holds("removing a marker changes nothing else", (article, choice) => {
      if (article.markers.length === 0) return;
      const index = choice % article.markers.length;
      const edits = removeMarker(article, index);
      if (edits.length === 0) return;
      const after = apply(article, edits);
      assert.deepEqual(
        citations(after),
        citations(
          article,
          article.markers.filter((_, at) => at !== index),
        ),
      );
      assert.equal(rest(after), rest(article));
    });

    holds("retargeting a marker changes nothing else", (article, choice) => {
      if (article.markers.length === 0 || article.references.length === 0) return;
      const index = choice % article.markers.length;
      const target = choice % article.references.length;
      const edits = retarget(article, index, target);
      if (edits.length === 0) return;
      const after = apply(article, edits);
      assert.equal(after.markers.length, article.markers.length);
      assert.equal(citation(after, after.markers[index]!), said(article, article.references[target]!));
      after.markers.forEach((marker, at) => {
        if (at !== index) assert.equal(citation(after, marker), citation(article, article.markers[at]!));
      });
    });

    holds("inserting a footnote moves no other citation", (article, choice) => {
      const offset = choice % (article.text.length + 1);
      const edits = insertFootnote(article, offset, "新來源");
      if (edits.length === 0) return;
      const after = apply(article, edits);
      assert.equal(after.references.length, article.references.length + 1);
      const added = after.markers.findIndex((marker) => citation(after, marker) === "新來源");
      assert.notEqual(added, -1);
      const others = after.markers.filter((_, at) => at !== added);
      assert.deepEqual(citations(after, others), citations(article));
      assert.equal(rest(after), rest(article));
    });

    holds("citing an entry once more moves no citation", (article, choice) => {
      if (article.references.length === 0) return;
      const edits = citeEntry(article, choice % (article.text.length + 1), choice % article.references.length);
      if (edits.length === 0) return;
      const after = apply(article, edits);
      assert.equal(after.markers.length, article.markers.length + 1);
      assert.deepEqual(entries(after), entries(article));
    });

    holds("a number of its own keeps every citation", (article, choice) => {
      if (article.markers.length === 0) return;
      const edits = giveOwnNumber(article, choice % article.markers.length);
      if (edits.length === 0) return;
      const after = apply(article, edits);
      assert.equal(after.references.length, article.references.length + 1);
      assert.deepEqual(citations(after), citations(article));
      assert.equal(rest(after), rest(article));
    });

    holds("merging entries keeps what every marker cites", (article, choice) => {
      if (article.references.length < 2) return;
      const first = choice % (article.references.length - 1);
      const edits = mergeEntry(article, first + 1, first);
      if (edits.length === 0) return;
      const after = apply(article, edits);
      assert.equal(after.references.length, article.references.length - 1);
      const [kept, merged] = [said(article, article.references[first]!), said(article, article.references[first + 1]!)];
      const inside = (marker: Marker) =>
        article.references[first + 1]!.start <= marker.start && marker.end <= article.references[first + 1]!.end;
      const staying = article.markers.filter((marker) => !inside(marker));
      const expected = citations(article, staying);
      citations(after).forEach((now, index) => {
        assert.ok(now === expected[index] || (now === kept && expected[index] === merged));
      });
      assert.equal(rest(after), rest(article));
    });

    holds("adding an entry binds the markers that ask for it", (article) => {
      const index = article.markers.findIndex((marker) => !marker.suspect && marker.reference === null);
      if (index < 0 || article.references.length === 0) return;
      const { label, form } = article.markers[index]!;
      const edits = addEntry(article, label, form === "caret" ? "definitions" : "ordered", "新來源");
      if (edits.length === 0) return;
      const after = apply(article, edits);
      assert.equal(after.references.length, article.references.length + 1);
      after.markers.forEach((marker, at) => {
        const was = article.markers[at]!;
        const expected =
          was.label === label && was.reference === null && !was.suspect ? "新來源" : citation(article, was);
        assert.equal(citation(after, marker), expected);
      });
    });
  });
}
