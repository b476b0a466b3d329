import { parse } from "../dialects/parse";
import type { Article, Dialect } from "../model/article";
import { type PageSummary, summarize } from "../model/summary";
import { type DirectoryEntry, filesBelow, type Host } from "./host";
import type { Strings } from "./index/packed";
import { WikiIndex } from "./index/wiki-index";
import { KnownPages, linksToAny, NO_PAGES, StrangePages } from "./pages";
import { folderOf, joinPath, nameOf, type Place, relativePath, uriOf } from "./paths";
import type { Pages } from "./snapshot";
import { isWikitextFile } from "./wikitext-titles";

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
  /** The same of files of wikitext, which may lie in any folder. */
  private wikitextListing: Promise<void> | undefined;
  private readingAll: Promise<void> | undefined;
  private listed = false;
  private wikitextListed = false;
  private foundNew = false;
  private known: Pages = NO_PAGES;
  private knownToWikitext: Pages = NO_PAGES;
  private knownToStrangers: Pages = NO_PAGES;
  /** For each page of wikitext what it was last told of the others. */
  private readonly told = new WeakMap<Article, { readonly from: Pages; readonly pages: Pages }>();

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

  /** What the rules that check an article may know of the pages; another object when that has changed. */
  pagesFor(article: Article, path: string): Pages {
    return article.dialect === "wikitext" ? this.pagesForWikitext(article, path) : this.known;
  }

  private pagesForWikitext(article: Article, path: string): Pages {
    const from = this.knownToWikitext;
    // Beside pages of Markdown it belongs to their wiki.
    if (this.index.pages.size > 0 || from === NO_PAGES) return from;
    let told = this.told.get(article);
    if (told?.from !== from) {
      told = { from, pages: linksToAny(article, from, path) ? from : this.knownToStrangers };
      this.told.set(article, told);
    }
    return told.pages;
  }

  /** The path of a file in the wiki, `Page/X.md`; undefined when it lies elsewhere. */
  pathOf(place: Place): string | undefined {
    return place.prefix === this.folder.prefix ? relativePath(folderOf(this.folder.path), place.path) : undefined;
  }

  /** The place of a path in the wiki. */
  placeOf(path: string): Place {
    return { ...this.folder, path: joinPath(folderOf(this.folder.path), path) };
  }

  /**
   * Takes note of which pages there are; once, unless there were none.
   * @param withWikitext whether to look for files of wikitext too
   */
  async list(withWikitext: boolean): Promise<void> {
    this.listing ??= this.listFiles();
    await this.listing;
    if (!withWikitext) return;
    this.wikitextListing ??= this.listWikitext();
    await this.wikitextListing;
  }

  /** Takes note of a file that a scan found. */
  found(path: string): void {
    if (this.index.addFile(path)) this.foundNew = true;
  }

  /** To be called when a scan has found every file. Returns whether checks may have other results now. */
  foundAll(): boolean {
    const { pages, wikitext } = this.index;
    if (!this.foundNew || (pages.size === 0 && wikitext.pages.size === 0)) return false;
    this.foundNew = false;
    this.listed ||= pages.size > 0;
    if (this.listed) this.listing = Promise.resolve();
    this.wikitextListed = true;
    this.wikitextListing = Promise.resolve();
    this.renew();
    return true;
  }

  /** Reads those pages that a page links to with an anchor, and that have not been read. */
  async readLinked(article: Article): Promise<void> {
    const known = article.dialect === "wikitext" ? this.knownToWikitext : this.known;
    const wanted = new Set<string>();
    // By index: `for … of` makes an object for every step until it is compiled, and this runs after every keystroke.
    for (let at = 0; at < article.blocks.length; at++) {
      const { links } = article.blocks[at]!.content;
      for (let index = 0; index < links.length; index++) {
        const link = links[index]!;
        if (link.kind !== "page" || link.anchor === "") continue;
        const resolved = known.resolve(link.title);
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
    const isWikitext = isWikitextFile(path);
    if (!this.listed && !isWikitext && path.startsWith(`${nameOf(this.folder.path)}/`)) {
      this.listing = undefined; // there is a folder now: it is listed when somebody asks
      return true;
    }
    let relevant = deleted ? this.index.deleteFile(path) : this.index.addFile(path);
    if (!this.wikitextListed && isWikitext) {
      this.wikitextListing = undefined;
      relevant = true;
    }
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

  /** Reads the pages that have not been read, once. Resolves to whether there are any pages. */
  async readAll(): Promise<boolean> {
    const { index } = this;
    if (!this.listed && !this.wikitextListed) return false;
    this.readingAll ??= (async () => {
      for (const path of [...index.files()]) {
        if (index.has(path)) continue;
        const summary = await this.readSummary(path);
        if (summary) index.set(path, summary);
      }
      this.complete = true;
      this.renew();
    })();
    await this.readingAll;
    return true;
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

  private async listWikitext(): Promise<void> {
    const { root, index } = this;
    const folder = { ...this.folder, path: folderOf(this.folder.path) };
    if (relativePath(root.path, folder.path) === undefined) return; // a file by itself: what stands around it is none of its
    let number = 0;
    const read = (inner: string) =>
      this.context.host.readDirectory(uriOf({ ...folder, path: joinPath(folder.path, inner) }), uriOf(root));
    for await (const file of filesBelow(read)) {
      if (++number % AT_ONCE === 0) await this.context.host.pause();
      if (isWikitextFile(file)) index.addFile(file);
    }
    if (index.pages.size === 0 && index.wikitext.pages.size === 0) return;
    this.wikitextListed = true;
    this.renew();
  }

  private renew(): void {
    const { index, listed, wikitextListed } = this;
    this.known = listed ? KnownPages.of(index, "markdown") : NO_PAGES;
    this.knownToWikitext = wikitextListed ? KnownPages.of(index, "wikitext") : NO_PAGES;
    this.knownToStrangers = new StrangePages(this.knownToWikitext);
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
