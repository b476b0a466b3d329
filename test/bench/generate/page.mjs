import { Composer, clean, converted } from "./article.mjs";
import { MarkdownWriter } from "./markdown.mjs";
import { Random } from "./random.mjs";
import { localTitles, missingTitles, remoteTitles } from "./titles.mjs";
import { WikitextWriter } from "./wikitext.mjs";

/**
 * One generated page.
 * @typedef {object} Page
 * @property {string} title
 * @property {string} text
 * @property {string} languageId
 * @property {string} extension with its dot
 * @property {Record<string, number>} planted how many faults of each rule the page holds
 */

/**
 * Generates a page of one dialect.
 * @param {object} options
 * @param {number} options.bytes wished size in UTF-8 bytes; the page is at most one block longer
 * @param {number} [options.seed]
 * @param {"markdown" | "wikitext"} [options.dialect]
 * @param {string} [options.title]
 * @param {import("./article.mjs").Titles} [options.titles] what its links may point to
 * @param {boolean} [options.faultless] no fault but those of `defects`
 * @param {readonly Defect[]} [options.defects] written at the end of the body, one sentence each
 * @returns {Page}
 */
export function generatePage({
  bytes,
  seed = 1,
  dialect = "markdown",
  title = "霧港地區",
  titles = { local: localTitles, remote: remoteTitles, missing: missingTitles },
  faultless = false,
  defects = [],
}) {
  const composer = new Composer(new Random(seed), title, titles, faultless ? clean : converted);
  const writer = dialect === "markdown" ? new MarkdownWriter() : new WikitextWriter(composer.references);
  const categories = composer.categories();
  const written = /** @type {string[]} */ ([]);
  let size = Buffer.byteLength(writer.ending(categories, []));
  let entries = 0;
  const add = (block) => {
    const text = writer.block(block);
    written.push(text);
    size += Buffer.byteLength(text) + 2;
    for (; entries < composer.references.length; entries++) {
      size += Buffer.byteLength(writer.entry(composer.references[entries]));
    }
  };
  add(composer.intro());
  while (size < bytes) {
    for (const block of composer.section()) {
      add(block);
      if (size >= bytes) break;
    }
  }
  for (const defect of defects) add(plant(composer, defect));
  if (dialect === "markdown" && composer.references.length > 0) composer.plant("structure/empty-references-heading");
  written.push(writer.ending(categories, composer.references));
  const { languageId, extension } = writer;
  return { title, text: written.join("\n\n"), languageId, extension, planted: composer.planted };
}

/** @typedef {"link/missing-page" | "link/overrun" | "link/stray-close" | "footnote/undefined" | "footnote/unused" | "footnote/out-of-order" | "residue/template"} Defect */

/** The faults a wiki can be given one by one. @type {readonly Defect[]} */
export const defectKinds = [
  "link/missing-page",
  "link/overrun",
  "link/stray-close",
  "footnote/undefined",
  "footnote/unused",
  "footnote/out-of-order",
  "residue/template",
];

/**
 * A block with exactly one fault.
 * @param {Composer} composer
 * @param {Defect} defect
 * @returns {import("./article.mjs").Block}
 */
function plant(composer, defect) {
  composer.plant(defect);
  const link = {
    kind: "link",
    title: composer.titles.local[0] ?? composer.title,
    label: null,
    place: "local",
    swallow: 0,
  };
  const say = (/** @type {import("./article.mjs").Part[]} */ ...parts) => ({ kind: "paragraph", parts });
  const text = (/** @type {string} */ content) => ({ kind: "text", text: content });
  switch (defect) {
    case "link/missing-page":
      return say(text("另見"), { ...link, title: composer.titles.missing[0] ?? "無此頁" }, text("。"));
    case "link/overrun":
      return say({ ...link, swallow: 4 }, text("位於東側。"));
    case "link/stray-close":
      return say({ kind: "raw", markdown: "燈塔的舊照片\\]\\]", wikitext: "燈塔的舊照片]]" });
    case "footnote/undefined":
      return say(text("此說未有定論"), { kind: "marker", number: composer.references.length + 90 }, text("。"));
    case "footnote/unused":
      composer.marker();
      return say(text("檔案已經散失。"));
    case "footnote/out-of-order": {
      const earlier = composer.marker();
      const later = composer.marker();
      return say(text("一說為石造"), later, text("，一說為木造"), earlier, text("。"));
    }
    case "residue/template":
      return { kind: "raw", markdown: "{{-}}", wikitext: "{{-}}" };
  }
}
