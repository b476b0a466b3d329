import assert from "node:assert/strict";
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { describe, test } from "node:test";
import { cli, inFolder } from "./cli";

const LINK = '[甲](../Page/甲.md "wikilink")';
const page = (text: string) => `${text}，見${LINK}。\n`;

describe("redlink convert: which files", () => {
  test("a folder's articles, as the settings have them; the rest stays", () =>
    inFolder(
      {
        ".redlink.json": '{ "exclude": ["drafts/**"], "include": ["notes/**"] }',
        "Page/甲.md": page("舊說"),
        "Page/乙.md": page("旧说"),
        "drafts/丙.md": page("舊說"),
        "notes/丁.md": "舊說\n",
        "README.md": "舊說\n",
      },
      async (folder) => {
        const { code, out, err } = await cli(folder, ["convert", "--to", "hans", "--write", "."]);
        assert.deepEqual([code, out, err], [0, "", ""]);
        const read = (path: string) => readFileSync(folder.resolve(path), "utf8");
        assert.deepEqual(
          ["Page/甲.md", "Page/乙.md", "drafts/丙.md", "notes/丁.md", "README.md"].map(read),
          ["旧说，见", "旧说，见", "舊說，見"].map((text) => `${text}${LINK}。\n`).concat("旧说\n", "舊說\n"),
        );
      },
    ));

  test("what cannot be read or converted is named, the others are converted", () =>
    inFolder(
      { "甲.md": page("舊說"), "乙.md": new Uint8Array([0xe4, 0xb8, 0x0a]), "丙.txt": "舊說" },
      async (folder) => {
        const { code, err } = await cli(folder, ["convert", "--to", "hans", "--write", "乙.md", "無.md", "甲.md"]);
        assert.equal(code, 2);
        assert.deepEqual(err.trimEnd().split("\n"), [
          "redlink: 乙.md: not valid UTF-8, not converted",
          "redlink: 無.md: no such file or folder",
        ]);
        assert.match(readFileSync(folder.resolve("甲.md"), "utf8"), /^旧说/);
      },
    ));

  test("a file is replaced in one step: mode and link stay, nothing is left beside it", () =>
    inFolder({ "甲.md": page("舊說") }, async (folder) => {
      chmodSync(folder.resolve("甲.md"), 0o640);
      symlinkSync("甲.md", folder.resolve("乙.md"));
      await cli(folder, ["convert", "--to", "hans", "--write", "乙.md"]);
      assert.equal(statSync(folder.resolve("甲.md")).mode & 0o777, 0o640);
      assert.ok(lstatSync(folder.resolve("乙.md")).isSymbolicLink());
      assert.match(readFileSync(folder.resolve("甲.md"), "utf8"), /^旧说/);
      assert.deepEqual(readdirSync(folder.path).sort(), ["乙.md", "甲.md"]);
    }));
});

describe("redlink convert: usage", () => {
  test("an unknown variant, and what does not go together, are one line each", () =>
    inFolder({ "甲.md": page("舊說") }, async (folder) => {
      for (const [args, message] of [
        [["--to", "zh-tw", "甲.md"], '--to must be one of hans, hant, cn, sg, tw, hk, mo, not "zh-tw"'],
        [["--to", "tw", "--write", "--diff", "甲.md"], "--write and --diff cannot go together"],
        [["--to", "tw", "--stdin", "--write"], "--write needs a PATH"],
        [["--to", "tw", "--stdin", "甲.md"], "convert needs either PATHs or --stdin (redlink convert --help)"],
        [["--to", "tw", "--words", "無.tsv", "甲.md"], "--words: 無.tsv: no such file or folder"],
      ] as const) {
        assert.deepEqual(await cli(folder, ["convert", ...args]), { code: 2, out: "", err: `redlink: ${message}\n` });
      }
    }));

  test("a filter leaves everything else as it was: line ends, a byte order mark, no line end at the end", () =>
    inFolder({}, async (folder) => {
      const filter = async (text: string) => (await cli(folder, ["convert", "--to", "tw", "--stdin"], text)).out;
      assert.equal(await filter("\ufeff这里\r\n\t`这里`  \r\n\r\n说"), "\ufeff這裡\r\n\t`这里`  \r\n\r\n說");
      assert.equal(await filter(""), "");
    }));
});

describe("redlink convert: word lists", () => {
  const files = {
    ".redlink.json": '{ "variants.words": "詞/詞.tsv" }',
    "詞/詞.tsv": "发展\t進展\n",
    "別.json": '[["发展", "演進"],\n["甲"]]',
    "Page/甲.md": page("这发展"),
  };

  test("of the settings, or of the command line instead", () =>
    inFolder(files, async (folder) => {
      assert.match((await cli(folder, ["convert", "--to", "tw", "."])).out, /^這進展/);
      const { code, out, err } = await cli(folder, ["convert", "--to", "tw", "--words", "別.json", "Page/甲.md"]);
      assert.match(out, /^這演進/);
      assert.deepEqual(
        [code, err],
        [0, 'redlink: 別.json:2: expected ["word", "form"] or ["word", "form", "variant"]\n'],
      );
    }));

  test("one outside the workspace is not read", () =>
    inFolder({ ...files, ".redlink.json": '{ "variants.words": "../詞.tsv" }' }, async (folder) => {
      const { code, out, err } = await cli(folder, ["convert", "--to", "tw", "."]);
      assert.match(out, /^這發展/);
      assert.deepEqual(
        [code, err],
        [0, "redlink: ../詞.tsv: the word list cannot be read; variants.words must name a file in the workspace\n"],
      );
    }));
});
