import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ruleById } from "../../core/rules/registry";
import type { LinkCount, WantedPage } from "../../core/workspace/index/wiki-index";
import { folderOf, type Place, placeOf, relativePath } from "../../core/workspace/paths";
import type { Wiki } from "../../core/workspace/wiki";
import { Workspace } from "../../core/workspace/workspace";
import { fileHost } from "../host";
import { isFolder } from "./files";
import { complain, EXIT, type Io, oneLine, reasonOf, UsageError } from "./io";
import { oneOf, parseOptions } from "./options";

const INDEX_HELP = `Usage: redlink index [ROOT] [--format json]

Reads all pages of the wikis below ROOT (default: the current folder) and tells how they hang together: which pages are
wanted (linked to, but missing), which are orphans (linked to by no other page), how often each is linked to.

  --format json  everything; by default the counts and the first of each list

Exit: 0 done, 2 wrong usage or a folder that cannot be read.
`;

/** How many of each list people are shown. */
const FIRST = 10;

/** `redlink index`; resolves to the exit code. */
export async function indexCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions("index", args, {
    format: { type: "string" },
    help: { type: "boolean", short: "h" },
  });
  if (values.help) {
    await io.out(INDEX_HELP);
    return EXIT.clean;
  }
  const format = oneOf("--format", values.format, ["json"] as const);
  const [root = ".", ...others] = positionals;
  if (others.length > 0) throw new UsageError("index takes one ROOT (redlink index --help)");
  const folder = resolve(io.cwd, root);
  try {
    if (!isFolder(folder)) throw new UsageError(`${root}: is not a folder`);
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`${root}: ${reasonOf(error)}`);
  }
  const workspace = new Workspace(fileHost(io.script), {
    isRule: (id) => ruleById(id) !== undefined,
    warn: (message) => complain(io, message),
  });
  const uri = pathToFileURL(folder).href;
  workspace.setRoots([uri]);
  await workspace.scan();
  const wikis = (await workspace.allWikis()).map((wiki) => described(wiki, placeOf(uri)));
  wikis.sort((a, b) => (a.path < b.path ? -1 : 1));
  await io.out(
    format === "json" ? `${JSON.stringify({ version: 1, wikis }, undefined, 1)}\n` : wikis.map(pretty).join("\n"),
  );
  return EXIT.clean;
}

interface Described {
  /** The folder that holds `Page`, relative to the root; "" for the root itself. */
  readonly path: string;
  readonly pages: number;
  readonly wanted: readonly WantedPage[];
  readonly orphans: readonly string[];
  /** How many other pages link to each page that any links to, most first. */
  readonly backlinks: readonly LinkCount[];
}

function described({ folder, index }: Wiki, root: Place): Described {
  return {
    path: relativePath(root.path, folderOf(folder.path)) ?? "",
    pages: index.pageCount,
    wanted: index.wanted(),
    orphans: index.orphans(),
    backlinks: index.linkCounts(),
  };
}

function pretty({ path, pages, wanted, orphans, backlinks }: Described): string {
  const lines = [
    `${path === "" ? "" : `${oneLine(path)}: `}${counted(pages, "page")}, ${wanted.length} wanted, ${counted(orphans.length, "orphan")}`,
    ...listed("wanted", wanted, ({ title, pages: by }) => `${title} (${counted(by, "page")})`),
    ...listed("orphans", orphans, (orphan) => orphan),
    ...listed("most linked to", backlinks, ({ path: linked, pages: by }) => `${linked} (${counted(by, "page")})`),
  ];
  return `${lines.join("\n")}\n`;
}

function listed<T>(name: string, items: readonly T[], show: (item: T) => string): string[] {
  if (items.length === 0) return [];
  const more = items.length > FIRST ? [`    and ${items.length - FIRST} more`] : [];
  return [`  ${name}:`, ...items.slice(0, FIRST).map((item) => `    ${oneLine(show(item))}`), ...more];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
