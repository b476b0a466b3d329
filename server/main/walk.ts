import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { isPassedOver } from "../core/workspace/host";
import { isInside } from "./inside";

/** Endings of files that may be wiki articles: only these are looked into when a folder is given. */
const ARTICLE_FILES = new Set([".md", ".markdown", ".wiki", ".wikitext", ".mediawiki", ".txt"]);

/**
 * The files below a folder that may be articles, relative to it with slashes, by name, folder by folder. Hidden folders and
 * `node_modules` are passed over, symbolic links to folders too: so there are no loops.
 * @param root a symbolic link to a file outside this folder is passed over
 * @param failed told of folders that cannot be read, by their paths relative to `folder` ("" for itself)
 */
export function* walk(
  folder: string,
  root: string,
  failed: (path: string, error: unknown) => void,
  inner = "",
): Generator<string> {
  let entries: Dirent[];
  try {
    entries = readdirSync(join(folder, inner), { withFileTypes: true });
  } catch (error) {
    failed(inner, error);
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  for (const entry of entries) {
    const path = inner === "" ? entry.name : `${inner}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!isPassedOver(entry.name)) yield* walk(folder, root, failed, path);
    } else if (ARTICLE_FILES.has(extname(entry.name).toLowerCase())) {
      if (entry.isFile() || (entry.isSymbolicLink() && leadsToFileIn(root, join(folder, path)))) yield path;
    }
  }
}

function leadsToFileIn(root: string, link: string): boolean {
  try {
    const target = realpathSync(link);
    return isInside(realpathSync(root), target) && statSync(target).isFile();
  } catch {
    return false; // leads nowhere, or round in circles
  }
}
