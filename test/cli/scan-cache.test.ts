import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { PageSummary } from "../../server/core/model/summary";
import { unpack } from "../../server/core/workspace/index/packed";
import { readCache } from "../../server/main/scan/cache";
import { type ScanPart, scanFolder } from "../../server/main/scan/folder-scan";
import { TestFolder } from "../support/folder";
import { inFolder } from "./cli";

const link = (title: string) => `[字](../Page/${title}.md "wikilink")`;

/** Long ago: a file that has just been written is read again in any case. */
const PAST = 1_000_000_000;

function write(folder: TestFolder, file: string, text: string, time = PAST): void {
  folder.write(file, text);
  utimesSync(folder.resolve(file), time, time);
}

function order(folder: TestFolder, cache?: string): ScanPart {
  const { path: root } = folder;
  return { root, include: [], exclude: [], part: 0, parts: 1, engine: "test", cache };
}

/** What a scan tells: every page as whoever takes it in would see it. */
function scanned(part: ScanPart): Record<string, PageSummary> {
  const files: string[] = [];
  const texts = [""];
  const pages: Record<string, PageSummary> = {};
  let bytes: Uint8Array | undefined;
  for (const batch of scanFolder(part)) {
    if (batch === "done") continue;
    files.push(...batch.files);
    texts.push(...batch.strings);
    bytes = batch.memory ?? bytes;
    for (const [index, file] of batch.pages.entries()) {
      const place = { bytes: bytes!, start: batch.starts[index]!, numbers: undefined };
      pages[files[file]!] = unpack(place, { textOf: (id) => texts[id] ?? assert.fail(`text ${id} was not told`) });
    }
  }
  return pages;
}

const SOME = Object.fromEntries(
  Array.from({ length: 300 }, (_, number) => [`Page/${number}.md`, `${link(`${number + 1}`)}\n\n## 節${number}\n`]),
);

describe("what a scan remembers", () => {
  test("is told instead of reading files of the same size and time", () =>
    inFolder({}, async (folder) => {
      for (const [file, text] of Object.entries(SOME)) write(folder, file, text);
      const part = order(folder, folder.resolve("cache/0.index"));
      const first = scanned(part);
      assert.equal(Object.keys(first).length, 300);
      write(folder, "Page/7.md", SOME["Page/7.md"]!.replace("節", "段"));
      assert.deepEqual(scanned(part), first, "nobody can see that change");
      write(folder, "Page/7.md", SOME["Page/7.md"]!.replace("節", "段"), PAST + 1);
      assert.deepEqual(scanned(part)["Page/7.md"]!.headings[0]!.text, "段7");
      assert.deepEqual(scanned(part), scanned(order(folder)));
    }));

  test("is not trusted of a file that was written while it was read", () =>
    inFolder({}, async (folder) => {
      const part = order(folder, folder.resolve("cache/0.index"));
      // In an hour: however slow the machine is, the scan begins before.
      const soon = Date.now() / 1000 + 3600;
      write(folder, "Page/甲.md", link("乙"), soon);
      scanned(part);
      write(folder, "Page/甲.md", link("丙"), soon);
      assert.equal(scanned(part)["Page/甲.md"]!.links[0]!.title, "丙");
    }));

  test("after files changed, came and went, and after many such changes, is what a scan without it tells", () => {
    const files = Array.from({ length: 12 }, (_, number) => `${number % 3 ? "Page" : "wikitext"}/頁${number}`).map(
      (name) => (name.startsWith("Page") ? `${name}.md` : `${name}.wiki`),
    );
    const change = fc.record({
      file: fc.constantFrom(...files),
      text: fc.option(
        fc
          .array(fc.constantFrom("甲", "乙", "丙", "一個長一些的題目之類"), { maxLength: 3 })
          .map((titles) => titles.map((title) => `${link(title)}與[[${title}]]\n\n## ${title}\n`).join("\n")),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 6 }), { minLength: 2, maxLength: 5 }), (rounds) => {
        const folder = new TestFolder({});
        try {
          let time = PAST;
          for (const changes of rounds) {
            for (const { file, text } of changes) {
              if (text === undefined) rmSync(folder.resolve(file), { force: true });
              else write(folder, file, text, ++time);
            }
            assert.deepEqual(scanned(order(folder, folder.resolve("cache/0.index"))), scanned(order(folder)));
          }
        } finally {
          folder.dispose();
        }
      }),
      { numRuns: 40 },
    );
  });

  test("is written beside what somebody else writes, and removes what somebody was killed over", () =>
    inFolder(SOME, async (folder) => {
      write(folder, "cache/0.index.1.tmp", "killed long ago");
      write(folder, "cache/0.index.2.tmp", "being written", Date.now() / 1000);
      scanned(order(folder, folder.resolve("cache/0.index")));
      assert.deepEqual(readdirSync(folder.resolve("cache")).sort(), ["0.index", "0.index.2.tmp"]);
    }));

  test("is nothing when any byte of it is another, when it is cut short, or was asked for otherwise", () =>
    inFolder({}, async (folder) => {
      for (const [file, text] of Object.entries(SOME)) write(folder, file, text);
      const cache = folder.resolve("cache/0.index");
      const part = order(folder, cache);
      scanned(part);
      const right = readFileSync(cache);
      const key = JSON.stringify([part.engine, part.root, part.include, part.exclude, part.part, part.parts]);
      assert.equal(readCache(cache, key)?.files.length, 300);
      assert.equal(readCache(cache, `${key} `), undefined);
      const places = [0, 10, 60, right.length - 1, right.length - 4, right.length - 8, right.length >> 1];
      fc.assert(
        fc.property(
          fc.oneof(fc.constantFrom(...places), fc.nat(right.length - 1)),
          fc.integer({ min: 1, max: 255 }),
          fc.boolean(),
          (at, bits, cut) => {
            const damaged = Buffer.from(right.subarray(0, cut ? at : right.length));
            if (!cut) damaged[at]! ^= bits;
            writeFileSync(cache, damaged);
            assert.equal(readCache(cache, key), undefined);
          },
        ),
        { numRuns: 300 },
      );
      assert.equal(Object.keys(scanned(part)).length, 300, "it is made anew");
      assert.deepEqual(readFileSync(cache), right);
    }));
});
