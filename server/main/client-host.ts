import type { MessageConnection } from "vscode-jsonrpc";
import type { Host } from "../core/workspace/host";
import { placeOf, relativePath } from "../core/workspace/paths";
import { type ReadDirectoryResult, type ReadFileResult, readDirectoryRequest, readFileRequest } from "../lsp/protocol";
import { WebReader } from "./fetch";

/** How long a client may take for an answer before there is taken to be no file. */
const PATIENCE = 10_000;

/** Files by way of the client: for the browser's worker, and for folders that are on no disk. */
export class ClientHost implements Host {
  readonly fetch = new WebReader().get;
  /** The requests that the client said it answers. */
  private answered: readonly string[] = [];

  constructor(private readonly connection: MessageConnection) {}

  /** Takes note of the requests that the client answers; no other is sent. */
  readonly allow = (requests: readonly string[]): void => {
    this.answered = requests;
  };

  async readDirectory(folder: string, root: string) {
    if (!isInside(folder, root)) return [];
    const result = await this.ask<ReadDirectoryResult>(readDirectoryRequest, folder);
    return (result?.entries ?? []).map(([name, kind]) => ({ name, kind }));
  }

  async readFile(file: string, root: string): Promise<string | undefined> {
    if (!isInside(file, root)) return undefined;
    const result = await this.ask<ReadFileResult>(readFileRequest, file);
    return result?.text ?? undefined;
  }

  pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve));
  }

  /** Resolves to undefined when the client knows no such request: then there are no files. */
  private ask<R>(method: string, uri: string): Promise<R | undefined> {
    if (!this.answered.includes(method)) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const none = () => resolve(undefined);
      const timer = setTimeout(none, PATIENCE);
      this.connection
        .sendRequest<R>(method, { uri })
        .then(resolve, none)
        .finally(() => clearTimeout(timer));
    });
  }
}

function isInside(uri: string, root: string): boolean {
  const place = placeOf(uri);
  const base = placeOf(root);
  return place.prefix === base.prefix && relativePath(base.path, place.path) !== undefined;
}
