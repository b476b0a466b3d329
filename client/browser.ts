import { type ExtensionContext, Uri } from "vscode";
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from "vscode-languageclient/browser";
import { clientId, clientName, start } from "./activate";

export { deactivate } from "./activate";

/** The entry of windows in a browser: the server is a worker. */
export function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, "dist", "server.browser.js").toString(true);
  let worker: Worker | undefined;
  // A new worker for each start. Its ends are made here because the client would know a worker by `instanceof`, which
  // the one that VS Code puts in its place fails.
  const connect = async (): Promise<MessageTransports> => {
    worker?.terminate();
    worker = new Worker(script);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  context.subscriptions.push({ dispose: () => worker?.terminate() });
  return start(context, (options) => new LanguageClient(clientId, clientName, connect, options));
}
