import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { cli, inFolder } from "./cli";

const PAGE = `清河老橋建於明代的最後一個年頭\\[1\\]，長三十二公尺又四公寸\\[2\\]，清代由縣令李文出資重修\\[3\\]。

[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")

1.
2.  縣志
3.
`;
const COMPANION = `清河老桥建于明代的最后一个年头[1]，长三十二公尺又四公寸[2]，清代由县令李文出资重修[1]。

  1. ^ 1.0 1.1 古桥考. 1987.
  2. ^ 县志
`;
const RESTORED = PAGE.replace("1.\n", "1.  古橋考. 1987.\n").replace("3.\n", "3.  古橋考. 1987.\n");
const OTHER = "完全是另外一回事的一篇文章，沒有任何相同之處[1]。\n\n  1. ^ 別的書\n";

describe("redlink collate", () => {
  const files = { "Page/清河老橋.md": PAGE, "text/清河老橋.txt": COMPANION };
  const args = ["collate", "Page/清河老橋.md", "--with", "text/清河老橋.txt"];

  test("lists what is proposed, and writes nothing", () =>
    inFolder(files, async (folder) => {
      const { code, out, err } = await cli(folder, args);
      assert.deepEqual([code, err], [0, ""]);
      assert.equal(
        out,
        `Page/清河老橋.md ← text/清河老橋.txt
  5:1  Entry 1: its citation, from entry 1 of 清河老橋.txt
      古橋考. 1987.
  7:1  Entry 3: the same as entry 1, says 清河老橋.txt
      古橋考. 1987.
2 proposed, 0 doubtful, 0 different from the companion, 0 of 2 empty entries left
`,
      );
      assert.equal(readFileSync(folder.resolve("Page/清河老橋.md"), "utf8"), PAGE);
    }));

  test("--diff shows, --write writes", () =>
    inFolder(files, async (folder) => {
      const diff = await cli(folder, [...args, "--diff"]);
      assert.match(
        diff.out,
        /^--- a\/Page\/清河老橋\.md\n[\s\S]*^-1\.\n\+1\. {2}古橋考\. 1987\.\n[\s\S]*^-3\.\n\+3\. {2}古橋考/m,
      );
      assert.equal(readFileSync(folder.resolve("Page/清河老橋.md"), "utf8"), PAGE);
      assert.equal((await cli(folder, [...args, "--write"])).code, 0);
      assert.equal(readFileSync(folder.resolve("Page/清河老橋.md"), "utf8"), RESTORED);
      const again = await cli(folder, [...args, "--write", "--lang", "zh-hant"]);
      assert.match(again.out, /可恢復 0 處/);
    }));

  test("JSON: kind, confidence, places and edits", () =>
    inFolder(files, async (folder) => {
      const { out } = await cli(folder, [...args, "--format", "json"]);
      const { version, files: found, summary } = JSON.parse(out);
      assert.equal(version, 1);
      assert.deepEqual(summary, { files: 1, refused: 0, restored: 2, doubtful: 0, differences: 0, empty: 2, left: 0 });
      const [file] = found;
      assert.deepEqual(
        [file.path, file.companion, file.refused],
        ["Page/清河老橋.md", { path: "text/清河老橋.txt", kind: "rendered" }, null],
      );
      const [first, second] = file.proposals;
      assert.deepEqual([first.kind, first.entry, first.source, first.doubtful], ["citation", "1", "1", false]);
      assert.ok(first.confidence >= 0.9 && first.confidence <= 1);
      assert.deepEqual([second.kind, second.sameAs], ["reuse", "1"]);
      const offset = PAGE.indexOf("1.\n");
      assert.deepEqual(first.edits, [
        {
          path: "Page/清河老橋.md",
          start: { line: 5, column: 3, offset: offset + 2 },
          end: { line: 5, column: 3, offset: offset + 2 },
          newText: "  古橋考. 1987.",
        },
      ]);
    }));

  test("a companion beside the page, or at the wiki's root, is found by its name", () =>
    inFolder(
      {
        "Page/甲.md": PAGE,
        "Page/甲.rendered.txt": COMPANION,
        "Page/乙_丙.md": PAGE,
        "乙_丙.zh-hans.html": `<p>${COMPANION}</p>`,
      },
      async (folder) => {
        assert.match((await cli(folder, ["collate", "Page/甲.md"])).out, /^Page\/甲\.md ← Page\/甲\.rendered\.txt$/m);
        assert.match((await cli(folder, ["collate", "Page/乙_丙.md"])).out, /← 乙_丙\.zh-hans\.html$/m);
      },
    ));

  test("companions lie where .redlink.json says, but never outside the root", () =>
    inFolder(
      {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder
        ".redlink.json": JSON.stringify({ "collation.companions": "sources/*/${title}.txt" }),
        "Page/清河老橋.md": PAGE,
        "Page/甲.md": PAGE,
        "sources/1/清河老橋.txt": COMPANION,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder
        "inner/.redlink.json": JSON.stringify({ "collation.companions": "../sources/1/${title}.txt" }),
        "inner/Page/清河老橋.md": PAGE,
      },
      async (folder) => {
        const { code, out } = await cli(folder, ["collate", "Page"]);
        assert.equal(code, 0);
        assert.match(out, /^Page\/清河老橋\.md ← sources\/1\/清河老橋\.txt$/m);
        assert.match(out, /\n1 articles: 2 proposed, 0 doubtful/);
        const beyond = await cli({ path: folder.resolve("inner") }, ["collate", "Page/清河老橋.md"]);
        assert.equal(beyond.code, 2);
        assert.match(beyond.err, /no companion beside it/);
      },
    ));

  test("a page of wikitext is not restored, and that is said", () =>
    inFolder({ "甲.wikitext": "文<ref>甲書</ref>", "甲.html": `<p>${COMPANION}</p>` }, async (folder) => {
      const { code, err } = await cli(folder, ["collate", "甲.wikitext", "--with", "甲.html"]);
      assert.equal(code, 2);
      assert.equal(err, "redlink: 甲.wikitext: only articles in Markdown are restored\n");
    }));

  test("a folder: every page that has a companion, a summary, the others untouched", () =>
    inFolder(
      {
        "Page/清河老橋.md": PAGE,
        "Page/甲.md": PAGE,
        "Page/README.md": "# no article\n",
        "there/清河老橋.txt": COMPANION,
        "there/README.txt": COMPANION,
      },
      async (folder) => {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder
        const { code, out } = await cli(folder, ["collate", "Page", "--with", "there/${title}.txt", "--write"]);
        assert.equal(code, 0);
        assert.match(out, /\n1 articles: 2 proposed, 0 doubtful/);
        assert.equal(readFileSync(folder.resolve("Page/清河老橋.md"), "utf8"), RESTORED);
        assert.equal(readFileSync(folder.resolve("Page/甲.md"), "utf8"), PAGE);
      },
    ));

  test("a companion of another article: one sentence, exit 2, nothing written", () =>
    inFolder({ ...files, "other.rendered.txt": OTHER }, async (folder) => {
      const { code, err } = await cli(folder, [
        "collate",
        "Page/清河老橋.md",
        "--with",
        "other.rendered.txt",
        "--write",
      ]);
      assert.equal(code, 2);
      assert.match(err, /^redlink: Page\/清河老橋\.md: other\.rendered\.txt is not this article: [^\n]*\n$/);
      assert.equal(readFileSync(folder.resolve("Page/清河老橋.md"), "utf8"), PAGE);
      const { out } = await cli(folder, [
        "collate",
        "Page/清河老橋.md",
        "--with",
        "other.rendered.txt",
        "--format",
        "json",
      ]);
      assert.match(JSON.parse(out).files[0].refused, /is not this article/);
    }));

  test("bytes that are no UTF-8 are not written", () =>
    inFolder(
      {
        "Page/清河老橋.md": Buffer.concat([Buffer.from(PAGE), Buffer.from([0xff])]),
        "清河老橋.rendered.txt": COMPANION,
      },
      async (folder) => {
        const { code, err } = await cli(folder, ["collate", "Page/清河老橋.md", "--write"]);
        assert.equal(code, 2);
        assert.match(err, /not valid UTF-8, left as it is/);
      },
    ));

  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [["collate"], /collate takes one ARTICLE/],
    [["collate", "a", "b"], /collate takes one ARTICLE/],
    [["collate", "", "--write"], /collate takes one ARTICLE/],
    [["collate", "none.md", "--with", "x"], /none\.md: no such file/],
    [["collate", "Page/清河老橋.md"], /Page\/清河老橋\.md: no companion beside it/],
    [["collate", "Page/清河老橋.md", "--with", "none.html"], /none\.html: no such file/],
    [["collate", "Page", "--with", "text/清河老橋.txt"], /--with needs \$\{title\} in it/],
    [[...args, "--write", "--diff"], /cannot go together/],
    [[...args, "--format", "xml"], /--format must be one of/],
  ];
  for (const [given, message] of wrong) {
    test(`redlink ${given.join(" ")}`, () =>
      inFolder(files, async (folder) => {
        const { code, err } = await cli(folder, given);
        assert.equal(code, 2);
        assert.match(err, message);
        assert.equal(err.split("\n").length, 2, "one line");
        assert.ok(existsSync(folder.resolve("Page/清河老橋.md")));
      }));
  }
});
