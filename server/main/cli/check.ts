import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

import { applyEdits, type TextEdit } from "../../core/text/edit";
import { Checker, type CheckerOptions, type Source } from "./checker";
import { unifiedDiff } from "./diff";
import { decode, isFolder, readText, walk, writeAtomically } from "./files";
import { FORMATS, type Format, formatOf } from "./formats";
import { EXIT, type Io, linesOf, readAll, reasonOf, UsageError } from "./io";
import { dialectOption, languageOption, oneOf, parseOptions, ruleOptions, wholeNumber } from "./options";
import { slashed } from "./pages";
import { shown } from "./paths";
import { emptySummary, type FileReport, type Summary } from "./report";

export const CHECK_HELP = `Usage: redlink check [PATH…] [options]

Checks wiki articles. PATH is a file, which is always checked, or a folder, of which the wiki articles are;
the current folder when there is none.

  --format FORMAT        pretty (default), json, jsonl, sarif or github
  --rule ID=SEVERITY     off, hint, info, warning or error for a rule; may be given several times
  --config FILE          settings (default: .redlink.json at the root)
  --root DIR             the wiki's root: nothing outside is read
                         (default: the current folder; for files outside, the folder their Page folder stands in)
  --dialect DIALECT      read every file as markdown, whatever its name
  --fix                  apply the safe fixes, then report what is left
  --diff                 print what --fix would change instead; writes nothing
  --stdin                check standard input; with --fix the fixed text goes to standard output
  --stdin-filename NAME  the path standard input is to be taken for
  --input jsonl          check {"path":…,"text":…} records from standard input, one a line
  --max-warnings N       exit 1 only for errors or more than N warnings
  --lang LANGUAGE        en, zh-hans or zh-hant (default: that of the environment)

Exit: 0 nothing at warning or above, 1 findings, 2 wrong usage or a file that cannot be read or written.
`;

interface Mode {
  readonly fix: boolean;
  readonly diff: boolean;
  /** Fixed text of standard input goes to standard output. */
  readonly toOutput: boolean;
}

/** `redlink check`; resolves to the exit code. */
export async function checkCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions("check", args, {
    format: { type: "string" },
    rule: { type: "string", multiple: true },
    config: { type: "string" },
    root: { type: "string" },
    dialect: { type: "string" },
    fix: { type: "boolean" },
    diff: { type: "boolean" },
    stdin: { type: "boolean" },
    "stdin-filename": { type: "string" },
    input: { type: "string" },
    "max-warnings": { type: "string" },
    lang: { type: "string" },
    help: { type: "boolean", short: "h" },
  });
  if (values.help) {
    await io.out(CHECK_HELP);
    return EXIT.clean;
  }
  const language = languageOption(values.lang, io);
  const input = oneOf("--input", values.input, ["jsonl"] as const);
  const format = oneOf("--format", values.format, FORMATS) ?? (input ? "jsonl" : "pretty");
  const maxWarnings = wholeNumber("--max-warnings", values["max-warnings"], 0) ?? 0;
  const mode: Mode = { fix: values.fix ?? false, diff: values.diff ?? false, toOutput: values.stdin ?? false };
  if ((values.stdin || input) && positionals.length > 0) throw new UsageError("a PATH cannot go with standard input");
  if (values.stdin && input) throw new UsageError("--stdin and --input cannot go together");
  if (values["stdin-filename"] !== undefined && !values.stdin) throw new UsageError("--stdin-filename needs --stdin");
  if (input && (mode.fix || mode.diff)) throw new UsageError("--fix and --diff need files or --stdin");
  const printer = formatOf(format, language, io.colours);
  const options: CheckerOptions = {
    cwd: io.cwd,
    root: folderOption("--root", values.root, io),
    config: fileOption("--config", values.config, io),
    rules: ruleOptions(values.rule),
    dialect: dialectOption(values.dialect),
    language,
    fixes: printer.fixes,
  };
  const run = new CheckRun(io, printer, mode, options);
  if (values.stdin) await run.standardInput(values["stdin-filename"]);
  else if (input) await run.records();
  else await run.paths(positionals.length > 0 ? positionals : ["."]);
  return run.finish(maxWarnings);
}

/** One run over its input: checks file by file, prints as it goes, keeps only the counts. */
class CheckRun {
  private readonly started = performance.now();
  private readonly summary: Summary = emptySummary();
  private readonly checker: Checker;
  private failed = false;
  private begun = false;

  constructor(
    private readonly io: Io,
    private readonly format: Format,
    private readonly mode: Mode,
    options: CheckerOptions,
  ) {
    this.checker = new Checker(options, (message) => this.say(message));
  }

