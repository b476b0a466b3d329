import assert from "node:assert/strict";
import { symlinkSync, writeFileSync } from "node:fs";
import { describe, test } from "node:test";
import type {
  AnnotatedTextEdit,
  CodeAction,
  Hover,
  Position,
  TextDocumentEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { applyEdits, replace } from "../../server/core/text/edit";
import { LineIndex } from "../../server/core/text/lines";
import type { ConvertFilesResult } from "../../server/lsp/protocol";
import { EDITOR, type TestClient, withClient } from "./client";

const LINK = '[潮](../Page/潮.md "wikilink")';
const at = (line: number, character: number): Position => ({ line, character });

/** The documents of an edit, by the end of their names. */
function documentsOf(edit: WorkspaceEdit | null | undefined): Map<string, TextDocumentEdit> {
  const documents = (edit?.documentChanges ?? []) as TextDocumentEdit[];
  return new Map(documents.map((one) => [decodeURIComponent(one.textDocument.uri).split("/").at(-1)!, one]));
}

/** The text after those edits of its document whose annotations are accepted. */
function edited(
  text: string,
  document: TextDocumentEdit | undefined,
  accept: (annotation: string | undefined) => boolean = () => true,
): string {
  const lines = new LineIndex(text);
  const edits = (document?.edits ?? []) as AnnotatedTextEdit[];
  return applyEdits(
    text,
    edits
      .filter(({ annotationId }) => accept(annotationId))
      .map(({ range, newText }) =>
        replace(text, { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) }, newText),
      ),
  );
}

const convert = (client: TestClient, uri: string, target: string, more: object = {}) =>
  client.request<WorkspaceEdit | null>("redlink/convert", { textDocument: { uri }, target, ...more });

const actions = (client: TestClient, uri: string, end: Position, context: object) =>
  client.request<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri },
    range: { start: at(0, 0), end },
    context: { diagnostics: [], ...context },
  });

