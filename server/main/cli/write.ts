import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  type BigIntStats,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** A state of a file: another one tells that it was written in between. */
export interface FileStamp {
  readonly modified: bigint;
  readonly size: bigint;
  readonly inode: bigint;
}

/** A file that was written by another program after it was read here. */
export class ChangedMeanwhile extends Error {
  override readonly name = "ChangedMeanwhile";

  constructor() {
    super("changed again and again while it was worked on; nothing was written");
  }
}

/** A file that must not be written; the message says why, to follow the file's name. */
export class NotWritten extends Error {
  override readonly name = "NotWritten";
}

/** How often a file is read again that another program keeps writing. */
export const MOST_TRIES = 5;
/**
 * Milliseconds that a process may take to write one file. What is older was left, or came with a repository: the number of
 * any living process can stand in it.
 */
const PATIENCE = 1500;
/** Copying extended attributes takes a process of its own on Linux, some 3 ms a file. */
const MOST_WITH_ATTRIBUTES = 500;

/** The state of a file now; taken before it is read. */
export function stampOf(path: string): FileStamp {
  return stampIn(statSync(path, { bigint: true }));
}

/** Does work that reads a file and writes it; again, when the file changed in between. */
export async function untilUnchanged<T>(work: () => T | Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || tries >= MOST_TRIES) throw error;
    }
  }
}

/**
 * Replaces a file as one step: readers find the old text or the new one, never a part. Mode and owner are kept, extended
 * attributes where the system has a way; a symbolic link stays one, and the file behind it is written. A file with several
 * names is written in place, so that it keeps them.
 * @param stamp the file's state when it was read
 * @throws ChangedMeanwhile when it is in another state now; NotWritten when it must not be written
 */
export function rewrite(path: string, text: string, stamp: FileStamp): void {
  const target = realpathSync(path);
  // Before the lock too: a link that has taken the file's place leads to a folder that is none of ours.
  statsIn(target, stamp);
  locked(target, () => {
    const stats = statsIn(target, stamp);
    if ((stats.mode & 0o222n) === 0n) throw new NotWritten("is read-only");
    if (stats.nlink > 1n) overwrite(target, text);
    else replaceFile(target, text, stats);
  });
}

/**
 * Makes a file, or replaces it as one step.
 * @param like whose mode, owner and attributes the file is to have; by default those of new files
 */
export function replaceFile(target: string, text: string, like?: BigIntStats): void {
  // Not called after the file: a title may be as long as a name can be. Hidden, and of no type that is taken for a page.
  const temporary = join(dirname(target), `.redlink-${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);
  try {
    if (like && process.platform === "darwin") copyFileSync(target, temporary); // with its attributes
    writeFileSync(temporary, text, { flag: like && process.platform === "darwin" ? "w" : "wx" });
    if (like) {
      copyAttributes(target, temporary);
      keepOwner(temporary, like);
      chmodSync(temporary, Number(like.mode)); // not as the mode of writeFile, which the umask cuts
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

const cleared = new Set<string>();

/** Removes what killed runs of this program left in a folder; looks into each folder once. */
export function clearLeftovers(folder: string): void {
  if (cleared.has(folder)) return;
  cleared.add(folder);
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return; // what cannot be listed is complained of when it is worked on
  }
  for (const name of names) {
    const owner = /^\.redlink-(\d+)-[a-z\d]+\.tmp$/.exec(name)?.[1];
    const path = join(folder, name);
    try {
      if (owner !== undefined ? isOver(Number(owner), path) : isLock(name) && isAbandoned(path))
        rmSync(path, { force: true });
    } catch {
      // A folder, or a file that others may not remove: none of ours.
    }
  }
}

/** @throws ChangedMeanwhile when a file is in another state than it was */
function statsIn(target: string, stamp: FileStamp): BigIntStats {
  const stats = statSync(target, { bigint: true });
  const { modified, size, inode } = stampIn(stats);
  if (modified !== stamp.modified || size !== stamp.size || inode !== stamp.inode) throw new ChangedMeanwhile();
  return stats;
}

function stampIn({ mtimeNs, size, ino }: BigIntStats): FileStamp {
  return { modified: mtimeNs, size, inode: ino };
}

/** Overwrites a file where it lies; what it held is put back when there is no room for the new text. */
function overwrite(target: string, text: string): void {
  const before = readFileSync(target);
  try {
    writeInPlace(target, Buffer.from(text, "utf8"));
  } catch (error) {
    writeInPlace(target, before);
    throw error;
  }
}

function writeInPlace(target: string, bytes: Buffer): void {
  const file = openSync(target, "r+");
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, at);
    ftruncateSync(file, bytes.length);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Does work while no other process of this program writes the same file. */
function locked(target: string, work: () => void): void {
  const lock = lockOf(target);
  take(lock);
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** The file that says which process writes a file at this moment; holds the number of that process. */
export function lockOf(target: string): string {
  const digest = createHash("sha1").update(basename(target)).digest("hex").slice(0, 16);
  return join(dirname(target), `.redlink-${digest}.lock`);
}

function isLock(name: string): boolean {
  return /^\.redlink-[\da-f]{16}\.lock$/.test(name);
}

function take(lock: string): void {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    else if (Date.now() > deadline) throw new NotWritten("is being written by another process");
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  }
}

/**
 * Whether a lock holds nothing: the process that took it has ended, it is too old or no file of ours. One without a number is
 * being taken at this moment.
 */
function isAbandoned(lock: string): boolean {
  try {
    const { mtimeMs } = lstatSync(lock);
    if (Math.abs(Date.now() - mtimeMs) > PATIENCE) return true;
    const file = openSync(lock, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    try {
      if (!fstatSync(file).isFile()) return true;
      const start = Buffer.alloc(16);
      const owner = Number(start.toString("latin1", 0, readSync(file, start)));
      return owner > 0 && isOver(owner, lock);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    // Given back meanwhile; or a symbolic link, a socket, or unreadable.
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
}

/**
 * Whether the process that made a file has ended. Containers give the same number to one process after the other: what is
 * older than this process and bears its number is another's.
 */
function isOver(owner: number, path: string): boolean {
  if (owner === process.pid) return statSync(path).mtimeMs < performance.timeOrigin - 1000;
  try {
    process.kill(owner, 0); // asks only whether it exists
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

let withAttributes = 0;

/** Node has no call for extended attributes; without the program, or where it fails, they are lost. */
function copyAttributes(from: string, to: string): void {
  if (process.platform !== "linux" || withAttributes++ >= MOST_WITH_ATTRIBUTES) return;
  spawnSync("cp", ["--attributes-only", "--preserve=xattr", "--", from, to], { stdio: "ignore" });
}

/** A file that the superuser of a container writes stays the user's. */
function keepOwner(path: string, { uid, gid }: BigIntStats): void {
  const made = statSync(path, { bigint: true });
  if (made.uid === uid && made.gid === gid) return;
  try {
    chownSync(path, Number(uid), Number(gid));
  } catch {
    // Others may not give files away.
  }
}
