import { folderOf, joinPath, keyOf, PAGES, type Place, pagesFolderOf, relativePath } from "./paths";
import { Wiki, type WikiContext } from "./wiki";
import { isWikitextFile } from "./wikitext-titles";

/** The folder that a file is looked at from. */
interface Root {
  readonly place: Place;
  /** Whether somebody opened it; else it is where a file happens to lie. */
  readonly isOpen: boolean;
}

/** The wikis of a workspace, each around one `Page` folder, and which of them a file belongs to. */
export class Wikis {
  private readonly wikis = new Map<string, Wiki>();
  /** Those that had pages of Markdown when files of wikitext were last put into theirs. */
  private houses = "";

  constructor(private readonly context: WikiContext) {}

  values(): Iterable<Wiki> {
    return this.wikis.values();
  }

  clear(): void {
    this.wikis.clear();
    this.houses = "";
  }

  /** The wiki that a file belongs to. */
  at(place: Place, root: Root): Wiki {
    return this.around({ ...place, path: this.pagesFolderAt(place, root) }, root);
  }

  /** The same when anybody has asked for it. */
  known(place: Place, root: Root): Wiki | undefined {
    return this.wikis.get(keyOf({ ...place, path: this.pagesFolderAt(place, root) }));
  }

  /** Lists the pages of Markdown that a file of wikitext may lie beside, in the folders above it. */
  async findPagesAbove(place: Place, root: Root): Promise<void> {
    if (!root.isOpen) return;
    for (const path of pagesFoldersAbove(place.path, root.place.path)) {
      await this.around({ ...place, path }, root).list(false);
    }
  }

  /**
   * Puts files of wikitext into the wiki they belong to: as soon as there are pages of Markdown beside them, or none any
   * more, that is another one than before.
   */
  house(rootOf: (place: Place) => Root): void {
    const withPages = [...this.wikis].filter(([, { index }]) => index.pages.size > 0);
    const houses = withPages.map(([key]) => key).join("\n");
    if (houses === this.houses) return;
    this.houses = houses;
    for (const wiki of [...this.wikis.values()]) {
      for (const path of wiki.index.wikitextFiles()) {
        const place = wiki.placeOf(path);
        const other = this.at(place, rootOf(place));
        if (other === wiki) continue;
        const summary = wiki.index.summary(path);
        wiki.index.deleteFile(path);
        const there = other.pathOf(place)!;
        other.found(there);
        if (summary) other.index.set(there, summary);
        other.foundAll();
      }
    }
  }

  private around(folder: Place, root: Root): Wiki {
    const key = keyOf(folder);
    let wiki = this.wikis.get(key);
    if (!wiki) this.wikis.set(key, (wiki = new Wiki(this.context, folder, root.place)));
    return wiki;
  }

  /**
   * The `Page` folder of the wiki that a file belongs to. A file of wikitext may lie in any folder of it: its wiki is the
   * nearest above that has pages of Markdown, else all of the folder that is open.
   */
  private pagesFolderAt({ prefix, path }: Place, root: Root): string {
    const nearest = pagesFolderOf(path);
    if (!isWikitextFile(path) || !root.isOpen || relativePath(nearest, path) !== undefined) return nearest;
    const folders = pagesFoldersAbove(path, root.place.path);
    const isHome = (folder: string) => (this.wikis.get(keyOf({ prefix, path: folder }))?.index.pages.size ?? 0) > 0;
    return folders.find(isHome) ?? folders.at(-1)!;
  }
}

/** Where `Page` folders would stand beside a file and above it, up to a root that it lies in. */
function pagesFoldersAbove(path: string, root: string): string[] {
  const folders: string[] = [];
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    folders.push(joinPath(folder, PAGES));
    if (folder === root || relativePath(root, folder) === undefined || folder === folderOf(folder)) return folders;
  }
}
