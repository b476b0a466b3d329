import { dirname } from "node:path";
import { isReadable } from "../../core/dialects/parse";
import { applyEdits } from "../../core/text/edit";
import { type Lexicon, loadLexicon } from "../../core/variants/lexicon";
import { SEVERITIES, type Severity } from "../../core/workspace/configuration";
import type { FileText } from "../read-text";
import { type CheckedFile, Checker, type CheckerOptions } from "./checker";
import { unifiedDiff } from "./diff";
import { boundaryOf, readForWriting, readText, type StampedText } from "./files";
import { reasonOf, UsageError } from "./io";
import { slashed } from "./pages";
import type { Source } from "./settings";
import { ChangedMeanwhile, clearLeftovers, MOST_TRIES, rewrite } from "./write";

/** What is done with each file besides checking it. */
export type Treatment = "check" | "fix" | "diff";

/** A file that is to be checked. */
export interface FileTask {
  /** As the user named it. */
  readonly path: string;
  /** Absolute path of the folder the user named; undefined when it was this very file. */
  readonly folder: string | undefined;
}

/** What came of a file. */
export interface FileResult {
  /** Undefined when the file was not checked: it cannot be read, or is no article of a folder. */
  readonly checked?: FileOutcome | undefined;
  /** The text after the fixes, when they are applied; undefined when nothing changed. */
  readonly fixed?: string | undefined;
  readonly diff?: string | undefined;
  /** Lines for the user. */
  readonly said: readonly string[];
  /** Whether something could not be done. */
  readonly failed: boolean;
}

/** What came of several files: plain data, so that it may come from another thread; of few parts, so that it comes fast. */
export interface BatchResult {
  /** How many of them were checked. */
  readonly files: number;
  /** What was found in them, as it is printed one after the other; "" for nothing. */
  readonly printed: string;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly known: number;
  /** What a baseline records of each file that has findings, by its path as the user named it. */
  readonly recorded: readonly (readonly [path: string, FileOutcome["recorded"]])[];
  /** "" when there is none. */
  readonly diff: string;
  readonly said: readonly string[];
  readonly failed: boolean;
}

/** What was found in a file. */
export interface FileOutcome {
  /** As it is printed. */
  readonly printed: string;
  /** How many findings there are of each severity. */
  readonly counts: Readonly<Record<Severity, number>>;
  /** How many more the baseline knew. */
  readonly known: number;
  /** What a baseline records; empty when none is to be made. */
  readonly recorded: readonly { readonly rule: string; readonly fingerprint: string }[];
}

/** Checks files one by one, each on its own. */
export class FileChecker {
  private readonly checker: Checker;
  private said: string[] = [];

  private constructor(
    private readonly options: CheckerOptions,
    private readonly treatment: Treatment,
    lexicon: Lexicon,
  ) {
    this.checker = new Checker(options, lexicon, (message) => this.said.push(message));
  }

  /** A checker that knows what the dictionaries do. */
  static async load(options: CheckerOptions, treatment: Treatment): Promise<FileChecker> {
    return new FileChecker(options, treatment, await loadLexicon());
  }

  /** Checks files one after the other. */
  checkFiles(tasks: readonly FileTask[]): BatchResult {
    // Read all at once, files cost half: what the system needs for it is still in the processor's caches. A file that is
    // fixed may stand among them twice, so that then each is read in its turn.
    const read = this.treatment === "check" ? tasks.map((task) => this.read(task)) : undefined;
    return this.together(
      tasks,
      tasks.map((task, index) => this.checkFile(task, read ? read[index]! : this.read(task))),
    );
  }

