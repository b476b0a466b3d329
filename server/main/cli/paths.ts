import { resolve } from "node:path";

/** A file found in a folder, under the name the user gave that folder. */
export function shown(given: string, file: string, cwd: string): string {
  const inside = file.slice(resolve(cwd, given).length).replace(/^[/\\]/, "");
  if (given === ".") return inside;
  return /[/\\]$/.test(given) ? given + inside : `${given}${file.includes("\\") ? "\\" : "/"}${inside}`;
}
