import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import fc from "fast-check";
import { Converter as OpenCC } from "opencc-js";
import { configs } from "opencc-js/preset";
import { applyEdits } from "../../server/core/text/edit";
import { scriptOf } from "../../server/core/text/script";
import type { Span } from "../../server/core/text/span";
import { COMMON } from "../../server/core/variants/common";
import { type Converter, loadConverter, type VariantTarget } from "../../server/core/variants/convert";
import { TO_HANS_WORDS, TO_HANT_WORDS } from "../../server/core/variants/corrections";
import { TAIWAN_WORDS } from "../../server/core/variants/regional";

/** A target, and what opencc-js calls it coming from text of a script. */
interface Pair {
  readonly target: VariantTarget;
  readonly phrases: boolean;
  readonly script: "hans" | "hant";
  readonly from: string;
  readonly to: string;
}

const PAIRS: readonly Pair[] = [
  { target: "hant", phrases: false, script: "hans", from: "cn", to: "t" },
  { target: "tw", phrases: false, script: "hans", from: "cn", to: "tw" },
  { target: "tw", phrases: true, script: "hans", from: "cn", to: "twp" },
  { target: "hk", phrases: false, script: "hans", from: "cn", to: "hk" },
  { target: "hk", phrases: true, script: "hans", from: "cn", to: "hkp" },
  { target: "tw", phrases: false, script: "hant", from: "t", to: "tw" },
  { target: "hk", phrases: false, script: "hant", from: "t", to: "hk" },
  { target: "cn", phrases: false, script: "hant", from: "t", to: "cn" },
  { target: "cn", phrases: true, script: "hant", from: "twp", to: "cn" },
  // opencc-js has no name for these.
  { target: "mo", phrases: false, script: "hans", from: "cn", to: "hk" },
  { target: "mo", phrases: true, script: "hans", from: "cn", to: "hkp" },
  { target: "mo", phrases: false, script: "hant", from: "t", to: "hk" },
  { target: "hans", phrases: false, script: "hant", from: "t", to: "cn" },
  { target: "sg", phrases: false, script: "hant", from: "t", to: "cn" },
  { target: "sg", phrases: true, script: "hant", from: "twp", to: "cn" },
];

/** Where this converter means to differ; each has its test in variants-convert.test.ts. Also Japanese, and breaks of lines. */
const DIFFERENT = /里|撥出|著|什么|怎么|那么|[这這]么|多么|要么|甚么|[\u3041-\u30fa]|[\u2ff0-\u2fff]|\s/;
/** Words of this converter: random ones make them where they meet (对表 | 示复 is 对表示 | 复 here, whatever the dictionaries say). */
const OWN_WORDS = new RegExp(
  `${TO_HANT_WORDS}|${TO_HANS_WORDS}`
    .split("|")
    .map((entry) => entry.split(" ")[0])
    .join("|"),
);
/** What is taken for a leftover from Simplified in Traditional text. */
const LEFTOVER = /[种黄强静坏粮届丢]/;
/** Simplified words to which others give way here. */
const SETTLED = new RegExp(COMMON.replaceAll(" ", "|"));
/** As far as those are words of the dictionaries, which are compared one by one. */
const DIFFERENT_WORD = /撥出|转注|\s/;
/** What has another form in Taiwan here, in OpenCC's standard. */
const REGIONAL = new RegExp(
  TAIWAN_WORDS.split("|")
    .map((entry) => entry.split(" ")[0])
    .join("|"),
);
const toStandard = OpenCC({ from: "cn", to: "t" });
const isRegional = ({ to }: Pair, text: string) => to === "twp" && REGIONAL.test(toStandard(text));

/** All words of opencc-js's dictionaries for a pair. */
function wordsOf({ from, to, script }: Pair): string[] {
  const name = { cn: "s", t: "t", twp: "tw" }[from];
  const target = to === "cn" ? (from === "twp" ? "sp" : "s") : to;
  const { segmentation = [], conversionChain } = configs[`${name}2${target}`]!;
  const dictionaries = new Set([segmentation, conversionChain].flat(2) as string[]);
  const words = [...dictionaries].flatMap((text) => text.split("|").map((entry) => entry.split(" ")[0]!));
  const other = script === "hans" ? "hant" : "hans";
  // Dictionaries of a later step hold words of the other script, and slips stand in both.
  return [...new Set(words)].filter((word) => scriptOf(word) !== other && scriptOf(word) !== "mixed");
}

