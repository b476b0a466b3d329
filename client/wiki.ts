// What is asked of the server about all pages of the wiki.
import * as vscode from "vscode";
import { type BaseLanguageClient, WorkDoneProgress } from "vscode-languageclient";
import type { Location } from "vscode-languageserver-types";
import {
  type CheckWikiParams,
  type CheckWikiResult,
  checkWikiRequest,
  type FootnoteItem,
  type FootnotesParams,
  footnotesRequest,
  type LinksToParams,
  linksToRequest,
  type WikiList,
  type WikiListParams,
  type WikiListResult,
  wikiListRequest,
} from "../server/lsp/protocol";

/** @param limit all without it */
export function wikiList(client: BaseLanguageClient, list: WikiList, limit?: number): Promise<WikiListResult> {
  const params: WikiListParams = { list, ...(limit === undefined ? {} : { limit }) };
  return client.sendRequest<WikiListResult>(wikiListRequest, params);
}

/** The links to a page, which may be a wanted one. */
export function linksTo(client: BaseLanguageClient, uri: string): Promise<Location[]> {
  const params: LinksToParams = { uri };
  return client.sendRequest<Location[]>(linksToRequest, params);
}

/** The footnotes of an open article; none of any other document. */
export async function footnotesOf(client: BaseLanguageClient, document: vscode.Uri): Promise<readonly FootnoteItem[]> {
  const params: FootnotesParams = { textDocument: { uri: client.code2ProtocolConverter.asUri(document) } };
  return (await client.sendRequest<FootnoteItem[] | null>(footnotesRequest, params)) ?? [];
}

let checks = 0;

/** Checks every page of the open folders: shows how far it is, can be cancelled, and ends in the Problems panel. */
export async function checkWiki(client: BaseLanguageClient): Promise<void> {
  if (!vscode.workspace.workspaceFolders?.length) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Open a folder first."));
    return;
  }
  const title = vscode.l10n.t("Checking the whole wiki");
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const result = await vscode.window.withProgress(options, async (progress, token) => {
    const workDoneToken = `redlink-check-${++checks}`;
    let shown = 0;
    const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
      if (value.kind !== "report" || value.percentage === undefined) return;
      progress.report({ increment: value.percentage - shown, ...(value.message && { message: value.message }) });
      shown = value.percentage;
    });
    const params: CheckWikiParams = { workDoneToken };
    try {
      return await client.sendRequest<CheckWikiResult>(checkWikiRequest, params, token);
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    } finally {
      listener.dispose();
    }
  });
  if (result === undefined) return;
  const { pages, pagesWithFindings, findings } = result;
  if (findings > 0) await vscode.commands.executeCommand("workbench.actions.view.problems");
  const told = vscode.l10n.t("Pages checked: {0}. Findings: {1}, on pages: {2}.", pages, findings, pagesWithFindings);
  void vscode.window.showInformationMessage(told);
}
