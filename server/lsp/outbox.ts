import type { Message, MessageReader, MessageWriter, NotificationMessage, RequestMessage } from "vscode-jsonrpc";
import { ERROR_CODES } from "./guard";

/** Messages that may wait for a client that does not read; of those beyond, notifications are dropped, requests refused. */
const MOST_WAITING = 1000;

/** Requests about the whole of a document: when asked again, the client has no use for the answer before. */
const WHOLE_DOCUMENT = new Set([
  "textDocument/diagnostic",
  "textDocument/codeAction",
  "textDocument/codeLens",
  "textDocument/documentLink",
  "textDocument/documentSymbol",
  "textDocument/foldingRange",
  "workspace/diagnostic",
]);

interface Waiting {
  message: Message;
  /** Equal for messages of which only the last matters; undefined for others. */
  readonly key: string | undefined;
  readonly sent: (write: Promise<void>) => void;
}

/**
 * Writes messages one after the other. While the client does not read, what waits is kept small: newer diagnostics of a
 * document take the place of older ones, and an answer is replaced by an error once the same was asked again.
 */
export class Outbox implements MessageWriter {
  readonly onError: MessageWriter["onError"];
  readonly onClose: MessageWriter["onClose"];
  private readonly waiting: Waiting[] = [];
  private readonly latest = new Map<string, Waiting>();
  /** Keys of requests that have not been answered, by id. */
  private readonly asked = new Map<string | number, string>();
  private isWriting = false;

  constructor(private readonly writer: MessageWriter) {
    this.onError = writer.onError;
    this.onClose = writer.onClose;
  }

  /** Takes note of a message that came in; see `noting`. */
  note(message: Message): void {
    const { id, method, params } = message as Partial<RequestMessage>;
    if (id === undefined || id === null || method === undefined || !WHOLE_DOCUMENT.has(method)) return;
    this.asked.set(id, `${method} ${uriIn(params)}`);
  }

  write(message: Message): Promise<void> {
    const key = this.keyOf(message);
    if (!this.isWriting) return this.send(message);
    if (this.waiting.length >= MOST_WAITING && (key === undefined || !this.latest.has(key)))
      return this.refuse(message);
    return new Promise((sent) => {
      const waiting: Waiting = { message, key, sent };
      if (key !== undefined) this.supersede(key, waiting);
      this.waiting.push(waiting);
    });
  }

  end(): void {
    this.writer.end();
  }

  dispose(): void {
    this.writer.dispose();
  }

  private send(message: Message): Promise<void> {
    this.isWriting = true;
    const written = this.writer.write(message);
    const next = () => this.next();
    written.then(next, next);
    return written;
  }

  private next(): void {
    this.isWriting = false;
    const waiting = this.waiting.shift();
    if (!waiting) return;
    if (waiting.key !== undefined && this.latest.get(waiting.key) === waiting) this.latest.delete(waiting.key);
    waiting.sent(this.send(waiting.message));
  }

  private keyOf(message: Message): string | undefined {
    const { id, method, params } = message as Partial<RequestMessage> & Partial<NotificationMessage>;
    if (method === undefined) {
      const key = id === undefined || id === null ? undefined : this.asked.get(id);
      if (key !== undefined) this.asked.delete(id!);
      return key;
    }
    return id === undefined && uriIn(params) !== "" ? `${method} ${uriIn(params)}` : undefined;
  }

  private supersede(key: string, by: Waiting): void {
    const older = this.latest.get(key);
    this.latest.set(key, by);
    if (!older) return;
    const { id } = older.message as Partial<RequestMessage>;
    if (id === undefined) this.waiting.splice(this.waiting.indexOf(older), 1);
    else older.message = refusal(older.message, ERROR_CODES.contentModified, "the same was asked again");
    // The connection holds the whole message until it is told that it was written.
    older.sent(Promise.resolve());
  }

  /** Answers a request with an error when too much waits for an answer of any size; other messages are dropped. */
  private refuse(message: Message): Promise<void> {
    const { id, method } = message as Partial<RequestMessage>;
    if (method === undefined && id !== undefined) {
      const small = refusal(message, ERROR_CODES.requestFailed, "the client does not read its messages");
      this.waiting.push({ message: small, key: undefined, sent: () => {} });
    }
    return Promise.resolve();
  }
}

/** A reader that shows an outbox the requests that come in. */
export function noting(reader: MessageReader, outbox: Outbox): MessageReader {
  return {
    onError: reader.onError,
    onClose: reader.onClose,
    onPartialMessage: reader.onPartialMessage,
    listen: (callback) =>
      reader.listen((message) => {
        outbox.note(message);
        callback(message);
      }),
    dispose: () => reader.dispose(),
  };
}

function refusal(message: Message, code: number, reason: string): Message {
  const { jsonrpc, id } = message as Message & { readonly id?: unknown };
  return { jsonrpc, id, error: { code, message: reason } } as Message;
}

function uriIn(params: unknown): string {
  const { uri, textDocument } = (params ?? {}) as { uri?: unknown; textDocument?: { uri?: unknown } | null };
  const named = uri ?? textDocument?.uri;
  return typeof named === "string" ? named : "";
}
