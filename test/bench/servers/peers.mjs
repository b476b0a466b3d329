import { readdirSync } from "node:fs";
import { join } from "node:path";
import { install, versionOf } from "./install.mjs";
import { requests, settings } from "./vscode-markdown.mjs";

/**
 * The programs we compare with. They are never dependencies: npm brings them, into a git-ignored folder each, when the
 * benchmark runs. Several manifests are tried in turn.
 */
const packages = {
  rumdl: [{ dependencies: { rumdl: "0.2.75" } }],
  "vscode-markdown": [{ dependencies: { "vscode-markdown-languageserver": "0.5.0" } }],
  "wikitext-lsp": [
    { dependencies: { "wikitext-lsp": "1.7.2" } },
    { dependencies: { "wikitext-lsp": "1.7.2" }, overrides: { wikilint: "2.35.1" } },
  ],
};

/** @typedef {keyof typeof packages} PeerId */
export const peerIds = /** @type {PeerId[]} */ (Object.keys(packages));

/**
 * Installs a peer, unless it is there, and tells how to start it.
 * @param {string} folder the git-ignored folder of all peers
 * @param {PeerId} id
 * @param {string} node
 */
export async function preparePeer(folder, id, node) {
  const modules = await install(join(folder, id), packages[id]);
  return { ...servers[id](modules, node), modules, peer: true };
}

/** @type {Record<PeerId, (modules: string, node: string) => import("../lsp/session.mjs").ServerDescription>} */
const servers = {
  rumdl: (modules) => {
    // The binary itself: the npm wrapper would add a node process to every figure.
    const platform = readdirSync(join(modules, "@rumdl"))[0] ?? "";
    const binary = join(modules, "@rumdl", platform, process.platform === "win32" ? "rumdl.exe" : "rumdl");
    return {
      id: "rumdl",
      name: "rumdl",
      version: versionOf(modules, "rumdl"),
      command: binary,
      args: ["server"],
      mode: "pull",
      dialect: "markdown",
    };
  },
  "vscode-markdown": (modules, node) => ({
    id: "vscode-markdown",
    name: "VS Code Markdown",
    version: versionOf(modules, "vscode-markdown-languageserver"),
    command: node,
    args: [join(modules, "vscode-markdown-languageserver/dist/node/workerMain.js"), "--stdio"],
    mode: "pull",
    dialect: "markdown",
    initializationOptions: { markdownFileExtensions: ["md"] },
    settings,
    requests,
  }),
  "wikitext-lsp": (modules, node) => ({
    id: "wikitext-lsp",
    name: "wikitext-lsp",
    version: `${versionOf(modules, "wikitext-lsp")} on wikilint ${versionOf(modules, "wikilint")}`,
    command: node,
    args: [join(modules, "wikitext-lsp/lib/server.js"), "--stdio"],
    mode: "pull",
    dialect: "wikitext",
  }),
};
