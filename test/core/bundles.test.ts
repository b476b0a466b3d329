import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, test } from "node:test";

interface Product {
  readonly bytes: number;
  readonly inputs: readonly string[];
}

/** What the server's file may weigh: it is read and taken apart at every start, 1 ms for some 50 KB. */
const HEAVIEST = 860_000;

describe("what every start loads", () => {
  const products = JSON.parse(
    execFileSync(process.execPath, ["esbuild.mjs", "--inputs"], { encoding: "utf8", maxBuffer: 1e8 }),
  ) as Readonly<Record<string, Product>>;
  const server = products["dist/server.node.js"]!;

  test("the server's file has grown no heavier than it may be", () => {
    assert.ok(server.bytes <= HEAVIEST, `dist/server.node.js has ${server.bytes} bytes`);
  });

  test("no dictionaries, no reader of HTML and no colours in it", () => {
    const apart = /node_modules\/(?:opencc-js|htmlparser2|@lezer\/highlight)\//;
    const wrong = server.inputs.filter((input) => apart.test(input));
    assert.deepEqual(wrong, []);
  });

  test("what most sessions do without runs when it is first used", () => {
    for (const name of ["crypto"]) {
      assert.ok(server.inputs.includes(`late:${name}`), `${name} runs at every start`);
    }
  });
});
