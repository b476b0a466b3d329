// Files are written whole or not at all, whoever else reads, writes or kills meanwhile.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { TITLE_PLACEHOLDER } from "../../server/core/workspace/configuration";
import { ChangedMeanwhile, lockOf, rewrite, stampOf, untilUnchanged } from "../../server/main/cli/write";
import { TestFolder } from "../support/folder";
import { productPath } from "../support/product";
import { cli, inFolder } from "./cli";

const LINKS = '[橋](https://zh.wikipedia.org/wiki/橋 "wikilink")[甲](../Page/0.md "wikilink")';
const CATEGORY = '[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")';
const page = (marker: string) => `${LINKS}。甲${marker}乙。\n\n${CATEGORY}\n\n1.  一。\n`;
const BROKEN = page("\\[1]");
const FIXED = page("\\[1\\]");

describe("a file that is rewritten", () => {
  test("keeps its other names, and is written for all of them", () =>
    inFolder({ "Page/甲.md": BROKEN }, async (folder) => {
      linkSync(folder.resolve("Page/甲.md"), folder.resolve("second name"));
      await cli(folder, ["check", "--fix", "Page"]);
      assert.equal(readFileSync(folder.resolve("second name"), "utf8"), FIXED);
      assert.equal(statSync(folder.resolve("Page/甲.md")).nlink, 2);
    }));

  test("keeps its mode, and a symbolic link to it stays one", () =>
    inFolder({ "Page/甲.md": BROKEN }, async (folder) => {
      chmodSync(folder.resolve("Page/甲.md"), 0o640);
      symlinkSync("甲.md", folder.resolve("Page/乙.md"));
      await cli(folder, ["check", "--fix", "Page/乙.md"]);
      assert.equal(readFileSync(folder.resolve("Page/甲.md"), "utf8"), FIXED);
      assert.equal(statSync(folder.resolve("Page/甲.md")).mode & 0o777, 0o640);
    }));

  test("is refused when it is read-only", () =>
    inFolder({ "Page/甲.md": BROKEN }, async (folder) => {
      chmodSync(folder.resolve("Page/甲.md"), 0o444);
      const { code, err } = await cli(folder, ["check", "--fix", "Page"]);
      assert.deepEqual([code, err], [2, "redlink: Page/甲.md: not written: is read-only\n"]);
      assert.equal(readFileSync(folder.resolve("Page/甲.md"), "utf8"), BROKEN);
    }));

  test("is not written when it changed since it was read", () =>
    inFolder({ "甲.md": "一" }, async (folder) => {
      const path = folder.resolve("甲.md");
      const stamp = stampOf(path);
      writeFileSync(path, "二二");
      assert.throws(() => rewrite(path, "三", stamp), ChangedMeanwhile);
      assert.equal(readFileSync(path, "utf8"), "二二");
      let reads = 0;
      await untilUnchanged(() => {
        const now = stampOf(path);
        if (++reads === 1) writeFileSync(path, "四四四");
        rewrite(path, `${readFileSync(path, "utf8")}五`, now);
      });
      assert.deepEqual([reads, readFileSync(path, "utf8")], [2, "四四四五"]);
    }));

  test("waits while another process writes it, and takes over from one that has ended", () =>
    inFolder({ "甲.md": "一" }, async (folder) => {
      const path = folder.resolve("甲.md");
      const lock = lockOf(path);
      writeFileSync(lock, String(spawnSync(process.execPath, ["-e", ""]).pid));
      rewrite(path, "二", stampOf(path));
      assert.equal(readFileSync(path, "utf8"), "二");
      const release = `
        const fs = require("fs");
        console.log("ready");
        while (!fs.existsSync(${JSON.stringify(lock)}));
        setTimeout(() => {
          fs.writeFileSync(${JSON.stringify(path)}, "三");
          fs.rmSync(${JSON.stringify(lock)});
        }, 50);`;
      const other = spawn(process.execPath, ["-e", release]);
      await once(other.stdout, "data");
      writeFileSync(lock, String(other.pid));
      // Blocks until the other process has given the lock back, and sees what it wrote.
      assert.throws(() => rewrite(path, "四", stampOf(path)), ChangedMeanwhile);
      assert.deepEqual([readFileSync(path, "utf8"), readdirSync(folder.path)], ["三", ["甲.md"]]);
    }));
});

