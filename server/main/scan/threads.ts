import { realpathSync, statSync } from "node:fs";
import { setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { parentPort, Worker, workerData } from "node:worker_threads";
import type { ScanBatch, ScanRequest } from "../../core/workspace/host";
import { cachePath } from "./cache";
import { NOTHING, type ScanPart, scanFolder } from "./folder-scan";

/** Threads that share a scan. More would leave nothing of a small machine to the one who types. */
const PARTS = 2;

/** Batches that may be on their way: enough that no thread waits while the other side has other work. */
const AHEAD = 12;

/** How much less than other threads these want the processor, where the system lets threads differ. */
const NICE = 10;

/** What tells a thread that it is one of these. */
interface Assignment {
  readonly scan: ScanPart;
}

/**
 * Scans a folder in threads of their own: see `Host.scan`.
 * @param script the program's own script, which calls {@link serveScan} when it finds itself in a thread
 */
export async function scanInThreads(
  script: string,
  { root, include, exclude, isCancelled }: ScanRequest,
  open: () => (batch: ScanBatch) => void,
): Promise<boolean> {
  let folder: string;
  try {
    folder = realpathSync(fileURLToPath(root));
  } catch {
    return true; // there is no such folder: nothing to be read
  }
  const { size, mtimeMs } = statSync(script);
  const engine = `${size} ${mtimeMs}`;
  // The helpers that collect a young generation have the priority of the one who types: these threads are to do it themselves.
  setFlagsFromString("--no-parallel-scavenge");
  await Promise.all(
    Array.from({ length: PARTS }, (_, part) => {
      const scan: ScanPart = {
        root: folder,
        include,
        exclude,
        part,
        parts: PARTS,
        engine,
        cache: cachePath(folder, part),
      };
      return follow(
        new Worker(script, { workerData: { scan } satisfies Assignment, resourceLimits: LIMITS }),
        open(),
        isCancelled,
      );
    }),
  ).finally(() => setFlagsFromString("--parallel-scavenge"));
  return true;
}

// Garbage of one page is no use to the next: a small nursery keeps the process small. In half of it a tenth more time goes.
const LIMITS = { maxYoungGenerationSizeMb: 8 };

/** Takes in what a thread tells, some of it a turn: requests that come in meanwhile go first. */
function follow(worker: Worker, take: (batch: ScanBatch) => void, isCancelled: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const waiting: (ScanBatch | "done")[] = [];
    let portions: Iterator<ScanBatch> | undefined;
    const next = () => {
      const batch = waiting[0]!;
      if (isCancelled()) {
        worker.terminate();
        resolve();
        return;
      }
      if (batch === "done") {
        resolve();
        return;
      }
      portions ??= portionsOf(batch);
      const { value, done } = portions.next();
      if (done) {
        portions = undefined;
        waiting.shift();
        worker.postMessage("taken");
        if (waiting.length === 0) return;
      } else {
        take(value);
      }
      setImmediate(next);
    };
    const arrived = (batch: ScanBatch | "done") => {
      if (waiting.push(batch) === 1) setImmediate(next);
    };
    worker.on("message", arrived);
    worker.on("exit", () => arrived("done")); // behind what it told before
    worker.on("error", reject);
  });
}

// Taken in at once: about a millisecond's work.
const [FILES, TEXTS, PAGES] = [250, 500, 128];

/** Cuts a batch up: a few large messages take a fraction of the time that many small ones do. */
function* portionsOf({ files, strings, memory, pages, starts }: ScanBatch): Generator<ScanBatch> {
  const count = Math.max(files.length / FILES, strings.length / TEXTS, 1);
  for (let portion = 0; portion < count; portion++) {
    yield {
      ...NOTHING,
      files: files.slice(portion * FILES, (portion + 1) * FILES),
      strings: strings.slice(portion * TEXTS, (portion + 1) * TEXTS),
      memory: portion === 0 ? memory : undefined,
    };
  }
  for (let at = 0; at < pages.length; at += PAGES) {
    yield { ...NOTHING, pages: pages.subarray(at, at + PAGES), starts: starts.subarray(at, at + PAGES) };
  }
}

/** The other end: scans, tells, ends. Returns false when this thread was started for something else. */
export function serveScan(): boolean {
  const { scan } = (workerData ?? {}) as Partial<Assignment>;
  if (!scan || !parentPort) return false;
  const port = parentPort;
  if (process.platform === "linux") setPriority(NICE); // elsewhere it would be the whole process
  const batches = scanFolder(scan);
  let under = 0;
  const send = () => {
    while (under < AHEAD) {
      const { value, done } = batches.next();
      if (done) {
        port.close();
        return;
      }
      port.postMessage(value);
      under++;
    }
  };
  port.on("message", () => {
    under--;
    send();
  });
  send();
  return true;
}
