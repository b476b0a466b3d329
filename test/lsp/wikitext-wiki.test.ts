import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Diagnostic, Location, SymbolInformation, WorkspaceEdit } from "vscode-languageserver";
import type { WikiListResult } from "../../server/lsp/protocol";
import { EDITOR, type TestClient, withClient } from "./client";

// A repository as the converters of Wikipedia fill it: no `Page` folder, each file in a folder of its first letter.
const FILES = {
  "國/國家.wikitext": "'''國家'''見[[中國]]。\n\n== 歷史 ==\n古。\n",
  "中/中國.wikitext": "見[[国家]]、[[國家#歷史|史]]與[[沒有的頁]]。\n",
  "Template/地.wiki": "[[國家|國家]]\n",
  "孤.mediawiki": "見[[沒有的頁]]與[[中國]]。\n",
};

const capabilities = {
  ...EDITOR,
  workspace: {
    ...EDITOR.workspace,
    workspaceEdit: { ...EDITOR.workspace?.workspaceEdit, resourceOperations: ["create", "rename", "delete"] as const },
  },
};

const wiki = (body: (client: TestClient) => Promise<void>, files: Readonly<Record<string, string>> = FILES) =>
  withClient({ files, capabilities: capabilities as never }, body);

const at = (line: number, character: number) => ({ line, character });

const pathOf = (client: TestClient, uri: string) => decodeURIComponent(uri.slice(client.uri("").length + 1));

/** What a change writes, by path; and the files it moves. */
function written(client: TestClient, edit: WorkspaceEdit | null): string[] {
  return (edit?.documentChanges ?? []).flatMap((change) => {
    if ("edits" in change) {
      const path = pathOf(client, change.textDocument.uri);
      return change.edits.map((one) => `${path}: ${(one as { newText: string }).newText}`);
    }
    return change.kind === "rename" ? [`${pathOf(client, change.oldUri)} → ${pathOf(client, change.newUri)}`] : [];
  });
}

const missing = async (client: TestClient, uri: string, isEnough: (titles: readonly string[]) => boolean) => {
  const titles = (items: readonly Diagnostic[]) =>
    items
      .filter(({ code }) => code === "link/missing-target")
      .map(({ message }) => /“(.*?)”/.exec(String(message))![1]!);
  return titles(await client.diagnostics(uri, (items) => isEnough(titles(items))));
};

