/** A URI in two parts: `file://` or `vscode-vfs://github` before the path, and the path, percent-decoded. */
export interface Place {
  readonly prefix: string;
  readonly path: string;
}

const URI = /^([a-z][a-z\d+.-]*:(?:\/\/[^/?#]*)?)([^?#]*)/i;

/** Takes a URI apart. Something that is no URI is taken for a path. */
export function placeOf(uri: string): Place {
  const match = URI.exec(uri);
  if (!match) return { prefix: "", path: normalizePath(uri) };
  return { prefix: match[1]!.toLowerCase(), path: normalizePath(decode(match[2]!)) };
}

/** The URI of a place; without a prefix, its path. */
export function uriOf(place: Place): string {
  if (place.prefix === "") return place.path;
  return place.prefix + place.path.split("/").map(encodeURIComponent).join("/");
}

/** A key under which all spellings of one URI meet. */
export function placeKey(uri: string): string {
  return keyOf(placeOf(uri));
}

/** The same of a place. */
export function keyOf({ prefix, path }: Place): string {
  return prefix + path.normalize("NFC");
}

/** Resolves `.`, `..` and doubled slashes; a path never climbs above its root. */
export function normalizePath(path: string): string {
  if (!/\/\.{0,2}(?:\/|$)|^\.{1,2}\//.test(path)) return path;
  const absolute = path.startsWith("/");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== "..") parts.push(part);
    else if (!absolute) parts.push(part);
  }
  return (absolute ? "/" : "") + parts.join("/");
}

/** The folder a path stands in; "" for a bare name, "/" at the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash > 0 ? path.slice(0, slash) : path.slice(0, slash + 1);
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

export function joinPath(folder: string, name: string): string {
  return normalizePath(folder === "" || folder.endsWith("/") ? folder + name : `${folder}/${name}`);
}

/** Whether a path, relative and with slashes, names a file below its folder on every system: no empty part, `.`, `..`, `\\`. */
export function staysInside(path: string): boolean {
  return path.split("/").every((part) => part !== "" && part !== "." && part !== ".." && !/[\\\p{Cc}]/u.test(part));
}

/** The path from `folder` to `path`, which lies in it; undefined when it does not. "" when they are the same. */
export function relativePath(folder: string, path: string): string | undefined {
  if (path === folder) return "";
  const inside = folder.endsWith("/") || folder === "" ? folder : `${folder}/`;
  return path.startsWith(inside) ? path.slice(inside.length) : undefined;
}

/** Name of the folder that holds a wiki's pages. */
export const PAGES = "Page";

/** The folder that `../Page/…` means on a page: the nearest `Page` above it, else the one beside its folder. */
export function pagesFolderOf(path: string): string {
  for (let folder = folderOf(path); folder !== "" && folder !== "/"; folder = folderOf(folder)) {
    if (nameOf(folder) === PAGES) return folder;
  }
  return joinPath(folderOf(folderOf(path)), PAGES);
}

/**
 * The folder a file belongs to when nobody named a root: the one its wiki's `Page` folder stands in,
 * else its own.
 */
export function impliedRoot(path: string): string {
  const pages = pagesFolderOf(path);
  return relativePath(pages, path) === undefined ? folderOf(path) : folderOf(pages);
}

/** The title of the page in a file, from its name: `Page/A_B.md` is "A B". `path` may be relative to anything. */
export function titleOfPath(path: string): string {
  const inside = relativePath(pagesFolderOf(path), path) ?? nameOf(path);
  return spacedTitle(inside.replace(/\.[a-z]+$/i, ""));
}

/** A title in the form titles are compared in: composed characters, single spaces, no underscore. */
export function spacedTitle(title: string): string {
  if (isSpaced(title)) return title;
  return title
    .normalize("NFC")
    .replace(/[_\s]+/g, " ")
    .trim();
}

/** Whether a title is surely in that form: nearly all are, and finding it out takes a tenth of putting them into it. */
function isSpaced(title: string): boolean {
  let afterSpace = true; // none may stand at the start
  for (let index = 0; index < title.length; index++) {
    const unit = title.charCodeAt(index);
    if (unit === 0x20) {
      if (afterSpace) return false;
      afterSpace = true;
      continue;
    }
    afterSpace = false;
    // ASCII but `_`, Han characters, full-width forms of ASCII, `·`: they compose with nothing but what is not among them.
    const isPlain =
      (unit > 0x20 && unit < 0x7f && unit !== 0x5f) ||
      (unit >= 0x3400 && unit <= 0x9fff) ||
      (unit >= 0xff01 && unit <= 0xff5e) ||
      unit === 0xb7;
    if (!isPlain) return false;
  }
  return !afterSpace;
}

function decode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone % is legal in a file name
  }
}
