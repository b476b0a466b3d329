import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatePage } from "../generate/page.mjs";
import { fileName, localTitles } from "../generate/titles.mjs";

/** The folder that servers are started in: a small wiki that holds every page a generated page may link to. */
export class Workspace {
  /** @type {Map<string, import("../generate/page.mjs").Page>} */
  #pages = new Map();

  /** @param {string} folder emptied first */
  constructor(folder) {
    this.folder = folder;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, "Page"), { recursive: true });
    for (const title of localTitles) {
      writeFileSync(
        join(folder, "Page", fileName(title)),
        `**${title}**，在[霧港鎮](../Page/霧港鎮.md "wikilink")附近。\n`,
      );
    }
  }

  /**
   * A page of the given size, on disk and in memory.
   * @param {"markdown" | "wikitext"} dialect
   * @param {number} bytes
   * @param {number} [seed]
   * @returns {{ file: string, text: string, planted: Record<string, number> }}
   */
  page(dialect, bytes, seed = 1) {
    const name = `Bench-${bytes}-${seed}`;
    const key = `${dialect} ${name}`;
    let page = this.#pages.get(key);
    if (page === undefined) {
      page = generatePage({ bytes, seed, dialect });
      this.#pages.set(key, page);
      writeFileSync(join(this.folder, "Page", name + page.extension), page.text);
    }
    return { file: join(this.folder, "Page", name + page.extension), text: page.text, planted: page.planted };
  }
}

/**
 * The end of the sentence nearest to the middle of a page, in a paragraph of prose.
 * @param {string} text
 * @returns {{ offset: number, line: number, character: number }} UTF-16
 */
export function middle(text) {
  for (let offset = text.indexOf("。", text.length / 2) + 1; offset > 0; offset = text.indexOf("。", offset) + 1) {
    const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
    if (!/^[\p{Script=Han}[]/u.test(text.slice(lineStart, lineStart + 2))) continue;
    return { offset, line: text.slice(0, lineStart).split("\n").length - 1, character: offset - lineStart };
  }
  throw new Error("the page has no prose behind its middle");
}
