import * as vscode from "vscode";

/** The active editor; tells the person what is missing when there is none. */
export function activeEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) void vscode.window.showInformationMessage(vscode.l10n.t("Open a wiki article first."));
  return editor;
}
