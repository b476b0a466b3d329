// Analyses every regular expression of the sources and the grammars: none may take exponential time on any input, and
// one that takes polynomial time (or that the analyser cannot judge) must be in test/patterns.json with the reason why its
// input is short. Verdicts are kept in test/pattern-verdicts.json, so only new patterns are analysed; delete it to analyse all.
//   node scripts/patterns.mjs            prints what it finds; exit code 1 when something is not in order
//   node scripts/patterns.mjs FILE …     only the patterns of these files, by a part of their path
import { fork } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import { npmInstall, root, runScript } from "./machine.mjs";

const tools = ["recheck@4.5.0", "acorn@8.15.0", "acorn-walk@8.3.4"];
const home = join(root, ".patterns");
const listFile = join(root, "test", "patterns.json");
const verdictFile = join(root, "test", "pattern-verdicts.json");
const atOnce = 2;

/**
 * The attempts at one pattern, in order, until one has a verdict. `widened` counts long bounded repetitions as unbounded:
 * an automaton of `{0,4000}` is too large, and a pattern that is linear without the bound is linear with it.
 */
const attempts = [
  { timeout: 6_000 },
  { timeout: 10_000, widened: true },
  { timeout: 8_000, checker: "fuzz", widened: true, maxIteration: 3, attackTimeout: 1_500, incubationTimeout: 500 },
];

async function main() {
  const require = prepare();
  const wanted = process.argv.slice(2);
  const patterns = [...sourcePatterns(require), ...grammarPatterns()].filter(
    ({ file }) => wanted.length === 0 || wanted.some((part) => file.includes(part)),
  );
  const listed = new Map(JSON.parse(readFileSync(listFile, "utf8")).map((entry) => [entry.pattern, entry]));
  const verdicts = await judge(patterns);
  const used = new Set();
  const faults = [];
  const counts = { safe: 0, bounded: 0, failed: 0 };
  for (const [{ file, source, flags }, { status, detail }] of verdicts) {
    const entry = listed.get(`/${source}/${flags}`);
    if (entry) used.add(entry.pattern);
    if (status === "safe") counts.safe++;
    else if (status !== "exponential" && entry) counts.bounded++;
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
}

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
            .replaceAll("(?>", "(?:")
            .replaceAll("*+", "*")
            .replaceAll("\\g<nested>", /\(\?<nested>((?:\\.)+)/.exec(inner)?.[1] ?? "") // in itself: its first characters
            .replace(/\(\?<nested>/g, "(?:")
            .replace(key === "begin" || key === "match" ? /^$/ : /\\[1-9]/g, "x"); // what `begin` captured
          yield { file, source, flags: isCaseless ? "i" : "" };
        } else yield* visit(inner);
      }
    };
    yield* visit(JSON.parse(readFileSync(join(folder, name), "utf8")));
  }
}

/** The verdict on each pattern, equal ones once. */
async function judge(patterns) {
  const known = existsSync(verdictFile) ? JSON.parse(readFileSync(verdictFile, "utf8")) : {};
  const distinct = new Map(patterns.map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern]));
  const queue = [...distinct].filter(([key]) => !Object.hasOwn(known, key));
  const work = async () => {
    const analyser = new Judge();
    for (let next = queue.shift(); next; next = queue.shift()) {
      known[next[0]] = await analyser.verdict(next[1]);
      writeFileSync(verdictFile, JSON.stringify(known, undefined, 1));
    }
    analyser.end();
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return new Map([...distinct].map(([key, pattern]) => [pattern, known[key]]));
}

/** A process that analyses one pattern at a time: the analyser may overflow the stack or not come back. */
class Judge {
  async verdict({ source, flags }) {
    let why = "";
    for (const { widened, ...options } of attempts) {
      const answer = await this.ask({ source: widened ? withoutBounds(source) : source, flags, options });
      if (answer.status === "safe") return { status: "safe", detail: "" };
      if (answer.status === "vulnerable") return { status: answer.type, detail: answer.detail };
      why = answer.detail;
    }
    return { status: "unknown", detail: why };
  }

  ask(message) {
    this.child ??= fork(fileURLToPath(import.meta.url), { stdio: ["ignore", "ignore", "ignore", "ipc"] });
    const { child } = this;
    return new Promise((done) => {
      const finish = (answer) => {
        clearTimeout(alarm);
        child.removeAllListeners();
        done(answer);
      };
      const giveUp = (detail) => {
        this.end();
        finish({ status: "unknown", detail });
      };
      const alarm = setTimeout(() => giveUp("no answer in time"), 3 * message.options.timeout);
      child.once("message", finish);
      child.once("exit", () => giveUp("the analyser ended"));
      child.once("error", ({ message }) => giveUp(message));
      child.send(message);
    });
  }

  end() {
    this.child?.removeAllListeners();
    this.child?.kill("SIGKILL");
    this.child = undefined;
  }
}

function withoutBounds(source) {
  return source.replace(/\{(\d+),(\d+)\}/g, (all, from, to) =>
    Number(to) > 12 ? `{${Math.min(Number(from), 2)},}` : all,
  );
}

/** Answers a parent's questions, in JavaScript: the analyser's native program overflows its stack on some patterns. */
function serve() {
  process.env.RECHECK_BACKEND = "pure";
  const { checkSync } = createRequire(join(home, "package.json"))("recheck");
  process.on("message", ({ source, flags, options }) => {
    try {
      const { status, complexity, attack, error } = checkSync(source, flags, options);
      const detail = attack ? `${complexity.degree ?? ""} ${attack.pattern}`.trim() : JSON.stringify(error ?? "");
      process.send({ status, type: complexity?.type, detail });
    } catch (error) {
      process.send({ status: "unknown", detail: String(error) });
    }
  });
}

if (process.send) serve();
else await runScript(main);
