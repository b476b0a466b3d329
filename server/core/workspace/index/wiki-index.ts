import { isRedirect, type PageSummary, type SummaryHeading, type SummaryLink } from "../../model/summary";
import { BothForms } from "../both-forms";
import { spacedTitle } from "../paths";
import { TitleSearch } from "../title-search";
import { TitleIndex } from "../titles";
import { categoryOf, isArticleTitle, isWikitextFile, namespacedTitle, wikitextTitle } from "../wikitext-titles";
import {
  dialectOfPacked,
  forEachName,
  forEachPackedLink,
  headingsOf,
  type PackedPlace,
  type PackedSummary,
  pack,
  renumber,
  Strings,
  samePacked,
  summaryLink,
  unpack,
} from "./packed";
import { Postings } from "./postings";
import { Spellings } from "./spellings";
import { type Piece, Summaries } from "./summaries";

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

/** Which title index a link looks in, and which postings it counts in. */
enum Relation {
  /** A link of Markdown to a file. */
  Local = 0,
  Remote = 1,
  Category = 2,
  /** A link of wikitext to a page. */
  Wiki = 3,
}

/** By number of `SUMMARIZED_KINDS`, on a page of Markdown and on one of wikitext. */
const RELATIONS = [Relation.Local, Relation.Remote, Relation.Category] as const;
const WIKITEXT_RELATIONS = [Relation.Wiki, Relation.Remote, Relation.Category] as const;
const ALL = [...RELATIONS, Relation.Wiki];

/**
 * Everything known of the pages of one wiki besides their texts. Paths are relative to the folder that holds `Page`:
 * `Page/X.md`, `Category/Y.md`, `wikitext/Z.wikitext`. Which files there are (`addFile`) and what stands on each (`set`) are
 * told apart: titles can be resolved long before every page has been read.
 *
 * A page may have a form in Markdown and one in wikitext, a file each. A link of Markdown names a file of Markdown, one of
 * wikitext a title, whatever form it has.
 *
 * Whatever the order in which it learned, the same files and summaries give the same answers.
 */
export class WikiIndex {
  readonly pages = new TitleIndex([], "Page");
  readonly categories = new TitleIndex([], "Category");
  /** The pages that files of wikitext hold. */
  readonly wikitext = {
    pages: new TitleIndex([], "", (file) => titleIn(file, false)),
    categories: new TitleIndex([], "", (file) => titleIn(file, true)),
  };
  /** Where links of wikitext lead. */
  readonly titles = new BothForms(this.wikitext, this);
  private readonly read = new Summaries();
  private readonly postings = ALL.map(() => new Postings());
  /** Of titles that links of Markdown and categories name; of those that links of wikitext name. */
  private readonly spellings = new Spellings(spacedTitle);
  private readonly wikiSpellings = new Spellings(namespacedTitle);
  private readonly problems = new Map<string, ProblemCount>();
  private categorySearch: TitleSearch | undefined;
  private changes = 0;
  private joined: { readonly version: number; readonly is: boolean } | undefined;
  private unlinked: { readonly version: number; readonly paths: readonly string[] } | undefined;

  /** @param strings may be shared with other indexes */
  constructor(readonly strings = new Strings()) {}

  /** Another number after every change: what was asked before may have another answer. */
  get version(): number {
    return this.changes;
  }

  /** How many files have been read. */
  get size(): number {
    return this.read.size;
  }

  /** Takes note that a file exists. Returns whether titles may resolve differently now. */
  addFile(path: string): boolean {
    const at = this.titlesOf(path);
    if (at?.titles.add(at.file) === undefined) return false;
    this.changes++;
    return true;
  }

  /** Takes note that a file exists no more. Returns whether titles may resolve differently now. */
  deleteFile(path: string): boolean {
    this.delete(path);
    const at = this.titlesOf(path);
    if (at?.titles.delete(at.file) === undefined) return false;
    this.changes++;
    return true;
  }

  /** Takes note of what stands on a page. Returns whether that is anything new. */
  set(path: string, summary: PageSummary): boolean {
    return this.setPacked(path, pack(summary, this.strings).slice());
  }