  /**
   * Puts results together.
   * @param files in the results' order
   */
  together(files: readonly { readonly path: string }[], results: readonly FileResult[]): BatchResult {
    const separator = this.checker.format.separator(false);
    const counts = { error: 0, warning: 0, info: 0, hint: 0 };
    const recorded: [string, FileOutcome["recorded"]][] = [];
    const said: string[] = [];
    const batch = { files: 0, printed: "", known: 0, diff: "", failed: false };
    for (const [index, result] of results.entries()) {
      const { checked } = result;
      said.push(...result.said);
      batch.diff += result.diff ?? "";
      batch.failed ||= result.failed;
      if (!checked) continue;
      batch.files++;
      batch.known += checked.known;
      for (const severity of SEVERITIES) counts[severity] += checked.counts[severity];
      if (checked.recorded.length > 0) recorded.push([files[index]!.path, checked.recorded]);
      if (checked.printed !== "") batch.printed += (batch.printed === "" ? "" : separator) + checked.printed;
    }
    return { ...batch, counts, recorded, said };
  }

  private read({ path, folder }: FileTask): StampedText | FileText | { readonly error: unknown } {
    const absolute = this.checker.absolute(path);
    const boundary = boundaryOf(folder, this.options);
    try {
      if (this.treatment !== "fix") return readText(absolute, boundary);
      clearLeftovers(dirname(absolute));
      return readForWriting(absolute, boundary);
    } catch (error) {
      return { error };
    }
  }

  /** Checks what was read of a file, and writes it back when there is something to fix. */
  private checkFile(task: FileTask, file: ReturnType<FileChecker["read"]>, tries = 1): FileResult {
    const { path, folder } = task;
    if ("error" in file) return { said: [`${path}: ${reasonOf(file.error)}`], failed: true };
    const result = this.checkText({ path, text: file.text, folder }, file.valid);
    if (result.fixed === undefined || !("stamp" in file)) return result;
    try {
      rewrite(this.checker.absolute(path), result.fixed, file.stamp);
      return result;
    } catch (error) {
      if (error instanceof ChangedMeanwhile && tries < MOST_TRIES)
        return this.checkFile(task, this.read(task), tries + 1);
      return { ...result, said: [...result.said, `${path}: not written: ${reasonOf(error)}`], failed: true };
    }
  }

  /** @param valid whether the text is what the bytes say */
  checkText(source: Source, valid: boolean): FileResult {
    this.said = [];
    const { path, text } = source;
    try {
      const dialect = this.checker.dialectOf(source);
      if (dialect === null) return this.result({});
      const snapshot = this.checker.snapshot(source, dialect);
      if (this.treatment === "check") {
        if (!valid) this.said.push(`${path}: not valid UTF-8, checked with replacement characters`);
        if (!isReadable(text)) this.said.push(`${path}: larger than any article, not checked`);
        return this.result({ checked: this.outcome(this.checker.report(source, snapshot)) });
      }
      const { edits, snapshot: after } = this.checker.fix(source, snapshot);
      if (!valid && edits.length > 0) {
        const result = this.result({ checked: this.outcome(this.checker.report(source, snapshot)) });
        return { ...result, said: [...result.said, `${path}: not valid UTF-8, left as it is`], failed: true };
      }
      if (this.treatment === "diff") {
        return this.result({
          checked: this.outcome(this.checker.report(source, snapshot)),
          diff: unifiedDiff(slashed(path), text, edits),
        });
      }
      const checked = this.outcome(this.checker.report(source, after));
      return this.result(edits.length > 0 ? { checked, fixed: applyEdits(text, edits) } : { checked });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return { ...this.result({}), said: [...this.said, error.message], failed: true };
    }
  }

  /** A record that is no article has its answer too. */
  checkRecord(source: Source): FileResult {
    const result = this.checkText(source, true);
    if (result.checked) return result;
    return {
      ...result,
      checked: this.outcome({ path: source.path, dialect: null, marked: false, findings: [], known: 0 }),
    };
  }

  private outcome(report: CheckedFile): FileOutcome {
    const counts = { error: 0, warning: 0, info: 0, hint: 0 };
    for (const { severity } of report.findings) counts[severity]++;
    const recorded = this.options.records
      ? report.findings.map(({ rule, fingerprint }) => ({ rule, fingerprint }))
      : [];
    return { printed: this.checker.format.file(report), counts, known: report.known, recorded };
  }

  private result({ checked, fixed, diff }: Pick<FileResult, "checked" | "fixed" | "diff">): FileResult {
    return { checked, fixed, diff, said: this.said, failed: false };
  }
}
