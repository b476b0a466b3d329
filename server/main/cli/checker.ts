import { dirname, join, relative, sep } from "node:path";
import { parse } from "../../core/dialects/parse";
import { fixAll } from "../../core/features/fix-all";
import type { Dialect } from "../../core/model/article";
import { ruleById } from "../../core/rules/registry";
import { check } from "../../core/rules/run";
import type { Language } from "../../core/rules/texts";
import { applyEdits, type TextEdit } from "../../core/text/edit";
import type { RuleSetting } from "../../core/workspace/configuration";
import { takeSnapshot } from "../../core/workspace/document";
import { pagesFolderOf } from "../../core/workspace/paths";
import type { Snapshot } from "../../core/workspace/snapshot";
import { factsOf } from "../../core/workspace/workspace";
import { PageLibrary, slashed } from "./pages";
import { type FileReport, reportFindings } from "./report";
import { Settings, type Source } from "./settings";

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

/** Checks files one by one; keeps nothing of them but the lists of pages and settings around them. */
export class Checker {
  private readonly library = new PageLibrary();
  private readonly settings: Settings;

  /** @param warn told of settings files that cannot be used as they are */
  constructor(
    private readonly options: CheckerOptions,
    warn: (message: string) => void,
  ) {
    this.settings = new Settings(options, warn);
  }

  /** The dialect a file is checked in; null when it is no wiki article. */
  dialectOf(source: Source): Dialect | null {
    return this.settings.dialectOf(source);
  }

  /** The page as rules see it. */
  snapshot(source: Source, dialect: Dialect): Snapshot {
    const { path, text } = source;
    const parsed = parse(text, dialect);
    const absolute = this.settings.absolute(path);
    const root = this.settings.rootOf(source);
    const pages = this.library.pagesFor(absolute, root, parsed.article);
    const facts = factsOf(slashed(absolute), parsed, pages, this.settings.configurationAt(root));
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

  /** How a page that a fix would create is named in a report about `path`. */
  private pagePath(path: string, page: string): string {
    const folder = dirname(pagesFolderOf(slashed(this.settings.absolute(path))));
    const created = join(folder, page);
    return path.startsWith(sep) ? created : relative(this.options.cwd, created);
  }
}
