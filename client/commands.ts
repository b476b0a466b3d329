import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { Location, Position } from "vscode-languageserver-types";
import {
  type ConversionTarget,
  convertCommand,
  restoreCommand,
  type ServerCommand,
  serverCommands,
} from "../server/lsp/protocol";
import { Comparison } from "./comparison";
import { convert } from "./conversion";
import { activeEditor } from "./editor";
import { exportFootnotes, exportList } from "./export";
import { convertFiles } from "./files-conversion";
import { pickFootnoteForm } from "./footnote-form";
import { restoreFromCompanion } from "./restore";
import { variantOf } from "./variants";
import type { WantedLine } from "./views";
import { checkWiki } from "./wiki";

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
  const comparison = new Comparison(client);

  return [
    // The palette's names are those of the server without their middle part.
    ...serverCommands.map((name) => register(name.replace(".server", ""), () => runOnServer(client, name))),
    ...Object.entries(conversions).map(([name, target]) =>
      register(name, () => convert(client, { target, phrases: false })),
    ),
    register(convertCommand, (variant?: unknown) => convert(client, variantOf(variant))),
    register("redlink.convertFiles", (chosen?: vscode.Uri, selected?: vscode.Uri[], variant?: unknown) =>
      convertFiles(client, chosen, selected, variantOf(variant)),
    ),
    register("redlink.compareConversion", (variant?: unknown) => comparison.show(variantOf(variant))),
    comparison,
    register(restoreCommand, (companion?: unknown) =>
      restoreFromCompanion(client, typeof companion === "string" ? companion : undefined),
    ),
    register("redlink.citeEntry", citeEntry),
    register("redlink.changeFootnotes", () => changeFootnotes(client)),
    register("redlink.checkWiki", () => checkWiki(client)),
    register("redlink.exportWanted", () => exportList(client, "wanted")),
    register("redlink.exportOrphans", () => exportList(client, "orphans")),
    register("redlink.exportProblems", () => exportList(client, "problems")),
    register("redlink.exportFootnotes", () => exportFootnotes(client)),
    register("redlink.createWanted", (line: WantedLine) => createWanted(client, line)),
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

async function runOnServer(client: BaseLanguageClient, command: ServerCommand): Promise<void> {
  const editor = activeEditor();
  if (editor === undefined) return;
  const { asUri, asRange } = client.code2ProtocolConverter;
  await client.sendRequest("workspace/executeCommand", {
    command,
    arguments: [asUri(editor.document.uri), asRange(editor.selection)],
  });
}

/** Writes all footnotes of the page in another form. */
async function changeFootnotes(client: BaseLanguageClient): Promise<void> {
  const editor = activeEditor();
  const command = editor && (await pickFootnoteForm(editor.document.languageId));
  if (command !== undefined) await runOnServer(client, command);
}

/** Opens a page that links want and nobody has written yet; it is a file as soon as it is saved. */
async function createWanted(client: BaseLanguageClient, { item }: WantedLine): Promise<void> {
  const uri = client.protocol2CodeConverter.asUri(item.uri);
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { ignoreIfExists: true, contents: new TextEncoder().encode(`**${item.title}**\n`) });
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(uri);
}

/** Lets the person choose among the entries that can be cited at the cursor. */
async function citeEntry(): Promise<void> {
  if (activeEditor() === undefined) return;
  const kind = "refactor.rewrite.redlink.citeEntry";
  await vscode.commands.executeCommand("editor.action.codeAction", { kind, apply: "never" });
}