  /** The same with a summary that was packed elsewhere: it stays there. */
  place(path: string, piece: Piece, start: number): boolean {
    const place: PackedPlace = { bytes: piece.bytes, start, numbers: piece.numbers };
    if (this.read.numberOf(path) !== undefined) return this.setPacked(path, ownNumbers(place).slice());
    const page = this.read.add(path);
    this.read.place(page, piece, start);
    forEachRelation(place, (relation, title) => this.link(relation, title, page));
    this.changes++;
    return true;
  }

  private setPacked(path: string, packed: PackedSummary): boolean {
    const known = this.read.numberOf(path);
    const before = known === undefined ? undefined : this.read.at(known);
    if (before && samePacked(ownNumbers(before), packed)) return false;
    const page = known ?? this.read.add(path);
    this.read.set(page, packed);
    const gone = new Set<number>();
    if (before) forEachRelation(before, (relation, title) => gone.add(title * ALL.length + relation));
    forEachRelation(this.read.at(page), (relation, title) => {
      if (!gone.delete(title * ALL.length + relation)) this.link(relation, title, page);
    });
    for (const link of gone) this.unlink(link % ALL.length, Math.floor(link / ALL.length), page);
    this.changes++;
    return true;
  }

  /** Forgets what stands on a page: it cannot be read any more, or is no article. Returns whether anything was known. */
  delete(path: string): boolean {
    this.setProblems(path, undefined);
    const page = this.read.numberOf(path);
    if (page === undefined) return false;
    forEachRelation(this.read.at(page), (relation, title) => this.unlink(relation, title, page));
    this.read.delete(path);
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
    return this.read.entries().keys();
  }

  /** How many pages have been read; one in two forms is one. */
  get pageCount(): number {
    return this.distinct(new Set(this.read.entries().values()));
  }

  /** All files that are known, read or not; each once. */
  files(): ReadonlySet<string> {
    const { pages, categories, wikitext } = this;
    const listed = [pages, categories, wikitext.pages, wikitext.categories].flatMap((titles) => [...titles.allPaths()]);
    return new Set([...this.paths(), ...listed]);
  }

  /** All files of wikitext that are known. */
  wikitextFiles(): readonly string[] {
    const { pages, categories } = this.wikitext;
    return [...pages.allPaths(), ...categories.allPaths()];
  }

  /** Whether a page has been read. */
  has(path: string): boolean {
    return this.read.numberOf(path) !== undefined;
  }

  /** What stands on a page; undefined when it has not been read. */
  summary(path: string): PageSummary | undefined {
    const packed = this.packed(path);
    return packed && unpack(packed, this.strings);
  }

  /** The visible texts of a page's headings, and its other anchors; undefined when it has not been read. */
  headings(path: string): readonly string[] | undefined {
    const packed = this.packed(path);
    return packed && headingsOf(packed, this.strings).map(({ text }) => text);
  }

  /** The files that hold the same page as one: that file first, then its other form when it has one. */
  formsOf(path: string): readonly string[] {
    const at = this.titlesOf(path);
    if (!at) return [path];
    const title = at.titles.titleOf(at.file);
    const other = title === undefined ? undefined : at.others.pathOf(title);
    return other === undefined ? [path] : [path, other];
  }

  /** The links that lead to a page or category, in all its forms, local ones and those to the same title on the web; by path and place. */
  backlinks(path: string): readonly Backlink[] {
    const at = this.titlesOf(path);
    const title = at?.titles.titleOf(at.file);
    if (!at || title === undefined) return [];
    const forms = this.formsOf(path);
    const { pages, categories, wikitext } = this;
    const leading = (numbers: readonly number[], find: (title: string) => { readonly path: string } | undefined) =>
      numbers.filter((number) => forms.includes(find(this.strings.textOf(number))?.path ?? ""));
    const named = new Map<Relation, readonly number[]>();
    if (at.isCategory) {
      const one = (name: string) => categories.find(name);
      const other = (name: string) => wikitext.categories.find(name);
      const numbers = this.spellings.of(title);
      named.set(Relation.Category, [...new Set([...leading(numbers, one), ...leading(numbers, other)])]);
    } else {
      const numbers = this.spellings.of(title);
      named.set(
        Relation.Local,
        leading(numbers, (spelling) => pages.find(spelling)),
      );
      named.set(
        Relation.Remote,
        leading(numbers, (spelling) => pages.find(spelling) ?? wikitext.pages.find(spelling)),
      );
    }
    const wanted = at.isCategory ? `Category:${title}` : title;
    named.set(
      Relation.Wiki,
      leading(this.wikiSpellings.of(wanted), (spelling) => this.titles.find(spelling)),
    );
    return this.linksNaming(named);
  }

