import { spawn } from "node:child_process";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { middle } from "../lsp/workspace.mjs";
import { median } from "../statistics.mjs";

/**
 * Bundles the probe with the engine as its sources are now.
 * @param {string} root
 * @param {string} folder where the bundle goes
 */
export async function buildProbe(root, folder) {
  const outfile = join(folder, "probe.cjs");
  await esbuild.build({
    entryPoints: [join(root, "test/bench/engine/probe.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "es2022",
    mainFields: ["module", "main"],
    charset: "utf8",
    logLevel: "warning",
  });
  return outfile;
}

/** Measures work inside a process, each piece in a process of its own. */
export class Engine {
  /**
   * @param {string} probe
   * @param {string} node
   * @param {import("../lsp/workspace.mjs").Workspace} workspace
   */
  constructor(probe, node, workspace) {
    this.probe = probe;
    this.node = node;
    this.workspace = workspace;
  }

  /** The dialects there is a parser for. @returns {Promise<string[]>} */
  async dialects() {
    return JSON.parse(await output(this.node, [this.probe, "dialects"], ""));
  }

  /**
   * @param {string} subject
   * @param {"markdown" | "wikitext"} dialect
   * @param {number} bytes
   * @param {{ seconds?: number, module?: string, companion?: number }} [options] `companion`: bytes of its wikitext
   * @returns {Promise<{ ms: number, first: number }>} median and first of the runs
   */
  async run(subject, dialect, bytes, { seconds = 2, module = "", companion } = {}) {
    const page = this.workspace.page(dialect, bytes);
    const order = {
      text: page.file,
      dialect,
      pages: join(this.workspace.folder, "Page"),
      middle: middle(page.text).offset,
      module,
      companion: companion === undefined ? "" : this.workspace.page("wikitext", companion).file,
      seconds,
    };
    const { first, samples } = JSON.parse(await output(this.node, [this.probe, subject], JSON.stringify(order)));
    return { ms: median(samples), first };
  }
}

/** @param {string} command @param {string[]} args @param {string} input @returns {Promise<string>} */
function output(command, args, input) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "pipe" });
    let written = "";
    let complaint = "";
    child.stdout.on("data", (chunk) => {
      written += chunk;
    });
    child.stderr.on("data", (chunk) => {
      complaint += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      const reason = complaint.split("\n").find((line) => /error/i.test(line)) ?? `exit ${code}`;
      if (code === 0) resolve(written);
      else reject(new Error(reason));
    });
    child.stdin.end(input);
  });
}
