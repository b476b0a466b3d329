// A client that does not read what the server writes: it must neither fill the server's memory nor lose the last word.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import type { Message, MessageWriter } from "vscode-jsonrpc";
import type { DocumentDiagnosticReport } from "vscode-languageserver";
import { Outbox } from "../../server/lsp/outbox";
import { EDITOR, PULLING, type TestClient, withClient } from "./client";

/** A writer whose messages leave when the test says so. */
class SlowWriter implements MessageWriter {
  readonly written: Message[] = [];
  private release: (() => void)[] = [];
  readonly onError = () => ({ dispose() {} });
  readonly onClose = () => ({ dispose() {} });

  write(message: Message): Promise<void> {
    this.written.push(message);
    return new Promise((resolve) => this.release.push(resolve));
  }

  /** Lets everything leave that waits, message by message. */
  async drain(): Promise<void> {
    while (this.release.length > 0) {
      this.release.shift()!();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  end(): void {}
  dispose(): void {}
}

const notification = (method: string, params: object) => ({ jsonrpc: "2.0", method, params }) as Message;
const request = (id: number, method: string, uri: string) =>
  ({ jsonrpc: "2.0", id, method, params: { textDocument: { uri } } }) as Message;
const response = (id: number, result: unknown) => ({ jsonrpc: "2.0", id, result }) as Message;

describe("an outbox whose client reads slowly", () => {
  test("keeps the last diagnostics of each document, and the order of the rest", async () => {
    const writer = new SlowWriter();
    const outbox = new Outbox(writer);
    const publish = (uri: string, version: number) =>
      outbox.write(notification("textDocument/publishDiagnostics", { uri, version }));
    const all = [publish("a", 1), publish("a", 2), publish("b", 1), publish("a", 3), publish("a", 4)];
    all.push(outbox.write(notification("window/logMessage", { message: "x" })));
    await writer.drain();
    await Promise.all(all);
    assert.deepEqual(
      writer.written.map((message) => (message as unknown as { params: object }).params),
      [{ uri: "a", version: 1 }, { uri: "b", version: 1 }, { uri: "a", version: 4 }, { message: "x" }],
    );
  });

  test("answers what was asked again with an error, so that every request has its answer", async () => {
    const writer = new SlowWriter();
    const outbox = new Outbox(writer);
    for (const id of [1, 2, 3]) outbox.note(request(id, "textDocument/diagnostic", "a"));
    outbox.note(request(4, "textDocument/hover", "a"));
    for (const id of [1, 2, 3, 4]) void outbox.write(response(id, { id }));
    await writer.drain();
    assert.deepEqual(
      writer.written.map((message) => {
        const { id, result, error } = message as unknown as { id: number; result?: object; error?: { code: number } };
        return [id, result ?? error?.code];
      }),
      [
        [1, { id: 1 }],
        [2, -32801],
        [3, { id: 3 }],
        [4, { id: 4 }],
      ],
    );
  });

  test("drops notifications and refuses requests when a thousand messages wait", async () => {
    const writer = new SlowWriter();
    const outbox = new Outbox(writer);
    for (let index = 0; index < 1500; index++) void outbox.write(notification("window/logMessage", { message: "x" }));
    void outbox.write(response(7, { much: "x".repeat(1000) }));
    await writer.drain();
    assert.equal(writer.written.length, 1002);
    assert.equal((writer.written.at(-1) as unknown as { error: { code: number } }).error.code, -32803);
  });
});

const LINE = '[老橋位於](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n\n';

/** The most memory the server has had resident so far, in MB. */
const peakOf = ({ server }: TestClient) =>
  Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))![1]) / 1024;

describe("a client that never reads", () => {
  const EDITS = 10_000;
  const text = LINE.repeat(40);

  for (const [name, capabilities] of [
    ["is told of findings", EDITOR],
    ["asks for findings", PULLING],
  ] as const) {
    test(`and ${name} costs the server less than 100 MB in ten thousand edits`, () =>
      withClient({ capabilities }, async (client) => {
        const uri = await client.open("Page/例.md", text);
        const ask = () =>
          client.request<DocumentDiagnosticReport>("textDocument/diagnostic", { textDocument: { uri } });
        if (capabilities === PULLING) await ask();
        else await client.diagnostics(uri, (items) => items.length === 40);
        const before = peakOf(client);
        client.server.stdout.pause();
        const asked: Promise<unknown>[] = [];
        const settle = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);
        for (let version = 2; version <= EDITS + 1; version++) {
          const end = { line: 80, character: 0 };
          // Each edit adds a line or takes it away again, so that findings differ every time.
          const change = version % 2 === 0 ? { start: end, end } : { start: end, end: { line: 82, character: 0 } };
          await client.change(uri, version, { range: change, text: version % 2 === 0 ? LINE : "" });
          if (capabilities === PULLING) asked.push(settle(ask()));
        }
        await client.change(uri, EDITS + 2, { text: LINE.repeat(3) });
        const last = capabilities === PULLING ? ask() : undefined;
        client.server.stdout.resume();
        if (last) assert.equal(((await last) as { items: unknown[] }).items.length, 3);
        else await client.diagnostics(uri, (items, version) => version === EDITS + 2 && items.length === 3);
        assert.equal((await Promise.all(asked)).length, capabilities === PULLING ? EDITS : 0);
        const growth = peakOf(client) - before;
        assert.ok(growth < 100, `grew by ${growth.toFixed(0)} MB`);
      }));
  }
});
