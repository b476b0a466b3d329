import type { PageSummary, SummaryHeading, SummaryLink } from "../../model/summary";
import { spacedTitle } from "../paths";
import type { Resolution } from "../snapshot";
import { TitleSearch } from "../title-search";
import { TitleIndex, titleKey } from "../titles";
import {
  forEachPackedLink,
  headingsOf,
  type PackedLink,
  type PackedSummary,
  pack,
  Strings,
  samePacked,
  summaryLink,
  unpack,
} from "./packed";
import { Postings } from "./postings";

/** A link and the page it stands on. */
export interface Backlink extends SummaryLink {
  /** Path of the linking page in the wiki, such as `Page/X.md`. */
  readonly path: string;
}

/** A title that pages of the wiki link to as to one of their own, and that no page has. */
export interface WantedPage {
  /** As most pages spell it. */
  readonly title: string;
  /** How many pages link to it. */
  readonly pages: number;
}

/** How many other pages link to a page. */
export interface LinkCount {
  readonly path: string;
  readonly pages: number;
}

/** How many findings a page has; `total` counts all severities. */
export interface ProblemCount {
  readonly error: number;
  readonly warning: number;
  readonly total: number;
}

/** A page with findings. */
export interface ProblemPage extends ProblemCount {
  readonly path: string;
}

/** What of a page has been read. */
interface Entry {
  readonly path: string;
  packed: PackedSummary;
}

/** Which title index a link's kind looks in, and which postings it counts in. */
enum Relation {
  Local = 0,
  Remote = 1,
  Category = 2,
}

/** By number of `SUMMARIZED_KINDS`. */
const RELATIONS = [Relation.Local, Relation.Remote, Relation.Category] as const;

/**
 * Everything known of the pages of one wiki besides their texts. Paths are relative to the folder that holds `Page`:
 * `Page/X.md`, `Category/Y.md`, `wikitext/Z.wikitext`. Which files there are (`addFile`) and what stands on each (`set`) are
 * told apart: titles can be resolved long before every page has been read.
 *
 * Whatever the order in which it learned, the same files and summaries give the same answers.
 */
export class WikiIndex {
  readonly pages = new TitleIndex([], "Page");
  readonly categories = new TitleIndex([], "Category");
  private readonly numbers = new Map<string, number>();
  private readonly entries: (Entry | undefined)[] = [];
  private readonly free: number[] = [];
  private readonly postings = RELATIONS.map(() => new Postings());
  /** Numbers of the titles that links name, by what all spellings of a title have in common. */
  private readonly spellings = new Map<string, number | number[]>();
  private readonly spelled: boolean[] = [];
  private readonly problems = new Map<string, ProblemCount>();
  private categorySearch: TitleSearch | undefined;
  private changes = 0;
  private unlinked: { readonly version: number; readonly paths: readonly string[] } | undefined;

  /** @param strings may be shared with other indexes */
  constructor(readonly strings = new Strings()) {}

  /** Another number after every change: what was asked before may have another answer. */
  get version(): number {
    return this.changes;
  }

  /** How many pages have been read. */
  get size(): number {
    return this.numbers.size;
  }

  /** Takes note that a file exists. Returns whether titles may resolve differently now. */
  addFile(path: string): boolean {
    const [titles, file] = this.titlesOf(path);
    if (titles?.add(file) === undefined) return false;
    this.changes++;
    return true;
  }

  /** Takes note that a file exists no more. Returns whether titles may resolve differently now. */
  deleteFile(path: string): boolean {
    this.delete(path);
    const [titles, file] = this.titlesOf(path);
    if (titles?.delete(file) === undefined) return false;
    this.changes++;
    return true;
  }

  /** Takes note of what stands on a page. Returns whether that is anything new. */
  set(path: string, summary: PageSummary): boolean {
    return this.setPacked(path, pack(summary, this.strings));
  }

  /** The same with a summary that was packed with this index's strings. */
  setPacked(path: string, packed: PackedSummary): boolean {
    let page = this.numbers.get(path);
    const before = page === undefined ? undefined : this.entries[page];
    if (before && samePacked(before.packed, packed)) return false;
    if (page === undefined) this.numbers.set(path, (page = this.free.pop() ?? this.entries.length));
    const old = titlesIn(before?.packed);
    for (const [relation, titles] of titlesIn(packed).entries()) {
      for (const title of titles) if (!old[relation]!.delete(title)) this.link(relation, title, page);
      for (const title of old[relation]!) this.unlink(relation, title, page);
    }
    if (before) before.packed = packed;
    else this.entries[page] = { path, packed };
    this.changes++;
    return true;
  }

