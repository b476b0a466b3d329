import type { Companion } from "../collation/companion";
import { loadCompanion } from "../collation/load";
import { firstIndex } from "../text/span";
import { TITLE_PLACEHOLDER } from "./configuration";
import { escapeGlob, splitGlob } from "./glob";
import { globMatcher } from "./globs";
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
  const configured = await new ConfiguredCompanions(host, root, pattern).pathsOf(page);
  for (const path of [...configured, ...companionPaths(page.path)]) {
    const uri = uriOf({ ...page, path });
    const text = await host.readFile(uri, uriOf(root));
    if (text !== undefined && !found.some((one) => one.uri === uri)) found.push({ uri, text });
  }
  return found;
}

/** A glob of which the last part begins with the page's name: files are then found by how their names begin. */
const BEGINS_WITH_NAME = /^(?:[^{([!|\\]*\/)?\0[^/]*$/;

/** A file below a folder: its path from there, and its name. */
interface Listed {
  readonly path: string;
  readonly name: string;
}

/** Where the setting says that companions lie. Each folder is listed once. */
export class ConfiguredCompanions {
  private readonly listed = new Map<string, Promise<readonly Listed[]>>();
  private readonly base: string;
  private readonly glob: string;

  /** @param pattern the setting: a glob from the root with the placeholder for the page's name; "" for none */
  constructor(
    private readonly host: Host,
    private readonly root: Place,
    pattern: string,
  ) {
    ({ base: this.base, rest: this.glob } = splitGlob(pattern.replaceAll(TITLE_PLACEHOLDER, "\0")));
  }

  /** The paths of a page's companions in the order of their names. Without a glob in the setting the file need not exist. */
  async pathsOf(page: Place): Promise<string[]> {
    const { base, glob, root } = this;
    if (base === "" && glob === "") return [];
    const stem = stemOf(nameOf(page.path));
    const folder = joinPath(root.path, base.replaceAll("\0", stem));
    if (glob === "") return [folder];
    const isMatch = globMatcher(glob.replaceAll("\0", escapeGlob(stem)));
    const files = await this.filesIn(folder);
    const likely = BEGINS_WITH_NAME.test(glob) ? namedLike(files, stem) : files;
    return likely.flatMap(({ path }) => (isMatch(path) ? [joinPath(folder, path)] : [])).sort();
  }

  /** The files below a folder, by name. */
  private filesIn(folder: string): Promise<readonly Listed[]> {
    let files = this.listed.get(folder);
    if (!files) this.listed.set(folder, (files = this.list(folder)));
    return files;
  }

  private async list(folder: string): Promise<readonly Listed[]> {
    const { host, root } = this;
    const list = (inner: string) => host.readDirectory(uriOf({ ...root, path: joinPath(folder, inner) }), uriOf(root));
    const files: Listed[] = [];
    for await (const path of filesBelow(list)) files.push({ path, name: nameOf(path) });
    return files.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }
}

/** Those of some files, sorted by name, of which the names begin with a text. */
function namedLike(files: readonly Listed[], text: string): readonly Listed[] {
  const from = firstIndex(files.length, (index) => files[index]!.name >= text);
  const to = firstIndex(files.length, (index) => index >= from && !files[index]!.name.startsWith(text));
  return files.slice(from, to);
}
