import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { productPath } from "../support/product";
import { inFolder } from "./cli";

const OVERRUN = '[老橋位於](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n';

describe("in a pipeline", () => {
  test("what the action runs: paths a line each, a baseline, SARIF beside the annotations", () =>
    inFolder({ "Page/甲 乙.md": OVERRUN, "其他/丙.md": OVERRUN }, async (folder) => {
      const action = readFileSync("action.yml", "utf8");
      const script = action.slice(action.indexOf("mapfile")).replace(/^ {8}/gm, "");
      const run = (inputs: Record<string, string>) =>
        spawnSync("bash", ["-e", "-o", "pipefail", "-c", script], {
          cwd: folder.path,
          encoding: "utf8",
          env: {
            ...process.env,
            LC_ALL: "C",
            SCRIPT: product,
            PATHS: ".",
            BASELINE: "",
            MAX_WARNINGS: "0",
            SARIF: "",
            ...inputs,
          },
        });
      const product = await productPath("cli");
      const both = run({ PATHS: "Page/甲 乙.md\n\n其他\n", SARIF: "out.sarif" });
      assert.deepEqual([both.status, both.stdout.match(/^::warning file=/gm)?.length, both.stderr], [1, 2, ""]);
      assert.equal(JSON.parse(readFileSync(folder.resolve("out.sarif"), "utf8")).runs[0].results.length, 2);
      assert.equal(run({ MAX_WARNINGS: "2" }).status, 0);
      spawnSync(process.execPath, [product, "check", "--write-baseline", "known.json", "."], { cwd: folder.path });
      assert.deepEqual([run({ BASELINE: "known.json" }).status, run({ BASELINE: "none.json" }).status], [0, 2]);
    }));

  test("the hooks name articles, and no ordinary Markdown", () => {
    const hooks = readFileSync(".pre-commit-hooks.yaml", "utf8");
    const patterns = [...hooks.matchAll(/^ {2}files: (.+)$/gm)].map(([, pattern]) => new RegExp(pattern!));
    assert.equal(patterns.length, hooks.match(/^- id:/gm)!.length);
    for (const pattern of patterns) {
      for (const path of ["Page/甲.md", "wiki/Page/OS/2.md", "Category/橋.md", "甲.wikitext"])
        assert.match(path, pattern);
      for (const path of ["README.md", "docs/Pages.md", "Page/圖.png", "wiki.txt"]) assert.doesNotMatch(path, pattern);
    }
  });
});
