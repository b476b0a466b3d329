import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
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

  test("nor can titles and texts of pages", () =>
    inFolder({ "Page/甲.md": link("../Page/\u001b[31m無\u009b.md"), "甲.txt": "\u001b]0;甲\u0007" }, async (folder) => {
      for (const args of [
        ["check", "."],
        ["index", "."],
        ["collate", "Page/甲.md", "--with", "甲.txt"],
      ]) {
        const { out, err } = await cli(folder, args);
        assert.ok(out + err !== "");
        assert.doesNotMatch(out + err, /[\u001b\u009b\u0007]/);
      }
    }));

  test("is repaired, names as long as they can be among it; nothing is left beside them", () =>
    inFolder({}, async (folder) => {
      const names = ["長".repeat(84), "乙\n丙", "1%0A", 'a"\\b'].map((name) => `Page/${name}.md`);
      for (const name of names) folder.write(name, SECRET);
      const { err } = await cli(folder, ["check", "--fix", "."]);
      assert.equal(err, "");
      assert.deepEqual(readdirSync(folder.resolve("Page")).sort(), names.map((name) => name.slice(5)).sort());
      for (const name of names) assert.match(readFileSync(folder.resolve(name), "utf8"), /^秘密\\\[1\\\]/);
    }));

  test("shows its differences so that patch and git find the files", () =>
    inFolder({}, async (folder) => {
      const names = ["甲", "A b", "乙\n丙", 'a"\\b\t'].map((name) => `Page/${name}.md`);
      for (const name of names) folder.write(name, SECRET);
      const { out } = await cli(folder, ["check", "--diff", "."]);
      assert.deepEqual(
        Array.from(out.matchAll(/^\+\+\+ (.*)/gm), ([, name]) => name),
        ["b/Page/A b.md\t", '"b/Page/a\\"\\\\b\\011.md"', '"b/Page/乙\\012丙.md"', "b/Page/甲.md"],
      );
      const { status, stderr } = spawnSync("git", ["apply", "-"], { cwd: folder.path, input: out, encoding: "utf8" });
      assert.deepEqual([status, stderr], [0, ""]);
      for (const name of names) assert.match(readFileSync(folder.resolve(name), "utf8"), /^秘密\\\[1\\\]/);
    }));

  test("names one that is not UTF-8", () =>
    inFolder({ "Page/甲.md": SECRET }, async (folder) => {
      const name = Buffer.concat([Buffer.from(folder.resolve("Page/乙")), Buffer.from([0xff]), Buffer.from(".md")]);
      writeFileSync(name, SECRET);
      const { code, out, err } = await cli(folder, ["check", "--format", "jsonl", "."]);
      assert.deepEqual([code, err], [2, "redlink: Page/乙\ufffd.md: its name is not valid UTF-8\n"]);
      assert.equal(JSON.parse(out).path, "Page/甲.md");
    }));

  test("settings that cannot be read are told of, and as if they were not there", () =>
    inFolder({ ".redlink.json/x": "", "Page/甲.md": SECRET }, async (folder) => {
      for (const args of [
        ["check", "."],
        ["convert", "--to", "hans", "."],
        ["collate", "Page"],
      ]) {
        const { err } = await cli(folder, args);
        assert.equal(err, "redlink: .redlink.json: not read: is a folder; the settings are those without it\n");
      }
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

describe("a folder that leads out of itself", () => {
  const CANARY = "canary-of-the-outside";
  const LIST = `[1] ${CANARY}`;

  const around = (body: (folder: TestFolder, outside: TestFolder) => Promise<void>) =>
    inFolder({ "wiki/Page/甲.md": SECRET }, async (parent) => {
      const outside = new TestFolder({ "settings.json": `{"rules": {"${CANARY}": "off"}}`, "x.rendered.txt": LIST });
      const folder = new TestFolder({ "Page/甲.md": SECRET });
      try {
        await body(folder, outside);
      } finally {
        folder.dispose();
        outside.dispose();
      }
      assert.equal(readdirSync(parent.path).length, 1);
    });

  test("by its settings: they are as if they were not there, and that is said", () =>
    around(async (folder, outside) => {
      for (const target of [outside.resolve("settings.json"), "/dev/zero", "/etc/hostname"]) {
        rmSync(folder.resolve(".redlink.json"), { force: true });
        symlinkSync(target, folder.resolve(".redlink.json"));
        const { out, err } = await cli(folder, ["check", "."]);
        assert.equal(
          err,
          "redlink: .redlink.json: not read: leads out of the folder that is read; the settings are those without it\n",
        );
        assert.match(out, /broken-marker/);
      }
    }));

  test("by a companion beside the page: there is none", () =>
    around(async (folder, outside) => {
      symlinkSync(outside.resolve("x.rendered.txt"), folder.resolve("Page/甲.rendered.txt"));
      const { out, err } = await cli(folder, ["collate", "--format", "json", "Page/甲.md"]);
      assert.match(err, /no companion beside it/);
      assert.ok(!(out + err).includes(CANARY));
    }));

  test("pipes and devices are no pages and block nothing", () =>
    around(async (folder) => {
      spawnSync(
        "mkfifo",
        ["Page/乙.md", "Page/甲.wikitext", ".redlink.json"].map((name) => folder.resolve(name)),
      );
      symlinkSync("乙.md", folder.resolve("Page/丙.md"));
      const { out, err } = await cli(folder, ["check", "--format", "jsonl", "."]);
      assert.equal(err, "redlink: .redlink.json: not read: is no regular file; the settings are those without it\n");
      assert.deepEqual(
        out
          .split("\n")
          .filter(Boolean)
          .map((line) => JSON.parse(line).path),
        ["Page/甲.md"],
      );
      assert.match((await cli(folder, ["collate", "Page/甲.md"])).err, /no companion beside it/);
    }));
});

test("codes that a terminal obeys are shown, in differences and annotations too", () =>
  inFolder(
    { "Page/甲.md": `\u001b]0;甲\u0007\u009b31m${SECRET}[無\u001b[31m](../Page/\u001b[31m無.md "wikilink")\n` },
    async (folder) => {
      for (const args of [
        ["check", "--diff", "."],
        ["check", "--format", "github", "."],
        ["convert", "--to", "hans", "--diff", "."],
      ]) {
        const { out, err } = await cli(folder, args);
        assert.notEqual(out, "");
        assert.doesNotMatch(out + err, /[\u001b\u009b\u0007]/);
      }
    },
  ));
