import { detectDialect, dialectOfPath } from "../dialects/detect";
import { PARSED_DIALECTS } from "../dialects/parse";
import type { Dialect } from "../model/article";
import type { Verdict } from "./globs";

/**
 * The dialect of a document; null when it is no wiki article, or of a dialect that is not read.
 * @param path relative to the workspace root
 * @param verdict what the settings say of it
 */
export function dialectOf(path: string, text: string, verdict: Verdict): Dialect | null {
  if (verdict === "exclude") return null;
  const dialect = verdict === "include" ? (dialectOfPath(path) ?? "markdown") : detectDialect(path, text);
  return dialect && PARSED_DIALECTS.includes(dialect) ? dialect : null;
}
