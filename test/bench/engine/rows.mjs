import { join } from "node:path";

/** @typedef {import("../rows.mjs").Row} Row */

const megabyte = 1_000_000;
const doubled = 2 * 1.1;

/**
 * Who parses without a server around. `whole` is the subject for parse and rules together, where there is one.
 * @param {string[]} dialects those our engine can parse
 * @param {string | null} modules the folder that holds wikilint, if it could be installed
 */
export function parsers(dialects, modules) {
  const own = { id: "redlink", name: "Redlink", version: "", dialects };
  return [
    { id: "scan", name: "regex scan", version: "", subject: "scan", whole: "scan", dialects: ["markdown", "wikitext"] },
    { id: "lezer", name: "lezer alone", version: "", subject: "lezer", whole: "lezer", dialects: ["markdown"] },
    ...(modules === null
      ? []
      : [
          {
            id: "wikilint",
            name: "wikilint",
            version: "",
            subject: "wikilint",
            whole: "wikilint",
            dialects: ["wikitext"],
            module: join(modules, "wikilint"),
            peer: true,
          },
        ]),
    { ...own, subject: "parse", whole: "check" },
  ];
}

/** @param {"markdown" | "wikitext"} dialect @returns {Row["figures"]} */
function fullParse(dialect) {
  return async ({ id, subject, module }, bench) => {
    const { ms } = await bench.once(`${dialect} 1m`, { id }, () =>
      bench.engine.run(subject, dialect, megabyte, { module }),
    );
    return [ms];
  };
}

/** @type {(dialect: "markdown" | "wikitext") => (contestant: { dialects: string[] }) => boolean} */
const reads = (dialect) => (contestant) => contestant.dialects.includes(dialect);

/** The engine alone, in a process that does nothing else. @type {Row[]} */
export const engineRows = [
  {
    id: "parse-1m-markdown",
    title: "full parse of 1 MB of Markdown",
    unit: "ms",
    must: [60],
    aim: [45],
    takesPart: reads("markdown"),
    figures: fullParse("markdown"),
  },
  {
    id: "parse-1m-wikitext",
    title: "full parse of 1 MB of wikitext",
    unit: "ms",
    must: [60],
    aim: [40],
    takesPart: reads("wikitext"),
    figures: fullParse("wikitext"),
  },
  {
    id: "check-1m-wikitext",
    title: "parse and diagnostics of 1 MB of wikitext",
    unit: "ms",
    must: [60],
    aim: [45],
    takesPart: reads("wikitext"),
    figures: async ({ id, whole, module }, bench) => {
      const measure = () => bench.engine.run(whole, "wikitext", megabyte, { module });
      return [(await bench.once("check wikitext 1m", { id }, measure)).ms];
    },
  },
  {
    id: "growth-tenfold",
    title: "parse and rules: cost of 10 MB ÷ 1 MB",
    unit: "×",
    must: [11],
    aim: [10],
    figures: ({ whole, module, dialects }, { engine }) => growth(engine, whole, module, dialects[0], [1, 10]),
  },
  {
    id: "growth-doubling",
    title: "parse and rules: each doubling from ½ to 4 MB, the worst",
    unit: "×",
    must: [doubled],
    takesPart: reads("markdown"),
    figures: ({ whole, module }, { engine }) => growth(engine, whole, module, "markdown", [0.5, 1, 2, 4]),
  },
];

/**
 * The greatest ratio between the cost of one size and of the size before. A cost is the lower of two medians, taken in
 * processes some time apart: what else the machine does hits one of them at most times.
 * @param {import("./measure.mjs").Engine} engine
 * @param {string} subject
 * @param {string | undefined} module
 * @param {any} dialect
 * @param {number[]} sizes MB
 */
async function growth(engine, subject, module, dialect, sizes) {
  const costs = sizes.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < 2; round++) {
    for (const [index, size] of sizes.entries()) {
      const { ms } = await engine.run(subject, dialect, size * megabyte, { module });
      costs[index] = Math.min(costs[index] ?? ms, ms);
    }
  }
  return [Math.max(...costs.slice(1).map((cost, index) => cost / (costs[index] ?? cost)))];
}

/** What a page of 1 MB with its 2,000 footnotes is: its wikitext has fewer bytes for the same words. */
const besides = { page: 1.15 * megabyte, companion: megabyte };

/** @param {string} id @param {string} title @param {string} work @param {number[]} [must] @returns {Row} */
function besideCompanions(id, title, work, must) {
  return {
    id,
    title: `${title}: wikitext / HTML / rendered text`,
    unit: "ms",
    ...(must && { must }),
    figures: async (_, { engine }) => {
      const figures = [];
      for (const form of ["wikitext", "html", "rendered.txt"]) {
        const options = { companion: besides.companion };
        figures.push((await engine.run(`${work} ${form}`, "markdown", besides.page, options)).ms);
      }
      return figures;
    },
  };
}

/** A page of 1 MB with 2,000 footnotes beside its companion. @type {Row[]} */
export const collationRows = [
  besideCompanions("collate-1m", "alignment and proposals, both read", "collate", [300, 300, 300]),
  besideCompanions("collate-1m-read", "the same and reading both", "read and collate"),
];

/** @param {string} id @param {string} title @param {(run: (subject: string) => Promise<number>) => Promise<number>} cost @returns {Row} */
function stage(id, title, cost) {
  return {
    id,
    title,
    unit: "ms",
    takesPart: (contestant) => contestant.id === "redlink",
    figures: async (_, bench) => {
      const run = async (/** @type {string} */ subject) => {
        const measure = () => bench.engine.run(subject, "markdown", megabyte);
        return (await bench.once(`stage ${subject}`, { id: "redlink" }, measure)).ms;
      };
      return [await cost(run)];
    },
  };
}

/** Where the time goes in 1 MB of Markdown. @type {Row[]} */
export const stageRows = [
  stage("stage-blocks", "from scratch: block structure (lezer)", (run) => run("blocks")),
  stage(
    "stage-extraction",
    "from scratch: constructs, binding",
    async (run) => (await run("parse")) - (await run("blocks")),
  ),
  stage("stage-rules", "from scratch: rules", (run) => run("rules")),
  stage("stage-typing-parse", "after a keystroke: parse", (run) => run("typing-parse")),
  stage("stage-typing-rules", "after a keystroke: rules", (run) => run("typing-rules")),
];