test("locks that a repository brings along hold nothing up: pipes, devices, folders, numbers of living processes", () =>
  inFolder(
    { "Page/甲.md": BROKEN, "Page/乙.md": BROKEN, "Page/丙.md": BROKEN, "Page/丁.md": BROKEN },
    async (folder) => {
      const lock = (name: string) => lockOf(folder.resolve(`Page/${name}.md`));
      spawnSync("mkfifo", [lock("甲")]);
      symlinkSync("/dev/zero", lock("乙"));
      writeFileSync(lock("丙"), String(process.ppid));
      utimesSync(lock("丙"), 1, 1);
      mkdirSync(folder.resolve("Page/.redlink-1-a.tmp"));
      writeFileSync(lock("丁"), String(process.ppid));
      const started = performance.now();
      const { err } = await cli(folder, ["check", "--fix", "."]);
      assert.equal(err, "");
      assert.ok(performance.now() - started < 8000, "the wait for a fresh one ends");
      for (const name of "甲乙丙丁") assert.equal(readFileSync(folder.resolve(`Page/${name}.md`), "utf8"), FIXED);
      assert.deepEqual(readdirSync(folder.resolve("Page")).sort(), [
        ".redlink-1-a.tmp",
        "丁.md",
        "丙.md",
        "乙.md",
        "甲.md",
      ]);
    },
  ));

test("a file that became a link to the outside is not written, nor locked there", () =>
  inFolder({ "甲.md": "一", "outside/甲.md": "一" }, async (folder) => {
    const stamp = stampOf(folder.resolve("甲.md"));
    rmSync(folder.resolve("甲.md"));
    symlinkSync("outside/甲.md", folder.resolve("甲.md"));
    const before = statSync(folder.resolve("outside"), { bigint: true }).mtimeNs;
    assert.throws(() => rewrite(folder.resolve("甲.md"), "二", stamp), ChangedMeanwhile);
    assert.equal(statSync(folder.resolve("outside"), { bigint: true }).mtimeNs, before);
  }));

test("what killed runs left is cleared by the next one, what others are writing is not", () =>
  inFolder({ "Page/甲.md": BROKEN }, async (folder) => {
    const { pid: ended } = spawnSync(process.execPath, ["-e", ""]);
    const living = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    try {
      for (const pid of [ended, living.pid]) folder.write(`Page/.redlink-${pid}-abc12.tmp`, "x");
      folder.write("Page/.redlink-0123456789abcdef.lock", String(ended));
      folder.write(`Page/.redlink-${process.pid}-abc12.tmp`, "of a container's last process of this number");
      utimesSync(folder.resolve(`Page/.redlink-${process.pid}-abc12.tmp`), 1, 1);
      await cli(folder, ["check", "--fix", "."]);
      assert.deepEqual(readdirSync(folder.resolve("Page")).sort(), [`.redlink-${living.pid}-abc12.tmp`, "甲.md"]);
      assert.equal(readFileSync(folder.resolve("Page/甲.md"), "utf8"), FIXED);
    } finally {
      living.kill();
    }
  }));

test("two processes on one folder lose nothing of each other's", async () => {
  const script = await productPath("cli");
  const names = Array.from({ length: 60 }, (_, number) => `Page/${number + 1}.md`);
  const text = `${"软件與軟體。\n\n"}${BROKEN}`;
  await inFolder(Object.fromEntries(names.map((name) => [name, text])), async (folder) => {
    const run = (...args: string[]) => once(spawn(process.execPath, [script, ...args], { cwd: folder.path }), "close");
    await Promise.all([run("check", "--fix", "."), run("convert", "--to", "hans", "--write", ".")]);
    await run("convert", "--to", "hans", "--write", ".");
    await run("check", "--fix", ".");
    const results = new Set(names.map((name) => readFileSync(folder.resolve(name), "utf8")));
    assert.equal(results.size, 1);
    assert.match([...results][0]!, /甲\\\[1\\\]乙/);
    assert.deepEqual(
      readdirSync(folder.resolve("Page")).filter((name) => name.startsWith(".")),
      [],
    );
  });
});

