import { existsSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { detectDialect, dialectOfPath } from "../../core/dialects/detect";
import type { Dialect } from "../../core/model/article";
import { ruleById } from "../../core/rules/registry";
import { WordList } from "../../core/variants/words";
import { CONFIG_FILE, describeProblems, mergeSettings, readConfigFile } from "../../core/workspace/config-file";
import type { Configuration, RuleSetting } from "../../core/workspace/configuration";
import { type PathJudge, pathJudge, type Verdict } from "../../core/workspace/globs";
import { impliedRoot } from "../../core/workspace/paths";
import { describeWordProblems, readWordList } from "../../core/workspace/word-list";
import { isInside } from "../inside";
import { readInside, readUtf8 } from "../read-text";
import { reasonOf } from "./io";
import { slashed } from "./pages";

/** A file that a command works on. */
export interface Source {
  /** As the user named it. */
  readonly path: string;
  readonly text: string;
  /** Absolute path of the folder the user named; undefined when it was this very file: then it is taken whatever it holds. */
  readonly folder: string | undefined;
}

/** A file as the user named it, and the folder that was named when it lies in one. */
export type Named = Pick<Source, "path" | "folder">;

/** Which settings hold; plain data. */
export interface SettingsOptions {
  readonly cwd: string;
  /** Absolute; undefined: see `rootOf`. */
  readonly root?: string | undefined;
  /** Absolute path of the settings file; undefined: the one at the root. */
  readonly config?: string | undefined;
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  readonly dialect?: Dialect | undefined;
}

interface RootSettings {
  readonly configuration: Configuration;
  readonly judge: PathJudge;
  wordLists?: readonly WordList[];
}

/** The settings of each root, read once. */
export class Settings {
  private readonly roots = new Map<string, RootSettings>();

  /** @param warn told of files that cannot be used as they are, one line each */
  constructor(
    private readonly options: SettingsOptions,
    private readonly warn: (message: string) => void,
  ) {}

  /** What was asked for last: several times for each file. */
  private last = { path: "", absolute: "" };

  absolute(path: string): string {
    if (path !== this.last.path || path === "") this.last = { path, absolute: resolve(this.options.cwd, path) };
    return this.last.absolute;
  }

  /**
   * The folder outside which nothing is read: as given, else the current folder; for files outside that, the folder the
   * user named, else the one their wiki stands in.
   */
  rootOf({ path, folder }: Named): string {
    const { root, cwd } = this.options;
    if (root !== undefined) return root;
    const absolute = this.absolute(path);
    if (isInside(cwd, absolute)) return cwd;
    const implied = impliedRoot(slashed(absolute));
    return folder !== undefined && isInside(folder, implied) ? folder : implied;
  }

  configurationAt(root: string): Configuration {
    return this.at(root).configuration;
  }

  /** What `include` and `exclude` say of a file. */
  verdictOn(source: Source): Verdict {
    const root = this.rootOf(source);
    const absolute = this.absolute(source.path);
    const inner = absolute.startsWith(root + sep) ? absolute.slice(root.length + 1) : relative(root, absolute);
    return this.at(root).judge(slashed(inner));
  }

  /** The dialect of a file; null when it is no wiki article. */
  dialectOf(source: Source): Dialect | null {
    if (this.options.dialect) return this.options.dialect;
    const { path, text } = source;
    const named = source.folder === undefined;
    const verdict = this.verdictOn(source);
    if (verdict === "exclude" && !named) return null;
    return named || verdict === "include" ? (dialectOfPath(slashed(path)) ?? "markdown") : detectDialect(path, text);
  }

  /** The word list that the settings at a root name. */
  wordListsAt(root: string): readonly WordList[] {
    const settings = this.at(root);
    return (settings.wordLists ??= this.readWordLists(root, settings.configuration.words));
  }

  /**
   * Reads a word list; what is wrong in it is warned of.
   * @param file absolute
   * @param root the folder it has to lie in; undefined for a file that the user named
   * @throws when it cannot be read
   */
  readWords(file: string, root?: string): WordList {
    const shown = this.shown(file);
    const text = root === undefined ? readUtf8(file) : readInside(file, root);
    const { entries, problems } = readWordList(file, text);
    const problem = describeWordProblems(shown, problems);
    if (problem) this.warn(problem);
    return new WordList(shown, "workspace", entries);
  }

  private readWordLists(root: string, path: string): readonly WordList[] {
    if (path === "") return [];
    const file = resolve(root, path);
    try {
      return [this.readWords(file, root)];
    } catch {
      // said below
    }
    this.warn(`${this.shown(file)}: the word list cannot be read; variants.words must name a file in the workspace`);
    return [];
  }

  private at(root: string): RootSettings {
    let settings = this.roots.get(root);
    if (!settings) {
      const configuration = this.readConfiguration(root);
      this.roots.set(root, (settings = { configuration, judge: pathJudge(configuration) }));
    }
    return settings;
  }

  private readConfiguration(root: string): Configuration {
    const { rules = {}, config } = this.options;
    const file = config ?? join(root, CONFIG_FILE);
    if (!existsSync(file)) return mergeSettings({ rules });
    let text: string;
    try {
      text = config === undefined ? readInside(file, root) : readUtf8(file);
    } catch (error) {
      this.warn(`${this.shown(file)}: not read: ${reasonOf(error)}; the settings are those without it`);
      return mergeSettings({ rules });
    }
    const { settings, problems } = readConfigFile(text, (id) => ruleById(id) !== undefined);
    const problem = describeProblems(this.shown(file), text, problems);
    if (problem) this.warn(problem);
    return mergeSettings(settings ?? {}, { rules });
  }

  private shown(file: string): string {
    return relative(this.options.cwd, file) || file;
  }
}