describe("redlink/convert", () => {
  const certain = '舊[蘇聯頭髮](../Page/蘇聯.md "wikilink")。\n';

  test("what is certain is a versioned edit of the characters that change; null when nothing does", () =>
    withClient({}, async (client) => {
      const uri = await client.open("Page/例.md", certain);
      const page = await convert(client, uri, "hans");
      assert.equal(page?.changeAnnotations, undefined);
      const document = documentsOf(page).get("例.md");
      assert.equal(edited(certain, document), '旧[苏联头发](../Page/蘇聯.md "wikilink")。\n');
      assert.deepEqual(document?.textDocument, { uri, version: 1 });
      const part = await convert(client, uri, "hans", { range: { start: at(0, 0), end: at(0, 1) } });
      assert.equal(edited(certain, documentsOf(part).get("例.md")), certain.replace("舊", "旧"));
      assert.equal(await convert(client, uri, "hant"), null);
      await assert.rejects(convert(client, uri, "xx"), { code: -32602 });
    }));

  const doubtful = `潮汐钟与300只，${LINK}的历史很长。\n`;

  test("what is doubtful needs confirmation and says why; what is certain comes by the phrase", () =>
    withClient({}, async (client) => {
      const uri = await client.open("Page/例.md", doubtful);
      const edit = await convert(client, uri, "hant");
      const annotations = Object.entries(edit?.changeAnnotations ?? {});
      assert.deepEqual(
        annotations.map(([id, { label, needsConfirmation, description }]) => [
          id.split("/")[0],
          label,
          needsConfirmation,
          description,
        ]),
        [
          ["doubt:钟", "钟 → 鍾?", true, "no word around it tells; could also be 鐘, 鈡"],
          ["certain", "Certain", false, undefined],
          ["open:只", "只 → 隻?", true, "no word around it tells; could also be 祇; stays 只 unless chosen"],
        ],
      );
      const document = documentsOf(edit).get("例.md");
      const sure = edited(doubtful, document, (id) => id === "certain");
      assert.equal(sure, `潮汐钟與300只，${LINK}的歷史很長。\n`);
      assert.equal(document?.edits.filter((one) => "newText" in one && one.newText === "歷史很長").length, 1);
    }));

  test("in the client's language", () =>
    withClient({ locale: "zh-tw" }, async (client) => {
      const uri = await client.open("Page/例.md", doubtful);
      const { changeAnnotations = {} } = (await convert(client, uri, "hant"))!;
      assert.deepEqual(
        Object.values(changeAnnotations).map(({ label, description }) => [label, description]),
        [
          ["钟 → 鍾？", "前後文的詞語無法判斷；也可能是：鐘, 鈡"],
          ["確定的轉換", undefined],
          ["只 → 隻？", "前後文的詞語無法判斷；也可能是：祇；不勾選則維持「只」"],
        ],
      );
    }));

  test("regional words need confirmation, each word under one annotation", () =>
    withClient({}, async (client) => {
      const text = `软件与历史，${LINK}，又一个软件。\n`;
      const uri = await client.open("Page/例.md", text);
      const edit = await convert(client, uri, "tw", { phrases: true });
      const annotations = Object.entries(edit?.changeAnnotations ?? {});
      assert.deepEqual(
        annotations.map(([, { label, needsConfirmation }]) => [label, needsConfirmation]),
        [
          ["Regional word: 软件 → 軟體", true],
          ["Certain", false],
        ],
      );
      const result = edited(text, documentsOf(edit).get("例.md"));
      assert.equal(result, `軟體與歷史，${LINK}，又一個軟體。\n`);
      assert.equal((await convert(client, uri, "tw"))?.changeAnnotations, undefined);
    }));

  test("a client without annotations gets the likely reading, and nothing that only might be", () =>
    withClient({ capabilities: { workspace: { workspaceEdit: { documentChanges: true } } } }, async (client) => {
      const uri = await client.open("Page/例.md", doubtful);
      const edit = await convert(client, uri, "hant");
      assert.equal(edit?.changeAnnotations, undefined);
      assert.equal(edited(doubtful, documentsOf(edit).get("例.md")), `潮汐鍾與300只，${LINK}的歷史很長。\n`);
    }));
});

describe("redlink/convertedText", () => {
  test("is the whole text, as it stands in the editor", () =>
    withClient({}, async (client) => {
      const uri = await client.open("Page/例.md", `历史，${LINK}。\n`);
      await client.change(uri, 2, { range: { start: at(0, 0), end: at(0, 0) }, text: "国家" });
      const ask = (of: string) =>
        client.request<unknown>("redlink/convertedText", { textDocument: { uri: of }, target: "tw" });
      assert.deepEqual(await ask(uri), { text: `國家歷史，${LINK}。\n` });
      assert.equal(await ask(await client.open("README.md", "# 历史\n")), null);
    }));
});

describe("hover", () => {
  test("has the word in all variants, below what there is to say of a link", () =>
    withClient({ files: { "Page/頭髮.md": `頭髮長在頭上，${LINK}。\n` } }, async (client) => {
      const uri = await client.open("Page/例.md", `头发与[头发](../Page/头发.md "wikilink")。\n`);
      const value = async (character: number) => {
        const found = await client.at<Hover | null>("textDocument/hover", uri, at(0, character));
        return (found?.contents as { value: string } | undefined)?.value;
      };
      const variants = "**头发**\n\n- 简体 大陆 新马: 头发\n- 繁體 台灣 香港 澳門: 頭髮 (dictionary: 头发)";
      assert.equal(await value(1), variants);
      await client.until(() => client.statuses.length > 0);
      let onLink = await value(5);
      while (!onLink?.startsWith("**頭髮**")) onLink = await value(5); // until the pages are known
      assert.equal(onLink.endsWith(`\n\n---\n\n${variants}`), true, onLink);
      assert.equal(await value(12), (await value(5))?.split("\n\n---")[0], "a link's target is no word");
    }));
});

