import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, test } from "node:test";
import { CancellationTokenSource } from "vscode-jsonrpc/node";
import { answer, attend, RequestFailure } from "../../server/lsp/guard";
import { type TestClient, withClient } from "./client";

const PAGE = '[老橋位於](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n';

/** The error code a request is answered with; 0 when it is answered. */
async function codeOf(answered: Promise<unknown>): Promise<number> {
  return answered.then(
    () => 0,
    (error: { code: number }) => error.code,
  );
}

async function isAlive(client: TestClient): Promise<void> {
  const uri = await client.open("Page/生.md", PAGE);
  await client.diagnostics(uri, (items) => items.length === 1);
}

describe("malformed messages", () => {
  test("requests are refused with a reason, and the reason is in the log", () =>
    withClient({}, async (client) => {
      const uri = await client.open("Page/例.md", PAGE);
      const textDocument = { uri };
      for (const params of [
        {},
        { textDocument: null },
        { textDocument: { uri: 7 } },
        { textDocument },
        { textDocument, position: {} },
        { textDocument, position: { line: "0", character: 0 } },
        { textDocument, position: { line: -1, character: 0 } },
        { textDocument, position: { line: 0.5, character: 0 } },
      ]) {
        assert.equal(await codeOf(client.request("textDocument/hover", params)), -32602, JSON.stringify(params));
      }
      assert.equal(await codeOf(client.connection.sendRequest("textDocument/hover")), -32602);
      assert.equal(await codeOf(client.connection.sendRequest("textDocument/hover", [1, 2], 3)), -32602);
      assert.equal(await codeOf(client.request("textDocument/codeAction", { textDocument })), -32602);
      assert.equal(await codeOf(client.request("codeAction/resolve", { title: "?", data: { type: "fix" } })), -32602);
      assert.equal(await codeOf(client.request("workspace/executeCommand", { command: "rm" })), -32602);
      assert.equal(await codeOf(client.request("redlink/convert", { textDocument, target: "en" })), -32602);
      assert.equal(await codeOf(client.request("no/such", {})), -32601);
      assert.ok(client.logged.some((line) => /textDocument\/hover was refused: invalid parameters/.test(line)));
      await isAlive(client);
    }));

  test("notifications are passed over, and said so in the log", () =>
    withClient({}, async (client) => {
      const uri = await client.open("Page/例.md", PAGE);
      const send = (method: string, params?: object) => client.connection.sendNotification(method, params);
      await send("textDocument/didOpen", {});
      await send("textDocument/didChange", { textDocument: { uri } });
      await send("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [null] });
      await send("textDocument/didChange", { textDocument: { uri: "file:///none" }, contentChanges: [] });
      await send("textDocument/didClose", { textDocument: { uri: "file:///none" } });
      await send("workspace/didChangeWatchedFiles", { changes: 1 });
      await send("workspace/didChangeWorkspaceFolders", { event: { added: [null], removed: 3 } });
      await send("workspace/didChangeConfiguration", { settings: 1 });
      await send("no/such", {});
      await send("$/unknown", {});
      await isAlive(client);
      assert.ok(client.logged.some((line) => /didChange failed: invalid parameters/.test(line)));
      assert.ok(client.logged.some((line) => /none is not open/.test(line)));
      assert.ok(client.logged.some((line) => /nothing is known of the notification no\/such/.test(line)));
      assert.ok(!client.logged.some((line) => line.includes("$/unknown")));
    }));

  test("bytes that are no message", () =>
    withClient({}, async (client) => {
      const write = (text: string) => client.server.stdin.write(text);
      write("Content-Length: 5\r\n\r\n{{{{{");
      write("Content-Length: 4\r\n\r\nnull");
      write('Content-Length: 2\r\n\r\n[]Content-Length: 3\r\n\r\n"a"');
      write("Content-Type: x\r\n\r\n");
      const said = (what: RegExp) => () => client.logged.some((line) => what.test(line));
      await client.until(said(/could not be read: Header must provide a Content-Length/));
      await client.until(said(/could not be read: .*JSON/));
      await isAlive(client);
    }));

  test("what is no message is answered with an error, and the next request as ever", () =>
    withClient({}, async (client) => {
      const answers: unknown[] = [];
      const bytes: Buffer[] = [];
      client.server.stdout.on("data", (data: Buffer) => {
        bytes.push(data);
        const text = Buffer.concat(bytes).toString("utf8");
        answers.splice(
          0,
          answers.length,
          ...[...text.matchAll(/"id":(null|"?\w+"?),"error":\{"code":(-\d+)/g)].map(([, id, code]) => `${id} ${code}`),
        );
      });
      for (const body of [
        "{{{{{",
        "null",
        "[]",
        '{"jsonrpc":"2.0","id":"x7"}',
        '{"jsonrpc":"2.0","id":901,"method":5}',
        '{"jsonrpc":"2.0","id":{},"method":"textDocument/hover"}',
        '{"jsonrpc":"2.0","id":902,"method":"textDocument/hover","params":5}',
        '{"jsonrpc":"2.0","id":903,"method":"textDocument/rename","params":{"textDocument":{"uri":"file:///x"}}}',
      ]) {
        client.server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      }
      const last = '{"jsonrpc":"2.0","id":904,"method":"no/such"}';
      client.server.stdin.write(`Content-Type: x\r\n\r\nContent-Length: ${last.length}\r\n\r\n${last}`);
      while (!answers.includes("904 -32601")) await once(client.server.stdout, "data");
      await isAlive(client);
      assert.deepEqual([...answers].sort(), [
        '"x7" -32600',
        "901 -32600",
        "902 -32602",
        "904 -32601",
        "null -32600",
        "null -32600",
        "null -32600",
        "null -32700",
        "null -32700",
      ]);
    }));

  test("documents of any content", () =>
    withClient({}, async (client) => {
      for (const [index, text] of [
        "",
        "\u0000\u0001",
        "\ufeff",
        "\ud800",
        "[".repeat(20_000),
        `${"\\[1\\]".repeat(5000)}\n\n1.`,
        "{{".repeat(9000),
        `${PAGE}${"<ref>".repeat(5000)}`,
      ].entries()) {
        const uri = await client.open(`Page/${index}.md`, text);
        await client.diagnostics(uri);
        await client.request("textDocument/documentSymbol", { textDocument: { uri } });
      }
    }));
});

describe("the order of things", () => {
  test("features of what is not open or no article are nothing", () =>
    withClient({}, async (client) => {
      const none = client.uri("Page/無.md");
      assert.equal(await client.at("textDocument/hover", none, { line: 0, character: 0 }), null);
      const readme = await client.open("README.md", "# 讀我\n");
      assert.equal(await client.request("textDocument/documentSymbol", { textDocument: { uri: readme } }), null);
      await client.request("workspace/executeCommand", { command: "redlink.server.fixAll", arguments: [readme] });
      assert.deepEqual(client.shown, ["This document is not a wiki article."]);
    }));

  test("initialize comes once, requests after shutdown are refused, exit tells how it went", () =>
    withClient({}, async (client) => {
      assert.equal(await codeOf(client.request("initialize", { capabilities: {} })), -32600);
      await client.request("shutdown", {});
      assert.equal(await codeOf(client.request("textDocument/hover", {})), -32600);
      const gone = once(client.server, "exit");
      await client.connection.sendNotification("exit");
      assert.deepEqual((await gone)[0], 0);
    }));

  test("a server whose client vanishes ends", () =>
    withClient({}, async (client) => {
      const gone = once(client.server, "exit");
      client.server.stdin.end();
      assert.deepEqual((await gone)[0], 1);
    }));
});

describe("the guard", () => {
  const logged: string[] = [];
  const tools = {
    log: (message: string) => void logged.push(message),
    makeError: (code: number, message: string) => Object.assign(new Error(message), { code }),
  };
  const { token } = new CancellationTokenSource();

  test("logs what fails with its place and answers with an error", async () => {
    const failing = answer(
      "a/b",
      token,
      () => {
        throw new TypeError("oops");
      },
      tools,
    );
    await assert.rejects(failing, { code: -32603, message: "a/b failed: oops" });
    assert.match(logged.pop()!, /^a\/b failed: TypeError: oops\n\s+at /);
  });

  test("answers a cancelled request at once, and one that was cancelled meanwhile", async () => {
    const source = new CancellationTokenSource();
    const meanwhile = answer("a/b", source.token, async () => source.cancel(), tools);
    await assert.rejects(meanwhile, { code: -32800 });
    let ran = false;
    const late = answer("a/b", source.token, () => void (ran = true), tools);
    await assert.rejects(late, { code: -32800 });
    assert.equal(ran, false);
    assert.deepEqual(logged, []);
  });

  test("a notification that fails is logged only", async () => {
    await attend(
      "c/d",
      () => {
        throw new RequestFailure(1, "no");
      },
      tools.log,
    );
    assert.deepEqual(logged.splice(0), ["c/d failed: no"]);
  });
});
