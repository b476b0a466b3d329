import { parse } from "../../server/core/dialects/parse";
import type { Dialect } from "../../server/core/model/article";
import type { Lexicon } from "../../server/core/variants/lexicon";
import type { WordList } from "../../server/core/variants/words";
import { type Configuration, DEFAULT_CONFIGURATION } from "../../server/core/workspace/configuration";
import { KnownPages } from "../../server/core/workspace/pages";
import { titleOfPath } from "../../server/core/workspace/paths";
import type { Snapshot } from "../../server/core/workspace/snapshot";
import { TitleIndex } from "../../server/core/workspace/titles";

export interface PageOptions {
  /** The page's path in the wiki; its title comes from it. */
  readonly path?: string;
  /** The other pages: their texts by path (`Page/甲.md`). Undefined: which pages there are is not known. */
  readonly pages?: Readonly<Record<string, string>>;
  readonly configuration?: Partial<Configuration>;
  readonly dialect?: Dialect;
  readonly wordLists?: readonly WordList[];
  readonly lexicon?: Lexicon;
}

/** A snapshot of one page of a small wiki, as an editor would hold it. */
export function openPage(text: string, options: PageOptions = {}): Snapshot {
  const { path = "Page/例.md", pages, configuration, dialect = "markdown", wordLists = [], lexicon } = options;
  const { article } = parse(text, dialect);
  const titles = pages && new TitleIndex([path, ...Object.keys(pages)].map((page) => page.replace(/^Page\//, "")));
  const headings = new Map(
    Object.entries(pages ?? {}).map(([page, source]) => [
      page,
      parse(source, "markdown").article.headings.map((heading) => heading.text),
    ]),
  );
  return Object.freeze({
    uri: path,
    version: 1,
    article,
    facts: Object.freeze({
      title: titleOfPath(path),
      dialect: article.dialect,
      script: article.script,
      allLinksLocal: article.allLinksLocal,
      pages: new KnownPages(titles, headings),
      configuration: { ...DEFAULT_CONFIGURATION, ...configuration },
      wordLists,
      lexicon,
    }),
  });
}
