import type { Companion } from "../collation/companion";
import { dialectOfPath } from "../dialects/detect";
import { type Parse, parse } from "../dialects/parse";
import type { Article } from "../model/article";
import { summarize } from "../model/summary";
import type { Lexicon } from "../variants/lexicon";
import { articleFiles } from "./article-files";
import { changedFiles, type FileChange } from "./changes";
import { type CompanionFile, findCompanions } from "./companions";
import { CONFIG_FILE, describeProblems, mergeSettings, readConfigFile } from "./config-file";
import type { Configuration } from "./configuration";
import { factsOf, OpenDocument, takeSnapshot } from "./document";
import { type PathJudge, pathJudge } from "./globs";
import type { FetchRequest, Host } from "./host";
import { Strings } from "./index/packed";
import type { Backlink, ProblemCount } from "./index/wiki-index";
import { byPage, type LinkingPage, linkName, stillStands } from "./linking";
import {
  folderOf,
  impliedRoot,
  joinPath,
  keyOf,
  type Place,
  placeKey,
  placeOf,
  relativePath,
  titleOfPath,
  uriOf,
} from "./paths";
import { missingPictures, Pictures } from "./pictures";
import { parseIn, pathIn, wantsLexicon } from "./reading";
import { pageDialect, ScanReceiver, type ScanTarget, scanPolitely } from "./scan";
import type { PageFacts, Snapshot } from "./snapshot";
import type { Wiki, WikiContext } from "./wiki";
import { fetchCompanion, type WikiProblem } from "./wiki-companion";
import { Wikis } from "./wikis";
import { isWikitextFile } from "./wikitext-titles";
import { type WordListProblem, WordLists } from "./word-lists";

/** Files that are read at the same time. */
const READ_AT_ONCE = 64;

interface Root {
  readonly place: Place;
  /** Whether somebody opened it; else it is where a file happens to lie. */
  readonly isOpen: boolean;
  file: Partial<Configuration>;
  configuration: Configuration;
  judge: PathJudge;
  /** Resolves when the settings file and the word lists have been read; undefined as long as nobody waited for it. */
  ready: Promise<void> | undefined;
  readonly words: WordLists;
}

/** A page of the wiki that is not the open one. */
export interface OtherPage {
  readonly uri: string;
  readonly article: Article;
}

/** What a file of the workspace holds: an article, something else, or nothing that could be read. */
export type FilePage = { readonly snapshot: Snapshot } | "other" | "unreadable" | "undecodable";

export interface WorkspaceOptions {
  /** Whether there is a rule of that id: for the settings. */
  readonly isRule: (id: string) => boolean;
  /** Told of settings files that cannot be used as they are; one line each. */
  readonly warn: (message: string) => void;
  /** Told of word lists of which something cannot be used; `warn` is told too. */
  readonly warnOfWords?: (problem: WordListProblem) => void;
  /** Told which files, by their paths from a root, have to be watched besides pages and settings files. */
  readonly watch?: (paths: readonly string[]) => void;
}

/**
 * The open documents, the pages around them, and the settings: everything that changes. What comes out of it
 * (snapshots, pages, configurations) does not.
 */
export class Workspace {
  private readonly documents = new Map<string, OpenDocument>();
  private readonly wikis: Wikis;
  private readonly pictures: Pictures;
  private roots: Root[] = [];
  private readonly impliedRoots = new Map<string, Root>();
  private settings: Partial<Configuration> = {};
  private lexicon: Lexicon | undefined;
  private readonly context: WikiContext;
  /** What is shared by the indexes of all wikis: the same titles occur in them. */
  private readonly strings = new Strings();
  private readonly indexed = new WeakMap<OpenDocument, Article>();
  private scanning: Promise<boolean> | undefined;
  private scanned = false;
  /** Whether the scan has begun to look at files, as the settings of then say. */
  private hasJudged = false;
  /** Which scan is under way; an older one has been given up. */
  private scans = 0;
  /** Files that have changed while a scan was under way. */
  private readonly changedMeanwhile = new Set<string>();
  /** Reading of files under way. */
  private readonly rereading = new Set<Promise<unknown>>();

