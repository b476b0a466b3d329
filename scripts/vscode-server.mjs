// The real VS Code as a server plus a headless Chromium, from npm and apt alone: what the editor tests and `npm start`
// run on where no desktop VS Code is installed.
//   node scripts/vscode-server.mjs            prepares both, so that later runs need no network
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  aptInstall,
  freePort,
  isExecutable,
  isMain,
  Missing,
  npmInstall,
  onPath,
  root,
  runScript,
} from "./machine.mjs";

export const cache = join(root, ".vscode-test");

const codeServer = "code-server@4.139.1";
/** VS Code's server is built for this major version of Node; under Node 20 it exits without a word. */
const serverNodeMajor = 24;

/** Limit of the server's start in ms: it only ends what hangs. */
const startDeadlineMs = 10 * 60_000;

/** The Node that runs VS Code's server: this process's own when it fits, else npm's copy of the binary. */
const nodePackage = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
const ownNodeFits = Number(process.versions.node.split(".")[0]) === serverNodeMajor;

/**
 * Puts VS Code's server into the cache folder unless it is there.
 * @returns {{node: string, serverMain: string}} the executable and the script that start it
 */
export function prepareServer(log = console.error) {
  const name = `${codeServer}-node${serverNodeMajor}-${process.platform}-${process.arch}`;
  const home = join(cache, name);
  const found = {
    node: ownNodeFits
      ? process.execPath
      : join(home, "node_modules", nodePackage, "bin", process.platform === "win32" ? "node.exe" : "node"),
    serverMain: join(home, "node_modules", "code-server", "lib", "vscode", "out", "server-main.js"),
  };
  // The folder appears by one rename when complete, so its presence is the stamp.
  if (existsSync(home)) {
    if (existsSync(found.node) && existsSync(found.serverMain)) return found;
    rmSync(home, { recursive: true, force: true });
  }
  log(`preparing VS Code (${codeServer} from npm, about 650 MB on disk) in .vscode-test/ …`);
  mkdirSync(cache, { recursive: true });
  const unpacked = mkdtempSync(join(cache, "unpacking-"));
  try {
    writeFileSync(join(unpacked, "package.json"), '{ "private": true }\n');
    // The install scripts compile native modules that the editor does without.
    npmInstall("VS Code", unpacked, [codeServer, ...(ownNodeFits ? [] : [`${nodePackage}@${serverNodeMajor}`])]);
    npmInstall("VS Code", join(unpacked, "node_modules", "code-server", "lib", "vscode"), [
      "--omit=dev",
      "--omit=optional",
    ]);
    try {
      renameSync(unpacked, home);
    } catch (error) {
      if (!existsSync(home)) throw error; // otherwise another run was faster: use its copy
    }
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
  return found;
}

function installedChromium() {
  if (process.env.CHROMIUM !== undefined) {
    if (isExecutable(process.env.CHROMIUM)) return process.env.CHROMIUM;
    throw new Missing(`CHROMIUM=${process.env.CHROMIUM} is not an executable file`);
  }
  for (const command of ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]) {
    const file = onPath(command);
    if (file !== undefined) return file;
  }
  return [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  ].find(isExecutable);
}

/** Chromium's path; installed by apt when missing and permitted. */
export function prepareChromium(log = console.error) {
  const found = installedChromium();
  if (found !== undefined) return found;
  aptInstall(["chromium", "fonts-noto-cjk"], { otherwise: "or set CHROMIUM to a Chromium's path", log });
  const installed = installedChromium();
  if (installed === undefined) throw new Missing("missing: chromium (apt-get installed it, but it is not on PATH)");
  return installed;
}

/**
 * The desktop VS Code's executable: VSCODE_EXECUTABLE, or the one behind `code` on PATH. Undefined where there is none
 * or no screen to show it on (a `code` inside a remote terminal is no desktop either: nothing stands beside it).
 */
export function desktopExecutable() {
  if (process.env.VSCODE_EXECUTABLE !== undefined) return process.env.VSCODE_EXECUTABLE;
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  const command = onPath("code");
  if (command === undefined) return undefined;
  const folder = dirname(realpathSync(command));
  return [
    join(folder, "..", "code"), // Linux: …/code/bin/code
    join(folder, "..", "Code.exe"), // Windows: …\bin\code.cmd
    join(folder, "..", "..", "..", "MacOS", "Electron"), // macOS: …/Contents/Resources/app/bin/code
    join(folder, "..", "..", "..", "MacOS", "Code"),
  ].find((file) => statSync(file, { throwIfNoEntry: false })?.isFile() && isExecutable(file));
}

