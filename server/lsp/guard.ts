import type { CancellationToken } from "vscode-jsonrpc";

/** The protocol's error codes that we answer with. */
export const ERROR_CODES = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  serverNotInitialized: -32002,
  requestFailed: -32803,
  requestCancelled: -32800,
  contentModified: -32801,
} as const;

/** A request that cannot be answered, and the code to say so with. */
export class RequestFailure extends Error {
  override readonly name = "RequestFailure";

  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** What a failed request is answered with; the connection makes a response of it. */
export type MakeError = (code: number, message: string) => Error;

/**
 * Runs the work of a request: whatever goes wrong is written to the log and answered with an error, and the server lives on.
 */
export async function answer<R>(
  method: string,
  token: CancellationToken,
  work: () => R | Promise<R>,
  { log, makeError }: { readonly log: (message: string) => void; readonly makeError: MakeError },
): Promise<R> {
  if (token.isCancellationRequested) throw makeError(ERROR_CODES.requestCancelled, `${method} was cancelled`);
  try {
    const result = await work();
    if (token.isCancellationRequested)
      throw new RequestFailure(ERROR_CODES.requestCancelled, `${method} was cancelled`);
    return result;
  } catch (error) {
    if (!(error instanceof RequestFailure)) {
      log(`${method} failed: ${describe(error)}`);
      throw makeError(ERROR_CODES.internalError, `${method} failed: ${(error as Error)?.message ?? error}`);
    }
    if (error.code !== ERROR_CODES.requestCancelled && error.code !== ERROR_CODES.contentModified) {
      log(`${method} was refused: ${error.message}`);
    }
    throw makeError(error.code, error.message);
  }
}

/** Runs the work of a notification: what goes wrong is written to the log. */
export async function attend(
  method: string,
  work: () => void | Promise<void>,
  log: (message: string) => void,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    log(`${method} failed: ${error instanceof RequestFailure ? error.message : describe(error)}`);
  }
}

/** The error with the place it comes from. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** @throws RequestFailure when something a request needs is not there or not of its type */
export function expectParams(condition: boolean, what: string): asserts condition {
  if (!condition) throw new RequestFailure(ERROR_CODES.invalidParams, `invalid parameters: ${what}`);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** @throws RequestFailure unless the parameters name a document */
export function expectUri(params: unknown): string {
  const document = isRecord(params) ? params.textDocument : undefined;
  const uri = isRecord(document) ? document.uri : undefined;
  expectParams(typeof uri === "string", "textDocument.uri must be a string");
  return uri;
}

export interface Point {
  readonly line: number;
  readonly character: number;
}

/** @throws RequestFailure unless it is a position */
export function expectPosition(value: unknown): Point {
  const { line, character } = isRecord(value) ? value : {};
  expectParams(isCount(line) && isCount(character), "a position needs line and character");
  return { line, character };
}

/** @throws RequestFailure unless it is a range */
export function expectRange(value: unknown): { readonly start: Point; readonly end: Point } {
  const { start, end } = isRecord(value) ? value : {};
  return { start: expectPosition(start), end: expectPosition(end) };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}
