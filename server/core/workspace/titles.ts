import { foldTitle } from "../text/script";
import { spacedTitle } from "./paths";
import type { PageName, Resolution } from "./snapshot";
import { TitleSearch } from "./title-search";

type Found = Exclude<Resolution, { status: "missing" | "unknown" }>;

/** The titles of a wiki's pages and the files they stand in. Immutable. */
export class TitleIndex {
  /** Title to path. */
  private readonly paths = new Map<string, string>();
  private lowered: ReadonlyMap<string, string> | undefined;
  private folded: ReadonlyMap<string, string> | undefined;
  private candidates: Candidates | undefined;
  private byPart: TitleSearch | undefined;

  /** @param files paths of the pages relative to their folder, such as `A_B.md`; what is no Markdown file is left out */
  constructor(files: Iterable<string>) {
    for (const file of files) {
      if (file.endsWith(".md")) this.paths.set(spacedTitle(file.slice(0, -3)), file);
    }
  }

  /** The files of all pages, as given. */
  files(): Iterable<string> {
    return this.paths.values();
  }

  /** Looks a title up: exactly, with a capital first letter, ignoring case, as another script's spelling. */
  find(title: string): Found | undefined {
    const wanted = spacedTitle(title);
    // Later converters wrote `@` for `&` into file names.
    return this.findAs(wanted) ?? (wanted.includes("&") ? this.findAs(wanted.replaceAll("&", "@")) : undefined);
  }

  /** Existing titles nearest to a missing one, best first, at most `limit`. */
  nearest(title: string, limit: number): readonly string[] {
    this.candidates ??= new Candidates(this.paths.keys());
    return this.candidates.nearest(spacedTitle(title), limit);
  }

  /** The pages whose titles hold a query, in either script, best first, at most `limit`. */
  search(query: string, limit: number): readonly PageName[] {
    this.byPart ??= new TitleSearch([...this.paths.keys()]);
    return this.byPart.search(query, limit).map((title) => ({ title, path: this.pathOf(title) }));
  }

  private findAs(wanted: string): Found | undefined {
    const exact = this.exact(wanted) ?? this.exact(capitalized(wanted));
    if (exact !== undefined) return this.found("exact", exact);
    const lower = wanted.toLowerCase();
    this.lowered ??= this.differing((name) => name.toLowerCase());
    const byCase = this.exact(lower) ?? this.lowered.get(lower);
    if (byCase !== undefined) return this.found("case", byCase);
    const fold = foldTitle(lower);
    this.folded ??= this.differing((name) => foldTitle(name.toLowerCase()));
    const byScript = this.exact(fold) ?? this.folded.get(fold);
    return byScript === undefined ? undefined : this.found("variant", byScript);
  }

  private exact(title: string): string | undefined {
    return this.paths.has(title) ? title : undefined;
  }

  private found(status: Found["status"], title: string): Found {
    return { status, path: this.pathOf(title), title };
  }

  private pathOf(title: string): string {
    return `Page/${this.paths.get(title)!}`;
  }

  /** Titles by a form of theirs, those left out whose form is the title itself. */
  private differing(form: (title: string) => string): ReadonlyMap<string, string> {
    const titles = new Map<string, string>();
    for (const title of this.paths.keys()) {
      const key = form(title);
      if (key !== title && !titles.has(key)) titles.set(key, title);
    }
    return titles;
  }
}

function capitalized(title: string): string {
  const first = String.fromCodePoint(title.codePointAt(0) ?? 0);
  const upper = first.toUpperCase();
  return upper.length === first.length ? upper + title.slice(first.length) : title;
}

/** Titles arranged for a search by likeness: by length, each with a mask of the characters it holds. */
class Candidates {
  private readonly byLength = new Map<number, { keys: string[]; titles: string[]; masks: number[] }>();

  constructor(titles: Iterable<string>) {
    for (const title of titles) {
      const key = comparable(title);
      let group = this.byLength.get(key.length);
      if (!group) this.byLength.set(key.length, (group = { keys: [], titles: [], masks: [] }));
      group.keys.push(key);
      group.titles.push(title);
      group.masks.push(maskOf(key));
    }
  }

  nearest(title: string, limit: number): readonly string[] {
    const wanted = comparable(title);
    const allowed = wanted.length < 3 ? 0 : wanted.length < 6 ? 1 : wanted.length < 12 ? 2 : 3;
    const mask = maskOf(wanted);
    const found: { title: string; distance: number }[] = [];
    for (let length = wanted.length - allowed; length <= wanted.length + allowed; length++) {
      const group = this.byLength.get(length);
      if (!group) continue;
      for (let index = 0; index < group.keys.length; index++) {
        // One edit changes at most two bits: most titles are ruled out here.
        if (bits(group.masks[index]! ^ mask) > 2 * allowed) continue;
        const distance = editDistance(wanted, group.keys[index]!, allowed);
        if (distance <= allowed) found.push({ title: group.titles[index]!, distance });
      }
    }
    return found
      .sort((a, b) => a.distance - b.distance || (a.title < b.title ? -1 : 1))
      .slice(0, limit)
      .map(({ title: near }) => near);
  }
}

/** What titles are compared by: no case, one script, no qualifier in brackets behind the name. */
function comparable(title: string): string {
  return foldTitle(title.toLowerCase().replace(/ ?[(（][^()（）]*[)）]$/, ""));
}

function maskOf(text: string): number {
  let mask = 0;
  for (let index = 0; index < text.length; index++) mask |= 1 << ((text.charCodeAt(index) * 0x9e3779b1) >>> 27);
  return mask;
}

function bits(value: number): number {
  let rest = value - ((value >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Levenshtein distance in UTF-16 units; some number above `limit` when it is larger than that. */
function editDistance(a: string, b: string, limit: number): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      const cost = Math.min(previous[j - 1]! + change, previous[j]! + 1, current[j - 1]! + 1);
      current.push(cost);
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    previous = current;
  }
  return previous[b.length]!;
}
