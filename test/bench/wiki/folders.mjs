import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeWiki } from "../generate/wiki.mjs";

/** What makes 100,000 pages 309 MB, as the pages of a real wiki are. */
const bytes = 2600;

/** Changes when the generator does: an older wiki is made anew. */
const generation = 1;

/**
 * A generated wiki on disk, written once and kept: a hundred thousand pages take half a minute.
 * @param {string} folder the benchmark's own
 * @param {number} pages
 * @returns {string} the wiki's root
 */
export function wikiFolder(folder, pages) {
  const root = join(folder, `wiki-${pages}`);
  const done = join(root, ".generation");
  if (existsSync(done) && readFileSync(done, "utf8") === String(generation)) return root;
  rmSync(root, { recursive: true, force: true });
  writeWiki(root, { pages, bytes });
  writeFileSync(done, String(generation));
  return root;
}
