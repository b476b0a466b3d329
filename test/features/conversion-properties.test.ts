import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import fc from "fast-check";
import { parse } from "../../server/core/dialects/parse";
import { convertPage } from "../../server/core/features/conversion";
import { explainConversion } from "../../server/core/features/explain";
import { applyEdits } from "../../server/core/text/edit";
import { foldTitle, strictOffsets } from "../../server/core/text/script";
import type { VariantTarget } from "../../server/core/variants/convert";
import { clipped } from "../../server/core/variants/edit-list";
import { articleText, brokenText } from "../support/arbitraries";
import { openPage } from "../support/wiki";

const TARGETS: readonly VariantTarget[] = ["hans", "hant", "cn", "sg", "tw", "hk", "mo"];

/** Text in which there is something to convert everywhere, protected or not. */
const PROSE = fc.constantFrom(
  "这头发干燥",
  "這頭髮乾燥",
  "軟體與記憶體",
  "软件和内存",
  "里面",
  "皇后",
  "国立図書館のアプリ",
  "[苏联](../Page/蘇聯.md)",
  "`后臺`",
  "-{H|zh-cn:软件;zh-tw:軟件;zh-hk:頭髮}-",
  "-{A|头发=>zh-tw:髮}-",
  "{{NoteTA|1=zh-hans:内存;zh-tw:記憶}}",
  "{{模板|软件=内存}}",
  '<span lang="ja">国学</span>',
  '<div title="后臺">头发</div>',
  "<!-- 头发 -->",
  "https://zh.wikipedia.org/wiki/头发",
  "$头发$",
  "&#x5934;",
);
const pages = fc.array(fc.oneof(PROSE, brokenText, articleText), { maxLength: 12 }).map((parts) => parts.join(""));

describe("the conversion of any page", () => {
  for (const target of TARGETS) {
    test(`${target}: what is protected stays, and the page is made as before`, async () => {
      await fc.assert(
        fc.asyncProperty(pages, fc.boolean(), async (source, phrases) => {
          const snapshot = openPage(source);
          const { article } = snapshot;
          const { edits } = await convertPage(snapshot, target, { phrases });
          let next = 0;
          for (const edit of edits) {
            while (next < article.protectedSpans.length && article.protectedSpans[next]!.end <= edit.start) next++;
            const span = article.protectedSpans[next];
            assert.ok(!span || span.start >= edit.end, "an edit touches a protected span");
          }
          const converted = parse(applyEdits(source, edits), "markdown").article;
          const texts = (of: typeof article) => ({
            protected: of.protectedSpans.map(({ start, end }) => of.text.slice(start, end)),
            destinations: of.links.map((link) => link.destination),
            markers: of.markers.map(({ label, reference }) => [label, reference]),
            blocks: of.blocks.map(({ kind }) => kind),
          });
          assert.deepEqual(texts(converted), texts(article));
        }),
        { numRuns: 60 },
      );
    });
  }

  test("any word can be explained, and its form is what the conversion makes of it", async () => {
    await fc.assert(
      fc.asyncProperty(pages, fc.nat(400), async (source, offset) => {
        const snapshot = openPage(source);
        const found = await explainConversion(snapshot, Math.min(offset, source.length));
        if (!found) return;
        assert.equal(found.word, found.spans.map(({ start, end }) => source.slice(start, end)).join(""));
        for (const { target, form } of found.forms) {
          const { edits } = await convertPage(snapshot, target);
          const inside = edits.filter((edit) =>
            found.spans.some(({ start, end }) => start <= edit.start && edit.end <= end),
          );
          const all = edits.filter((edit) =>
            found.spans.some(({ start, end }) => start < edit.end && edit.start < end),
          );
          if (inside.length !== all.length) continue; // an edit that reaches beyond the word
          const parts: string[] = found.spans.map(({ start, end }) =>
            applyEdits(
              source.slice(start, end),
              inside
                .filter((edit) => start <= edit.start && edit.end <= end)
                .map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start })),
            ),
          );
          assert.equal(form, parts.join(""));
        }
      }),
      { numRuns: 100 },
    );
  });
});

test("a part of any page is converted as it is in the page", async () => {
  await fc.assert(
    fc.asyncProperty(pages, fc.constantFrom(...TARGETS), fc.nat(200), fc.nat(200), async (source, target, a, b) => {
      const snapshot = openPage(source);
      const area = { start: Math.min(a, b, source.length), end: Math.min(Math.max(a, b), source.length) };
      const { edits } = await convertPage(snapshot, target);
      const part = await convertPage(snapshot, target, { area });
      assert.deepEqual(
        part.edits,
        edits.flatMap((edit) => clipped(edit, area) ?? []),
      );
    }),
  );
});

