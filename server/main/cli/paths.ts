import { join } from "node:path";

/** A file found in a folder, under the name the user gave that folder. */
export function shown(given: string, inside: string): string {
  const path = join(given, inside);
  return /^\.[/\\]/.test(given) ? `${given.slice(0, 2)}${path}` : path;
}