  constructor(
    private readonly host: Host,
    private readonly options: WorkspaceOptions,
  ) {
    this.context = {
      host,
      strings: this.strings,
      dialectOf: (place, text) => {
        const root = this.rootOf(place);
        const path = relativePath(root.place.path, place.path) ?? place.path;
        return pageDialect(path, text, root.judge(path));
      },
    };
    this.wikis = new Wikis(this.context);
    this.pictures = new Pictures(host);
  }

  /** Sets the folders that are open, by URI. */
  setRoots(uris: readonly string[]): void {
    this.roots = uris.map((uri) => this.rootAt(placeOf(uri), true));
    this.impliedRoots.clear();
    this.forgetWikis();
  }

  /** Takes note of folders that were opened and closed. */
  changeRoots(added: readonly string[], removed: readonly string[]): void {
    const gone = new Set(removed.map(placeKey));
    const kept = this.roots.map(({ place }) => uriOf(place)).filter((uri) => !gone.has(placeKey(uri)));
    this.setRoots([...kept, ...added]);
    for (const document of this.documents.values()) document.reconsider();
  }

  /** Sets the user's settings, as the editor has them. */
  setSettings(settings: Partial<Configuration>): void {
    const isOtherList = settings.words !== this.settings.words;
    this.settings = settings;
    for (const root of [...this.roots, ...this.impliedRoots.values()]) {
      this.configure(root);
      if (isOtherList) root.ready = undefined;
    }
  }

  /** Resolves when the settings file and the word lists that govern a document have been read. */
  configured(uri: string): Promise<void> {
    return this.readSettingsFile(this.rootOf(placeOf(uri)));
  }

  /** Reads the settings files of the folders that are open. */
  async readSettingsFiles(): Promise<void> {
    await Promise.all(this.roots.map((root) => this.readSettingsFile(root)));
  }

  configurationOf(uri: string): Configuration {
    return this.rootOf(placeOf(uri)).configuration;
  }

  open(uri: string, languageId: string, version: number, text: string): OpenDocument {
    const document = new OpenDocument(uri, languageId, version, text);
    this.documents.set(placeKey(uri), document);
    return document;
  }

  close(uri: string): void {
    const place = placeOf(uri);
    this.documents.delete(placeKey(uri));
    const wiki = this.wikiAt(place);
    const path = wiki.pathOf(place);
    // What was typed and not saved is gone.
    if (path !== undefined && wiki.index.has(path)) this.reading(wiki.reread(path));
  }

  document(uri: string): OpenDocument | undefined {
    return this.documents.get(placeKey(uri));
  }

  openDocuments(): Iterable<OpenDocument> {
    return this.documents.values();
  }

  /** The document as it stands; undefined when it is no wiki article. */
  snapshot(document: OpenDocument): Snapshot | undefined {
    const place = placeOf(document.uri);
    const root = this.rootOf(place);
    const parsed = document.parse(({ text, languageId }) => parseIn(root, place, text, languageId));
    return parsed
      ? document.snapshot(parsed, this.factsOf(place, root, parsed, this.pictures.missingOn(document)))
      : undefined;
  }

  /**
   * The files that may be articles, among files and below folders; each once. What lies outside the workspace is left out.
   * @param uris of files and folders
   */
  async articleFiles(uris: readonly string[]): Promise<string[]> {
    const found = new Set<string>();
    for (const uri of uris) {
      const place = placeOf(uri);
      const root = this.openRootOf(place);
      if (!root) continue;
      await this.readSettingsFile(root);
      for (const file of await articleFiles(this.host, place, root.place)) found.add(file);
    }
    return [...found];
  }

