import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { describe, test } from "node:test";
import { TestFolder } from "../support/folder";
import { productPath } from "../support/product";

const OVERRUN = '[老橋位於](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n';

describe("the command line as a process", () => {
  const folder = new TestFolder({ "甲.md": OVERRUN, "big.md": OVERRUN.repeat(20_000) });
  const run = async (...args: string[]) =>
    spawnSync(process.execPath, [await productPath("cli"), ...args], { cwd: folder.path, encoding: "utf8" });

  test("exits with its code, one line on standard error", async () => {
    assert.equal((await run("check", "甲.md")).status, 1);
    const missing = await run("check", "無.md", "--format", "jsonl");
    assert.deepEqual(
      [missing.status, missing.stdout, missing.stderr],
      [2, "", "redlink: 無.md: no such file or folder\n"],
    );
    assert.equal((await run()).status, 2);
    assert.equal((await run("--version")).status, 0);
  });

  test("--jobs yields what one thread does, in the same order", async () => {
    const names = Array.from({ length: 100 }, (_, index) => `many/${String(index).padStart(3, "0")}.md`);
    for (const [index, name] of names.entries()) folder.write(name, OVERRUN.repeat(index % 7));
    folder.write(".redlink.json", "{");
    const one = await run("check", "--format", "jsonl", "many");
    const three = await run("check", "--format", "jsonl", "--jobs", "3", "many", "none.md");
    assert.ok(one.stdout.length > 1000);
    assert.equal(three.stdout, one.stdout);
    assert.equal(one.stderr, "redlink: .redlink.json:1: not valid JSON (close brace expected)\n");
    assert.deepEqual(
      new Set(three.stderr.split("\n")),
      new Set([...one.stderr.split("\n"), "redlink: none.md: no such file or folder"]),
    );
    assert.deepEqual([one.status, three.status], [1, 2]);
  });

  test("a reader that has seen enough is no error", async () => {
    const child = spawn(process.execPath, [await productPath("cli"), "check", "--format", "github", "big.md"], {
      cwd: folder.path,
    });
    child.stdout.once("data", () => child.stdout.destroy());
    const [code] = await once(child, "exit");
    assert.equal(code, 0);
  });

  test("a current folder that is gone is said in a line", async () => {
    folder.write("gone/x.md", "");
    const script = 'cd gone && rm -r ../gone && exec "$@"';
    const args = ["-c", script, "sh", process.execPath, await productPath("cli"), "check", "."];
    const { status, stderr } = spawnSync("sh", args, { cwd: folder.path, encoding: "utf8" });
    assert.deepEqual([status, stderr], [2, "redlink: the current folder: no such file or folder\n"]);
  });

  test("output that nobody can take is said in a line", async () => {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [await productPath("cli"), "rules"], {
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    assert.deepEqual([status, stderr], [2, "redlink: standard output: no space left on the device\n"]);
  });

  test("any bytes are a finding or nothing", async () => {
    const bytes = Buffer.alloc(70_000, 0x5b);
    for (let index = 0; index < bytes.length; index += 3) bytes[index] = (index * 7919) & 0xff;
    folder.write("bytes.md", bytes);
    folder.write("nul.md", new Uint8Array(1000));
    folder.write("empty.md", "");
    folder.write("line.md", `${"甲\\[1\\]乙{{".repeat(100_000)}\n`);
    for (const name of ["bytes.md", "nul.md", "empty.md", "line.md"]) {
      const { status, stderr } = await run("check", "--format", "jsonl", name);
      assert.ok(status === 0 || status === 1, `${name}: ${stderr}`);
    }
    folder.dispose();
  });

  test("lsp --stdio is the language server", async () => {
    const child = spawn(process.execPath, [await productPath("cli"), "lsp", "--stdio"]);
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: { capabilities: {} } });
    child.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
    const [answer] = await once(child.stdout, "data");
    assert.match(String(answer), /"serverInfo"|Content-Length/);
    child.stdin.end();
    const [code] = await once(child, "exit");
    assert.equal(code, 1);
  });
});
