import { dirname, resolve } from "node:path";
import { walk } from "../walk";
import { type Bounds, boundaryOf, isFolder } from "./files";
import { type Io, UsageError } from "./io";
import { shown } from "./paths";
import type { Named, Settings } from "./settings";
import { clearLeftovers, untilUnchanged } from "./write";

/**
 * Every PATH that is a file, and the files in those that are folders, in the order given; each once, as the user named it
 * first, but a file that is named itself in its own place.
 * @param fail is told of what cannot be read; the others go on
 * @throws UsageError for a PATH that is empty
 */
export function* filesOf(
  paths: readonly string[],
  bounds: Bounds,
  fail: (path: string, error: unknown) => void,
): Generator<Named> {
  // A variable that is not set must not mean the current folder.
  if (paths.includes("")) throw new UsageError("a PATH is empty");
  const places = paths.map((path) => placeAt(path, resolve(bounds.cwd, path)));
  const folders = places.filter(({ kind }) => kind === "folder");
  const named = new Set(places.filter(({ kind }) => kind === "file").map(({ absolute }) => absolute));
  const told = new Set<string>();
  for (const { path, absolute, kind, error } of places) {
    if (kind === undefined) {
      fail(path, error);
      continue;
    }
    if (kind === "file") {
      if (!told.has(absolute)) yield { path, folder: undefined };
      told.add(absolute);
      continue;
    }
    const unread = (inside: string, error: unknown) => fail(shown(path, inside), error);
    for (const file of walk(absolute, boundaryOf(absolute, bounds), unread, "text")) {
      if (places.length > 1) {
        const inside = resolve(absolute, file);
        if (named.has(inside) || told.has(inside)) continue;
        if (folders.length > 1) told.add(inside); // of a single folder a hundred thousand names need not be kept
      }
      yield { path: shown(path, file), folder: absolute };
    }
  }
}

interface NamedPlace {
  readonly path: string;
  readonly absolute: string;
  /** Undefined: there is nothing that could be read. */
  readonly kind: "file" | "folder" | undefined;
  readonly error?: unknown;
}

function placeAt(path: string, absolute: string): NamedPlace {
  try {
    return { path, absolute, kind: isFolder(absolute) ? "folder" : "file" };
  } catch (error) {
    return { path, absolute, kind: undefined, error };
  }
}

/**
 * Hands the files that PATHs name to a command, one after the other.
 * @param isWriting whether the command writes files back
 * @param take does the command's work on the file at an absolute path
 * @param fail is told of what cannot be read or done; the others go on
 */
export async function forEachFile(
  paths: readonly string[],
  { io, settings, isWriting }: { readonly io: Io; readonly settings: Settings; readonly isWriting: boolean },
  take: (named: Named, absolute: string) => Promise<void>,
  fail: (path: string, error: unknown) => void,
): Promise<void> {
  for (const named of filesOf(paths, io, fail)) {
    const absolute = settings.absolute(named.path);
    if (isWriting) clearLeftovers(dirname(absolute));
    await untilUnchanged(() => take(named, absolute)).catch((error: unknown) => fail(named.path, error));
  }
}