for (const pair of PAIRS) {
  const { target, phrases, script, from, to } = pair;
  describe(`${script} to ${target}${phrases ? " with its words" : ""}, against opencc-js`, () => {
    let converter: Converter;
    let oracle: (text: string) => string;
    let words: string[];

    before(async () => {
      converter = await loadConverter(target, { phrases });
      oracle = OpenCC({ from, to });
      words = wordsOf(pair);
    });

    const convert = (text: string) => {
      const span = { start: 0, end: text.length };
      const { edits } = converter.convertPassages(text, [{ runs: [[span]] }], { script });
      return applyEdits(text, edits);
    };

    test("every word of the dictionaries", () => {
      assert.ok(words.length > 40);
      for (let index = 0; index < words.length; index += 50) {
        const text = words
          .slice(index, index + 50)
          .filter((word) => !DIFFERENT_WORD.test(word) && !isRegional(pair, word))
          .filter((word) => script === "hans" || !LEFTOVER.test(word))
          .join("，");
        assert.ok(["none", script].includes(scriptOf(text)));
        assert.equal(convert(text), oracle(text));
      }
    });

    test("words, characters and signs in any order", () => {
      const word = fc.nat({ max: 1e6 }).map((index) => words[index % words.length]!);
      const character = fc.integer({ min: 0x4e00, max: 0x9fff }).map((unit) => String.fromCharCode(unit));
      const sign = fc.constantFrom("，", "。", "a", "7", "（", "😀", "·");
      const part = fc.oneof(
        { weight: 8, arbitrary: word },
        { weight: 1, arbitrary: character },
        { weight: 1, arbitrary: sign },
      );
      fc.assert(
        fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
          const text = parts.join("");
          const own = scriptOf(text);
          fc.pre(!DIFFERENT.test(text) && !OWN_WORDS.test(text) && (own === script || own === "none"));
          fc.pre(script === "hant" ? !LEFTOVER.test(text) : !SETTLED.test(text) && !isRegional(pair, text));
          // Slips of the other script are decided by other words than opencc-js's; that is a test of its own.
          fc.pre(Array.from(text).every((one) => scriptOf(one) !== (script === "hans" ? "hant" : "hans")));
          assert.equal(convert(text), oracle(text));
        }),
        { numRuns: 300 },
      );
    });
  });
}

/** Pieces of visible text with markup between them. */
const BROKEN = fc
  .array(
    fc.record({
      text: fc.oneof(
        fc.constantFrom(
          "这头",
          "发",
          "干",
          "燥",
          "皇后",
          "软件",
          "里面",
          "說",
          "縮略图",
          "国际",
          "著",
          "𩾌",
          "アプリ",
          "\n",
        ),
        fc.string({ unit: "binary", maxLength: 6 }),
      ),
      markup: fc.constantFrom("", "**", "](国家)", "\\[1\\]", "`发展`", "\n\n"),
      ends: fc.boolean(),
    }),
    { maxLength: 20 },
  )
  .map((parts) => {
    let document = "";
    const runs: Span[][] = [[]];
    for (const { text, markup, ends } of parts) {
      runs.at(-1)!.push({ start: document.length, end: document.length + text.length });
      document += text + markup;
      if (ends) runs.push([]);
    }
    return { document, runs };
  });

describe("any passage", () => {
  const targets: readonly VariantTarget[] = ["hans", "hant", "tw", "hk", "cn"];

  for (const target of targets) {
    for (const phrases of [false, true]) {
      test(`${target}${phrases ? " with its words" : ""}: edits are in order, inside the pieces, and fit the document`, async () => {
        const converter = await loadConverter(target, { phrases });
        fc.assert(
          fc.property(BROKEN, ({ document, runs }) => {
            const pieces = runs.flat();
            const { edits, open } = converter.convertPassages(document, [{ runs }]);
            let position = 0;
            for (const edit of edits) {
              assert.ok(edit.start >= position && edit.end > edit.start && edit.expected !== edit.newText);
              for (let offset = edit.start; offset < edit.end; offset++) {
                assert.ok(pieces.some(({ start, end }) => start <= offset && offset < end));
              }
              position = edit.end;
            }
            for (const { start, end, expected, alternatives } of open) {
              assert.equal(document.slice(start, end), expected);
              assert.ok(alternatives.length > 0 && !alternatives.includes(expected));
            }
            applyEdits(document, edits);
          }),
          { numRuns: 200 },
        );
      });
    }
  }

  test("markup inside words changes nothing", async () => {
    const converter = await loadConverter("tw");
    const word = fc.constantFrom(
      "这头发",
      "很干燥",
      "皇后",
      "发展",
      "人云亦云",
      "图书馆里",
      "，",
      "复杂",
      "钟表",
      "说",
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.array(fc.nat(30)), (words, breaks) => {
        const text = words.join("");
        const marked = Array.from(text, (character, index) => character + (breaks.includes(index) ? "*" : "")).join("");
        const pieces = [...marked.matchAll(/[^*]+/g)].map(({ 0: piece, index }) => ({
          start: index,
          end: index + piece.length,
        }));
        const { edits } = converter.convertPassages(marked, [{ runs: [pieces] }]);
        assert.equal(applyEdits(marked, edits).replaceAll("*", ""), converter.convert(text));
      }),
    );
  });

  test("a text without markup comes out as its edits say", async () => {
    const words = [
      "这头发",
      "說明",
      "計算機內存",
      "图书馆",
      "𩾌",
      "國",
      "アプリ",
      "著名",
      "。",
      "a",
      "\ud840",
      "⿰木",
      "發",
    ];
    const part = fc.oneof(fc.constantFrom(...words), fc.string({ unit: "binary", maxLength: 4 }));
    for (const target of targets) {
      for (const phrases of [false, true]) {
        const converter = await loadConverter(target, { phrases });
        fc.assert(
          fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
            const text = parts.join("").replaceAll("\n", "");
            const { edits } = converter.convertPassages(text, [{ runs: [[{ start: 0, end: text.length }]] }]);
            assert.equal(converter.convert(text), applyEdits(text, edits));
          }),
        );
      }
    }
  });

  test("a long row of anything takes no longer than its length", async () => {
    const converter = await loadConverter("tw");
    for (const unit of ["⿰", "台湾", " ", "\n ", "ア国", "\ud840", "标准"]) {
      assert.equal(typeof converter.convert(unit.repeat(100_000)), "string");
    }
  });
});
