import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type ConvertedTextParams,
  type ConvertedTextResult,
  convertedTextRequest,
  refreshNotification,
} from "../server/lsp/protocol";
import { activeEditor } from "./editor";
import { nameOf, pickVariant, type Variant, variantOf } from "./variants";

/** Documents of this scheme are the conversions of others; they follow every change of those. */
const scheme = "redlink-conversion";

/** Shows pages beside their conversion, and changes nothing. */
export class Comparison implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  /** Count of calls of `renew`. */
  private renewals = 0;
  /** That count when a conversion was last made, by the URI of its document. */
  private readonly madeAt = new Map<string, number>();
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly client: BaseLanguageClient) {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.renew(document.uri)),
      client.onNotification(refreshNotification, () => this.renew()),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => this.opened(uri)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.madeAt.delete(uri.toString())),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  /** Opens the comparison of the active editor's page. Asks for the variant when it is not given. */
  async show(given?: Variant): Promise<void> {
    const editor = activeEditor();
    if (editor === undefined) return;
    const { uri } = editor.document;
    const variant = given ?? (await pickVariant(vscode.l10n.t("Compare the page with its conversion")));
    if (variant === undefined) return;
    const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
    await vscode.commands.executeCommand(
      "vscode.diff",
      uri,
      conversionOf(uri, variant),
      `${name} ↔ ${nameOf(variant)}`,
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const conversion = read(uri);
    if (conversion === undefined) return "";
    this.madeAt.set(uri.toString(), this.renewals);
    const { of, variant } = conversion;
    // After a restart the comparison may be there before its page: opening it tells the server of it.
    const document = await vscode.workspace.openTextDocument(of);
    const params: ConvertedTextParams = {
      textDocument: { uri: this.client.code2ProtocolConverter.asUri(of) },
      ...variant,
    };
    const result = await this.client.sendRequest<ConvertedTextResult | null>(convertedTextRequest, params);
    return result?.text ?? document.getText();
  }

  /** Has the conversions of a page made anew; without one, all of them. */
  private renew(of?: vscode.Uri): void {
    this.renewals++;
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme !== scheme) continue;
      if (of === undefined || read(uri)?.of.toString() === of.toString()) this.changed.fire(uri);
    }
  }

  /** Has a conversion made anew that is older than a change: `renew` did not find its document, which was not open yet. */
  private opened(uri: vscode.Uri): void {
    if (uri.scheme === scheme && this.madeAt.get(uri.toString()) !== this.renewals) this.changed.fire(uri);
  }
}

/** Keeps the path, so that the conversion has the name and the language of its page. */
function conversionOf(of: vscode.Uri, variant: Variant): vscode.Uri {
  return of.with({ scheme, query: JSON.stringify({ of: of.toString(), ...variant }), fragment: "" });
}

function read(uri: vscode.Uri): { readonly of: vscode.Uri; readonly variant: Variant } | undefined {
  const asked: unknown = JSON.parse(uri.query);
  const variant = variantOf(asked);
  return variant && { of: vscode.Uri.parse((asked as { of: string }).of, true), variant };
}
