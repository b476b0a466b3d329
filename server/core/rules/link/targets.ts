import type { Link } from "../../model/article";
import { replace, type TextEdit } from "../../text/edit";
import { linesAround } from "../../text/line-around";
import { contains, firstStartingAt, type Span } from "../../text/span";
import type { PageFacts, Snapshot } from "../../workspace/snapshot";

/** So many links that start before a place may hold it. */
const DEEPEST = 100;

/** The innermost link that holds a finding's span and is of the wanted sort. */
export function linkOf(finding: Span, snapshot: Snapshot, wanted: (link: Link) => boolean): Link | undefined {
  const { links } = snapshot.article;
  const last = firstStartingAt(links, finding.start + 1) - 1;
  // Links nest at most one deep (an image in a link), and in captions of files a few deep.
  for (let index = last; index >= 0 && index > last - DEEPEST; index--) {
    const link = links[index]!;
    if (contains(link, finding) && wanted(link)) return link;
  }
  return undefined;
}

/** Whether it was a link between pages of the wiki, not a web address an author wrote on purpose. */
export function isWikilink(link: Link): boolean {
  return link.form === "wikitext" ? link.kind === "page" || link.kind === "anchor" : link.attribute === "wikilink";
}

/** How many titles are offered instead of one that leads nowhere. */
const OFFERED = 3;

/** The titles of other pages nearest to one that leads nowhere, best first: nobody means to link a page to itself. */
export function otherTitlesNear(title: string, { pages, title: own }: PageFacts): readonly string[] {
  return pages
    .nearest(title, OFFERED + 1)
    .filter((near) => near !== own)
    .slice(0, OFFERED);
}

/** A title as it stands in paths and addresses. */
export function underscored(title: string): string {
  return title.replaceAll(" ", "_");
}

/** The path of the page a title would have, relative to the wiki's root. */
export function pathOfTitle(title: string): string {
  return `Page/${underscored(title)}.md`;
}

/**
 * Makes a link lead to a page of this wiki, written the way the link is: the same folder in front, `(` `)` escaped in
 * Markdown, the anchor before `.md`.
 * @param path the page's path relative to the wiki's root, `Page/X.md`
 */
export function toLocalPage(text: string, link: Link, path: string): TextEdit {
  const file = path.replace(/^(?:.*?\/)?Page\//, "");
  const written = text.slice(link.target.start, link.target.end).replace(/^</, "");
  const folder = link.kind === "page" ? (/^(?:.*?\/)?Page\//.exec(written)?.[0] ?? "") : "../Page/";
  const anchor = link.anchor === "" ? "" : `#${underscored(link.anchor)}`;
  // A link without folder and extension names the title alone.
  const bare = link.kind === "page" && folder === "" && !/\.md(?:#|>?$)/.test(written);
  const stem = file.replace(/\.md$/, "");
  return retarget(text, link, folder + guardPercent(stem) + anchor + (bare ? "" : ".md"));
}

/** Makes a link lead to the page of that title on the web. */
export function toRemotePage(text: string, link: Link, title: string): TextEdit {
  const anchor = link.anchor === "" ? "" : `#${underscored(link.anchor)}`;
  const page = guardPercent(underscored(title)).replaceAll("?", "%3F");
  return retarget(text, link, `https://zh.wikipedia.org/wiki/${page}${anchor}`);
}

/** A destination as it stands in a link of a form: in HTML only quotes and `&` are escaped, in Markdown what would end it. */
export function writtenDestination(destination: string, form: "markdown" | "html"): string {
  if (form === "html") return destination.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return destination.replace(/[\\()<>]/g, "\\$&").replaceAll(" ", "_");
}

/** Replaces a link's destination; it becomes a wikilink when it has no title attribute. */
function retarget(text: string, link: Link, destination: string): TextEdit {
  if (link.form === "html") return replace(text, link.target, writtenDestination(destination, "html"));
  let { start, end } = link.target;
  if (text[start] !== "<" && text[start - 1] === "<" && text[end] === ">") {
    start--;
    end++;
  }
  const escaped = writtenDestination(destination, "markdown");
  return replace(text, { start, end }, link.attribute === "" ? `${escaped} "wikilink"` : escaped);
}

/** Encodes what a destination would read otherwise in a name: a `%` before two hexadecimal digits, and `#`. */
export function guardPercent(path: string): string {
  return path.replace(/%(?=[\da-f]{2})/gi, "%25").replaceAll("#", "%23");
}

/**
 * Takes the link away and leaves its text. Undefined when that text would read otherwise without the brackets:
 * backticks, quotes or asterisks that touch those outside, a line's start that makes a heading or a list of it.
 */
export function unlink(text: string, link: Link): TextEdit | undefined {
  const label = text.slice(link.label.start, link.label.end);
  const merges = (inside: string, outside: string) => inside === outside && /[`*_~']/.test(inside);
  if (merges(label.charAt(0), text.charAt(link.start - 1)) || merges(label.slice(-1), text.charAt(link.end))) {
    return undefined;
  }
  // A marker that the link's edge cuts would be whole again, and others beside it might be read anew: it is repaired first.
  if (/\[\s*\d{1,4}\s*$|^\s*\d{1,4}\s*\\?\]/.test(label)) return undefined;
  const atLineStart = text.slice(linesAround(text, link).start, link.start).trim() === "";
  if (atLineStart && /^(?:[#>=|:+*~-]|\d{1,9}[.)])(?:\s|$)|^(?:[-*_=] *){3,}$/.test(label)) return undefined;
  return replace(text, link, label);
}
