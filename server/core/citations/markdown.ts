import type { CitationPart } from "../model/citation";

/** Where links to pages of the wiki lead. */
export type PageLinks = "local" | "remote";

/** A citation as one line of Markdown, in the way the converter wrote it. It begins no block and holds no footnote marker. */
export function citationMarkdown(parts: readonly CitationPart[], links: PageLinks): string {
  let line = "";
  for (const part of parts) {
    const text = escapeMarkdown(part.text.replace(/\s+/g, " "));
    const target = targetOf(part, links);
    const label = text.trim();
    if (target === undefined || label === "") {
      line += text;
      continue;
    }
    // An exclamation mark before a link makes it an image.
    if (line.endsWith("!")) line = `${line.slice(0, -1)}\\!`;
    line += `${text.startsWith(" ") ? " " : ""}[${label}](${target})${text.endsWith(" ") ? " " : ""}`;
  }
  return guarded(line.replace(/ {2,}/g, " ").trim());
}

function targetOf({ href, page }: CitationPart, links: PageLinks): string | undefined {
  if (page !== undefined) {
    const title = destination(page.trim().replace(/ /g, "_"));
    return links === "local" ? `../Page/${title}.md "wikilink"` : `https://zh.wikipedia.org/wiki/${title} "wikilink"`;
  }
  return href !== undefined && /^(?:https?|ftp):\/\//i.test(href) ? destination(href) : undefined;
}

/** What ends a destination, or escapes in it, is escaped as the converter does, white space encoded. */
function destination(target: string): string {
  return target.replace(/[\s<>"]/g, (character) => encodeURIComponent(character)).replace(/[\\()]/g, "\\$&");
}

/** Text that means itself in Markdown, in the middle of a line; it holds no footnote marker. */
export function escapeMarkdown(text: string): string {
  return (
    text
      // A number in brackets would be a footnote marker.
      .replace(/\[\s*(\d{1,4})\s*\]/g, "($1)")
      .replace(/［\s*(\d{1,4})\s*］/g, "（$1）")
      .replace(/[\\`*_[\]<>~]/g, "\\$&")
      // Two dollar signs may hold a formula.
      .replace(text.indexOf("$") < text.lastIndexOf("$") ? /\$/g : /$^/, "\\$&")
      .replace(/&(?=#?\w+;)/g, "\\&")
  );
}

/** Without what would begin a list, a heading or a quotation at the start of an entry. */
function guarded(line: string): string {
  return line.replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2").replace(/^(?:[-+]|#{1,6})(?=\s|$)/, "\\$&");
}
