import type { DirectoryEntry } from "./host";
import type { PageName, Pages, Resolution } from "./snapshot";
import type { TitleIndex } from "./titles";

/** The pages of a wiki as far as they are known at one moment. Immutable. */
export class KnownPages implements Pages {
  /**
   * @param titles undefined as long as the pages have not been listed
   * @param headingTexts of the pages that have been read, by path (`Page/X.md`)
   */
  constructor(
    private readonly titles: TitleIndex | undefined,
    private readonly headingTexts: ReadonlyMap<string, readonly string[]>,
  ) {}

  resolve(title: string): Resolution {
    if (!this.titles) return { status: "unknown" };
    return this.titles.find(title) ?? { status: "missing" };
  }

  nearest(title: string, limit: number): readonly string[] {
    return this.titles?.nearest(title, limit) ?? [];
  }

  search(query: string, limit: number): readonly PageName[] {
    return this.titles?.search(query, limit) ?? [];
  }

  headings(path: string): readonly string[] | undefined {
    return this.headingTexts.get(path);
  }
}

/** Nothing is known: every title may exist. */
export const NO_PAGES: Pages = Object.freeze(new KnownPages(undefined, new Map()));

// A title with slashes stands in folders of its own (`Page/OS/2.md`); deeper than this nobody names a page.
const MAX_DEPTH = 8;

/**
 * The files of a folder and the folders in it, relative to it.
 * @param read lists one folder, given relative to the first ("" for itself)
 */
export async function listFiles(read: (folder: string) => Promise<readonly DirectoryEntry[]>): Promise<string[]> {
  const files: string[] = [];
  const visit = async (folder: string, depth: number): Promise<void> => {
    for (const { name, kind } of await read(folder)) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (kind === "file") files.push(path);
      else if (depth < MAX_DEPTH) await visit(path, depth + 1);
    }
  };
  await visit("", 0);
  return files;
}
