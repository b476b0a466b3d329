import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { productPath } from "../support/product";
import { inFolder } from "./cli";

const OVERRUN = '[老橋位於](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n';
const END = '\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  一。\n';

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

  test("the action's inputs are all handed on, and those it leaves out have a value", () => {
    const action = readFileSync("action.yml", "utf8");
    const inputs = /^inputs:\n((?: .*\n)+)/m.exec(action)![1]!;
    const names = [...inputs.matchAll(/^ {2}([\w-]+):$/gm)].map(([, name]) => name);
    const used = [...action.matchAll(/\$\{\{ inputs\.([\w-]+) \}\}/g)].map(([, name]) => name);
    assert.deepEqual([...names].sort(), [...used].sort());
    assert.equal(inputs.match(/^ {4}default: /gm)?.length, names.length);
    // What is handed on is read, and nothing else is.
    const handed = [...action.matchAll(/^ {8}([A-Z_]+): \$/gm)].map(([, name]) => name);
    const read = [...action.slice(action.indexOf("mapfile")).matchAll(/\$\{?([A-Z_]+)/g)].map(([, name]) => name);
    assert.deepEqual(new Set(handed), new Set(read));
  });

  test("a commit with a fault is refused by the hook, one that the other hook repaired is not", () =>
    inFolder({}, async (folder) => {
      const product = await productPath("cli");
      const env = {
        ...process.env,
        LC_ALL: "C",
        PATH: `${folder.resolve("bin")}:${process.env.PATH}`,
        HOME: folder.path,
        GIT_CONFIG_NOSYSTEM: "1",
      };
      const git = (...args: string[]) =>
        spawnSync("git", ["-c", "user.name=x", "-c", "user.email=x@example.org", ...args], {
          cwd: folder.resolve("wiki"),
          encoding: "utf8",
          env,
        });
      folder.write("bin/redlink", `#!/bin/sh\nexec "${process.execPath}" "${product}" "$@"\n`);
      chmodSync(folder.resolve("bin/redlink"), 0o755);
      folder.write("wiki/README.md", "甲\\[1]\n");
      folder.write("wiki/Page/甲 乙.md", `甲\\[1]乙。${OVERRUN}${END}`);
      assert.equal(git("init", "-q").status, 0);
      // As pre-commit does: the entry with the names of the staged files that a pattern takes.
      const install = (id: string) => {
        const definition = new RegExp(`^- id: ${id}\\n(?: {2}.*\\n)+`, "m").exec(
          readFileSync(".pre-commit-hooks.yaml", "utf8"),
        )![0];
        const field = (name: string) => new RegExp(`^ {2}${name}: (.+)$`, "m").exec(definition)![1]!;
        folder.write(
          "wiki/.git/hooks/pre-commit",
          `#!/bin/sh\ngit -c core.quotePath=false diff --cached --name-only | grep -E '${field("files")}' | tr '\\n' '\\0' | xargs -0 -r ${field("entry")}\n`,
        );
        chmodSync(folder.resolve("wiki/.git/hooks/pre-commit"), 0o755);
      };
      install("redlink");
      git("add", ".");
      const refused = git("commit", "-qm", "一");
      assert.notEqual(refused.status, 0);
      assert.match(refused.stdout + refused.stderr, /Page\/甲 乙\.md\n(?:.*\n)*.*broken-marker/);
      assert.doesNotMatch(refused.stdout + refused.stderr, /README/);
      install("redlink-fix");
      assert.notEqual(git("commit", "-qm", "一").status, 0, "what ran on is for somebody to judge");
      assert.match(readFileSync(folder.resolve("wiki/Page/甲 乙.md"), "utf8"), /^甲\\\[1\\\]乙。/);
      folder.write("wiki/Page/甲 乙.md", `甲\\[1]乙。\n${END}`);
      git("add", ".");
      install("redlink-fix");
      assert.equal(git("commit", "-qm", "一").status, 0);
      assert.equal(git("log", "--format=%s").stdout, "一\n");
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
