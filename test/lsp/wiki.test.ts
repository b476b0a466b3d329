import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import type {
  Diagnostic,
  Location,
  PrepareRenameResult,
  SymbolInformation,
  TextDocumentEdit,
  TextEdit,
  WorkspaceDiagnosticReport,
  WorkspaceEdit,
} from "vscode-languageserver";
import { applyEdits, replace } from "../../server/core/text/edit";
import { LineIndex } from "../../server/core/text/lines";
import type { CheckWikiResult, FootnoteItem, WikiListResult } from "../../server/lsp/protocol";
import { EDITOR, PULLING, type TestClient, withClient } from "./client";

const link = (title: string, text = title) => `[${text}](../Page/${title}.md "wikilink")`;
const FAULT =
  '甲\\[1\\]乙\\[2\\]\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  一。\n2.\n';

const WIKI = {
  "Page/國家.md": `**國家**是地。\n\n## 歷史\n\n見${link("中國")}。\n`,
  "Page/中國.md": `見${link("国家")}與${link("沒有的頁")}、${link("國家#歷史", "史")}。\n`,
  "Page/孤.md": `見${link("沒有的頁")}、${link("也沒有")}。\n\n${FAULT}`,
};

const capabilities = {
  ...EDITOR,
  textDocument: { ...EDITOR.textDocument, rename: { prepareSupport: true } },
  workspace: {
    ...EDITOR.workspace,
    workspaceEdit: { ...EDITOR.workspace?.workspaceEdit, resourceOperations: ["create", "rename", "delete"] as const },
  },
};

type Options = Parameters<typeof withClient>[0];
const wiki = (body: (client: TestClient) => Promise<void>, options: Partial<Options> = {}) =>
  withClient({ files: WIKI, capabilities: capabilities as never, ...options }, body);

const at = (line: number, character: number) => ({ line, character });

/** Where locations lie, as `page:line:column`. */
function places(client: TestClient, locations: readonly Location[]): string[] {
  return locations.map(({ uri, range }) => {
    const path = decodeURIComponent(uri).slice(decodeURIComponent(client.uri("Page/")).length);
    return `${path}:${range.start.line + 1}:${range.start.character + 1}`;
  });
}

/** The pages after the edits of a change, by name: of files as they are on disk, of open documents by `open`. */
function after(client: TestClient, edit: WorkspaceEdit | null, open: Readonly<Record<string, string>> = {}) {
  const documents = (edit?.documentChanges ?? []).filter((change): change is TextDocumentEdit => "edits" in change);
  return Object.fromEntries(
    documents.map(({ textDocument, edits }) => {
      const path = decodeURIComponent(textDocument.uri.slice(client.uri("").length + 1));
      const text = open[path] ?? readFileSync(client.folder.resolve(path), "utf8");
      const lines = new LineIndex(text);
      const changed = applyEdits(
        text,
        (edits as TextEdit[]).map(({ range, newText }) =>
          replace(text, { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) }, newText),
        ),
      );
      return [`${path} ${textDocument.version}`, changed];
    }),
  );
}

describe("references", () => {
  test("of a page from a link to it: every link of the wiki, what is typed but not saved included", () =>
    wiki(async (client) => {
      const uri = await client.open("Page/新.md", `一\n\n見${link("國家")}。\n`);
      const found = await client.at<Location[]>("textDocument/references", uri, at(2, 4), { context: {} });
      assert.deepEqual(places(client, found), ["中國.md:1:2", "中國.md:1:68", "新.md:3:2"]);
    }));

  test("of a section from its heading", () =>
    wiki(async (client) => {
      const uri = await client.open("Page/國家.md", WIKI["Page/國家.md"]);
      const context = { includeDeclaration: true };
      const found = await client.at<Location[]>("textDocument/references", uri, at(2, 4), { context });
      assert.deepEqual(places(client, found), ["國家.md:3:4", "中國.md:1:68"]);
    }));
});

