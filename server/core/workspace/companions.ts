import picomatch from "picomatch/posix";
import type { Companion } from "../collation/companion";
import { loadCompanion } from "../collation/load";
import { TITLE_PLACEHOLDER } from "./configuration";
import { filesBelow, type Host } from "./host";
import { folderOf, impliedRoot, joinPath, nameOf, type Place, uriOf } from "./paths";

/** Endings of companions, those that tell most first; HTML may name the variant it is rendered in. */
const ENDINGS = [
  ".wikitext",
  ".mediawiki",
  ".wiki",
  ".html",
  ".zh.html",
  ".zh-hant.html",
  ".zh-hans.html",
  ".zh-tw.html",
  ".zh-hk.html",
  ".zh-cn.html",
  ".htm",
  ".rendered.txt",
] as const;

/** Where a page's companions may lie, best first: files of its name beside it, or in the folder that holds `Page`. */
export function companionPaths(page: string): string[] {
  const stem = stemOf(nameOf(page));
  const folders = new Set([folderOf(page), impliedRoot(page)]);
  return [...folders].flatMap((folder) =>
    ENDINGS.map((ending) => joinPath(folder, stem + ending)).filter((path) => path !== page),
  );
}

/** The title a companion's file name says: its name without ending. */
export function titleOfCompanion(path: string): string {
  const name = nameOf(path);
  const ending = [...ENDINGS].sort((a, b) => b.length - a.length).find((one) => name.toLowerCase().endsWith(one));
  return name.slice(0, name.length - (ending ?? /\.[^.]*$/.exec(name)?.[0] ?? "").length).replaceAll("_", " ");
}

/** A page's file name without ending. */
export function stemOf(file: string): string {
  return file.replace(/\.(?:md|markdown)$/i, "").normalize("NFC");
}

/** Reads a companion's file. */
export function readCompanion(path: string, text: string): Promise<Companion> {
  return loadCompanion(nameOf(path), titleOfCompanion(path), text);
}

/** A file that may be a page's companion. */
export interface CompanionFile {
  readonly uri: string;
  readonly text: string;
}

/**
 * The companions of a page on disk, best first.
 * @param pattern the setting: a glob from the root with the placeholder for the page's name; "" for none
 */
export async function findCompanions(host: Host, page: Place, root: Place, pattern: string): Promise<CompanionFile[]> {
  const found: CompanionFile[] = [];
  for (const path of [...(await configuredCompanions(host, page, root, pattern)), ...companionPaths(page.path)]) {
    const uri = uriOf({ ...page, path });
    const text = await host.readFile(uri, uriOf(root));
    if (text !== undefined && !found.some((one) => one.uri === uri)) found.push({ uri, text });
  }
  return found;
}

/**
 * Where the setting says that a page's companions lie: paths in the order of their names, of files that need not exist.
 * @param pattern the setting: a glob from the root with the placeholder for the page's name; "" for none
 */
export async function configuredCompanions(host: Host, page: Place, root: Place, pattern: string): Promise<string[]> {
  if (pattern === "") return [];
  const stem = stemOf(nameOf(page.path));
  const { base, glob } = picomatch.scan(pattern.replaceAll(TITLE_PLACEHOLDER, "\u0000"));
  const named = (text: string) => text.replaceAll("\u0000", stem);
  if (glob === "") return [joinPath(root.path, named(base))];
  const isMatch = picomatch(glob.replaceAll("\u0000", stem.replace(/[\\*?[\]{}()!+@|]/g, "\\$&")), { dot: true });
  const folder = joinPath(root.path, named(base));
  const list = (inner: string) => host.readDirectory(uriOf({ ...root, path: joinPath(folder, inner) }), uriOf(root));
  const paths: string[] = [];
  for await (const file of filesBelow(list)) if (isMatch(file)) paths.push(joinPath(folder, file));
  return paths.sort();
}
