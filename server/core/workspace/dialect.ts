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
