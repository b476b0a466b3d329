import * as vscode from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import { type ArticleStatus, type StatusParams, statusNotification } from "../server/lsp/protocol";

/** The status bar's word on the article in the active editor; hidden for everything that is no article. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("redlink.status", vscode.StatusBarAlignment.Right, 100);
  /** What the server last said of each open document that is an article, by the document's URI. */
  private readonly articles = new Map<string, ArticleStatus>();
  private readonly told = new vscode.EventEmitter<StatusParams>();
  /** Fires with everything the server says of an open document: a client hands each notification to one listener only. */
  readonly onDidChange = this.told.event;
  private readonly subscriptions: vscode.Disposable;

  constructor(client: BaseLanguageClient) {
    this.item.name = "Redlink";
    this.item.command = "workbench.actions.view.problems";
    this.subscriptions = vscode.Disposable.from(
      this.item,
      this.told,
      client.onNotification(statusNotification, (status: StatusParams) => {
        const { uri, article } = status;
        const key = client.protocol2CodeConverter.asUri(uri).toString();
        if (article === null) this.articles.delete(key);
        else this.articles.set(key, article);
        this.show();
        this.told.fire(status);
      }),
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) return;
        this.articles.clear();
        this.show();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.show()),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.articles.delete(uri.toString())),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private show(): void {
    const active = vscode.window.activeTextEditor?.document.uri.toString();
    const article = active === undefined ? undefined : this.articles.get(active);
    // The palette and the context menu offer Redlink's commands by this key.
    void vscode.commands.executeCommand("setContext", "redlink.isArticle", article !== undefined);
    if (article === undefined) {
      this.item.hide();
      return;
    }
    this.item.text = `$(references) ${[scriptLabel(article), footnoteLabel(article)].filter(Boolean).join(" · ")}`;
    this.item.tooltip = tooltip(article);
    this.item.show();
  }
}

function scriptLabel({ script }: ArticleStatus): string {
  switch (script) {
    case "hans":
      return vscode.l10n.t("Simplified");
    case "hant":
      return vscode.l10n.t("Traditional");
    case "mixed":
      return vscode.l10n.t("Mixed script");
    case "none":
      return "";
  }
}

function footnoteLabel({ references, empty }: ArticleStatus): string {
  if (empty === 0) return vscode.l10n.t("Footnotes: {0}", references);
  return vscode.l10n.t("Footnotes: {0}, {1} empty", references, empty);
}

function dialectLabel({ dialect }: ArticleStatus): string {
  switch (dialect) {
    case "markdown":
      return vscode.l10n.t("Markdown article");
    case "wikitext":
      return vscode.l10n.t("Wikitext article");
    case "rendered":
      return vscode.l10n.t("Rendered article text");
  }
}

function tooltip(article: ArticleStatus): string {
  return [
    `Redlink: ${[dialectLabel(article), scriptLabel(article)].filter(Boolean).join(", ")}`,
    vscode.l10n.t("Footnote markers in the text: {0}", article.markers),
    vscode.l10n.t("Entries in the list: {0}", article.references),
    vscode.l10n.t("Entries without a citation: {0}", article.empty),
    vscode.l10n.t("Findings: {0}", article.findings),
  ].join("\n");
}
