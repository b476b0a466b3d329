import * as vscode from "vscode";
import type { ServerCommand } from "../server/lsp/protocol";

type FormCommand = Extract<
  ServerCommand,
  "redlink.server.numberedFootnotes" | "redlink.server.markdownFootnotes" | "redlink.server.refFootnotes"
>;

/** Lets the person choose the form that all footnotes of the page are written in; undefined when they think better of it. */
export async function pickFootnoteForm(languageId: string): Promise<FormCommand | undefined> {
  const forms: readonly (vscode.QuickPickItem & { readonly command: FormCommand })[] = [
    {
      label: "<ref>…</ref>",
      description: vscode.l10n.t("At the marker, with <references />"),
      command: "redlink.server.refFootnotes",
    },
    {
      label: "\\[1\\]",
      description: vscode.l10n.t("With a numbered list, as the converter writes them"),
      command: "redlink.server.numberedFootnotes",
    },
    {
      label: "[^1]",
      description: vscode.l10n.t("With definitions, as Markdown has footnotes"),
      command: "redlink.server.markdownFootnotes",
    },
  ];
  const picked = await vscode.window.showQuickPick(languageId !== "markdown" ? forms.slice(0, 1) : forms, {
    title: vscode.l10n.t("Change the form of all footnotes"),
    placeHolder: vscode.l10n.t("Write them as"),
    matchOnDescription: true,
  });
  return picked?.command;
}