  /** Forgets what stands on a page: it cannot be read any more, or is no article. Returns whether anything was known. */
  delete(path: string): boolean {
    this.setProblems(path, undefined);
    const page = this.numbers.get(path);
    const entry = page === undefined ? undefined : this.entries[page];
    if (page === undefined || !entry) return false;
    for (const [relation, titles] of titlesIn(entry.packed).entries()) {
      for (const title of titles) this.unlink(relation, title, page);
    }
    this.entries[page] = undefined;
    this.numbers.delete(path);
    this.free.push(page);
    this.changes++;
    return true;
  }

  /** Takes note of how many findings a page has; none when they are not known. */
  setProblems(path: string, count: ProblemCount | undefined): void {
    const known = this.problems.get(path);
    if (count === undefined || count.total === 0) {
      if (!this.problems.delete(path)) return;
    } else {
      if (known && known.total === count.total && known.error === count.error && known.warning === count.warning)
        return;
      this.problems.set(path, count);
    }
    this.changes++;
  }

  /** The pages that have been read, in no order. */
  paths(): Iterable<string> {
    return this.numbers.keys();
  }

  /** All files that are known, read or not; each once. */
  files(): ReadonlySet<string> {
    return new Set([...this.numbers.keys(), ...this.pages.allPaths(), ...this.categories.allPaths()]);
  }

  /** Whether a page has been read. */
  has(path: string): boolean {
    return this.numbers.has(path);
  }

  /** What stands on a page; undefined when it has not been read. */
  summary(path: string): PageSummary | undefined {
    const packed = this.packed(path);
    return packed && unpack(packed, this.strings);
  }

  /** The visible texts of a page's headings; undefined when it has not been read. */
  headings(path: string): readonly string[] | undefined {
    const packed = this.packed(path);
    return packed && headingsOf(packed, this.strings).map(({ text }) => text);
  }

  /** Where a page's title leads to. */
  resolve(title: string): Resolution {
    return this.pages.find(title) ?? { status: "missing" };
  }

  /** The links that lead to a page or category, local ones and those to the same title on the web; by path and place. */
  backlinks(path: string): readonly Backlink[] {
    const [titles, file] = this.titlesOf(path);
    if (!titles) return [];
    const title = spacedTitle(file.replace(/\.md$/, ""));
    return this.linksOf(titles, title, (spelling) => titles.find(spelling)?.path === path);
  }

  /** The links that name a title no page has, in all its spellings; by path and place. */
  linksToMissing(title: string): readonly Backlink[] {
    return this.linksOf(this.pages, spacedTitle(title), () => true);
  }

  /** Titles that local links name and no page has, the most wanted first. */
  wanted(limit = Number.POSITIVE_INFINITY): readonly WantedPage[] {
    const local = this.postings[Relation.Local]!;
    const found: WantedPage[] = [];
    for (const [key, titles] of this.spellings) {
      if (typeof titles === "number") {
        const pages = local.count(titles);
        if (pages > 0 && !this.pages.hasKey(key)) found.push({ title: this.strings.textOf(titles), pages });
        continue;
      }
      if (this.pages.hasKey(key)) continue;
      const pages = new Set<number>();
      for (const title of titles) local.collect(title, pages);
      if (pages.size > 0) found.push({ title: this.commonSpelling(titles), pages: pages.size });
    }
    found.sort((a, b) => b.pages - a.pages || compare(a.title, b.title));
    return found.length > limit ? found.slice(0, limit) : found;
  }

  /** Pages that no other page of the wiki links to, by path. */
  orphans(): readonly string[] {
    if (this.unlinked?.version === this.changes) return this.unlinked.paths;
    const linked = new Uint8Array(this.entries.length);
    for (const [path, title] of this.linkedTitles()) {
      const own = this.numbers.get(path);
      if (own === undefined || linked[own]) continue;
      if (this.postings[Relation.Local]!.some(title, (page) => page !== own)) linked[own] = 1;
    }
    const paths: string[] = [];
    for (const [path, page] of this.numbers) if (!linked[page] && path.startsWith("Page/")) paths.push(path);
    this.unlinked = { version: this.changes, paths: paths.sort(compare) };
    return this.unlinked.paths;
  }

  /** How many other pages link to each page that any links to, most first. */
  linkCounts(): readonly LinkCount[] {
    const linking = new Map<string, Set<number>>();
    for (const [path, title] of this.linkedTitles()) {
      const pages = linking.get(path) ?? new Set();
      linking.set(path, pages);
      this.postings[Relation.Local]!.collect(title, pages);
    }
    const counts: LinkCount[] = [];
    for (const [path, pages] of linking) {
      const own = this.numbers.get(path);
      const others = pages.size - (own !== undefined && pages.has(own) ? 1 : 0);
      if (others > 0) counts.push({ path, pages: others });
    }
    return counts.sort((a, b) => b.pages - a.pages || compare(a.path, b.path));
  }

  /** Pages with findings, those with most first. Known of pages that somebody checked. */
  problemPages(): readonly ProblemPage[] {
    return [...this.problems]
      .map(([path, count]) => ({ path, ...count }))
      .sort((a, b) => b.error - a.error || b.warning - a.warning || b.total - a.total || compare(a.path, b.path));
  }

