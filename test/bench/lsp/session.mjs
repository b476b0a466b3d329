import { pathToFileURL } from "node:url";
import { LanguageClient, ResponseError } from "./client.mjs";

const serverCancelled = -32802;
const contentModified = -32801;
const requestCancelled = -32800;
/** How long an answer may take, in ms: peers need most of it for a page of 10 MB. */
const patience = 180_000;

/**
 * How a server is started and what it asks of its editor.
 * @typedef {object} ServerDescription
 * @property {string} id
 * @property {string} name
 * @property {string} version
 * @property {string} command
 * @property {readonly string[]} args
 * @property {"pull" | "push"} mode whether diagnostics are asked for, as VS Code does when a server offers it, or awaited
 * @property {"markdown" | "wikitext"} dialect
 * @property {boolean} [patient] measured in full, whatever time it takes
 * @property {unknown} [initializationOptions]
 * @property {Record<string, unknown>} [settings] by section
 * @property {(documents: Map<string, OpenDocument>, folder: string) => (method: string, params: any) => unknown} [requests]
 *
 * @typedef {{ uri: string, version: number, text: string, resultId: string | undefined, diagnostics: number }} OpenDocument
 */

/** One running server with its open documents, as an editor keeps them. */
export class Session {
  /** @type {Map<string, OpenDocument>} */
  documents = new Map();
  /** @type {{ uri: string, version: number, resolve: (count: number | null) => void } | null} */
  #awaited = null;
  /** @type {{ id: number } | null} the pull that has not been answered yet */
  #pull = null;
  #incremental = false;
  /** The last error the server logged. */
  #complaint = "";
  /** @type {string | undefined} */
  #identifier;

  /**
   * @param {ServerDescription} server
   * @param {string} folder workspace folder
   * @param {number} limit ms an answer may take
   */
  constructor(server, folder, limit) {
    this.server = server;
    this.limit = limit;
    const ask = server.requests?.(this.documents, folder);
    this.client = new LanguageClient(server.command, server.args, {
      cwd: folder,
      onRequest: (method, params) => {
        if (method === "workspace/configuration") {
          return params.items.map((/** @type {any} */ item) => server.settings?.[item.section] ?? null);
        }
        if (method === "workspace/workspaceFolders") return [{ uri: this.folderUri, name: "bench" }];
        return ask?.(method, params);
      },
      onNotification: (method, params) => {
        if (method === "textDocument/publishDiagnostics") this.#published(params);
        else if (method === "window/logMessage" && params.type === 1) this.#complaint = params.message;
      },
    });
    this.folderUri = pathToFileURL(folder).href;
  }

  /**
   * Starts a server and shakes hands.
   * @param {ServerDescription} server
   * @param {string} folder workspace folder
   * @param {number} [limit] ms an answer may take
   */
  static async start(server, folder, limit = patience) {
    const session = new Session(server, folder, limit);
    try {
      await session.#initialize();
    } catch (error) {
      await session.stop();
      throw error;
    }
    return session;
  }

