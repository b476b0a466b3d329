import { nameOf } from "./paths";

/** Endings of companions, those that tell most first. */
const ENDINGS = [".wikitext", ".mediawiki", ".wiki", ".html", ".htm", ".rendered.txt"] as const;
/** What stands for a page's name in a path to companions. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: written so by people
export const TITLE_PLACEHOLDER = "${title}";

/** `甲.zh-hans.html`: a rendering in one variant. */
const VARIANT = /\.zh(?:-[a-z]+)?$/i;

/**
 * The companions of a page among the files of a folder: the page's own name with another ending; best first.
 * @param page the page's file name or path
 * @param files names of files
 */
export function companionsAmong(page: string, files: readonly string[]): string[] {
  const stem = stemOf(nameOf(page));
  const ranked = files.flatMap((file) => {
    const rank = ENDINGS.findIndex((ending) => file.toLowerCase().endsWith(ending));
    if (rank < 0 || file === nameOf(page)) return [];
    const bare = file.slice(0, -ENDINGS[rank]!.length).normalize("NFC");
    return bare === stem || bare.replace(VARIANT, "") === stem ? [{ file, rank }] : [];
  });
  return ranked.sort((a, b) => a.rank - b.rank || (a.file < b.file ? -1 : 1)).map(({ file }) => file);
}

/** The title a companion's file name says: its name without ending. */
export function titleOfCompanion(path: string): string {
  const name = nameOf(path);
  const ending = ENDINGS.find((one) => name.toLowerCase().endsWith(one)) ?? /\.[^.]*$/.exec(name)?.[0] ?? "";
  return name
    .slice(0, name.length - ending.length)
    .replace(VARIANT, "")
    .replaceAll("_", " ");
}

/** A page's file name without ending. */
export function stemOf(file: string): string {
  return file.replace(/\.(?:md|markdown)$/i, "").normalize("NFC");
}
