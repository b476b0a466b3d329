/** What a command reads from and writes to: the process's own streams, or a test's. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Resolves when more may be written. */
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => void;
  /** Whether standard output is a terminal that shows colours. */
  readonly colours: boolean;
  /** The program's script, for threads; without it there are none. */
  readonly script?: string;
  /** Has Ctrl-C call `stop` instead of ending the program, until what it returns is called; a second one ends it. */
  readonly interruptible?: (stop: () => void) => () => void;
  /** Whether somebody watches standard error. */
  readonly progress: boolean;
}

/** Something the user has to change or cannot have: one line on standard error, exit 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A file's name may hold line breaks, and codes that a terminal obeys: what is shown to people has none. */
export function oneLine(text: string): string {
  return text.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029]/g, "?");
}

/**
 * Shows the codes in a text that a terminal would obey as pictures (`␛`); line ends and tabs stay. For output of several
 * lines that people look at, such as a diff of a page from elsewhere.
 */
export function withoutControls(text: string): string {
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, (code) => {
    const unit = code.charCodeAt(0);
    return unit < 0x20 ? String.fromCharCode(0x2400 + unit) : unit === 0x7f ? "\u2421" : "\ufffd";
  });
}

/** Tells the user of something, in one line. */
export function complain({ err }: Pick<Io, "err">, message: string): void {
  err(`redlink: ${oneLine(message)}\n`);
}

/** Exit codes of every command. */
export const EXIT = { clean: 0, findings: 1, failure: 2, interrupted: 130 } as const;

/** The reason of a failed file operation in a few words, for a line that already names the file. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOENT":
      return "no such file or folder";
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "EISDIR":
      return "is a folder";
    case "ELOOP":
      return "symbolic links that lead round in circles";
    case "ENAMETOOLONG":
      return "name too long";
    case "ENOSPC":
      return "no space left on the device";
    case "EROFS":
      return "the file system is read-only";
    case "ERR_FS_FILE_TOO_LARGE":
    case "ERR_STRING_TOO_LONG":
      return "too large to be read";
    default:
      return (message ?? String(error)).split("\n")[0]!;
  }
}

/** All of a stream as bytes. */
export async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The lines of a stream of UTF-8, without their ends, one at a time. */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let parts: string[] = [];
  for await (const chunk of stream) {
    const text = decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
      parts.push(text.slice(from, end));
      yield parts.join("");
      parts = [];
      from = end + 1;
    }
    parts.push(text.slice(from));
  }
  const rest = parts.join("") + decoder.decode();
  if (rest !== "") yield rest;
}
