import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Article } from "../../core/model/article";
import type { Titles } from "../../core/workspace/both-forms";
import { CONFIG_FILE } from "../../core/workspace/config-file";
import { WikiIndex } from "../../core/workspace/index/wiki-index";
import { headingTexts, KnownPages, linksToAny, NO_PAGES, StrangePages } from "../../core/workspace/pages";
import { folderOf, PAGES, pagesFolderOf } from "../../core/workspace/paths";
import { NO_PICTURES, pictureFiles } from "../../core/workspace/pictures";
import type { Pages } from "../../core/workspace/snapshot";
import { TitleIndex } from "../../core/workspace/titles";
import { isWikitextFile } from "../../core/workspace/wikitext-titles";
import { isInside } from "../inside";
import { readInside } from "../read-text";
import { walk } from "../walk";

/** What the check of a file may know of the pages around it. */
export interface Around {
  readonly pages: Pages;
  /** The file's path in its wiki; absolute when that does not matter. */
  readonly path: string;
  /** See `PageFacts.missingPictures`. */
  readonly missingPictures: ReadonlySet<string>;
}

interface Wiki {
  readonly titles: Titles;
  /** Those of Markdown alone. */
  readonly markdown: TitleIndex;
  readonly headings: Map<string, readonly string[]>;
  readonly bare: Pages;
}

/** The pages around the files that are checked, each folder listed once. Reads nothing outside the files' roots. */
export class PageLibrary {
  private readonly wikis = new Map<string, Wiki | undefined>();
  /** By the folder that holds everything: see `homeOf`. */
  private readonly wikitext = new Map<string, Wiki>();
  private readonly homes = new Map<string, string | undefined>();

  /**
   * What the check of an article may know of other pages.
   * @param path absolute
   * @param root absolute: the folder outside which nothing is read
   * @param named absolute: the folder the user named, when it was not the file
   */
  around(path: string, root: string, article: Article, named: string | undefined): Around {
    if (article.dialect === "wikitext") return this.aroundWikitext(path, root, article, named);
    const folder = slashed(pagesFolderOf(slashed(path)));
    const wiki = this.wikiIn(folder, root);
    const pages = wiki ? pagesIn(wiki, dirname(folder), root, article) : NO_PAGES;
    return { pages, path: slashed(path), missingPictures: missingPictures(path, root, article) };
  }

  private wikiIn(folder: string, root: string): Wiki | undefined {
    if (!this.wikis.has(folder)) this.wikis.set(folder, listWiki(folder, root));
    return this.wikis.get(folder);
  }

  private aroundWikitext(path: string, root: string, article: Article, named: string | undefined): Around {
    const folder = dirname(path);
    const key = `${named ?? ""}\n${folder}`;
    if (!this.homes.has(key)) this.homes.set(key, this.homeOf(folder, root, named));
    const home = this.homes.get(key);
    if (home === undefined) return { pages: NO_PAGES, path: slashed(path), missingPictures: NO_PICTURES };
    const inside = slashed(relative(home, path));
    const wiki = this.wikitext.get(home) ?? listWikitext(home, this.wikiIn(slashed(join(home, PAGES)), root));
    this.wikitext.set(home, wiki);
    const pages = pagesIn(wiki, home, root, article);
    const isStrange = !this.hasMarkdown(home, root) && !linksToAny(article, pages, inside);
    return { pages: isStrange ? new StrangePages(pages) : pages, path: inside, missingPictures: NO_PICTURES };
  }

  private hasMarkdown(base: string, root: string): boolean {
    return (this.wikiIn(slashed(join(base, PAGES)), root)?.markdown.size ?? 0) > 0;
  }

  /**
   * The folder whose files of wikitext are one wiki with those in a folder of it: the nearest above with pages of Markdown,
   * else the repository's, else the one the user named.
   */
  private homeOf(folder: string, root: string, named: string | undefined): string | undefined {
    const above: string[] = [];
    for (let one = folder; isInside(root, one); one = dirname(one)) {
      above.push(one);
      if (one === root || one === dirname(one)) break;
    }
    const pages = pagesFolderOf(slashed(join(folder, "_")));
    if (isInside(pages, slashed(folder))) return folderOf(pages);
    return (
      above.find((one) => this.hasMarkdown(one, root)) ??
      above.find((one) => [".git", CONFIG_FILE].some((name) => existsSync(join(one, name)))) ??
      (named !== undefined && isInside(root, named) ? named : undefined)
    );
  }
}

/** The pictures of a page that do not exist; none of a page that is no file itself. */
function missingPictures(path: string, root: string, article: Article): ReadonlySet<string> {
  const files = pictureFiles(article);
  if (files.size === 0 || !existsSync(path)) return NO_PICTURES;
  const place = (file: string) => join(dirname(path), file);
  return new Set([...files].filter((file) => isInside(root, place(file)) && !existsSync(place(file))));
}

/** @param base the folder that holds `Page` */
function pagesIn(wiki: Wiki, base: string, root: string, article: Article): Pages {
  let read: Map<string, readonly string[]> | undefined;
  // From the blocks: the article's own list would be made for this alone.
  for (const { content } of article.blocks) {
    for (const link of content.links) {
      if (link.kind !== "page" || link.anchor === "") continue;
      const resolved = wiki.bare.resolve(link.title);
      if (!("path" in resolved)) continue;
      const known = wiki.headings.get(resolved.path) ?? readHeadings(base, resolved.path, root);
      if (!known) continue;
      wiki.headings.set(resolved.path, known);
      read ??= new Map();
      read.set(resolved.path, known);
    }
  }
  return read ? new KnownPages(wiki.titles, read) : wiki.bare;
}

/** All files of wikitext below a folder, together with the pages of Markdown beside them. */
function listWikitext(home: string, markdown: Wiki | undefined): Wiki {
  const index = new WikiIndex();
  for (const path of markdown?.markdown.allPaths() ?? []) index.addFile(path);
  for (const path of walk(home, home, () => {})) if (isWikitextFile(path)) index.addFile(path);
  return wikiOf(index.titles, index.pages);
}

function wikiOf(titles: Titles, markdown: TitleIndex): Wiki {
  return { titles, markdown, headings: new Map(), bare: new KnownPages(titles, new Map()) };
}

function listWiki(folder: string, root: string): Wiki | undefined {
  if (!inRoot(folder, root)) return undefined;
  const files: string[] = [];
  const visit = (inner: string): void => {
    for (const entry of entriesOf(join(folder, inner))) {
      const path = inner === "" ? entry.name : `${inner}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile() || isFile(join(folder, path))) files.push(path);
    }
  };
  visit("");
  if (files.length === 0) return undefined; // no such folder here: then nothing is known of the pages
  const titles = new TitleIndex(files);
  return wikiOf(titles, titles);
}

function readHeadings(base: string, path: string, root: string): readonly string[] | undefined {
  try {
    return headingTexts(path, readInside(join(base, path), root).text);
  } catch {
    return undefined; // unreadable: unknown
  }
}

/** Whether a symbolic link leads to a file: its name is one of the wiki, wherever that is. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false; // leads nowhere, or round in circles
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Whether a file or folder exists and lies in the root, symbolic links followed. */
export function inRoot(path: string, root: string): boolean {
  try {
    return isInside(realpathSync(root), realpathSync(path));
  } catch {
    return false;
  }
}

/** A path with slashes, as the core writes them. */
export function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
