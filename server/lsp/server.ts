import type { MessageConnection } from "vscode-jsonrpc";
import type {
  FileOperationRegistrationOptions,
  InitializeParams,
  InitializeResult,
  ServerCapabilities,
} from "vscode-languageserver";
import type { Host } from "../core/workspace/host";
import { answer, attend, ERROR_CODES, expectParams, isRecord, RequestFailure } from "./guard";
import { REQUESTS, type RequestHandler } from "./handlers";
import { FILES_READ, NOTIFICATIONS } from "./notifications";
import { type Runtime, Session } from "./session";

/**
 * Speaks the language server protocol over a connection: answers everything that comes in, malformed or not, until the
 * client says goodbye.
 */
export function startServer(connection: MessageConnection, host: Host, runtime: Runtime): void {
  const session = new Session(connection, host, runtime);
  const { makeError } = session;
  const log = (message: string) => session.log(message);
  let state: "new" | "running" | "ended" = "new";

  const requests: ReadonlyMap<string, RequestHandler["handle"]> = new Map([
    ["initialize", (_: Session, params: unknown) => initialize(params)],
    ["shutdown", () => shutdown()],
    ...REQUESTS.map(({ method, handle }) => [method, handle] as const),
  ]);

  const initialize = (params: unknown): InitializeResult => {
    if (state !== "new") throw new RequestFailure(ERROR_CODES.invalidRequest, "initialize was sent already");
    expectParams(isRecord(params), "initialize needs parameters");
    session.begin(params as unknown as InitializeParams);
    state = "running";
    return {
      capabilities: capabilitiesFor(session),
      serverInfo: { name: "redlink", version: runtime.version },
    };
  };

  const shutdown = (): null => {
    state = "ended";
    return null;
  };

  // One handler for all methods, not one each: it gets the parameters as they were sent, also when there are none.
  connection.onRequest((method, params, token) =>
    answer(
      method,
      token,
      () => {
        const handle = requests.get(method);
        if (!handle) throw new RequestFailure(ERROR_CODES.methodNotFound, `nothing is known of the request ${method}`);
        if (method !== "initialize") {
          if (state === "new") throw new RequestFailure(ERROR_CODES.serverNotInitialized, "initialize comes first");
          if (state === "ended") {
            throw new RequestFailure(ERROR_CODES.invalidRequest, "the server has been shut down");
          }
        }
        return handle(session, params, token);
      },
      { log, makeError },
    ),
  );

  connection.onNotification((method, params) => {
    if (method === "exit") runtime.exit(state === "ended" ? 0 : 1);
    else if (state !== "running") return;
    const notice = Object.hasOwn(NOTIFICATIONS, method) ? NOTIFICATIONS[method] : undefined;
    if (notice) void attend(method, () => notice(session, params), log);
    // The protocol allows to pass over what starts with `$/`.
    else if (!method.startsWith("$/")) log(`nothing is known of the notification ${method}`);
  });

  connection.onError(([error]) => log(`a message could not be read: ${error.message}`));
  connection.onClose(() => runtime.exit(state === "ended" ? 0 : 1));
  connection.listen();
}

/** Whose moves change links: pages, and folders with pages in them. */
const MOVED = {
  filters: [{ pattern: { glob: "**/*.md", matches: "file" } }, { pattern: { glob: "**", matches: "folder" } }],
} as const satisfies FileOperationRegistrationOptions;

function capabilitiesFor({ client }: Session): ServerCapabilities {
  const files = { filters: FILES_READ.map((glob) => ({ pattern: { glob } })) };
  const capabilities: ServerCapabilities = {
    positionEncoding: "utf-16",
    textDocumentSync: { openClose: true, change: 2, save: { includeText: false } },
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: client.changesFolders },
      fileOperations: {
        didCreate: files,
        didDelete: files,
        didRename: files,
        willRename: { filters: [...MOVED.filters] },
      },
    },
  };
  for (const { capability } of REQUESTS) Object.assign(capabilities, capability?.(client));
  return capabilities;
}
