import { parse } from "../../server/core/dialects/parse";
import type { Article, Dialect } from "../../server/core/model/article";
import type { Lexicon } from "../../server/core/variants/lexicon";
import type { WordList } from "../../server/core/variants/words";
import { type Configuration, DEFAULT_CONFIGURATION } from "../../server/core/workspace/configuration";
import { WikiIndex } from "../../server/core/workspace/index/wiki-index";
import { headingTexts, KnownPages, missingIsNormal } from "../../server/core/workspace/pages";
import { folderOf, joinPath } from "../../server/core/workspace/paths";
import { NO_PICTURES, pictureFiles } from "../../server/core/workspace/pictures";
import type { Snapshot } from "../../server/core/workspace/snapshot";
import { titleOfPage } from "../../server/core/workspace/wikitext-titles";

export interface PageOptions {
  /** The page's path in the wiki; its title comes from it. */
  readonly path?: string;
  /** The other files: their texts by path (`Page/甲.md`, `images/甲.png`). Undefined: which pages there are is not known. */
  readonly pages?: Readonly<Record<string, string>>;
  readonly configuration?: Partial<Configuration>;
  readonly dialect?: Dialect;
  readonly wordLists?: readonly WordList[];
  readonly lexicon?: Lexicon;
}

/** A snapshot of one page of a small wiki, as an editor would hold it. */
export function openPage(text: string, options: PageOptions = {}): Snapshot {
  const { pages, configuration, dialect = "markdown", wordLists = [], lexicon } = options;
  const { path = dialect === "wikitext" ? "Page/例.wikitext" : "Page/例.md" } = options;
  const { article } = parse(text, dialect, configuration?.mediawiki);
  const index = new WikiIndex();
  for (const page of [path, ...Object.keys(pages ?? {})]) index.addFile(page);
  const titles = pages && (dialect === "wikitext" ? index.titles : index.pages);
  const headings = new Map<string, readonly string[]>();
  for (const [page, source] of Object.entries(pages ?? {})) {
    const texts = headingTexts(page, source);
    if (texts) headings.set(page, texts);
  }
  const known = new KnownPages(titles, headings);
  return Object.freeze({
    uri: path,
    version: 1,
    article,
    facts: Object.freeze({
      title: titleOfPage(path),
      dialect: article.dialect,
      script: article.script,
      missingIsNormal: missingIsNormal(article, known),
      isIncluded: false,
      pages: known,
      missingPictures: pages ? missingPictures(article, path, pages) : NO_PICTURES,
      configuration: { ...DEFAULT_CONFIGURATION, ...configuration },
      wordLists,
      lexicon,
    }),
  });
}

function missingPictures(article: Article, path: string, files: Readonly<Record<string, string>>): Set<string> {
  const isThere = (picture: string) => joinPath(folderOf(path), picture) in files;
  return new Set([...pictureFiles(article)].filter((picture) => !isThere(picture)));
}
