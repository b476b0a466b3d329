import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { detectDialect, dialectOfPath } from "../../core/dialects/detect";
import { PARSED_DIALECTS, parse } from "../../core/dialects/parse";
import { fixAll } from "../../core/features/fix-all";
import type { Dialect } from "../../core/model/article";
import { ruleById } from "../../core/rules/registry";
import { check } from "../../core/rules/run";
import type { Language } from "../../core/rules/texts";
import { applyEdits, type TextEdit } from "../../core/text/edit";
import { CONFIG_FILE, describeProblems, mergeSettings, readConfigFile } from "../../core/workspace/config-file";
import type { Configuration, RuleSetting } from "../../core/workspace/configuration";
import { takeSnapshot } from "../../core/workspace/document";
import { type PathJudge, pathJudge } from "../../core/workspace/globs";
import { impliedRoot, pagesFolderOf } from "../../core/workspace/paths";
import type { Snapshot } from "../../core/workspace/snapshot";
import { factsOf } from "../../core/workspace/workspace";
import { isInside } from "../inside";
import { UsageError } from "./io";
import { PageLibrary, slashed } from "./pages";
import { type FileReport, reportFindings } from "./report";

/** What governs a check; plain data. */
export interface CheckerOptions {
  readonly cwd: string;
  /** Absolute; undefined: see `rootOf`. */
  readonly root: string | undefined;
  /** Absolute path of the settings file; undefined: the one at the root. */
  readonly config: string | undefined;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly dialect: Dialect | undefined;
  readonly language: Language;
  /** Whether fixes are reported. */
  readonly fixes: boolean;
}

/** A file to check. */
export interface Source {
  /** As the user named it. */
  readonly path: string;
  readonly text: string;
  /** Absolute path of the folder the user named; undefined when it was this very file: then it is checked whatever it holds. */
  readonly folder: string | undefined;
}

/** Checks files one by one; keeps nothing of them but the lists of pages and settings around them. */
export class Checker {
  private readonly library = new PageLibrary();
  private readonly settings = new Map<string, { configuration: Configuration; judge: PathJudge }>();

  /** @param warn told of settings files that cannot be used as they are */
  constructor(
    private readonly options: CheckerOptions,
    private readonly warn: (message: string) => void,
  ) {}

  /** The dialect a file is checked in; null when it is no wiki article. */
  dialectOf(source: Source): Dialect | null {
    if (this.options.dialect) return this.options.dialect;
    const { path, text } = source;
    const named = source.folder === undefined;
    const root = this.rootOf(source);
    const verdict = this.settingsAt(root).judge(slashed(relative(root, this.absolute(path))));
    if (verdict === "exclude" && !named) return null;
    const dialect =
      named || verdict === "include" ? (dialectOfPath(slashed(path)) ?? "markdown") : detectDialect(path, text);
    if (dialect === null || PARSED_DIALECTS.includes(dialect)) return dialect;
    if (named) throw new UsageError(`${path}: ${dialect} cannot be read (--dialect ${PARSED_DIALECTS.join("|")})`);
    return null;
  }

  /** The page as rules see it. */
  snapshot(source: Source, dialect: Dialect): Snapshot {
    const { path, text } = source;
    const parsed = parse(text, dialect);
    const absolute = this.absolute(path);
    const root = this.rootOf(source);
    const pages = this.library.pagesFor(absolute, root, parsed.article);
    const facts = factsOf(slashed(absolute), parsed, pages, this.settingsAt(root).configuration);
    return takeSnapshot(path, 0, parsed, Object.freeze(facts));
  }

  report(source: Source, snapshot: Snapshot): FileReport {
    const { path } = source;
    return {
      path,
      dialect: snapshot.article.dialect,
      findings: reportFindings(check(snapshot), {
        path,
        text: snapshot.article.text,
        language: this.options.language,
        pagePath: (page) => this.pagePath(path, page),
        fixesOf: (finding) => (this.options.fixes ? (ruleById(finding.rule)?.fixes?.(finding, snapshot) ?? []) : []),
      }),
    };
  }

  /** The safe fixes of a page, and the page after them. */
  fix(source: Source, snapshot: Snapshot): { readonly edits: readonly TextEdit[]; readonly snapshot: Snapshot } {
    const edits = fixAll(snapshot);
    if (edits.length === 0) return { edits, snapshot };
    const { text, dialect } = snapshot.article;
    return { edits, snapshot: this.snapshot({ ...source, text: applyEdits(text, edits) }, dialect) };
  }

  private absolute(path: string): string {
    return resolve(this.options.cwd, path);
  }

  /**
   * The folder outside which nothing is read: as given, else the current folder; for files outside that, the folder the
   * user named, else the one their wiki stands in.
   */
  private rootOf({ path, folder }: Source): string {
    const { root, cwd } = this.options;
    if (root !== undefined) return root;
    const absolute = this.absolute(path);
    if (isInside(cwd, absolute)) return cwd;
    const implied = impliedRoot(slashed(absolute));
    return folder !== undefined && isInside(folder, implied) ? folder : implied;
  }

  private settingsAt(root: string): { configuration: Configuration; judge: PathJudge } {
    let settings = this.settings.get(root);
    if (!settings) {
      const configuration = this.readConfiguration(this.options.config ?? join(root, CONFIG_FILE));
      this.settings.set(root, (settings = { configuration, judge: pathJudge(configuration) }));
    }
    return settings;
  }

  private readConfiguration(file: string): Configuration {
    const { rules } = this.options;
    if (!existsSync(file)) return mergeSettings({ rules });
    const text = readFileSync(file, "utf8");
    const { settings, problems } = readConfigFile(text, (id) => ruleById(id) !== undefined);
    const problem = describeProblems(relative(this.options.cwd, file) || file, text, problems);
    if (problem) this.warn(problem);
    return mergeSettings(settings, { rules });
  }

  /** How a page that a fix would create is named in a report about `path`. */
  private pagePath(path: string, page: string): string {
    const folder = dirname(pagesFolderOf(slashed(this.absolute(path))));
    const created = join(folder, page);
    return path.startsWith(sep) ? created : relative(this.options.cwd, created);
  }
}
