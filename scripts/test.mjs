// Everything that is tested: the node tests, the grammars, what a real MediaWiki says, and the extension in a real VS Code
// (twice).
//   npm test                              all of it
//   npm test -- node grammar wiki editor  the parts named
// Ends with `N passed, N failed`; exit code 1 on a failure and when a part ran nothing.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { runEditorTests } from "./editor-tests.mjs";
import { Missing, root, runScript } from "./machine.mjs";
import { prepareMediaWiki, startMediaWiki } from "./mediawiki.mjs";
import { build, prepareEditor } from "./vscode-server.mjs";

const results = join(root, "test-results");

/** The bundled node tests in test/wiki ask a real MediaWiki, all others nobody. */
const askMediaWiki = (file) => file.startsWith(`wiki${sep}`);

function testFiles(wanted) {
  const folder = join(root, "out", "test");
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith(".test.cjs") && wanted(file))
    .map((file) => join(folder, file));
}

const nodeTests = () => runNode("node", (file) => !askMediaWiki(file));

async function wikiTests() {
  const wiki = await startMediaWiki();
  try {
    return await runNode("wiki", askMediaWiki, { REDLINK_WIKI: wiki.address });
  } finally {
    await wiki.stop();
  }
}

/** Runs bundled node tests; skipped and unfinished ones count as failed, for nothing may be left out unseen. */
async function runNode(part, wanted, environment = {}) {
  const files = testFiles(wanted);
  const protocol = join(results, `${part}.tap`);
  rmSync(protocol, { force: true });
  const reporters = ["--test-reporter=dot", "--test-reporter-destination=stdout"];
  reporters.push("--test-reporter=tap", `--test-reporter-destination=${protocol}`);
  const run = spawn(
    process.execPath,
    ["--enable-source-maps", "--test", "--test-concurrency=2", ...reporters, ...files],
    { cwd: root, stdio: "inherit", env: { ...process.env, ...environment } },
  );
  const status = await new Promise((done, fail) => run.once("error", fail).once("exit", done));
  const tap = readFileSync(protocol, "utf8");
  const count = (what) => Number(new RegExp(`^# ${what} (\\d+)$`, "m").exec(tap)?.[1] ?? 0);
  const failed = count("fail") + count("cancelled") + count("skipped") + count("todo");
  if (failed > 0) console.log(failures(tap));
  return { passed: count("pass"), failed: failed === 0 && status !== 0 ? 1 : failed };
}

/** The failed tests of a TAP protocol with their diagnostics, suites that only failed by their tests left out. */
function failures(tap) {
  const lines = tap.split("\n");
  const shown = [];
  for (const [index, line] of lines.entries()) {
    if (!/^ *(not ok |ok .* # (SKIP|TODO))/.test(line)) continue;
    const end = lines.indexOf(`${/^ */.exec(line)[0]}  ...`, index);
    const block = lines.slice(index, end === -1 ? index + 1 : end);
    if (!block.some((detail) => /failureType: 'subtestsFailed'/.test(detail))) shown.push(...block);
  }
  return shown.join("\n");
}

function grammarTests() {
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, "test", "grammar", "run.mjs")], {
    cwd: root,
    encoding: "utf8",
  });
  process.stdout.write(stdout + stderr);
  const sum = /^(\d+) passed, (\d+) failed$/m.exec(stdout);
  return { passed: Number(sum?.[1] ?? 0), failed: Number(sum?.[2] ?? 1) };
}

const parts = { node: nodeTests, grammar: grammarTests, wiki: wikiTests, editor: () => runEditorTests() };

await runScript(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined)
    throw new Missing(`no tests are called ${unknown}; there are: ${Object.keys(parts).join(", ")}`);
  const chosen = wanted.length > 0 ? wanted : Object.keys(parts);

  mkdirSync(results, { recursive: true });
  // What is missing is said before anything runs for minutes.
  if (chosen.includes("wiki")) prepareMediaWiki();
  if (chosen.includes("editor")) prepareEditor();
  build("", "--tests");
  const total = { passed: 0, failed: 0 };
  const lines = [];
  for (const name of chosen) {
    console.log(`\n── ${name} tests`);
    const sum = await parts[name]();
    if (sum.passed + sum.failed === 0) {
      console.log("no test ran");
      sum.failed = 1;
    }
    total.passed += sum.passed;
    total.failed += sum.failed;
    lines.push(`${name}: ${sum.passed} passed, ${sum.failed} failed`);
  }
  writeFileSync(join(results, "summary.json"), `${JSON.stringify(total)}\n`);
  console.log(`\n${lines.join("\n")}\n${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0) process.exitCode = 1;
});
