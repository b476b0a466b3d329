import type { Link } from "../model/article";
import type { SummaryLink } from "../model/summary";
import { underscored } from "../rules/link/targets";
import { replace, type TextEdit } from "../text/edit";
import type { Backlink } from "../workspace/index/wiki-index";
import { PAGES } from "../workspace/paths";
import { retitledTarget, retitledText, type TitleChange } from "./link-text";
import { editsOf, type PageEdits } from "./page-edits";
import type { Surroundings } from "./place";
import { readPath, type Slot, slotOf, splitPath, writtenPath } from "./written-path";

/** A destination that is no path from the page it stands on: a scheme, a path from the root, an anchor. */
export const ELSEWHERE = /^(?:[a-z][a-z\d+.-]*:|\/|$)/i;
/** A way into the folder of all pages, as converters write it in front of every title. */
export const INTO_PAGES = new RegExp(`^((?:\\.{1,2}/)*)((?:[^/#]*/)*?(?:${PAGES}|Redirect)/)?`);

/** A link as an article or a summary has it. */
export type AnyLink = Pick<SummaryLink, "start" | "end" | "target" | "form" | "title"> & Pick<Link, "kind">;

/** Has links that lead to a page by its title name another one. */
export async function retitleLinks(
  links: readonly Backlink[],
  titles: TitleChange,
  around: Pick<Surroundings, "linkingPages">,
): Promise<readonly PageEdits[]> {
  return editsOf(
    links.filter(({ kind }) => kind === "page"),
    around,
    (text, { start, end, target, form, kind }) => {
      const written = text.slice(target.start, target.end);
      if (form === "wikitext")
        return writing(text, { start, end, target, form }, retitledTarget(written, titles.to), titles);
      // A use of a definition names its label: the definition is another link.
      if (form === "reference") return writing(text, { start, end, target, form }, written, titles);
      const slot = slotOf(text, target, form);
      const destination = withTitle(written, slot, titles.to, isRelativePath(written, slot, kind));
      return writing(text, { start, end, target, form }, destination, titles);
    },
  );
}

/** The edits that write a destination, and the new title where the link's text was nothing but the old one. */
export function writing(
  text: string,
  link: Pick<SummaryLink, "start" | "end" | "target" | "form">,
  destination: string,
  titles: TitleChange | undefined,
): TextEdit[] {
  const label = titles && retitledText(text, link, titles);
  const edits = label ? [label] : [];
  if (text.slice(link.target.start, link.target.end) !== destination)
    edits.push(replace(text, link.target, destination));
  return edits.sort((a, b) => a.start - b.start);
}

/** Whether a destination is a path from the page it stands on; a title by itself is none. */
export function isRelativePath(written: string, { form }: Slot, kind: Link["kind"]): boolean {
  const { path, rest } = splitPath(written, form, "#");
  const read = readPath(path, form);
  if (ELSEWHERE.test(read)) return false;
  return kind !== "page" || read.includes("/") || read.endsWith(".md") || rest.endsWith(".md");
}

/** A destination that leads to a page by its title, with another title: the way to it, anchor and extension stay as written. */
export function withTitle(written: string, slot: Slot, title: string, isPath: boolean): string {
  const { path, rest } = splitPath(written, slot.form, "#");
  const [way = ""] = INTO_PAGES.exec(path) ?? [];
  const extension = readPath(path, slot.form).endsWith(".md") ? ".md" : "";
  const name = writtenPath(underscored(title), slot, path);
  return (way === "" && isPath ? withoutScheme(name) : way + name) + extension + rest;
}

/** A path whose first part would be read as a scheme (`Re:從零.md`), so that it is not. */
export function withoutScheme(way: string): string {
  return /^[^/]*:/.test(way) ? `./${way}` : way;
}
