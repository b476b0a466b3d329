import { readFileSync, statSync } from "node:fs";
import { readFoundUtf8, readUtf8 } from "../read-text";
import { type FileStamp, stampOf } from "./write";

/** A file's text, byte order mark included. */
export interface FileText {
  readonly text: string;
  /** Whether the bytes are UTF-8; if not, the text has replacement characters and must not be written back. */
  readonly valid: boolean;
}

/** A file's text, and the state of the file that has it. */
export interface StampedText extends FileText {
  readonly stamp: FileStamp;
}

export function decode(bytes: Uint8Array): FileText {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  // A file may hold real replacement characters: only then are the bytes compared.
  return { text, valid: !text.includes("\ufffd") || Buffer.from(text, "utf8").equals(bytes) };
}

/** @param isFound the file was found in a folder that the user named: see `readFoundUtf8` */
export function readText(path: string, isFound = false): FileText {
  const text = isFound ? readFoundUtf8(path) : readUtf8(path);
  return text.includes("\ufffd") ? decode(readFileSync(path)) : { text, valid: true };
}

/** Reads a file that may be written afterwards; see `readText`. */
export function readForWriting(path: string, isFound: boolean): StampedText {
  const stamp = stampOf(path);
  return { ...readText(path, isFound), stamp };
}

export function isFolder(path: string): boolean {
  return statSync(path).isDirectory();
}

/** Whether there is a file with this path. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
