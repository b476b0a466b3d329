import { VERSION } from "../version";
import { checkCommand } from "./check";
import { collateCommand } from "./collate";
import { convertCommand } from "./convert";
import { footnotesCommand } from "./footnotes";
import { indexCommand } from "./index-command";
import { EXIT, type Io, UsageError } from "./io";
import { lspCommand } from "./lsp";
import { modelCommand } from "./model";
import { rulesCommand } from "./rules";

const HELP = `Redlink: links, footnotes and citations of Chinese wiki articles

Usage: redlink COMMAND [options]

  check [PATH…]       find faults, and repair what can be repaired safely
  convert [PATH…]     convert between Traditional and Simplified Chinese
  footnotes [PATH…]   write footnotes in another form: \\[n\\], [^n], <ref>
  index [ROOT]        count a wiki's pages and links: wanted pages, orphans
  collate ARTICLE     restore what a conversion lost from a companion
  rules [ID]          list the rules, or explain one
  model FILE          print what is understood of an article
  lsp --stdio         start the language server

redlink COMMAND --help says more. --version prints the version.
`;

/**
 * Runs a command line.
 * @param args without the program's name
 * @returns the exit code
 * @throws UsageError with one line for the user
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const [command, ...rest] = args;
  switch (command) {
    case "check":
      return checkCommand(rest, io);
    case "rules":
      return rulesCommand(rest, io);
    case "convert":
      return convertCommand(rest, io);
    case "footnotes":
      return footnotesCommand(rest, io);
    case "collate":
      return collateCommand(rest, io);
    case "lsp":
      return lspCommand(rest, io);
    case "index":
      return indexCommand(rest, io);
    case "model":
      return modelCommand(rest, io);
    case "--version":
    case "-v":
      await io.out(`${VERSION}\n`);
      return EXIT.clean;
    case "--help":
    case "-h":
    case "help":
      await io.out(HELP);
      return EXIT.clean;
    case undefined:
      io.err(HELP);
      return EXIT.failure;
    default:
      throw new UsageError(`there is no command "${command}" (redlink --help)`);
  }
}
