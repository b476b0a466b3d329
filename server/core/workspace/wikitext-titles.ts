import { decodePercent } from "../dialects/strings";
import { spacedTitle, titleOfPath } from "./paths";

/** Files that hold a page's wikitext. */
const EXTENSION = /\.(?:wikitext|mediawiki|wiki)$/i;
/** The last letters of those, by which nearly all other files are told at once. */
const [LAST_OF_WIKI, LAST_OF_WIKITEXT] = [0x69, 0x74];

/** Folders that hold pages and are no part of their titles, where they come first; and one that is none anywhere. */
const CONTAINERS = new Set(["page", "pages", "main", "article", "articles", "redirect", "條目", "条目"]);
/** Folders beside them that hold their redirects. */
const REDIRECTS = /[ _]redirects$/i;
const IN_WIKI = /^(?:.*?\/)?wiki(?:text)?\//i;

/** Names of namespaces, the one that counts first. Files are named by any of them, links too. */
const NAMESPACES: readonly (readonly string[])[] = [
  ["Category", "分类", "分類"],
  ["Template", "模板", "樣板", "样板"],
  ["File", "Image", "文件", "檔案", "档案", "图像", "圖像"],
  ["User", "用户", "用戶", "使用者"],
  ["Wikipedia", "Project", "维基百科", "維基百科"],
  ["Help", "帮助", "幫助", "使用說明"],
  ["Portal", "主题", "主題"],
  ["Module", "模块", "模塊", "模組"],
  ["Draft", "草稿"],
  ["MediaWiki"],
  ["Special", "特殊"],
];
const TALK = ["talk", "讨论", "討論", "對話", "对话"] as const;

const CATEGORY = "Category:";

/** By their names in lower case: what each namespace is called. */
const CALLED = new Map<string, string>();
for (const names of NAMESPACES) {
  for (const name of names) {
    CALLED.set(name.toLowerCase(), names[0]!);
    for (const talk of TALK) {
      for (const joined of [`${name} ${talk}`, `${name}${talk}`]) CALLED.set(joined.toLowerCase(), `${names[0]!} talk`);
    }
  }
}
for (const talk of TALK) CALLED.set(talk, "Talk");

/** Whether a file holds wikitext, by its name. */
export function isWikitextFile(path: string): boolean {
  const last = path.charCodeAt(path.length - 1) | 0x20;
  return (last === LAST_OF_WIKI || last === LAST_OF_WIKITEXT) && EXTENSION.test(path);
}

/**
 * The title of the page in a file of wikitext, from its path in the wiki; undefined when it is no such file. Repositories
 * name files in several ways, all of which are read:
 *
 *     C++.wikitext               C++            A_B.wiki, A B.wiki          A B
 *     C/C++.wikitext             C++            O/OS/2.wikitext             OS/2
 *     wikitext/C++.wikitext      C++            Template/X.wikitext         Template:X
 *     Template:X.mediawiki       Template:X     User%3AX%2FY.wiki           User:X/Y
 *     Main/X.wikitext            X              Main Redirects/Y.wikitext   Y
 *     Redirect/Y.wikitext        Y
 */
export function wikitextTitle(path: string): string | undefined {
  return isWikitextFile(path) ? partsOf(path).title : undefined;
}

/** The title of a page from its path in the wiki, whatever it is written in. */
export function titleOfPage(path: string): string {
  return wikitextTitle(path) ?? titleOfPath(path);
}

/** A title of wikitext in the form in which such titles are compared: its namespace under the name that counts. */
export function namespacedTitle(title: string): string {
  const spaced = spacedTitle(title);
  const colon = spaced.indexOf(":");
  if (colon <= 0) return spaced;
  const namespace = CALLED.get(spaced.slice(0, colon).trimEnd().toLowerCase());
  return namespace === undefined ? spaced : `${namespace}:${spaced.slice(colon + 1).trimStart()}`;
}

/** The category whose page has a title, see {@link namespacedTitle}; undefined when it is another page. */
export function categoryOf(title: string): string | undefined {
  return title.startsWith(CATEGORY) ? title.slice(CATEGORY.length) : undefined;
}

/** Whether a title, see {@link namespacedTitle}, is an article's: of no other namespace, and not relative to another title. */
export function isArticleTitle(title: string): boolean {
  if (/^[/.]/.test(title)) return false;
  const colon = title.indexOf(":");
  return colon <= 0 || !CALLED.has(title.slice(0, colon).toLowerCase());
}

/**
 * The path that a file of wikitext has to have when its page gets another title: in the same folder, named in the same way.
 * @param path that of a file of the wiki, which says how files are named there
 */
export function wikitextPath(path: string, title: string): string {
  const { before, isSharded, namespace, written } = partsOf(path);
  const wanted = namespacedTitle(title);
  let name = wanted;
  let folder = "";
  if (namespace !== "" && wanted.startsWith(`${namespaceOf(namespace)!}:`)) {
    folder = `${namespace}/`;
    name = wanted.slice(wanted.indexOf(":") + 1);
  } else if (isSharded) {
    folder = `${String.fromCodePoint(wanted.codePointAt(0)!)}/`;
  }
  if (!/[^/] [^/]/.test(written)) name = name.replaceAll(" ", "_");
  if (/%[\da-f]{2}/i.test(written)) name = name.replaceAll("%", "%25").replaceAll(":", "%3A").replaceAll("/", "%2F");
  return before + folder + name + EXTENSION.exec(path)![0];
}

interface Parts {
  readonly title: string;
  /** The folders in front that are no part of the title, with a slash at the end. */
  readonly before: string;
  /** Whether the file stands in a folder named by the first letter of its title. */
  readonly isSharded: boolean;
  /** The folder of its namespace as written; "" when it stands in none. */
  readonly namespace: string;
  /** What is left, as written. */
  readonly written: string;
}

function partsOf(path: string): Parts {
  let before = IN_WIKI.exec(path)?.[0] ?? "";
  let rest = path.slice(before.length).replace(EXTENSION, "");
  /** The folder in front, when there is one. */
  const first = () => rest.slice(0, rest.indexOf("/") + 1).slice(0, -1);
  const pass = () => {
    const folder = first();
    rest = rest.slice(folder.length + 1);
    return folder;
  };
  while (CONTAINERS.has(first().replace(REDIRECTS, "").toLowerCase())) before += `${pass()}/`;
  const isSharded = isShard(first(), rest);
  if (isSharded) pass();
  const called = isSharded ? undefined : namespaceOf(first());
  const namespace = called === undefined ? "" : pass();
  let name = spacedTitle(decodePercent(rest));
  if (called !== undefined) {
    // `Template/Template_X`: said twice.
    const said =
      name.slice(0, called.length).toLowerCase() === called.toLowerCase() && /^[ :]/.test(name.slice(called.length));
    name = `${called}:${said ? name.slice(called.length + 1) : name}`;
  }
  return { title: namespacedTitle(name), before, isSharded, namespace, written: rest };
}

function namespaceOf(folder: string): string | undefined {
  return CALLED.get(spacedTitle(folder.replace(REDIRECTS, "")).toLowerCase());
}

function isShard(folder: string, rest: string): boolean {
  const first = folder.codePointAt(0);
  if (first === undefined || folder.length !== (first > 0xffff ? 2 : 1)) return false;
  return rest
    .slice(folder.length + 1)
    .toLowerCase()
    .startsWith(folder.toLowerCase());
}
