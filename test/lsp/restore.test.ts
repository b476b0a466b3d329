import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, test } from "node:test";
import type { CodeAction, CodeLens, Hover, TextDocumentEdit, TextEdit, WorkspaceEdit } from "vscode-languageserver";
import { applyEdits, replace } from "../../server/core/text/edit";
import { LineIndex } from "../../server/core/text/lines";
import type { CompanionsResult, RestoreResult } from "../../server/lsp/protocol";
import { HTML, NAME, PAGE } from "./bridge";
import { type TestClient, withClient } from "./client";

const RESTORED = PAGE.replace("簽署了 ，", "簽署了條約，")
  .replace("1.\n", "1.  [古橋考](http://a.example/). 1987.\n")
  .replace("3.\n", "3.  [古橋考](http://a.example/). 1987.\n");

function edited(edit: WorkspaceEdit | null | undefined, text = PAGE): string {
  const lines = new LineIndex(text);
  const document = edit?.documentChanges?.[0] as TextDocumentEdit | undefined;
  assert.ok(document);
  const edits = (document.edits as TextEdit[]).map(({ range, newText }) =>
    replace(text, { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) }, newText),
  );
  return applyEdits(text, edits);
}

const restore = (client: TestClient, uri: string, from?: object) =>
  client.request<RestoreResult>("redlink/restore", { textDocument: { uri }, ...(from && { from }) });

