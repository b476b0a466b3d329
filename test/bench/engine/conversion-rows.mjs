/** @typedef {import("../rows.mjs").Row} Row */

const kilobyte = 1000;
const megabyte = 1000 * kilobyte;

/** Who converts: without a server, each work in a process of its own. */
export const converters = [
  { id: "opencc", name: "opencc-js", version: "", prefix: "opencc-" },
  { id: "redlink", name: "Redlink", version: "", prefix: "convert-" },
];

/** @param {{ id: string }} contestant */
const ours = ({ id }) => id === "redlink";

/** @param {string} target @param {number} rate MB/s that must be reached @param {string} from @returns {Row} */
function throughput(target, rate, from) {
  return {
    id: `convert-${target}`,
    title: `10 MB of article source, ${from} → ${target} (must be ${rate} MB/s)`,
    unit: "ms",
    must: [(10 * kilobyte) / rate],
    figures: async ({ prefix }, { engine }) => [
      (await engine.run(`${prefix}${target}`, "markdown", 10 * megabyte, { seconds: 4 })).ms,
    ],
  };
}

/** @param {string} subject @param {string} title @param {number} most @param {number} bytes @returns {Row} */
function own(subject, title, most, bytes, unit = "ms") {
  return {
    id: subject,
    title,
    unit,
    must: [most],
    takesPart: ours,
    figures: async (_, { engine }) => [(await engine.run(subject, "markdown", bytes)).ms],
  };
}

/** Conversion between the variants of Chinese. @type {Row[]} */
export const conversionRows = [
  throughput("cn", 60, "Traditional"),
  throughput("tw", 50, "Simplified"),
  own("edits-cn", "edit list of a 100 KB page, Traditional → cn", 2, 100 * kilobyte),
  own("edits-tw", "edit list of a 100 KB page, Simplified → tw", 2, 100 * kilobyte),
  own("cold-cn", "first conversion of a process, 10 KB, → cn", 15, 10 * kilobyte),
  own("cold-tw", "first conversion of a process, 10 KB, → tw", 100, 10 * kilobyte),
  own("variants-memory", "heap with the dictionaries of all variants", 40, 10 * kilobyte, "MB"),
];
