import { dialectOfPath } from "../dialects/detect";
import { type Parse, parse } from "../dialects/parse";
import type { Article } from "../model/article";
import { holdsShared } from "../variants/shared";
import type { Configuration } from "./configuration";
import { dialectOf, extensionOf } from "./dialect";
import type { PathJudge } from "./globs";
import { type Place, relativePath } from "./paths";

/** What decides how a file below a folder is read. */
interface Reading {
  /** The folder. */
  readonly place: Place;
  readonly judge: PathJudge;
  readonly configuration: Configuration;
}

/**
 * Parses a file in its dialect; null when it is no article.
 * @param language the id of the document's language, which counts where the path says nothing
 */
export function parseIn(
  { place: { path: folder }, judge, configuration }: Reading,
  { path }: Place,
  text: string,
  language = "",
): Parse | null {
  const relative = pathIn(folder, path);
  const named = dialectOfPath(relative) ? relative : relative + extensionOf(language);
  const dialect = dialectOf(named, text, judge(relative));
  return dialect && parse(text, dialect, configuration.mediawiki);
}

/** The path of a file from the folder its settings count from; the whole path of a file elsewhere. */
export function pathIn(folder: string, path: string): string {
  return relativePath(folder, path) ?? path;
}

/** Whether the dictionaries could have something to say about a page. */
export function wantsLexicon({ script, text }: Article): boolean {
  return (script === "hant" || script === "mixed") && holdsShared(text);
}
