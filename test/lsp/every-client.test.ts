import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import type {
  ClientCapabilities,
  CodeAction,
  CodeLens,
  Command,
  CompletionItem,
  CompletionList,
  DocumentSymbol,
  Hover,
  SymbolInformation,
  WorkspaceEdit,
} from "vscode-languageserver";
import { type ConnectOptions, PULLING, type TestClient, withClient } from "./client";
import { carryOut } from "./workspace-edit";

/* What editors say of themselves when they start the server, as far as it matters here. */

const EGLOT: ClientCapabilities = {
  workspace: {
    applyEdit: true,
    executeCommand: { dynamicRegistration: false },
    workspaceEdit: { documentChanges: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    symbol: { dynamicRegistration: false },
    configuration: true,
    workspaceFolders: true,
  },
  textDocument: {
    completion: { completionItem: { snippetSupport: false, documentationFormat: ["plaintext"] }, contextSupport: true },
    hover: { contentFormat: ["plaintext"] },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "refactor", "source"] } },
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ["edit", "command"] },
    },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    publishDiagnostics: { relatedInformation: false, versionSupport: true, codeDescriptionSupport: false },
  },
  general: { positionEncodings: ["utf-32", "utf-8", "utf-16"] },
};

/** Declares operations without `documentChanges`. */
const NEOVIM: ClientCapabilities = {
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceEdit: { resourceOperations: ["rename", "create", "delete"] },
    didChangeWatchedFiles: { dynamicRegistration: false },
    symbol: { symbolKind: { valueSet: [1, 15] } },
  },
  textDocument: {
    completion: { completionItem: { documentationFormat: ["markdown", "plaintext"] } },
    hover: { contentFormat: ["markdown", "plaintext"] },
    rename: { prepareSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["", "quickfix"] } },
      dataSupport: true,
      isPreferredSupport: true,
      resolveSupport: { properties: ["edit"] },
    },
  },
  general: { positionEncodings: ["utf-16"] },
};

const HELIX: ClientCapabilities = {
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ["create", "rename", "delete"] },
    fileOperations: { willRename: true, didRename: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  textDocument: {
    completion: {
      completionItem: { labelDetailsSupport: true, resolveSupport: { properties: ["documentation"] } },
      completionItemKind: {},
    },
    hover: { contentFormat: ["markdown"] },
    rename: { prepareSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["", "quickfix"] } },
      isPreferredSupport: true,
    },
  },
  general: { positionEncodings: ["utf-8", "utf-32", "utf-16"] },
};

/** Some clients send `null` for what they lack. */
const NULLS = {
  workspace: { workspaceEdit: { changeAnnotationSupport: null, resourceOperations: null }, applyEdit: null },
  textDocument: { diagnostic: null, codeAction: { codeActionLiteralSupport: null }, hover: { contentFormat: null } },
  window: { showMessage: null },
} as unknown as ClientCapabilities;

const CLIENTS: Readonly<Record<string, ClientCapabilities>> = { bare: {}, NULLS, EGLOT, NEOVIM, HELIX, PULLING };

const ARTICLE = `**例**見[國家](../Page/國家.md "wikilink")\\[1\\]和\\[2\\]，乙\\[2\\]。[国‸

## 節

[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")

1.  一。
2.
`.replace("‸", "");
const FILES = {
  "Page/例.md": ARTICLE,
  "Page/國家.md": '**國家**是一個*組織*。\n\n## 歷史\n\n見[例](../Page/例#節.md "wikilink")。\n',
  "Page/中國.md": '見[國家](../Page/國家.md "wikilink")、[史](../Page/國家#歷史.md "wikilink")。\n',
};
const at = (line: number, character: number) => ({ line, character });
const LINK = at(0, 8);

function withAny(
  capabilities: ClientCapabilities,
  body: (client: TestClient, uri: string) => Promise<void>,
  options: Partial<ConnectOptions> = {},
): Promise<void> {
  return withClient({ files: FILES, capabilities, ...options }, async (client) =>
    body(client, await client.open("Page/例.md", ARTICLE)),
  );
}

