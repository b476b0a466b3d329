import { dialectOfPath } from "../dialects/detect";
import { parse } from "../dialects/parse";
import type { Dialect } from "../model/article";
import { summarize } from "../model/summary";
import { dialectOf } from "./dialect";
import type { PathJudge, Verdict } from "./globs";
import { filesBelow, type Host, type ScanBatch } from "./host";
import type { Strings } from "./index/packed";
import type { Piece } from "./index/summaries";
import { joinPath, type Place, uriOf } from "./paths";
import type { Wiki } from "./wiki";
import { isWikitextFile } from "./wikitext-titles";

/** Where the pages of one root are to be taken note of. */
export interface ScanTarget {
  readonly root: Place;
  readonly judge: PathJudge;
  readonly strings: Strings;
  /** The wiki a file belongs to and its path in it. */
  readonly wikiOf: (place: Place) => { readonly wiki: Wiki; readonly path: string } | undefined;
  /** Whether what a scan read of a file is out of date: it is open, or has changed meanwhile. */
  readonly isNewer: (place: Place) => boolean;
}

/** Takes note of what a scan elsewhere tells. */
export class ScanReceiver {
  private readonly files: string[] = [];
  /** Numbers of our own by the numbers of the scan. */
  private readonly numbers: number[] = [0];
  private piece: Piece = { bytes: new Uint8Array(0), numbers: this.numbers };
  /** The folder of the last file, and where its files belong, when that is the same for all of them. */
  private folder: string | undefined;
  private home: { readonly wiki: Wiki; readonly folder: string } | undefined;

  constructor(private readonly target: ScanTarget) {}

  take({ files, strings, memory, pages, starts }: ScanBatch): void {
    const { target, numbers } = this;
    for (const file of files) {
      this.files.push(file);
      const found = this.placeOf(file);
      found?.wiki.found(found.path);
    }
    for (const text of strings) numbers.push(target.strings.idOf(text));
    if (memory) this.piece = { bytes: memory, numbers };
    for (let index = 0; index < pages.length; index++) {
      const file = this.files[pages[index]!]!;
      if (target.isNewer(placeIn(target.root, file))) continue;
      const found = this.placeOf(file);
      found?.wiki.index.place(found.path, this.piece, starts[index]!);
    }
  }

  /** As {@link ScanTarget.wikiOf}: files of one folder come one behind the other, and only wikitext has to be looked at one by one. */
  private placeOf(file: string): ReturnType<ScanTarget["wikiOf"]> {
    const { target } = this;
    if (isWikitextFile(file)) return target.wikiOf(placeIn(target.root, file));
    const folder = file.slice(0, file.lastIndexOf("/") + 1);
    if (folder !== this.folder) {
      const found = target.wikiOf(placeIn(target.root, file));
      this.folder = folder;
      this.home = found && {
        wiki: found.wiki,
        folder: found.path.slice(0, found.path.length - file.length + folder.length),
      };
    }
    const { home } = this;
    // The same string where it can be: there are many.
    return home && { wiki: home.wiki, path: home.folder === folder ? file : home.folder + file.slice(folder.length) };
  }
}

/** Reads all pages below a root one by one, each in a turn of its own. */
export async function scanPolitely(host: Host, target: ScanTarget, isCancelled: () => boolean): Promise<void> {
  const { root, judge } = target;
  const files: string[] = [];
  const folders = (folder: string) => host.readDirectory(uriOf(placeIn(root, folder)), uriOf(root));
  for await (const file of filesBelow(folders)) {
    if (isCancelled()) return;
    if (dialectOfPath(file) === null) continue;
    files.push(file);
    const found = target.wikiOf(placeIn(root, file));
    found?.wiki.found(found.path);
  }
  for (const file of files) {
    if (isCancelled()) return;
    const place = placeIn(root, file);
    const verdict = judge(file);
    if (verdict === "exclude") continue;
    const text = await host.readFile(uriOf(place), uriOf(root));
    const dialect = text === undefined ? null : pageDialect(file, text, verdict);
    const found = target.wikiOf(place);
    if (dialect === null || !found || target.isNewer(place)) continue;
    found.wiki.index.set(found.path, summarize(parse(text!, dialect).article));
  }
}

/**
 * The dialect in which a file is a page of a wiki; null when it is none. What lies in `Page` or `Category` is a page whatever
 * its text says: a short page may show no sign of where it came from.
 * @param path relative to the workspace root
 */
export function pageDialect(path: string, text: string, verdict: Verdict): Dialect | null {
  const isPage = /(?:^|\/)(?:Page|Category)\//.test(path) && dialectOfPath(path) !== null;
  const dialect = dialectOf(path, text, verdict === "content" && isPage ? "include" : verdict);
  return dialect === "rendered" ? null : dialect; // the text of a page, but nobody's page
}

function placeIn(root: Place, file: string): Place {
  return file === "" ? root : { ...root, path: joinPath(root.path, file) };
}
