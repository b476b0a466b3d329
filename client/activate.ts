// The extension proper, the same on the desktop and in the browser: the two entries differ only in how they reach the
// language server.
import * as vscode from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import {
  convertCommand,
  readDirectoryRequest,
  readFileRequest,
  restoreCommand,
  showProblemsNotification,
  showReferencesCommand,
} from "../server/lsp/protocol";
import { registerCommands } from "./commands";
import { answerFileRequests } from "./files";
import { StatusBar } from "./status";
import { showViews } from "./views";
import { completeWordListPaths } from "./word-list-paths";

export const clientId = "redlink";
export const clientName = "Redlink";

/**
 * Where articles are edited: on disk, on a remote, in a new file, and in whatever file system the open folders have.
 * Languages alone would also catch chat boxes, comments, notebook cells and the earlier sides of comparisons.
 */
function documentSelector(): { scheme: string; language: string }[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const schemes = new Set(["file", "untitled", "vscode-remote", "vscode-vfs", ...folders.map(({ uri }) => uri.scheme)]);
  return [...schemes].flatMap((scheme) =>
    ["markdown", "wikitext", "mediawiki"].map((language) => ({ scheme, language })),
  );
}

let stopServer: (() => Promise<void>) | undefined;

/** Called by VS Code when the extension is switched off or the window closes. */
export function deactivate(): Promise<void> | undefined {
  return stopServer?.();
}

/**
 * Starts the language server and everything that shows what it finds. Nothing here looks at the workspace's files: the
 * server does, after the open documents have their findings.
 */
export async function start(
  context: vscode.ExtensionContext,
  createClient: (options: LanguageClientOptions) => BaseLanguageClient,
): Promise<void> {
  const client = createClient({
    documentSelector: documentSelector(),
    outputChannelName: clientName,
    // Plain data: the configuration object has methods, which no message to a worker can carry.
    initializationOptions: () => ({
      settings: JSON.parse(JSON.stringify(vscode.workspace.getConfiguration("redlink"))),
      commands: [convertCommand, restoreCommand, showReferencesCommand],
      requests: [readFileRequest, readDirectoryRequest, showProblemsNotification],
      workspaceDiagnostics: false, // asked for every two seconds; there is a command instead
    }),
    diagnosticPullOptions: { onChange: true, onSave: true },
  });
  stopServer = () => client.dispose();
  const status = new StatusBar(client);
  context.subscriptions.push(
    status,
    showViews(client, status.onDidChange),
    answerFileRequests(client),
    completeWordListPaths(),
    client.onNotification(showProblemsNotification, () => {
      void vscode.commands.executeCommand("workbench.actions.view.problems");
    }),
    ...registerCommands(client),
  );
  await client.start();
  await vscode.commands.executeCommand("setContext", "redlink.isRunning", true);
}
