import { statSync } from "node:fs";
import { isInside } from "../inside";
import { type FileText, readFound, readNamed } from "../read-text";
import { type FileStamp, stampOf } from "./write";

/** A file's text, and the state of the file that has it. */
export interface StampedText extends FileText {
  readonly stamp: FileStamp;
}

export function decode(bytes: Uint8Array): FileText {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  // A file may hold real replacement characters: only then are the bytes compared.
  return { text, valid: !text.includes("\ufffd") || Buffer.from(text, "utf8").equals(bytes) };
}

/** The folders that bound what is read; absolute. */
export interface Bounds {
  readonly cwd: string;
  /** The folder outside which nothing is read; undefined: the current folder, for a folder elsewhere itself. */
  readonly root?: string | undefined;
}

/**
 * The folder that symbolic links among files must not leave.
 * @param folder absolute: the folder that the user named; undefined for a file that the user named itself
 * @returns undefined for such a file
 */
export function boundaryOf<Folder extends string | undefined>(folder: Folder, { cwd, root }: Bounds): string | Folder {
  return folder === undefined ? folder : (root ?? (isInside(cwd, folder) ? cwd : folder));
}

/** @param boundary of a file that was found in a folder: see `boundaryOf`; undefined for one that the user named */
export function readText(path: string, boundary?: string): FileText {
  return boundary === undefined ? readNamed(path) : readFound(path, boundary);
}

/** Reads a file that may be written afterwards; see `readText`. */
export function readForWriting(path: string, boundary?: string): StampedText {
  const stamp = stampOf(path);
  return { ...readText(path, boundary), stamp };
}

export function isFolder(path: string): boolean {
  return statSync(path).isDirectory();
}

/** Whether there is a file with this path. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
