import picomatch from "picomatch/posix";
import type { Configuration } from "./configuration";

/** What the settings say of a file: always an article, never one, or nothing: then its content decides. */
export type Verdict = "include" | "exclude" | "content";

/** Judges files by their path relative to the workspace root, with slashes. */
export type PathJudge = (path: string) => Verdict;

/** The judge that a configuration's `include` and `exclude` make. */
export function pathJudge({ include, exclude }: Configuration): PathJudge {
  const included = matcher(include);
  const excluded = matcher(exclude);
  return (path) => (excluded(path) ? "exclude" : included(path) ? "include" : "content");
}

function matcher(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  // A pattern without a slash means a name in any folder, as in .gitignore.
  const anywhere = globs.map((glob) => (glob.includes("/") ? glob.replace(/^\.?\//, "") : `**/${glob}`));
  return picomatch(anywhere, { dot: true });
}
