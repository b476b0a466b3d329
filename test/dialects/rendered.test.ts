import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { parse } from "../../server/core/dialects/parse";
import { readHtml } from "../../server/core/dialects/rendered/html";
import type { Article } from "../../server/core/model/article";
import { articleText, brokenText } from "../support/arbitraries";
import { assertWellFormed } from "./well-formed";

const read = (text: string): Article => parse(text, "rendered").article;
const markers = ({ markers }: Article) => markers.map(({ label, reference }) => `${label}→${reference}`);
const entries = ({ references }: Article) =>
  references.map(({ group, name, text, empty }) => `${group}${name} ${empty ? "∅" : text}`);

describe("rendered text", () => {
  test("reads any text without throwing, spans sorted and in bounds", () => {
    const line = fc.constantFrom(
      "  4. ^ 甲",
      "4.",
      "^ 4.0 4.1 乙",
      "甲[1][2]",
      "[注 2]丙。",
      "丁[编辑]",
      "",
      "[2014-07-10]",
    );
    const page = fc.array(line).map((lines) => lines.join("\n"));
    fc.assert(fc.property(fc.oneof(brokenText, articleText, page), (text) => assertWellFormed(read(text))));
  });

  test("markers and entries, a footnote that is cited again", () => {
    const article = read("甲[1][2]乙[1]丙[3]。\n\n  1. ^ 1.0 1.1 王五. \u00a0 \n  2. ^ 縣志\n");
    assert.deepEqual(markers(article), ["1→0", "2→1", "1→0", "3→null"]);
    assert.deepEqual(entries(article), ["1 王五.", "2 縣志"]);
    assert.deepEqual(article.references[0]!.citedBy, [0, 2]);
    const { body } = article.references[0]!;
    assert.equal(article.text.slice(body.start, body.end), "王五.");
  });

  test("what only looks like a marker", () => {
    const article = read("甲[2014-07-10]乙[來源請求]丙[1987]丁[0]戊[1]。\n\n  1. ^ 某書 [2009-08-04]\n");
    assert.deepEqual(
      article.markers.filter(({ suspect }) => !suspect).map(({ label }) => label),
      ["1"],
    );
  });

  test("a group of notes has its list under its heading", () => {
    const article = read(
      "甲[注 1]乙[1]丙[注\u00a02]。\n\n注释\n\n  1. ^ 註一\n  2. ^ 註二\n\n参考文献\n\n  1. ^ 某書\n",
    );
    assert.deepEqual(markers(article), ["注 1→0", "1→2", "注\u00a02→1"]);
    assert.deepEqual(entries(article), ["注1 註一", "注2 註二", "1 某書"]);
    assert.deepEqual(
      article.headings.map(({ text }) => text),
      ["注释", "参考文献"],
    );
  });

  test("entries that are bare, and those whose numeral a copy lost", () => {
    assert.deepEqual(entries(read("甲[1][2][3]\n\n1.\n  2. ^ 乙\n3.\n")), ["1 ∅", "2 乙", "3 ∅"]);
    assert.deepEqual(entries(read("甲[1][2]\n\n^ 乙\n↑ 2.0 2.1 丙\n")), ["1 乙", "2 丙"]);
    assert.deepEqual(entries(read("步驟\n\n1.\n2.\n")), []);
  });
});

describe("HTML", () => {
  test("a marker that is never closed is none", () => {
    const marker = '<sup class="reference"><a href="#cite_note-1">[1]</a></sup>';
    const { article } = readHtml(`<div class="mw-parser-output"><p>甲<sup class="reference">[2] \n${marker}`);
    assertWellFormed(article);
    assert.deepEqual(article.markers, []);
  });

  test("reads any text without throwing, spans sorted and in bounds", () => {
    const tag = fc.constantFrom(
      '<div class="mw-parser-output">',
      "</div>",
      "<p>甲",
      '<sup class="reference"><a href="#cite_note-1">[1]</a></sup>',
      '<sup class="reference">[2]',
      '<ol class="references"><li id="cite_note-1">',
      '<a href="#cite_ref-1">^</a>',
      '<span class="mw-cite-backlink">',
      '<a href="/wiki/%E7%94%B2">甲 乙</a>',
      "<b>",
      "<br>",
      "</ol>",
      "<h2>節</h2>",
      "<title>",
      " \n",
      '<span class="ilh-all" data-orig-title="乙">乙</span>',
    );
    const page = fc.array(tag).map((tags) => tags.join(""));
    fc.assert(
      fc.property(fc.oneof(page, brokenText), (text) => {
        const { article, citations } = readHtml(text);
        assertWellFormed(article);
        assert.equal(citations.length, article.references.length);
      }),
    );
  });

  test("a page of Parsoid: relative links, markers in spans, groups by name", () => {
    const { article, title, subject } = readHtml(`<html><head><title>清河 - 百科</title></head><body>
      <p><b>清河</b>在<a rel="mw:WikiLink" href="./清河鎮#歷史" title="清河鎮">鎮</a>北<sup class="mw-ref reference" id="cite_ref-1"><a href="./清河#cite_note-a-1"><span class="mw-reflink-text"><span class="cite-bracket">[</span>註 1<span class="cite-bracket">]</span></span></a></sup>。</p>
      <ol class="mw-references references" data-mw-group="註"><li id="cite_note-a-1"><span rel="mw:referencedBy" class="mw-cite-backlink"><a href="./清河#cite_ref-1">↑</a></span> <span class="mw-reference-text reference-text">甲</span></li></ol></body></html>`);
    assert.deepEqual([title, subject], ["清河", "清河"]);
    assert.deepEqual(markers(article), ["註 1→0"]);
    assert.deepEqual(entries(article), ["註1 甲"]);
    assert.deepEqual(
      article.links.map(({ kind, title: page, anchor, labelText }) => [kind, page, anchor, labelText]),
      [["remote", "清河鎮", "歷史", "鎮"]],
    );
  });

  test("what stands around an article is none of it", () => {
    const { article } = readHtml(
      '<div id="siteNotice">捐款</div><div class="mw-parser-output"><style>p{}</style><div id="toc" class="toc">目錄</div><h2>歷史<span class="mw-editsection">[編輯]</span></h2><p>正文<sup class="noprint Inline-Template">[來源請求]</sup></p><div class="navbox">導航</div></div><footer>頁尾</footer>',
    );
    assert.equal(article.text, "歷史\n正文\n");
  });

  test("time grows with the page", () => {
    // Unclosed and nested elements: what is looked back for must not grow with them.
    const { article } = readHtml(`${"<div><a href=x><b>".repeat(30_000)}甲`);
    assert.equal(article.text, "甲\n");
  });
});
