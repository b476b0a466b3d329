import { WordList } from "../variants/words";
import type { Configuration } from "./configuration";
import type { Host } from "./host";
import { joinPath, type Place, placeKey, uriOf } from "./paths";
import { describeWordProblems, readWordList } from "./word-list";

type Settings = Pick<Partial<Configuration>, "words">;

interface Wanted {
  /** From the root's folder. */
  readonly path: string;
  readonly source: "workspace" | "user";
}

/** What is wrong with a word list. */
export interface WordListProblem {
  /** One line that names file and line. */
  readonly message: string;
  /** The list by its path from the root, and by its URI. */
  readonly path: string;
  readonly uri: string;
  /** The first line that cannot be used, from 1; undefined when there is no such file. */
  readonly line: number | undefined;
}

export const NO_WORD_LISTS: readonly WordList[] = Object.freeze([]);

/** The word lists of a root, as its settings file and the user's settings name them. */
export class WordLists {
  /** In their precedence; another list of them when one has changed. */
  lists = NO_WORD_LISTS;
  private wanted: readonly Wanted[] = [];
  private warned = "";
  /** Of the newest call of `read`. */
  private reading = 0;

  /** @param warn told of what cannot be used, one problem for each list; again only when it is another */
  constructor(
    private readonly host: Host,
    private readonly root: Place,
    private readonly warn: (problem: WordListProblem) => void,
  ) {}

  /** Paths of the files, from the root's folder. */
  get paths(): readonly string[] {
    return this.wanted.map(({ path }) => path);
  }

  /** Reads the lists, or reads them anew. */
  async read({ words: own = "" }: Settings, { words: users = "" }: Settings): Promise<void> {
    this.wanted = [
      ...(own === "" ? [] : [{ path: own, source: "workspace" as const }]),
      ...(users === "" || users === own ? [] : [{ path: users, source: "user" as const }]),
    ];
    const reading = ++this.reading;
    const lists: WordList[] = [];
    const warnings: WordListProblem[] = [];
    for (const { path, source } of this.wanted) {
      const uri = this.uriOf(path);
      const text = await this.host.readFile(uri, uriOf(this.root));
      if (text === undefined) {
        const message = `${path}: the word list cannot be read; variants.words must name a file in the workspace`;
        warnings.push({ message, path, uri, line: undefined });
        continue;
      }
      const { entries, problems } = readWordList(path, text);
      lists.push(new WordList(path, source, entries));
      const message = describeWordProblems(path, problems);
      if (message) warnings.push({ message, path, uri, line: problems[0]?.line });
    }
    if (reading !== this.reading) return; // a later call knows better, and may have ended before
    if (lists.length + this.lists.length > 0) this.lists = Object.freeze(lists);
    const said = warnings.map(({ message }) => message).join("\n");
    if (said !== this.warned) warnings.forEach(this.warn);
    this.warned = said;
  }

  /** Whether one of the lists is among files, given by their keys. */
  isAmong(changed: ReadonlySet<string>): boolean {
    return this.wanted.some(({ path }) => changed.has(placeKey(this.uriOf(path))));
  }

  private uriOf(path: string): string {
    return uriOf({ ...this.root, path: joinPath(this.root.path, path) });
  }
}
