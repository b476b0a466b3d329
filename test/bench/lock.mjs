import { readFileSync, rmSync, writeFileSync } from "node:fs";

/**
 * Keeps a second run out: two at once would measure each other, and share the folder of pages.
 * @param {string} file names the process that measures; removed when it ends
 */
export function lock(file) {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    }
    const owner = Number(readFileSync(file, "utf8"));
    if (runs(owner)) throw new Error(`another run is under way (process ${owner})`);
    rmSync(file, { force: true }); // left behind by a run that was killed
  }
  process.on("exit", () => rmSync(file, { force: true }));
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => process.exit(2));
}

/** @param {number} pid */
function runs(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
