import { dirname, join, relative, sep } from "node:path";
import { parse } from "../../core/dialects/parse";
import { fixAll } from "../../core/features/fix-all";
import type { Dialect } from "../../core/model/article";
import { ReadingBudget } from "../../core/rules/far-reaching";
import { fixesOf } from "../../core/rules/fixes";
import { check } from "../../core/rules/run";
import type { Language } from "../../core/rules/texts";
import { applyEdits, type TextEdit } from "../../core/text/edit";
import type { Lexicon } from "../../core/variants/lexicon";
import type { RuleSetting } from "../../core/workspace/configuration";
import { factsOf, takeSnapshot } from "../../core/workspace/document";
import { pagesFolderOf } from "../../core/workspace/paths";
import type { Snapshot } from "../../core/workspace/snapshot";
import { type Baseline, fingerprintOf, unknownFindings } from "./baseline";
import { type Format, type FormatName, formatOf } from "./formats";
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
  readonly format: FormatName;
  readonly colours: boolean;
  /** Findings that are not reported. */
  readonly baseline: Baseline | undefined;
  /** Whether a baseline is to be made of the findings. */
  readonly records: boolean;
}

/** What was found in a file, and how many findings the baseline knew. */
export interface CheckedFile extends FileReport {
  readonly known: number;
}

/** Checks files one by one; keeps nothing of them but the lists of pages and settings around them. */
export class Checker {
  private readonly library = new PageLibrary();
  private readonly settings: Settings;
  readonly format: Format;

  /** @param warn told of settings files that cannot be used as they are */
  constructor(
    private readonly options: CheckerOptions,
    private readonly lexicon: Lexicon,
    private readonly warn: (message: string) => void,
  ) {
    this.settings = new Settings(options, warn);
    this.format = formatOf(options);
  }

  absolute(path: string): string {
    return this.settings.absolute(path);
  }

  /** The dialect a file is checked in; null when it is no wiki article. */
  dialectOf(source: Source): Dialect | null {
    return this.settings.dialectOf(source);
  }

  /** The page as rules see it. */
  snapshot(source: Source, dialect: Dialect): Snapshot {
    const { path, text } = source;
    const absolute = this.settings.absolute(path);
    const root = this.settings.rootOf(source);
    const configuration = this.settings.configurationAt(root);
    const parsed = parse(text, dialect, configuration.mediawiki);
    const around = this.library.around(absolute, root, parsed.article, source.folder);
    const facts = factsOf(around.path, parsed, around.pages, configuration, {
      lexicon: this.lexicon,
      missingPictures: around.missingPictures,
      isIncluded: this.settings.verdictOn(source) === "include",
    });
    return takeSnapshot(path, 0, parsed, Object.freeze(facts));
  }

  report(source: Source, snapshot: Snapshot): CheckedFile {
    const { path } = source;
    const { text, dialect } = snapshot.article;
    const { language, baseline, records } = this.options;
    const fingerprints = baseline !== undefined || records || this.format.fingerprints;
    const reading = new ReadingBudget(snapshot.article);
    const findings = reportFindings(check(snapshot), {
      reading,
      path,
      text,
      language,
      pagePath: (page) => this.pagePath(path, page),
      fixesOf: (finding) => (this.format.fixes ? fixesOf(finding, snapshot) : []),
      fingerprintOf: (finding) => (fingerprints ? fingerprintOf(finding.rule, text, finding) : ""),
    });
    if (reading.refused > 0) {
      const reason = "each reads the whole page again; an editor offers them one by one";
      this.warn(`${path}: ${reading.refused} fixes left out: ${reason}`);
    }
    const left = baseline ? unknownFindings(baseline, this.settings.absolute(path), findings) : findings;
    return { path, dialect, marked: text.startsWith("\ufeff"), findings: left, known: findings.length - left.length };
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
