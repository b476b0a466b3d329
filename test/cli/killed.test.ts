import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, watch, writeFileSync } from "node:fs";
import { describe, test } from "node:test";
import { TestFolder } from "../support/folder";
import { productPath } from "../support/product";
import { inFolder } from "./cli";

const LINKS = '[橋](https://zh.wikipedia.org/wiki/橋 "wikilink")[甲](../Page/0.md "wikilink")';
const CATEGORY = '[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")';
const page = (number: number, marker: string) =>
  `${LINKS}。甲${marker}乙${"字".repeat(2000)}${number}。\n\n${CATEGORY}\n\n1.  一。\n`;
/** Kills while the cache is written; `KILLS=60 npx tsx --test test/cli/killed.test.ts` for more. */
const KILLS = Number(process.env.KILLS ?? 3);
const names = Array.from({ length: 200 }, (_, number) => `Page/${number}.md`);

function wiki(marker: string): Record<string, string> {
  return Object.fromEntries(names.map((name, number) => [name, page(number, marker)]));
}

describe("killed in the middle", () => {
  test("of --fix: every file is the old one or the new one", () =>
    inFolder(wiki("\\[1]"), async (folder) => {
      const args = [await productPath("cli"), "check", "--fix", "--format", "jsonl", "--jobs", "2", "."];
      const whole = new TestFolder(wiki("\\[1]"));
      spawnSync(process.execPath, args, { cwd: whole.path, stdio: "ignore" });
      const fixed = names.map((name) => readFileSync(whole.resolve(name), "utf8"));
      whole.dispose();
      assert.ok(fixed.every((text, number) => text !== page(number, "\\[1]")));
      for (const chunks of [1, 4]) {
        const child = spawn(process.execPath, args, { cwd: folder.path });
        let seen = 0;
        child.stdout.on("data", () => {
          if (++seen === chunks) child.kill("SIGKILL");
        });
        await once(child, "close");
        for (const [number, name] of names.entries()) {
          const text = readFileSync(folder.resolve(name), "utf8");
          assert.ok(text === page(number, "\\[1]") || text === fixed[number], name);
        }
      }
      spawnSync(process.execPath, args, { cwd: folder.path, stdio: "ignore" });
      assert.equal(readFileSync(folder.resolve("Page/199.md"), "utf8"), fixed[199]);
    }));

  test("by Ctrl-C, of --fix: what is under way is finished, and nothing else is in the folder", () =>
    inFolder({}, async (folder) => {
      // So much is told of each page that nobody gets to the end of them before it is read.
      const missing = Array.from({ length: 20 }, (_, number) => `[無](../Page/無${number}.md "wikilink")。`).join("");
      const before = names.map((_, number) => `${missing}\n\n${page(number, "\\[1]")}`);
      for (const [number, name] of names.entries()) folder.write(name, before[number]!);
      const args = [await productPath("cli"), "check", "--fix", "--format", "jsonl", "--jobs", "2", "."];
      const child = spawn(process.execPath, args, { cwd: folder.path });
      await once(child.stdout, "readable");
      child.kill("SIGINT");
      let told = "";
      child.stdout.setEncoding("utf8").on("data", (chunk) => {
        told += chunk;
      });
      const [code] = await once(child, "close");
      assert.equal(code, 130);
      assert.equal(readdirSync(folder.resolve("Page")).length, names.length);
      const done = told.split("\n").filter(Boolean);
      const changed = names.filter((name, number) => readFileSync(folder.resolve(name), "utf8") !== before[number]);
      assert.deepEqual(new Set(done.map((line) => JSON.parse(line).path)), new Set(changed));
      assert.ok(done.length < names.length);
    }));

  test("of writing what the index remembers: the next time it is right all the same", () =>
    inFolder(wiki(""), async (folder) => {
      const cache = folder.resolve(".cache/redlink");
      mkdirSync(cache, { recursive: true });
      const env = { ...process.env, XDG_CACHE_HOME: folder.resolve(".cache") };
      const args = [await productPath("cli"), "index", "--format", "json", "."];
      for (let round = 0; round < KILLS; round++) {
        rmSync(cache, { recursive: true });
        mkdirSync(cache);
        const child = spawn(process.execPath, args, { cwd: folder.path, env });
        // At once when something is written there, and at later and later steps of it.
        let steps = 0;
        const watcher = watch(cache, () => void (steps++ >= round % 4 && child.kill("SIGKILL")));
        await once(child, "close");
        watcher.close();
        const run = () => spawnSync(process.execPath, args, { cwd: folder.path, env, encoding: "utf8" });
        const { pages, backlinks } = JSON.parse(run().stdout).wikis[0];
        assert.deepEqual([pages, backlinks], [200, [{ path: "Page/0.md", pages: 199 }]]);
      }
    }));
});

