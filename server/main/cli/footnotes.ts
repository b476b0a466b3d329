import { parse } from "../../core/dialects/parse";
import { refusalMessage } from "../../core/features/footnote-form";
import { changeForm, type FootnoteForm, type FormChange, type Refusal } from "../../core/footnotes/forms/change";
import type { Dialect } from "../../core/model/article";
import { type Language, render } from "../../core/rules/texts";
import { applyEdits } from "../../core/text/edit";
import type { FileText } from "../read-text";
import { forEachFile } from "./articles";
import { unifiedDiff } from "./diff";
import { boundaryOf, decode, readForWriting } from "./files";
import { complain, EXIT, type Io, readAll, reasonOf, UsageError } from "./io";
import { dialectOption, languageOption, oneOf, parseOptions } from "./options";
import { slashed } from "./pages";
import { Positions } from "./report";
import { type Named, Settings } from "./settings";
import { rewrite } from "./write";

const FOOTNOTES_HELP = `Usage: redlink footnotes --to FORM [PATH…|--stdin] [--write|--diff] [--format json]

Writes all footnotes of a page in another form, if it reads the same afterwards: the same numbers in the same order, the
same entries. PATH is a file, or a folder, of which the wiki articles are taken. Prints the text.

  --to FORM       numbered   \\[n\\] with a numbered list
                  footnotes  [^n] with definitions
                  ref        <ref> with <references />; of wikitext, for footnotes copied into it in one of the others
  --write         write the files
  --diff          print what would change; writes nothing
  --format json   what came of each page, with its edits, as JSON
  --stdin         read standard input
  --dialect D     markdown or wikitext, whatever the file's name
  --lang LANGUAGE en, zh-hans or zh-hant

Exit: 0 done, 1 footnotes of some page keep their form (says why), 2 wrong usage or a file that cannot be read or written.
`;

const FORMS: Readonly<Record<string, FootnoteForm>> = { numbered: "ordered", footnotes: "definitions", ref: "tag" };
const NAMES: Readonly<Record<FootnoteForm, string>> = { ordered: "numbered", definitions: "footnotes", tag: "ref" };

interface Job {
  readonly target: FootnoteForm;
  readonly output: "text" | "files" | "diff" | "json";
  readonly write: boolean;
  readonly dialect: Dialect | undefined;
  readonly language: Language;
}

/** `redlink footnotes`; resolves to the exit code. */
export async function footnotesCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions("footnotes", args, {
    to: { type: "string" },
    write: { type: "boolean" },
    diff: { type: "boolean" },
    format: { type: "string" },
    stdin: { type: "boolean" },
    dialect: { type: "string" },
    lang: { type: "string" },
    help: { type: "boolean", short: "h" },
  });
  if (values.help) {
    await io.out(FOOTNOTES_HELP);
    return EXIT.clean;
  }
  const form = oneOf("--to", values.to, Object.keys(FORMS));
  const format = oneOf("--format", values.format, ["text", "json"] as const) ?? "text";
  if (form === undefined) throw new UsageError("--to is needed (redlink footnotes --help)");
  if (values.write && values.diff) throw new UsageError("--write and --diff cannot go together");
  if (values.diff && format === "json") throw new UsageError("--diff and --format json cannot go together");
  if (values.stdin && values.write) throw new UsageError("--write needs a PATH");
  if ((values.stdin ?? false) === positionals.length > 0) {
    throw new UsageError("footnotes needs either PATHs or --stdin (redlink footnotes --help)");
  }
  const run = new FormRun(io, {
    target: FORMS[form]!,
    output: format === "json" ? "json" : values.write ? "files" : values.diff ? "diff" : "text",
    write: values.write ?? false,
    dialect: dialectOption(values.dialect),
    language: languageOption(values.lang, io),
  });
  if (values.stdin) await run.readStdin();
  else await run.read(positionals);
  return run.finish();
}

class FormRun {
  private code: number = EXIT.clean;
  private readonly results: unknown[] = [];
  readonly settings: Settings;

  constructor(
    readonly io: Io,
    private readonly job: Job,
  ) {
    this.settings = new Settings({ cwd: io.cwd }, (message) => complain(io, message));
  }

  async readStdin(): Promise<void> {
    const text = decode(await readAll(this.io.stdin));
    const named = { path: "stdin.md", folder: undefined };
    await this.change(named, text).catch((error: unknown) => this.fail("stdin", error));
  }

  async read(paths: readonly string[]): Promise<void> {
    const take = async (named: Named, absolute: string) => {
      const read = readForWriting(absolute, boundaryOf(named.folder, this.io));
      await this.change(named, read, (text) => rewrite(absolute, text, read.stamp));
    };
    const reading = { io: this.io, settings: this.settings, isWriting: this.job.write };
    await forEachFile(paths, reading, take, (path, error) => this.fail(path, error));
  }

  async finish(): Promise<number> {
    if (this.job.output === "json") await this.io.out(`${JSON.stringify({ version: 1, files: this.results })}\n`);
    return this.code;
  }

  private async change(named: Named, { text, valid }: FileText, write?: (text: string) => void): Promise<void> {
    const { target, output } = this.job;
    const dialect = this.job.dialect ?? this.settings.dialectOf({ ...named, text });
    if (dialect === null) return;
    // Replacement characters would take the place of what cannot be read.
    if (!valid && output !== "diff") throw new Error("not valid UTF-8, left as it is");
    const { mediawiki } = this.settings.configurationAt(this.settings.rootOf(named));
    const result = changeForm(parse(text, dialect, mediawiki).article, target);
    const edits = "refusal" in result ? [] : [...result.edits].sort((a, b) => a.start - b.start);
    if ("refusal" in result) this.refused(named.path, text, result.refusal);
    if (output === "json") this.results.push(this.report(named.path, text, dialect, result));
    else if (output === "diff") await this.io.out(unifiedDiff(slashed(named.path), text, edits));
    else if (output === "text") await this.io.out(applyEdits(text, edits));
    if (this.job.write && edits.length > 0) write?.(applyEdits(text, edits));
  }

  /** A page without footnotes, or with none to change, is no failure. */
  private refused(path: string, text: string, refusal: Refusal): void {
    if (refusal.reason === "none" || refusal.reason === "same") return;
    this.code = Math.max(this.code, EXIT.findings);
    complain(this.io, `${path}: ${this.sentence(text, refusal)}`);
  }

  private sentence(text: string, refusal: Refusal): string {
    return render(refusalMessage(text, refusal), this.job.language);
  }

  private report(path: string, text: string, dialect: Dialect, result: FormChange | { readonly refusal: Refusal }) {
    const positions = new Positions(text);
    const to = NAMES[this.job.target];
    if ("refusal" in result) {
      const { reason, offset } = result.refusal;
      const at = offset === null ? null : positions.range({ start: offset, end: offset }).start;
      return {
        path,
        dialect,
        to,
        from: null,
        refused: { reason, message: this.sentence(text, result.refusal), at },
        edits: [],
      };
    }
    const { from, markers, entries, left, edits } = result;
    const written = edits.map((edit) => ({ ...positions.range(edit), newText: edit.newText }));
    return { path, dialect, to, from: NAMES[from], refused: null, markers, entries, left, edits: written };
  }

  private fail(path: string, error: unknown): void {
    this.code = EXIT.failure;
    complain(this.io, `${path}: ${reasonOf(error)}`);
  }
}
