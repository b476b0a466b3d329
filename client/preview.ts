import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { ChangeAnnotation, TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver-types";
import { conversionAnnotations, restoreAnnotations } from "../server/lsp/protocol";

/**
 * A conversion, or a restoration, as VS Code's own edit. What is doubtful is left for the person to tick in the preview.
 * Regional words they asked for are ticked, and so is what is certain.
 * @param always whether the preview opens even when nothing is doubtful
 */
export function previewedEdit(client: BaseLanguageClient, edit: WorkspaceEdit, always: boolean): vscode.WorkspaceEdit {
  const { changeAnnotations = {}, documentChanges = [] } = edit;
  const documents = documentChanges as TextDocumentEdit[]; // a conversion creates, renames and deletes no file
  const annotations = new Map(Object.entries(changeAnnotations).map(([id, one]) => [id, metadataOf(id, one)]));
  const asked = [...annotations.values()].some(({ needsConfirmation }) => needsConfirmation);
  const shows = always || [...annotations.keys()].some((id) => id.startsWith(conversionAnnotations.word));
  const result = new vscode.WorkspaceEdit();
  for (const [index, { textDocument, edits }] of documents.entries()) {
    const { asRange, asUri } = client.protocol2CodeConverter;
    const texts = edits.map((one): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata | undefined] => {
      const annotation = "annotationId" in one ? annotations.get(one.annotationId) : undefined;
      return [new vscode.TextEdit(asRange(one.range), "newText" in one ? one.newText : one.snippet.value), annotation];
    });
    if (index === 0 && shows && !asked) texts.unshift(reminder());
    result.set(asUri(textDocument.uri), texts as [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata][]);
  }
  return result;
}

/** VS Code previews an edit when some part of it needs confirmation: this one does, and changes nothing. */
function reminder(): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata] {
  const label = vscode.l10n.t("Look through the changes, then press Apply");
  const start = new vscode.Position(0, 0);
  return [
    vscode.TextEdit.insert(start, ""),
    { label, needsConfirmation: true, iconPath: new vscode.ThemeIcon("info") },
  ];
}

function metadataOf(id: string, { label, description, needsConfirmation }: ChangeAnnotation) {
  const isWord = id.startsWith(conversionAnnotations.word);
  const asks = needsConfirmation === true && !isWord && !id.startsWith(restoreAnnotations.certain);
  const icon = asks ? "question" : isWord ? "globe" : undefined;
  return {
    label,
    needsConfirmation: asks,
    ...(description !== undefined && { description }),
    ...(icon !== undefined && { iconPath: new vscode.ThemeIcon(icon) }),
  };
}
