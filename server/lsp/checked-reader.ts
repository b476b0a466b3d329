import type { DataCallback, Disposable, MessageReader, MessageWriter } from "vscode-jsonrpc";
import { ERROR_CODES, isRecord } from "./guard";

/**
 * Reads the client's messages and answers those that are none with an error: the library drops them, and a client would wait for
 * the answer for ever.
 */
export class CheckedReader implements MessageReader {
  readonly onError: MessageReader["onError"];
  readonly onClose: MessageReader["onClose"];
  readonly onPartialMessage: MessageReader["onPartialMessage"];

  constructor(
    private readonly inner: MessageReader,
    private readonly writer: MessageWriter,
  ) {
    this.onError = inner.onError;
    this.onClose = inner.onClose;
    this.onPartialMessage = inner.onPartialMessage;
  }

  listen(callback: DataCallback): Disposable {
    this.inner.onError((error) => this.refuse(null, ERROR_CODES.parseError, error.message));
    return this.inner.listen((message) => {
      if (isMessage(message)) callback(message);
      else this.refuse(idOf(message), ERROR_CODES.invalidRequest, "this is no request, notification or response");
    });
  }

  dispose(): void {
    this.inner.dispose();
  }

  private refuse(id: number | string | null, code: number, message: string): void {
    this.writer
      .write({ jsonrpc: "2.0", id, error: { code, message } } as Parameters<MessageWriter["write"]>[0])
      .catch(() => {
        // The client is gone.
      });
  }
}

/** Whether something is a message of JSON-RPC 2.0. */
function isMessage(message: unknown): boolean {
  if (!isRecord(message) || Array.isArray(message)) return false;
  const { id, method } = message;
  const hasId = typeof id === "string" || typeof id === "number";
  if (typeof method === "string") return hasId || id === undefined;
  return method === undefined && (hasId || id === null) && ("result" in message || "error" in message);
}

function idOf(message: unknown): number | string | null {
  const id = isRecord(message) ? message.id : undefined;
  return typeof id === "string" || typeof id === "number" ? id : null;
}
