import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  createServerSocketTransport,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { CheckedReader } from "../lsp/checked-reader";
import { noting, Outbox } from "../lsp/outbox";
import { startServer } from "../lsp/server";
import { ClientHost } from "./client-host";
import { NodeHost } from "./host";
import { boundMemory } from "./memory";
import { VERSION } from "./version";

/** What a keystroke makes is garbage at the next one: so many bytes of it are enough before it is collected. */
const YOUNG_GENERATION = 8_000_000;

/** How a client reaches the server. */
export type Transport = { readonly kind: "stdio" | "ipc" } | { readonly kind: "socket"; readonly port: number };

/** The transport that arguments ask for (`--stdio`, `--node-ipc`, `--socket=N`); undefined when they name none. */
export function transportOf(args: readonly string[]): Transport | undefined {
  for (const [index, arg] of args.entries()) {
    if (arg === "--stdio") return { kind: "stdio" };
    if (arg === "--node-ipc") return { kind: "ipc" };
    const match = /^--socket(?:=(\d+))?$/.exec(arg);
    const port = Number(match?.[1] ?? (match && args[index + 1]));
    if (Number.isInteger(port) && port > 0) return { kind: "socket", port };
  }
  return undefined;
}

/** Starts the language server in this process, which lives as long as the client does. */
export function serve(transport: Transport): void {
  boundMemory(YOUNG_GENERATION);
  const [reader, writer] = streamsOf(transport);
  const outbox = new Outbox(writer);
  const connection = createMessageConnection(noting(new CheckedReader(reader, outbox), outbox), outbox);
  const documentation = join(__dirname, "..", "docs", "rules");
  const elsewhere = new ClientHost(connection);
  startServer(connection, new NodeHost(elsewhere, __filename), {
    version: VERSION,
    answers: elsewhere.allow,
    exit: (code) => process.exit(code),
    endWith,
    documentation: existsSync(documentation) ? `${pathToFileURL(documentation)}/` : undefined,
  });
}

function streamsOf(transport: Transport): [MessageReader, MessageWriter] {
  switch (transport.kind) {
    case "ipc":
      return [new IPCMessageReader(process), new IPCMessageWriter(process)];
    case "socket":
      return createServerSocketTransport(transport.port);
    case "stdio": {
      const reader = new StreamMessageReader(process.stdin);
      // The library leaves what it has read behind a header without a length until more bytes come.
      reader.onError(() => process.stdin.emit("data", Buffer.alloc(0)));
      return [reader, new StreamMessageWriter(process.stdout)];
    }
  }
}

/** How often a look is taken whether the client's process is there. */
const WATCH_INTERVAL = 3000;

function endWith(processId: number): void {
  const timer = setInterval(() => {
    try {
      process.kill(processId, 0); // asks only whether it exists
    } catch {
      process.exit(1);
    }
  }, WATCH_INTERVAL);
  timer.unref();
}
