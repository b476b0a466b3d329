// Runs one piece of work again and again in a process of its own and prints how long each run took:
//   node probe.cjs dialects                prints the dialects the engine can parse
//   node probe.cjs SUBJECT <<< JSON of { text: FILE, dialect, pages: FOLDER, middle, module, companion, seconds }
import { readdirSync, readFileSync } from "node:fs";
import { DIALECTS, type Material, SUBJECTS } from "./subjects";

const warmUp = 3;
const most = 200;

interface Order extends Omit<Material, "text" | "files"> {
  readonly text: string;
  readonly pages: string;
  /** How long to go on, warm-up apart. */
  readonly seconds: number;
}

async function measure(name: string): Promise<{ readonly first: number; readonly samples: readonly number[] }> {
  const subject = SUBJECTS[name];
  if (!subject) throw new Error(`no subject ${name}`);
  const order = JSON.parse(readFileSync(0, "utf8")) as Order;
  const run = await subject({ ...order, text: readFileSync(order.text, "utf8"), files: readdirSync(order.pages) });
  const timed = async () => {
    const start = performance.now();
    const own = run();
    const figure = performance.now() - start;
    return (await own)?.figure ?? figure;
  };
  const left = (start: number) => performance.now() - start < order.seconds * 1000;

  const began = performance.now();
  const first = await timed();
  // What takes seconds needs no warming up: it has repeated everything inside often enough.
  for (let count = 1; count < warmUp && left(began); count++) await timed();
  const start = performance.now();
  const samples = [await timed()];
  while (samples.length < most && left(start)) samples.push(await timed());
  return { first, samples };
}

const [, , name = ""] = process.argv;
void (async () => {
  process.stdout.write(JSON.stringify(name === "dialects" ? DIALECTS : await measure(name)));
})();