describe("a wiki of wikitext", () => {
  test("missing pages, definition, completion", () =>
    wiki(async (client) => {
      const text = "見[[國家]]、[[国家]]、[[中国]]、[[沒有]]、[[地]]。\n";
      const uri = await client.open("新.wikitext", text, "wikitext");
      assert.deepEqual(await missing(client, uri, (titles) => titles.length > 0), ["沒有", "地"]);
      const found = await client.at<Location[]>("textDocument/definition", uri, at(0, 4));
      assert.deepEqual(
        found.map((one) => pathOf(client, one.uri)),
        ["國/國家.wikitext"],
      );
      await client.change(uri, 2, { text: "[[国\n" });
      const { items } = await client.at<{ items: { label: string }[] }>("textDocument/completion", uri, at(0, 3));
      assert.deepEqual(items.map(({ label }) => label).sort(), ["中國", "國家"]);
    }));

  test("references, symbols, the lists of the sidebar", () =>
    wiki(async (client) => {
      const uri = await client.open("國/國家.wikitext", FILES["國/國家.wikitext"], "wikitext");
      const context = { includeDeclaration: false };
      const found = await client.at<Location[]>("textDocument/references", uri, at(0, 4), { context });
      assert.deepEqual(
        found.map((one) => `${pathOf(client, one.uri)}:${one.range.start.character}`),
        ["Template/地.wiki:0", "中/中國.wikitext:1", "中/中國.wikitext:8"],
      );
      const symbols = await client.request<SymbolInformation[]>("workspace/symbol", { query: "歷史" });
      assert.deepEqual(
        symbols.map(({ name, containerName }) => [name, containerName]),
        [["歷史", "國家"]],
      );
      const list = async (name: string) => {
        const { items } = await client.request<WikiListResult>("redlink/wikiList", { list: name });
        return items.map(({ title, uri: place, count }) => [title, pathOf(client, place), count]);
      };
      assert.deepEqual(await list("wanted"), [["沒有的頁", "沒/沒有的頁.wikitext", 2]]);
      assert.deepEqual(await list("orphans"), [["孤", "孤.mediawiki", 0]]);
      const links = await client.request<Location[]>("redlink/linksTo", { uri: client.uri("沒/沒有的頁.wikitext") });
      assert.deepEqual(
        links.map((one) => pathOf(client, one.uri)),
        ["中/中國.wikitext", "孤.mediawiki"],
      );
    }));

  test("rename of a page, and of its file by somebody else", () =>
    wiki(async (client) => {
      const uri = await client.open("孤.mediawiki", FILES["孤.mediawiki"], "wikitext");
      await client.request("redlink/wikiList", { list: "orphans" });
      const edit = await client.at<WorkspaceEdit>("textDocument/rename", uri, at(0, 15), { newName: "華夏" });
      assert.deepEqual(written(client, edit), [
        "國/國家.wikitext: 華夏",
        "孤.mediawiki: 華夏",
        "中/中國.wikitext → 華/華夏.wikitext",
      ]);
      const moved = await client.request<WorkspaceEdit>("workspace/willRenameFiles", {
        files: [{ oldUri: client.uri("中/中國.wikitext"), newUri: client.uri("華/華夏.wikitext") }],
      });
      assert.deepEqual(written(client, moved), ["國/國家.wikitext: 華夏", "孤.mediawiki: 華夏"]);
    }));

  test("files come and go", () =>
    wiki(async (client) => {
      const uri = await client.open("新.wikitext", "見[[國家]]、[[沒有]]。\n", "wikitext");
      assert.deepEqual(await missing(client, uri, (titles) => titles.length === 1), ["沒有"]);
      client.folder.write("沒/沒有.wikitext", "甲\n");
      const changes = [{ uri: client.uri("沒/沒有.wikitext"), type: 1 }];
      await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
      assert.deepEqual(await missing(client, uri, (titles) => titles.length === 0), []);
    }));

  test("beside pages of Markdown, in a folder inside the one that is open: one wiki", () =>
    wiki(
      async (client) => {
        const { items } = await client.request<WikiListResult>("redlink/wikiList", { list: "wanted" });
        assert.deepEqual(
          items.map(({ title }) => title),
          ["丙"],
        );
        const uri = await client.open("zh/wikitext/新.wikitext", "[[甲]][[乙]][[丁]]\n", "wikitext");
        assert.deepEqual(await missing(client, uri, (titles) => titles.length > 0), ["丁"]);
        const orphans = await client.request<WikiListResult>("redlink/wikiList", { list: "orphans" });
        assert.deepEqual(
          orphans.items.map(({ uri: place }) => pathOf(client, place)),
          ["zh/wikitext/新.wikitext"],
        );
      },
      {
        "zh/Page/甲.md": '[乙](../Page/乙.md "wikilink")[丙](../Page/丙.md "wikilink")\n',
        "zh/Page/乙.md": '[甲](../Page/甲.md "wikilink")\n',
        "zh/wikitext/甲.wikitext": "[[乙]]\n",
      },
    ));

  test("pages that have nothing to do with one another are told nothing", () =>
    wiki(
      async (client) => {
        const uri = await client.open("甲.wikitext", "[[某]][[某人]]<ref>一</ref>\n", "wikitext");
        const { items } = await client.request<WikiListResult>("redlink/wikiList", { list: "wanted" });
        assert.deepEqual(items, []);
        await client.change(uri, 2, { text: "[[某]][[某人]][[甲]]\n<ref>二\n" });
        const rules = (await client.diagnostics(uri, (found) => found.some(({ code }) => code === "footnote/unclosed")))
          .map(({ code }) => code)
          .filter((code) => code === "link/missing-target");
        assert.deepEqual(rules, []);
      },
      { "甲.wikitext": "[[某]]\n", "說明/乙.wiki": "[[某人]]\n", "README.md": "# 甲\n" },
    ));
});
