import assert from "node:assert/strict";
import { resolve } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { cli, inFolder } from "./cli";

interface GeneratedPage {
  readonly path: string;
  readonly text: string;
  readonly planted: Readonly<Record<string, number>>;
}

type GenerateWiki = (options: { readonly pages: number }) => Iterable<GeneratedPage>;

describe("a generated wiki of 1,000 pages", () => {
  test("every planted fault is found, page by page, and nothing else; the index knows every page", async () => {
    // Not bundled: it is the benchmark's own.
    const { href } = pathToFileURL(resolve("test/bench/generate/wiki.mjs"));
    const { generateWiki } = (await import(href)) as { generateWiki: GenerateWiki };
    const pages = [...generateWiki({ pages: 1000 })];
    await inFolder(Object.fromEntries(pages.map(({ path, text }) => [path, text])), async (folder) => {
      const { out } = await cli(folder, ["check", "--format", "jsonl", "."]);
      const found = new Map<string, Record<string, number>>();
      for (const line of out.trimEnd().split("\n")) {
        const { path, findings } = JSON.parse(line) as { path: string; findings: { rule: string }[] };
        const counts: Record<string, number> = {};
        for (const { rule } of findings) counts[rule] = (counts[rule] ?? 0) + 1;
        found.set(path, counts);
      }
      for (const { path, planted } of pages) assert.deepEqual(found.get(path), planted, path);
      assert.equal(found.size, 1000);

      const { wikis } = JSON.parse((await cli(folder, ["index", "--format", "json"])).out);
      const missing = pages.filter(({ planted }) => planted["link/missing-page"]).length;
      assert.equal(wikis[0].pages, 1000);
      assert.deepEqual(wikis[0].wanted, [{ title: "霧港舊址", pages: missing }]);
    });
  });
});
