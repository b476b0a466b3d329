import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { Location, Position, WorkspaceEdit } from "vscode-languageserver-types";
import {
  type ConversionTarget,
  type ConvertParams,
  convertRequest,
  type ServerCommand,
  serverCommands,
} from "../server/lsp/protocol";

const conversions: Readonly<Record<string, ConversionTarget>> = {
  "redlink.convertToHans": "hans",
  "redlink.convertToHant": "hant",
  "redlink.convertToTW": "tw",
  "redlink.convertToHK": "hk",
};

/** Registers every command of the palette and those that code lenses run. */
export function registerCommands(client: BaseLanguageClient): vscode.Disposable[] {
  const register = (name: string, run: (...given: never[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(name, run as (...given: unknown[]) => unknown);

  return [
    // The palette's names are those of the server without their middle part.
    ...serverCommands.map((name) => register(name.replace(".server", ""), () => runOnServer(client, name))),
    ...Object.entries(conversions).map(([name, target]) => register(name, () => convert(client, target))),
    register("redlink.citeEntry", citeEntry),
    register("redlink.restartServer", () => restart(client)),
    register("redlink.showOutput", () => client.outputChannel.show()),
    register("redlink.showReferences", (uri: string, position: Position, locations: Location[]) => {
      const { asUri, asPosition, asLocation } = client.protocol2CodeConverter;
      const found = locations.map((location) => asLocation(location));
      return vscode.commands.executeCommand("editor.action.showReferences", asUri(uri), asPosition(position), found);
    }),
  ];
}

async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.isRunning()) await client.stop();
  await client.start();
}

/** The active editor; tells the person what is missing when there is none. */
function activeEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) void vscode.window.showInformationMessage(vscode.l10n.t("Open a wiki article first."));
  return editor;
}

async function runOnServer(client: BaseLanguageClient, command: ServerCommand): Promise<void> {
  const editor = activeEditor();
  if (editor === undefined) return;
  const { asUri, asRange } = client.code2ProtocolConverter;
  await client.sendRequest("workspace/executeCommand", {
    command,
    arguments: [asUri(editor.document.uri), asRange(editor.selection)],
  });
}

/** Lets the person choose among the entries that can be cited at the cursor. */
async function citeEntry(): Promise<void> {
  if (activeEditor() === undefined) return;
  const kind = "refactor.rewrite.redlink.citeEntry";
  await vscode.commands.executeCommand("editor.action.codeAction", { kind, apply: "never" });
}

/** Converts the selection, or the whole document when nothing is selected. */
async function convert(client: BaseLanguageClient, target: ConversionTarget): Promise<void> {
  const editor = activeEditor();
  if (editor === undefined) return;
  const { document, selection } = editor;
  const { version } = document;
  const params: ConvertParams = {
    textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) },
    target,
    ...(selection.isEmpty ? {} : { range: client.code2ProtocolConverter.asRange(selection) }),
  };
  const edit = await client.sendRequest<WorkspaceEdit | null>(convertRequest, params);
  if (edit === null) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Nothing to convert."));
    return;
  }
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (document.version !== version) {
    void vscode.window.showWarningMessage(vscode.l10n.t("The text changed meanwhile; nothing was converted."));
    return;
  }
  await vscode.workspace.applyEdit(converted);
}
