import { createHash } from "node:crypto";
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { renumber } from "../../core/workspace/index/packed";
import { VERSION } from "../version";

/**
 * Files as they were when they were read, with the summaries of those that are pages. Columns, one row a file: an object for
 * each of a hundred thousand would take long to make.
 */
export class Columns {
  /** Relative to the root. */
  readonly files: string[] = [];
  readonly sizes: number[] = [];
  /** Milliseconds; not a number when the file may have changed within the same moment. */
  readonly mtimes: number[] = [];
  /** Where the summary stands; of length 0 when the file is no page. */
  readonly memories: Uint8Array[] = [];
  readonly starts: number[] = [];
  readonly lengths: number[] = [];

  add(file: string, size: number, mtime: number, memory: Uint8Array, start: number, length: number): void {
    this.files.push(file);
    this.sizes.push(size);
    this.mtimes.push(mtime);
    this.memories.push(memory);
    this.starts.push(start);
    this.lengths.push(length);
  }
}

/** What is remembered of a folder. */
export interface Remembered {
  /** The texts of all pages by their numbers. */
  readonly texts: readonly string[];
  readonly files: readonly string[];
  readonly sizes: Float64Array;
  readonly mtimes: Float64Array;
  readonly lengths: Uint32Array;
  /** The summaries, one behind the other, in memory that threads share. */
  readonly packed: Uint8Array;
}

/** What is written behind the summaries: plain arrays, which are read at once. */
type Stored = Omit<Remembered, "packed"> & { readonly key: string };

/** Changes with what is stored, with what a summary is made of, and with how an article is read. */
const FORMAT = `redlink index 4, ${VERSION}, node ${process.versions.modules}\n`;

const DIGEST = 20; // bytes of SHA-1: against damage, not against enemies

// Format; digest of all that follows; the summaries; the rest; how long the summaries are (8 bytes).
const [FRONT, BACK] = [FORMAT.length + DIGEST, 8];

/** How much is written at once. */
const AT_ONCE = 1 << 18;

/**
 * What is remembered of a folder.
 * @param key says what was asked for; what was remembered for another key is not used
 * @returns undefined when there is nothing, or nothing that can be trusted
 */
export function readCache(path: string, key: string): Remembered | undefined {
  try {
    const file = openSync(path, "r");
    try {
      const { size } = fstatSync(file);
      const front = readAt(file, 0, Buffer.alloc(FRONT));
      if (front.toString("latin1", 0, FORMAT.length) !== FORMAT) return undefined;
      const back = readAt(file, size - BACK, Buffer.alloc(BACK));
      const length = back.readDoubleLE();
      if (!(length >= 0 && length <= size - FRONT - BACK)) return undefined;
      const packed = readAt(file, FRONT, new Uint8Array(new SharedArrayBuffer(length)));
      const rest = readAt(file, FRONT + length, Buffer.alloc(size - FRONT - length - BACK));
      const digest = createHash("sha1").update(packed).update(rest).update(back).digest();
      if (!digest.equals(front.subarray(FORMAT.length))) return undefined;
      const { key: stored, ...columns } = deserialize(rest) as Stored;
      return stored === key ? { ...columns, packed } : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined; // there is none, or it is none of ours
  }
}

/** Fills a piece of memory from a file. @throws when the file ends before */
function readAt<T extends Uint8Array>(file: number, position: number, into: T): T {
  for (let at = 0; at < into.length; ) {
    const read = readSync(file, into, at, into.length - at, position + at);
    if (read === 0) throw new Error("too short");
    at += read;
  }
  return into;
}

/** Remembers files. A cache that cannot be written is none: the next scan takes longer, that is all. */
export function writeCache(path: string, key: string, columns: Columns, texts: readonly string[]): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    removeLeftovers(path);
    const file = openSync(temporary, "w");
    try {
      writeContent(file, key, columns, texts);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch {
    rmSync(temporary, { force: true });
  }
}

/** Removes what others left behind who were killed while they wrote. */
function removeLeftovers(path: string): void {
  const folder = dirname(path);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${basename(path)}.`) || !name.endsWith(".tmp")) continue;
    const file = join(folder, name);
    const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: Number.NaN };
    if (mtimeMs < Date.now() - LEFT) rmSync(file, { force: true });
  }
}

/** Writing takes a second; what is older than this (ms) nobody writes any more. */
const LEFT = 3_600_000;

function writeContent(file: number, key: string, columns: Columns, texts: readonly string[]): void {
  const { files, memories, starts, lengths } = columns;
  const numbers = numbersOfUsed(columns, texts.length);
  const hash = createHash("sha1");
  const room = Buffer.alloc(AT_ONCE);
  let [used, position] = [0, FRONT];
  const write = (bytes: Uint8Array) => {
    hash.update(bytes);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, position + at);
    position += bytes.length;
  };
  const written = Uint32Array.from(lengths, (length, row) => {
    if (length === 0) return 0;
    const page = renumber({ bytes: memories[row]!, start: starts[row]!, numbers: undefined }, (id) => numbers[id]!);
    if (used + page.length > room.length) {
      write(room.subarray(0, used));
      used = 0;
    }
    if (page.length > room.length) {
      write(page);
    } else {
      room.set(page, used);
      used += page.length;
    }
    return page.length;
  });
  write(room.subarray(0, used));
  const back = Buffer.alloc(BACK);
  back.writeDoubleLE(position - FRONT);
  write(
    serialize({
      key,
      texts: texts.filter((_, id) => id === 0 || numbers[id]! > 0),
      files,
      sizes: Float64Array.from(columns.sizes),
      mtimes: Float64Array.from(columns.mtimes),
      lengths: written,
    } satisfies Stored),
  );
  write(back);
  writeSync(file, Buffer.concat([Buffer.from(FORMAT, "latin1"), hash.digest()]), 0, FRONT, 0);
}

/** New numbers for texts: those that no page uses any more are left behind. */
function numbersOfUsed({ memories, starts, lengths }: Columns, count: number): Uint32Array {
  const numbers = new Uint32Array(count);
  for (let row = 0; row < lengths.length; row++) {
    if (lengths[row] === 0) continue;
    renumber({ bytes: memories[row]!, start: starts[row]!, numbers: undefined }, (id) => (numbers[id] = 1));
  }
  numbers[0] = 0;
  let last = 0;
  for (let id = 1; id < count; id++) if (numbers[id]! > 0) numbers[id] = ++last;
  return numbers;
}

/** Where a part of a folder's index is remembered: in the user's folder for caches, never in the wiki. */
export function cachePath(root: string, part: number): string {
  return join(cacheFolder(), "redlink", `${createHash("sha1").update(root).digest("hex").slice(0, 16)}-${part}.index`);
}

function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === "win32") return LOCALAPPDATA ?? join(homedir(), "AppData", "Local");
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  return XDG_CACHE_HOME?.startsWith("/") ? XDG_CACHE_HOME : join(homedir(), ".cache");
}
