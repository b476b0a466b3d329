import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { WorkspaceEdit } from "vscode-languageserver-types";
import { type ConvertParams, convertRequest } from "../server/lsp/protocol";
import { activeEditor } from "./editor";
import { previewedEdit } from "./preview";
import { pickVariant, type Variant } from "./variants";

/** Converts the selection, or the whole document when nothing is selected. Asks for the variant when it is not given. */
export async function convert(client: BaseLanguageClient, given?: Variant): Promise<void> {
  const editor = activeEditor();
  if (editor === undefined) return;
  const { document, selection } = editor;
  const title = selection.isEmpty ? vscode.l10n.t("Convert the page") : vscode.l10n.t("Convert the selection");
  const variant = given ?? (await pickVariant(title));
  if (variant === undefined) return;
  const { version } = document;
  const { asRange, asUri } = client.code2ProtocolConverter;
  const params: ConvertParams = {
    textDocument: { uri: asUri(document.uri) },
    ...variant,
    ...(selection.isEmpty ? {} : { range: asRange(selection) }),
  };
  const edit = await client.sendRequest<WorkspaceEdit | null>(convertRequest, params);
  if (document.version !== version) {
    void vscode.window.showWarningMessage(vscode.l10n.t("The text changed meanwhile; nothing was converted."));
  } else if (edit === null) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Nothing to convert."));
  } else {
    await vscode.workspace.applyEdit(previewedEdit(client, edit, false));
  }
}
