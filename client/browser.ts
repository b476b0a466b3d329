import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { clientId, clientName, start } from "./activate";

export { deactivate } from "./activate";

/** The entry of windows in a browser: the server is a worker. */
export function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, "dist", "server.browser.js").toString(true);
  // A new worker for each start: a restarted client must not talk to the one that was shut down.
  const server = async (): Promise<Worker> => new Worker(script);
  return start(context, (options) => new LanguageClient(clientId, clientName, server, options));
}
