import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { SEVERITIES } from "../../core/workspace/configuration";
import { isLarge } from "../walk";
import { filesOf } from "./articles";
import { BaselineWriter, readBaseline } from "./baseline";
import type { CheckerOptions } from "./checker";
import { type BatchResult, FileChecker, type FileOutcome, type Treatment } from "./file-check";
import { decode, isFolder } from "./files";
import { FORMATS, type Format, formatOf } from "./formats";
import { complain, EXIT, type Io, linesOf, readAll, reasonOf, UsageError } from "./io";
import { checkFiles } from "./jobs";
import { dialectOption, languageOption, oneOf, parseOptions, ruleOptions, wholeNumber } from "./options";
import { emptySummary, type Summary } from "./report";

const CHECK_HELP = `Usage: redlink check [PATH…] [options]

Checks wiki articles. PATH is a file, which is always checked, or a folder, of which the wiki articles are;
the current folder when there is none.

  --format FORMAT        pretty (default), json, jsonl, sarif or github
  --rule ID=SEVERITY     off, hint, info, warning or error for a rule; may be given several times
  --config FILE          settings (default: .redlink.json at the root)
  --root DIR             the wiki's root: nothing outside is read
                         (default: the current folder; for files outside, the folder named or the one above Page)
  --dialect DIALECT      read every file as markdown or wikitext, whatever its name
  --fix                  apply the safe fixes, then report what is left
  --diff                 print what --fix would change instead; writes nothing
  --stdin                check standard input; with --fix the fixed text goes to standard output
  --stdin-filename NAME  the path standard input is to be taken for
  --input jsonl          check {"path":…,"text":…} records from standard input, one a line
  --jobs N               check the files in N threads (default: as many as there are processors, for many files)
  --baseline FILE        findings recorded there are not told of and do not count
  --write-baseline FILE  record all findings there instead of telling of them
  --max-warnings N       exit 1 only for errors or more than N warnings
  --lang LANGUAGE        en, zh-hans or zh-hant (default: that of the environment)

Exit: 0 nothing at warning or above, 1 findings, 2 wrong usage or a file that cannot be read or written.
`;

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
    jobs: { type: "string" },
    baseline: { type: "string" },
    "write-baseline": { type: "string" },
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
  const jobs = wholeNumber("--jobs", values.jobs, 1);
  const treatment: Treatment = values.diff ? "diff" : values.fix ? "fix" : "check";
  if ((values.stdin || input) && positionals.length > 0) throw new UsageError("a PATH cannot go with standard input");
  if (values.stdin && input) throw new UsageError("--stdin and --input cannot go together");
  if (values["stdin-filename"] !== undefined && !values.stdin) throw new UsageError("--stdin-filename needs --stdin");
  if (input && treatment !== "check") throw new UsageError("--fix and --diff need files or --stdin");
  const recording = values["write-baseline"];
  if (recording !== undefined && (values.stdin || input || treatment !== "check" || values.baseline !== undefined)) {
    throw new UsageError("--write-baseline goes with PATHs only");
  }
  const options: CheckerOptions = {
    cwd: io.cwd,
    root: folderOption("--root", values.root, io),
    config: fileOption("--config", values.config, io),
    rules: ruleOptions(values.rule),
    dialect: dialectOption(values.dialect),
    language,
    format,
    colours: io.colours,
    baseline: values.baseline === undefined ? undefined : readBaseline(values.baseline, io.cwd),
    records: recording !== undefined,
  };
  const run = new CheckRun(io, treatment, options);
  if (values.stdin) await run.standardInput(values["stdin-filename"]);
  else if (input) await run.records();
  else await run.paths(positionals.length > 0 ? positionals : ["."], jobs);
  return recording === undefined ? run.finish(maxWarnings) : run.record(recording);
}

/** From so many files on, threads are worth their start. */
const MANY_FILES = 200;

/** More threads than this wait for the one that prints. */
const MOST_JOBS = 8;

/** One run over its input: checks file by file, prints as it goes, keeps only the counts. */
class CheckRun {
  private readonly started = performance.now();
  private readonly summary: Summary = emptySummary();
  /** What was said of settings files, which is said once. */
  private readonly said = new Set<string>();
  /** Where findings go: not to standard output when that is for something else. */
  private findings: "out" | "err" | "nowhere";
  private failed = false;
  private begun = false;
  private printed = false;
  /** How many files whoever watches was last told of. */
  private told = 0;
  private interrupted = false;
  private readonly format: Format;
  /** What is recorded: of each page, by its path as the user named it. */
  private readonly recorded = new Map<string, FileOutcome["recorded"]>();

  constructor(
    private readonly io: Io,
    private readonly treatment: Treatment,
    private readonly options: CheckerOptions,
  ) {
    this.format = formatOf(options);
    this.findings = treatment === "diff" || options.records ? "nowhere" : "out";
  }

