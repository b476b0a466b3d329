import type { LinkKind } from "../model/article";
import { decodePercent } from "./strings";

/**
 * What a destination leads to: see `Link` for the fields. Made in this order of fields everywhere: put together from others,
 * in several forms, these objects took a hundredth of a whole check.
 */
export interface Destination {
  readonly kind: LinkKind;
  readonly title: string;
  readonly anchor: string;
}

const FILE_NAMESPACES = new Set([
  "file",
  "image",
  "media",
  "文件",
  "檔案",
  "档案",
  "图像",
  "圖像",
  "媒体文件",
  "媒體檔案",
]);
/** Whether a namespace, as it is written before its colon, is one of files. */
export function isFileNamespace(written: string): boolean {
  return FILE_NAMESPACES.has(written.trim().toLowerCase());
}

const CATEGORY_NAMESPACES = new Set(["category", "分类", "分類"]);

// Schemes that occur in articles. A closed list, because a page's title may well look like a scheme (`Re:從零開始`).
const SCHEME =
  /^(?:https?|ftps?|mailto|irc|ircs|news|nntp|tel|sms|magnet|data|gopher|git|svn|ssh|urn|geo|bitcoin|javascript|vscode):|^file:\/\//i;
const CHINAPEDIA = /^https?:\/\/zh\.wiki\.chinapedia\.org\/(?:wiki\/)?(.*)$/i;
const WIKIPEDIA =
  /^(?:https?:)?\/\/([a-z-]+)(?:\.m)?\.(wikipedia|wiktionary|wikisource|wikiquote|wikinews|wikivoyage|wikibooks)\.org\/(?:wiki|zh(?:-[a-z]+)?)\/([^?]*)$/i;
/** How nearly every link to a local page begins. */
const PAGE_FILE = "../Page/";
/** How nearly every link to the wiki on the web begins. */
const HOME = "https://zh.wikipedia.org/wiki/";
const LOCAL = /^(?:.*\/)?(Page|Redirect|Category|File|Template|Portal|Wikipedia|Help)\/(.+)$/s;
const OTHER_LANGUAGE = /^:(?:w:)?([a-z]{2,3}(?:-[a-z]+)*|simple):(.+)$/i;

/** Placeholder for an encoded `#` while a destination is taken apart; a noncharacter, which occurs in no text. */
const NAME_HASH = "\ufdd0";

/**
 * Reads a destination whose percent-encoding is not resolved yet. `%23` is part of the name, `#` begins the anchor:
 *
 *     ../Page/C%23#歷史.md      the section 歷史 of the page C#
 *
 * @param written with escapes and entities resolved
 */
export function readEncodedDestination(written: string, isWikilink: boolean): Destination {
  if (!written.includes("%23")) return readDestination(decodePercent(written), isWikilink);
  const { kind, title, anchor } = readDestination(decodePercent(written.replaceAll("%23", NAME_HASH)), isWikilink);
  return { kind, title: title.replaceAll(NAME_HASH, "#"), anchor: anchor.replaceAll(NAME_HASH, "#") };
}

/** A title without the qualifier that tells it from others of its name: `自由度 (工程學)` is `自由度`. */
export function withoutQualifier(title: string): string {
  return title.replace(/ [(（][^()（）]*[)）]$/, "");
}

/**
 * Reads the destination of a link.
 * @param destination with escapes, entities and percent-encoding resolved
 * @param isWikilink whether the link says of itself that it was a wikilink (`"wikilink"`): then a bare word is a title
 */
