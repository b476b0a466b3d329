import { detectDialect, dialectOfPath } from "../dialects/detect";
import { PARSED_DIALECTS, type Parse, parse } from "../dialects/parse";
import type { Article, Dialect } from "../model/article";
import { articleFiles } from "./article-files";
import { CONFIG_FILE, describeProblems, mergeSettings, readConfigFile } from "./config-file";
import type { Configuration } from "./configuration";
import { OpenDocument, takeSnapshot } from "./document";
import { type PathJudge, pathJudge, type Verdict } from "./globs";
import type { Host } from "./host";
import {
  folderOf,
  impliedRoot,
  joinPath,
  type Place,
  pagesFolderOf,
  placeKey,
  placeOf,
  relativePath,
  titleOfPath,
  uriOf,
} from "./paths";
import type { PageFacts, Pages, Snapshot } from "./snapshot";
import { TitleIndex } from "./titles";
import { KnownPages, listFiles, NO_PAGES } from "./wiki";

/** Extensions by language id. */
const EXTENSIONS: Readonly<Record<string, string>> = { markdown: ".md", wikitext: ".wikitext" };

/** The pages of one `Page` folder. */
interface Wiki {
  readonly folder: Place;
  readonly root: Place;
  titles: TitleIndex | undefined;
  listing: Promise<void> | undefined;
  headings: Map<string, readonly string[]>;
  pages: Pages;
}

interface Root {
  readonly place: Place;
  file: Partial<Configuration>;
  configuration: Configuration;
  judge: PathJudge;
  /** Resolves when the settings file has been read; undefined as long as nobody waited for it. */
  ready: Promise<void> | undefined;
}

/** A page of the wiki that is not the open one. */
export interface OtherPage {
  readonly uri: string;
  readonly article: Article;
}

/** What a file of the workspace holds: an article, something else, or nothing that could be read. */
export type FilePage = { readonly snapshot: Snapshot } | "other" | "unreadable" | "undecodable";

/** A file that was created, changed or deleted. */
export interface FileChange {
  readonly uri: string;
  readonly deleted: boolean;
}

export interface WorkspaceOptions {
  /** Whether there is a rule of that id: for the settings. */
  readonly isRule: (id: string) => boolean;
  /** Told of settings files that cannot be used as they are; one line each. */
  readonly warn: (message: string) => void;
}

/**
 * The open documents, the pages around them, and the settings: everything that changes. What comes out of it
 * (snapshots, pages, configurations) does not.
 */
export class Workspace {
  private readonly documents = new Map<string, OpenDocument>();
  private readonly wikis = new Map<string, Wiki>();
  private roots: Root[] = [];
  private readonly impliedRoots = new Map<string, Root>();
  private settings: Partial<Configuration> = {};

  constructor(
    private readonly host: Host,
    private readonly options: WorkspaceOptions,
  ) {}

  /** Sets the folders that are open, by URI. */
  setRoots(uris: readonly string[]): void {
    this.roots = uris.map((uri) => this.rootAt(placeOf(uri)));
    this.impliedRoots.clear();
    this.wikis.clear();
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
    this.settings = settings;
    for (const root of [...this.roots, ...this.impliedRoots.values()]) this.configure(root);
  }

