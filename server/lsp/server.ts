import type { MessageConnection } from "vscode-jsonrpc";
import type { InitializeParams, InitializeResult, ServerCapabilities } from "vscode-languageserver";
import type { Host } from "../core/workspace/host";
import { answer, attend, ERROR_CODES, expectParams, isRecord, RequestFailure } from "./guard";
import { REQUESTS } from "./handlers";
import { afterInitialize, NOTIFICATIONS } from "./notifications";
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

  connection.onRequest("initialize", (params: InitializeParams, token) =>
    answer(
      "initialize",
      token,
      (): InitializeResult => {
        if (state !== "new") throw new RequestFailure(ERROR_CODES.invalidRequest, "initialize was sent already");
        expectParams(isRecord(params), "initialize needs parameters");
        session.begin(params);
        state = "running";
        return { capabilities: capabilitiesFor(session), serverInfo: { name: "redlink", version: runtime.version } };
      },
      { log, makeError },
    ),
  );

  for (const { method, handle } of REQUESTS) {
    connection.onRequest(method, (params: unknown, token) =>
      answer(
        method,
        token,
        () => {
          if (state === "new") throw new RequestFailure(ERROR_CODES.serverNotInitialized, "initialize comes first");
          if (state === "ended") throw new RequestFailure(ERROR_CODES.invalidRequest, "the server has been shut down");
          return handle(session, params, token);
        },
        { log, makeError },
      ),
    );
  }

  connection.onRequest("shutdown", () => {
    state = "ended";
    return null;
  });
  connection.onNotification("exit", () => runtime.exit(state === "ended" ? 0 : 1));

  connection.onNotification("initialized", () => attend("initialized", () => afterInitialize(session), log));
  for (const [method, handle] of Object.entries(NOTIFICATIONS)) {
    connection.onNotification(method, (params: unknown) =>
      attend(method, () => (state === "running" ? handle(session, params) : undefined), log),
    );
  }

  connection.onError(([error]) => log(`a message could not be read: ${error.message}`));
  connection.onUnhandledNotification(({ method }) => {
    // The protocol allows to ignore what starts with `$/`.
    if (!method.startsWith("$/")) log(`nothing is known of the notification ${method}`);
  });
  connection.onClose(() => runtime.exit(state === "ended" ? 0 : 1));
  connection.listen();
}

function capabilitiesFor({ client }: Session): ServerCapabilities {
  const capabilities: ServerCapabilities = {
    positionEncoding: "utf-16",
    textDocumentSync: { openClose: true, change: 2, save: { includeText: false } },
    workspace: { workspaceFolders: { supported: true, changeNotifications: client.changesFolders } },
  };
  for (const { capability } of REQUESTS) Object.assign(capabilities, capability?.(client));
  return capabilities;
}
