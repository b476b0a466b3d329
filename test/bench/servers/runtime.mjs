import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { median } from "../statistics.mjs";
import { install } from "./install.mjs";

/** The bounds were set on this version; older ones take twice as long to start a bare process. */
const wantedMajor = 24;

/**
 * The node that all servers written for node run on: this one, or a younger one from npm.
 * @param {string} folder where it is installed
 * @returns {Promise<{ node: string, version: string, note: string | null }>}
 */
export async function serverRuntime(folder) {
  const own = { node: process.execPath, version: process.versions.node, note: null };
  if (Number.parseInt(own.version, 10) >= wantedMajor) return own;
  const platform = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${platform}-${process.arch}`;
  try {
    const modules = await install(join(folder, "node"), [{ dependencies: { [name]: String(wantedMajor) } }]);
    const node = join(modules, name, "bin", process.platform === "win32" ? "node.exe" : "node");
    return { node, version: execFileSync(node, ["--version"], { encoding: "utf8" }).trim().slice(1), note: null };
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    return { ...own, note: `Node ${wantedMajor}, which the bounds were set on, could not be installed: ${message}` };
  }
}

/** How long a node process takes that does nothing, in ms. @param {string} node */
export function bareStart(node) {
  const samples = Array.from({ length: 7 }, () => {
    const began = performance.now();
    execFileSync(node, ["-e", "0"]);
    return performance.now() - began;
  });
  return median(samples);
}
