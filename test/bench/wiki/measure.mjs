import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { fileName, wikiTitle } from "../generate/titles.mjs";
import { Typist } from "../lsp/measure.mjs";
import { residentMemory } from "../lsp/process.mjs";
import { Session } from "../lsp/session.mjs";
import { median } from "../statistics.mjs";

const keystrokes = 200;

/** How often the memory of a command is looked at, and a server asked again, in ms. */
const interval = 20;

/**
 * A cold `redlink check` over a wiki, every finding printed.
 * @param {string} node
 * @param {string} script
 * @param {string} folder
 * @returns {Promise<{ seconds: number, memory: number | null }>} memory at its highest, in MB
 */
export async function measureCheck(node, script, folder) {
  const began = performance.now();
  const child = spawn(node, [script, "check", "--format", "jsonl", "."], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.resume();
  let memory = /** @type {number | null} */ (null);
  const timer = setInterval(() => {
    memory = highest(/** @type {number} */ (child.pid)) ?? memory;
  }, interval);
  const code = await new Promise((resolve) => child.on("close", resolve));
  clearInterval(timer);
  if (code !== 1) throw new Error(`redlink check: exit ${code}`);
  return { seconds: (performance.now() - began) / 1000, memory };
}

/** The highest resident memory of a process so far, in MB; null where there is no /proc. @param {number} pid */
function highest(pid) {
  try {
    const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024; // a process that has just ended has no such line
  } catch {
    return null;
  }
}

/**
 * A server in a wiki, from its start: a page is opened, then the server is asked until it knows which pages there are, then
 * who links to one; meanwhile somebody types.
 * @param {import("../lsp/session.mjs").ServerDescription} server
 * @param {string} folder
 * @param {string} cache where the server remembers what it read
 * @param {boolean} cold whether it is to remember nothing
 */
export async function measureServer(server, folder, cache, cold) {
  if (cold) rmSync(cache, { recursive: true, force: true });
  process.env.XDG_CACHE_HOME = cache;
  const file = join(folder, "Page", fileName(wikiTitle(0))); // it holds a link to a page that is missing
  const text = readFileSync(file, "utf8");
  const began = performance.now();
  const session = await Session.start(server, folder);
  try {
    const { diagnostics } = await session.open(file, text);
    while ((await session.again(file)) === diagnostics) await pause(interval);
    const titles = performance.now() - began;
    let backlinks = 0;
    const asked = session.client.request("textDocument/references", {
      textDocument: { uri: pathToFileURL(file).href },
      position: positionOf(text, "](../Page/"),
      context: { includeDeclaration: false },
    }).response;
    const answered = asked.then((/** @type {unknown[] | null} */ found) => {
      backlinks = performance.now() - began;
      if (!found?.length) throw new Error("no references found");
    });
    // In another page: whoever types in the one that is asked about has asked about what it was.
    const other = join(folder, "Page", fileName(wikiTitle(1)));
    const page = { file: other, text: readFileSync(other, "utf8") };
    await session.open(page.file, page.text);
    const typist = new Typist(session, page);
    const busy = [];
    while (backlinks === 0) {
      busy.push(await timed(typist));
      await Promise.race([pause(interval), answered]);
    }
    await answered;
    const quiet = [];
    while (quiet.length < keystrokes) {
      quiet.push(await timed(typist));
      await pause(interval); // at the same pace: whoever types slower finds the processor cooler
    }
    const memory = residentMemory(/** @type {number} */ (session.client.process.pid));
    const peak = highest(/** @type {number} */ (session.client.process.pid));
    return { titles, backlinks, busy: median(busy), quiet: median(quiet), memory, peak };
  } finally {
    await session.stop();
  }
}

/** @param {Typist} typist */
async function timed(typist) {
  const start = performance.now();
  await typist.next();
  return performance.now() - start;
}

/** @param {string} text @param {string} what */
function positionOf(text, what) {
  const lines = text.slice(0, text.indexOf(what)).split("\n");
  return { line: lines.length - 1, character: /** @type {string} */ (lines.at(-1)).length };
}
