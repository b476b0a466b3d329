import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { describe, test } from "node:test";

/** The house of docs/architecture.md: each folder may import from those before it, and from nowhere else of ours. */
const ORDER = [
  "server/core/text",
  "server/core/model",
  "server/core/variants",
  "server/core/dialects",
  "server/core/citations",
  "server/core/footnotes",
  "server/core/collation",
  "server/core/workspace",
  "server/core/rules",
  "server/core/features",
  "server/lsp",
  "server/main",
];

/** The packages a folder may import from; `type` for those of which only types are taken, so that they are not bundled. */
const PACKAGES: Readonly<Record<string, Readonly<Record<string, "value" | "type">>>> = {
  "server/core/variants": { "opencc-js": "value" },
  "server/core/dialects": { "@lezer/common": "value", "@lezer/markdown": "value", htmlparser2: "value" },
  "server/core/workspace": { "jsonc-parser": "value" },
  "server/lsp": { "vscode-jsonrpc": "value", "vscode-languageserver": "type", "vscode-languageserver-types": "type" },
  // Nothing here opens a connection but to the client: no http, no net.
  "server/main": {
    "node:buffer": "value",
    "node:child_process": "value", // cp, which copies extended attributes
    "node:crypto": "value",
    "node:fs": "value",
    "node:module": "value",
    "node:os": "value",
    "node:path": "value",
    "node:perf_hooks": "value",
    "node:timers/promises": "value",
    "node:url": "value",
    "node:util": "value",
    "node:v8": "value",
    "node:worker_threads": "value",
    "vscode-jsonrpc": "value",
  },
  client: {
    "node:path": "value",
    vscode: "value",
    "vscode-languageclient": "value",
    "vscode-languageserver-types": "type",
  },
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const IMPORT =
  /^(?:import|export)\s+(type\s)?(?:[^;"'`]*?\sfrom\s+)?["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']\s*\)/gm;

function filesUnder(folder: string, extension: RegExp): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extension.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).split(sep).join("/"));
}

function importsOf(file: string): Import[] {
  const source = readFileSync(file, "utf8");
  return [...source.matchAll(IMPORT)].map((match) => ({
    from: file,
    to: targetOf(file, (match[2] ?? match[3])!),
    typeOnly: match[1] !== undefined,
  }));
}

/** The imported file of ours, or the package as it is named. */
function targetOf(file: string, name: string): string {
  if (!name.startsWith(".")) return name;
  const path = posix.join(posix.dirname(file), name);
  const found = [path, `${path}.ts`, `${path}/index.ts`].find(
    (candidate) => /\.\w+$/.test(candidate) && existsSync(candidate),
  );
  assert.ok(found, `${file} imports ${name}, which is no file`);
  return found;
}

const folderOf = (file: string) =>
  ORDER.find((folder) => file.startsWith(`${folder}/`)) ?? posix.dirname(file).split("/")[0]!;
const packageOf = (name: string) => /^(?:node:.+|@[^/]+\/[^/]+|[^/]+)/.exec(name)![0];
const isOurs = (path: string) => /^(?:server|client)\/|^package\.json$/.test(path);

const server = filesUnder("server", /\.ts$/);
const client = filesUnder("client", /\.ts$/);
const imports = [...server, ...client].flatMap(importsOf);
const show = (found: readonly Import[]) => found.map(({ from, to }) => `${from} imports ${to}`);

describe("architecture", () => {
  test("the whole server stands in the folders of the drawing", () => {
    assert.deepEqual(
      server.filter((file) => !ORDER.includes(folderOf(file))),
      [],
    );
  });

  test("imports point back along the order only", () => {
    const wrong = imports.filter(({ from, to }) => {
      if (!from.startsWith("server/") || !to.startsWith("server/")) return false;
      return ORDER.indexOf(folderOf(to)) > ORDER.indexOf(folderOf(from));
    });
    assert.deepEqual(show(wrong), []);
  });

  test("each folder imports the packages it is built on; the core no platform, and nothing outside itself", () => {
    const wrong = imports.filter(({ from, to, typeOnly }) => {
      if (isOurs(to)) return from.startsWith("server/core/") && !to.startsWith("server/core/");
      const permitted = PACKAGES[folderOf(from)]?.[packageOf(to)];
      return permitted === undefined || (permitted === "type" && !typeOnly);
    });
    assert.deepEqual(show(wrong), []);
  });

  test("the core's own compiler settings know neither node nor the DOM", () => {
    const settings = readFileSync("server/core/tsconfig.json", "utf8").replace(/^\s*\/\/.*$/gm, "");
    const { lib, types } = (JSON.parse(settings) as { compilerOptions: Record<string, unknown> }).compilerOptions;
    assert.deepEqual([lib, types], [["ES2022"], []]);
  });

  test("the core knows no clock and no chance, and one place only speaks to a network", () => {
    const clock = /\bDate\b|\bperformance\.|\bset(?:Timeout|Interval|Immediate)\b|\bMath\.random\b/;
    const network = /\bfetch\(|\bWebSocket\b|\bXMLHttpRequest\b|\bsendBeacon\b/;
    for (const file of [...server, ...client]) {
      const code = readFileSync(file, "utf8").replace(/^\s*(?:\/?\*|\/\/).*$/gm, "");
      if (file.startsWith("server/core/") && !file.includes("/generated/")) assert.doesNotMatch(code, clock, file);
      if (file !== "server/main/fetch.ts") assert.doesNotMatch(code, network, file);
    }
  });

  test("the client takes the protocol from the server, and nothing else", () => {
    const taken = imports.filter(
      ({ from, to }) => from.startsWith("client/") && !to.startsWith("client/") && isOurs(to),
    );
    assert.deepEqual([...new Set(taken.map(({ to }) => to))], ["server/lsp/protocol.ts"]);
    const pulled = imports.filter(({ from, typeOnly }) => from === "server/lsp/protocol.ts" && !typeOnly);
    assert.deepEqual(show(pulled), [], "what protocol.ts imports would come into the client");
  });

  test("no file imports itself, not by way of others either", () => {
    const next = new Map<string, string[]>();
    for (const { from, to, typeOnly } of imports) {
      if (!typeOnly && isOurs(to)) next.set(from, [...(next.get(from) ?? []), to]);
    }
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      assert.ok(!path.includes(file), [...path, file].join(" → "));
      if (done.has(file)) return;
      for (const target of next.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of next.keys()) visit(file, []);
  });

  test("no file is longer than 600 lines", () => {
    const sources = ["client", "server", "scripts", "test"].flatMap((folder) => filesUnder(folder, /\.(?:ts|mjs)$/));
    const long = [...sources, "esbuild.mjs"]
      .filter((file) => !file.includes("/generated/"))
      .filter((file) => readFileSync(file, "utf8").split("\n").length > 601);
    assert.deepEqual(long, []);
  });

  test("the lockfile names no registry's host", () => {
    assert.doesNotMatch(readFileSync("package-lock.json", "utf8"), /"resolved"/);
  });
});
