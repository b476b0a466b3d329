import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { defectKinds, generatePage } from "./page.mjs";
import { Random } from "./random.mjs";
import { fileName, foreignTitles, missingTitles, wikiTitle } from "./titles.mjs";

/**
 * The pages of a wiki, one after the other: every local link points to a page of the same wiki, nothing is wrong but the
 * faults that are named with each page.
 * @param {object} options
 * @param {number} options.pages at least 2
 * @param {number} [options.seed]
 * @param {number} [options.bytes] size of a page
 * @param {number} [options.defectEvery] each page whose number divides by this holds one fault, the kinds in turn
 * @returns {Generator<{ path: string, text: string, planted: Record<string, number> }>}
 */
export function* generateWiki({ pages, seed = 1, bytes = 3000, defectEvery = 10 }) {
  const random = new Random(seed);
  for (let index = 0; index < pages; index++) {
    // Any page but this one.
    const neighbours = Array.from({ length: 24 }, () => wikiTitle((index + random.integer(1, pages - 1)) % pages));
    const faulty = index % defectEvery === 0;
    const title = wikiTitle(index);
    const page = generatePage({
      bytes,
      seed: seed + index,
      title,
      titles: { local: neighbours, remote: foreignTitles, missing: missingTitles },
      faultless: true,
      defects: faulty ? [defectKinds[(index / defectEvery) % defectKinds.length]] : [],
    });
    yield { path: `Page/${fileName(title)}`, text: page.text, planted: page.planted };
  }
}

/**
 * Writes a wiki to disk.
 * @param {string} folder
 * @param {Parameters<typeof generateWiki>[0]} options
 * @returns {{ bytes: number, planted: Record<string, number> }} what was written and which faults it holds in all
 */
export function writeWiki(folder, options) {
  const planted = /** @type {Record<string, number>} */ ({});
  let bytes = 0;
  for (const page of generateWiki(options)) {
    const file = join(folder, page.path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, page.text);
    bytes += Buffer.byteLength(page.text);
    for (const [rule, count] of Object.entries(page.planted)) planted[rule] = (planted[rule] ?? 0) + count;
  }
  return { bytes, planted };
}
