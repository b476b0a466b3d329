import { type Dirent, promises as fs } from "node:fs";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { DirectoryEntry, Host, ScanBatch, ScanRequest } from "../core/workspace/host";
import { WebReader } from "./fetch";
import { isInside } from "./inside";
import { withoutGrowth } from "./memory";
import { FOUND_FILE_FLAGS, readInside, refuseUnusual } from "./read-text";
import { scanInThreads } from "./scan/threads";

/** The file system for `file:` URIs, another host for places of any other scheme. */
export class NodeHost implements Host {
  readonly fetch = new WebReader().get;

  /**
   * @param elsewhere for places of any other scheme
   * @param script the program's own script, for threads; without it there are none
   */
  constructor(
    private readonly elsewhere: Host,
    private readonly script?: string,
  ) {}

  private readonly realRoots = new Map<string, Promise<string>>();

  async readDirectory(folder: string, root: string): Promise<readonly DirectoryEntry[]> {
    if (!folder.startsWith("file:")) return this.elsewhere.readDirectory(folder, root);
    const path = await this.insideRoot(folder, root);
    if (path === undefined) return [];
    return withoutGrowth(entriesOf(path));
  }

  async readFile(file: string, root: string): Promise<string | undefined> {
    if (!file.startsWith("file:")) return this.elsewhere.readFile(file, root);
    const path = await this.insideRoot(file, root);
    return path === undefined ? undefined : readRegular(path).catch(() => undefined);
  }

  /** Without promises for each: opening and reading takes six turns of the event loop a file, and a few files a millisecond. */
  async readFiles(files: readonly string[], root: string): Promise<readonly (string | undefined)[]> {
    if (!root.startsWith("file:")) return Promise.all(files.map((file) => this.readFile(file, root)));
    await this.pause();
    const folder = fileURLToPath(root);
    return files.map((file) => textInside(file, folder));
  }

  pause(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  async scan(request: ScanRequest, open: () => (batch: ScanBatch) => void): Promise<boolean> {
    if (this.script === undefined || !request.root.startsWith("file:")) return false;
    return scanInThreads(this.script, request, open);
  }

  /** The real path of a URI; undefined when it does not exist or lies outside `root`, symbolic links followed. */
  private async insideRoot(uri: string, root: string): Promise<string | undefined> {
    try {
      let realRoot = this.realRoots.get(root);
      if (!realRoot) this.realRoots.set(root, (realRoot = fs.realpath(fileURLToPath(root))));
      const [real, base] = await Promise.all([fs.realpath(fileURLToPath(uri)), realRoot]);
      return isInside(base, real) ? real : undefined;
    } catch {
      this.realRoots.delete(root);
      return undefined;
    }
  }
}

async function entriesOf(folder: string): Promise<readonly DirectoryEntry[]> {
  const found: DirectoryEntry[] = [];
  for (const entry of await fs.readdir(folder, { withFileTypes: true }).catch((): Dirent[] => [])) {
    if (entry.isFile()) found.push({ name: entry.name, kind: "file" });
    else if (entry.isDirectory()) found.push({ name: entry.name, kind: "directory" });
    else if (entry.isSymbolicLink() && (await isFile(`${folder}${sep}${entry.name}`))) {
      found.push({ name: entry.name, kind: "file" });
    }
  }
  return found;
}

async function readRegular(path: string): Promise<string> {
  const file = await fs.open(path, FOUND_FILE_FLAGS);
  try {
    refuseUnusual(await file.stat());
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

function textInside(file: string, root: string): string | undefined {
  try {
    return readInside(fileURLToPath(file), root).text;
  } catch {
    return undefined;
  }
}

/**
 * A host for programs that know files only.
 * @param script the program's own script, for threads; without it there are none
 */
export function fileHost(script?: string): Host {
  const nowhere = { readDirectory: async () => [], readFile: async () => undefined, pause: async () => {} };
  return new NodeHost(nowhere, script);
}

async function isFile(path: string): Promise<boolean> {
  return fs.stat(path).then(
    (stat) => stat.isFile(),
    () => false,
  );
}
