import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { cli, inFolder } from "./cli";

const OVERRUN = '[老橋位於](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n';
const OTHER = '[古渡位於](https://zh.wikipedia.org/wiki/古渡 "wikilink")。\n';

describe("check --baseline", () => {
  test("tells of what is new only, and stays silent when lines shift", () =>
    inFolder({ "Page/甲.md": OVERRUN, "Page/乙.md": OVERRUN }, async (folder) => {
      const made = await cli(folder, ["check", "--write-baseline", "known.json", "."]);
      assert.deepEqual([made.code, made.out], [0, ""]);
      assert.equal(made.err, "redlink: known.json: 2 findings of 2 files recorded\n");
      const gated = () => cli(folder, ["check", "--baseline", "known.json", "--format", "jsonl", "."]);
      assert.equal((await gated()).code, 0);

      folder.write("Page/甲.md", `新的一行。\n\n${OVERRUN}`);
      assert.equal((await gated()).code, 0);
      folder.write("Page/甲.md", `${OTHER}\n${OVERRUN}`);
      const { code, out } = await gated();
      assert.equal(code, 1);
      assert.deepEqual(
        out
          .split("\n")
          .filter(Boolean)
          .map((line) => JSON.parse(line).findings.map(({ start }: { start: { line: number } }) => start.line)),
        [[], [1]],
      );
    }));

  test("a second fault of the same kind in the same words is new", () =>
    inFolder({ "甲.md": OVERRUN }, async (folder) => {
      await cli(folder, ["check", "--write-baseline", "known.json", "甲.md"]);
      folder.write("甲.md", OVERRUN + OVERRUN);
      const { code, out } = await cli(folder, ["check", "--baseline", "known.json", "甲.md"]);
      assert.equal(code, 1);
      assert.ok(out.endsWith("1 file checked: 1 warning (besides 1 of the baseline)\n"), out);
    }));

  test("an entry that gets another number is the same entry", () =>
    inFolder({}, async (folder) => {
      const page = (...entries: string[]) => {
        const markers = entries.slice(1).map((_, index) => `\\[${index + 1}\\]`);
        const list = entries.map((entry, index) => `${index + 1}.  ${entry}`);
        return `${OTHER.replace("位於", "")}\n甲${markers.join("，乙")}。\n\n${list.join("\n")}\n`;
      };
      folder.write("甲.md", page("《志》，1931年。", "《書》，1950年。"));
      await cli(folder, ["check", "--write-baseline", "known.json", "甲.md"]);
      assert.match(readFileSync(folder.resolve("known.json"), "utf8"), /footnote\/unused/);
      folder.write("甲.md", page("《河》，1920年。", "《志》，1931年。", "《書》，1950年。"));
      assert.equal((await cli(folder, ["check", "--baseline", "known.json", "甲.md"])).code, 0);
    }));

  test("paths in it are those from where it stands, whatever the current folder; a line for each page", () =>
    inFolder({ "wiki/Page/甲.md": OVERRUN, "wiki/Page/乙.md": OTHER }, async (folder) => {
      await cli(folder, ["check", "--write-baseline", "wiki/known.json", "wiki"]);
      const lines = readFileSync(folder.resolve("wiki/known.json"), "utf8").split("\n");
      assert.equal(lines.length, 5);
      assert.ok(lines[1]!.startsWith('"Page/乙.md":{"link/overrun":["'), lines[1]);
      const inside = { path: folder.resolve("wiki/Page") };
      assert.equal((await cli(inside, ["check", "--baseline", "../known.json", "甲.md"])).code, 0);
    }));

  test("one that an editor gave a byte order mark is one", () =>
    inFolder({ "甲.md": OVERRUN }, async (folder) => {
      await cli(folder, ["check", "--write-baseline", "known.json", "甲.md"]);
      folder.write("known.json", `\ufeff${readFileSync(folder.resolve("known.json"), "utf8")}`);
      assert.equal((await cli(folder, ["check", "--baseline", "known.json", "甲.md"])).code, 0);
    }));

  test("usage", () =>
    inFolder(
      {
        "甲.md": OVERRUN,
        "wrong.json": "[]",
        "older.json": '{"version":1,"pages":{"甲.md":3}}',
        "newer.json": '{"version":2}',
      },
      async (folder) => {
        for (const [args, said] of [
          [["--baseline", "none.json"], "--baseline: none.json: no such file or folder (--write-baseline makes one)"],
          [["--baseline", "wrong.json"], "--baseline: wrong.json: is no baseline (--write-baseline makes one)"],
          [["--baseline", "older.json"], "--baseline: older.json: is no baseline (--write-baseline makes one)"],
          [["--baseline", "newer.json"], "--baseline: newer.json: is of version 2, not 1 (--write-baseline makes one)"],
          [["--write-baseline", "a.json", "--fix"], "--write-baseline goes with PATHs only"],
          [["--write-baseline", "none/a.json"], "--write-baseline: none/a.json: not written: no such file or folder"],
        ] as const) {
          const { code, err } = await cli(folder, ["check", ...args, "甲.md"]);
          assert.deepEqual([code, err], [2, `redlink: ${said}\n`]);
        }
      },
    ));
});
