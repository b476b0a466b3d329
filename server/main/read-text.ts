import { isUtf8, transcode } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, realpathSync, type Stats } from "node:fs";
import { isInside } from "./inside";

/** Nearly all pages are shorter (bytes). */
const ROOM = 1 << 18;

/** Bytes. An article has at most 8 million characters, which take 24 MB in Chinese. */
const LARGEST = 32 << 20;

/**
 * Opens a file that a repository brought along by its real path: a pipe without a writer must not block, and a symbolic link
 * that has taken the file's place is not followed (no such flags on Windows).
 */
export const FOUND_FILE_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** A file that is not read although it is there; its message says why, to follow the file's name. */
export class NotRead extends Error {
  override readonly name = "NotRead";
}

/** A file's text, byte order mark included. */
export interface FileText {
  readonly text: string;
  /** Whether the bytes are UTF-8; if not, the text has replacement characters and must not be written back. */
  readonly valid: boolean;
}

let room: Buffer | undefined;

/**
 * Reads a file that the user named, whatever it is.
 * @throws as `readFileSync` does
 */
export function readNamed(path: string): FileText {
  return readOpened(openSync(path, "r"), false);
}

/**
 * Reads a file that was found in a folder: only a regular file of at most 32 MB, and a symbolic link, which may have taken
 * the file's place since, only where it leads into the root.
 * @param root absolute: see `readInside`
 * @throws NotRead for anything else, and as `readFileSync` does
 */
export function readFound(path: string, root: string): FileText {
  let file: number;
  try {
    file = openSync(path, FOUND_FILE_FLAGS);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ELOOP") throw error;
    return readInside(path, root);
  }
  return readOpened(file, true);
}

/**
 * As `readFound`, for a file whose path comes from a page or a settings file.
 * @param root absolute: the folder that the file has to lie in, symbolic links followed
 * @throws NotRead when it does not lie there, and as `readFound` does
 */
export function readInside(path: string, root: string): FileText {
  const real = realpathSync.native(path);
  if (!isInside(realpathSync.native(root), real)) throw new NotRead("leads out of the folder that is read");
  const file = openSync(real, FOUND_FILE_FLAGS);
  try {
    refuseUnusual(fstatSync(file));
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return readOpened(file, true);
}

/** @throws NotRead when a file that was found is none that is read */
export function refuseUnusual(stats: Stats): void {
  if (!stats.isFile()) throw new NotRead(stats.isDirectory() ? "is a folder" : "is no regular file");
  if (stats.size > LARGEST) throw new NotRead(`larger than ${LARGEST >> 20} MB`);
}

/**
 * Reads an open file and closes it. Into one piece of memory that is used again and again: `readFileSync` takes twice as
 * long for a small file. What kind of file it is matters only when it is larger: nearly all pages spare a call that way.
 */
function readOpened(file: number, isFound: boolean): FileText {
  room ??= Buffer.allocUnsafeSlow(ROOM);
  try {
    let length = 0;
    while (length < ROOM) {
      const read = readSync(file, room, length, ROOM - length, null);
      if (read === 0) return decoded(room.subarray(0, length));
      length += read;
    }
    if (isFound) refuseUnusual(fstatSync(file));
    const rest = readFileSync(file);
    return decoded(Buffer.concat([room.subarray(0, length), rest]));
  } finally {
    closeSync(file);
  }
}

/** The text of bytes. Node's own decoder, by way of UTF-16, takes less than half the time of `toString` for Chinese. */
function decoded(bytes: Buffer): FileText {
  if (!isUtf8(bytes)) return { text: bytes.toString("utf8"), valid: false };
  return { text: transcode(bytes, "utf8", "utf16le").toString("utf16le"), valid: true };
}