test("symbols of the workspace: pages, then sections, in either script", () =>
  wiki(async (client) => {
    await client.open("Page/國家.md", WIKI["Page/國家.md"]);
    await client.request("redlink/wikiList", { list: "orphans" });
    const found = await client.request<SymbolInformation[]>("workspace/symbol", { query: "国" });
    assert.deepEqual(
      found.map(({ name }) => name),
      ["國家（国家）", "中國（中国）"],
    );
    const [section] = await client.request<SymbolInformation[]>("workspace/symbol", { query: "歷史" });
    assert.deepEqual([section?.name, section?.containerName], ["歷史", "國家"]);
    assert.deepEqual(places(client, [section!.location]), ["國家.md:3:1"]);
  }));

describe("rename", () => {
  test("a page: one edit of the versions of open documents and of the files on disk, then the file", () =>
    wiki(async (client) => {
      const text = `見${link("國家")}。\n`;
      const uri = await client.open("Page/新.md", text);
      const prepared = await client.at<PrepareRenameResult>("textDocument/prepareRename", uri, at(0, 3));
      assert.deepEqual((prepared as { placeholder: string }).placeholder, "國家");
      const edit = await client.at<WorkspaceEdit>("textDocument/rename", uri, at(0, 3), { newName: "邦國" });
      assert.deepEqual(after(client, edit, { "Page/新.md": text }), {
        "Page/中國.md null": `見${link("邦國", "国家")}與${link("沒有的頁")}、${link("邦國#歷史", "史")}。\n`,
        "Page/新.md 1": `見${link("邦國")}。\n`,
      });
      const last = edit.documentChanges?.at(-1);
      assert.deepEqual(last, {
        kind: "rename",
        oldUri: client.uri("Page/國家.md"),
        newUri: client.uri("Page/邦國.md"),
      });
    }));

  test("a name that is taken is refused in one sentence, in the reader's language", () =>
    wiki(
      async (client) => {
        const uri = await client.open("Page/新.md", `見${link("國家")}。\n`);
        const refused = client.at("textDocument/rename", uri, at(0, 3), { newName: "中国" });
        await assert.rejects(refused, { code: -32803, message: "已有頁面「中國」，請換一個名稱。" });
      },
      { locale: "zh-TW" },
    ));

  test("not of a page where the client cannot move files", () =>
    wiki(
      async (client) => {
        const uri = await client.open("Page/新.md", `見${link("國家")}。\n`);
        const refusal = { code: -32803, message: /does not let Redlink move files, so the page “國家” keeps its name/ };
        await assert.rejects(client.at("textDocument/prepareRename", uri, at(0, 3)), refusal);
        await assert.rejects(client.at("textDocument/rename", uri, at(0, 3), { newName: "邦國" }), refusal);
      },
      { capabilities: EDITOR },
    ));

  test("files and folders that somebody else moves: the links to their pages", () =>
    wiki(async (client) => {
      await client.open("Page/國家.md", WIKI["Page/國家.md"]);
      const one = await client.request<WorkspaceEdit>("workspace/willRenameFiles", {
        files: [{ oldUri: client.uri("Page/國家.md"), newUri: client.uri("Page/邦/國.md") }],
      });
      assert.deepEqual(after(client, one), {
        "Page/國家.md 1": WIKI["Page/國家.md"].replace("../Page", "../../Page"),
        "Page/中國.md null": `見${link("邦/國", "国家")}與${link("沒有的頁")}、${link("邦/國#歷史", "史")}。\n`,
      });
      const away = await client.request<WorkspaceEdit>("workspace/willRenameFiles", {
        files: [{ oldUri: client.uri("Page/國家.md"), newUri: client.uri("國家.md") }],
      });
      assert.deepEqual(
        after(client, away),
        {
          "Page/國家.md 1": WIKI["Page/國家.md"].replace("../Page", "Page"),
          "Page/中國.md null": WIKI["Page/中國.md"].replace("../Page/國家#", "../國家#"),
        },
        "what is no page any more has no title, but its own links and the paths to it",
      );
    }));

  test("names as they are: what a path cannot hold is encoded, spaces stay where they can", () =>
    wiki(
      async (client) => {
        const rename = (from: string, to: string) =>
          client.request<WorkspaceEdit>("workspace/willRenameFiles", {
            files: [{ oldUri: client.uri(from), newUri: client.uri(to) }],
          });
        assert.deepEqual(after(client, await rename("Page/甲.md", "Page/改 名#1.md")), {
          "Page/乙.md null":
            '[一](../Page/改%20名%231.md)[二](<../Page/改 名%231.md#史>)<a href="../Page/改 名%231.md">三</a>[[改]]\n',
        });
        assert.deepEqual(after(client, await rename("Page/丙.md", "Page/丙/100%?&(丁).md")), {
          "Page/丙.md null": "[四](../../Page/戊%20己#史.md)\n",
        });
        const refused = rename("wikitext/改.wikitext", "wikitext/改#1.wikitext");
        await assert.rejects(refused, { code: -32803, message: /^“改#1” cannot be a page's title: .*\.$/ });
      },
      {
        files: {
          "Page/甲.md": "甲\n",
          "Page/戊 己.md": "## 史\n",
          "Page/丙.md": "[四](../Page/戊%20己#史.md)\n",
          "Page/乙.md": '[一](../Page/甲.md)[二](<../Page/甲.md#史>)<a href="../Page/甲.md">三</a>[[改]]\n',
          "wikitext/改.wikitext": "改\n",
        },
      },
    ));

  test("a folder of pages", () =>
    wiki(
      async (client) => {
        await client.open("Page/甲.md", `${link("OS/2")}\n`);
        const edit = await client.request<WorkspaceEdit>("workspace/willRenameFiles", {
          files: [{ oldUri: client.uri("Page/OS"), newUri: client.uri("Page/系統") }],
        });
        assert.deepEqual(after(client, edit, { "Page/甲.md": `${link("OS/2")}\n` }), {
          "Page/甲.md 1": `${link("系統/2")}\n`,
          "Page/乙.md null": `${link("系統/2", "二")}\n`,
        });
      },
      { files: { "Page/OS/2.md": "**OS/2**\n", "Page/乙.md": `${link("OS/2", "二")}\n`, "Page/甲.md": "甲\n" } },
    ));
});

describe("the lists of the wiki", () => {
  test("wanted pages, orphans, who links to one", () =>
    wiki(async (client) => {
      const list = (name: string, limit?: number) =>
        client.request<WikiListResult>("redlink/wikiList", { list: name, ...(limit && { limit }) });
      const wanted = await list("wanted", 1);
      assert.deepEqual([wanted.total, wanted.items.map(({ title, count }) => [title, count])], [2, [["沒有的頁", 2]]]);
      const orphans = await list("orphans");
      assert.deepEqual(
        orphans.items.map(({ title }) => title),
        ["孤"],
      );
      const links = await client.request<Location[]>("redlink/linksTo", { uri: wanted.items[0]!.uri });
      assert.deepEqual(places(client, links), ["中國.md:1:33", "孤.md:1:2"]);
      await assert.rejects(client.request("redlink/wikiList", { list: "all" }), /list must be one of/);
    }));

  test("are told to be out of date when a page was saved or files changed, once", () =>
    wiki(async (client) => {
      let told = 0;
      client.connection.onNotification("redlink/wikiChanged", () => {
        told++;
      });
      const uri = await client.open("Page/新.md", `見${link("國家")}。\n`);
      await client.request("redlink/wikiList", { list: "wanted" });
      const before = told;
      await client.change(uri, 2, { text: `見${link("全新")}。\n` });
      await client.connection.sendNotification("textDocument/didSave", { textDocument: { uri } });
      await client.connection.sendNotification("textDocument/didSave", { textDocument: { uri } });
      const { items } = await client.request<WikiListResult>("redlink/wikiList", { list: "wanted" });
      assert.deepEqual(
        items.map(({ title }) => title),
        ["沒有的頁", "也沒有", "全新"],
      );
      assert.equal(told, before + 1);
    }));

  test("the footnotes of an article", () =>
    wiki(async (client) => {
      const uri = await client.open("Page/孤.md", WIKI["Page/孤.md"]);
      const found = await client.request<FootnoteItem[]>("redlink/footnotes", { textDocument: { uri } });
      assert.deepEqual(
        found.map(({ name, citation, empty, markers, range }) => [name, citation, empty, markers, range.start.line]),
        [
          ["1", "一。", false, 1, 6],
          ["2", "", true, 1, 7],
        ],
      );
    }));
});

describe("checking the whole wiki", () => {
  const codes = (items: readonly Diagnostic[]) => [...new Set(items.map(({ code }) => code))].sort();

  test("a client that is sent diagnostics gets those of every page, and loses them when a page speaks for itself", () =>
    wiki(async (client) => {
      const progress: { kind: string; percentage?: number }[] = [];
      client.connection.onNotification("$/progress", ({ value }: { value: { kind: string } }) => {
        progress.push(value);
      });
      const result = await client.request<CheckWikiResult>("redlink/checkWiki", { workDoneToken: "t" });
      assert.deepEqual(result.pages, 3);
      const alone = await client.diagnostics(client.uri("Page/孤.md"));
      assert.deepEqual(codes(alone), ["footnote/empty-entry", "link/missing-page"]);
      assert.deepEqual([progress[0]?.kind, progress.at(-1)?.kind], ["begin", "end"]);
      const { items } = await client.request<WikiListResult>("redlink/wikiList", { list: "problems" });
      assert.deepEqual(items[0] && [items[0].title, items[0].warnings > 0], ["孤", true]);

      const uri = await client.open("Page/孤.md", "好的。\n");
      await client.diagnostics(uri, (found) => found.length === 0);
      await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
      await client.diagnostics(uri, (found) => found.length > 0);
      client.folder.write("Page/孤.md", "好的。\n");
      await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] });
      await client.diagnostics(uri, (found) => found.length === 0);
    }));

  test("runs as a command too, and can be cancelled", () => {
    const files = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`Page/${index}.md`, FAULT]));
    return withClient({ files }, async (client) => {
      const { CancellationTokenSource } = await import("vscode-jsonrpc");
      const source = new CancellationTokenSource();
      const first = new Promise<void>((resolve) => {
        client.connection.onNotification("$/progress", ({ value }: { value: { percentage?: number } }) => {
          if (value.percentage) resolve();
        });
      });
      const command = { command: "redlink.server.checkWiki", arguments: [], workDoneToken: 1 };
      const running = client.connection.sendRequest("workspace/executeCommand", command, source.token);
      await first;
      source.cancel();
      await assert.rejects(running, { code: -32800 });
    });
  });

  test("a client that pulls: results bit by bit, unchanged ones not again, those of a changed file anew", () => {
    const files = Object.fromEntries(Array.from({ length: 450 }, (_, index) => [`Page/${index}.md`, FAULT]));
    return withClient({ files, capabilities: PULLING }, async (client) => {
      assert.equal(client.initialized.capabilities.diagnosticProvider?.workspaceDiagnostics, true);
      const parts: WorkspaceDiagnosticReport["items"][] = [];
      client.connection.onNotification("$/progress", ({ value }: { value: WorkspaceDiagnosticReport }) => {
        parts.push(value.items);
      });
      const pull = (previousResultIds: object[]) =>
        client.request<WorkspaceDiagnosticReport>("workspace/diagnostic", {
          previousResultIds,
          partialResultToken: "p",
        });
      const all = [...parts.splice(0).flat(), ...(await pull([])).items];
      const items = [...parts.splice(0).flat(), ...all];
      assert.equal(items.length, 450);
      assert.ok(
        items.every((report) => report.kind === "full" && codes(report.items).includes("footnote/empty-entry")),
      );

      const known = items.map(({ uri, resultId }) => ({ uri, value: resultId! }));
      const again = [...(await pull(known)).items, ...parts.splice(0).flat()];
      assert.deepEqual([again.length, again.every(({ kind }) => kind === "unchanged")], [450, true]);

      client.folder.write("Page/7.md", "好的。\n");
      const uri = client.uri("Page/7.md");
      await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] });
      const third = [...(await pull(known)).items, ...parts.splice(0).flat()].filter(({ kind }) => kind === "full");
      assert.deepEqual(
        third.map((report) => [report.uri, report.kind === "full" && report.items]),
        [[uri, []]],
      );
    });
  });

  test("not announced to a client that has a command for it", () =>
    withClient({ capabilities: PULLING, options: { workspaceDiagnostics: false } }, async (client) => {
      assert.equal(client.initialized.capabilities.diagnosticProvider?.workspaceDiagnostics, false);
    }));
});
