/** An entry of a folder. Symbolic links count as what they lead to, but are left out when that is a folder (no loops). */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: "file" | "directory";
}

/**
 * What the engine asks of the machine it runs on; implemented once for Node and once for the browser worker.
 * Places are URIs. Whatever lies outside `root`, also by way of symbolic links, is as if it did not exist.
 */
export interface Host {
  /** The entries of a folder; empty when there is no such folder. */
  readDirectory(folder: string, root: string): Promise<readonly DirectoryEntry[]>;
  /** The text of a file; undefined when there is no such file or it cannot be read. */
  readFile(file: string, root: string): Promise<string | undefined>;
}
