import { dialectOfPath } from "../dialects/detect";
import type { Host } from "./host";
import { joinPath, type Place, uriOf } from "./paths";

/** Folders deeper than this are not looked into: no wiki has them, a mistake of the file system might. */
const MAX_DEPTH = 32;

/**
 * The URIs of the files that may be articles, judged by name: of a folder and the folders in it, by name, folder by folder;
 * or of a single file. Hidden folders and `node_modules` are passed over.
 * @param root the folder nothing outside of which is read
 */
export async function articleFiles(host: Host, place: Place, root: Place): Promise<string[]> {
  const files: string[] = [];
  const visit = async (folder: Place, depth: number): Promise<boolean> => {
    const entries = [...(await host.readDirectory(uriOf(folder), uriOf(root)))];
    entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    for (const { name, kind } of entries) {
      const inner = { ...folder, path: joinPath(folder.path, name) };
      if (kind === "file") {
        if (mayBeArticle(name)) files.push(uriOf(inner));
      } else if (depth < MAX_DEPTH && !name.startsWith(".") && name !== "node_modules") {
        await visit(inner, depth + 1);
      }
    }
    return entries.length > 0;
  };
  if (!(await visit(place, 0)) && mayBeArticle(place.path)) files.push(uriOf(place));
  return files;
}

function mayBeArticle(path: string): boolean {
  return dialectOfPath(path) !== null;
}
