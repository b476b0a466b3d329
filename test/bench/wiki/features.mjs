import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Random } from "../generate/random.mjs";
import { fileName, wikiTitle } from "../generate/titles.mjs";
import { generateWiki } from "../generate/wiki.mjs";
import { Session } from "../lsp/session.mjs";
import { median, percentile } from "../statistics.mjs";

const questions = 300;
const edits = 60;
const renames = 7;

/** A page that all others link to. */
const hub = "眾目所歸";

/**
 * A wiki in which every page links to one, besides the usual links.
 * @param {string} folder the benchmark's own
 * @param {number} pages
 * @returns {string} the wiki's root
 */
function hubFolder(folder, pages) {
  const root = join(folder, `hub-${pages}`);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, "Page"), { recursive: true });
  for (const { path, text } of generateWiki({ pages })) {
    writeFileSync(join(root, path), `${text.trimEnd()}\n\n見[${hub}](../Page/${hub}.md "wikilink")。\n`);
  }
  writeFileSync(join(root, "Page", `${hub}.md`), `**${hub}**。\n`);
  return root;
}

/**
 * What somebody waits for in a large wiki: the list that comes with every letter of a title, the links to a page after an
 * edit.
 * @param {import("../lsp/session.mjs").ServerDescription} server
 * @param {string} folder
 * @param {number} pages
 */
export async function measureFeatures(server, folder, pages) {
  const file = join(folder, "Page", fileName(wikiTitle(0)));
  const written = readFileSync(file, "utf8");
  const session = await Session.start(server, folder);
  const { href: uri } = pathToFileURL(file);
  const ask = (/** @type {string} */ method, /** @type {object} */ params) =>
    session.client.request(method, { textDocument: { uri }, ...params }).response;
  try {
    await session.open(file, `\n${written}`);
    await ask("textDocument/references", { position: linkIn(`\n${written}`, 0), context: {} }); // everything has been read
    const random = new Random(7);
    const completions = [];
    let bytes = 0;
    for (let count = 0; count < questions; count++) {
      const title = wikiTitle(random.integer(0, pages - 1));
      const start = random.integer(0, Math.max(0, title.length - 2));
      const query = count % 3 === 0 ? title.slice(start, start + 2) : title.slice(0, 1 + (count % 3));
      await session.type(file, { offset: 0, line: 0, character: 0 }, `見[${query}`);
      const began = performance.now();
      const list = await ask("textDocument/completion", { position: { line: 0, character: 2 + query.length } });
      completions.push(performance.now() - began);
      bytes = Math.max(bytes, Buffer.byteLength(JSON.stringify(list)));
    }
    const text = /** @type {import("../lsp/session.mjs").OpenDocument} */ (session.documents.get(uri)).text;
    const references = [];
    for (let count = 0; count < edits; count++) {
      await session.type(file, { offset: 0, line: 0, character: 0 }, "字");
      const position = linkIn(text, count % 20);
      const began = performance.now();
      const found = await ask("textDocument/references", { position, context: {} });
      references.push(performance.now() - began);
      if (!found?.length) throw new Error("no references found");
    }
    return {
      completion: { p50: median(completions), p99: percentile(completions, 0.99), bytes },
      references: { p50: median(references), p99: percentile(references, 0.99) },
    };
  } finally {
    await session.stop();
  }
}

/**
 * A page with so many backlinks is renamed: from the question to the edit of all pages.
 * @param {import("../lsp/session.mjs").ServerDescription} server
 * @param {string} folder the benchmark's own
 * @param {number} pages
 */
export async function measureRename(server, folder, pages) {
  const root = hubFolder(folder, pages);
  const file = join(root, "Page", fileName(wikiTitle(1)));
  const text = readFileSync(file, "utf8");
  const session = await Session.start(server, root);
  const textDocument = { uri: pathToFileURL(file).href };
  const position = linkIn(text, text.split("](../Page/").length - 2);
  try {
    await session.open(file, text);
    await session.client.request("textDocument/references", { textDocument, position, context: {} }).response;
    const taken = [];
    for (let count = 0; count < renames; count++) {
      const began = performance.now();
      const newName = `${hub}${count}`;
      const edit = await session.client.request("textDocument/rename", { textDocument, position, newName }).response;
      taken.push(performance.now() - began);
      const documents = (edit.documentChanges ?? Object.keys(edit.changes)).length;
      if (documents < pages) throw new Error(`the edit is of ${documents} pages`);
    }
    const asked = performance.now();
    await session.client.request("textDocument/references", { textDocument, position, context: {} }).response;
    return { ms: median(taken), references: performance.now() - asked };
  } finally {
    await session.stop();
  }
}

/** Where the destination of a link begins: the first, or a later one, round and round. @param {string} text @param {number} which */
function linkIn(text, which) {
  const starts = [...text.matchAll(/\]\(\.\.\/Page\//g)].map(({ index }) => index + 2);
  const at = /** @type {number} */ (starts[which % starts.length]);
  const lines = text.slice(0, at).split("\n");
  return { line: lines.length - 1, character: /** @type {string} */ (lines.at(-1)).length };
}
