import { lstatSync, type Stats } from "node:fs";
import { sep } from "node:path";
import { dialectOfPath } from "../../core/dialects/detect";
import { parse } from "../../core/dialects/parse";
import { summarize } from "../../core/model/summary";
import { mergeSettings } from "../../core/workspace/config-file";
import { type PathJudge, pathJudge } from "../../core/workspace/globs";
import type { ScanBatch } from "../../core/workspace/host";
import { type PackedSummary, pack, Strings } from "../../core/workspace/index/packed";
import { pageDialect } from "../../core/workspace/scan";
import { readFound } from "../read-text";
import { isSecondName, walk } from "../walk";
import { Columns, type Remembered, readCache, writeCache } from "./cache";

/** One part of a scan; plain data, so that it can be sent to a thread. */
export interface ScanPart {
  /** Absolute path. */
  readonly root: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Of so many parts, which this is: files are shared out by their names. */
  readonly part: number;
  readonly parts: number;
  /** Which engine reads the pages: what another one read is not used. */
  readonly engine: string;
  /** The file that remembers this part from one scan to the next; undefined: nothing is remembered. */
  readonly cache: string | undefined;
}

/** Told of at once; and of pages, those that have been read now, and those that are remembered. */
const [FILES, TEXTS, PAGES, REMEMBERED] = [5000, 10_000, 64, 5000];

/** A file changed so shortly before it was read may change again without its time telling (ms). */
const UNSETTLED = 2000;

/** A batch that tells nothing. */
export const NOTHING: ScanBatch = {
  files: [],
  strings: [],
  memory: undefined,
  pages: new Uint32Array(0),
  starts: new Uint32Array(0),
};

/**
 * Reads the pages below a folder, with synchronous reads: several times as fast as others, and only right in a thread of
 * its own. Yields as it goes, and "done" when it has told of every page; after that it writes what it learned to the cache.
 */
export function* scanFolder(order: ScanPart): Generator<ScanBatch | "done"> {
  const { root, part, parts } = order;
  const started = Date.now();
  const key = JSON.stringify([order.engine, root, order.include, order.exclude, part, parts]);
  const known = new Known(order.cache === undefined ? undefined : readCache(order.cache, key));
  const { texts } = known;
  // First of all: while they are taken in, the files are looked for. Number 0 is "".
  for (let first = 1; first < texts.length; first += TEXTS) {
    yield { ...NOTHING, strings: texts.slice(first, first + TEXTS) };
  }
  const files: string[] = [];
  for (const file of walk(root, root, () => {})) {
    if (shareOf(file, parts) !== part || dialectOfPath(file) === null) continue;
    files.push(file);
    if (files.length % FILES === 0) yield { ...NOTHING, files: files.slice(-FILES) };
  }
  yield { ...NOTHING, files: files.slice(files.length - (files.length % FILES)) };

  const kept = new Columns();
  const unread: number[] = [];
  const batch = new Batch();
  const folder = root.endsWith(sep) ? root : root + sep;
  for (let number = 0; number < files.length; number++) {
    const file = files[number]!;
    const row = known.rowOf(file);
    const stat = row < 0 ? undefined : lstatSync(folder + file, { throwIfNoEntry: false });
    if (!stat || !known.holds(row, stat)) {
      unread.push(number);
      continue;
    }
    const [start, length] = [known.startOf(row), known.lengthOf(row)];
    kept.add(file, stat.size, stat.mtimeMs, known.memory, start, length);
    if (length > 0) batch.add(number, known.memory, start);
    if (batch.size === REMEMBERED) yield batch.take([]);
  }
  if (batch.size > 0) yield batch.take([]);

  const strings = new Strings(unread.length > 0 ? texts : []);
  let told = texts.length;
  const newTexts = () => strings.texts.slice(told, (told = strings.texts.length));
  const reading = { folder, judge: judgeOf(order), strings, memory: new Memory(), kept, started };
  for (const number of unread) {
    const page = readPage(files[number]!, reading);
    if (!page) continue;
    const isElsewhere = batch.size > 0 && batch.memory !== page.memory;
    if (batch.size === PAGES || isElsewhere) yield batch.take(newTexts());
    batch.add(number, page.memory, page.start);
  }
  if (batch.size > 0) yield batch.take(newTexts());
  yield "done";
  const changed = unread.length > 0 || known.size !== kept.files.length;
  if (changed && order.cache !== undefined) {
    writeCache(order.cache, key, kept, unread.length > 0 ? strings.texts : texts);
  }
}

function judgeOf({ include, exclude }: ScanPart): PathJudge {
  return pathJudge(mergeSettings({ include, exclude }));
}

