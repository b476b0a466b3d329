import type { Configuration } from "./configuration";
import { compileGlob, type GlobMatcher, GlobRefused } from "./glob";

/** What the settings say of a file: always an article, never one, or nothing: then its content decides. */
export type Verdict = "include" | "exclude" | "content";

/** Judges files by their path relative to the workspace root, with slashes. */
export type PathJudge = (path: string) => Verdict;

/** The judge that a configuration's `include` and `exclude` make; globs that cannot be used match nothing. */
export function pathJudge({ include, exclude }: Configuration): PathJudge {
  const included = matcher(include);
  const excluded = matcher(exclude);
  return (path) => (excluded(path) ? "exclude" : included(path) ? "include" : "content");
}

/** Why a glob of the settings cannot be used; undefined when it can. */
export function globProblem(glob: string): string | undefined {
  try {
    compileGlob(glob);
    return undefined;
  } catch (error) {
    if (error instanceof GlobRefused) return error.message;
    throw error;
  }
}

/** The matcher of a glob; of one that cannot be used, a matcher of nothing. */
export function globMatcher(glob: string): GlobMatcher {
  return globProblem(glob) === undefined ? compileGlob(glob) : () => false;
}

function matcher(globs: readonly string[]): GlobMatcher {
  if (globs.length === 0) return () => false;
  // A pattern without a slash means a name in any folder, as in .gitignore.
  const matchers = globs.map((glob) => globMatcher(glob.includes("/") ? glob : `**/${glob}`));
  return (path) => matchers.some((isMatch) => isMatch(path));
}
