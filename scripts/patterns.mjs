// Analyses every regular expression of the sources and the grammars: none may take exponential time on any input, and
// one that takes polynomial time must stand in test/patterns.json with the reason why its input is short.
//   node scripts/patterns.mjs            prints what it finds; exit code 1 when something is not in order
//   node scripts/patterns.mjs FILE …     only the patterns of these files, by a part of their path

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { transformSync } from "esbuild";
import { npmInstall, root, runScript } from "./machine.mjs";

const tools = ["recheck@4.5.0", "acorn@8.15.0", "acorn-walk@8.3.4"];
const home = join(root, ".patterns");
const listFile = join(root, "test", "patterns.json");
/** Milliseconds for one pattern; what takes longer is tried with the analyser's fuzzer instead. */
const timeout = 20_000;
const atOnce = 2;

await runScript(async () => {
  const require = prepare();
  const { check } = require("recheck");
  const wanted = process.argv.slice(2);
  const patterns = [...sourcePatterns(require), ...grammarPatterns()].filter(
    ({ file }) => wanted.length === 0 || wanted.some((part) => file.includes(part)),
  );
  const listed = new Map(JSON.parse(readFileSync(listFile, "utf8")).map((entry) => [entry.pattern, entry]));
  const verdicts = await judge(patterns, check);
  const used = new Set();
  const faults = [];
  const counts = { safe: 0, bounded: 0, failed: 0 };
  for (const [{ file, source, flags }, { status, detail }] of verdicts) {
    const entry = listed.get(`/${source}/${flags}`);
    if (entry) used.add(entry.pattern);
    if (status === "safe") counts.safe++;
    else if (status === "polynomial" && entry) counts.bounded++;
    else {
      counts.failed++;
      faults.push(`${file}: /${source}/${flags}\n  ${status}: ${detail}`);
    }
  }
  if (wanted.length === 0) {
    for (const pattern of listed.keys())
      if (!used.has(pattern)) faults.push(`test/patterns.json: no such pattern is left: ${pattern}`);
  }
  for (const fault of faults) console.log(fault);
  console.log(
    `${verdicts.size} patterns: ${counts.safe} linear, ${counts.bounded} bounded by their input, ${counts.failed} faulty`,
  );
  if (faults.length > 0) process.exitCode = 1;
});

/** Installs the analyser and a parser into a folder of their own. */
function prepare() {
  if (!existsSync(join(home, "node_modules", "recheck"))) {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "package.json"), '{ "private": true }\n');
    npmInstall("the analyser of patterns", home, tools);
  }
  return createRequire(join(home, "package.json"));
}

/** The literals and `new RegExp("…")` of TypeScript files; a pattern that is put together is analysed with its parts. */
function* sourcePatterns(require) {
  const { parse } = require("acorn");
  const { full } = require("acorn-walk");
  for (const folder of ["server", "client"]) {
    for (const name of readdirSync(join(root, folder), { recursive: true })) {
      if (!name.endsWith(".ts")) continue;
      const file = join(folder, name);
      const { code } = transformSync(readFileSync(join(root, file), "utf8"), { loader: "ts", target: "esnext" });
      const found = [];
      const constants = new Map();
      full(parse(code, { ecmaVersion: "latest", sourceType: "module" }), (node) => {
        if (node.type === "VariableDeclarator" && node.init) constants.set(node.id.name, node.init);
        if (node.type === "Literal" && node.regex) found.push([node.regex.pattern, node.regex.flags]);
        if (/^(?:New|Call)Expression$/.test(node.type) && node.callee.name === "RegExp") {
          const [source, flags] = node.arguments;
          const text = textOf(source, constants);
          if (text !== undefined) found.push([text, flags ? (textOf(flags, constants) ?? "") : ""]);
        }
      });
      for (const [source, flags] of found) yield { file, source, flags: flags.replace(/[dv]/g, "") };
    }
  }
}

/** The text an expression makes; what is known only at run time (a name, say) stands as one letter. */
function textOf(node, constants) {
  switch (node?.type) {
    case "Literal":
      return node.regex ? node.regex.pattern : typeof node.value === "string" ? node.value : undefined;
    case "TemplateLiteral":
      return node.quasis.reduce(
        (text, quasi, index) =>
          text + (index > 0 ? (textOf(node.expressions[index - 1], constants) ?? "x") : "") + quasi.value.cooked,
        "",
      );
    case "Identifier":
      return constants.has(node.name) ? textOf(constants.get(node.name), constants) : undefined;
    case "MemberExpression":
      return node.property.name === "source" ? textOf(node.object, constants) : undefined;
    default:
      return undefined;
  }
}

/** The patterns of the grammars, in the analyser's dialect: its editor has no possessive and atomic groups to mind. */
function* grammarPatterns() {
  const folder = join(root, "syntaxes");
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".tmLanguage.json"))) {
    const file = relative(root, join(folder, name));
    const visit = function* (value) {
      if (typeof value !== "object" || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        if (typeof inner === "string" && /^(?:match|begin|end|while)$/.test(key)) {
          const isCaseless = /\(\?i[:)]/.test(inner);
          const source = inner
            .replaceAll("(?i:", "(?:")
            .replaceAll("(?i)", "")
            .replaceAll("\\G", "")
            .replaceAll("\\h", "[0-9a-fA-F]")
            .replaceAll("(?>", "(?:");
          yield { file, source, flags: isCaseless ? "i" : "" };
        } else yield* visit(inner);
      }
    };
    yield* visit(JSON.parse(readFileSync(join(folder, name), "utf8")));
  }
}

/** The verdict on each pattern, equal ones once. */
async function judge(patterns, check) {
  const distinct = new Map(patterns.map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern]));
  const queue = [...distinct.values()];
  const verdicts = new Map();
  const work = async () => {
    for (let pattern = queue.shift(); pattern; pattern = queue.shift())
      verdicts.set(pattern, await verdict(pattern, check));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return verdicts;
}

async function verdict({ source, flags }, check) {
  let result = await check(source, flags, { timeout });
  if (result.status === "unknown") result = await check(source, flags, { timeout, checker: "fuzz" });
  if (result.status === "safe") return { status: "safe", detail: "" };
  if (result.status === "unknown") return { status: "unknown", detail: JSON.stringify(result.error) };
  const { type, degree } = result.complexity;
  return { status: type, detail: `${degree ?? ""} ${result.attack.pattern}`.trim() };
}
