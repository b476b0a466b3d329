import { statSync } from "node:fs";
import { join } from "node:path";
import { dialectOfPath } from "../../core/dialects/detect";
import { parse } from "../../core/dialects/parse";
import { summarize } from "../../core/model/summary";
import { mergeSettings } from "../../core/workspace/config-file";
import { type PathJudge, pathJudge } from "../../core/workspace/globs";
import type { ScanBatch } from "../../core/workspace/host";
import { highestString, Keeper, type PackedSummary, pack, Strings } from "../../core/workspace/index/packed";
import { pageDialect } from "../../core/workspace/scan";
import { readUtf8 } from "../read-text";
import { walk } from "../walk";
import { type CachedPage, readCache, writeCache } from "./cache";

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

/** Files told of at once, pages told of at once: few enough that the other side is not kept from other work. */
const [FILES, PAGES] = [2000, 64];

/** A file changed so shortly before it was read may change again without its time telling (ms). */
const UNSETTLED = 2000;

/**
 * Reads the pages below a folder, with synchronous reads: several times as fast as others, and only right in a thread of
 * its own. Yields as it goes; writes what it learned to the cache in the end.
 */
export function* scanFolder(order: ScanPart): Generator<ScanBatch> {
  const { root, part, parts } = order;
  const judge = pathJudge(mergeSettings({ include: order.include, exclude: order.exclude }));
  const files: string[] = [];
  for (const file of walk(root, root, () => {})) {
    if (shareOf(file, parts) !== part || dialectOfPath(file) === null) continue;
    files.push(file);
    if (files.length % FILES === 0) yield filesAlone(files.slice(-FILES));
  }
  yield filesAlone(files.slice(files.length - (files.length % FILES)));

  const started = Date.now();
  const key = JSON.stringify([order.engine, root, order.include, order.exclude, part, parts]);
  const known = order.cache === undefined ? undefined : readCache(order.cache, key);
  const strings = new Strings(known?.strings);
  const kept: CachedPage[] = [];
  const batch = new Batch(strings);
  const unknown: number[] = [];
  const reading = { root, judge, strings, keeper: new Keeper(), started };
  for (const [number, file] of files.entries()) {
    const page = known?.pages.get(file);
    const stat = page && statSync(join(root, file), { throwIfNoEntry: false });
    if (!page || page.size !== stat?.size || page.mtime !== stat.mtimeMs) {
      unknown.push(number);
      continue;
    }
    kept.push(page);
    if (page.packed) batch.add(number, page.packed);
    if (batch.size === PAGES) yield batch.take();
  }
  // These last: their texts are new, and whoever is told of them has been told of all before.
  for (const number of unknown) {
    const page = readPage(files[number]!, reading);
    if (!page) continue;
    kept.push(page);
    if (page.packed) batch.add(number, page.packed);
    if (batch.size === PAGES) yield batch.take();
  }
  yield batch.take();
  const changed = unknown.length > 0 || known?.pages.size !== kept.length;
  if (changed && order.cache !== undefined) writeCache(order.cache, key, kept, strings);
}

/** What it takes to read a page. */
interface Reading {
  readonly root: string;
  readonly judge: PathJudge;
  readonly strings: Strings;
  readonly keeper: Keeper;
  /** When the scan began (ms). */
  readonly started: number;
}

/** undefined when the file has gone. */
function readPage(file: string, { root, judge, strings, keeper, started }: Reading): CachedPage | undefined {
  const path = join(root, file);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return undefined;
  const verdict = judge(file);
  const text = verdict === "exclude" ? undefined : readText(path);
  const dialect = text === undefined ? null : pageDialect(file, text, verdict);
  const packed = dialect === null ? undefined : keeper.keep(pack(summarize(parse(text!, dialect).article), strings));
  return { file, size: stat.size, mtime: stat.mtimeMs < started - UNSETTLED ? stat.mtimeMs : Number.NaN, packed };
}

function filesAlone(files: readonly string[]): ScanBatch {
  const none = new Uint32Array(0);
  return { files, strings: [], pages: none, lengths: none, packed: new Uint8Array(0) };
}

/** Gathers pages, with the texts that have not been told yet. */
class Batch {
  private numbers: number[] = [];
  private pages: PackedSummary[] = [];
  private told = 0;
  private highest = 0;

  constructor(private readonly strings: Strings) {}

  get size(): number {
    return this.numbers.length;
  }

  add(file: number, packed: PackedSummary): void {
    this.numbers.push(file);
    this.pages.push(packed);
    this.highest = Math.max(this.highest, highestString(packed));
  }

  take(): ScanBatch {
    const lengths = Uint32Array.from(this.pages, ({ length }) => length);
    const packed = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
    let at = 0;
    for (const page of this.pages) {
      packed.set(page, at);
      at += page.length;
    }
    const strings = this.strings.texts.slice(this.told + 1, this.highest + 1);
    const pages = Uint32Array.from(this.numbers);
    this.told = Math.max(this.told, this.highest);
    this.numbers = [];
    this.pages = [];
    return { files: [], strings, pages, lengths, packed };
  }
}

/** The part a file belongs to, the same whatever other files there are. */
function shareOf(file: string, parts: number): number {
  let hash = 0;
  for (let index = 0; index < file.length; index++) hash = (Math.imul(hash, 31) + file.charCodeAt(index)) >>> 0;
  return hash % parts;
}

/** undefined when the file cannot be read. */
function readText(path: string): string | undefined {
  try {
    return readUtf8(path);
  } catch {
    return undefined;
  }
}
