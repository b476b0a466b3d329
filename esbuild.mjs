// Builds what ships (dist/) and, with --tests, what tests run (out/test/).
//   node esbuild.mjs            dist/, minified
//   node esbuild.mjs --dev      dist/, with source maps
//   node esbuild.mjs --watch    dist/, rebuilt on change
//   node esbuild.mjs --tests    out/test/**/*.test.cjs and the editor suite, for node and for a worker
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";

const flags = new Set(process.argv.slice(2));
const development = flags.has("--dev") || flags.has("--watch");

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  minify: !development,
  sourcemap: development ? "linked" : false,
  target: "es2022",
  charset: "utf8", // dictionaries of Han characters: 1.2 MB instead of 2.3 MB of escapes
  legalComments: "none", // their texts ship in THIRD_PARTY_NOTICES.md
  logLevel: "warning",
};

/** @type {esbuild.BuildOptions} */
const node = { ...common, platform: "node", format: "cjs", mainFields: ["module", "main"] };

/** @type {esbuild.BuildOptions} */
const worker = { ...common, platform: "browser", mainFields: ["browser", "module", "main"] };

/**
 * Keeps a dictionary's megabyte out of the server: having it in the file costs 10 ms at every start, and most sessions
 * never convert. The command line stays a single file.
 * @type {esbuild.Plugin}
 */
const dictionariesApart = {
  name: "dictionaries-apart",
  setup(build) {
    build.onResolve({ filter: /^opencc-js\/preset\// }, ({ path, kind }) =>
      kind === "dynamic-import" ? { path: `./${dictionaryFile(path)}`, external: true } : undefined,
    );
  },
};

function dictionaryFile(module) {
  return `opencc-${module.slice(module.lastIndexOf("/") + 1)}.mjs`;
}

const dictionaries = ["opencc-js/preset/cn2t", "opencc-js/preset/t2cn"];

/** @type {esbuild.BuildOptions[]} */
const products = [
  { ...node, entryPoints: ["client/node.ts"], outfile: "dist/extension.js", external: ["vscode"] },
  { ...node, entryPoints: ["server/main/start.ts"], outfile: "dist/server.js", external: ["./server.node.js"] },
  { ...node, entryPoints: ["server/main/node.ts"], outfile: "dist/server.node.js", plugins: [dictionariesApart] },
  ...dictionaries.map((module) => ({
    ...node,
    format: "esm",
    sourcemap: false,
    entryPoints: [module],
    outfile: `dist/${dictionaryFile(module)}`,
  })),
  { ...node, entryPoints: ["server/main/cli.ts"], outfile: "dist/cli.js", banner: { js: "#!/usr/bin/env node" } },
  {
    ...worker,
    format: "cjs",
    entryPoints: ["client/browser.ts"],
    outfile: "dist/extension.browser.js",
    external: ["vscode"],
  },
  { ...worker, format: "iife", entryPoints: ["server/main/browser.ts"], outfile: "dist/server.browser.js" },
];

function testFiles(directory) {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".test.ts"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

if (flags.has("--tests")) {
  rmSync("out/test", { recursive: true, force: true });
  /** @type {esbuild.BuildOptions} */
  const forTests = { minify: false, sourcemap: "inline" };
  await esbuild.build({
    ...node,
    ...forTests,
    entryPoints: testFiles("test").filter((file) => !file.startsWith(join("test", "bench"))),
    outbase: "test",
    outdir: "out/test",
    outExtension: { ".js": ".cjs" },
    external: ["vscode", "esbuild", "playwright-core", "@vscode/test-electron", "vscode-tmgrammar-test"],
  });
  // VS Code's two extension hosts load `.js` only.
  const editorSuite = { ...forTests, entryPoints: ["test/editor/index.ts"], external: ["vscode"] };
  await Promise.all([
    esbuild.build({ ...node, ...editorSuite, outfile: "out/test/editor/desktop.js" }),
    esbuild.build({ ...worker, format: "cjs", ...editorSuite, outfile: "out/test/editor/web.js" }),
  ]);
} else if (flags.has("--inputs")) {
  // Which files each product is made of, as JSON: for scripts/notices.mjs. Writes nothing.
  const made = await Promise.all(
    products.map((options) => esbuild.build({ ...options, write: false, metafile: true })),
  );
  const outputs = made.flatMap(({ metafile }) => Object.entries(metafile.outputs));
  const inputs = outputs.map(([file, { inputs }]) => [
    file,
    Object.keys(inputs).filter((input) => inputs[input].bytesInOutput > 0),
  ]);
  console.log(JSON.stringify(Object.fromEntries(inputs)));
} else if (flags.has("--watch")) {
  await Promise.all(products.map(async (options) => (await esbuild.context(options)).watch()));
} else {
  await Promise.all(products.map((options) => esbuild.build(options)));
}
