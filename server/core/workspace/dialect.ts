import { detectDialect, dialectOfPath } from "../dialects/detect";
import type { Dialect } from "../model/article";
import type { Verdict } from "./globs";

/**
 * The dialect of a document; null when it is no wiki article.
 * @param path relative to the workspace root
 * @param verdict what the settings say of it
 */
export function dialectOf(path: string, text: string, verdict: Verdict): Dialect | null {
  if (verdict === "exclude") return null;
  return verdict === "include" ? (dialectOfPath(path) ?? "markdown") : detectDialect(path, text);
}

/** Extensions by the id of a language. MediaWiki's text has two ids, of different extensions for VS Code. */
const EXTENSIONS: Readonly<Record<string, string>> = { markdown: ".md", wikitext: ".wikitext", mediawiki: ".wikitext" };

/** The extension of a document without a file name, by the id of its language; "" when that is none of ours. */
export function extensionOf(languageId: string): string {
  return EXTENSIONS[languageId] ?? "";
}
