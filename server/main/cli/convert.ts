import { parse } from "../../core/dialects/parse";
import { convertPage } from "../../core/features/conversion";
import { applyEdits } from "../../core/text/edit";
import type { WordList } from "../../core/variants/words";
import { factsOf, takeSnapshot } from "../../core/workspace/document";
import { NO_PAGES } from "../../core/workspace/pages";
import { conversionTargets } from "../../lsp/protocol";
import type { FileText } from "../read-text";
import { forEachFile } from "./articles";
import { unifiedDiff } from "./diff";
import { boundaryOf, decode, readForWriting } from "./files";
import { complain, EXIT, type Io, readAll, reasonOf, UsageError } from "./io";
import { oneOf, parseOptions } from "./options";
import { slashed } from "./pages";
import { type Named, Settings } from "./settings";
import { rewrite } from "./write";

const CONVERT_HELP = `Usage: redlink convert --to VARIANT [PATH…|--stdin] [--phrases] [--words FILE] [--write|--diff]

Converts articles between the variants of Chinese; links, code, names and the like stay as they are.
PATH is a file, or a folder, of which the wiki articles are converted. Prints the converted text.

  --to VARIANT  hans (Simplified), hant (Traditional), or as written in cn, sg, tw, hk, mo
  --phrases     also exchange words that differ between the regions
  --words FILE  pairs of words that come before the dictionaries (default: variants.words of .redlink.json)
  --write       write the converted text back to the files
  --diff        print what would change; writes nothing
  --stdin       convert standard input

Exit: 0 done, 2 wrong usage or a file that cannot be read or written.
`;

interface Job {
  readonly target: (typeof conversionTargets)[number];
  readonly phrases: boolean;
  readonly output: "text" | "files" | "diff";
  readonly settings: Settings;
  /** Those named on the command line. */
  readonly wordLists: readonly WordList[] | undefined;
  readonly io: Io;
}

/** `redlink convert`; resolves to the exit code. */
export async function convertCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions("convert", args, {
    to: { type: "string" },
    phrases: { type: "boolean" },
    words: { type: "string" },
    write: { type: "boolean" },
    diff: { type: "boolean" },
    stdin: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  });
  if (values.help) {
    await io.out(CONVERT_HELP);
    return EXIT.clean;
  }
  const target = oneOf("--to", values.to, conversionTargets);
  if (target === undefined) throw new UsageError("--to is needed (redlink convert --help)");
  if (values.write && values.diff) throw new UsageError("--write and --diff cannot go together");
  if (values.stdin && values.write) throw new UsageError("--write needs a PATH");
  if ((values.stdin ?? false) === positionals.length > 0) {
    throw new UsageError("convert needs either PATHs or --stdin (redlink convert --help)");
  }
  const output = values.write ? "files" : values.diff ? "diff" : "text";
  const settings = new Settings({ cwd: io.cwd }, (message) => complain(io, message));
  const wordLists = values.words === undefined ? undefined : [readWords(settings, values.words)];
  const job: Job = { target, phrases: values.phrases ?? false, output, settings, wordLists, io };
  let failed = false;
  const fail = (path: string, error: unknown) => {
    failed = true;
    complain(io, `${path}: ${typeof error === "string" ? error : reasonOf(error)}`);
  };
  if (values.stdin) {
    const text = decode(await readAll(io.stdin));
    await convertText({ path: "stdin.md", folder: undefined }, text, job).catch((error: unknown) =>
      fail("stdin", error),
    );
  }
  const reading = { io, settings, isWriting: output === "files" };
  await forEachFile(positionals, reading, (named, absolute) => convertFile(named, absolute, job), fail);
  return failed ? EXIT.failure : EXIT.clean;
}

function readWords(settings: Settings, path: string): WordList {
  try {
    return settings.readWords(settings.absolute(path));
  } catch (error) {
    throw new UsageError(`--words: ${path}: ${reasonOf(error)}`);
  }
}

async function convertFile(named: Named, absolute: string, job: Job): Promise<void> {
  const read = readForWriting(absolute, boundaryOf(named.folder, job.io));
  await convertText(named, read, job, (text) => rewrite(absolute, text, read.stamp));
}

async function convertText(
  named: Named,
  { text, valid }: FileText,
  { target, phrases, output, settings, wordLists, io }: Job,
  write?: (text: string) => void,
): Promise<void> {
  const { path } = named;
  const dialect = settings.dialectOf({ ...named, text });
  if (dialect === null) return;
  // Replacement characters would take the place of what cannot be read.
  if (!valid && output !== "diff") throw new Error("not valid UTF-8, not converted");
  const root = settings.rootOf(named);
  const parsed = parse(text, dialect);
  const lists = wordLists ?? settings.wordListsAt(root);
  const facts = factsOf(slashed(path), parsed, NO_PAGES, settings.configurationAt(root), { wordLists: lists });
  const { edits } = await convertPage(takeSnapshot(path, 0, parsed, Object.freeze(facts)), target, { phrases });
  if (output === "diff") {
    await io.out(unifiedDiff(slashed(path), text, edits));
  } else if (output === "text") {
    await io.out(applyEdits(text, edits));
  } else if (edits.length > 0) {
    write?.(applyEdits(text, edits));
  }
}
