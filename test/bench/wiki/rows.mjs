import { join } from "node:path";
import { measureFeatures, measureRename } from "./features.mjs";
import { wikiFolder } from "./folders.mjs";
import { measureCheck, measureServer } from "./measure.mjs";

/** @typedef {import("../rows.mjs").Row} Row @typedef {import("../rows.mjs").Bench} Bench */

const [small, middle, large] = [1000, 10_000, 100_000];

const backlinks = 5000;

/** A page of a larger wiki may cost what one of a smaller does, with ten per cent of slack. */
const constant = 1.1;

/**
 * Work on a wiki as a whole. The first run writes a hundred thousand pages.
 * @param {string} root
 * @param {string} folder the benchmark's own
 * @param {string} node
 * @returns {Row[]}
 */
export function wikiRows(root, folder, node) {
  const script = join(root, "dist/cli.js");
  const check = (/** @type {any} */ contestant, /** @type {Bench} */ bench, /** @type {number} */ pages) =>
    bench.once(`check ${pages}`, contestant, () => measureCheck(node, script, wikiFolder(folder, pages)));
  const server = (/** @type {any} */ contestant, /** @type {Bench} */ bench, cold = true) =>
    bench.once(`wiki ${cold}`, contestant, () =>
      measureServer(contestant, wikiFolder(folder, large), join(folder, "cache"), cold),
    );
  const features = (/** @type {any} */ contestant, /** @type {Bench} */ bench, /** @type {number} */ pages) =>
    bench.once(`features ${pages}`, contestant, () => measureFeatures(contestant, wikiFolder(folder, pages), pages));
  return [
    {
      id: "wiki-check",
      title: "`redlink check` of 100,000 pages (309 MB), cold: time, memory at its highest",
      unit: "s, MB",
      must: [12, 500],
      aim: [5, 350],
      figures: async (contestant, bench) => {
        const { seconds, memory } = await check(contestant, bench, large);
        return [seconds, memory];
      },
    },
    {
      id: "wiki-growth",
      title: "cost of a page among 100,000 ÷ among 10,000",
      unit: "×",
      must: [constant],
      figures: async (contestant, bench) => {
        // What the start costs is left out: the differences are pages alone.
        const [few, more, most] = [
          await check(contestant, bench, small),
          await check(contestant, bench, middle),
          await check(contestant, bench, large),
        ].map(({ seconds }) => seconds);
        return [(most - more) / (large - middle) / ((more - few) / (middle - small))];
      },
    },
    {
      id: "wiki-titles",
      title: "server start → titles of 100,000 pages resolved",
      unit: "ms",
      must: [1500],
      figures: async (contestant, bench) => [(await server(contestant, bench)).titles],
    },
    {
      id: "wiki-backlinks",
      title: "server start → all pages read, backlinks answered",
      unit: "s",
      must: [15],
      figures: async (contestant, bench) => [(await server(contestant, bench)).backlinks / 1000],
    },
    {
      id: "wiki-typing",
      title: "keystroke → diagnostics meanwhile ÷ afterwards, p50",
      unit: "×",
      must: [2],
      figures: async (contestant, bench) => {
        const { busy, quiet } = await server(contestant, bench);
        return [busy / quiet];
      },
    },
    {
      id: "wiki-memory",
      title: "resident memory of the server afterwards; at its highest",
      unit: "MB",
      must: [350],
      figures: async (contestant, bench) => {
        const { memory, peak } = await server(contestant, bench);
        return [memory, peak];
      },
    },
    {
      id: "wiki-second",
      title: "second start → backlinks answered",
      unit: "s",
      must: [3],
      figures: async (contestant, bench) => {
        await server(contestant, bench); // leaves behind what is remembered
        return [(await server(contestant, bench, false)).backlinks / 1000];
      },
    },
    {
      id: "wiki-completion",
      title: "completion of a title among 10,000 and 100,000, p99; the largest answer",
      unit: "ms, KB",
      must: [10, 10, 50],
      aim: [5, 5, 50],
      figures: async (contestant, bench) => {
        const few = (await features(contestant, bench, middle)).completion;
        const many = (await features(contestant, bench, large)).completion;
        return [few.p99, many.p99, many.bytes / 1000];
      },
    },
    {
      id: "wiki-references",
      title: "find references after an edit, 10,000 and 100,000 pages, p50",
      unit: "ms",
      must: [10, 20],
      aim: [2, 5],
      figures: async (contestant, bench) => [
        (await features(contestant, bench, middle)).references.p50,
        (await features(contestant, bench, large)).references.p50,
      ],
    },
    {
      id: "wiki-rename",
      title: "rename of a page with 5,000 backlinks → the edit",
      unit: "ms",
      must: [500],
      figures: async (contestant, bench) => [
        (await bench.once("rename", contestant, () => measureRename(contestant, folder, backlinks))).ms,
      ],
    },
  ];
}
