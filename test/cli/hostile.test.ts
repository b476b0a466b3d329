import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { describe, test } from "node:test";
import { TestFolder } from "../support/folder";
import { productPath } from "../support/product";
import { cli, inFolder, type Outcome } from "./cli";

/** Who owns nothing on any system. */
const NOBODY = 65_534;

const SECRET = '秘密\\[1]\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  一。\n';
const link = (target: string) => `[字](${target} "wikilink")與[橋](https://zh.wikipedia.org/wiki/橋 "wikilink")。\n`;

describe("a folder of strange files", () => {
  const files = {
    "Page/甲.md": link("../Page/../../../etc/passwd.md") + link("../Page/../../secret.md") + link("../../secret.md"),
    "Page/乙\n丙.md": link("../Page/甲.md"),
    "Page/Abc.md": link("../Page/ABC.md"),
    "Page/ABC.md": link("../Page/Abc.md") + link("../Page/abc.md"),
    "Page/\u001b[31m紅.md": link("../Page/甲.md"),
    "Page/深/深/頁.md": link("../Page/甲.md"),
  };

  const strange = (body: (folder: TestFolder) => Promise<void>) =>
    inFolder(files, async (folder) => {
      const outside = new TestFolder({ "secret.md": SECRET, "Page/外.md": SECRET });
      try {
        symlinkSync(folder.path, folder.resolve("Page/loop"));
        symlinkSync("itself.md", folder.resolve("Page/itself.md"));
        symlinkSync(outside.resolve("secret.md"), folder.resolve("Page/secret.md"));
        symlinkSync(outside.path, folder.resolve("Page/out"));
        symlinkSync("nowhere.md", folder.resolve("Page/broken.md"));
        await body(folder);
      } finally {
        outside.dispose();
      }
    });

  test("is checked file by file; what lies outside is not read", () =>
    strange(async (folder) => {
      const { code, out, err } = await cli(folder, ["check", "--format", "jsonl", "."]);
      const paths = out
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line).path);
      assert.deepEqual(new Set(paths), new Set(Object.keys(files)));
      assert.ok(!out.includes("秘密"));
      assert.deepEqual([code, err], [1, ""]);
    }));

  test("names cannot forge lines or colours in what people read", () =>
    strange(async (folder) => {
      const { out, err } = await cli(folder, [
        "check",
        "--rule",
        "link/local-available=off",
        "--rule",
        "link/missing-page=error",
        ".",
      ]);
      assert.doesNotMatch(out + err, /\u001b|^丙/m);
    }));

  test("is indexed: pages inside, each once; links to the outside wanted at most", () =>
    strange(async (folder) => {
      const { code, out, err } = await cli(folder, ["index", "--format", "json", "."]);
      assert.deepEqual([code, err], [0, ""]);
      const { wikis } = JSON.parse(out);
      assert.equal(wikis.length, 1);
      assert.equal(wikis[0].pages, Object.keys(files).length);
      assert.deepEqual(
        wikis[0].backlinks.filter(({ path }: { path: string }) => path.startsWith("Page/A")),
        [
          { path: "Page/ABC.md", pages: 1 },
          { path: "Page/Abc.md", pages: 1 },
        ],
      );
      assert.ok(!out.includes("外") && !out.includes("秘密"));
    }));
});

describe("files that one has no right to", () => {
  const fixable = '[乙](../Page/乙.md "wikilink")與甲\\[1]。\n\n1.  一。\n';
  const files = {
    "Page/甲.md": link("../Page/乙.md"),
    "Page/鎖.md": SECRET,
    "Page/深/頁.md": SECRET,
    "Page/乙.md": fixable,
  };

  /** Runs commands as somebody who may read all of it but a file and a folder, and write nothing. */
  const locked = (body: (folder: TestFolder, run: (...args: string[]) => Outcome) => void) =>
    inFolder(files, async (folder) => {
      copyFileSync(await productPath("cli"), folder.resolve("cli.cjs"));
      const rights = { "Page/鎖.md": 0, "Page/深": 0, Page: 0o555, "": 0o555 };
      for (const [path, mode] of Object.entries(rights)) chmodSync(folder.resolve(path), mode);
      try {
        body(folder, (...args) => {
          const { status, stdout, stderr } = spawnSync(process.execPath, [folder.resolve("cli.cjs"), ...args], {
            cwd: folder.path,
            encoding: "utf8",
            env: { ...process.env, LC_ALL: "C", XDG_CACHE_HOME: folder.resolve("none") },
            // Nothing is forbidden to the superuser.
            ...(process.getuid?.() === 0 && { uid: NOBODY, gid: NOBODY }),
          });
          return { code: status ?? -1, out: stdout, err: stderr };
        });
      } finally {
        for (const path of Object.keys(rights).reverse()) chmodSync(folder.resolve(path), 0o755);
      }
    });

  test("are named, the others checked", () =>
    locked((_, run) => {
      const { code, out, err } = run("check", "--format", "jsonl", ".");
      const paths = out.split("\n").filter(Boolean);
      assert.deepEqual(
        paths.map((line) => JSON.parse(line).path),
        ["Page/乙.md", "Page/甲.md"],
      );
      assert.deepEqual(err.split("\n").filter(Boolean).sort(), [
        "redlink: Page/深: permission denied",
        "redlink: Page/鎖.md: permission denied",
      ]);
      assert.equal(code, 2);
      const named = run("check", "Page/鎖.md");
      assert.deepEqual(
        [named.code, named.out.includes("秘密"), named.err],
        [2, false, "redlink: Page/鎖.md: permission denied\n"],
      );
    }));

  test("are not written, and nothing is left beside them", () =>
    locked((folder, run) => {
      const before = readdirSync(folder.resolve("Page")).sort();
      const { code, err } = run("check", "--fix", "Page/乙.md");
      assert.deepEqual([code, err], [2, "redlink: Page/乙.md: not written: permission denied\n"]);
      assert.equal(readFileSync(folder.resolve("Page/乙.md"), "utf8"), fixable);
      assert.deepEqual(readdirSync(folder.resolve("Page")).sort(), before);
    }));

  test("are left out of the index", () =>
    locked((_, run) => {
      const { code, out, err } = run("index", "--format", "json", ".");
      assert.deepEqual([code, err], [0, ""]);
      const [wiki] = JSON.parse(out).wikis;
      assert.deepEqual([wiki.pages, wiki.backlinks], [2, [{ path: "Page/乙.md", pages: 1 }]]);
      assert.ok(!out.includes("秘密"));
    }));
});
