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
  /** The texts of a few files at once, where that is faster than one by one; in their order. */
  readonly readFiles?: (files: readonly string[], root: string) => Promise<readonly (string | undefined)[]>;
  /** Gets a page of the web; called only where the user switched the network on. Follows no redirect. */
  readonly fetch?: (request: FetchRequest) => Promise<FetchResult>;
  /** Resolves when other work that is waiting has had its turn. */
  pause(): Promise<void>;
  /**
   * Reads all pages below a root apart from the work that is under way here, and tells of them bit by bit.
   * Resolves to false when it cannot: then the pages are read one by one.
   * @param open called for every part of the work, each with numbers of its own
   */
  readonly scan?: (request: ScanRequest, open: () => (batch: ScanBatch) => void) => Promise<boolean>;
}

/** A page of the web that is asked for. */
export interface FetchRequest {
  readonly url: string;
  /** Called with what gives the request up. */
  readonly onCancel: (cancel: () => void) => void;
}

/** A request that came to nothing; `detail` is what the machine says of it. */
export interface FetchFailure {
  readonly failure: "unreachable" | "slow" | "cancelled" | "size" | "redirect";
  readonly detail: string;
}

export type FetchResult =
  | FetchFailure
  | {
      readonly status: number;
      readonly text: string;
      /** Headers of the answer. */
      readonly retryAfter: string | undefined;
      readonly location: string | undefined;
    };

export interface ScanRequest {
  /** URI of the folder. */
  readonly root: string;
  /** Globs, as in the settings. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Becomes true when nobody wants the result any more. */
  readonly isCancelled: () => boolean;
}

/** What a part of a scan tells at once. All its files come before the first page. */
export interface ScanBatch {
  /** Files that may be pages, relative to the root; numbered from 0 through all batches. */
  readonly files: readonly string[];
  /** Texts that pages of this batch or of later ones use; numbered from 1 through all batches, 0 is "". */
  readonly strings: readonly string[];
  /** Memory in which packed summaries stand; undefined: that of the batch before. What was told of stays as it is. */
  readonly memory: Uint8Array | undefined;
  /** Pages that were read, by the numbers of their files. */
  readonly pages: Uint32Array;
  /** Where in the memory the summary of each begins. */
  readonly starts: Uint32Array;
}

// A title with slashes stands in folders of its own (`Page/OS/2.md`); deeper than this nobody names a page.
const MAX_DEPTH = 12;

/** Folders whose files are never pages. */
export function isPassedOver(folder: string): boolean {
  return folder.startsWith(".") || folder === "node_modules";
}

/**
 * The files of a folder and of the folders in it, relative to it.
 * @param read lists one folder, given relative to the first ("" for itself)
 */
export async function* filesBelow(
  read: (folder: string) => Promise<readonly DirectoryEntry[]>,
  folder = "",
  depth = 0,
): AsyncGenerator<string> {
  for (const { name, kind } of await read(folder)) {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (kind === "file") yield path;
    else if (depth < MAX_DEPTH && !isPassedOver(name)) yield* filesBelow(read, path, depth + 1);
  }
}
