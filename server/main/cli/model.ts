import { resolve } from "node:path";
import { dialectOfPath } from "../../core/dialects/detect";
import { parse } from "../../core/dialects/parse";
import type { Article } from "../../core/model/article";
import { readText } from "./files";
import { complain, EXIT, type Io, reasonOf, UsageError } from "./io";
import { dialectOption, oneOf, parseOptions } from "./options";
import { Positions } from "./report";
import { Settings } from "./settings";

const MODEL_HELP = `Usage: redlink model FILE [--dialect DIALECT] [--format json]

Prints what Redlink understands of an article: headings, links, footnote markers, references, categories.

  --dialect DIALECT  read the file as markdown or wikitext, whatever its name
  --format json      the only format
`;

/** `redlink model`; resolves to the exit code. */
export async function modelCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions("model", args, {
    dialect: { type: "string" },
    format: { type: "string" },
    help: { type: "boolean", short: "h" },
  });
  if (values.help) {
    await io.out(MODEL_HELP);
    return EXIT.clean;
  }
  oneOf("--format", values.format, ["json"] as const);
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError("model takes one FILE (redlink model --help)");
  const dialect = dialectOption(values.dialect) ?? dialectOfPath(file) ?? "markdown";
  let text: string;
  try {
    text = readText(resolve(io.cwd, file)).text;
  } catch (error) {
    throw new UsageError(`${file}: ${reasonOf(error)}`);
  }
  const settings = new Settings({ cwd: io.cwd }, (message) => complain(io, message));
  const { mediawiki } = settings.configurationAt(settings.rootOf({ path: file, folder: undefined }));
  await io.out(`${JSON.stringify(modelJson(parse(text, dialect, mediawiki).article))}\n`);
  return EXIT.clean;
}

/** The article as `redlink model` prints it. */
function modelJson(article: Article): object {
  const positions = new Positions(article.text);
  return {
    dialect: article.dialect,
    script: article.script,
    headings: article.headings.map((heading) => ({
      level: heading.level,
      text: heading.text,
      ...positions.range(heading),
    })),
    links: article.links.map((link) => ({
      kind: link.kind,
      label: link.labelText,
      target: link.destination,
      title: link.title,
      ...positions.range(link),
    })),
    markers: article.markers.map((marker) => ({
      label: marker.label,
      group: marker.group,
      ...positions.range(marker),
      reference: marker.reference,
    })),
    references: article.references.map((reference) => ({
      label: reference.shown,
      number: reference.number,
      group: reference.group,
      empty: reference.empty,
      text: reference.text,
      ...positions.range(reference),
      citedBy: reference.citedBy,
    })),
    ...(article.dialect === "wikitext" && {
      lists: article.lists.map((list) => ({ ...positions.range(list), entries: list.entries })),
      errors: article.footnoteFlaws.map((flaw) => ({ kind: flaw.kind, ...positions.range(flaw) })),
      templates: article.templates.map((template) => ({ name: template.name, ...positions.range(template) })),
    }),
    categories: article.categories.map((category) => ({ name: category.name, ...positions.range(category) })),
  };
}
