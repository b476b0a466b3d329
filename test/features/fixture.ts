import { parse } from "../../server/core/dialects/parse";
import type { Surroundings } from "../../server/core/features/place";
import type { Span } from "../../server/core/text/span";
import type { Configuration } from "../../server/core/workspace/configuration";
import type { Snapshot } from "../../server/core/workspace/snapshot";
import { openPage } from "../support/wiki";

/** A page of a small wiki with a cursor in it. */
export interface Fixture {
  readonly snapshot: Snapshot;
  /** Where `‸` stood; 0 when there was none. */
  readonly offset: number;
  readonly around: Surroundings;
  /** The other pages, by path. */
  readonly others: Readonly<Record<string, string>>;
}

/**
 * Reads a fixture: `‸` is the cursor, `--- Page/甲.md` on a line of its own starts another page. The page at hand comes
 * first and is `Page/例.md`.
 */
export function fixture(source: string, configuration: Partial<Configuration> = {}): Fixture {
  const [first = "", ...rest] = source.split(/^--- (\S.*)\n/m);
  const others: Record<string, string> = {};
  for (let index = 0; index < rest.length; index += 2) others[rest[index]!] = rest[index + 1]!;
  const offset = Math.max(0, first.indexOf("‸"));
  const snapshot = openPage(first.replace("‸", ""), { pages: others, configuration });
  const uriOfPage = (path: string) => `wiki:/${path}`;
  const around: Surroundings = {
    uriOfPage,
    page: async (path) => {
      const text = others[path];
      return text === undefined ? undefined : { uri: uriOfPage(path), article: parse(text, "markdown").article };
    },
    uriOfFile: (destination) =>
      destination.startsWith("../../") ? undefined : `wiki:/${destination.replace("../", "")}`,
  };
  return { snapshot, offset, around, others };
}

/** The source at spans. */
export function texts({ snapshot }: Pick<Fixture, "snapshot">, spans: readonly Span[]): string[] {
  return spans.map(({ start, end }) => snapshot.article.text.slice(start, end));
}
