import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { VariantTarget } from "../../server/core/variants/convert";
import { FixedWords } from "../../server/core/variants/fixed";
import { WordList } from "../../server/core/variants/words";
import { describeWordProblems, readWordList } from "../../server/core/workspace/word-list";

const read = (file: string, text: string) => {
  const { entries, problems } = readWordList(file, text);
  return {
    entries: entries.map(({ word, form, variant = "", line }) => [line, word, form, variant].join(" ").trim()),
    problem: describeWordProblems(file, problems),
  };
};

describe("a word list of lines", () => {
  test("words, forms and variants; comments, blank lines, any line end, a byte order mark", () => {
    assert.deepEqual(read("詞.tsv", "\ufeff# 詞\n布什\t小布希\ttw\r\n\n 甲 \t乙\t\n丙\t丙"), {
      entries: ["2 布什 小布希 tw", "4 甲 乙", "5 丙 丙"],
      problem: undefined,
    });
  });

  test("what cannot be used is told with its line, the rest holds", () => {
    assert.deepEqual(read("a/詞.tsv", "甲 乙\n丙\t丁\n\t丁\n戊\t己\txx\n庚\t辛\ttw\t壬\n"), {
      entries: ["2 丙 丁"],
      problem: "a/詞.tsv:1: expected a word, a tab and its form, perhaps a tab and a variant (and 3 more)",
    });
    assert.equal(
      read("詞.tsv", "\n戊\t己\tzh-tw").problem,
      '詞.tsv:2: unknown variant "zh-tw": one of hans, cn, sg, hant, tw, hk, mo',
    );
    assert.equal(read("詞", "\t丁").problem, "詞:1: neither the word nor its form can be empty");
  });
});

describe("a word list in JSON", () => {
  test("lists of two or three texts; comments and a last comma", () => {
    assert.deepEqual(read("詞.json", '[\n  // 詞\n  ["布什", "小布希", "tw"],\n  ["丙", "丙"],\n]'), {
      entries: ["3 布什 小布希 tw", "4 丙 丙"],
      problem: undefined,
    });
    assert.deepEqual(read("詞.json", "[]"), { entries: [], problem: undefined });
  });

  test("what cannot be used is told with its line, the rest holds", () => {
    const row = 'expected ["word", "form"] or ["word", "form", "variant"]';
    assert.deepEqual(read("詞.json", '[\n["甲"],\n["乙", 1],\n{"甲": "乙"},\n["丙", "丁"]]'), {
      entries: ["5 丙 丁"],
      problem: `詞.json:2: ${row} (and 2 more)`,
    });
    assert.equal(read("詞.json", '{"甲": "乙"}').problem, '詞.json:1: expected a list: [["word", "form"], …]');
    assert.equal(read("詞.json", "").problem, "詞.json:1: not valid JSON (value expected)");
    assert.deepEqual(read("詞.json", '[["丙", "丁"],\n["甲", "乙]'), {
      entries: ["1 丙 丁"],
      problem: "詞.json:2: not valid JSON (unexpected end of string)",
    });
  });
});

describe("the words of a list for a variant", () => {
  const form = (text: string, target: VariantTarget, word: string, ...others: FixedWords[]) =>
    new FixedWords(
      [],
      [new WordList("詞", "workspace", readWordList("詞", text).entries).wordsFor(target), ...others],
    ).longest(word, 0, () => 0)?.form;
  const where = (text: string, word: string) =>
    (["hans", "cn", "sg", "hant", "tw", "hk", "mo"] as const).filter(
      (target) => form(text, target, word) !== undefined,
    );

  test("a pair holds in its variant and those that follow it", () => {
    assert.deepEqual(where("甲\t乙\thans", "甲"), ["hans", "cn", "sg"]);
    assert.deepEqual(where("甲\t乙\thant", "甲"), ["hant", "tw", "hk", "mo"]);
    assert.deepEqual(where("甲\t乙\tcn", "甲"), ["cn", "sg"]);
    assert.deepEqual(where("甲\t乙\thk", "甲"), ["hk", "mo"]);
    assert.deepEqual(where("甲\t乙\ttw", "甲"), ["tw"]);
  });

  test("without a variant by the script of the form", () => {
    assert.deepEqual(where("甲\t們", "甲"), ["hant", "tw", "hk", "mo"]);
    assert.deepEqual(where("甲\t们", "甲"), ["hans", "cn", "sg"]);
    assert.equal(where("甲\t乙", "甲").length, 7);
    assert.equal(where("们\t们", "们").length, 7);
  });

  test("the longest; of equal ones the nearest, then the later", () => {
    assert.equal(form("甲\t一\n甲乙\t二", "tw", "甲乙丙"), "二");
    assert.equal(form("甲\t一\ttw\n甲\t二\thant\n甲\t三", "tw", "甲"), "一");
    assert.equal(form("甲\t一\tmo\n甲\t二\thk", "mo", "甲"), "一");
    assert.equal(form("甲\t一\n甲\t二", "tw", "甲"), "二");
    const other = new WordList("別", "user", readWordList("別", "甲\t別\n甲乙\t長").entries).wordsFor("tw");
    assert.equal(form("甲\t一", "tw", "甲", other), "一");
    assert.equal(form("甲\t一", "tw", "甲乙", other), "長");
  });
});
