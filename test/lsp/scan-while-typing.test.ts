import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { MessageConnection } from "vscode-jsonrpc";
import type { Host, ScanBatch } from "../../server/core/workspace/host";
import { Session } from "../../server/lsp/session";
import { scanInThreads } from "../../server/main/scan/threads";
import { TestFolder } from "../support/folder";
import { productPath } from "../support/product";
import { PULLING } from "./client";

const ROOT = "file:///wiki";
const PAGE = `${ROOT}/Page/%E7%94%B2.md`;

/** Lets everything happen that waits for no clock. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** A session of somebody who types, in a wiki whose scans are counted, and whose clock is the test's. */
function typing(context: TestContext) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let scans = 0;
  const host: Host = {
    readDirectory: async () => [],
    readFile: async () => undefined,
    pause: async () => {},
    scan: async () => {
      scans++;
      return true;
    },
  };
  const connection = { sendNotification: async () => {}, sendRequest: async () => null };
  const session = new Session(connection as unknown as MessageConnection, host, { version: "", exit: () => {} });
  session.begin({ processId: null, rootUri: ROOT, capabilities: PULLING });
  const document = session.workspace.open(PAGE, "markdown", 1, "見。\n");
  return {
    session,
    scans: () => scans,
    /** Types a character, has the page checked, and lets time pass. */
    async type(milliseconds: number) {
      document.change({ start: 1, end: 1, newText: "字" });
      await session.diagnostics.pull(document, undefined);
      await turns();
      context.mock.timers.tick(milliseconds);
      await turns();
    },
  };
}

describe("the wiki is read", () => {
  test("when whoever types has paused", async (context) => {
    const { type, scans } = typing(context);
    for (let key = 0; key < 5; key++) await type(600);
    assert.equal(scans(), 0);
    await type(700);
    assert.equal(scans(), 1);
    await type(20_000);
    assert.equal(scans(), 1, "once");
  });

  test("after ten seconds at the latest, however fast somebody types; and again when there are other folders", async (context) => {
    const { type, scans, session } = typing(context);
    for (const scan of [1, 2]) {
      for (let key = 0; key < 49; key++) await type(200);
      assert.equal(scans(), scan - 1);
      await type(200);
      assert.equal(scans(), scan);
      await type(200);
      session.workspace.setRoots([ROOT]);
    }
  });
});

test("what a scan tells is taken in a little a turn, so that whoever types has their turn", async () => {
  const count = 1500;
  const names = Array.from({ length: count }, (_, number) => `Page/頁${number}.md`);
  const folder = new TestFolder(
    Object.fromEntries(names.map((name, number) => [name, `[字](../Page/頁${number + 1}.md "wikilink")\n`])),
  );
  process.env.XDG_CACHE_HOME = folder.resolve(".cache");
  try {
    for (const time of ["first", "second"]) {
      let turn = 0;
      let running = true;
      const nextTurn = () => {
        turn++;
        if (running) setImmediate(nextTurn);
      };
      nextTurn();
      const taken = new Map<number, ScanBatch[]>();
      let pages = 0;
      const request = { root: pathToFileURL(folder.path).href, include: [], exclude: [], isCancelled: () => false };
      await scanInThreads(await productPath("node"), request, () => (batch) => {
        taken.set(turn, [...(taken.get(turn) ?? []), batch]);
        pages += batch.pages.length;
      });
      running = false;
      assert.equal(pages, count, time);
      for (const batches of taken.values()) {
        assert.ok(batches.length <= 2, `${batches.length} in one turn`);
        for (const batch of batches) {
          assert.ok(batch.files.length <= 250 && batch.strings.length <= 500 && batch.pages.length <= 128);
        }
      }
    }
  } finally {
    folder.dispose();
  }
});
