import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readConversionMarkup, readNoteTA } from "../../server/core/variants/markup";

/** What a piece of markup says, in short: `effect shows`, then words, one-way words and plain text. */
function said(markup: string): string | undefined {
  const read = readConversionMarkup(markup);
  if (!read) return undefined;
  const { words, oneWay, plain } = read.rule;
  return [
    read.effect,
    read.shows,
    ...Array.from(words, (pair) => pair.join("=")),
    ...oneWay.map(({ from, variant, to }) => `${from}>${variant}=${to}`),
    ...(plain === undefined ? [] : [`“${plain}”`]),
  ].join(" ");
}

describe("conversion markup", () => {
  test("words by variant, in any spacing; a semicolon inside a word stays", () => {
    assert.equal(said("-{zh-hans:甲; zh-hant : 乙;}-"), "none word zh-hans=甲 zh-hant=乙");
    assert.equal(said("-{zh-cn:a &lt; b;zh-tw:http://甲:乙}-"), "none word zh-cn=a &lt; b zh-tw=http://甲:乙");
    assert.equal(said("-{ZH-CN:甲\n;zh-tw:}-"), "none word zh-cn=甲 zh-tw=");
  });

  test("one direction", () => {
    assert.equal(said("-{H|甲=>zh-cn:乙;丙=>zh-tw:丁}-"), "add nothing 甲>zh-cn=乙 丙>zh-tw=丁");
    assert.equal(said("-{zh-cn:甲=>乙}-"), "none word zh-cn=甲=>乙");
  });

  test("text without a variant, whatever it holds", () => {
    for (const text of ["", "甲", "甲;乙", "甲：乙", "甲;zh-cn:乙", "zh-xx:甲", "=>zh-cn:乙;甲"]) {
      assert.equal(said(`-{${text}}-`), `none word “${text}”`);
    }
    assert.equal(said("-{zh-hans;zh-hant|甲}-"), "none other “甲”");
    assert.equal(said("-{R|zh-cn:甲}-"), "none word “zh-cn:甲”");
  });

  test("flags", () => {
    assert.equal(said("-{A|zh-cn:甲;zh-tw:乙}-"), "add word zh-cn=甲 zh-tw=乙");
    assert.equal(said("-{ A ; D |甲}-"), "add other “甲”");
    assert.equal(said("-{H|甲}-"), "add nothing “甲”");
    assert.equal(said("-{T|甲}-"), "none nothing “甲”");
    assert.equal(said("-{T;H|甲}-"), "add nothing “甲”");
    assert.equal(said("-{-|甲}-"), "remove nothing “甲”");
    assert.equal(said("-{D|甲}-"), "none other “甲”");
    assert.equal(said("-{N|zh-tw}-"), "none other “zh-tw”");
    for (const markup of ["-{X|甲}-", "-{乙|甲}-", "-{h|甲}-", "-{+|甲}-"])
      assert.equal(said(markup), "none word “甲”");
    assert.equal(said("-{A;X|甲}-"), "add word “甲”");
  });

  test("what cannot be told", () => {
    assert.equal(said("-{zh-cn:甲-{乙}-}-"), undefined);
  });
});

describe("NoteTA", () => {
  const words = (template: string) =>
    readNoteTA(template)?.map(({ words, plain }) => plain ?? Array.from(words, (pair) => pair.join("=")).join(" "));

  test("numbered parameters, named or not; title, groups and descriptions are passed over", () => {
    assert.deepEqual(words("{{NoteTA|zh-cn:甲;zh-tw:乙|zh-cn:丙}}"), ["zh-cn=甲 zh-tw=乙", "zh-cn=丙"]);
    assert.deepEqual(words("{{noteTA\n|T = zh-cn:題\n|G1=IT\n|d1=說明\n|2 = zh-cn:甲;zh-tw:乙;\n|dt=x}}"), [
      "zh-cn=甲 zh-tw=乙",
    ]);
    assert.deepEqual(words("{{NoteTA}}"), []);
    assert.deepEqual(words("{{NoteTA||1=}}"), []);
  });

  test("bars inside links and templates are theirs", () => {
    assert.deepEqual(words("{{NoteTA|zh-cn:[[甲|乙]]{{丙|丁}};zh-tw:-{a|b}-|戊}}"), [
      "zh-cn=[[甲|乙]]{{丙|丁}} zh-tw=-{a|b}-",
      "戊",
    ]);
  });

  test("another template", () => {
    assert.equal(words("{{NoteTAX|zh-cn:甲}}"), undefined);
    assert.equal(words("{{Note|zh-cn:甲}}"), undefined);
  });
});

test("long rows of marks are read in the time of their length", () => {
  for (const unit of [";", "; ", " ", "=>", "a=> ", "zh-cn:", ";zh-cn", "[[", "|", "{{|", "zh;"]) {
    const row = unit.repeat(200_000);
    readConversionMarkup(`-{${row}}-`);
    readNoteTA(`{{NoteTA|${row}}}`);
  }
});