  /** @param jobs undefined: as it suits the number of files */
  async paths(paths: readonly string[], jobs: number | undefined): Promise<void> {
    const { treatment, options } = this;
    const tasks = filesOf(paths, options, (path, error) => this.fail(path, reasonOf(error)));
    const { script } = this.io;
    const threads = jobs ?? (this.areMany(paths) ? Math.min(availableParallelism(), MOST_JOBS) : 1);
    // Whoever gives up in the middle of many repairs keeps what is done, and finds nothing half done beside it.
    const stop = () => {
      this.interrupted = true;
    };
    const release = treatment === "fix" ? this.io.interruptible?.(stop) : undefined;
    const left = until(tasks, () => this.interrupted);
    const assignment = { script, jobs: threads, treatment, options };
    for await (const batch of checkFiles(left, assignment)) await this.take(batch);
    release?.();
  }

  /** Whether threads are worth their start. */
  private areMany(paths: readonly string[]): boolean {
    return paths.length >= MANY_FILES || paths.some((path) => isLarge(resolve(this.io.cwd, path), MANY_FILES));
  }

  /** Writes what was found into a baseline. */
  async record(shown: string): Promise<number> {
    const writer = new BaselineWriter(shown, this.io.cwd);
    for (const [path, findings] of this.recorded) writer.add(resolve(this.io.cwd, path), findings);
    try {
      writer.write();
    } catch (error) {
      throw new UsageError(`--write-baseline: ${shown}: not written: ${reasonOf(error)}`);
    }
    const { error, warning, info, hint, files } = this.summary;
    complain(this.io, `${shown}: ${error + warning + info + hint} findings of ${files} files recorded`);
    return this.failed ? EXIT.failure : EXIT.clean;
  }

  async standardInput(name: string | undefined): Promise<void> {
    const { text, valid } = decode(await readAll(this.io.stdin));
    const source = { path: name ?? "stdin.md", text, folder: undefined };
    const checker = await FileChecker.load(this.options, this.treatment);
    const result = checker.checkText(source, valid);
    if (this.treatment === "fix") {
      this.findings = "err";
      if (valid) await this.io.out(result.fixed ?? text);
      else this.fail(source.path, "not valid UTF-8, not repeated"); // replacement characters would take its place
    }
    await this.take(checker.together([source], [result]));
  }

  async records(): Promise<void> {
    const checker = await FileChecker.load(this.options, this.treatment);
    let number = 0;
    for await (const line of linesOf(this.io.stdin)) {
      number++;
      if (line.trim() === "") continue;
      const record = recordOf(line);
      if (!record) {
        this.fail(`stdin:${number}`, 'not a record of the form {"path":"…","text":"…"}');
        continue;
      }
      await this.take(checker.together([record], [checker.checkRecord({ ...record, folder: this.io.cwd })]));
    }
  }

  async finish(maxWarnings: number): Promise<number> {
    this.summary.durationMs = Math.round(performance.now() - this.started);
    await this.print(this.format.end(this.summary));
    this.progress(true);
    if (this.interrupted) return EXIT.interrupted;
    if (this.failed) return EXIT.failure;
    return this.summary.error > 0 || this.summary.warning > maxWarnings ? EXIT.findings : EXIT.clean;
  }

  private async take({ files, printed, counts, known, recorded, diff, said, failed }: BatchResult): Promise<void> {
    if (failed) this.failed = true;
    for (const message of said) this.say(message);
    if (diff !== "") await this.io.out(diff);
    this.summary.files += files;
    this.summary.known += known;
    for (const severity of SEVERITIES) this.summary[severity] += counts[severity];
    for (const [path, findings] of recorded) this.recorded.set(path, findings);
    if (printed !== "") {
      const separator = this.format.separator(!this.printed);
      this.printed = true;
      await this.print(separator + printed);
    }
    this.progress(false);
  }

  private async print(text: string): Promise<void> {
    if (this.findings === "nowhere") return;
    const all = this.begun ? text : this.format.begin() + text;
    this.begun = true;
    if (all === "") return;
    if (this.findings === "out") await this.io.out(all);
    else this.io.err(all);
  }

  private progress(done: boolean): void {
    const { files } = this.summary;
    if (!this.io.progress || this.io.colours || (files < this.told + 100 && !done)) return;
    this.told = files;
    this.io.err(done ? "\r\x1b[K" : `\r${files}…`);
  }

  private fail(path: string, reason: string): void {
    this.failed = true;
    this.say(`${path}: ${reason}`);
  }

  private say(message: string): void {
    if (this.said.has(message)) return; // each thread tells of the same settings file
    this.said.add(message);
    complain(this.io, message);
  }
}

function* until<T>(items: Iterable<T>, isOver: () => boolean): Generator<T> {
  for (const item of items) {
    if (isOver()) return;
    yield item;
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