/** An edit holds only what its client announced. File operations exist in `documentChanges` only. */
function assertAnnounced(edit: WorkspaceEdit, { workspace }: ClientCapabilities): void {
  const declared = workspace?.workspaceEdit;
  const operations = (edit.documentChanges ?? []).flatMap((change) => ("kind" in change ? [change.kind] : []));
  for (const operation of operations) assert.ok(declared?.resourceOperations?.includes(operation), operation);
  if (edit.documentChanges) assert.ok(declared?.documentChanges || operations.length > 0, "documentChanges");
  if (edit.changeAnnotations) assert.ok(declared?.changeAnnotationSupport, "annotations");
}

const SENTENCE = /^[“A-Z].*\.$/s;

for (const [name, capabilities] of Object.entries(CLIENTS)) {
  const { textDocument, workspace } = capabilities;
  const movesFiles = workspace?.workspaceEdit?.resourceOperations?.includes("rename") === true;
  const isLiteral = Boolean(textDocument?.codeAction?.codeActionLiteralSupport);

  describe(`client ${name}`, () => {
    for (const isFolderless of [false, true]) {
      test(`renames a page with its file, or is told why not${isFolderless ? ", without an open folder" : ""}`, () =>
        withAny(
          capabilities,
          async (client, uri) => {
            const asked = client.at<WorkspaceEdit>("textDocument/rename", uri, LINK, { newName: "邦國" });
            if (!movesFiles) {
              await assert.rejects(asked, ({ message }: Error) => SENTENCE.test(message));
              return;
            }
            const edit = await asked;
            assertAnnounced(edit, capabilities);
            carryOut(edit);
            const read = (path: string) => readFileSync(client.folder.resolve(path), "utf8");
            assert.ok(!existsSync(client.folder.resolve("Page/國家.md")));
            assert.match(read("Page/邦國.md"), /組織/);
            assert.match(read("Page/中國.md"), /\(\.\.\/Page\/邦國\.md "wikilink"\).*\(\.\.\/Page\/邦國#歷史\.md/);
            const renamed = read("Page/例.md");
            assert.match(renamed, /\[邦國\]\(\.\.\/Page\/邦國\.md/);
            // And back, though nobody told the server of the file.
            await client.change(uri, 2, { text: renamed });
            const back = await client.at<WorkspaceEdit>("textDocument/rename", uri, LINK, { newName: "國家.md" });
            carryOut(back);
            assert.match(read("Page/國家.md"), /組織/);
            assert.match(read("Page/中國.md"), /\(\.\.\/Page\/國家\.md "wikilink"\).*\(\.\.\/Page\/國家#歷史\.md/);
          },
          { isFolderless },
        ));

      test(`renames a section with the links to it${isFolderless ? ", without an open folder" : ""}`, () =>
        withAny(
          capabilities,
          async (client, uri) => {
            const edit = await client.at<WorkspaceEdit>("textDocument/rename", uri, at(2, 3), { newName: "段" });
            assertAnnounced(edit, capabilities);
            carryOut(edit);
            assert.match(readFileSync(client.folder.resolve("Page/國家.md"), "utf8"), /例#段\.md/);
          },
          { isFolderless },
        ));
    }

    test("hovers, completions and symbols come in the formats and kinds it knows", () =>
      withAny(capabilities, async (client, uri) => {
        await client.request("redlink/wikiList", { list: "wanted" }); // when that is answered, the pages are known
        const [preferred] = textDocument?.hover?.contentFormat ?? [];
        const hover = await client.at<Hover>("textDocument/hover", uri, LINK);
        assert.equal((hover.contents as { kind: string }).kind, preferred ?? "plaintext");
        const { items } = await client.at<CompletionList>("textDocument/completion", uri, at(0, ARTICLE.indexOf("\n")));
        assert.ok(items.length > 0);
        const known = textDocument?.completion?.completionItem;
        for (const item of items) {
          assert.equal(item.insertTextFormat, undefined);
          assert.ok(item.labelDetails === undefined || known?.labelDetailsSupport);
          assert.ok(item.kind! <= 18);
        }
        if (client.initialized.capabilities.completionProvider?.resolveProvider) {
          assert.ok(known?.resolveSupport?.properties.includes("documentation"));
          const { documentation } = await client.request<CompletionItem>("completionItem/resolve", items[0]!);
          const format = typeof documentation === "string" ? undefined : documentation?.kind;
          assert.equal(format, known?.documentationFormat?.[0]);
        }
        const params = { textDocument: { uri } };
        const symbols = await client.request<(DocumentSymbol | SymbolInformation)[]>(
          "textDocument/documentSymbol",
          params,
        );
        const isNested = textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
        const kinds = JSON.stringify(symbols)
          .match(/"kind":(\d+)/g)!
          .map((kind) => Number(kind.slice(7)));
        if (!textDocument?.documentSymbol?.symbolKind) assert.ok(kinds.every((kind) => kind <= 18));
        assert.ok(symbols.every((symbol) => "range" in symbol === isNested));
      }));

    test("actions and lenses hold what it can carry out", () =>
      withAny(capabilities, async (client, uri) => {
        const { capabilities: server } = client.initialized;
        const commands = server.executeCommandProvider?.commands ?? [];
        const range = { start: at(0, 0), end: at(0, 60) };
        const params = { textDocument: { uri }, range, context: { diagnostics: [], triggerKind: 1 } };
        const actions = await client.request<(CodeAction | Command)[]>("textDocument/codeAction", params);
        assert.equal(actions.length > 0, isLiteral || workspace?.applyEdit === true);
        for (const action of actions) {
          if (!isLiteral) {
            assert.ok(commands.includes(action.command as string), JSON.stringify(action));
            continue;
          }
          const { data, edit, isPreferred, command } = action as CodeAction;
          assert.equal(command, undefined);
          assert.ok(isPreferred === undefined || textDocument?.codeAction?.isPreferredSupport);
          if (data !== undefined) assert.ok(textDocument?.codeAction?.dataSupport);
          const { edit: resolved = edit } =
            data === undefined
              ? (action as CodeAction)
              : await client.request<CodeAction>("codeAction/resolve", action);
          if (resolved) assertAnnounced(resolved, capabilities);
        }
        assert.deepEqual(await client.request("textDocument/codeLens", { textDocument: { uri } }), []);
        assert.equal(server.codeLensProvider, undefined);
        const command = { command: "redlink.server.fixAll", arguments: [uri] };
        if (workspace?.applyEdit) await client.request("workspace/executeCommand", command);
        else
          await assert.rejects(client.request("workspace/executeCommand", command), ({ message }: Error) =>
            SENTENCE.test(message),
          );
      }));

    test("is asked nothing that it did not say it answers", () =>
      withAny(
        capabilities,
        async (client, uri) => {
          await client.connection.sendNotification("textDocument/didSave", { textDocument: { uri } });
          const words = await client.open("untitled", "甲\n");
          await client.change(words, 2, { text: ARTICLE });
          const draft = { uri: "untitled:1", languageId: "mediawiki", version: 1, text: "甲<ref>一</ref>[[國家]]\n" };
          await client.connection.sendNotification("textDocument/didOpen", { textDocument: draft });
          const links = { textDocument: { uri: draft.uri } };
          await client.request("textDocument/documentLink", links);
          await client.request("redlink/wikiList", { list: "wanted" });
          const allowed = [
            ...(workspace?.applyEdit ? ["workspace/applyEdit"] : []),
            ...(workspace?.configuration ? ["workspace/configuration"] : []),
            ...(workspace?.didChangeWatchedFiles?.dynamicRegistration ? ["client/registerCapability"] : []),
            ...(workspace?.diagnostics?.refreshSupport ? ["workspace/diagnostic/refresh"] : []),
          ];
          assert.deepEqual(
            client.requested.filter((method) => !allowed.includes(method)),
            [],
          );
          assert.equal(client.initialized.capabilities.positionEncoding, "utf-16");
        },
        { settings: { variants: { words: "詞.tsv" } } },
      ));
  });
}

test("a client that names commands and requests is given them", () =>
  withClient(
    {
      files: FILES,
      commands: ["redlink.showReferences"],
      options: { requests: ["redlink/fs/readDirectory", "redlink/fs/readFile"] },
      answers: {
        "redlink/fs/readDirectory": () => ({ entries: [["甲.md", "file"]] }),
        "redlink/fs/readFile": () => ({ text: null }),
      },
    },
    async (client) => {
      const uri = await client.open("Page/例.md", ARTICLE);
      const lenses = await client.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
      assert.deepEqual([...new Set(lenses.map(({ command }) => command?.command))], ["redlink.showReferences"]);
      const textDocument = { uri: "memfs:/wiki/Page/乙.md", languageId: "markdown", version: 1, text: ARTICLE };
      await client.connection.sendNotification("textDocument/didOpen", { textDocument });
      await client.diagnostics(textDocument.uri, (items) => items.some(({ code }) => code === "link/missing-page"));
    },
  ));