const LOSSY = `清河老橋建於明代的最後一個年頭\\[1\\]，長三十二公尺又四公寸\\[2\\]。

${CATEGORY}

1.
2.  縣志
`;
const COMPANION = "清河老桥建于明代的最后一个年头[1]，长三十二公尺又四公寸[2]。\n\n  1. ^ 古桥考. 1987.\n  2. ^ 县志\n";

/** Kills of each command; `KILLS=75 npx tsx --test test/cli/write.test.ts` for more. */
const KILLS = Number(process.env.KILLS ?? 6);

describe("kills at any moment", () => {
  for (const [command, ...args] of [
    ["check", "--fix", "."],
    ["convert", "--to", "hans", "--write", "."],
    ["footnotes", "--to", "footnotes", "--write", "."],
    ["collate", "--write", "--with", `text/${TITLE_PLACEHOLDER}.txt`, "."],
  ] as const) {
    test(`of ${command}: each file is the old or the new one, and the next run leaves nothing behind`, async () => {
      const script = await productPath("cli");
      const names = Array.from({ length: 40 }, (_, number) => `Page/${number + 1}.md`);
      const old = command === "collate" ? LOSSY : `簡體與繁體。\n\n${command === "footnotes" ? FIXED : BROKEN}`;
      const companions = names.map((_, number) => [`text/${number + 1}.txt`, COMPANION]);
      const files = Object.fromEntries([...names.map((name) => [name, old]), ...companions]);
      const run = (folder: TestFolder) => spawn(process.execPath, [script, command, ...args], { cwd: folder.path });
      const whole = new TestFolder(files);
      await once(run(whole), "close");
      const fresh = readFileSync(whole.resolve(names[0]!), "utf8");
      whole.dispose();
      assert.notEqual(fresh, old);
      await inFolder(files, async (folder) => {
        for (let round = 0; round < KILLS; round++) {
          // After a few kills nearly all files are written: then from the start.
          if (round % 7 === 0) for (const name of names) folder.write(name, old);
          const child = run(folder);
          const kill = setInterval(() => {
            // As soon as another file has been written, somewhere in the middle of the next one.
            const written = names.filter((name) => readFileSync(folder.resolve(name), "utf8") === fresh).length;
            if (written > (round % 7) * 5) child.kill("SIGKILL");
          }, 1);
          await once(child, "close");
          clearInterval(kill);
          for (const name of names) {
            const text = readFileSync(folder.resolve(name), "utf8");
            assert.ok(text === old || text === fresh, name);
          }
        }
        await once(run(folder), "close");
        assert.deepEqual(new Set(names.map((name) => readFileSync(join(folder.path, name), "utf8"))), new Set([fresh]));
        assert.equal(readdirSync(folder.resolve("Page")).length, names.length);
      });
    });
  }
});

test("where there is no room for the new text the old one stays, also of a file with two names", async () => {
  const script = await productPath("cli");
  const long = `${"字".repeat(2000)}\n\n${BROKEN}`;
  await inFolder({ "Page/甲.md": long, "Page/乙.md": long }, async (folder) => {
    linkSync(folder.resolve("Page/乙.md"), folder.resolve("second name"));
    // No file may grow beyond 512 bytes: the system's stand-in for a full disk.
    const limited = `ulimit -f 1; exec "${process.execPath}" "${script}" check --fix .`;
    const { status, stderr } = spawnSync("sh", ["-c", limited], { cwd: folder.path, encoding: "utf8" });
    assert.equal(status, 2, stderr);
    assert.match(stderr, /甲\.md: not written: /);
    assert.deepEqual(readdirSync(folder.resolve("Page")).sort(), ["乙.md", "甲.md"]);
    for (const name of ["甲", "乙"]) assert.equal(readFileSync(folder.resolve(`Page/${name}.md`), "utf8"), long);
  });
});