export function readDestination(destination: string, isWikilink: boolean): Destination {
  if (isPageFile(destination)) return readLocalFile("Page", destination.slice(PAGE_FILE.length));
  const home = destination.startsWith(HOME) ? destination.slice(HOME.length) : CHINAPEDIA.exec(destination)?.[1];
  if (home !== undefined) return readHome(home);
  if (destination.startsWith("#")) return { kind: "anchor", title: "", anchor: destination.slice(1) };
  const wikipedia = WIKIPEDIA.exec(destination);
  if (wikipedia) {
    const isHome = wikipedia[1]!.toLowerCase() === "zh" && wikipedia[2]!.toLowerCase() === "wikipedia";
    if (isHome) return readHome(wikipedia[3]!);
    const { title, anchor } = readTitle(wikipedia[3]!, "remote");
    return { kind: "interwiki", title, anchor };
  }
  if (SCHEME.test(destination) || destination.startsWith("//")) return { kind: "external", title: "", anchor: "" };
  const local = LOCAL.exec(destination);
  if (local) return readLocalFile(local[1]!, local[2]!);
  if (/\.md(?:#|$)/.test(destination)) return readLocalFile("Page", destination.replace(/^(?:\.{1,2}\/)+/, ""));
  const bare = isWikilink || !/[/\\]|\.[a-z\d]{2,5}$/i.test(destination);
  return bare ? readTitle(destination, "page") : { kind: "external", title: "", anchor: "" };
}

/** Whether it is what `LOCAL` would find after many tries: a file right in the folder of pages. */
function isPageFile(destination: string): boolean {
  return (
    destination.startsWith(PAGE_FILE) &&
    destination.length > PAGE_FILE.length &&
    !destination.includes("/", PAGE_FILE.length) &&
    !destination.includes("\n")
  );
}

/** A title on the wiki these pages come from; without one (`/wiki/#節`, from `[[#節]]`) it is a place of the same page. */
function readHome(written: string): Destination {
  return written.startsWith("#")
    ? { kind: "anchor", title: "", anchor: written.slice(1).replaceAll("_", " ") }
    : readTitle(written, "remote");
}

/** `SATA#mSATA.md` (the anchor stands before the extension) or `SATA.md#mSATA`. */
function readLocalFile(folder: string, file: string): Destination {
  const trailing = file.indexOf(".md#");
  const stem = trailing >= 0 ? file.slice(0, trailing) : file.endsWith(".md") ? file.slice(0, -3) : file;
  const anchor = trailing >= 0 ? file.slice(trailing + ".md#".length) : undefined;
  if (folder === "Category") return { kind: "category", title: spaced(stem), anchor: anchor ?? "" };
  if (folder === "File") return { kind: "file", title: spaced(stem), anchor: anchor ?? "" };
  const named =
    folder === "Page" || folder === "Redirect" ? readTitle(stem, "page") : readTitle(`${folder}:${stem}`, "page");
  // From `[[#節]]`: a place of the same page.
  const { kind, title } = named;
  if (anchor !== undefined) return { kind, title, anchor };
  return kind === "page" && title === "" && named.anchor !== ""
    ? { kind: "anchor", title, anchor: named.anchor }
    : named;
}

/** A title as it stands in a link: `Category:X`, `:en:X`, `X#anchor`. */
export function readTitle(written: string, kind: "page" | "remote"): Destination {
  const colon = written.indexOf(":");
  if (colon === 0) {
    const language = OTHER_LANGUAGE.exec(written);
    if (language) return splitAnchor(language[2]!, "interwiki");
  } else if (colon > 0) {
    const namespace = written.slice(0, colon).trim().toLowerCase();
    if (FILE_NAMESPACES.has(namespace)) return splitAnchor(written.slice(colon + 1), "file");
    if (CATEGORY_NAMESPACES.has(namespace)) return splitAnchor(written.slice(colon + 1), "category");
  }
  return splitAnchor(colon === 0 ? written.slice(1) : written, kind);
}

function splitAnchor(written: string, kind: LinkKind): Destination {
  const hash = written.indexOf("#");
  if (hash < 0) return { kind, title: spaced(written), anchor: "" };
  return { kind, title: spaced(written.slice(0, hash)), anchor: written.slice(hash + 1).replaceAll("_", " ") };
}

/** MediaWiki's normal form of a title, as far as spaces go. */
function spaced(title: string): string {
  const isNormal = !title.includes("_") && !title.includes("  ") && title.charCodeAt(0) !== 32 && !title.endsWith(" ");
  return isNormal ? title : title.replace(/[_ ]+/g, " ").trim();
}
