import { NOTHING } from "../text/nothing";
import { foldTitle } from "../text/script";
import { NearTitles } from "./near-titles";
import { spacedTitle } from "./paths";
import type { PageName, Resolution } from "./snapshot";
import { TitleFilter } from "./title-filter";
import { TitleSearch } from "./title-search";

/** A page that a title leads to. */
export type Found = Exclude<Resolution, { status: "missing" | "unknown" }>;

/** The titles of a wiki's pages (or of its categories) and the files they stand in. Files come and go one by one. */
export class TitleIndex {
  /** Title to file. */
  private readonly files: FirstOf;
  /** Key to title, of titles that are not their own key. */
  private readonly keyed = new FirstOf(NO_FILES);
  /** Made when a title is looked up; undefined again when it is full. */
  private filter: TitleFilter | undefined;
  private near: NearTitles | undefined;
  private byPart: TitleSearch | undefined;

  /**
   * @param files paths of the pages relative to their folder, such as `A_B.md`; what is no page is left out
   * @param folder name of that folder, which begins the paths that are found; "" for none
   * @param titleOf the title of the page in a file, in the form of {@link spacedTitle}; undefined when there is none
   */
  constructor(
    files: Iterable<string> = [],
    private readonly folder = "Page",
    readonly titleOf: (file: string) => string | undefined = markdownTitle,
  ) {
    this.files = new FirstOf(titleOf === markdownTitle ? MARKDOWN_FILES : NO_FILES);
    for (const file of files) this.add(file);
  }

  /** How many titles there are. */
  get size(): number {
    return this.files.size;
  }

  /** All titles, with spaces. */
  titles(): Iterable<string> {
    return this.files.keys();
  }

  /** The paths of all files. */
  *allPaths(): Generator<string> {
    for (const title of this.files.keys()) yield* this.files.all(title).map((file) => this.pathTo(file));
  }

  /** Takes a file in. Returns its title; undefined when it is no page or was there already. */
  add(file: string): string | undefined {
    const title = this.titleOf(file);
    if (title === undefined) return undefined;
    const added = this.files.add(title, file);
    if (added === "known") return undefined;
    if (added === "first") {
      const key = titleKey(title);
      if (key !== title) this.keyed.add(key, title);
      if (this.filter?.add(title) === false) this.filter = undefined;
      this.near?.add(title);
      this.byPart?.add(title);
    }
    return title;
  }

  /** Takes a file out. Returns its title; undefined when it was not there. */
  delete(file: string): string | undefined {
    const title = this.titleOf(file);
    if (title === undefined || !this.files.delete(title, file)) return undefined;
    if (!this.files.has(title)) {
      this.keyed.delete(titleKey(title), title);
      this.near?.delete(title);
      this.byPart?.delete(title);
    }
    return title;
  }

  /** Looks a title up: exactly, with a capital first letter, ignoring case, as another script's spelling. */
  find(title: string): Found | undefined {
    const wanted = spacedTitle(title);
    this.filter ??= new TitleFilter(this.titles(), this.size, titleKey);
    if (!this.filter.mayHold(wanted)) return undefined;
    const exact = this.findExact(wanted) ?? (wanted.includes("&") ? this.findExact(withAt(wanted)) : undefined);
    if (exact !== undefined) return exact;
    const key = titleKey(wanted);
    const own = key !== wanted && this.files.has(key); // which is no title was just found
    const others = this.keyed.all(key);
    if (!own && others.length === 0) return undefined;
    const titles = own ? [key, ...others] : others;
    const lower = withAt(wanted.toLowerCase());
    const sameLetters = titles.find((candidate) => withAt(candidate.toLowerCase()) === lower);
    return sameLetters === undefined ? this.found("variant", titles[0]!) : this.found("case", sameLetters);
  }

  /** Existing titles nearest to a missing one, best first, at most `limit`. */
  nearest(title: string, limit: number): readonly string[] {
    this.near ??= new NearTitles(this.titles());
    return this.near.nearest(spacedTitle(title), limit);
  }

  /** The pages whose titles hold a query, in either script, best first, at most `limit`. */
  search(query: string, limit: number): readonly PageName[] {
    this.byPart ??= new TitleSearch(this.titles());
    return this.byPart.search(query, limit).map((title) => ({ title, path: this.pathOf(title)! }));
  }

  /** Whether a title has a key, see {@link titleKey}: then every spelling of it leads somewhere. */
  hasKey(key: string): boolean {
    return this.files.has(key) || this.keyed.has(key);
  }

  /** The path that every spelling of a key leads to; undefined when there is none, or more than one page. */
  soleOfKey(key: string): string | undefined {
    const keyed = this.keyed.get(key);
    if (keyed === undefined) return this.pathOf(key);
    return typeof keyed === "string" && !this.files.has(key) ? this.pathOf(keyed) : undefined;
  }

