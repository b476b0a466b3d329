import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { describe, test } from "node:test";
import type { Registration } from "vscode-languageserver";
import { EDITOR, withClient } from "./client";

const LINK = '[甲](../Page/甲.md "wikilink")';

describe("word lists", () => {
  test("are followed, watched, and read anew when they change; what is wrong in them is logged", () => {
    const registered: Registration[] = [];
    let tell = () => {};
    const capabilities = {
      ...EDITOR,
      workspace: { ...EDITOR.workspace, didChangeWatchedFiles: { dynamicRegistration: true } },
    };
    const answers = {
      "client/registerCapability": ({ registrations }: { registrations: Registration[] }) => {
        registered.push(...registrations);
        tell();
        return null;
      },
    };
    const files = { ".redlink.json": '{ "variants.words": "詞[1].tsv" }', "詞[1].tsv": "历史\t經歷\n甲\n" };
    return withClient({ capabilities, answers, files }, async (client) => {
      const isWatched = new Promise<void>((resolve) => {
        tell = () => registered.some(({ id }) => id === "words") && resolve();
        tell();
      });
      const uri = await client.open("Page/例.md", `历史，${LINK}。\n`);
      await client.diagnostics(uri);
      await isWatched;
      assert.deepEqual(registered.find(({ id }) => id === "words")?.registerOptions, {
        watchers: [{ globPattern: "**/詞?1?.tsv" }],
      });
      await client.until(() => client.logged.length > 0);
      assert.deepEqual(client.logged, [
        "redlink: 詞[1].tsv:2: expected a word, a tab and its form, perhaps a tab and a variant",
      ]);
      const text = () => client.request("redlink/convertedText", { textDocument: { uri }, target: "tw" });
      assert.deepEqual(await text(), { text: `經歷，${LINK}。\n` });

      writeFileSync(client.folder.resolve("詞[1].tsv"), "历史\t往史\n");
      const published = client.published.length;
      await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
        changes: [{ uri: client.uri("詞[1].tsv"), type: 2 }],
      });
      await client.until(() => client.published.length > published);
      assert.deepEqual(await text(), { text: `往史，${LINK}。\n` });
    });
  });

  test("what is wrong in one is shown once, with a way to the line", () => {
    const asked: { message: string; actions: { title: string }[] }[] = [];
    const opened: unknown[] = [];
    let tell = () => {};
    const answers = {
      "window/showMessageRequest": (params: (typeof asked)[number]) => {
        asked.push(params);
        return params.actions[0];
      },
      "window/showDocument": (params: unknown) => {
        opened.push(params);
        tell();
        return { success: true };
      },
    };
    const window = { showMessage: {}, showDocument: { support: true } };
    const files = { ".redlink.json": '{ "variants.words": "詞.tsv" }', "詞.tsv": "历史\t經歷\n甲\n" };
    return withClient({ capabilities: { ...EDITOR, window }, answers, files, locale: "zh-tw" }, async (client) => {
      const isOpened = new Promise<void>((resolve) => {
        tell = () => opened.length > 0 && resolve();
        tell();
      });
      const uri = await client.open("Page/例.md", `历史，${LINK}。\n`);
      await client.diagnostics(uri);
      await isOpened;
      assert.match(asked[0]!.message, /^已略過 詞\.tsv 第 2 行：/);
      const start = { line: 1, character: 0 };
      assert.deepEqual(opened, [{ uri: client.uri("詞.tsv"), takeFocus: true, selection: { start, end: start } }]);
      const published = client.published.length;
      await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
        changes: [{ uri: client.uri("詞.tsv"), type: 2 }],
      });
      await client.until(() => client.published.length > published);
      assert.equal(asked.length, 1);
    });
  });

  test("one that cannot be read is told of in the client's language", () =>
    withClient({ files: { ".redlink.json": '{ "variants.words": "../詞.tsv" }' }, locale: "zh-cn" }, async (client) => {
      await client.diagnostics(await client.open("Page/例.md", `历史，${LINK}。\n`));
      await client.until(() => client.shown.length > 0);
      assert.match(client.shown[0]!, /^无法读取词表 \.\.\/詞\.tsv/);
    }));
});
