import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { Article } from "../../core/model/article";
import { KnownPages, NO_PAGES } from "../../core/workspace/pages";
import { pagesFolderOf } from "../../core/workspace/paths";
import type { Pages } from "../../core/workspace/snapshot";
import { TitleIndex } from "../../core/workspace/titles";
import { headingTexts } from "../../core/workspace/workspace";
import { isInside } from "../inside";
import { readUtf8 } from "../read-text";

interface Wiki {
  readonly titles: TitleIndex;
  readonly headings: Map<string, readonly string[]>;
  readonly bare: Pages;
}

/** The pages around the files that are checked, each folder listed once. Reads nothing outside the files' roots. */
export class PageLibrary {
  private readonly wikis = new Map<string, Wiki | undefined>();

  /**
   * What the check of an article may know of other pages.
   * @param path absolute
   * @param root absolute: the folder outside which nothing is read
   */
  pagesFor(path: string, root: string, article: Article): Pages {
    const folder = slashed(pagesFolderOf(slashed(path)));
    if (!this.wikis.has(folder)) this.wikis.set(folder, listWiki(folder, root));
    const wiki = this.wikis.get(folder);
    if (!wiki) return NO_PAGES;
    let read: Map<string, readonly string[]> | undefined;
    // From the blocks: the article's own list would be made for this alone.
    for (const { content } of article.blocks) {
      for (const link of content.links) {
        if (link.kind !== "page" || link.anchor === "") continue;
        const resolved = wiki.bare.resolve(link.title);
        if (!("path" in resolved)) continue;
        const known = wiki.headings.get(resolved.path) ?? readHeadings(folder, resolved.path, root);
        if (!known) continue;
        wiki.headings.set(resolved.path, known);
        read ??= new Map();
        read.set(resolved.path, known);
      }
    }
    return read ? new KnownPages(wiki.titles, read) : wiki.bare;
  }
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
  return { titles, headings: new Map(), bare: new KnownPages(titles, new Map()) };
}

function readHeadings(folder: string, path: string, root: string): readonly string[] | undefined {
  const file = join(folder, "..", path);
  if (!inRoot(file, root)) return undefined;
  try {
    return headingTexts(readUtf8(file));
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
