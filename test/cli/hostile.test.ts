import assert from "node:assert/strict";
import { chmodSync, symlinkSync } from "node:fs";
import { describe, test } from "node:test";
import { TestFolder } from "../support/folder";
import { cli, inFolder } from "./cli";

const SECRET = '秘密\\[1]\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  一。\n';
const link = (target: string) => `[字](${target} "wikilink")與[橋](https://zh.wikipedia.org/wiki/橋 "wikilink")。\n`;
const { pathname } = new URL("file:///");
const isRoot = pathname === "/" && process.getuid?.() === 0;

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
        folder.write("Page/鎖.md", link("../Page/甲.md"));
        chmodSync(folder.resolve("Page/鎖.md"), 0);
        await body(folder);
      } finally {
        chmodSync(folder.resolve("Page/鎖.md"), 0o600);
        outside.dispose();
      }
    });

  test("is checked file by file; what cannot be read is said, what lies outside is not read", () =>
    strange(async (folder) => {
      const { code, out, err } = await cli(folder, ["check", "--format", "jsonl", "."]);
      const paths = out
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line).path);
      const locked = isRoot ? ["Page/鎖.md"] : [];
      assert.deepEqual(new Set(paths), new Set([...Object.keys(files), ...locked]));
      assert.ok(!out.includes("秘密"));
      assert.equal(err, isRoot ? "" : "redlink: Page/鎖.md: permission denied\n");
      assert.equal(code, isRoot ? 1 : 2);
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
      assert.equal(wikis[0].pages, Object.keys(files).length + (isRoot ? 1 : 0));
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
