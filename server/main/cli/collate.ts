import { basename, dirname, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { dialectOfPath } from "../../core/dialects/detect";
import { parse } from "../../core/dialects/parse";
import { certainEdits, refusalMessage, restore } from "../../core/features/collation";
import { type Language, render } from "../../core/rules/texts";
import { applyEdits } from "../../core/text/edit";
import { ConfiguredCompanions, companionPaths, readCompanion, stemOf } from "../../core/workspace/companions";
import { type Configuration, TITLE_PLACEHOLDER } from "../../core/workspace/configuration";
import { factsOf, takeSnapshot } from "../../core/workspace/document";
import { NO_PAGES } from "../../core/workspace/pages";
import { placeOf, uriOf } from "../../core/workspace/paths";
import type { Snapshot } from "../../core/workspace/snapshot";
import { fileHost } from "../host";
import { readInside } from "../read-text";
import { walk } from "../walk";
import { CollationReport, type FileCollation } from "./collate-report";
import { unifiedDiff } from "./diff";
import { isFile, isFolder, readForWriting, readText } from "./files";
import { complain, EXIT, type Io, reasonOf, UsageError } from "./io";
import { languageOption, oneOf, parseOptions } from "./options";
import { inRoot, slashed } from "./pages";
import { shown } from "./paths";
import { type Named, Settings } from "./settings";
import { clearLeftovers, rewrite, untilUnchanged } from "./write";

const COLLATE_HELP = `Usage: redlink collate ARTICLE [--with COMPANION] [--write|--diff] [--format json]

Lays an article beside its companion, the same article as rendered text, HTML or wikitext, and restores what a
conversion lost: citations, link texts, words of dropped templates. Lists what is proposed.
ARTICLE is a file, or a folder, of which the wiki articles that have a companion are taken.

  --with COMPANION  the companion; of a folder a path in which \${title} stands for each page's name.
                    Without it the one that collation.companions of .redlink.json names, or a file of the page's
                    name beside it: .wikitext, .html, .rendered.txt
  --write           write what is certain into the files
  --diff            print what --write would change; writes nothing
  --format json     everything, with confidence and edits, as JSON
  --lang LANGUAGE   en, zh-hans or zh-hant

Exit: 0 done, 2 wrong usage, a file that cannot be read or written, or a companion of another article.
`;

interface Job {
  readonly companion: string | undefined;
  readonly output: "list" | "files" | "diff";
  readonly language: Language;
}

/** `redlink collate`; resolves to the exit code. */
export async function collateCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions("collate", args, {
    with: { type: "string" },
    write: { type: "boolean" },
    diff: { type: "boolean" },
    format: { type: "string" },
    lang: { type: "string" },
    help: { type: "boolean", short: "h" },
  });
  if (values.help) {
    await io.out(COLLATE_HELP);
    return EXIT.clean;
  }
  const format = oneOf("--format", values.format, ["pretty", "json"] as const) ?? "pretty";
  if (values.write && values.diff) throw new UsageError("--write and --diff cannot go together");
  if (values.diff && format === "json") throw new UsageError("--diff and --format json cannot go together");
  const [article, ...others] = positionals;
  if (!article || others.length > 0) {
    throw new UsageError("collate takes one ARTICLE (redlink collate --help)");
  }
  const language = languageOption(values.lang, io);
  const job: Job = { companion: values.with, output: values.write ? "files" : values.diff ? "diff" : "list", language };
  const run = new CollateRun(job, io);
  const report = await run.collate(article);
  if (format === "json") await io.out(report.json());
  else if (job.output !== "diff") await io.out(report.pretty(language, run.isFolder));
  return run.failed ? EXIT.failure : EXIT.clean;
}

class CollateRun {
  failed = false;
  isFolder = false;
  private readonly results: FileCollation[] = [];
  private readonly settings: Settings;
  private readonly host = fileHost();
  /** By root: no companion comes or goes during a run. */
  private readonly configured = new Map<string, ConfiguredCompanions>();

  constructor(
    private readonly job: Job,
    private readonly io: Io,
  ) {
    this.settings = new Settings({ cwd: io.cwd }, (message) => complain(io, message));
  }

  async collate(article: string): Promise<CollationReport> {
    const absolute = resolve(this.io.cwd, article);
    try {
      this.isFolder = isFolder(absolute);
    } catch (error) {
      this.fail(article, reasonOf(error));
      return new CollationReport([]);
    }
    if (!this.isFolder) {
      const page = { path: article, folder: undefined };
      const companion = (await this.companionOf(page)) ?? this.none(article);
      if (companion !== undefined) await this.collateFile(page, companion);
      return new CollationReport(this.results);
    }
    if (this.job.companion !== undefined && !this.job.companion.includes(TITLE_PLACEHOLDER)) {
      throw new UsageError(`--with needs ${TITLE_PLACEHOLDER} in it when ARTICLE is a folder (redlink collate --help)`);
    }
    const unread = (path: string, error: unknown) => this.fail(shown(article, path), reasonOf(error));
    for (const inside of walk(absolute, absolute, unread, "text")) {
      if (dialectOfPath(slashed(inside)) !== "markdown") continue;
      const page = { path: shown(article, inside), folder: absolute };
      const companion = await this.companionOf(page);
      if (companion !== undefined) await this.collateFile(page, companion);
      this.progress();
    }
    if (this.io.progress) this.io.err("\r\u001b[K");
    return new CollationReport(this.results);
  }

