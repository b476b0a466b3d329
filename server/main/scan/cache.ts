import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { isPacked, type PackedSummary, renumber, Strings } from "../../core/workspace/index/packed";
import { VERSION } from "../version";

/** A file as it was when it was read. */
export interface CachedPage {
  /** Relative to the root. */
  readonly file: string;
  readonly size: number;
  /** Milliseconds; not a number when the file may have changed within the same moment. */
  readonly mtime: number;
  /** Undefined when the file is no page. */
  readonly packed: PackedSummary | undefined;
}

/** What is written: plain arrays, for a hundred thousand objects would take long to read. */
interface Stored {
  readonly key: string;
  readonly texts: readonly string[];
  readonly files: readonly string[];
  readonly sizes: Float64Array;
  readonly mtimes: Float64Array;
  /** Length of each page's summary, 0 for what is no page. */
  readonly lengths: Uint32Array;
  readonly packed: Uint8Array;
}

/** Changes with what is stored, with what a summary is made of, and with how an article is read. */
const FORMAT = `redlink index 2, ${VERSION}, node ${process.versions.modules}\n`;

const DIGEST = 20; // bytes of SHA-1: against damage, not against enemies

/**
 * What is remembered of a folder.
 * @param key says what was asked for; what was remembered for another key is not used
 * @returns undefined when there is nothing, or nothing that can be trusted
 */
export function readCache(
  path: string,
  key: string,
): { readonly strings: readonly string[]; readonly pages: ReadonlyMap<string, CachedPage> } | undefined {
  try {
    const bytes = readFileSync(path);
    const start = FORMAT.length + DIGEST;
    if (bytes.toString("latin1", 0, FORMAT.length) !== FORMAT) return undefined;
    const content = bytes.subarray(start);
    if (!digest(content).equals(bytes.subarray(FORMAT.length, start))) return undefined;
    const stored = deserialize(content) as Stored;
    return stored.key === key ? unstored(stored) : undefined;
  } catch {
    return undefined; // there is none, or it is none of ours
  }
}

function unstored({ texts, files, sizes, mtimes, lengths, packed }: Stored): ReturnType<typeof readCache> {
  const pages = new Map<string, CachedPage>();
  let at = 0;
  for (const [index, file] of files.entries()) {
    const bytes = packed.subarray(at, (at += lengths[index]!));
    if (bytes.length > 0 && !isPacked(bytes, texts.length)) return undefined;
    pages.set(file, {
      file,
      size: sizes[index]!,
      mtime: mtimes[index]!,
      packed: bytes.length > 0 ? bytes : undefined,
    });
  }
  return texts[0] === "" && at === packed.length ? { strings: texts, pages } : undefined;
}

/** Remembers pages. A cache that cannot be written is none: the next scan takes longer, that is all. */
export function writeCache(path: string, key: string, pages: readonly CachedPage[], strings: Strings): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const content = serialize(storedOf(key, pages, strings));
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(temporary, "w");
    try {
      for (const part of [Buffer.from(FORMAT, "latin1"), digest(content), content]) writeFileSync(file, part);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch {
    rmSync(temporary, { force: true });
  }
}

function storedOf(key: string, pages: readonly CachedPage[], strings: Strings): Stored {
  const used = new Strings(); // texts that no page uses any more are left behind
  const lengths = Uint32Array.from(pages, ({ packed }) => packed?.length ?? 0);
  // Other numbers may take more bytes, or fewer.
  let bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 1024));
  let at = 0;
  for (const [index, { packed }] of pages.entries()) {
    if (!packed) continue;
    const page = renumber(packed, (id) => used.idOf(strings.textOf(id)));
    if (at + page.length > bytes.length) {
      const larger = new Uint8Array(Math.ceil(1.5 * bytes.length) + page.length);
      larger.set(bytes);
      bytes = larger;
    }
    bytes.set(page, at);
    at += page.length;
    lengths[index] = page.length;
  }
  return {
    key,
    texts: used.texts,
    files: pages.map(({ file }) => file),
    sizes: Float64Array.from(pages, ({ size }) => size),
    mtimes: Float64Array.from(pages, ({ mtime }) => mtime),
    lengths,
    packed: bytes.slice(0, at),
  };
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

function digest(bytes: Uint8Array): Buffer {
  return createHash("sha1").update(bytes).digest();
}