describe("words that markup breaks, on a page", () => {
  const convert = async (source: string, target: VariantTarget) => {
    const { edits } = await convertPage(openPage(source), target);
    return applyEdits(source, edits);
  };

  test("by a link, emphasis, a marker, a line's end", async () => {
    for (const [source, expected] of [
      ["这里[干](x)燥\n", "這裡[乾](x)燥\n"],
      ["这里皇[后](x)\n", "這裡皇[后](x)\n"],
      ["这里头**发**\n", "這裡頭**髮**\n"],
      ["这里头\\[1\\]发\n", "這裡頭\\[1\\]髮\n"],
      ["这里头\n发\n", "這裡頭\n髮\n"],
      ["这里头\r\n发\r\n", "這裡頭\r\n髮\r\n"],
      ["> 这里头\n> 发\n", "> 這裡頭\n> 髮\n"],
      ["1.  这里头\n    发\n", "1.  這裡頭\n    髮\n"],
      ['[这里头](../Page/头.md "头")[发](发)\n', '[這裡頭](../Page/头.md "头")[髮](发)\n'],
    ] as const) {
      assert.equal(await convert(source, "tw"), expected);
    }
  });

  test("not by what ends the text: code, a line that is to end, another paragraph or cell", async () => {
    for (const [source, expected] of [
      ["这里头`x`发\n", "這裡頭`x`發\n"],
      ["这里头  \n发\n", "這裡頭  \n發\n"],
      ["这里头\n\n发\n", "這裡頭\n\n發\n"],
      ["<table><tr><td>这里头</td><td>发</td></tr></table>\n", "<table><tr><td>這裡頭</td><td>發</td></tr></table>\n"],
    ] as const) {
      assert.equal(await convert(source, "tw"), expected);
    }
  });
});

// One real article, where it is at hand: it is not ours to copy into the project.
const FOLDER = join("..", "shared", "samples");
const PAGE = "Page/俄羅斯－南奧塞梯關係.md";

if (existsSync(join(FOLDER, PAGE))) {
  describe("a real article", () => {
    const source = readFileSync(join(FOLDER, PAGE), "utf8");
    const convert = async (text: string, target: VariantTarget) => {
      const { edits } = await convertPage(openPage(text, { path: PAGE }), target);
      return applyEdits(text, edits);
    };
    const han = (text: string) => text.replace(/[^\p{Script=Han}]/gu, "");

    for (const [companion, least] of [
      ["俄羅斯－南奧塞梯關係.rendered.txt", 18],
      ["俄羅斯－南奧塞梯關係.zh-hans.html", 36],
    ] as const) {
      test(`to 简体 equals MediaWiki's ${companion} in every clause that both have`, async () => {
        const rendered = han(readFileSync(join(FOLDER, companion), "utf8").replace(/<[^>]*>/g, ""));
        const folded = foldTitle(rendered);
        for (const target of ["hans", "cn", "sg"] as const) {
          const { text, passages } = parse(await convert(source, target), "markdown").article;
          const clauses = passages
            .flatMap(({ runs }) => runs.map((run) => run.map(({ start, end }) => text.slice(start, end)).join("")))
            .flatMap((run) => run.split(/[，。；！？、（）(),\s]/).map(han))
            .filter((clause) => clause.length >= 4);
          const found = clauses.filter((clause) => {
            const at = folded.indexOf(foldTitle(clause));
            if (at >= 0) assert.equal(rendered.slice(at, at + clause.length), clause);
            return at >= 0;
          });
          assert.ok(found.length >= least, `${found.length} clauses`);
        }
      });
    }

    test("back to 繁體 it is as it was, but for its three Simplified characters", async () => {
      const { passages } = parse(source, "markdown").article;
      const slips = strictOffsets(source, "hans").filter((offset) =>
        passages.some(({ runs }) => runs.flat().some(({ start, end }) => start <= offset && offset < end)),
      );
      for (const target of ["tw", "hk"] as const) {
        const back = await convert(await convert(source, "hans"), target);
        const different = Array.from(source, (_, offset) => offset).filter((offset) => source[offset] !== back[offset]);
        assert.deepEqual([back.length, different], [source.length, slips]);
        assert.equal(slips.length, 3);
      }
    });
  });
}
