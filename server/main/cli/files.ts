import {
  chmodSync,
  chownSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { readFoundUtf8, readUtf8 } from "../read-text";

/** A file's text, byte order mark included. */
export interface FileText {
  readonly text: string;
  /** Whether the bytes are UTF-8; if not, the text has replacement characters and must not be written back. */
  readonly valid: boolean;
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

/**
 * Replaces a file as one step: whoever reads it finds the old text or the new one, never a part.
 * The file's mode and owner are kept; a symbolic link stays one, and what it leads to is written.
 */
export function writeAtomically(path: string, text: string): void {
  const target = realpathSync(path);
  replaceFile(target, text, statSync(target));
}

/**
 * Makes a file, or replaces it as one step.
 * @param like whose mode and owner the file is to have; by default those of new files
 */
export function replaceFile(target: string, text: string, like?: Stats): void {
  // Not called after the file: a title may be as long as a name can be. Hidden, and of no type that is taken for a page.
  const temporary = join(dirname(target), `.redlink-${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: "wx" });
    if (like) {
      keepOwner(temporary, like);
      chmodSync(temporary, like.mode); // not as the mode of writeFile, which the umask cuts
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** What the superuser of a container writes stays the user's. */
function keepOwner(path: string, { uid, gid }: Stats): void {
  const made = statSync(path);
  if (made.uid === uid && made.gid === gid) return;
  try {
    chownSync(path, uid, gid);
  } catch {
    // Others may not give files away.
  }
}

export function isFolder(path: string): boolean {
  return statSync(path).isDirectory();
}

/** Whether there is a file with this path. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