  /** The path of the very title; the first of several files. */
  pathOf(title: string): string | undefined {
    const file = this.files.first(title);
    return file === undefined ? undefined : this.pathTo(file);
  }

  private pathTo(file: string): string {
    return this.folder === "" ? file : `${this.folder}/${file}`;
  }

  private findExact(title: string): Found | undefined {
    const path = this.pathOf(title);
    if (path !== undefined) return { status: "exact", path, title };
    const capital = capitalized(title);
    const ofCapital = capital === title ? undefined : this.pathOf(capital);
    return ofCapital === undefined ? undefined : { status: "exact", path: ofCapital, title: capital };
  }

  private found(status: Found["status"], title: string): Found {
    return { status, path: this.pathOf(title)!, title };
  }
}

function markdownTitle(file: string): string | undefined {
  return file.endsWith(".md") ? spacedTitle(file.slice(0, -3)) : undefined;
}

/** The value that nearly every key has, which need not be kept then. */
interface Usual {
  of(key: string): string;
  /** Whether a value is that of a key. */
  is(value: string, key: string): boolean;
}

const MARKDOWN_FILES: Usual = {
  of: (title) => `${title.includes(" ") ? title.replaceAll(" ", "_") : title}.md`,
  is: (file, title) => {
    if (file.length !== title.length + 3 || !file.endsWith(".md")) return false;
    for (let index = 0; index < title.length; index++) {
      const unit = title.charCodeAt(index);
      if (file.charCodeAt(index) !== (unit === 0x20 ? 0x5f : unit)) return false;
    }
    return true;
  },
};

const NO_FILES: Usual = { of: () => USUAL, is: () => false };

/** Stands for the value that a key usually has; no value is "". */
const USUAL = "";

/** The values of a key in ascending order, whatever the order they came in. Most keys have one value. */
class FirstOf {
  private readonly map = new Map<string, string | string[]>();

  constructor(private readonly usual: Usual) {}

  get size(): number {
    return this.map.size;
  }

  keys(): Iterable<string> {
    return this.map.keys();
  }

  has(key: string): boolean {
    return this.map.has(key);
  }

  get(key: string): string | readonly string[] | undefined {
    const values = this.map.get(key);
    return values === USUAL ? this.usual.of(key) : values;
  }

  first(key: string): string | undefined {
    const values = this.get(key);
    return typeof values === "object" ? values[0] : values;
  }

  all(key: string): readonly string[] {
    const values = this.get(key);
    return values === undefined ? NOTHING : typeof values === "object" ? values : [values];
  }

  /** Whether the value was there, is the key's first, or one more. */
  add(key: string, value: string): "known" | "first" | "another" {
    const values = this.map.get(key);
    if (values === undefined) {
      this.map.set(key, this.short(key, value));
      return "first";
    }
    if (values === USUAL ? this.usual.is(value, key) : values === value) return "known";
    if (typeof values === "object" && values.includes(value)) return "known";
    this.map.set(key, [...this.all(key), value].sort());
    return "another";
  }

  /** Whether it was there. */
  delete(key: string, value: string): boolean {
    const values = this.all(key);
    const left = values.filter((other) => other !== value);
    if (left.length === values.length) return false;
    if (left.length === 0) this.map.delete(key);
    else this.map.set(key, left.length === 1 ? this.short(key, left[0]!) : left);
    return true;
  }

  private short(key: string, value: string): string {
    return this.usual.is(value, key) ? USUAL : value;
  }
}

/**
 * What all spellings of a title have in common under which it is found: no case, one script, `@` for `&` as later
 * converters wrote it into file names. Titles of different keys never lead to the same page.
 * @param title in normal form, see {@link spacedTitle}
 */
export function titleKey(title: string): string {
  return foldTitle(withAt(mayHaveCase(title) ? capitalized(title).toLowerCase() : title));
}

/** Whether a title may hold a letter that is not its own lower case; Han characters, kana and their punctuation are none. */
function mayHaveCase(title: string): boolean {
  for (let index = 0; index < title.length; index++) {
    const unit = title.charCodeAt(index);
    const isCaseless =
      (unit < 0x80 && (unit < 0x41 || (unit > 0x5a && unit < 0x61) || unit > 0x7a)) ||
      (unit >= 0x2e80 && unit < 0xa640) ||
      (unit >= 0xff01 && unit <= 0xff20);
    if (!isCaseless) return true;
  }
  return false;
}

function withAt(title: string): string {
  return title.includes("&") ? title.replaceAll("&", "@") : title;
}

function capitalized(title: string): string {
  const unit = title.charCodeAt(0);
  if (unit >= 0x2e80 && unit < 0xa640) return title; // Han characters, kana
  const first = String.fromCodePoint(title.codePointAt(0) ?? 0);
  const upper = first.toUpperCase();
  return upper !== first && upper.length === first.length ? upper + title.slice(first.length) : title;
}
