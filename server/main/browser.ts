import { BrowserMessageReader, BrowserMessageWriter, createMessageConnection } from "vscode-jsonrpc/browser";
import { CheckedReader } from "../lsp/checked-reader";
import { startServer } from "../lsp/server";
import { ClientHost } from "./client-host";
import { VERSION } from "./version";

// The language server as a worker: messages are posted, files come from the client.
const scope = self as unknown as Worker & { close(): void };
const writer = new BrowserMessageWriter(scope);
const connection = createMessageConnection(new CheckedReader(new BrowserMessageReader(scope), writer), writer);
const files = new ClientHost(connection);
startServer(connection, files, { version: VERSION, exit: () => scope.close(), answers: files.allow });