  async #initialize() {
    const { client, folderUri, server } = this;
    const { capabilities } = await this.#within(
      client.request("initialize", {
        processId: process.pid,
        clientInfo: { name: "redlink-bench" },
        locale: "en",
        rootUri: folderUri,
        workspaceFolders: [{ uri: folderUri, name: "bench" }],
        initializationOptions: server.initializationOptions,
        capabilities: clientCapabilities(server.mode),
      }).response,
    );
    const sync = capabilities.textDocumentSync;
    this.#incremental = (typeof sync === "object" ? sync.change : sync) === 2;
    this.#identifier = capabilities.diagnosticProvider?.identifier;
    if (server.mode === "pull" && capabilities.diagnosticProvider === undefined) {
      throw new Error("offers no pull diagnostics");
    }
    client.notify("initialized", {});
    if (server.settings) client.notify("workspace/didChangeConfiguration", { settings: server.settings });
  }

  stop() {
    return this.client.stop();
  }

  /**
   * Opens a document and waits for its diagnostics.
   * @param {string} file absolute path
   * @param {string} text
   * @returns {Promise<{ ms: number, diagnostics: number }>}
   */
  async open(file, text) {
    const document = { uri: pathToFileURL(file).href, version: 1, text, resultId: undefined, diagnostics: 0 };
    this.documents.set(document.uri, document);
    const languageId = this.server.dialect;
    const began = performance.now();
    this.client.notify("textDocument/didOpen", { textDocument: { uri: document.uri, languageId, version: 1, text } });
    const diagnostics = await this.#diagnostics(document);
    return { ms: performance.now() - began, diagnostics };
  }

  /** @param {string} file */
  close(file) {
    const { href: uri } = pathToFileURL(file);
    this.documents.delete(uri);
    this.client.notify("textDocument/didClose", { textDocument: { uri } });
  }

  /**
   * Types text at a position; resolves with the diagnostics of exactly the version that results, null when a later
   * edit came in between.
   * @param {string} file
   * @param {{ offset: number, line: number, character: number }} at
   * @param {string} typed no line breaks
   * @returns {Promise<number | null>} how many diagnostics there are
   */
  type(file, { offset, line, character }, typed) {
    const document = this.documents.get(pathToFileURL(file).href);
    if (document === undefined) throw new Error(`not open: ${file}`);
    document.version++;
    document.text = document.text.slice(0, offset) + typed + document.text.slice(offset);
    const position = { line, character };
    this.client.notify("textDocument/didChange", {
      textDocument: { uri: document.uri, version: document.version },
      contentChanges: [
        this.#incremental ? { range: { start: position, end: position }, text: typed } : { text: document.text },
      ],
    });
    return this.#diagnostics(document);
  }

  /**
   * Asks for the diagnostics of an open document once more.
   * @param {string} file
   * @returns {Promise<number | null>} how many there are
   */
  again(file) {
    const document = this.documents.get(pathToFileURL(file).href);
    if (document === undefined) throw new Error(`not open: ${file}`);
    return this.#diagnostics(document);
  }

  /** @param {OpenDocument} document */
  #diagnostics(document) {
    return this.server.mode === "pull" ? this.#pulled(document) : this.#pushed(document);
  }

  /** @param {OpenDocument} document @returns {Promise<number | null>} */
  async #pulled(document) {
    const { version } = document;
    if (this.#pull !== null) this.client.notify("$/cancelRequest", { id: this.#pull.id });
    for (;;) {
      const pull = this.client.request("textDocument/diagnostic", {
        textDocument: { uri: document.uri },
        identifier: this.#identifier,
        previousResultId: document.resultId,
      });
      this.#pull = pull;
      try {
        const report = await this.#within(pull.response);
        if (document.version !== version) return null;
        document.resultId = report.resultId;
        if (report.kind === "full") document.diagnostics = report.items.length;
        return document.diagnostics;
      } catch (error) {
        if (!(error instanceof ResponseError)) throw error;
        if (document.version !== version) return null;
        if (![serverCancelled, contentModified, requestCancelled].includes(error.code)) throw error;
        // The server wants to be asked again: that wait is part of the cost.
      } finally {
        if (this.#pull === pull) this.#pull = null;
      }
    }
  }

  /** @param {OpenDocument} document @returns {Promise<number | null>} */
  #pushed(document) {
    this.#awaited?.resolve(null);
    return this.#within(
      new Promise((resolve) => {
        this.#awaited = { uri: document.uri, version: document.version, resolve };
      }),
    );
  }

  /** @param {{ uri: string, version?: number, diagnostics: unknown[] }} params */
  #published({ uri, version, diagnostics }) {
    if (this.#awaited?.uri !== uri || this.#awaited.version !== version) return;
    this.#awaited.resolve(diagnostics.length);
    this.#awaited = null;
  }

  /**
   * @template T
   * @param {Promise<T>} promise
   * @returns {Promise<T>}
   */
  async #within(promise) {
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => {
        const complaint = this.#complaint.split("\n", 1)[0];
        reject(new Error(`no answer within ${this.limit / 1000} s${complaint ? `; it logged: ${complaint}` : ""}`));
      }, this.limit);
    });
    try {
      return /** @type {T} */ (await Promise.race([promise, late, this.client.failed]));
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @param {"pull" | "push"} mode */
function clientCapabilities(mode) {
  return {
    workspace: {
      configuration: true,
      workspaceFolders: true,
      didChangeConfiguration: { dynamicRegistration: false },
      ...(mode === "pull" && { diagnostics: { refreshSupport: true } }),
    },
    textDocument: {
      synchronization: { didSave: true },
      publishDiagnostics: { versionSupport: true, relatedInformation: true, codeDescriptionSupport: true },
      ...(mode === "pull" && { diagnostic: { dynamicRegistration: false, relatedDocumentSupport: true } }),
    },
    general: { positionEncodings: ["utf-16"] },
  };
}