/** Runs esbuild.mjs once for each of the flags ("" for what ships); what is wrong with a source it says itself. */
export function build(...flags) {
  for (const flag of flags) {
    const args = [join(root, "esbuild.mjs"), ...(flag === "" ? [] : [flag])];
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
    if (status !== 0) throw new Missing(`the build failed: node esbuild.mjs ${flag}`.trimEnd());
  }
}

/** Makes sure that there is a VS Code to run the editor tests in. */
export function prepareEditor() {
  if (desktopExecutable() !== undefined) return;
  prepareServer();
  prepareChromium();
}

/**
 * Starts VS Code's server on the loopback interface and waits until it listens.
 * @param {{port?: number, log?: (line: string) => void}} options
 * @returns {Promise<{
 *   address(page: {folder: string, extension?: string, tests?: string, open?: string}): string,
 *   remote(path: string): string, stop(): Promise<void>, exited: Promise<number | null>}>}
 *
 * `address` gives the URL of a window: `folder` is an absolute path, `extension`, `tests` (its test module) and `open` (a
 * file to show) are URIs; `remote` makes the URI of an absolute path. An extension at such a URI runs in the server's node
 * process, one at an http address in the page's worker. (The payload's extensionDevelopmentKind changes nothing: VS Code
 * reads it under another name than it writes.)
 */
export async function startServer({ port, log = console.error } = {}) {
  const { node, serverMain } = prepareServer(log);
  const listenOn = await freePort(port);
  const data = mkdtempSync(join(tmpdir(), "redlink-vscode-"));
  // Settings of the machine, below those of the workspace: a window without chat, which needs an account.
  mkdirSync(join(data, "data", "Machine"), { recursive: true });
  const settings = { "chat.disableAIFeatures": true, "workbench.secondarySideBar.defaultVisibility": "hidden" };
  writeFileSync(join(data, "data", "Machine", "settings.json"), JSON.stringify(settings));
  // Without a token any page in the user's browser could open a socket to this port and have a shell.
  const token = randomBytes(16).toString("hex");
  const server = spawn(
    node,
    [
      serverMain,
      ...["--host", "127.0.0.1", "--port", String(listenOn), "--connection-token", token],
      "--enable-smoke-test-driver", // without it the page ignores extensionDevelopmentPath
      "--accept-server-license-terms",
      ...["--telemetry-level", "off", "--server-data-dir", data, "--disable-workspace-trust"],
    ],
    { stdio: ["ignore", "pipe", "pipe"], env: withoutVSCode(process.env) },
  );
  let output = "";
  const exited = new Promise((done) => {
    server.once("error", (error) => {
      output += error.message;
      done(null);
    });
    server.once("exit", done);
  });
  // However this process ends, the server does not outlive it.
  const endWithUs = () => server.kill("SIGKILL") && rmSync(data, { recursive: true, force: true });
  process.once("exit", endWithUs);
  exited.then(() => {
    process.off("exit", endWithUs);
    rmSync(data, { recursive: true, force: true });
  });
  const listening = new Promise((done) => {
    for (const stream of [server.stdout, server.stderr]) {
      stream.on("data", (chunk) => {
        output = (output + chunk).slice(-4000);
        if (output.includes(`Extension host agent listening on ${listenOn}`)) done(true);
      });
    }
  });
  const late = new Promise((done) => setTimeout(done, startDeadlineMs, "late").unref());
  if ((await Promise.race([listening, exited, late])) !== true) {
    server.kill("SIGKILL");
    const reason =
      output.split("\n").find((line) => /error|EADDRINUSE/i.test(line)) ?? output.trim().split("\n").at(-1);
    throw new Missing(`VS Code's server did not start on port ${listenOn}: ${reason?.trim() || "no output"}`);
  }

  const remote = (path) => `vscode-remote://127.0.0.1:${listenOn}${pathToFileURL(path).pathname}`;
  return {
    exited,
    remote,
    address({ folder, extension, tests, open }) {
      const payload = [["skipWelcome", "true"]];
      if (extension !== undefined) payload.push(["extensionDevelopmentPath", extension]);
      if (tests !== undefined) payload.push(["extensionTestsPath", tests]);
      if (open !== undefined) payload.push(["openFile", open]);
      const query = {
        folder: decodeURIComponent(pathToFileURL(folder).pathname),
        payload: JSON.stringify(payload),
        tkn: token,
      };
      const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
      return `http://127.0.0.1:${listenOn}/?${pairs.join("&")}`;
    },
    async stop() {
      server.kill("SIGTERM");
      await exited;
    },
  };
}

/** A terminal inside VS Code sets variables that would make the new server believe it is a part of that one. */
export function withoutVSCode(environment) {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(VSCODE_|ELECTRON_RUN_AS_NODE$|NODE_OPTIONS$)/.test(name)),
  );
}

if (isMain(import.meta.url)) {
  await runScript(prepareEditor);
}
