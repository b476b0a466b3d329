import * as vscode from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import type { Location } from "vscode-languageserver-types";
import {
  type FootnoteItem,
  type StatusParams,
  type WikiList,
  type WikiListItem,
  wikiChangedNotification,
  wikiLists,
} from "../server/lsp/protocol";
import { footnotesOf, linksTo, wikiList } from "./wiki";

/** More than anybody scrolls through; the whole list can be exported. */
const limit = 500;

/** How long the article has to be left alone before its footnotes are listed again, in milliseconds. */
const settled = 400;

/** A line of a view: a page, a link to one, a footnote, or the end of a list that is longer than is shown. */
type Line =
  | { readonly kind: "page"; readonly list: WikiList; readonly item: WikiListItem }
  | { readonly kind: "link"; readonly location: Location }
  | { readonly kind: "footnote"; readonly document: vscode.Uri; readonly item: FootnoteItem }
  | { readonly kind: "more"; readonly count: number };

/** What a view's commands get when they are run on a wanted page. */
export type WantedLine = Line & { readonly kind: "page" };

/** The views of the sidebar: wanted pages, orphans, pages with problems, the footnotes of the article in the editor. */
export function showViews(client: BaseLanguageClient, statuses: vscode.Event<StatusParams>): vscode.Disposable {
  const lists = wikiLists.map((list) => new ListView(client, list));
  const footnotes = new FootnotesView(client, statuses);
  return vscode.Disposable.from(
    ...lists.map((view) => vscode.window.createTreeView(`redlink.${view.list}`, { treeDataProvider: view })),
    vscode.window.createTreeView("redlink.footnotes", { treeDataProvider: footnotes }),
    client.onNotification(wikiChangedNotification, () => {
      for (const list of lists) list.refresh();
    }),
    statuses(({ article }) => {
      if (article !== null) void vscode.commands.executeCommand("setContext", "redlink.hasWiki", true);
    }),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) for (const view of [...lists, footnotes]) view.refresh();
    }),
    footnotes,
  );
}

/** What all views have in common. */
abstract class View implements vscode.TreeDataProvider<Line> {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(protected readonly client: BaseLanguageClient) {}

  abstract getChildren(line?: Line): Promise<Line[]>;

  refresh(): void {
    this.changed.fire(undefined);
  }

  getTreeItem(line: Line): vscode.TreeItem {
    switch (line.kind) {
      case "page":
        return pageItem(this.client, line);
      case "link":
        return linkItem(this.client, line.location);
      case "footnote":
        return footnoteItem(this.client, line.document, line.item);
      case "more":
        return new vscode.TreeItem(vscode.l10n.t("… and {0} more: export the list to see them all", line.count));
    }
  }
}

/** A list of the whole wiki. */
class ListView extends View {
  constructor(
    client: BaseLanguageClient,
    readonly list: WikiList,
  ) {
    super(client);
  }

  async getChildren(line?: Line): Promise<Line[]> {
    if (!this.client.isRunning()) return [];
    if (line?.kind === "page") {
      const locations = await linksTo(this.client, line.item.uri);
      return locations.map((location) => ({ kind: "link", location }));
    }
    const { items, total } = await wikiList(this.client, this.list, limit);
    const lines = items.map((item): Line => ({ kind: "page", list: this.list, item }));
    return total > items.length ? [...lines, { kind: "more", count: total - items.length }] : lines;
  }
}

/** The footnotes of the article in the active editor. */
class FootnotesView extends View implements vscode.Disposable {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly subscriptions: vscode.Disposable;

  constructor(client: BaseLanguageClient, statuses: vscode.Event<StatusParams>) {
    super(client);
    this.subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor(() => this.refresh()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === vscode.window.activeTextEditor?.document) this.soon();
      }),
      statuses(() => this.soon()),
    );
  }

  async getChildren(): Promise<Line[]> {
    const document = vscode.window.activeTextEditor?.document.uri;
    if (document === undefined || !this.client.isRunning()) return [];
    const items = await footnotesOf(this.client, document);
    return items.map((item) => ({ kind: "footnote", document, item }));
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), settled);
  }
}

function pageItem(client: BaseLanguageClient, { list, item }: WantedLine): vscode.TreeItem {
  const { title, count, errors, warnings } = item;
  const line = new vscode.TreeItem(title);
  const uri = client.protocol2CodeConverter.asUri(item.uri);
  line.tooltip = title;
  if (list === "wanted") {
    line.collapsibleState = vscode.TreeItemCollapsibleState.Collapsed;
    line.description = String(count);
    line.tooltip = vscode.l10n.t("{0}: no such page; pages that link to it: {1}", title, count);
    line.iconPath = new vscode.ThemeIcon("question");
    line.contextValue = "wanted";
    return line;
  }
  line.command = { command: "vscode.open", title: vscode.l10n.t("Open"), arguments: [uri] };
  if (list === "orphans") {
    line.iconPath = new vscode.ThemeIcon("file");
    return line;
  }
  line.description = String(count);
  line.tooltip = vscode.l10n.t("{0}: findings {1}, of which errors {2}, warnings {3}", title, count, errors, warnings);
  line.iconPath = new vscode.ThemeIcon(errors > 0 ? "error" : warnings > 0 ? "warning" : "info");
  return line;
}

function linkItem(client: BaseLanguageClient, location: Location): vscode.TreeItem {
  const { uri, range } = client.protocol2CodeConverter.asLocation(location);
  const line = new vscode.TreeItem(uri);
  line.label = (uri.path.split("/").at(-1) ?? uri.path).replace(/\.[a-z]+$/, "").replaceAll("_", " ");
  line.description = vscode.l10n.t("line {0}", range.start.line + 1);
  line.iconPath = new vscode.ThemeIcon("link");
  line.command = openCommand(uri, range);
  return line;
}

function footnoteItem(client: BaseLanguageClient, document: vscode.Uri, item: FootnoteItem): vscode.TreeItem {
  const { name, citation, empty, markers } = item;
  const range = client.protocol2CodeConverter.asRange(item.range);
  const line = new vscode.TreeItem(name);
  line.description = empty ? vscode.l10n.t("empty") : citation;
  line.tooltip = [
    empty ? vscode.l10n.t("The entry is empty.") : citation,
    markers === 0 ? vscode.l10n.t("Nothing cites it.") : vscode.l10n.t("Cited: {0}×", markers),
  ].join("\n\n");
  line.iconPath = empty
    ? new vscode.ThemeIcon("circle-slash", new vscode.ThemeColor("list.warningForeground"))
    : new vscode.ThemeIcon(markers === 0 ? "debug-disconnect" : "bookmark");
  line.command = openCommand(document, new vscode.Range(range.start, range.start));
  return line;
}

function openCommand(uri: vscode.Uri, selection: vscode.Range): vscode.Command {
  return { command: "vscode.open", title: vscode.l10n.t("Open"), arguments: [uri, { selection }] };
}
