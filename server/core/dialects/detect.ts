import type { Dialect } from "../model/article";

/** How much of a text is looked at (UTF-16 units from each end): signs of an article stand near either end. */
const LOOK = 20_000;

/** Titles of links that pandoc wrote for wikilinks and for pictures. */
const LINK_TITLES = ['"wikilink")', '"fig:'];
const WIKI_URL = /\]\(https?:\/\/zh\.(?:m\.)?wikipedia\.org\/(?:wiki|zh[\w-]*)\//g;
const CONVERTED = /^\ufeff?> 本文[内內]容由\[/;
// Titles have at most 255 bytes, three times as many when they are percent-encoded.
const CATEGORY = /\[(?:Category|分类|分類):[^\]\n]{1,300}\]\(/i;
const PAGE_LINK = /\]\((?:\.\.\/){1,20}Page\/[^\s)]{1,800}?\.md(?:[\s)]|#)/;
const ESCAPED_MARKER = /\\\[\d{1,4}\\\]/g;
/** Front matter, and what Jekyll and Hugo fill in: a page of another site, which may well cite Wikipedia. */
const OTHER_SITE = /^\ufeff?---[ \t]*\r?\n[A-Za-z_][\w-]*[ \t]*:|\{%[-\s]|\{\{[<%]/;
const NUMBERED_ENTRY = /^\d{1,4}\.(?:[ \t]|\r?$)/gm;

/** The dialect a file is read in when it is one of ours at all, by its name's extension; null when the extension says nothing. */
export function dialectOfPath(path: string): Dialect | null {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (/\.(?:md|markdown)$/.test(name)) return "markdown";
  if (/\.(?:wiki|wikitext|mediawiki)$/.test(name)) return "wikitext";
  if (/\.rendered\.txt$/.test(name)) return "rendered";
  return null;
}

/**
 * The dialect of a wiki article, or null when the file is not one: an ordinary README.md is none of ours.
 *
 * A Markdown file is an article when it says so (a `"wikilink"` or `"fig:…"` title, the converter's first line, a category link, a
 * link to `../Page/…md`) or when it has several escaped footnote markers together with a numbered list, which is what
 * pandoc leaves of a page without links. The last counts, as links to Wikipedia do, where nothing tells of another site.
 *
 * @param path the file's path or URI; only its extension is looked at
 */
export function detectDialect(path: string, text: string): Dialect | null {
  const dialect = dialectOfPath(path);
  return dialect === "markdown" && !isMarkdownArticle(text) ? null : dialect;
}

/** Whether a text in Markdown is a wiki article: see {@link detectDialect}. */
export function isMarkdownArticle(text: string): boolean {
  const head = text.slice(0, LOOK);
  const tail = text.length > LOOK ? text.slice(-LOOK) : "";
  return [head, tail].some(hasSigns);
}

function hasSigns(text: string): boolean {
  if (CONVERTED.test(text) || holdsWikilink(text) || CATEGORY.test(text) || PAGE_LINK.test(text)) return true;
  if (OTHER_SITE.test(text)) return false;
  if (count(text, WIKI_URL) >= 3) return true;
  return count(text, ESCAPED_MARKER) >= 2 && count(text, NUMBERED_ENTRY) >= 2;
}

/**
 * Tells whether a link says by its title that it was a wikilink or a picture: `` `[甲](../Page/甲.md "wikilink")` ``. Each
 * stretch without white space in front of a title is looked at once.
 */
function holdsWikilink(text: string): boolean {
  return text.includes('title="wikilink"') || LINK_TITLES.some((title) => holdsTitled(text, title));
}

function holdsTitled(text: string, title: string): boolean {
  for (let at = text.indexOf(title); at >= 0; at = text.indexOf(title, at + 1)) {
    let end = at;
    while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
    if (end === at) continue;
    let start = end;
    while (start > 0 && !isSpace(text.charCodeAt(start - 1))) start--;
    if (isDestination(text.slice(start, end))) return true;
  }
  return false;
}

/** Whether a stretch ends with `](` and a destination whose parentheses are paired or escaped. */
function isDestination(stretch: string): boolean {
  const open = stretch.lastIndexOf("](");
  if (open < 0) return false;
  let depth = 0;
  for (let at = open + 2; at < stretch.length; at++) {
    const character = stretch[at];
    if (character === "\\") at++;
    else if (character === "(") depth++;
    else if (character === ")" && --depth < 0) return false;
  }
  return depth === 0;
}

function isSpace(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0 || unit === 0x3000;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
