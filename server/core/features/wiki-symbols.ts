import type { LinePosition } from "../text/lines";
import type { WikiIndex } from "../workspace/index/wiki-index";
import { foldedTitle } from "../workspace/title-search";
import { titleOfPage } from "../workspace/wikitext-titles";

/** A page or a section, to be gone to by its name. */
export interface WikiSymbol {
  readonly kind: "page" | "section";
  /** Its name; where the query is in the other script, with the name as the query has it: editors sift by what they show. */
  readonly name: string;
  /** The page a section belongs to. */
  readonly container: string;
  readonly path: string;
  readonly at: LinePosition;
}

const START: LinePosition = { line: 0, character: 0 };

/** The pages and sections whose names hold a query in either script, pages first, at most `limit`. */
export function wikiSymbols(index: WikiIndex, query: string, limit: number): WikiSymbol[] {
  const wanted = foldedTitle(query.trim());
  if (wanted === "") return [];
  const pages = index.titles.search(query, limit).map(({ title, path }): WikiSymbol => {
    return { kind: "page", name: shownFor(title, query), container: "", path: index.mainForm(path), at: START };
  });
  const sections = index
    .headingsThat((text) => foldedTitle(text).includes(wanted), limit - pages.length)
    .map(
      ({ path, heading }): WikiSymbol => ({
        kind: "section",
        name: shownFor(heading.text, query),
        container: titleOfPage(path),
        path,
        at: heading.from,
      }),
    );
  return [...pages, ...sections];
}

function shownFor(name: string, query: string): string {
  const typed = query.trim();
  if (name.toLowerCase().includes(typed.toLowerCase())) return name;
  const at = foldedTitle(name).indexOf(foldedTitle(typed));
  return `${name}（${name.slice(0, at)}${typed}${name.slice(at + typed.length)}）`;
}