  /** The file that a link to a page leads to: a link of wikitext stays in its form where it can. */
  leadsTo({ path, title }: Backlink): string | undefined {
    return (isWikitextFile(path) ? this.titles : this.pages).find(title)?.path;
  }

  /** The links that name a title no page has, in all its spellings; by path and place. */
  linksToMissing(title: string): readonly Backlink[] {
    const named = this.spellings.of(title);
    const byWikitext = this.wikiSpellings.of(title);
    return this.linksNaming(
      new Map([
        [Relation.Local, named],
        [Relation.Remote, named],
        [Relation.Wiki, byWikitext],
      ]),
    );
  }

  /** Titles that links to pages name and no page has, the most wanted first. */
  wanted(limit = Number.POSITIVE_INFINITY): readonly WantedPage[] {
    const [local, wiki] = [this.postings[Relation.Local]!, this.postings[Relation.Wiki]!];
    const found: WantedPage[] = [];
    const add = (byMarkdown: readonly number[], byWikitext: readonly number[]) => {
      const names = [
        ...byMarkdown.map((number) => ({ number, count: local.count(number) })),
        ...byWikitext.map((number) => ({ number, count: wiki.count(number) })),
      ].filter(({ count }) => count > 0);
      if (names.length === 0) return;
      const pages = new Set<number>();
      for (const number of byMarkdown) local.collect(number, pages);
      for (const number of byWikitext) wiki.collect(number, pages);
      found.push({ title: this.commonSpelling(names), pages: this.distinct(pages) });
    };
    for (const [key, titles] of this.spellings.entries()) {
      const isWiki = this.wikiSpellings.has(key) && this.isWantedByWikitext(key);
      if (typeof titles === "number" && !isWiki) {
        const pages = local.count(titles);
        if (pages > 0 && !this.pages.hasKey(key)) found.push({ title: this.strings.textOf(titles), pages });
      } else {
        add(this.pages.hasKey(key) ? [] : this.spellings.withKey(key), isWiki ? this.wikiSpellings.withKey(key) : []);
      }
    }
    for (const [key] of this.wikiSpellings.entries()) {
      if (!this.spellings.has(key) && this.isWantedByWikitext(key)) add([], this.wikiSpellings.withKey(key));
    }
    found.sort((a, b) => b.pages - a.pages || compare(a.title, b.title));
    return found.length > limit ? found.slice(0, limit) : found;
  }

  /** Whether links of wikitext that name a key lead nowhere: those to other namespaces nobody expects to lead anywhere. */
  private isWantedByWikitext(key: string): boolean {
    if (this.titles.hasKey(key) || !this.isJoined) return false;
    return isArticleTitle(namespacedTitle(this.strings.textOf(this.wikiSpellings.withKey(key)[0]!)));
  }

  /** Whether the pages of wikitext are a wiki: they link to one another, or stand beside pages of Markdown. */
  private get isJoined(): boolean {
    if (this.joined?.version !== this.changes) {
      this.joined = { version: this.changes, is: this.pages.size > 0 || this.linksWithin(Relation.Wiki) };
    }
    return this.joined.is;
  }

  private linksWithin(relation: Relation): boolean {
    for (const [path, title] of this.linkedTitles(relation)) {
      const own = this.read.numberOf(path);
      if (this.postings[relation]!.some(title, (page) => page !== own)) return true;
    }
    return false;
  }

