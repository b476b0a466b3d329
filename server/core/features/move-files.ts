import { dialectOfPath } from "../dialects/detect";
import type { SummaryLink } from "../model/summary";
import type { TextEdit } from "../text/edit";
import type { Backlink, WikiIndex } from "../workspace/index/wiki-index";
import type { LinkingPage } from "../workspace/linking";
import { isNameable } from "../workspace/page-titles";
import { folderOf, joinPath, nameOf, PAGES, relativePath } from "../workspace/paths";
import { isWikitextFile, titleOfPage } from "../workspace/wikitext-titles";
import type { OtherPage } from "../workspace/workspace";
import { retitledTarget, type TitleChange } from "./link-text";
import { editsOf, type Move, merged, type PageEdits } from "./page-edits";
import type { Surroundings } from "./place";
import { type AnyLink, ELSEWHERE, INTO_PAGES, isRelativePath, withoutScheme, withTitle, writing } from "./retitle";
import { readPath, type Slot, slotOf, splitPath, type WrittenPath, writtenPath } from "./written-path";

/** A page and its path in the wiki. */
export interface NamingPage extends OtherPage {
  readonly path: string;
}

/** How the pages are read that moves concern. */
export interface MovesAround extends Pick<Surroundings, "linkingPages" | "page"> {
  /**
   * Reads those among pages, by their paths in the wiki, whose texts may name a file or folder; asked for when something moves
   * that is no page. Without it links to files that are no pages stay as they are on pages that stay.
   */
  readonly pagesNaming?: (names: readonly RegExp[], paths: readonly string[]) => Promise<readonly NamingPage[]>;
}

/**
 * What is to be written when files move, into the texts as they are before: links to pages name their new titles, and
 * relative paths on pages that move lead to what they led to, also where that moves as well.
 * @param moves files and folders, by their paths in the wiki
 */
export async function moveFiles(
  moves: readonly Move[],
  index: WikiIndex,
  around: MovesAround,
): Promise<readonly PageEdits[]> {
  const moved = new Moved(moves, index);
  const pages: PageEdits[] = [];
  const links = new Map<string, Backlink>();
  for (const [from, to] of moved.files) {
    for (const link of mayLeadTo(from, index)) {
      // Pages of Markdown that move are read whole below.
      if (moved.files.has(link.path) && !isWikitextFile(link.path)) continue;
      links.set(`${link.start} ${link.path}`, link);
    }
    if (dialectOfPath(from) !== "markdown") continue;
    const page = await around.page(from);
    if (!page) continue;
    const { article, uri } = page;
    const edits = article.links.flatMap((link) => editsOfLink(article.text, link, { from, to }, moved));
    pages.push({ uri, text: article.text, edits });
  }
  const edit = (text: string, link: SummaryLink, { path }: LinkingPage) =>
    editsOfLink(text, link, { from: path, to: path }, moved);
  pages.push(...(await editsOf([...links.values()], around, edit)));
  for (const { path, uri, article } of await pagesBeside(moved, around)) {
    const edits = article.links.flatMap((link) => editsOfFileLink(article.text, link, path, moved));
    pages.push({ uri, text: article.text, edits });
  }
  return merged(pages);
}

/** The new title of a page of wikitext that no link could name; undefined when there is none among the pages that move. */
export function unnameable(moves: readonly Move[], index: WikiIndex): string | undefined {
  const moved = new Moved(moves, index);
  for (const [from, to] of moved.files) {
    if (isWikitextFile(from) && isWikitextFile(to) && moved.titlesOf(from) && !isNameable(to)) return titleOfPage(to);
  }
  return undefined;
}

/** The links that may lead to a file: by its title, or by the end of its path, from a folder beside it. */
function* mayLeadTo(file: string, index: WikiIndex): Generator<Backlink> {
  const isLocal = ({ kind }: Backlink) => kind !== "remote";
  yield* index.backlinks(file).filter(isLocal);
  if (isWikitextFile(file)) return;
  const parts = file.replace(/\.[a-z]+$/i, "").split("/");
  for (let first = 0; first < parts.length; first++) {
    const title = parts.slice(first).join("/");
    const other = index.pages.find(title);
    yield* (other ? index.backlinks(other.path) : index.linksToMissing(title)).filter(isLocal);
  }
}

