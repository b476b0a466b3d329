import { measureBurst, measureGrowth, measureOpen, measureStart, measureTyping } from "./lsp/measure.mjs";

/**
 * One line of a table.
 * @typedef {object} Row
 * @property {string} id
 * @property {string} title
 * @property {string} unit
 * @property {number[]} [must] upper bounds, one for each figure; a row without them only reports
 * @property {number[]} [aim]
 * @property {number} [least] lower bound of the first figure: a server that finds nothing is fast and no use
 * @property {(contestant: any) => boolean} [takesPart] who is measured; default: everyone
 * @property {(contestant: any, bench: Bench) => Promise<(number | null)[]>} figures
 *
 * What rows measure with.
 * @typedef {object} Bench
 * @property {import("./lsp/workspace.mjs").Workspace} workspace
 * @property {import("./engine/measure.mjs").Engine} engine
 * @property {<T>(key: string, contestant: { id: string }, measure: () => Promise<T>) => Promise<T>} once keeps what
 *   several rows read
 * @property {(contestant: { id: string }) => void} forget lets it be measured anew
 */

const kilobyte = 1000;
const megabyte = 1000 * kilobyte;

/** Doubling the input may double the cost, with ten per cent of slack. */
const doubled = 2 * 1.1;

/** @param {{ peer?: boolean }} contestant */
const noPeer = ({ peer }) => !peer;

/** @param {any} server @param {Bench} bench @param {number} bytes */
function typing(server, bench, bytes) {
  return bench.once(`typing ${bytes}`, server, () => measureTyping(server, bench.workspace, { bytes }));
}

/** @param {{ peer?: boolean, dialect: string }} contestant */
const readsWikitext = ({ peer, dialect }) => !peer || dialect === "wikitext";

/**
 * A server with pages of wikitext; what was measured of it with others is kept apart.
 * @param {any} server
 */
const inWikitext = (server) =>
  server.dialect === "wikitext" ? server : { ...server, id: `${server.id} wikitext`, dialect: "wikitext" };

/** @param {number} bytes @param {(server: any) => any} [as] @returns {Row["figures"]} */
function keystroke(bytes, as = (server) => server) {
  return async (server, bench) => {
    const { p50, p99 } = await typing(as(server), bench, bytes);
    return [p50, p99];
  };
}

/** @param {any} server @param {Bench} bench @param {number} bytes */
function opening(server, bench, bytes) {
  const options = { bytes, repeats: bytes < megabyte ? 20 : 10 };
  return bench.once(`open ${bytes}`, server, () => measureOpen(server, bench.workspace, options));
}

/** Work on one page in an editor, measured from outside the server. @type {Row[]} */
export const editorRows = [
  {
    id: "keystroke-10k",
    title: "keystroke → diagnostics, 10 KB, p50 / p99",
    unit: "ms",
    must: [1.5, 4],
    aim: [0.8, 2],
    figures: keystroke(10 * kilobyte),
  },
  {
    id: "keystroke-100k",
    title: "keystroke → diagnostics, 100 KB, p50 / p99",
    unit: "ms",
    must: [4, 12],
    aim: [1.2, 4],
    figures: keystroke(100 * kilobyte),
  },
  {
    id: "keystroke-1m",
    title: "keystroke → diagnostics, 1 MB, p50 / p99",
    unit: "ms",
    must: [15, 40],
    aim: [6, 15],
    figures: keystroke(megabyte),
  },
  {
    id: "keystroke-1m-wikitext",
    title: "the same in wikitext",
    unit: "ms",
    must: [15, 40],
    aim: [6, 15],
    takesPart: readsWikitext,
    figures: keystroke(megabyte, inWikitext),
  },
  {
    id: "burst-1m",
    title: "20 edits at 40 ms, 1 MB: last edit → diagnostics",
    unit: "ms",
    must: [40],
    aim: [15],
    figures: async (server, { workspace }) => [(await measureBurst(server, workspace, { bytes: megabyte })).ms],
  },
  {
    id: "open-100k",
    title: "open → diagnostics, 100 KB",
    unit: "ms",
    must: [25],
    aim: [12],
    figures: async (server, bench) => [(await opening(server, bench, 100 * kilobyte)).ms],
  },
  {
    id: "open-1m",
    title: "open → diagnostics, 1 MB",
    unit: "ms",
    must: [150],
    aim: [60],
    figures: async (server, bench) => [(await opening(server, bench, megabyte)).ms],
  },
  {
    id: "open-1m-wikitext",
    title: "the same in wikitext",
    unit: "ms",
    must: [150],
    aim: [60],
    takesPart: readsWikitext,
    figures: async (server, bench) => [(await opening(inWikitext(server), bench, megabyte)).ms],
  },
  {
    id: "open-1m-first",
    title: "1 MB in a process that has opened nothing yet",
    unit: "ms",
    figures: async (server, bench) => [(await opening(server, bench, megabyte)).first],
  },
  {
    id: "start-10k",
    title: "process start → first diagnostics, 10 KB",
    unit: "ms",
    must: [90],
    aim: [60],
    figures: async (server, { workspace }) => [(await measureStart(server, workspace, { bytes: 10 * kilobyte })).ms],
  },
  {
    id: "memory-1m",
    title: "resident memory after 200 edits of 1 MB",
    unit: "MB",
    must: [160],
    aim: [130],
    figures: async (server, bench) => [(await typing(server, bench, megabyte)).memory],
  },
  {
    id: "payload-1m",
    title: "diagnostics sent for that page",
    unit: "",
    must: [500],
    least: 100,
    figures: async (server, bench) => [(await typing(server, bench, megabyte)).diagnostics],
  },
  {
    id: "open-tenfold",
    title: "cost of opening 10 MB ÷ 1 MB",
    unit: "×",
    figures: async (server, { workspace }) => {
      const options = { from: megabyte, to: 10 * megabyte, repeats: 3 };
      return [(await measureGrowth(server, workspace, options)).ratio];
    },
  },
  {
    id: "growth-open",
    title: "cost of opening 2 MB ÷ 1 MB",
    unit: "×",
    must: [doubled],
    takesPart: noPeer,
    figures: async (server, { workspace }) => {
      const options = { from: megabyte, to: 2 * megabyte, repeats: 9 };
      return [(await measureGrowth(server, workspace, options)).ratio];
    },
  },
  {
    id: "growth-keystroke",
    title: "cost of a keystroke in 2 MB ÷ in 1 MB",
    unit: "×",
    must: [doubled],
    takesPart: noPeer,
    figures: async (server, bench) => {
      const one = await typing(server, bench, megabyte);
      const two = await typing(server, bench, 2 * megabyte);
      return [two.p50 / one.p50];
    },
  },
];