  /** A file as it stands: in the editor when it is open there, else on disk. A byte order mark on disk is left out. */
  async fileAt(uri: string): Promise<FilePage> {
    const open = this.document(uri);
    if (open) {
      const snapshot = this.snapshot(open);
      return snapshot ? { snapshot } : "other";
    }
    const text = (await this.read(uri))?.replace(/^\ufeff/, "");
    if (text === undefined) return "unreadable";
    const place = placeOf(uri);
    const root = this.rootOf(place);
    const parsed = parseIn(root, place, text);
    if (!parsed) return "other";
    // What is not UTF-8 was read as replacement characters.
    if (text.includes("\ufffd")) return "undecodable";
    const pictures = await missingPictures(this.host, place, root.place, parsed.article);
    return { snapshot: takeSnapshot(uri, 0, parsed, Object.freeze(this.factsOf(place, root, parsed, pictures))) };
  }

  private factsOf(place: Place, root: Root, parsed: Parse, missingPictures: ReadonlySet<string>): PageFacts {
    const wiki = this.wikiAt(place, root);
    const path = wiki.pathOf(place) ?? place.path;
    return factsOf(path, parsed, wiki.pagesFor(parsed.article, path), root.configuration, {
      wordLists: root.words.lists,
      lexicon: this.lexicon,
      missingPictures,
      isIncluded:
        root.configuration.include.length > 0 && root.judge(pathIn(root.place.path, place.path)) === "include",
    });
  }

  /**
   * Learns what the check of a document would like to know: which other pages there are, the headings of those it links to
   * with an anchor, whether its pictures exist, the dictionaries. Resolves to whether there is anything new.
   */
  async learn(document: OpenDocument): Promise<boolean> {
    const before = this.snapshot(document)?.facts;
    const { lexicon } = this;
    await this.listAround(document.uri);
    const article = this.snapshot(document)?.article;
    const place = placeOf(document.uri);
    if (article) await this.wikiAt(place).readLinked(article);
    if (article) await this.pictures.learn(document, article, place, this.rootOf(place).place);
    if (article && wantsLexicon(article)) this.lexicon ??= await (await import("../variants/lexicon")).loadLexicon();
    const now = this.snapshot(document)?.facts;
    const isKnown = now?.pages === before?.pages && now?.missingPictures === before?.missingPictures;
    return !isKnown || this.lexicon !== lexicon;
  }

  /**
   * Takes note of files that were created, changed or deleted. Resolves to whether the checks of open documents may have
   * other results now.
   */
  async filesChanged(changes: readonly FileChange[]): Promise<boolean> {
    let relevant = false;
    const keys = new Set(changes.map(({ uri }) => placeKey(uri)));
    for (const root of this.roots) {
      const file = uriOf({ ...root.place, path: joinPath(root.place.path, CONFIG_FILE) });
      if (keys.has(placeKey(file))) await this.readConfiguration(root);
      else if (root.words.isAmong(keys)) await root.words.read(root.file, this.settings);
      else continue;
      relevant = true;
    }
    const rootOf = (place: Place) => this.openRootOf(place)?.place;
    for (const { uri, deleted } of await changedFiles(changes, this.host, this.wikis.values(), rootOf)) {
      const place = placeOf(uri);
      // One that nobody has asked for knows nothing that could change.
      const wiki = this.wikis.known(place, this.rootOf(place));
      const path = wiki?.pathOf(place);
      if (!wiki || path === undefined) continue;
      this.changedMeanwhile.add(placeKey(uri));
      const changed = wiki.fileChanged(path, deleted, this.document(uri) !== undefined);
      if (await this.reading(changed)) relevant = true;
    }
    this.wikis.house((file) => this.rootOf(file));
    return relevant;
  }

  /**
   * Reads all pages of the folders that are open, in the background; once. Resolves when every page has been read, to
   * whether the checks of open documents may have other results now.
   */
  scan(): Promise<boolean> {
    this.scanning ??= this.scanRoots(++this.scans);
    return this.scanning;
  }

