import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { describe, test } from "node:test";
import {
  configurationSchema,
  ruleDocuments,
  withRuleSettings,
  withRuleTexts,
  wordListSchema,
} from "../../scripts/generate/files";

const HOW = "differs from the rules: run `npm run generate`";

function readJson(path: string): Record<string, never> {
  return JSON.parse(readFileSync(path, "utf8"));
}

describe("what is made from the rules", () => {
  test("docs/rules", () => {
    const expected = ruleDocuments();
    const files = readdirSync("docs/rules", { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .replace(join("docs", "rules") + sep, "")
          .split(sep)
          .join("/"),
      );
    assert.deepEqual(files.sort(), [...expected.keys()].sort(), HOW);
    for (const [path, text] of expected)
      assert.equal(readFileSync(join("docs/rules", path), "utf8"), text, `${path} ${HOW}`);
  });
  test("package.json", () => {
    const manifest = readJson("package.json");
    assert.deepEqual(withRuleSettings(manifest), manifest, HOW);
  });
  for (const [path, language] of [
    ["package.nls.json", "en"],
    ["package.nls.zh-cn.json", "zh-hans"],
    ["package.nls.zh-tw.json", "zh-hant"],
  ] as const) {
    test(path, () => {
      const texts = readJson(path);
      assert.deepEqual(withRuleTexts(texts, language), texts, HOW);
      assert.deepEqual(
        Object.keys(texts),
        Object.keys(readJson("package.nls.json")),
        "the same texts in every language",
      );
    });
  }
  test("schemas/redlink.schema.json", () => {
    assert.deepEqual(configurationSchema(), readJson("schemas/redlink.schema.json"), HOW);
  });

  test("schemas/redlink-words.schema.json", () => {
    assert.deepEqual(wordListSchema(), readJson("schemas/redlink-words.schema.json"), HOW);
  });
});
