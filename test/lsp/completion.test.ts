import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { CompletionItem, CompletionList } from "vscode-languageserver";
import { EDITOR, type TestClient, withClient } from "./client";

const LINK = '[甲](../Page/甲.md "wikilink")';

/** Waits until the names of the pages are known: then the link to a page that is not there is found. */
async function openListed(client: TestClient, text: string): Promise<string> {
  const uri = await client.open(
    "Page/例.md",
    `${text}\n\n[無](../Page/無.md "wikilink")[乙](https://zh.wikipedia.org/wiki/乙 "wikilink")\n`,
  );
  await client.diagnostics(uri, (items) => items.some(({ code }) => code === "link/missing-page"));
  return uri;
}

const capabilities = {
  ...EDITOR,
  textDocument: {
    ...EDITOR.textDocument,
    completion: {
      completionItem: {
        labelDetailsSupport: true,
        documentationFormat: ["plaintext" as const],
        resolveSupport: { properties: ["documentation"] },
      },
    },
  },
};

describe("completion", () => {
  test("is announced with what triggers it", () =>
    withClient({}, async (client) => {
      const { completionProvider } = client.initialized.capabilities;
      assert.deepEqual(completionProvider?.triggerCharacters, ["[", "(", "/", "#", "^", ":", "{", "|", '"', "="]);
    }));

  test("a title in the other script passes the editor's own sieve, and its page is shown when it is chosen", () =>
    withClient(
      { capabilities, files: { "Page/國家.md": `**國家**是地。\n\n${LINK}\n`, "Page/中國.md": "國\n" } },
      async (client) => {
        const uri = await openListed(client, "見[国]");
        const list = await client.at<CompletionList>("textDocument/completion", uri, { line: 0, character: 3 });
        assert.equal(list.isIncomplete, true);
        assert.deepEqual(
          list.items.map(({ label, filterText, sortText, textEdit }) => [label, filterText, sortText, textEdit]),
          [
            ["國家", "000", '[國家](../Page/國家.md "wikilink")'],
            ["中國", "001", '[中國](../Page/中國.md "wikilink")'],
          ].map(([label, sortText, newText]) => [
            label,
            "[国",
            sortText,
            { range: { start: { line: 0, character: 1 }, end: { line: 0, character: 4 } }, newText },
          ]),
        );
        const shown = await client.request<CompletionItem>("completionItem/resolve", list.items[0]!);
        assert.deepEqual(shown.documentation, { kind: "plaintext", value: "國家是地。" });
      },
    ));

  test("categories are those of all pages, the page's own last", () =>
    withClient(
      { files: { "Page/甲.md": `[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n` } },
      async (client) => {
        const own = '[Category:橋梁](https://zh.wikipedia.org/wiki/Category:橋梁 "wikilink")';
        const uri = await openListed(client, `[Category:桥\n\n${own}`);
        await client.request("redlink/wikiList", { list: "wanted" }); // every page has been read
        const position = { line: 0, character: 11 };
        const list = await client.at<CompletionList>("textDocument/completion", uri, position);
        assert.deepEqual(
          list.items.map(({ textEdit }) => textEdit?.newText),
          ['[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")', own],
        );
      },
    ));

  test("a wiki of many long titles is answered with no more than an editor can take", () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`Page/${"國".repeat(70)}${index}.md`, "國\n"]),
    );
    return withClient({ files }, async (client) => {
      const uri = await openListed(client, "見[國");
      const list = await client.at<CompletionList>("textDocument/completion", uri, { line: 0, character: 3 });
      assert.ok(list.items.length > 20, `${list.items.length} items`);
      assert.ok(Buffer.byteLength(JSON.stringify(list)) < 50_000);
    });
  });

  test("where nothing is typed that a name completes, there is nothing", () =>
    withClient({ files: { "Page/國家.md": "國\n" } }, async (client) => {
      const uri = await openListed(client, "見國家");
      assert.equal(await client.at("textDocument/completion", uri, { line: 0, character: 3 }), null);
      const readme = await client.open("README.md", "# 國家 [國\n");
      assert.equal(await client.at("textDocument/completion", readme, { line: 0, character: 7 }), null);
    }));
});
