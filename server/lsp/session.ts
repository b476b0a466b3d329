import { type MessageConnection, ResponseError } from "vscode-jsonrpc";
import type { InitializeParams, WorkspaceEdit } from "vscode-languageserver";
import type { Surroundings } from "../core/features/place";
import { documentPath } from "../core/rules/documentation";
import { ruleById } from "../core/rules/registry";
import type { Change } from "../core/rules/rule";
import type { Message } from "../core/rules/texts";
import type { LineIndex } from "../core/text/lines";
import { readSettings } from "../core/workspace/config-file";
import type { OpenDocument } from "../core/workspace/document";
import type { Host } from "../core/workspace/host";
import type { Snapshot } from "../core/workspace/snapshot";
import { Workspace } from "../core/workspace/workspace";
import { type Client, clientOf } from "./client";
import { toWorkspaceEdit } from "./convert";
import { Diagnostics } from "./diagnostics";
import { attend, isRecord, type MakeError } from "./guard";

/** What the server needs of the process it runs in, besides files. */
export interface Runtime {
  /** Redlink's version. */
  readonly version: string;
  /** Ends the process; the worker. */
  readonly exit: (code: number) => void;
  /** Ends the process when another one, the client's, is gone. */
  readonly endWith?: (processId: number) => void;
  /** URI of the folder with the rules' documentation, with a slash at its end. */
  readonly documentation?: string | undefined;
}

/** An open document that is an article, as it stands. */
export interface Page {
  readonly document: OpenDocument;
  readonly snapshot: Snapshot;
  readonly lines: LineIndex;
}

const WATCH = "workspace/didChangeWatchedFiles";

const LOG_ERROR = 1;
const LOG_WARNING = 2;

/** One connection: the client, the workspace, and what goes between them. */
export class Session {
  readonly workspace: Workspace;
  readonly diagnostics: Diagnostics;
  client: Client = clientOf({ processId: null, rootUri: null, capabilities: {} });

  private settings = "";
  /** The word lists that the client watches. */
  private watched = "";

  constructor(
    private readonly connection: MessageConnection,
    host: Host,
    readonly runtime: Runtime,
  ) {
    this.workspace = new Workspace(host, {
      isRule,
      warn: (message) => this.log(message, LOG_WARNING),
      watch: (paths) => void this.guardWork("watching word lists", () => this.watchWordLists(paths)),
    });
    this.diagnostics = new Diagnostics(this);
  }

  /** Makes the acquaintance of the client. */
  begin(params: InitializeParams): void {
    this.client = clientOf(params);
    const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
    const options: unknown = params.initializationOptions;
    this.setSettings(isRecord(options) ? options.settings : undefined);
    this.workspace.setRoots(folders);
    if (typeof params.processId === "number") this.runtime.endWith?.(params.processId);
  }

  /** Takes the editor's settings: the object under `redlink`. Returns whether they are others than before. */
  setSettings(settings: unknown): boolean {
    const { settings: valid, problems } = readSettings(settings, isRule);
    const written = JSON.stringify(valid);
    if (written === this.settings) return false;
    this.settings = written;
    for (const { message } of problems) this.log(`settings: ${message}`, LOG_WARNING);
    this.workspace.setSettings(valid);
    return true;
  }

  /** Has the client watch the word lists that the settings name now. */
  private async watchWordLists(paths: readonly string[]): Promise<void> {
    const globs = [...new Set(paths)].map((path) => `**/${path.replace(/[[\]{}*?!]/g, "?")}`);
    const wanted = globs.join("\n");
    if (!this.client.watchesFiles || wanted === this.watched) return;
    const registration = { id: "words", method: WATCH };
    if (this.watched !== "") await this.request("client/unregisterCapability", { unregisterations: [registration] });
    this.watched = wanted;
    if (globs.length === 0) return;
    const registerOptions = { watchers: globs.map((globPattern) => ({ globPattern })) };
    await this.request("client/registerCapability", { registrations: [{ ...registration, registerOptions }] });
  }

  /** The open article with a URI; undefined when it is not open or no article. */
  page(uri: string): Page | undefined {
    const document = this.workspace.document(uri);
    const snapshot = document && this.workspace.snapshot(document);
    return snapshot && { document, snapshot, lines: document.lines };
  }

  /**
   * A change of a page as an edit for the version it was made on, which need not be the document's any more.
   * @param confirm what the editor is to ask before it makes the change
   */
  workspaceEdit(
    { document, snapshot, lines }: Page,
    change: Pick<Change, "edits" | "create">,
    confirm: Message | undefined,
  ): WorkspaceEdit | undefined {
    const edited = { uri: document.uri, version: snapshot.version, lines };
    const uriOfPage = (path: string) => this.workspace.uriOfPage(document, path);
    return toWorkspaceEdit(change, edited, { client: this.client, confirm, uriOfPage });
  }

  /** Address of a rule's documentation. */
  readonly documentation = (rule: string): string | undefined => {
    const { documentation } = this.runtime;
    return documentation === undefined ? undefined : `${documentation}${documentPath(rule)}`;
  };

  notify(method: string, params: object): void {
    this.connection.sendNotification(method, params).catch(() => {
      // The client is gone: there is nobody left to tell.
    });
  }

  request<R>(method: string, params?: object): Promise<R> {
    return params === undefined
      ? this.connection.sendRequest<R>(method)
      : this.connection.sendRequest<R>(method, params);
  }

  log(message: string, type: number = LOG_ERROR): void {
    this.notify("window/logMessage", { type, message: `redlink: ${message}` });
  }

  readonly makeError: MakeError = (code, message) => new ResponseError(code, message);

  /** Runs work that no request waits for; what goes wrong is logged. */
  guardWork(what: string, work: () => void | Promise<void>): Promise<void> {
    return attend(what, work, (message) => this.log(message));
  }
}

/** The pages around one, for features. */
export function surroundings({ document }: Page, { workspace }: Session): Surroundings {
  return {
    page: (path) => workspace.page(document, path),
    uriOfPage: (path) => workspace.uriOfPage(document, path),
    uriOfFile: (destination) => workspace.uriOfFile(document, destination),
  };
}

function isRule(id: string): boolean {
  return ruleById(id) !== undefined;
}