  private progress(): void {
    if (this.io.progress) this.io.err(`\rredlink: ${this.results.length} collated`);
  }

  private none(article: string): undefined {
    this.fail(article, "no companion beside it (name one: --with COMPANION)");
    return undefined;
  }

  /** The absolute path of a page's companion; undefined when it has none. */
  private async companionOf(page: Named): Promise<string | undefined> {
    const { companion } = this.job;
    const file = this.settings.absolute(page.path);
    if (companion !== undefined) {
      const path = resolve(this.io.cwd, companion.replaceAll(TITLE_PLACEHOLDER, stemOf(basename(file))));
      return !this.isFolder || isFile(path) ? path : undefined;
    }
    const root = this.settings.rootOf(page);
    const place = (path: string) => placeOf(pathToFileURL(path).href);
    let configured = this.configured.get(root);
    if (!configured) {
      const pattern = this.settings.configurationAt(root).companions;
      this.configured.set(root, (configured = new ConfiguredCompanions(this.host, place(root), pattern)));
    }
    const named = (await configured.pathsOf(place(file))).map((path) => fileURLToPath(uriOf({ ...place(root), path })));
    return [...named, ...companionPaths(slashed(file))].find((path) => inRoot(path, root) && isFile(path));
  }

  /** The folder above the page's name in `--with`; undefined when it names a single file. */
  private patternFolder(companion: string): string | undefined {
    const name = companion.indexOf(TITLE_PLACEHOLDER);
    return this.isFolder && name >= 0 ? resolve(this.io.cwd, dirname(`${companion.slice(0, name)}_`)) : undefined;
  }

  private async collateFile(page: Named, companion: string): Promise<void> {
    const { io, job, settings } = this;
    const { path } = page;
    const absolute = settings.absolute(path);
    const name = slashed(relative(io.cwd, companion)) || companion;
    let there: string;
    try {
      // One that the user did not name has to lie in the wiki; of those that a pattern names, in the pattern's folder.
      const boundary = job.companion === undefined ? settings.rootOf(page) : this.patternFolder(job.companion);
      there = (boundary === undefined ? readText(companion) : readInside(companion, boundary)).text;
    } catch (error) {
      this.fail(name, reasonOf(error));
      return;
    }
    if (job.output === "files") clearLeftovers(dirname(absolute));
    const told = this.results.length;
    try {
      await untilUnchanged(async () => {
        this.results.splice(told);
        await this.restoreFile(page, { path: companion, name, text: there });
      });
    } catch (error) {
      this.fail(path, reasonOf(error));
    }
  }

  private async restoreFile(
    page: Named,
    companion: { readonly path: string; readonly name: string; readonly text: string },
  ): Promise<void> {
    const { io, job, settings } = this;
    const { path } = page;
    const absolute = settings.absolute(path);
    const { text, valid, stamp } = readForWriting(absolute, page.folder);
    if (settings.dialectOf({ ...page, text }) !== "markdown") {
      if (page.folder === undefined) this.fail(path, "only articles in Markdown are restored");
      return;
    }
    const snapshot = snapshotOf(path, slashed(absolute), text, settings.configurationAt(settings.rootOf(page)));
    const restoration = await restore(snapshot, await readCompanion(slashed(companion.path), companion.text));
    const refusal = refusalMessage(snapshot, restoration);
    const refused = refusal && render(refusal, job.language);
    if (refused !== undefined) this.fail(path, refused);
    this.results.push({ path, companion: companion.name, text, restoration, refused });
    const edits = certainEdits(restoration);
    if (job.output === "diff") await io.out(unifiedDiff(slashed(path), text, edits));
    if (job.output !== "files" || edits.length === 0) return;
    // Replacement characters would take the place of what cannot be read.
    if (!valid) this.fail(path, "not valid UTF-8, left as it is");
    else rewrite(absolute, applyEdits(text, edits), stamp);
  }

  private fail(path: string, reason: string): void {
    this.failed = true;
    complain(this.io, `${path}: ${reason}`);
  }
}

function snapshotOf(path: string, absolute: string, text: string, configuration: Configuration): Snapshot {
  const parsed = parse(text, "markdown");
  const facts = factsOf(absolute, parsed, NO_PAGES, configuration);
  return takeSnapshot(path, 0, parsed, Object.freeze(facts));
}
