import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, test } from "node:test";
import { fetchCompanion, type WikiProblem } from "../../server/core/workspace/wiki-companion";
import { WebReader } from "../../server/main/fetch";

const LIMITS = { patience: 5_000, interval: 0, largest: 100_000 };

/** What comes of asking a wiki that answers like this. */
async function asked(answer: RequestListener, limits = LIMITS, onCancel: (cancel: () => void) => void = () => {}) {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  try {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/w/api.php`;
    return await fetchCompanion(new WebReader(limits).get, address, "清河", onCancel);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const problem = (reason: WikiProblem["reason"], detail: string): WikiProblem => ({ reason, detail });

describe("a wiki that has no answer", () => {
  test("it is busy", async () => {
    const answer: RequestListener = (_, response) => response.writeHead(429, { "retry-after": "30" }).end("slow down");
    assert.deepEqual(await asked(answer), problem("busy", "30"));
  });

  test("it fails, with a page of HTML", async () => {
    const answer: RequestListener = (_, response) => response.writeHead(500).end("<html>error</html>");
    assert.deepEqual(await asked(answer), problem("status", "500"));
  });

  test("it is no API: a page of HTML, JSON of another kind", async () => {
    assert.deepEqual(await asked((_, response) => response.end("<html>hello</html>")), problem("answer", ""));
    assert.deepEqual(await asked((_, response) => response.end('{"parse":{}}')), problem("answer", ""));
  });

  test("it leads elsewhere: nobody follows", async () => {
    const answer: RequestListener = (_, response) => response.writeHead(302, { location: "http://b.example/" }).end();
    assert.deepEqual(await asked(answer), problem("redirect", "http://b.example/"));
  });

  test("it has no such page, or refuses", async () => {
    const error = (code: string) => JSON.stringify({ error: { code, info: "not\nfor you" } });
    assert.deepEqual(await asked((_, response) => response.end(error("missingtitle"))), problem("missing", "清河"));
    assert.deepEqual(
      await asked((_, response) => response.end(error("readapidenied"))),
      problem("refused", "not for you"),
    );
    assert.deepEqual(await asked((_, response) => response.end(error("maxlag"))), problem("busy", ""));
  });

  test("its answer has no end", async () => {
    const answer: RequestListener = (_, response) => {
      const more = () => response.write("x".repeat(50_000), (error) => error || more());
      more();
    };
    assert.deepEqual(await asked(answer), problem("size", "0.1 MB"));
  });

  test("it does not answer", async () => {
    assert.deepEqual(await asked(() => {}, { ...LIMITS, patience: 50 }), problem("slow", "0.05 s"));
  });

  test("somebody gives up", async () => {
    const result = await asked(
      () => {},
      LIMITS,
      (cancel) => setImmediate(cancel),
    );
    assert.equal((result as WikiProblem).reason, "cancelled");
  });

  test("it is not there", async () => {
    const result = await fetchCompanion(new WebReader(LIMITS).get, "http://127.0.0.1:1", "清河", () => {});
    assert.equal((result as WikiProblem).reason, "unreachable");
  });
});
