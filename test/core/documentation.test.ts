import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { RULES } from "../../server/core/rules/registry";
import { productPath } from "../support/product";

const PAGES = [
  "README.md",
  "README.zh.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "docs/architecture.md",
  "docs/cli.md",
  "docs/protocol.md",
  "docs/settings.md",
];

interface Shown {
  readonly page: string;
  readonly args: readonly string[];
  readonly output: string;
}

/** Every command whose output a page shows. A line with only `…` stands for what is left out. */
function shownCommands(page: string): Shown[] {
  const blocks = readFileSync(page, "utf8").matchAll(/^```\n(\$ [\s\S]*?)^```$/gm);
  return [...blocks].flatMap(([, block]) =>
    block!
      .split(/^\$ /m)
      .slice(1)
      .flatMap((command) => {
        const [, args, output] = /^(?:redlink|node dist\/cli\.js) (.*)\n([\s\S]*)$/.exec(command) ?? [];
        return args === undefined ? [] : [{ page, args: args.split(" "), output: output! }];
      }),
  );
}

function run(script: string, args: readonly string[]): string {
  const env = { ...process.env, LC_ALL: "C" };
  try {
    return execFileSync(process.execPath, [script, ...args], { encoding: "utf8", env, stdio: "pipe" });
  } catch (error) {
    const { status, stdout } = error as { status: number | null; stdout: string };
    assert.equal(status, 1, `redlink ${args.join(" ")}`); // findings
    return stdout;
  }
}

describe("documentation", () => {
  test("the outputs that are shown are what the commands print", async () => {
    const script = await productPath("cli");
    const commands = PAGES.flatMap(shownCommands);
    assert.ok(commands.length >= 4, "the pages show no commands?");
    for (const { page, args, output } of commands) {
      const [shown, rest] = output.split(/^…\n/m);
      const printed = run(script, args).trimEnd();
      const what = `${page}: redlink ${args.join(" ")}`;
      if (rest === undefined) assert.equal(shown!.trimEnd(), printed, what);
      else assert.ok(printed.startsWith(shown!.trimEnd()), what);
    }
  });

  test("links lead to files", () => {
    for (const page of PAGES) {
      const text = readFileSync(page, "utf8").replace(/^```[\s\S]*?^```$|`[^`\n]*`/gm, "");
      for (const [, target] of text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
        if (/^https?:/.test(target!)) continue;
        assert.ok(existsSync(join(dirname(page), target!)), `${page} links to ${target}`);
      }
    }
  });

  test("rules and settings are all there", () => {
    for (const page of ["README.md", "README.zh.md", "CHANGELOG.md"]) {
      assert.match(readFileSync(page, "utf8"), new RegExp(`\\b${RULES.length} (?:rules|条规则)`), page);
    }
    const { contributes } = JSON.parse(readFileSync("package.json", "utf8"));
    const settings = readFileSync("docs/settings.md", "utf8");
    for (const name of Object.keys(contributes.configuration.properties)) {
      assert.ok(settings.includes(`| \`${name}\` |`), `docs/settings.md lacks ${name}`);
    }
  });
});