  /**
   * Reads all pages of the wiki that a document or file belongs to, in an open folder or not. Resolves to whether they are
   * all known then: of a file outside the open folders they are where it lies beside other pages of a `Page` folder.
   */
  async readAround(uri: string): Promise<boolean> {
    await this.scan();
    const place = placeOf(uri);
    const root = this.rootOf(place);
    if (root.isOpen) return true;
    await this.readSettingsFile(root);
    await this.listAround(uri);
    return this.wikiAt(place, root).readAll();
  }

  /** Whether every page of the folders that are open has been read. */
  get isScanned(): boolean {
    return this.scanned;
  }

  /**
   * The wiki that a document or file belongs to, as it stands: what open documents say counts, saved or not. It knows the
   * pages that have been read by now: await `scan` to have all.
   */
  async wiki(uri: string): Promise<Wiki> {
    await this.listAround(uri);
    await this.settle();
    return this.wikiAt(placeOf(uri));
  }

  /** Has the wiki of a document or file take note of which pages there are. */
  private async listAround(uri: string): Promise<void> {
    const place = placeOf(uri);
    const isWikitext = this.isWikitext(uri);
    const root = this.rootOf(place);
    if (isWikitext) await this.wikis.findPagesAbove(place, root);
    await this.wikiAt(place, root).list(isWikitext);
    this.wikis.house((file) => this.rootOf(file));
  }

  private isWikitext(uri: string): boolean {
    const document = this.document(uri);
    return document ? this.snapshot(document)?.article.dialect === "wikitext" : isWikitextFile(placeOf(uri).path);
  }

  /** All wikis that pages have been read of, as they stand. */
  async allWikis(): Promise<readonly Wiki[]> {
    await this.settle();
    return [...this.wikis.values()].filter(({ index }) => index.size > 0);
  }

  /** Another number when what is known of the pages is not what it was. */
  get version(): number {
    let version = this.scans;
    for (const { index } of this.wikis.values()) version += index.version;
    return version;
  }

  /** Takes note of how many findings a file has; undefined when it is no page any more. */
  setProblems(uri: string, count: ProblemCount | undefined): void {
    const place = placeOf(uri);
    const wiki = this.wikiAt(place);
    const path = wiki.pathOf(place);
    if (path !== undefined) wiki.index.setProblems(path, count);
  }

  /** The folders that are open, by URI. */
  rootUris(): string[] {
    return this.roots.map(({ place }) => uriOf(place));
  }

  /**
   * Reads the pages that links stand on, as they are now: links that stand there no more are left out, those that lead to
   * the same are taken in.
   */
  async linkingPages(wiki: Wiki, links: readonly Backlink[]): Promise<LinkingPage[]> {
    const pages = [...byPage(links)];
    const found: LinkingPage[] = [];
    for (let first = 0; first < pages.length; first += READ_AT_ONCE) {
      const some = pages.slice(first, first + READ_AT_ONCE);
      const texts = await this.readAll(some.map(([path]) => uriOf(wiki.placeOf(path))));
      for (const [index, { uri, text }] of texts.entries()) {
        const page = text === undefined ? undefined : this.linkingPage(uri, text, ...some[index]!);
        if (page && page.links.length > 0) found.push(page);
      }
    }
    return found;
  }

  /** Files of one wiki as they stand, open or not; without a byte order mark. */
  async readAll(files: readonly string[]): Promise<{ readonly uri: string; readonly text: string | undefined }[]> {
    const { host } = this;
    const read = new Map<string, string | undefined>();
    const closed = files.filter((file) => !this.document(file));
    const root = closed[0] === undefined ? undefined : this.rootOf(placeOf(closed[0])).place;
    if (root && host.readFiles) {
      const inside = closed.filter((file) => relativePath(root.path, placeOf(file).path) !== undefined);
      const texts = await host.readFiles(inside, uriOf(root));
      for (const [index, file] of inside.entries()) read.set(file, texts[index]);
    } else {
      await Promise.all(closed.map(async (file) => void read.set(file, await this.read(file))));
    }
    return files.map((file) => {
      const open = this.document(file);
      return open ? { uri: open.uri, text: open.text } : { uri: file, text: read.get(file)?.replace(/^\ufeff/, "") };
    });
  }

