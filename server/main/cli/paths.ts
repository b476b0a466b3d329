import { join, relative, resolve } from "node:path";
import { isInside } from "../inside";
import { slashed } from "./pages";

/** A file found in a folder, under the name the user gave that folder. */
export function shown(given: string, inside: string): string {
  const path = join(given, inside);
  return /^\.[/\\]/.test(given) ? `${given.slice(0, 2)}${path}` : path;
}

/** A file's path from the current folder, with slashes: one, however the user wrote it; absolute when the file lies elsewhere. */
export function fromHere(cwd: string, path: string): string {
  const absolute = resolve(cwd, path);
  return slashed(isInside(cwd, absolute) ? relative(cwd, absolute) : absolute);
}
