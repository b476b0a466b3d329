// Runs the grammar tests: every test/grammar/*.{md,wikitext} is tokenised by the grammars in syntaxes/ over the Markdown
// grammar VS Code ships (npm package tm-grammars), and the scopes it asserts are compared.
//   node test/grammar/run.mjs        prints one line a file and a total; exit 1 when anything fails
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const require = createRequire(import.meta.url);

/** Grammars of VS Code that ours stand on or include. */
const BASE = ["markdown", "html", "html-derivative"];

function baseGrammar(name) {
  try {
    return require.resolve(`tm-grammars/grammars/${name}.json`);
  } catch {
    console.error("test/grammar: the package tm-grammars is not installed; run npm ci");
    process.exit(1);
  }
}

const { createRegistry } = require("vscode-tmgrammar-test/dist/common/index.js");
const { parseGrammarTestCase, runGrammarTestCase } = require("vscode-tmgrammar-test/dist/unit/index.js");

/** What is shipped must also be contributed: the same scope, and injected where its selector expects it. */
function contributionFaults(ours) {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const contributed = manifest.contributes?.grammars ?? [];
  return ours.flatMap(({ file, scopeName, injectTo }) => {
    const entry = contributed.find((grammar) => grammar.path === `./syntaxes/${file}`);
    if (!entry) return [`package.json contributes no grammar with the path ./syntaxes/${file}`];
    if (entry.scopeName !== scopeName) return [`package.json gives ./syntaxes/${file} the scope ${entry.scopeName}`];
    if (JSON.stringify(entry.injectTo) !== JSON.stringify(injectTo))
      return [`package.json injects ./syntaxes/${file} into ${JSON.stringify(entry.injectTo)}`];
    return [];
  });
}

const ours = readdirSync(join(root, "syntaxes"))
  .filter((file) => file.endsWith(".tmLanguage.json"))
  .map((file) => {
    const path = join(root, "syntaxes", file);
    const { scopeName, injectionSelector } = JSON.parse(readFileSync(path, "utf8"));
    return { file, path, scopeName, injectTo: injectionSelector === undefined ? undefined : ["text.html.markdown"] };
  });

// The Markdown grammar names some fifty languages of its code fences, which no test here needs.
console.warn = () => {};
const registry = createRegistry([...BASE.map((name) => ({ path: baseGrammar(name), scopeName: "" })), ...ours]);

let passed = 0;
let failed = 0;
for (const fault of contributionFaults(ours)) {
  failed++;
  console.log(fault);
}
for (const name of readdirSync(here).filter((file) => /\.(md|wikitext)$/.test(file))) {
  const text = readFileSync(join(here, name), "utf8");
  const test = parseGrammarTestCase(text);
  const failures = await runGrammarTestCase(registry, test);
  const asserted = test.assertions.flatMap((line) =>
    line.scopeAssertions.map(({ from, to }) => ({ from, to, source: line.sourceLineNumber })),
  );
  const total = asserted.length;
  const broken = asserted.filter(({ from, to, source }) =>
    failures.some((failure) => failure.srcLine === source && failure.start < to && failure.end > from),
  ).length;
  passed += total - broken;
  failed += broken;
  console.log(`${broken ? "FAIL" : "ok"}   test/grammar/${name}: ${total} assertions`);
  for (const { line, srcLine, start, end, missing, unexpected, actual } of failures) {
    console.log(`  ${name}:${line + 1}:${start + 1} ${JSON.stringify(test.source[srcLine].slice(start, end))}`);
    if (missing.length) console.log(`    missing     ${missing.join(" ")}`);
    if (unexpected.length) console.log(`    unexpected  ${unexpected.join(" ")}`);
    console.log(`    actual      ${actual.join(" ")}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
