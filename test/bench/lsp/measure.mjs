import { setTimeout as pause } from "node:timers/promises";
import { typed } from "../generate/words.mjs";
import { median, percentile } from "../statistics.mjs";
import { residentMemory } from "./process.mjs";
import { Session } from "./session.mjs";
import { middle } from "./workspace.mjs";

/**
 * @typedef {import("./session.mjs").ServerDescription} ServerDescription
 * @typedef {import("./workspace.mjs").Workspace} Workspace
 */

const warmUp = 20;
const keystrokes = 200;
const burst = { edits: 20, every: 40, repeats: 5 };

/** Time a peer may take for one measurement before its sample is cut short, in ms; see `enough`. */
let budget = 20_000;

/** @param {number} seconds */
export function setBudget(seconds) {
  budget = seconds * 1000;
}

/**
 * Whether a peer's sample is cut short: servers that take a second for each keystroke would hold the run up for
 * minutes. Ours and the floor are always measured in full.
 * @param {ServerDescription} server
 * @param {number} began
 * @param {number} samples
 * @param {number} least
 */
function enough(server, began, samples, least) {
  return !server.patient && samples >= least && performance.now() - began > budget;
}

/**
 * Process start → diagnostics of a page that is opened at once. Now and then a peer's process never answers: that run
 * is left out, twice at most.
 * @param {ServerDescription} server
 * @param {Workspace} workspace
 * @param {{ bytes: number }} options
 */
export async function measureStart(server, workspace, { bytes }) {
  const page = workspace.page(server.dialect, bytes);
  const samples = [];
  let failures = 0;
  const began = performance.now();
  while (samples.length < 12 && !enough(server, began, samples.length, 5)) {
    try {
      samples.push(await startOnce(server, workspace.folder, page));
    } catch (error) {
      failures++;
      if (server.patient || failures > 2) throw error;
    }
  }
  return { ms: median(samples), samples: samples.length, failures };
}

/** @param {ServerDescription} server @param {string} folder @param {{ file: string, text: string }} page */
async function startOnce(server, folder, page) {
  const began = performance.now();
  const session = await Session.start(server, folder, 10_000);
  try {
    await session.open(page.file, page.text);
    return performance.now() - began;
  } finally {
    await session.stop();
  }
}

/**
 * Open → diagnostics, each time another page of the same size; the first one, in a process that has done nothing yet,
 * apart.
 * @param {ServerDescription} server
 * @param {Workspace} workspace
 * @param {{ bytes: number, repeats: number, least?: number }} options
 */
export async function measureOpen(server, workspace, { bytes, repeats, least = 3 }) {
  const session = await Session.start(server, workspace.folder);
  try {
    const samples = [];
    let diagnostics = 0;
    const began = performance.now();
    for (let run = 0; run <= repeats && !enough(server, began, run, least); run++) {
      const page = workspace.page(server.dialect, bytes, run + 1);
      const opened = await session.open(page.file, page.text);
      samples.push(opened.ms);
      diagnostics = opened.diagnostics;
      session.close(page.file);
    }
    const [first, ...rest] = /** @type {[number, ...number[]]} */ (samples);
    return { ms: median(rest.length > 0 ? rest : [first]), first, samples: samples.length, diagnostics };
  } finally {
    await session.stop();
  }
}

/**
 * How the cost of opening grows from one size to another, both measured in turn in the same process.
 * @param {ServerDescription} server
 * @param {Workspace} workspace
 * @param {{ from: number, to: number, repeats: number }} options sizes in bytes
 */
export async function measureGrowth(server, workspace, { from, to, repeats }) {
  const session = await Session.start(server, workspace.folder);
  const open = async (/** @type {number} */ bytes, /** @type {number} */ seed) => {
    const page = workspace.page(server.dialect, bytes, seed);
    const { ms } = await session.open(page.file, page.text);
    session.close(page.file);
    return ms;
  };
  try {
    await open(from, 1);
    const small = [];
    const large = [];
    const began = performance.now();
    for (let run = 1; run <= repeats && !enough(server, began, run - 1, 1); run++) {
      small.push(await open(from, run + 1));
      large.push(await open(to, run));
    }
    return { ratio: median(large) / median(small), small: median(small), large: median(large), samples: small.length };
  } finally {
    await session.stop();
  }
}

/** Characters to type one after the other, and where. */
export class Typist {
  #count = 0;

  /** @param {Session} session @param {{ file: string, text: string }} page */
  constructor(session, page) {
    this.session = session;
    this.file = page.file;
    this.start = middle(page.text);
    this.characters = typed[session.server.dialect];
  }

  /** Types the next character; see `Session.type`. */
  next() {
    const at = this.#count++;
    const { offset, line, character } = this.start;
    const position = { offset: offset + at, line, character: character + at };
    return this.session.type(this.file, position, this.characters[at % this.characters.length]);
  }
}

/**
 * Keystroke → diagnostics of exactly that version: a sentence with a link and a footnote marker, typed in the middle
 * of the page, each character when the diagnostics of the one before have come.
 * @param {ServerDescription} server
 * @param {Workspace} workspace
 * @param {{ bytes: number }} options
 */
export async function measureTyping(server, workspace, { bytes }) {
  const page = workspace.page(server.dialect, bytes);
  const session = await Session.start(server, workspace.folder);
  try {
    const { diagnostics } = await session.open(page.file, page.text);
    const typist = new Typist(session, page);
    const began = performance.now();
    for (let edit = 0; edit < warmUp && !enough(server, began, edit, 2); edit++) await typist.next();
    const samples = [];
    while (samples.length < keystrokes && !enough(server, began, samples.length, 10)) {
      const start = performance.now();
      await typist.next();
      samples.push(performance.now() - start);
    }
    return {
      p50: median(samples),
      p99: percentile(samples, 0.99),
      samples: samples.length,
      diagnostics,
      memory: residentMemory(/** @type {number} */ (session.client.process.pid)),
    };
  } finally {
    await session.stop();
  }
}

/**
 * A burst of edits at a fixed pace, none waiting for the one before: last edit → diagnostics of its version.
 * @param {ServerDescription} server
 * @param {Workspace} workspace
 * @param {{ bytes: number }} options
 */
export async function measureBurst(server, workspace, { bytes }) {
  const page = workspace.page(server.dialect, bytes);
  const session = await Session.start(server, workspace.folder);
  try {
    await session.open(page.file, page.text);
    const typist = new Typist(session, page);
    const samples = [];
    const began = performance.now();
    for (let run = 0; run < burst.repeats && !enough(server, began, run, 1); run++) {
      const pending = [];
      let next = performance.now();
      let start = 0;
      for (let edit = 0; edit < burst.edits; edit++) {
        await pause(Math.max(0, next - performance.now()));
        next += burst.every;
        start = performance.now();
        pending.push(typist.next());
      }
      await pending.at(-1);
      samples.push(performance.now() - start);
      await Promise.all(pending);
    }
    return { ms: median(samples), samples: samples.length };
  } finally {
    await session.stop();
  }
}