/** The pages that stay and may link to files that move and are no pages: pictures in a folder. The index knows no such link. */
async function pagesBeside(moved: Moved, { pagesNaming }: MovesAround): Promise<readonly NamingPage[]> {
  const names = moved.moves.filter(({ from }) => !moved.has(from)).map(({ from }) => namePattern(nameOf(from)));
  if (names.length === 0 || !pagesNaming) return [];
  const paths = [...moved.index.files()].filter((path) => dialectOfPath(path) === "markdown" && !moved.files.has(path));
  return pagesNaming(names, paths);
}

/** A pattern of texts that may name a file or folder, whatever of the name is escaped or encoded there. */
function namePattern(name: string): RegExp {
  const [longest = ""] = (name.match(/[\p{L}\p{N}]+/gu) ?? []).sort((a, b) => b.length - a.length);
  return new RegExp(`${longest}|${encodeURIComponent(longest)}`, "iu");
}

/** The edits of a link to a file that moves and is no page. */
function editsOfFileLink(text: string, link: AnyLink, path: string, moved: Moved): TextEdit[] {
  const { target, form } = link;
  // A use of a definition names its label: the definition is another link.
  if (form === "wikitext" || form === "reference") return [];
  const written = text.slice(target.start, target.end);
  const slot = slotOf(text, target, form);
  if (fileByPath(written, slot, path, moved) || !isRelativePath(written, slot, link.kind)) return [];
  return writing(text, { ...link, form }, rebased(written, slot, { from: path, to: path }, moved), undefined);
}

/** Which files move where. */
class Moved {
  /** By path before, the path after. */
  readonly files = new Map<string, string>();
  private readonly known: ReadonlySet<string>;

  constructor(
    readonly moves: readonly Move[],
    readonly index: WikiIndex,
  ) {
    this.known = index.files();
    for (const from of this.known) {
      const to = this.pathAfter(from);
      if (to !== from) this.files.set(from, to);
    }
  }

  /** Whether there is a file that may be a page. */
  has(path: string): boolean {
    return this.known.has(path);
  }

  /** The path of any file when all is moved. */
  pathAfter(path: string): string {
    for (const { from, to } of this.moves) {
      const inside = relativePath(from, path);
      if (inside !== undefined) return inside === "" ? to : `${to}/${inside}`;
    }
    return path;
  }

  /** The titles of a page that moves and stays a page, when they differ. */
  titlesOf(path: string): TitleChange | undefined {
    const to = this.files.get(path);
    if (to === undefined || !isPage(path) || !isPage(to)) return undefined;
    const titles = { from: titleOfPage(path), to: titleOfPage(to) };
    return titles.from === titles.to ? undefined : titles;
  }
}

function isPage(path: string): boolean {
  return isWikitextFile(path) || (path.startsWith(`${PAGES}/`) && path.endsWith(".md"));
}

/** The edits of a link on a page, which may move itself. */
function editsOfLink(text: string, link: AnyLink, page: Move, moved: Moved): TextEdit[] {
  const { target, form } = link;
  const written = text.slice(target.start, target.end);
  if (form === "wikitext") {
    const titles = moved.index.titles;
    const own = link.kind !== "page" ? undefined : isWikitextFile(page.from) ? titles : moved.index.pages;
    const file = own?.find(link.title)?.path;
    const change = file === undefined ? undefined : moved.titlesOf(file);
    return change ? writing(text, { ...link, form }, retitledTarget(written, change.to), change) : [];
  }
  if (form === "reference") {
    const file = link.kind === "page" ? moved.index.pages.find(link.title)?.path : undefined;
    return writing(text, { ...link, form }, written, file === undefined ? undefined : moved.titlesOf(file));
  }
  const { destination, titles } = destinationAfter(written, slotOf(text, target, form), link, page, moved);
  return writing(text, { ...link, form }, destination, titles);
}

/** A destination that is to be written, and the titles of the page it leads to when that has another one now. */
interface After {
  readonly destination: string;
  readonly titles?: TitleChange | undefined;
}

/** The destination of a link as it has to be written when all is moved. */
function destinationAfter(written: string, slot: Slot, link: AnyLink, page: Move, moved: Moved): After {
  const byPath = fileByPath(written, slot, page.from, moved);
  if (byPath) return pathAfter(byPath, written, slot, page, moved);
  const file = link.kind === "page" ? moved.index.pages.find(link.title)?.path : undefined;
  const titles = file === undefined ? undefined : moved.titlesOf(file);
  const isPath = isRelativePath(written, slot, link.kind);
  if (file !== undefined) {
    const named = titles ? withTitle(written, slot, titles.to, isPath) : written;
    return { destination: isPath ? intoPages(named, page) : named, titles };
  }
  return { destination: isPath ? rebased(written, slot, page, moved) : written };
}

