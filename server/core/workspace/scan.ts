import { dialectOfPath } from "../dialects/detect";
import { parse } from "../dialects/parse";
import type { Dialect } from "../model/article";
import { summarize } from "../model/summary";
import { dialectOf } from "./dialect";
import type { PathJudge, Verdict } from "./globs";
import { filesBelow, type Host, type ScanBatch } from "./host";
import { Keeper, renumber, type Strings } from "./index/packed";
import { joinPath, type Place, uriOf } from "./paths";
import type { Wiki } from "./wiki";

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
  private readonly keeper = new Keeper();

  constructor(private readonly target: ScanTarget) {}

  take({ files, strings, pages, lengths, packed }: ScanBatch): void {
    const { target, numbers } = this;
    for (const file of files) {
      this.files.push(file);
      const found = target.wikiOf(placeIn(target.root, file));
      found?.wiki.found(found.path);
    }
    for (const text of strings) numbers.push(target.strings.idOf(text));
    let at = 0;
    for (let index = 0; index < pages.length; index++) {
      const bytes = packed.subarray(at, (at += lengths[index]!));
      const place = placeIn(target.root, this.files[pages[index]!]!);
      const found = target.wikiOf(place);
      if (!found || target.isNewer(place)) continue;
      found.wiki.index.setPacked(found.path, this.keeper.keep(renumber(bytes, (id) => numbers[id]!)));
    }
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