  /** Pages that no other page of the wiki links to, by path; a page in two forms is one, and its Markdown stands for it. */
  orphans(): readonly string[] {
    if (this.unlinked?.version === this.changes) return this.unlinked.paths;
    const linked = new Uint8Array(this.read.end);
    const mark = (relation: Relation, path: string, title: number) => {
      const forms = relation === Relation.Local ? [path] : this.formsOf(path);
      const own = forms.map((form) => this.read.numberOf(form));
      if (!this.postings[relation]!.some(title, (page) => !own.includes(page))) return;
      for (const number of own) if (number !== undefined) linked[number] = 1;
    };
    for (const relation of [Relation.Local, Relation.Wiki]) {
      for (const [path, title] of this.linkedTitles(relation)) {
        const own = this.read.numberOf(path);
        if (own !== undefined && !linked[own]) mark(relation, path, title);
      }
    }
    const paths: string[] = [];
    for (const [path, page] of this.read.entries()) if (!linked[page] && this.isOrphanable(path)) paths.push(path);
    this.unlinked = { version: this.changes, paths: paths.sort(compare) };
    return this.unlinked.paths;
  }

  /** Whether a page that nobody links to is an orphan: an article, no redirect, not a form of one that has another form. */
  private isOrphanable(path: string): boolean {
    const title = wikitextTitle(path);
    if (title === undefined) return path.startsWith("Page/");
    if (!isArticleTitle(title) || !this.isJoined || this.pages.pathOf(title) !== undefined) return false;
    return !isRedirect(headingsOf(this.packed(path)!, this.strings));
  }

  /** How many other pages link to each page that any links to, most first; to the Markdown of one in two forms. */
  linkCounts(): readonly LinkCount[] {
    const linking = new Map<string, Set<number>>();
    for (const relation of [Relation.Local, Relation.Wiki]) {
      for (const [path, title] of this.linkedTitles(relation)) {
        const counted = relation === Relation.Wiki ? this.mainForm(path) : path;
        const pages = linking.get(counted) ?? new Set();
        linking.set(counted, pages);
        this.postings[relation]!.collect(title, pages);
      }
    }
    const counts: LinkCount[] = [];
    for (const [path, pages] of linking) {
      for (const form of this.formsOf(path)) pages.delete(this.read.numberOf(form) ?? -1);
      const others = this.distinct(pages);
      if (others > 0) counts.push({ path, pages: others });
    }
    return counts.sort((a, b) => b.pages - a.pages || compare(a.path, b.path));
  }

  /** The file that stands for a page: its Markdown when it has two forms. */
  mainForm(path: string): string {
    const title = wikitextTitle(path);
    return (title === undefined ? undefined : this.pages.pathOf(title)) ?? path;
  }

  /** How many pages there are among some files. */
  private distinct(pages: ReadonlySet<number>): number {
    if (this.pages.size === 0 || this.wikitext.pages.size === 0) return pages.size;
    return new Set([...pages].map((page) => this.mainForm(this.read.pathOf(page)!))).size;
  }

  /** Pages with findings, those with most first. Known of pages that somebody checked. */
  problemPages(): readonly ProblemPage[] {
    return [...this.problems]
      .map(([path, count]) => ({ path, ...count }))
      .sort((a, b) => b.error - a.error || b.warning - a.warning || b.total - a.total || compare(a.path, b.path));
  }

