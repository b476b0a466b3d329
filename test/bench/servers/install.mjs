import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * Has npm install packages into a folder of their own, unless they are there already.
 * @param {string} home
 * @param {readonly object[]} manifests package.json contents, tried in turn, for registries that lack a version
 * @returns {Promise<string>} their node_modules
 */
export async function install(home, manifests) {
  const modules = join(home, "node_modules");
  const stamp = join(home, "installed.json");
  const wanted = JSON.stringify(manifests);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return modules;
  let failure = new Error("nothing to install");
  for (const manifest of manifests) {
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "package.json"), JSON.stringify({ private: true, ...manifest }));
    try {
      const windows = process.platform === "win32";
      const flags = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
      await promisify(execFile)(windows ? "npm.cmd" : "npm", flags, { cwd: home, shell: windows });
      writeFileSync(stamp, wanted);
      return modules;
    } catch (error) {
      const { stderr = "", message } = /** @type {Error & { stderr?: string }} */ (error);
      failure = new Error(/npm error (?!code)(.+)/.exec(stderr)?.[1] ?? message.split("\n")[0]);
    }
  }
  throw failure;
}

/** @param {string} modules @param {string} name @returns {string} version of an installed package */
export function versionOf(modules, name) {
  return JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version;
}
