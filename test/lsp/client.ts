import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  ErrorCodes,
  type MessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import type {
  ClientCapabilities,
  Diagnostic,
  InitializeResult,
  Position,
  PublishDiagnosticsParams,
  SymbolKind,
  TextDocumentContentChangeEvent,
  WorkspaceEdit,
} from "vscode-languageserver";
import type { StatusParams } from "../../server/lsp/protocol";
import { TestFolder } from "../support/folder";
import { productPath } from "../support/product";

/** What a modern editor says of itself; tests take things away from it. */
export const EDITOR: ClientCapabilities = {
  textDocument: {
    hover: { contentFormat: ["markdown"] },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
      dataSupport: true,
      isPreferredSupport: true,
      resolveSupport: { properties: ["edit"] },
    },
    documentSymbol: {
      hierarchicalDocumentSymbolSupport: true,
      symbolKind: { valueSet: Array.from({ length: 26 }, (_, index) => (index + 1) as SymbolKind) },
    },
    publishDiagnostics: {
      relatedInformation: true,
      codeDescriptionSupport: true,
      tagSupport: { valueSet: [1, 2] },
    },
  },
  workspace: {
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ["create"],
      changeAnnotationSupport: {},
    },
    applyEdit: true,
  },
};

export const PULLING: ClientCapabilities = {
  ...EDITOR,
  textDocument: { ...EDITOR.textDocument, diagnostic: {} },
  workspace: { ...EDITOR.workspace, diagnostics: { refreshSupport: true } },
};

export interface ConnectOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly capabilities?: ClientCapabilities;
  readonly locale?: string;
  /** Whether no folder is open. */
  readonly isFolderless?: boolean;
  readonly settings?: object;
  /** More of `initializationOptions`. */
  readonly options?: object;
  /** Commands that the client carries out for code actions. */
  readonly commands?: readonly string[];
  /** The script of the server; by default what its sources say. */
  readonly script?: string;
  /** Answers of the client, by method. */
  readonly answers?: Readonly<Record<string, (params: never) => unknown>>;
}

/** A client connected to the server's process over stdio, with a wiki on disk. */
export class TestClient {
  readonly published: PublishDiagnosticsParams[] = [];
  readonly statuses: StatusParams[] = [];
  readonly logged: string[] = [];
  readonly shown: string[] = [];
  readonly applied: WorkspaceEdit[] = [];
  readonly registered: string[] = [];
  refreshes = 0;
  private waiting: { readonly done: () => boolean; readonly resolve: () => void }[] = [];

  private constructor(
    readonly server: ChildProcessWithoutNullStreams,
    readonly connection: MessageConnection,
    readonly folder: TestFolder,
    readonly initialized: InitializeResult,
    /** Methods of the requests that the server sent. */
    readonly requested: readonly string[],
  ) {}

  static async connect({
    files = {},
    capabilities = EDITOR,
    locale = "en",
    settings,
    options,
    commands,
    isFolderless = false,
    script,
    answers = {},
  }: ConnectOptions = {}) {
    const folder = new TestFolder(files);
    const server = spawn(process.execPath, [script ?? (await productPath("node")), "--stdio"], {
      env: { ...process.env, XDG_CACHE_HOME: folder.resolve(".cache") }, // nothing of a test is remembered for another
    });
    const connection = createMessageConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    const early: [string, unknown][] = [];
    let client: TestClient | undefined;
    connection.onNotification((method, params) =>
      client ? client.take(method, params) : void early.push([method, params]),
    );
    const requested: string[] = [];
    const answer = (method: string, handle: (params: never) => unknown) =>
      connection.onRequest(method, (params: unknown) => {
        requested.push(method);
        return handle(params as never);
      });
    connection.onRequest((method) => {
      requested.push(method);
      throw new ResponseError(ErrorCodes.MethodNotFound, method);
    });
    answer("workspace/applyEdit", ({ edit }: { edit: WorkspaceEdit }) => {
      client?.applied.push(edit);
      return { applied: true };
    });
    answer("client/registerCapability", ({ registrations }: { registrations: { method: string }[] }) => {
      client?.registered.push(...registrations.map(({ method }) => method));
      return null;
    });
    answer("workspace/diagnostic/refresh", () => {
      if (client) client.refreshes++;
      client?.look();
      return null;
    });
    for (const [method, handle] of Object.entries(answers)) answer(method, handle);
    connection.listen();
    const initialized = await connection.sendRequest<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: isFolderless ? null : pathToFileURL(folder.path).href,
      locale,
      capabilities,
      initializationOptions: { settings, commands, ...options },
    });
    client = new TestClient(server, connection, folder, initialized, requested);
    for (const [method, params] of early) client.take(method, params);
    await connection.sendNotification("initialized", {});
    return client;
  }

  uri(name: string): string {
    return pathToFileURL(this.folder.resolve(name)).href;
  }

  async open(name: string, text: string, languageId = "markdown"): Promise<string> {
    const uri = this.uri(name);
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 1, text },
    });
    return uri;
  }

  change(uri: string, version: number, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    return this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  request<R>(method: string, params: object): Promise<R> {
    return this.connection.sendRequest<R>(method, params);
  }

  at<R>(method: string, uri: string, position: Position, more: object = {}): Promise<R> {
    return this.request(method, { textDocument: { uri }, position, ...more });
  }

  /** Waits until the server has sent what makes `done` true. */
  until(done: () => boolean): Promise<void> {
    if (done()) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ done, resolve }));
  }

  /** The diagnostics of a document as last published, once some satisfy `accept`. */
  async diagnostics(
    uri: string,
    accept: (items: Diagnostic[], version: number | undefined) => boolean = () => true,
  ): Promise<Diagnostic[]> {
    const last = () => this.published.filter((params) => params.uri === uri).at(-1);
    await this.until(() => {
      const params = last();
      return params !== undefined && accept(params.diagnostics, params.version);
    });
    return last()!.diagnostics;
  }

  /** Says goodbye and yields the server's exit code. */
  async close(): Promise<number> {
    if (this.server.exitCode === null) {
      const gone = once(this.server, "exit");
      await this.request("shutdown", {});
      await this.connection.sendNotification("exit");
      await gone;
    }
    this.connection.dispose();
    this.folder.dispose();
    return this.server.exitCode ?? -1;
  }

  private take(method: string, params: unknown): void {
    switch (method) {
      case "textDocument/publishDiagnostics":
        this.published.push(params as PublishDiagnosticsParams);
        break;
      case "redlink/status":
        this.statuses.push(params as StatusParams);
        break;
      case "window/logMessage":
        this.logged.push((params as { message: string }).message);
        break;
      case "window/showMessage":
        this.shown.push((params as { message: string }).message);
        break;
    }
    this.look();
  }

  private look(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const waiter of waiting) {
      if (waiter.done()) waiter.resolve();
      else this.waiting.push(waiter);
    }
  }
}

/** Runs a test with a client, and closes it whatever happens. */
export async function withClient(options: ConnectOptions, body: (client: TestClient) => Promise<void>): Promise<void> {
  const client = await TestClient.connect(options);
  try {
    await body(client);
  } finally {
    await client.close();
  }
}