describe("code actions for conversion", () => {
  const text = `舊橋，${LINK}。\n`;
  const kind = "refactor.rewrite.redlink.convert";

  test("four for the light bulb, all seven for who asks for them", () =>
    withClient({}, async (client) => {
      const uri = await client.open("Page/例.md", text);
      const titles = async (context: object) =>
        (await actions(client, uri, at(0, 1), context)).map(({ title }) => title);
      const conversions = (all: string[]) => all.filter((title) => title.startsWith("Convert"));
      assert.deepEqual(conversions(await titles({ triggerKind: 1 })), [
        "Convert the selection to Simplified Chinese",
        "Convert the selection to Traditional Chinese",
        "Convert the selection to Taiwan's script",
        "Convert the selection to Hong Kong's script",
      ]);
      assert.equal(conversions(await titles({ only: ["refactor"] })).length, 4);
      assert.equal((await titles({ only: [kind] })).length, 7);
      assert.deepEqual(await titles({ only: [`${kind}.mo`] }), ["Convert the selection to Macau's script"]);
      const [macau] = await actions(client, uri, at(0, 1), { only: [`${kind}.hans`] });
      const { edit } = await client.request<CodeAction>("codeAction/resolve", macau!);
      assert.equal(edited(text, documentsOf(edit).get("例.md")), text.replace("舊", "旧"));
    }));

  test("a client with a list of variants is offered it", () =>
    withClient({ commands: ["redlink.convert"] }, async (client) => {
      const uri = await client.open("Page/例.md", text);
      const offered = await actions(client, uri, at(0, 1), { triggerKind: 1 });
      const other = offered.find((action) => action.kind === `${kind}.other`);
      assert.equal(other?.command?.command, "redlink.convert");
      assert.deepEqual(await client.request("codeAction/resolve", other!), other);
    }));
});

