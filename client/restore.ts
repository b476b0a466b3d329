import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type CompanionsParams,
  type CompanionsResult,
  companionsRequest,
  type RestoreParams,
  type RestoreResult,
  restoreRequest,
} from "../server/lsp/protocol";
import { activeEditor } from "./editor";
import { previewedEdit } from "./preview";

type Source = NonNullable<RestoreParams["from"]>;
type Choice = vscode.QuickPickItem & { readonly source: () => Promise<Source | undefined> };

/**
 * Restores what the active page lost from a companion, in a preview.
 * @param companion URI of the companion; without it the person is asked
 */
export async function restoreFromCompanion(client: BaseLanguageClient, companion?: string): Promise<void> {
  const editor = activeEditor();
  if (editor === undefined) return;
  const { document } = editor;
  const textDocument = { uri: client.code2ProtocolConverter.asUri(document.uri) };
  const from = companion === undefined ? await askForSource(client, { textDocument }) : { uri: companion };
  if (from === undefined) return;
  const { version } = document;
  const params: RestoreParams = { textDocument, from };
  const { edit, message } = await request(client, params);
  if (message !== null) {
    void vscode.window.showInformationMessage(message);
  } else if (document.version !== version) {
    void vscode.window.showWarningMessage(vscode.l10n.t("The text changed meanwhile; nothing was restored."));
  } else if (edit !== null) {
    await vscode.workspace.applyEdit(previewedEdit(client, edit, true));
  }
}

/** Waits for the answer; where the network is asked, so that it can be cancelled. */
function request(client: BaseLanguageClient, params: RestoreParams): Thenable<RestoreResult> {
  const location = vscode.ProgressLocation.Notification;
  const title = vscode.l10n.t("Restoring from a companion");
  return vscode.window.withProgress({ location, title, cancellable: true }, (_progress, token) =>
    client.sendRequest<RestoreResult>(restoreRequest, params, token),
  );
}

async function askForSource(client: BaseLanguageClient, params: CompanionsParams): Promise<Source | undefined> {
  const { files, wiki } = await client.sendRequest<CompanionsResult>(companionsRequest, params);
  const choices: Choice[] = files.map(({ uri, name }) => ({
    label: `$(file) ${name}`,
    source: async () => ({ uri }),
  }));
  if (wiki !== null) {
    choices.push({
      label: `$(globe) ${vscode.l10n.t("The wiki's page")}`,
      description: wiki,
      source: async () => ({ wiki: true }),
    });
  }
  choices.push(
    { label: `$(folder-opened) ${vscode.l10n.t("Choose a file…")}`, source: chosenFile },
    { label: `$(clippy) ${vscode.l10n.t("Text or HTML from the clipboard")}`, source: clipboard },
  );
  const placeHolder = vscode.l10n.t("The same article as rendered text, HTML or wikitext");
  const title = vscode.l10n.t("Restore from a companion");
  const choice = await vscode.window.showQuickPick(choices, { title, placeHolder });
  return choice?.source();
}

/** A file anywhere: the person chose it. */
async function chosenFile(): Promise<Source | undefined> {
  const filters = {
    [vscode.l10n.t("Articles")]: ["txt", "html", "htm", "wikitext", "wiki", "mediawiki"],
  };
  const [file] = (await vscode.window.showOpenDialog({ canSelectMany: false, filters })) ?? [];
  if (file === undefined) return undefined;
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  return { name, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(file)) };
}

async function clipboard(): Promise<Source | undefined> {
  const text = await vscode.env.clipboard.readText();
  if (text.trim() !== "") return { name: vscode.l10n.t("clipboard"), text };
  void vscode.window.showInformationMessage(vscode.l10n.t("The clipboard holds no text."));
  return undefined;
}