  /** Resolves when the settings file that governs a document has been read. */
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
    this.documents.delete(placeKey(uri));
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
    const parsed = document.parse(({ text, languageId }) => parseIn(root, place, text, EXTENSIONS[languageId]));
    return parsed ? document.snapshot(parsed, this.factsOf(place, root, parsed)) : undefined;
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
    return { snapshot: takeSnapshot(uri, 0, parsed, Object.freeze(this.factsOf(place, root, parsed))) };
  }

  private factsOf(place: Place, root: Root, parsed: Parse): PageFacts {
    return factsOf(place.path, parsed, this.wikiOf(place, root).pages, root.configuration);
  }

  /**
   * Learns what the check of a document would like to know of other pages: which there are, and the headings of those it
   * links to with an anchor. Resolves to whether there is anything new.
   */
  async learn(document: OpenDocument): Promise<boolean> {
    const place = placeOf(document.uri);
    const wiki = this.wikiOf(place, this.rootOf(place));
    const before = wiki.pages;
    if (!wiki.titles) await (wiki.listing ??= this.list(wiki));
    const article = this.snapshot(document)?.article;
    if (article) await this.readHeadings(wiki, article);
    return wiki.pages !== before;
  }

  /**
   * Takes note of files that were created, changed or deleted. Resolves to whether the checks of open documents may have
   * other results now.
   */
  async filesChanged(changes: readonly FileChange[]): Promise<boolean> {
    let relevant = false;
    for (const root of this.roots) {
      const file = { ...root.place, path: joinPath(root.place.path, CONFIG_FILE) };
      if (!changes.some(({ uri }) => placeKey(uri) === placeKey(uriOf(file)))) continue;
      await this.readConfiguration(root);
      relevant = true;
    }
    for (const wiki of this.wikis.values()) {
      if (this.pagesChanged(wiki, changes)) relevant = true;
    }
    return relevant;
  }

  /** Takes note of those changes that concern a wiki's pages; whether there are any. */
  private pagesChanged(wiki: Wiki, changes: readonly FileChange[]): boolean {
    const concerned = changes.flatMap(({ uri, deleted }) => {
      const place = placeOf(uri);
      const file = place.prefix === wiki.folder.prefix ? relativePath(wiki.folder.path, place.path) : undefined;
      return file?.endsWith(".md") ? [{ file, deleted }] : [];
    });
    if (concerned.length === 0) return false;
    if (!wiki.titles) {
      wiki.listing = undefined; // there is a folder now: it is listed when somebody asks
      return true;
    }
    const files = new Set(wiki.titles.files());
    const headings = new Map(wiki.headings);
    let changed = false;
    for (const { file, deleted } of concerned) {
      if (headings.delete(`Page/${file}`)) changed = true;
      if (files.has(file) !== deleted) continue;
      changed = true;
      if (deleted) files.delete(file);
      else files.add(file);
    }
    if (!changed) return false;
    wiki.headings = headings;
    wiki.titles = new TitleIndex(files);
    this.renew(wiki);
    return true;
  }

  /** The URI of a page, by the path that `Pages.resolve` gave for a link of `document`. */
  uriOfPage(document: OpenDocument, path: string): string {
    const place = placeOf(document.uri);
    const { folder } = this.wikiOf(place, this.rootOf(place));
    const uri = uriOf({ ...folder, path: joinPath(folderOf(folder.path), path) });
    return this.document(uri)?.uri ?? uri;
  }

  /** A page as it stands, open or not; undefined when there is none. `path` as `Pages.resolve` gave it. */
  async page(document: OpenDocument, path: string): Promise<OtherPage | undefined> {
    const uri = this.uriOfPage(document, path);
    const open = this.document(uri);
    const article = open && this.snapshot(open)?.article;
    if (article) return { uri, article };
    const text = open?.text ?? (await this.read(uri));
    return text === undefined ? undefined : { uri, article: parse(text, "markdown").article };
  }

  /** The URI of a file that a path on a page leads to, when it lies in the workspace; it may not exist. */
  uriOfFile(document: OpenDocument, destination: string): string | undefined {
    const place = placeOf(document.uri);
    const path = joinPath(folderOf(place.path), destination);
    return relativePath(this.rootOf(place).place.path, path) ? uriOf({ ...place, path }) : undefined;
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
    if (!root) this.impliedRoots.set(key, (root = this.rootAt(implied)));
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

  private rootAt(place: Place): Root {
    const configuration = mergeSettings(this.settings);
    return { place, file: {}, configuration, judge: pathJudge(configuration), ready: undefined };
  }

  private readSettingsFile(root: Root): Promise<void> {
    root.ready ??= this.readConfiguration(root);
    return root.ready;
  }

  private async readConfiguration(root: Root): Promise<void> {
    const file = uriOf({ ...root.place, path: joinPath(root.place.path, CONFIG_FILE) });
    const text = await this.host.readFile(file, uriOf(root.place));
    const { settings, problems } = readConfigFile(text ?? "", this.options.isRule);
    root.file = settings;
    const problem = describeProblems(CONFIG_FILE, text ?? "", problems);
    if (problem) this.options.warn(problem);
    this.configure(root);
  }

  private configure(root: Root): void {
    root.configuration = mergeSettings(this.settings, root.file);
    root.judge = pathJudge(root.configuration);
    for (const document of this.documents.values()) document.reconsider(); // include and exclude may have changed
  }

  private wikiOf(place: Place, root: Root): Wiki {
    const folder = { ...place, path: pagesFolderOf(place.path) };
    const key = uriOf(folder);
    let wiki = this.wikis.get(key);
    if (!wiki) {
      wiki = { folder, root: root.place, titles: undefined, listing: undefined, headings: new Map(), pages: NO_PAGES };
      this.wikis.set(key, wiki);
    }
    return wiki;
  }

  private async list(wiki: Wiki): Promise<void> {
    const { folder, root } = wiki;
    if (relativePath(root.path, folder.path) === undefined) return; // outside the workspace: stays unknown
    const files = await listFiles((inner) =>
      this.host.readDirectory(
        uriOf(inner === "" ? folder : { ...folder, path: joinPath(folder.path, inner) }),
        uriOf(root),
      ),
    );
    if (files.length === 0) return; // no such folder: nothing is known of the pages
    wiki.titles = new TitleIndex(files);
    this.renew(wiki);
  }

  private async readHeadings(wiki: Wiki, article: Article): Promise<void> {
    const wanted = new Set<string>();
    // By index: `for … of` makes an object for every step until it is compiled, and this runs after every keystroke.
    for (let at = 0; at < article.blocks.length; at++) {
      const { links } = article.blocks[at]!.content;
      for (let index = 0; index < links.length; index++) {
        const link = links[index]!;
        if (link.kind !== "page" || link.anchor === "") continue;
        const resolved = wiki.pages.resolve(link.title);
        if ("path" in resolved && !wiki.headings.has(resolved.path)) wanted.add(resolved.path);
      }
    }
    if (wanted.size === 0) return;
    const read = new Map<string, readonly string[]>();
    for (const path of wanted) {
      const place = { ...wiki.folder, path: joinPath(folderOf(wiki.folder.path), path) };
      const text = await this.host.readFile(uriOf(place), uriOf(wiki.root));
      // A page that cannot be read has no known headings: an empty list would make every anchor look wrong.
      if (text !== undefined) read.set(path, headingTexts(text));
    }
    if (read.size === 0) return;
    wiki.headings = new Map([...wiki.headings, ...read]);
    this.renew(wiki);
  }

  private renew(wiki: Wiki): void {
    wiki.pages = Object.freeze(new KnownPages(wiki.titles, wiki.headings));
  }
}

