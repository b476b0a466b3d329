import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import MarkdownIt from "markdown-it";

/** What VS Code itself sets when its Markdown validation is switched on. */
export const settings = {
  markdown: {
    validate: {
      enabled: true,
      referenceLinks: { enabled: "warning" },
      fragmentLinks: { enabled: "warning" },
      fileLinks: { enabled: "warning", markdownFragmentLinks: "inherit" },
      ignoredLinks: [],
      unusedLinkDefinitions: { enabled: "hint" },
      duplicateLinkDefinitions: { enabled: "warning" },
    },
    suggest: { paths: { enabled: false } },
    occurrencesHighlight: { enabled: false },
    server: { log: "off" },
  },
};

/**
 * What this server asks of its editor: tokens of markdown-it, which VS Code keeps in the client, and files.
 * @param {Map<string, import("../lsp/session.mjs").OpenDocument>} documents
 * @param {string} folder
 */
export function requests(documents, folder) {
  const parser = new MarkdownIt({ html: true });
  const textOf = (/** @type {string} */ uri) => documents.get(uri)?.text ?? readFileSync(fileURLToPath(uri), "utf8");
  return (/** @type {string} */ method, /** @type {any} */ params) => {
    switch (method) {
      case "markdown/parse":
        return parser.parse(params.text ?? textOf(params.uri), {});
      case "markdown/fs/stat": {
        const path = fileURLToPath(params.uri);
        return existsSync(path) ? { isDirectory: statSync(path).isDirectory() } : null;
      }
      case "markdown/fs/readFile":
        return [...readFileSync(fileURLToPath(params.uri))];
      case "markdown/fs/readDirectory":
        return readdirSync(fileURLToPath(params.uri), { withFileTypes: true }).map((entry) => [
          entry.name,
          { isDirectory: entry.isDirectory() },
        ]);
      case "markdown/findMarkdownFilesInWorkspace":
        return readdirSync(join(folder, "Page"))
          .filter((name) => name.endsWith(".md"))
          .map((name) => pathToFileURL(join(folder, "Page", name)).href);
      case "markdown/fs/watcher/create":
      case "markdown/fs/watcher/delete":
        return null;
      default:
        return undefined;
    }
  };
}
