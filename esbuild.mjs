// Builds what ships (dist/) and, with --tests, what tests run (out/test/).
//   node esbuild.mjs            dist/, minified
//   node esbuild.mjs --dev      dist/, with source maps
//   node esbuild.mjs --watch    dist/, rebuilt on change
//   node esbuild.mjs --into=X   what ships, in another folder
//   node esbuild.mjs --tests    out/test/**/*.test.cjs and the editor suite, for node and for a worker
import { readdirSync, readFileSync, rmSync } from "node:fs";
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
 * Keeps a dictionary's megabyte and the reader of HTML out of the server: having them in the file costs 11 ms at every
 * start, and most sessions never convert nor collate. The command line stays a single file.
 * @type {esbuild.Plugin}
 */
const apart = {
  name: "apart",
  setup(build) {
    build.onResolve({ filter: /^opencc-js\/preset\// }, ({ path, kind }) =>
      kind === "dynamic-import" ? { path: `./${dictionaryFile(path)}`, external: true } : undefined,
    );
    build.onResolve({ filter: /^htmlparser2$/ }, ({ path }) => ({ path: `./${path}.js`, external: true }));
  },
};

/**
 * Leaves the examples of rules out: they are for documentation and tests. The formatter puts the ends of a list on lines
 * of their own, as far in as each other.
 * @type {esbuild.Plugin}
 */
const withoutExamples = {
  name: "without-examples",
  setup(build) {
    build.onLoad({ filter: /[/\\]core[/\\]rules[/\\]\w+[/\\][\w-]+\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/^( *)examples: \[$[\s\S]*?^\1\],$/m, "examples: [],"),
      loader: "ts",
    }));
  },
};

function dictionaryFile(module) {
  return `opencc-${module.slice(module.lastIndexOf("/") + 1)}.mjs`;
}

const dictionaries = ["opencc-js/preset/cn2t", "opencc-js/preset/t2cn"];

/** Imports from node, by module, that most sessions never use. */
const usedLate = {
  crypto: ["createHash", "randomBytes", "randomUUID"],
};

/**
 * Has packages run when something of them is first used instead of at every start: node alone takes 3 ms for its
 * cryptography, which names the files of caches here.
 * @type {esbuild.Plugin}
 */
const late = {
  name: "late",
  setup(build) {
    build.onResolve({ filter: /^(?:node:)?crypto$/ }, ({ path, namespace }) =>
      namespace === "late" ? undefined : { path: path.replace("node:", ""), namespace: "late" },
    );
    build.onLoad({ filter: /.*/, namespace: "late" }, ({ path }) => ({
      contents: usedLate[path].map((name) => lateExport(path, name)).join("\n"),
      resolveDir: import.meta.dirname,
    }));
  },
};

function lateExport(path, name) {
  const it = `require("${path}").${name}`;
  return `export const ${name} = new Proxy(function () {}, {
    apply: (_, self, parameters) => ${it}(...parameters),
    construct: (_, parameters) => new (${it})(...parameters),
    get: (_, key) => ${it}[key],
  });`;
}

/**
 * Leaves out what `@lezer/markdown` says about colours: 2 ms at every start, and nobody asks.
 * @type {esbuild.Plugin}
 */
const colourless = {
  name: "colourless",
  setup(build) {
    build.onResolve({ filter: /^@lezer\/highlight$/ }, ({ path }) => ({ path, namespace: "colourless" }));
    build.onLoad({ filter: /.*/, namespace: "colourless" }, () => ({
      contents: `
        export const tags = new Proxy(() => tags, { get: () => tags });
        export const styleTags = () => () => null;
        export class Tag {}`,
    }));
  },
};

/** @type {esbuild.BuildOptions[]} */
const products = [
  { ...node, entryPoints: ["client/node.ts"], outfile: "dist/extension.js", external: ["vscode"] },
  { ...node, entryPoints: ["server/main/start.ts"], outfile: "dist/server.js", external: ["./server.node.js"] },
  {
    ...node,
    entryPoints: ["server/main/node.ts"],
    outfile: "dist/server.node.js",
    plugins: [apart, withoutExamples, late, colourless],
  },
  { ...node, entryPoints: ["htmlparser2"], outfile: "dist/htmlparser2.js" },
  ...dictionaries.map((module) => ({
    ...node,
    format: "esm",
    sourcemap: false,
    entryPoints: [module],
    outfile: `dist/${dictionaryFile(module)}`,
  })),
  {
    ...node,
    entryPoints: ["server/main/cli.ts"],
    outfile: "dist/cli.js",
    banner: { js: "#!/usr/bin/env node" },
    plugins: [late, colourless],
  },
  {
    ...worker,
    format: "cjs",
    entryPoints: ["client/browser.ts"],
    outfile: "dist/extension.browser.js",
    external: ["vscode"],
  },
  {
    ...worker,
    format: "iife",
    entryPoints: ["server/main/browser.ts"],
    outfile: "dist/server.browser.js",
    plugins: [withoutExamples, colourless],
  },
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
  // How large each product is and of which files it is made, as JSON: for notices and tests. Writes nothing.
  const made = await Promise.all(
    products.map((options) => esbuild.build({ ...options, write: false, metafile: true })),
  );
  const outputs = made.flatMap(({ metafile }) => Object.entries(metafile.outputs));
  const sizes = outputs.map(([file, { bytes, inputs }]) => [
    file,
    { bytes, inputs: Object.keys(inputs).filter((input) => inputs[input].bytesInOutput > 0) },
  ]);
  console.log(JSON.stringify(Object.fromEntries(sizes)));
} else if (flags.has("--watch")) {
  await Promise.all(products.map(async (options) => (await esbuild.context(options)).watch()));
} else {
  const into = [...flags].find((flag) => flag.startsWith("--into="))?.slice("--into=".length) ?? "dist";
  await Promise.all(
    products.map((options) => esbuild.build({ ...options, outfile: options.outfile.replace("dist", into) })),
  );
}