/** The visible texts of the headings of a page, which is Markdown as every file that a title leads to. */
export function headingTexts(text: string): readonly string[] {
  return parse(text, "markdown").article.headings.map((heading) => heading.text);
}

/** What the check of a page may know besides its text. `path` may be relative to anything. */
export function factsOf(path: string, { article }: Parse, pages: Pages, configuration: Configuration): PageFacts {
  const { dialect, script, allLinksLocal } = article;
  return { title: titleOfPath(path), dialect, script, allLinksLocal, pages, configuration };
}

/** @param extension what the path has for one when it says nothing: a document without a file has none */
function parseIn(
  { place: { path: folder }, judge }: Root,
  { path }: Place,
  text: string,
  extension = "",
): Parse | null {
  const relative = relativePath(folder, path) ?? path;
  const dialect = dialectOf(dialectOfPath(relative) ? relative : relative + extension, text, judge(relative));
  return dialect && parse(text, dialect);
}

/**
 * The dialect of a document; null when it is no wiki article, or of a dialect that is not read.
 * @param path relative to the workspace root
 * @param verdict what the settings say of it
 */
export function dialectOf(path: string, text: string, verdict: Verdict): Dialect | null {
  if (verdict === "exclude") return null;
  const dialect = verdict === "include" ? (dialectOfPath(path) ?? "markdown") : detectDialect(path, text);
  return dialect && PARSED_DIALECTS.includes(dialect) ? dialect : null;
}
