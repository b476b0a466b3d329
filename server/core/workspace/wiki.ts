import { parse } from "../dialects/parse";
import type { Article, Dialect } from "../model/article";
import { type PageSummary, summarize } from "../model/summary";
import { type DirectoryEntry, filesBelow, type Host } from "./host";
import type { Strings } from "./index/packed";
import { WikiIndex } from "./index/wiki-index";
import { KnownPages, NO_PAGES } from "./pages";
import { folderOf, joinPath, nameOf, type Place, relativePath, uriOf } from "./paths";
import type { Pages } from "./snapshot";

/** Files taken note of in one turn: about a millisecond's work. */
const AT_ONCE = 500;

/** What a wiki asks of the workspace it is in. */
export interface WikiContext {
  readonly host: Host;
  readonly strings: Strings;
  /** The dialect in which a file is read; null when it is none of the wiki's pages. */
  readonly dialectOf: (place: Place, text: string) => Dialect | null;
}

/** The pages around one `Page` folder. */
export class Wiki {
  readonly index: WikiIndex;
  /** Whether all pages have been read, so that changed files are to be read again. */
  complete = false;
  private listing: Promise<void> | undefined;
  private listed = false;
  private foundNew = false;
  private known: Pages = NO_PAGES;

  /**
   * @param folder the `Page` folder, which need not exist
   * @param root the folder outside which nothing is read
   */
  constructor(
    private readonly context: WikiContext,
    readonly folder: Place,
    private readonly root: Place,
  ) {
    this.index = new WikiIndex(context.strings);
  }

  /** What rules may know of the pages; another object when that has changed. */
  get pages(): Pages {
    return this.known;
  }

  /** The path of a file in the wiki, `Page/X.md`; undefined when it lies elsewhere. */
  pathOf(place: Place): string | undefined {
    return place.prefix === this.folder.prefix ? relativePath(folderOf(this.folder.path), place.path) : undefined;
  }

  /** The place of a path in the wiki. */
  placeOf(path: string): Place {
    return { ...this.folder, path: joinPath(folderOf(this.folder.path), path) };
  }

  /** Takes note of which pages and categories there are; once, unless there was no such folder. */
  list(): Promise<void> {
    this.listing ??= this.listFiles();
    return this.listing;
  }

  /** Takes note of a file that a scan found. */
  found(path: string): void {
    if (this.index.addFile(path)) this.foundNew = true;
  }

  /** To be called when a scan has found every file. Returns whether checks may have other results now. */
  foundAll(): boolean {
    if (!this.foundNew || this.index.pages.size === 0) return false;
    this.foundNew = false;
    this.listed = true;
    this.listing = Promise.resolve();
    this.renew();
    return true;
  }

  /** Reads those pages that a page links to with an anchor, and that have not been read. */
  async readLinked(article: Article): Promise<void> {
    const wanted = new Set<string>();
    // By index: `for … of` makes an object for every step until it is compiled, and this runs after every keystroke.
    for (let at = 0; at < article.blocks.length; at++) {
      const { links } = article.blocks[at]!.content;
      for (let index = 0; index < links.length; index++) {
        const link = links[index]!;
        if (link.kind !== "page" || link.anchor === "") continue;
        const resolved = this.known.resolve(link.title);
        if ("path" in resolved && !this.index.has(resolved.path)) wanted.add(resolved.path);
      }
    }
    let read = false;
    for (const path of wanted) {
      const summary = await this.readSummary(path);
      // A page that cannot be read has no known headings: an empty list would make every anchor look wrong.
      if (summary && this.index.set(path, summary)) read = true;
    }
    if (read) this.renew();
  }

  /**
   * Takes note of a file that was created, changed or deleted.
   * @param isOpen whether it is open in the editor: then what stands there counts, not what is on disk
   * @returns whether the checks of other pages may have other results now
   */
  async fileChanged(path: string, deleted: boolean, isOpen: boolean): Promise<boolean> {
    if (!this.listed && path.startsWith(`${nameOf(this.folder.path)}/`)) {
      this.listing = undefined; // there is a folder now: it is listed when somebody asks
      return true;
    }
    let relevant = deleted ? this.index.deleteFile(path) : this.index.addFile(path);
    if (!deleted && !isOpen && (this.complete || this.index.has(path)) && (await this.reread(path))) relevant = true;
    if (relevant) this.renew();
    return relevant;
  }

  /** Reads a page again. Resolves to whether it had been read before and has other headings now. */
  async reread(path: string): Promise<boolean> {
    const { index } = this;
    const before = index.headings(path);
    const summary = await this.readSummary(path);
    if (!(summary ? index.set(path, summary) : index.delete(path)) || !before) return false;
    return String(before) !== String(index.headings(path));
  }

  private async readSummary(path: string): Promise<PageSummary | undefined> {
    const place = this.placeOf(path);
    const text = await this.context.host.readFile(uriOf(place), uriOf(this.root));
    const dialect = text === undefined ? null : this.context.dialectOf(place, text);
    return dialect === null ? undefined : summarize(parse(text!, dialect).article);
  }

  private async listFiles(): Promise<void> {
    const { folder, root, index } = this;
    if (relativePath(root.path, folder.path) === undefined) return; // outside the workspace: stays unknown
    const files = await listFiles((inner) =>
      this.context.host.readDirectory(
        uriOf(inner === "" ? folder : { ...folder, path: joinPath(folder.path, inner) }),
        uriOf(root),
      ),
    );
    for (const [number, file] of files.entries()) {
      if (number % AT_ONCE === AT_ONCE - 1) await this.context.host.pause();
      index.addFile(`${nameOf(folder.path)}/${file}`);
    }
    if (index.pages.size === 0) return; // no such folder: nothing is known of the pages
    this.listed = true;
    this.renew();
  }

  private renew(): void {
    this.known = this.listed ? KnownPages.of(this.index) : NO_PAGES;
  }
}

/**
 * The files of a folder and the folders in it, relative to it.
 * @param read lists one folder, given relative to the first ("" for itself)
 */
async function listFiles(read: (folder: string) => Promise<readonly DirectoryEntry[]>): Promise<string[]> {
  const files: string[] = [];
  for await (const file of filesBelow(read)) files.push(file);
  return files;
}
