import { join } from "node:path";
import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { clientId, clientName, start } from "./activate";

export { deactivate } from "./activate";

/** The entry of desktop and remote windows: the server is a node process of its own. */
export function activate(context: ExtensionContext): Promise<void> {
  const server = { module: context.asAbsolutePath(join("dist", "server.js")), transport: TransportKind.ipc };
  return start(context, (options) => new LanguageClient(clientId, clientName, server, options));
}
