// What the scripts ask of the machine they run on: commands, Debian packages, ports.
import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, realpathSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** Something the machine lacks. Its message is one line for the person at the terminal. */
export class Missing extends Error {}

/** Runs `main`; a `Missing` ends the process with its one line and status 1. */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** Whether this module is the script that node was started with. */
export function isMain(moduleUrl) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(moduleUrl);
}

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The absolute path of a command on PATH, or undefined. */
export function onPath(command) {
  const suffixes = process.platform === "win32" ? [".cmd", ".exe", ""] : [""];
  for (const folder of (process.env.PATH ?? "").split(process.platform === "win32" ? ";" : ":")) {
    for (const suffix of suffixes) {
      const file = join(folder, command + suffix);
      if (folder !== "" && isExecutable(file)) return file;
    }
  }
  return undefined;
}

/** Other programs install packages too, and then hold apt's lock for a while. */
const lockDeadlineMs = 5 * 60_000;
const lockPauseSeconds = 3;

/**
 * Installs Debian packages without asking anything; throws `Missing` where that is impossible.
 * @param {{otherwise?: string, log: (line: string) => void}} options what else would help, for the message
 */
export function aptInstall(packages, { otherwise, log }) {
  const wanted = `apt-get install -y --no-install-recommends ${packages.join(" ")}`;
  if (onPath("apt-get") === undefined || process.getuid?.() !== 0) {
    const advice = [`on Debian, as root: ${wanted}`, ...(otherwise === undefined ? [] : [otherwise])].join("; ");
    throw new Missing(`missing: ${packages.join(", ")} (${advice})`);
  }
  log(`${wanted} …`);
  const deadline = Date.now() + lockDeadlineMs;
  for (const args of [["update"], wanted.split(" ").slice(1)]) {
    for (let reason = aptGet(args); reason !== undefined; reason = aptGet(args)) {
      if (!/could not get lock|unable to (acquire|lock)/i.test(reason) || Date.now() > deadline) {
        throw new Missing(`missing: ${packages.join(", ")}; apt-get ${args[0]} failed: ${reason}`);
      }
      spawnSync("sleep", [String(lockPauseSeconds)]);
    }
  }
}

/** Runs apt-get; gives back why it failed, undefined when it did not. */
function aptGet(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" };
  try {
    execFileSync("apt-get", ["-qq", ...args], { env, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
    return undefined;
  } catch (error) {
    const lines = String(error.stderr ?? error.message).split("\n");
    return lines.find((line) => line.startsWith("E:")) ?? `status ${error.status}`;
  }
}

/**
 * Installs npm packages into a folder of their own, without their install scripts.
 * @param {string} what it is for, for the message when it fails
 */
export function npmInstall(what, folder, args) {
  const result = spawnSync(
    "npm",
    ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", ...args],
    {
      cwd: folder,
      encoding: "utf8",
      shell: process.platform === "win32",
      stdio: ["ignore", "pipe", "pipe"],
      // `npm test` hands its own settings down (omit, global, prefix …); they are not meant for this folder.
      env: Object.fromEntries(
        Object.entries(process.env).filter(
          ([name]) => !/^npm_config_(global|local_prefix|omit|include|production|workspace)/i.test(name),
        ),
      ),
    },
  );
  if (result.status !== 0) {
    const reason = `${result.stderr ?? ""}\n${result.error?.message ?? ""}`
      .split("\n")
      .find((line) => line.trim() !== "");
    throw new Missing(
      `${what} cannot be prepared: npm install ${args.join(" ")} failed: ${reason ?? "no reason given"}`,
    );
  }
}

/** A port nobody listens on right now: the one wanted, any by default. (VS Code's server would wait for ever, mute.) */
export function freePort(wanted = 0) {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", ({ code }) => fail(new Missing(`port ${wanted} cannot be used (${code})`)));
    probe.listen(wanted, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