  /** The titles that local links name and pages have: the page's path, the title's number. */
  private *linkedTitles(): Generator<readonly [string, number]> {
    const local = this.postings[Relation.Local]!;
    for (const [key, titles] of this.spellings) {
      for (const title of typeof titles === "number" ? [titles] : titles) {
        if (local.count(title) === 0) continue;
        const path = this.pages.soleOfKey(key) ?? this.pages.find(this.strings.textOf(title))?.path;
        if (path !== undefined) yield [path, title];
      }
    }
  }

  /** The categories that pages are in and whose names hold a query, best first, at most `limit`. */
  searchCategories(query: string, limit: number): readonly string[] {
    const named = this.postings[Relation.Category]!;
    const names = () => this.strings.texts.filter((_, title) => named.count(title) > 0);
    this.categorySearch ??= new TitleSearch(names());
    return this.categorySearch.search(query, limit);
  }

  /** The headings whose texts satisfy a condition, by page, at most `limit`. Each text is looked at once. */
  headingsThat(matches: (text: string) => boolean, limit: number): { path: string; heading: SummaryHeading }[] {
    const known = new Map<string, boolean>();
    const found: { path: string; heading: SummaryHeading }[] = [];
    for (const entry of this.entries) {
      if (found.length >= limit) break;
      if (!entry) continue;
      for (const heading of headingsOf(entry.packed, this.strings)) {
        let match = known.get(heading.text);
        if (match === undefined) known.set(heading.text, (match = matches(heading.text)));
        if (match && found.length < limit) found.push({ path: entry.path, heading });
      }
    }
    return found;
  }

  private packed(path: string): PackedSummary | undefined {
    const page = this.numbers.get(path);
    return page === undefined ? undefined : this.entries[page]?.packed;
  }

  /** The titles a path belongs to, and the path in their folder. */
  private titlesOf(path: string): [TitleIndex | undefined, string] {
    const slash = path.indexOf("/");
    const folder = path.slice(0, slash);
    const titles = folder === "Page" ? this.pages : folder === "Category" ? this.categories : undefined;
    return [titles, path.slice(slash + 1)];
  }

  private link(relation: Relation, title: number, page: number): void {
    const isFirst = this.postings[relation]!.count(title) === 0;
    this.postings[relation]!.add(title, page);
    if (isFirst && relation === Relation.Category) this.categorySearch?.add(this.strings.textOf(title));
    if (this.spelled[title]) return;
    while (this.spelled.length < title) this.spelled.push(false);
    this.spelled[title] = true;
    const key = titleKey(spacedTitle(this.strings.textOf(title)));
    const others = this.spellings.get(key);
    if (typeof others === "object") others.push(title);
    else this.spellings.set(key, others === undefined ? title : [others, title]);
  }

  private unlink(relation: Relation, title: number, page: number): void {
    this.postings[relation]!.delete(title, page);
    if (relation !== Relation.Category || this.postings[relation]!.count(title) > 0) return;
    this.categorySearch?.delete(this.strings.textOf(title));
  }

  private linksOf(titles: TitleIndex, title: string, leadsThere: (spelling: string) => boolean): readonly Backlink[] {
    const spellings = this.spellings.get(titleKey(title)) ?? [];
    const named = (typeof spellings === "number" ? [spellings] : spellings).filter((spelling) =>
      leadsThere(this.strings.textOf(spelling)),
    );
    if (named.length === 0) return [];
    const relations = titles === this.categories ? [Relation.Category] : [Relation.Local, Relation.Remote];
    const wanted = (link: Readonly<PackedLink>) =>
      named.includes(link.title) && relations.includes(RELATIONS[link.kind]!);
    const linking = new Set<number>();
    for (const relation of relations) for (const spelling of named) this.postings[relation]!.collect(spelling, linking);
    const links: Backlink[] = [];
    const sources = [...linking].map((page) => this.entries[page]!).sort((a, b) => compare(a.path, b.path));
    for (const { path, packed } of sources) {
      forEachPackedLink(packed, (link) => {
        if (wanted(link)) links.push({ path, ...summaryLink(link, this.strings) });
      });
    }
    return links;
  }

  /** The spelling of most pages; of several the first. */
  private commonSpelling(titles: readonly number[]): string {
    const local = this.postings[Relation.Local]!;
    const [first] = titles
      .map((title) => ({ text: this.strings.textOf(title), count: local.count(title) }))
      .sort((a, b) => b.count - a.count || compare(a.text, b.text));
    return first!.text;
  }
}

/** The numbers of the titles that a page's links name, by relation. */
function titlesIn(packed: PackedSummary | undefined): readonly Set<number>[] {
  const titles = RELATIONS.map(() => new Set<number>());
  if (packed) forEachPackedLink(packed, ({ kind, title }) => titles[RELATIONS[kind]!]!.add(title));
  return titles;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