describe("redlink/convertFiles", () => {
  const article = (prose: string) => `${prose}，${LINK}。\n`;
  const files = {
    "Page/一.md": article("历史"),
    "Page/二.md": article("橋"),
    "Page/下/三.md": `\ufeff${article("国家")}`,
    "Page/README.md": "# 历史\n",
    "Page/.隐/四.md": article("历史"),
    "Page/node_modules/五.md": article("历史"),
    "其他/六.md": article("历史"),
  };
  const convertFiles = (client: TestClient, uris: readonly string[], more: object = {}) =>
    client.request<ConvertFilesResult>("redlink/convertFiles", { uris, target: "hant", ...more });

  test("every article below a folder, closed ones without a version, annotated for the preview", () =>
    withClient({ files }, async (client) => {
      const { edit, ...counts } = await convertFiles(client, [client.uri("Page")]);
      assert.deepEqual(counts, { articles: 3, changed: 2, failed: [], left: 0 });
      const documents = documentsOf(edit);
      assert.deepEqual([...documents.keys()].sort(), ["一.md", "三.md"]);
      assert.equal(edited(article("历史"), documents.get("一.md")), article("歷史"));
      // As editors count: without the byte order mark.
      assert.equal(edited(article("国家"), documents.get("三.md")), article("國家"));
      assert.deepEqual(documents.get("一.md")?.textDocument, { uri: client.uri("Page/一.md"), version: null });
      assert.deepEqual(edit?.changeAnnotations, { certain: { label: "Certain", needsConfirmation: false } });
    }));

  test("files beside folders, each once; an open document as it stands, with its version", () =>
    withClient({ files }, async (client) => {
      const uri = await client.open("Page/一.md", article("历史"));
      await client.change(uri, 2, { range: { start: at(0, 0), end: at(0, 0) }, text: "头发的" });
      const { edit, articles } = await convertFiles(client, [uri, client.uri("Page"), client.uri("其他/六.md")]);
      const documents = documentsOf(edit);
      assert.equal(articles, 4);
      assert.deepEqual([...documents.keys()], ["一.md", "三.md", "六.md"]);
      assert.deepEqual(documents.get("一.md")?.textDocument, { uri, version: 2 });
      assert.equal(edited(article("头发的历史"), documents.get("一.md")), article("頭髮的歷史"));
    }));

  test("a file that cannot be used is named; the others are converted", () =>
    withClient({ files, locale: "zh-cn" }, async (client) => {
      writeFileSync(
        client.folder.resolve("Page/二.md"),
        Buffer.concat([Buffer.from(article("历史")), Buffer.from([0xc0, 0xaf])]),
      );
      const { edit, failed } = await convertFiles(client, [client.uri("Page")]);
      assert.deepEqual(failed, [{ uri: client.uri("Page/二.md"), reason: "含有不是有效 UTF-8 的字符" }]);
      assert.deepEqual([...documentsOf(edit).keys()], ["一.md", "三.md"]);
    }));

  test("nothing outside the workspace, and nothing that is excluded", () =>
    withClient({ files: { ...files, ".redlink.json": '{ "exclude": ["Page/下/**"] }' } }, async (client) => {
      await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
        event: { added: [{ uri: client.uri("Page"), name: "p" }], removed: [{ uri: client.uri(""), name: "all" }] },
      });
      symlinkSync(client.folder.resolve("其他/六.md"), client.folder.resolve("Page/連.md"));
      symlinkSync(client.folder.resolve("其他"), client.folder.resolve("Page/連"));
      const found = await convertFiles(client, [
        client.uri("其他"),
        client.uri("其他/六.md"),
        `${client.uri("Page")}/../其他`,
        client.uri("Page"),
      ]);
      assert.deepEqual([...documentsOf(found.edit).keys()].sort(), ["一.md", "三.md"]);
      assert.deepEqual(found.failed, [{ uri: client.uri("Page/連.md"), reason: "cannot be read" }]);
    }));

  test("what is excluded is left out", () =>
    withClient({ files: { ...files, ".redlink.json": '{ "exclude": ["Page/下/**"] }' } }, async (client) => {
      const { edit } = await convertFiles(client, [client.uri("Page")]);
      assert.deepEqual([...documentsOf(edit).keys()], ["一.md"]);
    }));

  test("there is an end to what one preview holds, and word of what is left", () => {
    const many = Object.fromEntries(Array.from({ length: 510 }, (_, index) => [`Page/${index}.md`, article("历史")]));
    return withClient({ files: many }, async (client) => {
      const { edit, changed, left } = await convertFiles(client, [client.uri("Page")]);
      assert.deepEqual([edit?.documentChanges?.length, changed, left], [500, 500, 10]);
    });
  });

  test("tells how far it is", () =>
    withClient({ files }, async (client) => {
      const told: { kind: string; percentage?: number }[] = [];
      client.connection.onNotification("$/progress", ({ value }: { value: (typeof told)[number] }) => {
        told.push(value);
      });
      await convertFiles(client, [client.uri("Page")], { workDoneToken: "t" });
      assert.equal(told[0]?.kind, "begin");
      assert.equal(told.at(-2)?.percentage, 100);
      assert.equal(told.at(-1)?.kind, "end");
    }));

  test("can be cancelled", () =>
    withClient({ files }, async (client) => {
      const { CancellationTokenSource } = await import("vscode-jsonrpc/node");
      const source = new CancellationTokenSource();
      const asked = client.connection.sendRequest(
        "redlink/convertFiles",
        { uris: [client.uri("Page")], target: "hant" },
        source.token,
      );
      source.cancel();
      await assert.rejects(asked, { code: -32800 });
      assert.equal((await convertFiles(client, [client.uri("Page")])).changed, 2, "the server lives on");
    }));

  test("wrong parameters are refused", () =>
    withClient({ capabilities: EDITOR }, async (client) => {
      await assert.rejects(convertFiles(client, "Page" as never), { code: -32602 });
      await assert.rejects(convertFiles(client, [], { target: "zh" }), { code: -32602 });
    }));
});
