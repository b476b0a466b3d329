import picomatch from "picomatch/posix";
import type { Configuration } from "./configuration";

/** What the settings say of a file: always an article, never one, or nothing. */
export type Verdict = "include" | "exclude" | "content";

const matchers = new WeakMap<readonly string[], (path: string) => boolean>();

/**
 * Whether `include` or `exclude` names a file.
 * @param path relative to the workspace root, with slashes
 */
export function judgePath(path: string, configuration: Configuration): Verdict {
  if (matches(path, configuration.exclude)) return "exclude";
  return matches(path, configuration.include) ? "include" : "content";
}

function matches(path: string, globs: readonly string[]): boolean {
  if (globs.length === 0) return false;
  let matcher = matchers.get(globs);
  if (!matcher) {
    // A pattern without a slash means a name in any folder, as in .gitignore.
    const anywhere = globs.map((glob) => (glob.includes("/") ? glob.replace(/^\.?\//, "") : `**/${glob}`));
    matchers.set(globs, (matcher = picomatch(anywhere, { dot: true })));
  }
  return matcher(path);
}
