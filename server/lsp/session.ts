import { type MessageConnection, ResponseError } from "vscode-jsonrpc";
import type { InitializeParams, WorkspaceEdit } from "vscode-languageserver";
import { entryInCompanion } from "../core/features/collation";
import type { Surroundings } from "../core/features/place";
import { documentPath } from "../core/rules/documentation";
import { ruleById } from "../core/rules/registry";
import type { Change } from "../core/rules/rule";
import { type Message, render, type Texts } from "../core/rules/texts";
import type { LineIndex } from "../core/text/lines";
import { readSettings } from "../core/workspace/config-file";
import type { OpenDocument } from "../core/workspace/document";
import type { Host } from "../core/workspace/host";
import type { Snapshot } from "../core/workspace/snapshot";
import type { WordListProblem } from "../core/workspace/word-lists";
import { Workspace } from "../core/workspace/workspace";
import { type Client, clientOf } from "./client";
import { Companions } from "./companions";
import { toWorkspaceEdit } from "./convert";
import { Diagnostics } from "./diagnostics";
import { attend, ERROR_CODES, isRecord, type MakeError, RequestFailure } from "./guard";
import { wikiChangedNotification } from "./protocol";
import { WikiCheck } from "./wiki-check";
import { WikiNews } from "./wiki-news";

/** What the server needs of the process it runs in, besides files. */
export interface Runtime {
  /** Redlink's version. */
  readonly version: string;
  /** Ends the process; the worker. */
  readonly exit: (code: number) => void;
  /** Ends the process when another one, the client's, is gone. */
  readonly endWith?: (processId: number) => void;
  /** Told of the requests beyond LSP that the client answers. */
  readonly answers?: (requests: readonly string[]) => void;
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

const NO_WORDS: Texts = {
  en: "The word list {path} (redlink.variants.words) cannot be read: it must be a file in the workspace.",
  "zh-hans": "无法读取词表 {path}（redlink.variants.words）：必须是工作区中的文件。",
  "zh-hant": "無法讀取詞表 {path}（redlink.variants.words）：必須是工作區中的檔案。",
};
const WRONG_WORDS: Texts = {
  en: "{path}, line {line} is passed over: {reason}",
  "zh-hans": "已略过 {path} 第 {line} 行：{reason}",
  "zh-hant": "已略過 {path} 第 {line} 行：{reason}",
};
const OPEN: Texts = { en: "Open", "zh-hans": "打开", "zh-hant": "開啟" };

const LOG_ERROR = 1;
const LOG_WARNING = 2;

/** One connection: the client, the workspace, and what goes between them. */
export class Session {
  readonly workspace: Workspace;
  readonly diagnostics: Diagnostics;
  readonly wikiCheck: WikiCheck;
  readonly wikiNews: WikiNews;
  readonly companions: Companions;
  client: Client = clientOf({ processId: null, rootUri: null, capabilities: {} });

  /** Files that renames edit, by URI, until they are read again: a client need not tell of what it changes on disk. */
  readonly edited = new Set<string>();

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
      warnOfWords: (problem) => void this.guardWork("telling of a word list", () => this.tellOfWords(problem)),
      watch: (paths) => void this.guardWork("watching word lists", () => this.watchWordLists(paths)),
    });
    this.companions = new Companions(this.workspace);
    this.diagnostics = new Diagnostics(this);
    this.wikiCheck = new WikiCheck(this);
    this.wikiNews = new WikiNews(() => this.notify(wikiChangedNotification, {}));
  }

  /** Handles `initialize`: stores capabilities, folders and settings. */
  begin(params: InitializeParams): void {
    this.client = clientOf(params);
    const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
    const options: unknown = params.initializationOptions;
    this.setSettings(isRecord(options) ? options.settings : undefined);
    this.runtime.answers?.(this.client.answers);
    this.workspace.setRoots(folders);
    if (typeof params.processId === "number") this.runtime.endWith?.(params.processId);
  }

  /** Takes the editor's settings: the object under `redlink`. Returns whether they are others than before. */
  setSettings(settings: unknown): boolean {
    const { settings: valid, problems } = readSettings(settings, isRule);
    const written = JSON.stringify(valid);
    if (written === this.settings) return false;
    this.settings = written;
    this.companions.forget();
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

  /** Tells the person what is wrong with a word list, and opens it for them there. */
  private async tellOfWords({ message: detail, path, uri, line }: WordListProblem): Promise<void> {
    const { asksPerson, language, showsDocuments } = this.client;
    const reason = detail.slice(detail.indexOf(": ") + 2);
    const message =
      line === undefined
        ? render({ texts: NO_WORDS, args: { path } }, language)
        : render({ texts: WRONG_WORDS, args: { path, line, reason } }, language);
    if (!asksPerson || !showsDocuments || line === undefined) {
      this.notify("window/showMessage", { type: LOG_WARNING, message });
      return;
    }
    const title = OPEN[language];
    const question = { type: LOG_WARNING, message, actions: [{ title }] };
    const chosen = await this.request<unknown>("window/showMessageRequest", question);
    if (!isRecord(chosen) || chosen.title !== title) return;
    const start = { line: line - 1, character: 0 };
    await this.request("window/showDocument", { uri, takeFocus: true, selection: { start, end: start } });
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

/**
 * A page when all pages of the wiki are known.
 * @throws RequestFailure when it was changed or closed meanwhile
 */
export async function informed({ document, snapshot }: Page, session: Session): Promise<Page> {
  await session.workspace.readAround(document.uri);
  await session.workspace.wiki(document.uri);
  const page = session.page(document.uri);
  if (page?.snapshot.version === snapshot.version) return page;
  throw new RequestFailure(ERROR_CODES.contentModified, `${document.uri} has changed meanwhile`);
}

/** The pages around one, for features. */
export function surroundings(page: Page, { companions, workspace }: Session): Surroundings {
  const { document } = page;
  return {
    page: (path) => workspace.page(document, path),
    uriOfPage: (path) => workspace.uriOfPage(document, path),
    uriOfFile: (destination) => workspace.uriOfFile(document, destination),
    index: async () => {
      await workspace.readAround(document.uri);
      return (await workspace.wiki(document.uri)).index;
    },
    companionSays: async (entry) => {
      const restoration = await companions.restoration(page);
      return restoration && entryInCompanion(page.snapshot, restoration, entry);
    },
    linkingPages: async (links) => workspace.linkingPages(await workspace.wiki(document.uri), links),
  };
}

function isRule(id: string): boolean {
  return ruleById(id) !== undefined;
}
