import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Diagnostic, WorkspaceEdit } from "vscode-languageserver";
import { cli, inFolder } from "../cli/cli";
import { withClient } from "./client";
import { edited } from "./workspace-edit";

const MARKDOWN =
  '甲\\[1\\]\n乙\\[2\\]，[國家是](https://zh.wikipedia.org/wiki/國家 "wikilink")。\n\n## 節\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  一。\n2.\n';
const WIKITEXT = '甲<ref name="1">一</ref>\n* 乙<ref>二\n== 節 ==\n[[|]]\n<references />\n';

/** How lines may end. */
const ENDS = { LF: "\n", CRLF: "\r\n", CR: "\r" };

const shown = (items: readonly Diagnostic[]) =>
  items.map(({ code, range: { start, end } }) => [code, start.line, start.character, end.line, end.character]);

describe("lines end with LF, CRLF and CR alike", () => {
  test("for the server: pushed, and after edits that put the lines together", () =>
    withClient({}, async (client) => {
      for (const [file, languageId, text] of [
        ["甲.md", "markdown", MARKDOWN],
        ["甲.wikitext", "mediawiki", WIKITEXT],
      ] as const) {
        let expected: unknown;
        for (const [name, end] of Object.entries(ENDS)) {
          const uri = await client.open(`${name}/Page/${file}`, text.replaceAll("\n", end), languageId);
          const found = shown(await client.diagnostics(uri, (items) => items.length > 0));
          expected ??= found;
          assert.deepEqual(found, expected, name);
        }
        // Typed line by line, the CR and the LF of a line end by themselves.
        const uri = await client.open(`typed/Page/${file}`, "\n", languageId);
        const units = [...text.replaceAll("\n", "\r\n")];
        const changes = units.map((unit, index) => {
          const before = units.slice(0, index).join("");
          const lines = before.split(/\r\n?|\n/);
          const at = { line: lines.length - 1, character: lines.at(-1)!.length };
          // A LF behind a CR makes one line end of both: it is put at the end of the line above.
          const isLineFeed = unit === "\n";
          const start = isLineFeed ? { line: at.line, character: 0 } : at;
          return { range: { start, end: start }, text: unit };
        });
        await client.change(uri, 2, ...changes);
        const found = shown(await client.diagnostics(uri, (_, version) => version === 2));
        assert.deepEqual(found, expected, "typed");
      }
    }));

  test("for check", async () => {
    let expected: unknown;
    for (const [name, end] of Object.entries(ENDS)) {
      const files = {
        "Page/甲.md": MARKDOWN.replaceAll("\n", end),
        "Page/甲.wikitext": WIKITEXT.replaceAll("\n", end),
      };
      await inFolder(files, async (folder) => {
        const { out } = await cli(folder, ["check", "."]);
        expected ??= out;
        assert.match(out, /甲\.md\n {2}2:11 .*甲\.wikitext\n.*\n {2}2:4 /s);
        assert.equal(out, expected, name);
        const { err } = await cli(folder, ["check", ".", "--fix"]);
        assert.equal(err, "");
      });
    }
  });

  test("for rename", () => {
    const files = { "Page/國家.md": "**國家**\r\r## 節\r", "Page/甲.md": "見\r[國家](../Page/國家.md)\r" };
    const workspaceEdit = { resourceOperations: ["rename" as const] };
    return withClient({ files, capabilities: { workspace: { workspaceEdit } } }, async (client) => {
      const uri = await client.open("Page/甲.md", files["Page/甲.md"]);
      const position = { line: 1, character: 1 };
      const edit = await client.at<WorkspaceEdit>("textDocument/rename", uri, position, { newName: "邦國" });
      const [change] = edit.documentChanges ?? [];
      assert.ok(change && "edits" in change);
      assert.equal(edited(files["Page/甲.md"], change.edits as never), "見\r[邦國](../Page/邦國.md)\r");
    });
  });
});

test("a change with range null replaces the whole text", () =>
  withClient({}, async (client) => {
    const uri = await client.open("Page/甲.md", "好的。\n");
    await client.change(uri, 2, { range: null, rangeLength: null, text: MARKDOWN } as never);
    const items = await client.diagnostics(uri, (found) => found.length > 0);
    assert.ok(items.length > 0);
    await client.change(uri, 3, { range: "?", text: "甲" } as never, { text: "好的。\n" });
    await client.change(uri, 4, { text: "好的。\n" });
    await client.diagnostics(uri, (found, version) => version === 4 && found.length === 0);
  }));
