import { type Dirent, existsSync, opendirSync, realpathSync, statSync } from "node:fs";
import { dirname, extname, join, relative, sep } from "node:path";
import { isPassedOver } from "../core/workspace/host";
import { isInside } from "./inside";

/** Endings of files that may be wiki articles: only these are looked into when a folder is given. */
const ARTICLE_FILES = new Set([".md", ".markdown", ".wiki", ".wikitext", ".mediawiki", ".txt"]);

/**
 * The files below a folder that may be articles, relative to it with slashes, by name, folder by folder. Hidden folders and
 * `node_modules` are passed over, symbolic links to folders too: so there are no loops.
 * @param root a symbolic link to a file outside this folder is passed over
 * @param failed told of folders and files that cannot be read, by their paths relative to `folder` ("" for itself)
 * @param each `name`: links to files are files too, as redirects are pages; `text`: not those to files that come anyway
 */
export function* walk(
  folder: string,
  root: string,
  failed: (path: string, error: unknown) => void,
  each: "name" | "text" = "name",
  inner = "",
): Generator<string> {
  const names: string[] = [];
  /** Of those that are no plain files: whether they are folders. */
  const others = new Map<string, boolean>();
  try {
    for (const entry of entriesOf(join(folder, inner))) {
      const isFolder = entry.isDirectory();
      if (isFolder ? isPassedOver(entry.name) : !isArticleFile(entry.name)) continue;
      if (!entry.isFile()) {
        if (!isFolder && !entry.isSymbolicLink()) continue;
        others.set(entry.name, isFolder);
      }
      names.push(entry.name);
    }
  } catch (error) {
    failed(inner, error);
    return;
  }
  names.sort();
  for (const name of names) {
    const path = inner === "" ? name : `${inner}/${name}`;
    const isFolder = others.get(name);
    if (name.includes("\ufffd") && !existsSync(join(folder, path)))
      failed(path, new Error("its name is not valid UTF-8"));
    else if (isFolder) yield* walk(folder, root, failed, each, path);
    else if (isFolder === undefined) yield path;
    else {
      const target = targetIn(root, join(folder, path));
      if (target !== undefined && (each === "name" || !isWalked(folder, target))) yield path;
    }
  }
}

/**
 * Whether there is much to look through below a folder: so many files that may be articles, or ten times as many of others.
 * It is known long before all is listed.
 */
export function isLarge(folder: string, articles: number): boolean {
  const left = { articles, others: articles * 10 };
  count(folder, left);
  return left.articles <= 0 || left.others <= 0;
}

/** Takes what there is in a folder off what is left. */
function count(folder: string, left: { articles: number; others: number }): void {
  try {
    for (const entry of entriesOf(folder)) {
      if (left.articles <= 0 || left.others <= 0) return;
      if (isArticleFile(entry.name)) left.articles--;
      else left.others--;
      if (entry.isDirectory() && !isPassedOver(entry.name)) count(join(folder, entry.name), left);
    }
  } catch {
    // told of when it is walked
  }
}

/** The entries of a folder, as they come. */
function* entriesOf(folder: string): Generator<Dirent> {
  const opened = opendirSync(folder, { bufferSize: AT_ONCE });
  try {
    for (let entry = opened.readSync(); entry; entry = opened.readSync()) yield entry;
  } finally {
    opened.closeSync();
  }
}

/** Entries of a folder that are asked for at once. */
const AT_ONCE = 1000;

function isArticleFile(name: string): boolean {
  return ARTICLE_FILES.has(extname(name).toLowerCase());
}

/** The file in the root that a link leads to. */
function targetIn(root: string, link: string): string | undefined {
  try {
    const target = realpathSync(link);
    return isInside(realpathSync(root), target) && statSync(target).isFile() ? target : undefined;
  } catch {
    return undefined; // leads nowhere, or round in circles
  }
}

/** Whether a symbolic link leads to a file that is come upon below a folder: then it is that file's second name. */
export function isSecondName(folder: string, link: string): boolean {
  const target = targetIn(folder, link);
  return target !== undefined && isWalked(folder, target);
}

/** Whether a file, given by its real path, is come upon below a folder. */
function isWalked(folder: string, file: string): boolean {
  const base = realpathSync(folder);
  if (!isInside(base, file)) return false;
  const folders = relative(base, dirname(file)).split(sep);
  return isArticleFile(file) && !folders.some(isPassedOver);
}
