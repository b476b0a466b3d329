import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";

/** @typedef {import("../lsp/session.mjs").ServerDescription} ServerDescription */

/**
 * The server that does nothing, bundled as ours is, so that loading costs the same.
 * @param {string} root
 * @param {string} folder where the bundle goes
 * @param {string} node
 * @returns {Promise<ServerDescription>}
 */
export async function floorServer(root, folder, node) {
  const outfile = join(folder, "floor.cjs");
  await esbuild.build({
    entryPoints: [join(root, "test/bench/servers/floor.mjs")],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "es2022",
    mainFields: ["module", "main"],
    logLevel: "warning",
  });
  return {
    id: "floor",
    name: "floor",
    version: "",
    command: node,
    args: [outfile, "--stdio"],
    mode: "pull",
    dialect: "markdown",
    patient: true,
  };
}

/**
 * Our server as it ships, built anew when its sources are younger; twice, for clients that ask for diagnostics (as
 * VS Code does) and for those that wait.
 * @param {string} root
 * @param {string} node
 * @param {readonly string[]} [replacement] another server's command line, measured in place of ours
 * @returns {ServerDescription[]}
 */
export function ownServers(root, node, replacement) {
  const bundle = join(root, "dist/server.js");
  if (replacement === undefined && !isCurrent(bundle, join(root, "server"))) {
    execFileSync(process.execPath, ["esbuild.mjs"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  }
  const [command = node, ...args] = replacement ?? [node, bundle, "--stdio"];
  const common = { command, args, version: "", patient: true };
  return [
    { ...common, id: "redlink", name: "Redlink", mode: "pull", dialect: "markdown" },
    { ...common, id: "redlink-push", name: "Redlink, push", mode: "push", dialect: "markdown" },
  ];
}

/**
 * Whether a bundle is what ships: minified (a bundle for development has a source map), of the sources as they are.
 * @param {string} bundle
 * @param {string} sources
 */
function isCurrent(bundle, sources) {
  if (!existsSync(bundle) || changedAt(bundle) < youngest(sources)) return false;
  return !readFileSync(bundle, "utf8").slice(-200).includes("sourceMappingURL");
}

/** @param {string} file */
function changedAt(file) {
  return statSync(file).mtimeMs;
}

/** @param {string} folder @returns {number} modification time of its youngest file, in ms */
function youngest(folder) {
  let time = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) time = Math.max(time, changedAt(join(entry.parentPath ?? entry.path, entry.name)));
  }
  return time;
}