  private linkingPage(uri: string, text: string, path: string, known: readonly Backlink[]): LinkingPage | undefined {
    if (known.every((link) => stillStands(text, link))) return { uri, path, text, links: known };
    const place = placeOf(uri);
    const dialect = this.context.dialectOf(place, text);
    if (dialect === null) return undefined;
    const names = new Set(known.map(linkName));
    const { links } = summarize(parse(text, dialect).article);
    return { uri, path, text, links: links.filter((link) => names.has(linkName(link))) };
  }

  /** The URI of a page, by the path that `Pages.resolve` gave. */
  uriOfPage(document: OpenDocument, path: string): string {
    const uri = uriOf(this.wikiAt(placeOf(document.uri)).placeOf(path));
    return this.document(uri)?.uri ?? uri;
  }

  /** A page as it stands, open or not; undefined when there is none. `path` as `Pages.resolve` gave it. */
  page(document: OpenDocument, path: string): Promise<OtherPage | undefined> {
    return this.pageAt(this.uriOfPage(document, path));
  }

  /** The same by its URI. */
  async pageAt(at: string): Promise<OtherPage | undefined> {
    const open = this.document(at);
    const uri = open?.uri ?? at;
    const article = open && this.snapshot(open)?.article;
    if (article) return { uri, article };
    const text = open?.text ?? (await this.read(uri))?.replace(/^\ufeff/, "");
    if (text === undefined) return undefined;
    const place = placeOf(uri);
    const { mediawiki } = this.rootOf(place).configuration;
    return { uri, article: parse(text, dialectOfPath(place.path) ?? "markdown", mediawiki).article };
  }

  /** The URI of a file that a path on a page leads to, when it lies in the workspace; it may not exist. */
  uriOfFile(document: OpenDocument, destination: string): string | undefined {
    const place = placeOf(document.uri);
    const path = joinPath(folderOf(place.path), destination);
    return relativePath(this.rootOf(place).place.path, path) ? uriOf({ ...place, path }) : undefined;
  }

  /** The companions of a page on disk, best first. */
  companions(uri: string): Promise<CompanionFile[]> {
    const place = placeOf(uri);
    const root = this.rootOf(place);
    return findCompanions(this.host, place, root.place, root.configuration.companions);
  }

  /** A page as the wiki has it that the settings name; undefined when they name none. */
  wikiCompanion(uri: string, onCancel: FetchRequest["onCancel"]): Promise<Companion | WikiProblem> | undefined {
    const { wiki } = this.configurationOf(uri);
    const { fetch } = this.host;
    if (wiki === "" || !fetch) return undefined;
    return fetchCompanion(fetch, wiki, titleOfPath(placeOf(uri).path), onCancel);
  }

  private read(uri: string): Promise<string | undefined> {
    const place = placeOf(uri);
    const root = this.rootOf(place).place;
    if (relativePath(root.path, place.path) === undefined) return Promise.resolve(undefined);
    return this.host.readFile(uri, uriOf(root));
  }

  private rootOf(place: Place): Root {
    const found = this.openRootOf(place);
    if (found) return found;
    const implied = { ...place, path: impliedRoot(place.path) };
    const key = uriOf(implied);
    let root = this.impliedRoots.get(key);
    if (!root) this.impliedRoots.set(key, (root = this.rootAt(implied, false)));
    return root;
  }

  /** The innermost of the open folders that a place lies in. */
  private openRootOf(place: Place): Root | undefined {
    let found: Root | undefined;
    for (const root of this.roots) {
      if (root.place.prefix !== place.prefix || relativePath(root.place.path, place.path) === undefined) continue;
      if (!found || root.place.path.length > found.place.path.length) found = root;
    }
    return found;
  }

