import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

const languages = ["zh-cn", "zh-tw"];

function strings(file: string): Record<string, string> {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** `{0}`, `{1}` … in order of number. */
function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\d+\}/g)].map(([found]) => found).sort();
}

describe("every text of the client is there in three languages", () => {
  const called = readdirSync("client").flatMap((name) =>
    [...readFileSync(join("client", name), "utf8").matchAll(/l10n\.t\(\s*"((?:[^"\\]|\\.)*)"/g)].map(
      ([, text]) => text!,
    ),
  );

  for (const language of languages) {
    test(`messages, ${language}`, () => {
      const bundle = strings(join("l10n", `bundle.l10n.${language}.json`));
      assert.deepEqual(Object.keys(bundle).sort(), [...new Set(called)].sort());
      for (const [text, translation] of Object.entries(bundle)) {
        assert.deepEqual(placeholders(translation), placeholders(text), text);
      }
    });

    test(`manifest, ${language}`, () => {
      assert.deepEqual(
        Object.keys(strings(`package.nls.${language}.json`)).sort(),
        Object.keys(strings("package.nls.json")).sort(),
      );
    });
  }

  test("the manifest uses every text, and none that is missing", () => {
    const used = [...readFileSync("package.json", "utf8").matchAll(/"%([\w./-]+)%"/g)].map(([, key]) => key!);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(strings("package.nls.json")).sort());
  });
});
