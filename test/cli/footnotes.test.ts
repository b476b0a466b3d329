import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { cli, inFolder } from "./cli";

const CATEGORY = '[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")';
const NUMBERED = `甲\\[1\\]。\n\n${CATEGORY}\n\n1.  一\n`;
const DEFINED = `甲[^1]。\n\n${CATEGORY}\n\n[^1]: 一\n`;
const TAGGED = `甲<ref>一</ref>。\n\n${CATEGORY}\n\n<references />\n`;
const UNUSED = `甲\\[1\\]。\n\n${CATEGORY}\n\n1.  一\n2.  二\n`;

describe("redlink footnotes", () => {
  test("prints a page in each form", () =>
    inFolder({ "甲.md": NUMBERED }, async (folder) => {
      const to = async (form: string) => await cli(folder, ["footnotes", "--to", form, "甲.md"]);
      assert.deepEqual(await to("footnotes"), { code: 0, out: DEFINED, err: "" });
      assert.deepEqual(await to("ref"), { code: 0, out: TAGGED, err: "" });
      assert.deepEqual(await to("numbered"), { code: 0, out: NUMBERED, err: "" });
      assert.deepEqual(await cli(folder, ["footnotes", "--to", "numbered", "--stdin"], DEFINED), {
        code: 0,
        out: NUMBERED,
        err: "",
      });
    }));

  test("writes a folder's articles; those that cannot be changed stay and are named", () =>
    inFolder(
      {
        "Page/甲.md": NUMBERED,
        "Page/乙.md": UNUSED,
        "Page/丙.md": DEFINED,
        "README.md": "讀我[1]\n",
        "丁.wikitext": "甲\\[1\\]。\n\n1.  一\n",
      },
      async (folder) => {
        const { code, out, err } = await cli(folder, ["footnotes", "--to", "ref", "--write", "."]);
        assert.deepEqual(
          [code, out, err],
          [
            1,
            "",
            "redlink: Page/乙.md: The footnotes stay as they are. Line 6: Entry 2 is cited nowhere in the text; cite or remove it first.\n",
          ],
        );
        const read = (path: string) => readFileSync(folder.resolve(path), "utf8");
        assert.deepEqual(["Page/甲.md", "Page/乙.md", "Page/丙.md", "README.md", "丁.wikitext"].map(read), [
          TAGGED,
          UNUSED,
          TAGGED,
          "讀我[1]\n",
          "甲<ref>一</ref>。\n\n<references />\n",
        ]);
        assert.deepEqual(readdirSync(folder.resolve("Page")).sort(), ["丙.md", "乙.md", "甲.md"].sort());
      },
    ));

  test("--diff shows it and writes nothing", () =>
    inFolder({ "甲.md": NUMBERED }, async (folder) => {
      const { code, out } = await cli(folder, ["footnotes", "--to", "footnotes", "--diff", "甲.md"]);
      assert.equal(code, 0);
      assert.match(out, /^--- a\/甲\.md\n\+\+\+ b\/甲\.md\n@@ .*\n-甲\\\[1\\\]。\n\+甲\[\^1\]。\n/);
      assert.match(out, /\n-1\. {2}一\n\+\[\^1\]: 一\n$/);
      assert.equal(readFileSync(folder.resolve("甲.md"), "utf8"), NUMBERED);
    }));

  test("--format json tells what came of each page, with its edits", () =>
    inFolder({ "甲.md": NUMBERED, "乙.md": UNUSED }, async (folder) => {
      const { code, out } = await cli(folder, ["footnotes", "--to", "ref", "--format", "json", "甲.md", "乙.md"]);
      assert.equal(code, 1);
      const { version, files } = JSON.parse(out);
      assert.equal(version, 1);
      const { edits, ...changed } = files[0];
      assert.deepEqual(changed, {
        path: "甲.md",
        dialect: "markdown",
        to: "ref",
        from: "numbered",
        refused: null,
        markers: 1,
        entries: 1,
        left: 0,
      });
      assert.deepEqual(edits[0], {
        start: { line: 1, column: 2, offset: 1 },
        end: { line: 1, column: 7, offset: 6 },
        newText: "<ref>一</ref>",
      });
      assert.deepEqual(files[1].refused.reason, "unused");
      assert.deepEqual(files[1].refused.at.line, 6);
      assert.deepEqual(files[1].edits, []);
    }));

  test("what is wrong with a call is one line each; what is not UTF-8 is never written", () =>
    inFolder({ "甲.md": new Uint8Array([0xe4, 0xb8, 0x0a]) }, async (folder) => {
      const bad = async (...args: string[]) => (await cli(folder, ["footnotes", ...args])).err;
      assert.equal(await bad("甲.md"), "redlink: --to is needed (redlink footnotes --help)\n");
      assert.match(
        await bad("--to", "x", "甲.md"),
        /^redlink: --to must be one of numbered, footnotes, ref, not "x"\n$/,
      );
      assert.match(await bad("--to", "ref"), /either PATHs or --stdin/);
      assert.match(await bad("--to", "ref", "--write", "--diff", "甲.md"), /cannot go together/);
      assert.match(await bad("--to", "ref", "--format", "json", "--diff", "甲.md"), /cannot go together/);
      assert.match(await bad("--to", "ref", "--stdin", "--write"), /--write needs a PATH/);
      assert.match(await bad("--to", "ref", "--write", "甲.md"), /甲\.md: not valid UTF-8, left as it is/);
      assert.match(await bad("--to", "ref", "無.md"), /無\.md: no such file or folder/);
      assert.match((await cli(folder, ["footnotes", "--help"])).out, /^Usage: redlink footnotes/);
    }));
});