/** A file that may be a page, and how the path to it is written. */
interface FileByPath extends WrittenPath {
  readonly file: string;
  /** The path as read, as far as it is the file's. */
  readonly read: string;
  /** What is written between the path and the end of the destination, in the form `甲#史.md`: the anchor and the extension. */
  readonly isSplit: boolean;
}

/** The file that a destination leads to as a path, by RFC 3986; or with its `?`, or with the anchor before `.md`, as converters write them. */
function fileByPath(written: string, { form }: Slot, from: string, moved: Moved): FileByPath | undefined {
  for (const ends of ["#?", "#"] as const) {
    const { path, rest } = splitPath(written, form, ends);
    const read = readPath(path, form);
    if (ELSEWHERE.test(read)) return undefined;
    for (const isSplit of rest.endsWith(".md") && !read.endsWith(".md") ? [true, false] : [false]) {
      const file = joinPath(folderOf(from), isSplit ? `${read}.md` : read);
      if (moved.has(file)) return { file, path, rest, read, isSplit };
    }
  }
  return undefined;
}

/** The destination of a link that leads to a file by its path. */
function pathAfter(
  { file, path, rest, read, isSplit }: FileByPath,
  written: string,
  slot: Slot,
  { from, to }: Move,
  moved: Moved,
): After {
  const titles = moved.titlesOf(file);
  const after = moved.pathAfter(file);
  // Up to the folder that the path goes through now: the one of all pages, as a rule.
  const up = /^(?:\.{1,2}\/)*/.exec(read)![0];
  const start = joinPath(folderOf(from), up);
  const inside = relativePath(start, after);
  const now = inside === undefined ? pathTo(after, folderOf(to)) : wayTo(start, folderOf(to)) + inside;
  if (now === (isSplit ? `${read}.md` : read)) return { destination: written, titles };
  if (after === file && folderOf(from) === folderOf(to)) return { destination: written, titles };
  const way = up.startsWith("./") && !now.startsWith(".") ? `./${now}` : withoutScheme(now);
  // In the form `甲#史.md` the extension is written behind the anchor, unless there is none now.
  const isNowSplit = isSplit && way.endsWith(".md");
  const stem = isNowSplit ? way.slice(0, -".md".length) : way;
  const behind = isSplit && !isNowSplit ? rest.slice(0, -".md".length) : rest;
  return { destination: writtenPath(stem, slot, path) + behind, titles };
}

/** The way into the folder of all pages from the folder a page moves to, where it was right before. */
function intoPages(written: string, { from, to }: Move): string {
  const [, up = "", folder] = INTO_PAGES.exec(written) ?? [];
  if (folder === undefined || joinPath(folderOf(from), up) !== "" || folderOf(from) === folderOf(to)) return written;
  return wayTo("", folderOf(to)) + written.slice(up.length);
}

/** A relative path to what is no page, on a page that moves. */
function rebased(written: string, slot: Slot, { from, to }: Move, moved: Moved): string {
  const { path, rest } = splitPath(written, slot.form, "#?");
  const read = readPath(path, slot.form);
  const file = joinPath(folderOf(from), read);
  const after = moved.pathAfter(file);
  if (after !== file) {
    const [before, now] = [pathTo(file, folderOf(from)), pathTo(after, folderOf(to))];
    return before === now ? written : writtenPath(withoutScheme(now), slot, path) + rest;
  }
  if (folderOf(from) === folderOf(to)) return written;
  const up = /^(?:\.{1,2}\/)*/.exec(written)![0];
  const start = joinPath(folderOf(from), up);
  const way = wayTo(start, folderOf(to));
  return way + written.slice(up.length);
}

/** The way from one folder to another, with a slash at its end; "" for the same. */
function wayTo(target: string, folder: string): string {
  const way = pathTo(target, folder);
  return way === "" ? "" : `${way}/`;
}

/** The path from a folder to a file. */
function pathTo(target: string, folder: string): string {
  const there = target.split("/").filter((part) => part !== "");
  const here = folder.split("/").filter((part) => part !== "");
  let shared = 0;
  while (shared < here.length && here[shared] === there[shared]) shared++;
  return [...here.slice(shared).map(() => ".."), ...there.slice(shared)].join("/");
}
