import { before, describe, test } from "node:test";
import { COMMANDS, collate, prepare } from "./commands";
import { COMPANIONS, REPETITIONS } from "./repetitions";

// A page twice as long may take 2.4 times the processor's time, not four times: what is asked of a hostile page, with all
// fixes of all findings, grows with its length. Ratios of processor time are compared, so that other work of the machine
// does not count; the least time of several runs is taken before a command is called too slow.

// Every third repetition and `check` with all fixes by default; HOSTILE_GROWTH=all for every repetition and command.

const ALL = process.env.HOSTILE_GROWTH === "all";
/** Lengths of the pages in UTF-16 units. */
const LENGTHS = [10_000, 20_000, 40_000];
const GREATEST_RATIO = 2.4;
/** How many times a command that seems too slow is measured again. */
const MOST_RUNS = 8;
/** Milliseconds of processor time that are not told from noise: a collection of garbage, a function that is compiled. */
const NOISE = 60;

type Run = (length: number) => unknown;

before(prepare);

async function processorTime(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

/** Returns how many times as long the slowest doubling takes; measured again as long as that is too long. */
async function growth(run: Run): Promise<number> {
  const least = LENGTHS.map(() => Number.POSITIVE_INFINITY);
  let worst = Number.POSITIVE_INFINITY;
  for (let count = 0; count < MOST_RUNS && worst > GREATEST_RATIO; count++) {
    for (const [index, length] of LENGTHS.entries()) {
      least[index] = Math.min(least[index]!, await processorTime(() => run(length)));
    }
    worst = Math.max(...least.slice(1).map((time, index) => (time - NOISE) / Math.max(least[index]!, 1)));
  }
  return worst;
}

async function assertLinear(run: Run): Promise<void> {
  const ratio = await growth(run);
  if (ratio > GREATEST_RATIO) throw new Error(`twice the length takes ${ratio.toFixed(1)} times as long`);
}

const commands = Object.entries(COMMANDS).slice(0, ALL ? undefined : 1);
const repetitions = REPETITIONS.filter((_, index) => ALL || index % 3 === 0);

for (const [name, command] of commands) {
  describe(`${name} takes time in proportion to the page`, () => {
    for (const { name, dialect, make } of repetitions) {
      test(`${dialect}: ${name}`, () => assertLinear((length) => command(make(length), dialect)));
    }
  });
}

describe("collate takes time in proportion to both sides", () => {
  const page = REPETITIONS.find(({ name }) => name === "one marker behind words")!;
  for (const [name, make] of Object.entries(COMPANIONS).filter((_, index) => ALL || index % 3 === 0)) {
    const [file] = name.split(": ") as [string];
    test(name, () => assertLinear((length) => collate(page.make(length), file, make(length))));
  }
});
