import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { WikiList } from "../server/lsp/protocol";
import { activeEditor } from "./editor";
import { markdownTable, type Table, tsvTable } from "./tables";
import { footnotesOf, wikiList } from "./wiki";

/** Opens a list of the whole wiki in a new document, as Markdown or as tab-separated values. */
export async function exportList(client: BaseLanguageClient, list: WikiList): Promise<void> {
  await show(async () => {
    const { items } = await wikiList(client, list);
    return tableOf(list, items);
  });
}

/** The same with the footnotes of the article in the active editor. */
export async function exportFootnotes(client: BaseLanguageClient): Promise<void> {
  const document = activeEditor()?.document.uri;
  if (document === undefined) return;
  await show(async () => ({
    heads: [vscode.l10n.t("Footnote"), vscode.l10n.t("Citation"), vscode.l10n.t("Markers")],
    rows: (await footnotesOf(client, document)).map(({ name, citation, markers }) => [name, citation, String(markers)]),
  }));
}

function tableOf(list: WikiList, items: Awaited<ReturnType<typeof wikiList>>["items"]): Table {
  const page = vscode.l10n.t("Page");
  switch (list) {
    case "wanted":
      return {
        heads: [page, vscode.l10n.t("Pages that link to it")],
        rows: items.map(({ title, count }) => [title, String(count)]),
      };
    case "orphans":
      return { heads: [page], rows: items.map(({ title }) => [title]) };
    case "problems":
      return {
        heads: [page, vscode.l10n.t("Errors"), vscode.l10n.t("Warnings"), vscode.l10n.t("All findings")],
        rows: items.map(({ title, errors, warnings, count }) => [title, errors, warnings, count].map(String)),
      };
  }
}

async function show(read: () => Promise<Table>): Promise<void> {
  const formats = [
    { label: "Markdown", language: "markdown", write: markdownTable },
    { label: "TSV", language: "plaintext", write: tsvTable },
  ];
  const format = await vscode.window.showQuickPick(formats, { title: vscode.l10n.t("Export as") });
  if (format === undefined) return;
  const content = format.write(await read());
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: format.language, content }));
}