  /** The titles that links of a relation name and pages have: the page's path, the title's number. */
  private *linkedTitles(relation: Relation): Generator<readonly [string, number]> {
    const isWiki = relation === Relation.Wiki;
    const titles = isWiki ? this.titles : this.pages;
    const postings = this.postings[relation]!;
    for (const [key, numbers] of (isWiki ? this.wikiSpellings : this.spellings).entries()) {
      for (const title of typeof numbers === "number" ? [numbers] : numbers) {
        if (postings.count(title) === 0) continue;
        const path = titles.soleOfKey(key) ?? titles.find(this.strings.textOf(title))?.path;
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

  /** The headings whose texts satisfy a condition, by page, at most `limit`. Each text is looked at once, each page in one form. */
  headingsThat(matches: (text: string) => boolean, limit: number): { path: string; heading: SummaryHeading }[] {
    const known = new Map<string, boolean>();
    const found: { path: string; heading: SummaryHeading }[] = [];
    for (const [path, page] of this.read.entries()) {
      if (found.length >= limit) break;
      if (this.mainForm(path) !== path) continue;
      for (const heading of headingsOf(this.read.at(page), this.strings)) {
        let match = known.get(heading.text);
        if (match === undefined) known.set(heading.text, (match = matches(heading.text)));
        if (match && heading.level > 0 && found.length < limit) found.push({ path, heading });
      }
    }
    return found;
  }

  private packed(path: string): PackedPlace | undefined {
    const page = this.read.numberOf(path);
    return page === undefined ? undefined : this.read.at(page);
  }

  /** The titles a path belongs to, those of the other form, and the path in their folder. */
  private titlesOf(
    path: string,
  ):
    | { readonly titles: TitleIndex; readonly others: TitleIndex; readonly file: string; readonly isCategory: boolean }
    | undefined {
    const { pages, categories, wikitext } = this;
    if (isWikitextFile(path)) {
      const isCategory = titleIn(path, true) !== undefined;
      return isCategory
        ? { titles: wikitext.categories, others: categories, file: path, isCategory }
        : { titles: wikitext.pages, others: pages, file: path, isCategory };
    }
    const slash = path.indexOf("/");
    const folder = path.slice(0, slash);
    const file = path.slice(slash + 1);
    if (folder === "Page") return { titles: pages, others: wikitext.pages, file, isCategory: false };
    return folder === "Category"
      ? { titles: categories, others: wikitext.categories, file, isCategory: true }
      : undefined;
  }

  private link(relation: Relation, title: number, page: number): void {
    if (!this.postings[relation]!.add(title, page)) return;
    const text = this.strings.textOf(title);
    if (relation === Relation.Category) this.categorySearch?.add(text);
    (relation === Relation.Wiki ? this.wikiSpellings : this.spellings).add(title, text);
  }

  private unlink(relation: Relation, title: number, page: number): void {
    this.postings[relation]!.delete(title, page);
    if (relation !== Relation.Category || this.postings[relation]!.count(title) > 0) return;
    this.categorySearch?.delete(this.strings.textOf(title));
  }

  private linksNaming(named: ReadonlyMap<Relation, readonly number[]>): readonly Backlink[] {
    const linking = new Set<number>();
    for (const [relation, titles] of named) {
      for (const title of titles) this.postings[relation]!.collect(title, linking);
    }
    if (linking.size === 0) return [];
    const links: Backlink[] = [];
    const sources = [...linking].map((page) => ({ page, path: this.read.pathOf(page)! }));
    for (const { page, path } of sources.sort((a, b) => compare(a.path, b.path))) {
      const place = this.read.at(page);
      const relations = relationsIn(place);
      forEachPackedLink(place, (link) => {
        if (named.get(relations[link.kind]!)?.includes(link.title))
          links.push({ path, ...summaryLink(link, this.strings) });
      });
    }
    return links;
  }

  /** The spelling of most pages; of several the first. */
  private commonSpelling(names: readonly { readonly number: number; readonly count: number }[]): string {
    const [first] = names
      .map(({ number, count }) => ({ text: this.strings.textOf(number), count }))
      .sort((a, b) => b.count - a.count || compare(a.text, b.text));
    return first!.text;
  }
}

/** The title of the page in a file of wikitext when it is a category's, or when it is none; without namespace. */
function titleIn(file: string, isCategory: boolean): string | undefined {
  const title = wikitextTitle(file);
  const category = title === undefined ? undefined : categoryOf(title);
  return isCategory ? category : category === undefined ? title : undefined;
}

/** What the links of a page are, by their kinds. */
function relationsIn(place: PackedPlace): readonly Relation[] {
  return dialectOfPacked(place) === "wikitext" ? WIKITEXT_RELATIONS : RELATIONS;
}

/** Visits what the links of a page are and the titles they name, each once. */
function forEachRelation(place: PackedPlace, visit: (relation: Relation, title: number) => void): void {
  const relations = relationsIn(place);
  forEachName(place, (kind, title) => visit(relations[kind]!, title));
}

/** A packed summary with the numbers of the index's own table; overwritten when the next is packed. */
function ownNumbers(place: PackedPlace): PackedSummary {
  const { bytes, numbers } = place;
  return numbers ? renumber(place, (id) => numbers[id]!) : bytes;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