  async paths(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      let folder: boolean;
      try {
        folder = isFolder(resolve(this.io.cwd, path));
      } catch (error) {
        this.fail(path, reasonOf(error));
        continue;
      }
      if (folder) {
        for (const file of walk(resolve(this.io.cwd, path), (unread, reason) => this.fail(unread, reason))) {
          await this.file(shown(path, file, this.io.cwd), file, false);
        }
      } else {
        await this.file(path, resolve(this.io.cwd, path), true);
      }
    }
  }

  async standardInput(name: string | undefined): Promise<void> {
    const { text, valid } = decode(await readAll(this.io.stdin));
    const path = name ?? "stdin.md";
    await this.source({ path, text, named: true }, valid, async (fixed) => this.io.out(fixed));
  }

  async records(): Promise<void> {
    let number = 0;
    for await (const line of linesOf(this.io.stdin)) {
      number++;
      if (line.trim() === "") continue;
      const record = recordOf(line);
      if (record) await this.source({ ...record, named: false }, true);
      else this.fail(`stdin:${number}`, 'not a record of the form {"path":"…","text":"…"}');
    }
  }

  async finish(maxWarnings: number): Promise<number> {
    this.summary.durationMs = Math.round(performance.now() - this.started);
    if (!this.mode.diff && !(this.mode.toOutput && this.mode.fix)) await this.print(this.format.end(this.summary));
    this.progress(true);
    if (this.failed) return EXIT.failure;
    return this.summary.error > 0 || this.summary.warning > maxWarnings ? EXIT.findings : EXIT.clean;
  }

  private async file(path: string, absolute: string, named: boolean): Promise<void> {
    let read: ReturnType<typeof readText>;
    try {
      read = readText(absolute);
    } catch (error) {
      this.fail(path, reasonOf(error));
      return;
    }
    await this.source({ path, text: read.text, named }, read.valid, async (fixed) => {
      try {
        writeAtomically(absolute, fixed);
      } catch (error) {
        this.fail(path, `not written: ${reasonOf(error)}`);
      }
    });
  }

  /**
   * @param valid whether the text is what the bytes say
   * @param write stores the fixed text
   */
  private async source(source: Source, valid: boolean, write?: (fixed: string) => Promise<void>): Promise<void> {
    let dialect: ReturnType<Checker["dialectOf"]>;
    try {
      dialect = this.checker.dialectOf(source);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.fail("", error.message);
      return;
    }
    if (dialect === null) {
      // In a stream every record has its answer; of a folder only the articles are spoken of.
      if (!write) await this.emit({ path: source.path, dialect: null, findings: [] });
      return;
    }
    let snapshot = this.checker.snapshot(source.path, source.text, dialect);
    if (this.mode.fix || this.mode.diff) {
      const fixed = this.checker.fix(source.path, snapshot);
      if (!valid && fixed.edits.length > 0) this.fail(source.path, "not valid UTF-8, left as it is");
      else if (this.mode.diff) await this.io.out(unifiedDiff(slashed(source.path), source.text, fixed.edits));
      else await this.write(source, fixed.edits, write);
      if (valid && !this.mode.diff) snapshot = fixed.snapshot;
    } else if (!valid) {
      this.say(`${source.path}: not valid UTF-8, checked with replacement characters`);
    }
    await this.emit(this.checker.report(source, snapshot));
  }

  private async write(
    source: Source,
    edits: readonly TextEdit[],
    write?: (fixed: string) => Promise<void>,
  ): Promise<void> {
    if (edits.length > 0 || this.mode.toOutput) await write?.(applyEdits(source.text, edits));
  }

  private async emit(report: FileReport): Promise<void> {
    this.summary.files++;
    for (const { severity } of report.findings) this.summary[severity]++;
    if (this.mode.diff) return;
    const text = this.format.file(report);
    if (this.mode.toOutput && this.mode.fix) this.io.err(text);
    else await this.print(text);
    this.progress(false);
  }

  private async print(text: string): Promise<void> {
    const begin = this.begun ? "" : this.format.begin();
    this.begun = true;
    if (begin + text !== "") await this.io.out(begin + text);
  }

  private progress(done: boolean): void {
    const { files } = this.summary;
    if (!this.io.progress || this.io.colours || (files % 100 !== 0 && !done)) return;
    this.io.err(done ? "\r\x1b[K" : `\r${files}…`);
  }

  private fail(path: string, reason: string): void {
    this.failed = true;
    this.say(path === "" ? reason : `${path}: ${reason}`);
  }

  private say(message: string): void {
    this.io.err(`redlink: ${message}\n`);
  }
}

function recordOf(line: string): { readonly path: string; readonly text: string } | undefined {
  try {
    const { path, text } = JSON.parse(line) as { path?: unknown; text?: unknown };
    return typeof path === "string" && typeof text === "string" ? { path, text } : undefined;
  } catch {
    return undefined;
  }
}

function folderOption(option: string, value: string | undefined, { cwd }: Io): string | undefined {
  if (value === undefined) return undefined;
  const path = resolve(cwd, value);
  if (!existsSync(path) || !isFolder(path)) throw new UsageError(`${option}: ${value}: no such folder`);
  return path;
}

function fileOption(option: string, value: string | undefined, { cwd }: Io): string | undefined {
  if (value === undefined) return undefined;
  const path = resolve(cwd, value);
  try {
    readFileSync(path);
  } catch (error) {
    throw new UsageError(`${option}: ${value}: ${reasonOf(error)}`);
  }
  return path;
}