/** What is remembered of the files, found again row by row: nearly always in the order they were written in. */
class Known {
  readonly texts: readonly string[];
  readonly memory: Uint8Array;
  private readonly starts: Uint32Array;
  private next = 0;
  private rows: Map<string, number> | undefined;

  constructor(private readonly remembered: Remembered | undefined) {
    this.texts = remembered?.texts ?? [""];
    this.memory = remembered?.packed ?? new Uint8Array(0);
    this.starts = new Uint32Array(this.size);
    for (let row = 1; row < this.size; row++) this.starts[row] = this.starts[row - 1]! + this.lengthOf(row - 1);
  }

  get size(): number {
    return this.remembered?.files.length ?? 0;
  }

  /** -1 when nothing is known of the file. */
  rowOf(file: string): number {
    const { remembered } = this;
    if (!remembered) return -1;
    if (remembered.files[this.next] === file) return this.next++;
    this.rows ??= new Map(remembered.files.map((each, row) => [each, row]));
    const row = this.rows.get(file) ?? -1;
    if (row >= 0) this.next = row + 1;
    return row;
  }

  /** Whether what is known of a file is true of it as it is. */
  holds(row: number, { size, mtimeMs }: Stats): boolean {
    return this.remembered!.sizes[row] === size && this.remembered!.mtimes[row] === mtimeMs;
  }

  startOf(row: number): number {
    return this.starts[row]!;
  }

  lengthOf(row: number): number {
    return this.remembered!.lengths[row]!;
  }
}

/** What it takes to read a page. */
interface Reading {
  /** With a separator at its end. */
  readonly folder: string;
  readonly judge: PathJudge;
  readonly strings: Strings;
  readonly memory: Memory;
  readonly kept: Columns;
  /** When the scan began (ms). */
  readonly started: number;
}

/**
 * undefined when the file has gone or is no page. Of a symbolic link to another page, as repositories have them for
 * redirects, only the title is taken note of: what stands on the page is the other's.
 */
function readPage(file: string, { folder, judge, strings, memory, kept, started }: Reading) {
  const path = folder + file;
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return undefined;
  const isLink = stat.isSymbolicLink();
  const verdict = judge(file);
  const text = verdict === "exclude" || (isLink && isSecondName(folder, path)) ? undefined : readText(path, folder);
  const dialect = text === undefined ? null : pageDialect(file, text, verdict);
  const packed = dialect === null ? undefined : pack(summarize(parse(text!, dialect).article), strings);
  const place = packed && memory.keep(packed);
  // Of a link the time does not tell when the text changed.
  const isSettled = stat.mtimeMs < started - UNSETTLED && (!isLink || text === undefined);
  const mtime = isSettled ? stat.mtimeMs : Number.NaN;
  kept.add(file, stat.size, mtime, place?.memory ?? NO_MEMORY, place?.start ?? 0, packed?.length ?? 0);
  return place;
}

const NO_MEMORY: Uint8Array = new Uint8Array(0);

/** Keeps many summaries in few pieces of memory, which threads share. */
class Memory {
  private piece = NO_MEMORY;
  private used = 0;

  keep(packed: PackedSummary): { readonly memory: Uint8Array; readonly start: number } {
    if (this.used + packed.length > this.piece.length) {
      this.piece = new Uint8Array(new SharedArrayBuffer(Math.max(PIECE, packed.length)));
      this.used = 0;
    }
    const start = this.used;
    this.piece.set(packed, start);
    this.used += packed.length;
    return { memory: this.piece, start };
  }
}

const PIECE = 1 << 20;

/** Gathers pages whose summaries stand in one piece of memory. */
class Batch {
  private pages: number[] = [];
  private starts: number[] = [];
  private told: Uint8Array | undefined;
  memory = NO_MEMORY;

  get size(): number {
    return this.pages.length;
  }

  add(file: number, memory: Uint8Array, start: number): void {
    this.pages.push(file);
    this.starts.push(start);
    this.memory = memory;
  }

  take(strings: readonly string[]): ScanBatch {
    const memory = this.memory === this.told ? undefined : this.memory;
    const batch = {
      files: [],
      strings,
      memory,
      pages: Uint32Array.from(this.pages),
      starts: Uint32Array.from(this.starts),
    };
    this.told = this.memory;
    this.pages = [];
    this.starts = [];
    return batch;
  }
}

/** The part a file belongs to, the same whatever other files there are. */
function shareOf(file: string, parts: number): number {
  let hash = 0;
  for (let index = 0; index < file.length; index++) hash = (Math.imul(hash, 31) + file.charCodeAt(index)) >>> 0;
  return hash % parts;
}

/** undefined when the file cannot be read. */
function readText(path: string, root: string): string | undefined {
  try {
    return readFound(path, root).text;
  } catch {
    return undefined;
  }
}
