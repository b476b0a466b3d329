import { readFileSync } from "node:fs";

/**
 * Resident memory of a process and everything it started, in MB.
 * @param {number} pid
 * @returns {number | null} null where there is no /proc
 */
export function residentMemory(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
    return children.reduce((sum, child) => sum + (residentMemory(Number(child)) ?? 0), kilobytes / 1024);
  } catch {
    return null;
  }
}
