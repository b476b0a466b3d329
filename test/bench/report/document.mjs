import { readFileSync, writeFileSync } from "node:fs";
import { markdownTable } from "./table.mjs";

const begin = "<!-- figures: written by `npm run bench -- --write` -->";
const end = "<!-- /figures -->";

/**
 * Puts the figures of a run into the document, between its marks; the text around them stays.
 * @param {string} file
 * @param {import("./table.mjs").Table[]} tables
 * @param {string} circumstances
 * @param {readonly string[]} notes
 */
export function writeDocument(file, tables, circumstances, notes) {
  const text = readFileSync(file, "utf8");
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${file} lacks the marks ${begin} … ${end}`);
  const parts = [circumstances, ...tables.map((table) => `### ${table.title}\n\n${markdownTable(table)}`)];
  if (notes.length > 0) parts.push(notes.map((note) => `- ${note}`).join("\n"));
  writeFileSync(file, `${text.slice(0, from + begin.length)}\n\n${parts.join("\n\n")}\n\n${text.slice(to)}`);
}
