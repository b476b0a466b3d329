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
});
