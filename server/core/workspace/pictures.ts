import type { Article } from "../model/article";
import type { OpenDocument } from "./document";
import type { Host } from "./host";
import { folderOf, joinPath, nameOf, type Place, relativePath, uriOf } from "./paths";

/** No pictures, or none that are missing. */
export const NO_PICTURES: ReadonlySet<string> = new Set();

/** A relative path of a picture. Absolute paths are those of a web server, `?` and `#` none of a file's name for sure. */
const PICTURE_FILE = /^(?![a-z][a-z\d+.-]*:|[/\\])[^?#]+\.(?:avif|bmp|gif|jpe?g|png|svg|tiff?|webp)$/i;

/** The destinations of an article's pictures that are files beside it, each once. */
export function pictureFiles({ blocks }: Article): ReadonlySet<string> {
  let files: Set<string> | undefined;
  for (let at = 0; at < blocks.length; at++) {
    const { links } = blocks[at]!.content;
    for (let index = 0; index < links.length; index++) {
      const { image, form, destination } = links[index]!;
      if (image && form === "markdown" && PICTURE_FILE.test(destination)) (files ??= new Set()).add(destination);
    }
  }
  return files ?? NO_PICTURES;
}

/**
 * Looks up which pictures of a page do not exist, by their destinations. Empty for a page that is no file itself: nothing
 * is known of the folders around it.
 * @param root folder outside of which nothing is known
 */
export async function missingPictures(
  host: Host,
  page: Place,
  root: Place,
  article: Article,
): Promise<ReadonlySet<string>> {
  const files = pictureFiles(article);
  if (files.size === 0) return NO_PICTURES;
  const folder = folderOf(page.path);
  const listings = new Map<string, Promise<ReadonlySet<string>>>();
  const list = (path: string) => {
    const known = listings.get(path) ?? namesIn(host, { ...page, path }, root);
    listings.set(path, known);
    return known;
  };
  if (!(await list(folder)).has(nameOf(page.path))) return NO_PICTURES;
  const missing = new Set<string>();
  for (const destination of files) {
    const path = joinPath(folder, destination);
    if (!relativePath(root.path, path)) continue;
    if (!(await list(folderOf(path))).has(nameOf(path))) missing.add(destination);
  }
  return missing.size > 0 ? missing : NO_PICTURES;
}

async function namesIn(host: Host, folder: Place, root: Place): Promise<ReadonlySet<string>> {
  return new Set((await host.readDirectory(uriOf(folder), uriOf(root))).map(({ name }) => name));
}

/** The missing pictures of open documents. */
export class Pictures {
  private readonly known = new WeakMap<
    OpenDocument,
    { readonly files: string; readonly missing: ReadonlySet<string> }
  >();

  constructor(private readonly host: Host) {}

  /** The destinations of pictures that are known not to exist; the same object until that changes. */
  missingOn(document: OpenDocument): ReadonlySet<string> {
    return this.known.get(document)?.missing ?? NO_PICTURES;
  }

  /** Looks up the pictures of a document that have not been found before. */
  async learn(document: OpenDocument, article: Article, page: Place, root: Place): Promise<void> {
    const files = [...pictureFiles(article)].sort().join("\n");
    const known = this.known.get(document);
    if (files === (known?.files ?? "") && this.missingOn(document).size === 0) return;
    const found = await missingPictures(this.host, page, root, article);
    const missing = known && String([...found]) === String([...known.missing]) ? known.missing : found;
    this.known.set(document, { files, missing });
  }
}