  private rootAt(place: Place, isOpen: boolean): Root {
    const configuration = mergeSettings(this.settings);
    const { warn, warnOfWords } = this.options;
    const words = new WordLists(this.host, place, (problem) => {
      warn(problem.message);
      warnOfWords?.(problem);
    });
    return { place, isOpen, file: {}, configuration, judge: pathJudge(configuration), ready: undefined, words };
  }

  private readSettingsFile(root: Root): Promise<void> {
    root.ready ??= this.readConfiguration(root);
    return root.ready;
  }

  private async readConfiguration(root: Root): Promise<void> {
    const file = uriOf({ ...root.place, path: joinPath(root.place.path, CONFIG_FILE) });
    const text = await this.host.readFile(file, uriOf(root.place));
    const { settings, problems } = readConfigFile(text ?? "", this.options.isRule);
    // A file that cannot be read at all leaves the last good settings in force.
    if (settings) root.file = settings;
    const problem = describeProblems(CONFIG_FILE, text ?? "", problems);
    if (problem) this.options.warn(problem);
    this.configure(root);
    await root.words.read(root.file, this.settings);
    this.options.watch?.(this.roots.flatMap(({ words }) => words.paths));
  }

  private configure(root: Root): void {
    const { include, exclude } = root.configuration;
    root.configuration = mergeSettings(this.settings, root.file);
    root.judge = pathJudge(root.configuration);
    const now = root.configuration;
    if (this.hasJudged && JSON.stringify([include, exclude]) !== JSON.stringify([now.include, now.exclude]))
      this.forgetWikis();
    for (const document of this.documents.values()) document.reconsider(); // include and exclude may have changed
  }

  /** Takes over what open documents say, and waits for files that are being read. */
  private async settle(): Promise<void> {
    await Promise.all(this.rereading);
    for (const document of this.documents.values()) {
      const article = this.snapshot(document)?.article;
      if (!article || this.indexed.get(document) === article) continue;
      this.indexed.set(document, article);
      const place = placeOf(document.uri);
      const wiki = this.wikiAt(place);
      const path = wiki.pathOf(place);
      if (path !== undefined) wiki.index.set(path, summarize(article));
    }
  }

  private async reading<T>(work: Promise<T>): Promise<T> {
    this.rereading.add(work);
    try {
      return await work;
    } finally {
      this.rereading.delete(work);
    }
  }

  private forgetWikis(): void {
    this.wikis.clear();
    this.scanning = undefined;
    this.scanned = false;
    this.hasJudged = false;
    this.scans++;
  }

  private async scanRoots(scan: number): Promise<boolean> {
    const isCancelled = () => this.scans !== scan;
    await this.readSettingsFiles();
    if (isCancelled()) return false;
    this.hasJudged = true;
    this.changedMeanwhile.clear();
    for (const root of this.roots) {
      const target: ScanTarget = {
        root: root.place,
        judge: root.judge,
        strings: this.strings,
        wikiOf: (place) => {
          if (this.rootOf(place) !== root) return undefined; // of a folder inside that is open by itself
          const wiki = this.wikiAt(place, root);
          const path = wiki.pathOf(place);
          return path === undefined ? undefined : { wiki, path };
        },
        isNewer: (place) => this.changedMeanwhile.has(keyOf(place)) || this.documents.has(keyOf(place)),
      };
      const { include, exclude } = root.configuration;
      const request = { root: uriOf(root.place), include, exclude, isCancelled };
      const done = await this.host.scan?.(request, () => {
        const receiver = new ScanReceiver(target);
        return (batch) => {
          if (!isCancelled()) receiver.take(batch);
        };
      });
      if (!done) await scanPolitely(this.host, target, isCancelled);
      if (isCancelled()) return false;
    }
    let relevant = false;
    this.wikis.house((file) => this.rootOf(file));
    for (const wiki of this.wikis.values()) {
      wiki.complete = true;
      if (wiki.foundAll()) relevant = true;
    }
    this.scanned = true;
    return relevant;
  }

  private wikiAt(place: Place, root = this.rootOf(place)): Wiki {
    return this.wikis.at(place, root);
  }
}
