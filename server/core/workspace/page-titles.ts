import { utf8Length } from "../dialects/strings";
import { readDestination } from "../dialects/titles";
import { readTarget } from "../dialects/wikitext/targets";
import { isPassedOver } from "./host";
import { spacedTitle } from "./paths";
import { isWikitextFile, namespacedTitle, titleOfPage, wikitextPath } from "./wikitext-titles";

/** Longest name of a file on common systems, and longest title of MediaWiki, in bytes. */
const MAX_NAME_BYTES = 255;

/** What MediaWiki has in no title: its own signs, control and replacement characters, halves of pairs. */
const NOT_IN_TITLE = /[#<>[\]|{}\\\p{Cc}\p{Cs}\ufffd]/u;
/** What it reads as something else: an encoded character, a character reference, a signature. */
const READ_AS_OTHER = /%[\da-f]{2}|&(?:#\d+|#x[\da-f]+|[a-z\d\u0080-\uffff]+);|~~~/i;
/** Marks of the direction of writing, which come along when a title is copied. MediaWiki leaves them out. */
const DIRECTION = /[\u200e\u200f\u202a-\u202e]+/g;

/**
 * The title that a person typed for a page, in the form titles are compared in: without the extension of its file.
 * @param files the page's files
 */
export function typedTitle(name: string, files: readonly string[]): string {
  const title = spacedTitle(name.replace(DIRECTION, ""));
  for (const file of files) {
    const extension = /\.[a-z]+$/i.exec(file)?.[0] ?? "";
    if (extension !== "" && title.toLowerCase().endsWith(extension.toLowerCase())) {
      return spacedTitle(title.slice(0, -extension.length));
    }
  }
  return title;
}

/** The path that a page's file has under another title: named in the same way, in Markdown with spaces only where it has some. */
export function pathWithTitle(file: string, title: string): string {
  if (isWikitextFile(file)) return wikitextPath(file, title);
  return `Page/${file.includes(" ") ? title : title.replaceAll(" ", "_")}.md`;
}

/** Whether links of wikitext can name the page that a path would hold. */
export function isNameable(path: string): boolean {
  const title = titleOfPage(path);
  return isTitle(title) && isLinkable(title, true);
}

/** Whether a page in a file can have a title: links can name it, and the file that goes with it is found under it. */
export function canHaveTitle(file: string, title: string): boolean {
  if (!isTitle(title)) return false;
  const path = pathWithTitle(file, title);
  const parts = path.split("/");
  if (parts.some((part) => part.trim() === "" || utf8Length(part) > MAX_NAME_BYTES)) return false;
  if (parts.slice(0, -1).some(isPassedOver)) return false;
  if (titleOfPage(path) !== (isWikitextFile(path) ? namespacedTitle(title) : title)) return false;
  return isLinkable(title, isWikitextFile(file));
}

/** Whether MediaWiki has pages of a title. */
function isTitle(title: string): boolean {
  if (title === "" || NOT_IN_TITLE.test(title) || READ_AS_OTHER.test(title)) return false;
  if (utf8Length(title) > MAX_NAME_BYTES) return false;
  // Also where the file's name has no slash: `[[甲/../乙]]` is no link.
  return title.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

function isLinkable(title: string, isWikitext: boolean): boolean {
  if (!isWikitext) {
    const read = readDestination(`../Page/${title.replaceAll(" ", "_")}.md`, true);
    return read.kind === "page" && read.anchor === "" && spacedTitle(read.title) === title;
  }
  return [title, `:${title}`].some((written) => {
    const read = readTarget(written);
    return read?.kind === "page" && read.anchor === "" && namespacedTitle(read.title) === namespacedTitle(title);
  });
}
