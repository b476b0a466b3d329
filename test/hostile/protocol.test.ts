// Malformed messages, made of valid ones: the server answers the next request all the same.
//   HOSTILE_MESSAGES=1000 npx tsx --test test/hostile/protocol.test.ts
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type TestClient, withClient } from "../lsp/client";
import { Dice } from "../support/dice";

const COUNT = Number(process.env.HOSTILE_MESSAGES ?? 200);
const SEED = Number(process.env.HOSTILE_SEED ?? 57);
/** Messages between two looks at whether the server is well. */
const BETWEEN = 20;

const PAGE = '[老橋位於](https://zh.wikipedia.org/wiki/老橋 "wikilink")\\[1]。\n\n1.  一。\n';

/** What a client may send of a page, as a method and its parameters; those without an id are notifications. */
function validMessages(uri: string): { readonly method: string; readonly params: unknown; readonly id?: number }[] {
  const textDocument = { uri };
  const position = { line: 0, character: 2 };
  const range = { start: position, end: position };
  const requests = [
    ...["hover", "definition", "completion", "documentHighlight", "prepareRename", "selectionRange"].map((name) => [
      `textDocument/${name}`,
      { textDocument, position, positions: [position] },
    ]),
    ...["documentSymbol", "documentLink", "foldingRange", "codeLens", "diagnostic"].map((name) => [
      `textDocument/${name}`,
      { textDocument },
    ]),
    ["textDocument/references", { textDocument, position, context: { includeDeclaration: true } }],
    ["textDocument/rename", { textDocument, position, newName: "新" }],
    ["textDocument/codeAction", { textDocument, range, context: { diagnostics: [], only: ["quickfix"] } }],
    [
      "codeAction/resolve",
      { title: "x", data: { type: "fix", uri, version: 1, rule: "a/b", start: 0, end: 1, index: 0 } },
    ],
    ["workspace/symbol", { query: "橋" }],
    ["workspace/executeCommand", { command: "redlink.server.fixAll", arguments: [uri, range] }],
    ["workspace/willRenameFiles", { files: [{ oldUri: uri, newUri: `${uri}x.md` }] }],
    ["workspace/diagnostic", { previousResultIds: [{ uri, value: "1" }] }],
    ["redlink/convert", { textDocument, target: "hans", range }],
    ["redlink/convertFiles", { uris: [uri], target: "hant" }],
    ["redlink/restore", { textDocument, from: { name: "x.html", text: "<p>x" } }],
    ["redlink/companions", { textDocument }],
    ["redlink/wikiList", { list: "wanted", limit: 3 }],
    ["redlink/linksTo", { uri }],
    ["redlink/footnotes", { textDocument }],
    ["redlink/checkWiki", { workDoneToken: 1 }],
    ["initialize", { capabilities: {}, rootUri: uri }],
  ] as const;
  const notifications = [
    ["textDocument/didOpen", { textDocument: { uri: `${uri}2.md`, languageId: "markdown", version: 1, text: PAGE } }],
    [
      "textDocument/didChange",
      { textDocument: { uri: `${uri}2.md`, version: 2 }, contentChanges: [{ range, text: "甲" }] },
    ],
    ["textDocument/didClose", { textDocument: { uri: `${uri}2.md` } }],
    ["workspace/didChangeConfiguration", { settings: { redlink: { rules: { "a/b": "off" }, include: ["x"] } } }],
    ["workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] }],
    ["workspace/didChangeWorkspaceFolders", { event: { added: [{ uri: `${uri}/x`, name: "x" }], removed: [] } }],
    ["$/cancelRequest", { id: 3 }],
    ["$/setTrace", { value: "off" }],
  ] as const;
  return [
    ...requests.map(([method, params], index) => ({ method: String(method), params, id: 10_000 + index })),
    ...notifications.map(([method, params]) => ({ method: String(method), params })),
  ];
}

function strange(dice: Dice): unknown {
  return dice.pick<() => unknown>([
    () => null,
    () => undefined,
    () => dice.pick([-1, 0.5, 1e308, 2 ** 53, 2 ** 31, 4_000_000_000, Number.NaN]),
    () =>
      dice.pick(["", "\u0000", "__proto__", "file:///", "file:///%zz", "file://host/x", "untitled:x", "../..", "::"]),
    () => dice.text(30),
    () => dice.pick<unknown>([[], {}, [null], [[]], { uri: 7 }, { line: null }, true, false]),
    () => JSON.parse(`${"[".repeat(800)}${"]".repeat(800)}`),
    () => JSON.parse('{"__proto__": {"uri": "file:///x"}, "constructor": 1, "length": 1e9}'),
    () => "長".repeat(5000),
  ])();
}

/** A value with one place of it, however deep, replaced by something strange. */
function mutated(dice: Dice, value: unknown): unknown {
  if (typeof value !== "object" || value === null || dice.chance(0.2)) return strange(dice);
  const entries = Object.entries(value);
  if (entries.length === 0) return strange(dice);
  const [key, inner] = dice.pick(entries);
  if (Array.isArray(value)) return value.map((one, index) => (String(index) === key ? mutated(dice, one) : one));
  return { ...value, [key]: mutated(dice, inner) };
}

/** A message as JSON, malformed in one way or another; unknown methods, wrong ids and batches among them. */
function hostileMessage(dice: Dice, valid: ReturnType<typeof validMessages>): string {
  const message = { jsonrpc: "2.0", ...dice.pick(valid) };
  switch (dice.below(9)) {
    case 0:
      return JSON.stringify({ ...message, jsonrpc: dice.pick([undefined, "1.0", 2, null]) });
    case 1:
      return JSON.stringify({ ...message, id: strange(dice) });
    case 2:
      return JSON.stringify({
        ...message,
        method: dice.pick([strange(dice), "no/such", "$/no", "__proto__", "constructor"]),
      });
    case 3:
      return JSON.stringify(dice.several(3, () => message));
    case 4:
      return JSON.stringify({
        jsonrpc: "2.0",
        id: dice.pick([1, 10_003, "x", null]),
        result: strange(dice),
        error: strange(dice),
      });
    case 5: {
      const text = JSON.stringify(message);
      return text.slice(0, dice.below(text.length));
    }
    default:
      return JSON.stringify({ ...message, params: mutated(dice, message.params) });
  }
}

async function assertWell(client: TestClient, uri: string, text: string): Promise<void> {
  const symbols = await client.request<unknown>("textDocument/documentSymbol", { textDocument: { uri } });
  assert.ok(Array.isArray(symbols), text);
  const hover = await client.at("textDocument/hover", uri, { line: 0, character: 3 });
  assert.notEqual(hover, null, text);
}

describe("a client that sends malformed messages", () => {
  test(`has the next request answered (${COUNT})`, (context) =>
    withClient({ files: { "Page/有.md": PAGE } }, async (client) => {
      const uri = await client.open("Page/例.md", PAGE);
      await client.diagnostics(uri, (items) => items.length > 0);
      const valid = validMessages(client.uri("Page/有.md"));
      const dice = new Dice(SEED);
      const sent: string[] = [];
      for (let round = 0; round < COUNT; round++) {
        const body = hostileMessage(dice, valid);
        sent.push(body);
        client.server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
        if (round % BETWEEN === BETWEEN - 1) await assertWell(client, uri, sent.splice(0).join("\n").slice(0, 5000));
      }
      await assertWell(client, uri, sent.join("\n"));
      assert.equal(client.server.exitCode, null);
      context.diagnostic(`${COUNT} messages, seed ${SEED}`);
    }));
});