describe("what the index remembers", () => {
  const indexed = async (folder: TestFolder) => {
    const env = { ...process.env, XDG_CACHE_HOME: folder.resolve(".cache") };
    const args = [await productPath("cli"), "index", "--format", "json", "."];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, {
      cwd: folder.path,
      env,
      encoding: "utf8",
      maxBuffer: 1e8,
    });
    assert.deepEqual([stderr, status], ["", 0]);
    return JSON.parse(stdout).wikis[0];
  };

  test("of a redirect that is a symbolic link is its title: what stands on the page counts once", () =>
    inFolder(
      { "甲/甲縣.wikitext": "[[乙縣]]\n", "乙/乙縣.wikitext": "[[甲縣]][[甲區]]\n", "Redirect/x": "" },
      async (folder) => {
        for (const name of ["甲區", "甲地"])
          symlinkSync("../甲/甲縣.wikitext", folder.resolve(`Redirect/${name}.wikitext`));
        for (const time of ["first", "second"]) {
          const { pages, orphans, wanted, backlinks } = await indexed(folder);
          assert.deepEqual([pages, orphans, wanted], [2, [], []], time);
          assert.deepEqual(backlinks.find(({ path }: { path: string }) => path === "乙/乙縣.wikitext").pages, 1);
        }
      },
    ));

  test("is never trusted: cut short, damaged anywhere, empty, another's", () =>
    inFolder(wiki(""), async (folder) => {
      const right = await indexed(folder);
      const files = readdirSync(folder.resolve(".cache/redlink")).map((name) =>
        folder.resolve(`.cache/redlink/${name}`),
      );
      assert.ok(files.length > 0);
      for (const damage of [
        (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1),
        (bytes: Buffer) => bytes.map((byte, at) => (at === bytes.length - 9 ? byte ^ 1 : byte)),
        (bytes: Buffer) => bytes.map((byte, at) => (at === 3 ? byte ^ 1 : byte)),
        () => Buffer.alloc(0),
        () => Buffer.from("redlink"),
      ]) {
        for (const file of files) writeFileSync(file, damage(readFileSync(file)));
        assert.deepEqual(await indexed(folder), right);
      }
    }));

  test("more files than are told of at once", () =>
    inFolder({}, async (folder) => {
      const last = 4200;
      for (let number = 0; number <= last; number++) {
        folder.write(`Page/${number}.md`, `[次](../Page/${(number + 1) % last}.md "wikilink")\n`);
      }
      for (const time of ["first", "second"]) {
        const { pages, orphans, wanted } = await indexed(folder);
        assert.deepEqual([pages, orphans, wanted], [last + 1, [`Page/${last}.md`], []], time);
      }
    }));

  test("follows files that change, come and go", () =>
    inFolder(wiki(""), async (folder) => {
      await indexed(folder);
      folder.write("Page/1.md", `${LINKS}[乙](../Page/2.md "wikilink")\n`);
      folder.write("Page/200.md", `${LINKS}[乙](../Page/新.md "wikilink")\n`);
      writeFileSync(folder.resolve(".redlink.json"), '{"exclude": ["Page/3.md"]}');
      const { pages, backlinks, wanted } = await indexed(folder);
      assert.equal(pages, 200);
      assert.deepEqual(wanted, [{ title: "新", pages: 1 }]);
      assert.deepEqual(backlinks, [
        { path: "Page/0.md", pages: 199 },
        { path: "Page/2.md", pages: 1 },
      ]);
    }));
});
