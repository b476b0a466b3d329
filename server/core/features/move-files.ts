import { dialectOfPath } from "../dialects/detect";
import { decodeEntities, decodePercent, unescapeMarkdown } from "../dialects/strings";
import type { Article, Link } from "../model/article";
import { guardPercent, writtenDestination } from "../rules/link/targets";
import { replace, type TextEdit } from "../text/edit";
import type { WikiIndex } from "../workspace/index/wiki-index";
import { folderOf, joinPath, PAGES, relativePath } from "../workspace/paths";
import { isWikitextFile, titleOfPage } from "../workspace/wikitext-titles";
import { retitle, retitled, retitledText, type TitleChange } from "./link-text";
import { type Move, merged, type PageEdits, retitleLinks } from "./page-edits";
import type { Surroundings } from "./place";

/** A destination that is a path from the page it stands on: `<`, the way up, what follows. */
const RELATIVE = /^(<?)((?:\.{1,2}\/)*)(?![a-z][a-z\d+.-]*:|\/|\\?#|$)(.*)$/is;
/** The way into the folder of all pages. */
const INTO_PAGES = new RegExp(`^(?:${PAGES}|Redirect)/`);

/**
 * What is to be written when files move, into the texts as they are before: links to pages name their new titles, and
 * relative paths on pages that move lead to what they led to, also where that moves as well.
 * @param moves files and folders, by their paths in the wiki
 */
export async function moveFiles(
  moves: readonly Move[],
  index: WikiIndex,
  around: Pick<Surroundings, "linkingPages" | "page">,
): Promise<readonly PageEdits[]> {
  const moved = new Moved(moves, index);
  const pages: PageEdits[] = [];
  for (const [from, to] of moved.files) {
    const titles = moved.titlesOf(from);
    if (titles) {
      // Those on pages of Markdown that move are looked at below, together with all others of theirs.
      const links = index
        .backlinks(from)
        .filter((link) => index.leadsTo(link) === from && !(moved.files.has(link.path) && !isWikitextFile(link.path)));
      pages.push(...(await retitleLinks(links, titles, around)));
    }
    if (dialectOfPath(from) !== "markdown") continue;
    const page = await around.page(from);
    if (!page) continue;
    const { article, uri } = page;
    pages.push({ uri, text: article.text, edits: editsOn(article, { from, to }, moved) });
  }
  return merged(pages);
}

/** Which files move where. */
class Moved {
  /** By path before, the path after. */
  readonly files = new Map<string, string>();

  constructor(
    private readonly moves: readonly Move[],
    readonly index: WikiIndex,
  ) {
    for (const from of index.files()) {
      const to = this.pathAfter(from);
      if (to !== from) this.files.set(from, to);
    }
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

/** The edits of a page of Markdown that moves. */
function editsOn(article: Article, move: Move, moved: Moved): TextEdit[] {
  const { text } = article;
  return article.links.flatMap((link) => {
    const { target, form } = link;
    const page = link.kind === "page" ? moved.index.pages.find(link.title)?.path : undefined;
    const titles = page === undefined ? undefined : moved.titlesOf(page);
    if (form === "wikitext") return titles ? retitle(text, { ...link, form }, titles) : [];
    const written = text.slice(target.start, target.end);
    const now = form === "reference" ? written : destinationAfter(written, form, link, page, move, moved);
    const label = titles ? retitledText(text, link, titles) : undefined;
    return [...(label ? [label] : []), ...(now === written ? [] : [replace(text, target, now)])];
  });
}

/**
 * A destination as it has to be written on a page that moves.
 * @param page the file of Markdown it leads to by its title
 */
function destinationAfter(
  written: string,
  form: "markdown" | "html",
  { kind }: Link,
  page: string | undefined,
  { from, to }: Move,
  moved: Moved,
): string {
  const titles = page === undefined ? undefined : moved.titlesOf(page);
  const named = titles ? retitled(written, form, titles.to) : written;
  const [, bracket = "", up = "", rest = ""] = RELATIVE.exec(written) ?? [];
  // A title by itself is no path.
  if (rest === "" || (kind === "page" && !rest.includes("/") && !/\.md(?:\\?#|>?$)/.test(rest))) return named;
  const start = joinPath(folderOf(from), up);
  const behind = (destination: string) => RELATIVE.exec(destination)![3]!;
  if (INTO_PAGES.test(rest)) {
    return start === "" ? bracket + wayTo("", folderOf(to)) + behind(named) : named;
  }
  const file = joinPath(start, pathIn(rest, form));
  if (page !== undefined) {
    // By its title it leads to the page; as a path, where it is right, as well.
    if (file !== page) return named;
    if (folderOf(from) === folderOf(to) && !titles) return named;
    const way = wayTo(PAGES, folderOf(to));
    return bracket + (way === "" && up === "./" ? up : way) + behind(named);
  }
  const after = moved.pathAfter(file);
  const unmoved = wayTo(start, folderOf(to)) + rest;
  if (after === file) return folderOf(from) === folderOf(to) ? written : bracket + unmoved;
  const [before, now] = [wayTo(file, folderOf(from)), wayTo(after, folderOf(to))].map((way) => way.slice(0, -1));
  if (before === now) return written;
  return bracket + writtenDestination(guardPercent(now!), form) + /(?:[#?].*?)?>?$/s.exec(rest)![0];
}

/** The way from one folder to another, with a slash at its end; "" for the same. */
function wayTo(target: string, folder: string): string {
  const there = target.split("/").filter((part) => part !== "");
  const here = folder.split("/").filter((part) => part !== "");
  let shared = 0;
  while (shared < here.length && here[shared] === there[shared]) shared++;
  return [...here.slice(shared).map(() => ".."), ...there.slice(shared)].map((part) => `${part}/`).join("");
}

/** The path in a destination, without its anchor, which may stand in front of `.md`. */
function pathIn(written: string, form: "markdown" | "html"): string {
  const decoded = decodeEntities(written.replace(/>$/, ""));
  const path = decodePercent(form === "html" ? decoded : unescapeMarkdown(decoded));
  return /^[^#]*\.md(?=#)/.exec(path)?.[0] ?? path.replace(/#.*?(\.md)?$/s, "$1").replace(/\?.*$/s, "");
}