/** A wiki's API that answers as it is told, as long as the body runs. */
async function withWiki(answer: RequestListener, body: (address: string) => Promise<void>): Promise<void> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  try {
    await body(`http://127.0.0.1:${(server.address() as AddressInfo).port}/w`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe("restoring from a companion, through the protocol", () => {
  const files = { [NAME]: PAGE, "Page/清河老橋.html": HTML };

  test("the companion beside the page: one edit, each part says where it comes from", () =>
    withClient({ files }, async (client) => {
      const uri = client.uri(NAME);
      client.open(NAME, PAGE);
      const found = await client.request<CompanionsResult>("redlink/companions", { textDocument: { uri } });
      assert.deepEqual(
        found.files.map(({ name }) => name),
        ["清河老橋.html"],
      );
      assert.equal(found.wiki, null);
      const { edit, message } = await restore(client, uri, { uri: found.files[0]!.uri });
      assert.equal(message, null);
      assert.equal(edited(edit), RESTORED);
      const annotations = Object.values(edit!.changeAnnotations!);
      assert.ok(annotations.every(({ needsConfirmation }) => needsConfirmation));
      assert.ok(annotations.some(({ label }) => label === "Entry 1: its citation, from entry 1 of 清河老橋.html"));
      assert.ok(annotations.some(({ label }) => label === "Entry 3: the same as entry 1, says 清河老橋.html"));
      assert.equal((edit!.documentChanges![0] as TextDocumentEdit).textDocument.version, 1);
      assert.equal(edited((await restore(client, uri)).edit), RESTORED, "the best one without being asked");
    }));

  test("a chosen text; one of another article is refused in one sentence", () =>
    withClient({ files: { [NAME]: PAGE }, locale: "zh-TW" }, async (client) => {
      const uri = client.uri(NAME);
      client.open(NAME, PAGE);
      assert.deepEqual(await restore(client, uri), { edit: null, message: "本頁旁邊沒有副本，請選擇一個。" });
      assert.equal(edited((await restore(client, uri, { name: "clipboard", text: HTML })).edit), RESTORED);
      const other = await restore(client, uri, {
        name: "other.txt",
        text: "完全是另外一回事的一篇文章[1]。\n\n1. ^ 甲\n",
      });
      assert.deepEqual(other, { edit: null, message: "other.txt 不是本條目：兩者相同的文字只有 0%。" });
      const outside = await restore(client, uri, { uri: "file:///etc/passwd" });
      assert.deepEqual(outside, { edit: null, message: "無法讀取 passwd。" });
    }));

  test("the setting says where companions lie", () =>
    withClient(
      {
        files: { [NAME]: PAGE, "html/deep/清河老橋.html": HTML, "html/deep/別.html": "<p>別</p>" },
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder
        settings: { collation: { companions: "html/**/${title}.html" } },
      },
      async (client) => {
        const uri = client.uri(NAME);
        client.open(NAME, PAGE);
        assert.equal(edited((await restore(client, uri)).edit), RESTORED);
      },
    ));

  test("a quick fix fills an empty entry, or cites the entry it repeats", () =>
    withClient({ files }, async (client) => {
      const uri = client.uri(NAME);
      client.open(NAME, PAGE);
      const actionsAt = (line: number, character: number) => {
        const position = { line, character };
        return client.request<CodeAction[]>("textDocument/codeAction", {
          textDocument: { uri },
          range: { start: position, end: position },
          context: { diagnostics: [] },
        });
      };
      const resolve = (action: CodeAction | undefined) => client.request<CodeAction>("codeAction/resolve", action!);
      const actions = await actionsAt(6, 1);
      const fill = actions.find(({ title }) => title === "Restore from 清河老橋.html: 古橋考. 1987.");
      assert.ok(edited((await resolve(fill)).edit).endsWith("3.  [古橋考](http://a.example/). 1987.\n"));
      const cite = actions.find(({ title }) => title.startsWith("Cite entry 1 instead"));
      const merged = edited((await resolve(cite)).edit);
      assert.ok(merged.includes("出資重修\\[1\\]") && merged.endsWith("1.\n2.  縣志\n"), merged);
      const hole = await actionsAt(0, PAGE.indexOf(" ，約定"));
      const phrase = hole.find(({ title }) => title === "Restore from 清河老橋.html: 條約");
      assert.ok(edited((await resolve(phrase)).edit).includes("簽署了條約，約定"));
      assert.ok(!(await actionsAt(5, 1)).some(({ title }) => title.startsWith("Restore")));
    }));

  test("the hover over an empty marker shows what the companion says", () =>
    withClient({ files }, async (client) => {
      const uri = client.uri(NAME);
      client.open(NAME, PAGE);
      const position = { line: 0, character: PAGE.indexOf("\\[1\\]") + 1 };
      const hover = await client.request<Hover>("textDocument/hover", { textDocument: { uri }, position });
      const { value } = hover.contents as { value: string };
      assert.match(value, /\[古桥考\]\(<?http:\/\/a\.example\/>?\)/);
      assert.match(value, /The entry is empty here; this is what 清河老橋\.html says\./);
    }));

  const unfit: readonly (readonly [name: string, companion: string])[] = [
    [
      "of another article",
      HTML.replaceAll("清河老桥", "青石新桥").replace(/建于[^<]*/, "位于山谷的东南角，是一座水坝，不是别的"),
    ],
    ["of nothing", ""],
    [
      "of no HTML",
      "\u0000\ud800<<<<p <sup class=reference><a href=#cite_note-1>[1]<ol class=references><li id=cite_note-",
    ],
    ["of more than any article", HTML.replace("<p>", `<p>${"山水".repeat(4_500_000)}</p><p>`)],
  ];
  for (const [name, companion] of unfit) {
    test(`a companion ${name}: hover, lens and repairs are as without`, () =>
      withClient(
        { files: { [NAME]: PAGE, "Page/清河老橋.html": companion }, commands: ["redlink.restoreFromCompanion"] },
        async (client) => {
          const textDocument = { uri: client.uri(NAME) };
          client.open(NAME, PAGE);
          const position = { line: 0, character: PAGE.indexOf("\\[1\\]") + 1 };
          const hover = await client.request<Hover>("textDocument/hover", { textDocument, position });
          assert.doesNotMatch((hover.contents as { value: string }).value, /清河老橋\.html|古桥考/);
          const range = { start: { line: 4, character: 1 }, end: { line: 4, character: 1 } };
          const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
            textDocument,
            range,
            context: { diagnostics: [] },
          });
          assert.ok(!actions.some(({ title }) => title.startsWith("Restore from")));
          const lenses = await client.request<CodeLens[]>("textDocument/codeLens", { textDocument });
          assert.ok(lenses.some(({ command }) => command?.command === "redlink.restoreFromCompanion"));
        },
      ));
  }

  test("the lens is for clients that can ask for a companion", async () => {
    for (const commands of [["redlink.restoreFromCompanion"], []]) {
      await withClient({ files, commands }, async (client) => {
        const uri = client.uri(NAME);
        client.open(NAME, PAGE);
        const lenses = await client.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
        const offered = lenses.some(({ command }) => command?.command === "redlink.restoreFromCompanion");
        assert.equal(offered, commands.length > 0);
      });
    }
  });

  test("the wiki's page, when the user's settings name the wiki; no file of a workspace can", () =>
    withWiki(
      (request, response) => {
        const { searchParams, pathname } = new URL(request.url!, "http://wiki");
        const isAsked = pathname === "/w/api.php" && searchParams.get("page") === "清河老橋";
        const isNamed = /^Redlink\//.test(request.headers["user-agent"] ?? "");
        const answer = isAsked && isNamed ? { parse: { title: "清河老橋", text: HTML } } : { error: { code: "bad" } };
        response.end(JSON.stringify(answer));
      },
      async (wiki) => {
        await withClient({ files: { [NAME]: PAGE }, settings: { collation: { wiki } } }, async (client) => {
          const uri = client.uri(NAME);
          client.open(NAME, PAGE);
          assert.equal(edited((await restore(client, uri, { wiki: true })).edit), RESTORED);
        });
        const own = { [NAME]: PAGE, ".redlink.json": JSON.stringify({ "collation.wiki": wiki }) };
        await withClient({ files: own }, async (client) => {
          const uri = client.uri(NAME);
          client.open(NAME, PAGE);
          const { edit, message } = await restore(client, uri, { wiki: true });
          assert.deepEqual([edit, message], [null, "No wiki is named in the setting redlink.collation.wiki."]);
        });
      },
    ));
});
