import * as vscode from "vscode";
import { type BaseLanguageClient, WorkDoneProgress } from "vscode-languageclient";
import type { TextDocumentEdit } from "vscode-languageserver-types";
import { type ConvertFilesParams, type ConvertFilesResult, convertFilesRequest } from "../server/lsp/protocol";
import { previewedEdit } from "./preview";
import { nameOf, pickVariant, type Variant } from "./variants";

/** Files named in a message; the output channel has them all. */
const namedFiles = 3;

let requests = 0;

/**
 * Converts the articles among files and below folders: shows how far it is, can be cancelled, and ends in the preview.
 * @param chosen what the explorer's menu was opened on; without it the person is asked
 * @param selected everything that was selected there
 */
export async function convertFiles(
  client: BaseLanguageClient,
  chosen?: vscode.Uri,
  selected?: readonly vscode.Uri[],
  given?: Variant,
): Promise<void> {
  const uris = selected?.length ? selected : chosen ? [chosen] : await pickFolder();
  if (uris === undefined) return;
  const places = uris.map((uri) => vscode.workspace.asRelativePath(uri)).join(", ");
  const variant = given ?? (await pickVariant(vscode.l10n.t("Convert the articles in {0}", places)));
  if (variant === undefined) return;
  const result = await request(client, uris, variant, places);
  if (result === undefined) return;
  const seen = withoutUnseenChanges(client, result);
  report(client, seen);
  if (seen.edit === null) return;
  await vscode.workspace.applyEdit(previewedEdit(client, seen.edit, true), { isRefactoring: true });
}

/** The folder of the active editor, a folder of the workspace, or another one in it. */
async function pickFolder(): Promise<readonly vscode.Uri[] | undefined> {
  const { workspaceFolders = [] } = vscode.workspace;
  const active = vscode.window.activeTextEditor?.document.uri;
  const beside = active && vscode.workspace.getWorkspaceFolder(active) && vscode.Uri.joinPath(active, "..");
  const folders = [...(beside ? [beside] : []), ...workspaceFolders.map(({ uri }) => uri)];
  const items = [...new Map(folders.map((uri) => [uri.toString(), uri])).values()].map((uri) => ({
    label: vscode.workspace.asRelativePath(uri, true).split("/").at(-1) ?? uri.path,
    description:
      vscode.workspace.getWorkspaceFolder(uri)?.uri.toString() === uri.toString()
        ? ""
        : vscode.workspace.asRelativePath(uri, true),
    uri,
  }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Open a folder first."));
    return undefined;
  }
  const other = { label: vscode.l10n.t("Another folder…"), description: "", uri: undefined };
  const picked = await vscode.window.showQuickPick([...items, other], {
    title: vscode.l10n.t("Convert the articles in a folder"),
    matchOnDescription: true,
  });
  if (picked === undefined || picked.uri) return picked && [picked.uri];
  return vscode.window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    canSelectMany: true,
    openLabel: vscode.l10n.t("Convert"),
    ...(items[0] && { defaultUri: items[0].uri }),
  });
}

/** Undefined when the person cancelled it. */
function request(
  client: BaseLanguageClient,
  uris: readonly vscode.Uri[],
  variant: Variant,
  places: string,
): Thenable<ConvertFilesResult | undefined> {
  const title = vscode.l10n.t("Converting {0} to {1}", places, nameOf(variant));
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const workDoneToken = `redlink-convert-${++requests}`;
    let shown = 0;
    const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
      if (value.kind !== "report" || value.percentage === undefined) return;
      progress.report({ increment: value.percentage - shown, ...(value.message && { message: value.message }) });
      shown = value.percentage;
    });
    const asUri = client.code2ProtocolConverter.asUri;
    const params: ConvertFilesParams = { uris: uris.map((uri) => asUri(uri)), ...variant, workDoneToken };
    try {
      return await client.sendRequest<ConvertFilesResult>(convertFilesRequest, params, token);
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    } finally {
      listener.dispose();
    }
  });
}

/** Says what the preview does not show. */
function report(client: BaseLanguageClient, { edit, articles, changed, failed, left }: ConvertFilesResult): void {
  const { l10n, window } = vscode;
  if (failed.length > 0) {
    const lines = failed.map(({ uri, reason }) => {
      return `${vscode.workspace.asRelativePath(client.protocol2CodeConverter.asUri(uri))}: ${reason}`;
    });
    for (const line of lines) client.outputChannel.appendLine(line);
    const named = lines.slice(0, namedFiles).join("; ") + (lines.length > namedFiles ? " …" : "");
    const open = l10n.t("Show Output");
    void window
      .showWarningMessage(l10n.t("Files not converted ({0}): {1}", failed.length, named), open)
      .then((chosen) => {
        if (chosen === open) client.outputChannel.show();
      });
  }
  if (left > 0) {
    const text = l10n.t(
      "The preview has the first {0} pages that change. Run the command again for the rest.",
      changed,
    );
    void window.showInformationMessage(text);
  } else if (edit === null && articles > 0) {
    void window.showInformationMessage(l10n.t("Nothing to convert in the articles here ({0}).", articles));
  } else if (edit === null && failed.length === 0) {
    void window.showInformationMessage(l10n.t("There are no wiki articles here."));
  }
}

/** Leaves out documents with changes the server does not know of, because they are open in another language than its own. */
function withoutUnseenChanges(client: BaseLanguageClient, result: ConvertFilesResult): ConvertFilesResult {
  const documents = result.edit?.documentChanges as TextDocumentEdit[] | undefined;
  const { textDocuments } = vscode.workspace;
  const unseen = documents?.filter(({ textDocument: { uri, version } }) => {
    const key = client.protocol2CodeConverter.asUri(uri).toString();
    return version === null && textDocuments.some((document) => document.isDirty && document.uri.toString() === key);
  });
  if (documents === undefined || unseen === undefined || unseen.length === 0) return result;
  const kept = documents.filter((document) => !unseen.includes(document));
  const reason = vscode.l10n.t("has unsaved changes, and is open in another language mode");
  return {
    ...result,
    edit: kept.length > 0 ? { ...result.edit, documentChanges: kept } : null,
    failed: [...result.failed, ...unseen.map(({ textDocument: { uri } }) => ({ uri, reason }))],
  };
}
