// `[[清河 (鎮)|]]`: MediaWiki writes the label when a page is saved ("pre-save transform"). Text that was never saved, and
// the content of extension tags such as `<ref>`, keeps the empty label, and shows its brackets.

/** Characters that no title has; with one of them MediaWiki leaves the link as it is. */
const ILLEGAL = /[\x00-\x1f\x7f#<>[\]{}|]/;
/** A namespace or an interwiki prefix, with the colon before it. */
const PREFIX = /^:?[ \w\x80-\uffff-]+:/;
/** What tells a title from others of its name, in the order MediaWiki looks for it: brackets, then a comma. */
const QUALIFIERS = [/^(.+?) ?\(.+\)$/, /^(.+?) ?（.+）$/, /^(.+?)(?: ?\(.+\))?(?:(?:, |，|، ).+)?$/];
/** In UTF-16 units; titles have at most 255 bytes. */
const LONGEST_TITLE = 255;

/**
 * Returns the label that saving `[[target|]]` writes.
 * @param target as written, with its white space
 * @returns undefined where MediaWiki leaves the link as it is
 */
export function pipeTrickLabel(target: string): string | undefined {
  if (target.length > LONGEST_TITLE || ILLEGAL.test(target)) return undefined;
  const prefix = PREFIX.exec(target)?.[0] ?? "";
  const colon = target.startsWith(":") ? ":" : "";
  for (const qualifier of QUALIFIERS) {
    for (const start of [prefix || colon, colon, ""]) {
      const label = qualifier.exec(target.slice(start.length))?.[1];
      if (label !== undefined) return label;
    }
  }
  return undefined;
}

/**
 * Returns the link that saving `[[|label]]` writes.
 * @param label as written
 * @param title the page's own title
 * @returns undefined where MediaWiki leaves the link as it is, and on pages of other namespaces
 */
export function reversePipeTrick(label: string, title: string): string | undefined {
  if (label.length > LONGEST_TITLE || ILLEGAL.test(label) || title.includes(":")) return undefined;
  const bracket = / \(.+\)$/.exec(title.slice(1))?.[0];
  const qualifier = bracket ?? /, .+$/.exec(title.slice(1))?.[0] ?? "";
  return qualifier === "" ? `[[${label}]]` : `[[${label}${qualifier}|${label}]]`;
}

/** The bound is the length of a title. */
const REVERSE = /\[\[\|[^#<>[\]{}|\n]{1,255}\]\]/y;

/** Returns where `[[|label]]` ends; -1 when none begins at `start`, where `[[` is. */
export function reversePipeTrickEnd(text: string, start: number): number {
  REVERSE.lastIndex = start;
  return text.charCodeAt(start + 2) === 124 && REVERSE.test(text) ? REVERSE.lastIndex : -1;
}
