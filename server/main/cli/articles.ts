import { resolve } from "node:path";
import { walk } from "../walk";
import { isFolder } from "./files";
import type { Io } from "./io";
import { shown } from "./paths";
import type { Named, Settings } from "./settings";

/**
 * Hands every PATH, and every file in those that are folders, to a command, one after the other.
 * @param take does the command's work on the file at an absolute path
 * @param fail is told of what cannot be read or done; the others go on
 */
export async function forEachFile(
  paths: readonly string[],
  { io, settings }: { readonly io: Io; readonly settings: Settings },
  take: (named: Named, absolute: string) => Promise<void>,
  fail: (path: string, error: unknown) => void,
): Promise<void> {
  for (const path of paths) {
    try {
      const absolute = resolve(io.cwd, path);
      if (!isFolder(absolute)) {
        await take({ path, folder: undefined }, absolute);
        continue;
      }
      for (const file of walk(absolute, absolute, (unread, error) => fail(shown(path, unread), error))) {
        const name = shown(path, file);
        const named = { path: name, folder: absolute };
        await take(named, settings.absolute(name)).catch((error: unknown) => fail(name, error));
      }
    } catch (error) {
      fail(path, error);
    }
  }
}
