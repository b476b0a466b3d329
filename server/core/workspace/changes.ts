import { dialectOfPath } from "../dialects/detect";
import { articleFiles } from "./article-files";
import type { Host } from "./host";
import { type Place, placeOf, relativePath, uriOf } from "./paths";
import type { Wiki } from "./wiki";

/** A file that was created, changed or deleted; or a folder, which stands for all that are in it. */
export interface FileChange {
  readonly uri: string;
  readonly deleted: boolean;
}

/**
 * The files that may be pages among those that changed.
 * @param wikis what is known of the files that were in a folder
 * @param rootOf the open folder a place lies in
 */
export async function changedFiles(
  changes: readonly FileChange[],
  host: Host,
  wikis: Iterable<Wiki>,
  rootOf: (place: Place) => Place | undefined,
): Promise<FileChange[]> {
  const files: FileChange[] = [];
  for (const change of changes) {
    const place = placeOf(change.uri);
    if (dialectOfPath(place.path) !== null) {
      files.push(change);
    } else if (change.deleted) {
      for (const wiki of wikis) {
        for (const path of wiki.index.files()) {
          const file = wiki.placeOf(path);
          if (file.prefix !== place.prefix || !relativePath(place.path, file.path)) continue;
          files.push({ uri: uriOf(file), deleted: true });
        }
      }
    } else {
      const root = rootOf(place);
      const found = root ? await articleFiles(host, place, root) : [];
      files.push(...found.map((uri) => ({ uri, deleted: false })));
    }
  }
  return files;
}
