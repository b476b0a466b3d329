import { dialectOfPath } from "../../server/core/dialects/detect";
import { parse } from "../../server/core/dialects/parse";
import type { Surroundings } from "../../server/core/features/place";
import type { Article, Dialect } from "../../server/core/model/article";
import { summarize } from "../../server/core/model/summary";
import type { Span } from "../../server/core/text/span";
import type { Configuration } from "../../server/core/workspace/configuration";
import { WikiIndex } from "../../server/core/workspace/index/wiki-index";
import { byPage } from "../../server/core/workspace/linking";
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
 * first and is `Page/例.md`, of wikitext `Page/例.wikitext`.
 */
export function fixture(
  source: string,
  configuration: Partial<Configuration> = {},
  dialect: Dialect = "markdown",
): Fixture {
  const [first = "", ...rest] = source.split(/^--- (\S.*)\n/m);
  const others: Record<string, string> = {};
  for (let index = 0; index < rest.length; index += 2) others[rest[index]!] = rest[index + 1]!;
  const offset = Math.max(0, first.indexOf("‸"));
  const snapshot = openPage(first.replace("‸", ""), { pages: others, configuration, dialect });
  const index = new WikiIndex();
  const all: Readonly<Record<string, string>> = { [snapshot.uri]: snapshot.article.text, ...others };
  for (const path of Object.keys(all)) index.addFile(path);
  for (const [path, text] of Object.entries(all)) index.set(path, summarize(articleOf(path, text)));
  const uriOfPage = (path: string) => `wiki:/${path}`;
  const around: Surroundings = {
    uriOfPage,
    page: async (path) => {
      const text = all[path];
      const uri = path === snapshot.uri ? path : uriOfPage(path);
      return text === undefined ? undefined : { uri, article: articleOf(path, text) };
    },
    uriOfFile: (destination) =>
      destination.startsWith("../../") ? undefined : `wiki:/${destination.replace("../", "")}`,
    companionSays: async () => undefined,
    index: async () => index,
    linkingPages: async (links) =>
      [...byPage(links)].map(([path, found]) => ({
        uri: path === snapshot.uri ? path : uriOfPage(path),
        path,
        text: all[path]!,
        links: found,
      })),
  };
  return { snapshot, offset, around, others };
}

function articleOf(path: string, text: string): Article {
  return parse(text, dialectOfPath(path) ?? "markdown").article;
}

/** The source at spans. */
export function texts({ snapshot }: Pick<Fixture, "snapshot">, spans: readonly Span[]): string[] {
  return spans.map(({ start, end }) => snapshot.article.text.slice(start, end));
}
