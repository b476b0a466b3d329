import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { boundMemory } from "../memory";
import type { CheckerOptions } from "./checker";
import { type BatchResult, FileChecker, type FileTask, type Treatment } from "./file-check";

/** What a thread is started with. */
interface Assignment {
  readonly options: CheckerOptions;
  readonly treatment: Treatment;
}

/** Files that are checked at once: enough to make the way to a thread and back cheap, few enough to share the work evenly. */
const BATCH = 16;

// What a page makes is garbage at the next one. In 8 MB the check of 100,000 pages takes a tenth longer, and no less memory.
const LIMITS = { maxYoungGenerationSizeMb: 24 };
/** The same for this thread, which takes no such limits: see {@link boundMemory}. Left alone, it holds 200 MB more. */
const YOUNG_GENERATION = 24_000_000;

/** What V8 is told when several threads work. */
const FLAGS = [
  // All processors are at work already: helpers that collect a young generation would only wait for each other.
  "--no-parallel-scavenge",
  // An eighth of the processor time of 100,000 pages went into compiling, in each thread anew. A third of what V8 puts into
  // each other by default makes code that is as fast here: 3 to 6 % of the time less (three runs of each, in turn).
  "--max-inlined-bytecode-size=200",
  "--max-inlined-bytecode-size-cumulative=300",
];

/** Batches under way for each thread: one in work, one waiting. */
const AHEAD = 2;

/** So many batches are held for each thread before the first of them is waited for. */
const HELD = 8;

/**
 * Checks files, in several threads when that is wanted: this one works too, and gives the others what it would have to do next.
 * @param jobs how many threads
 * @param script the program's own script, which calls {@link serveJobs} when it finds itself in a thread; without it there is one thread
 * @returns the results of some files after the other, in their order; no more than a few batches are held at a time
 */
export async function* checkFiles(
  tasks: Iterable<FileTask>,
  { script, jobs, options, treatment }: Assignment & { readonly script: string | undefined; readonly jobs: number },
): AsyncGenerator<BatchResult> {
  const threads: Thread[] = [];
  try {
    if (script !== undefined && jobs > 1) {
      for (const flag of FLAGS) setFlagsFromString(flag);
      boundMemory(YOUNG_GENERATION);
      const workerData: Assignment = { options, treatment };
      while (threads.length < jobs - 1) {
        threads.push(new Thread(new Worker(script, { workerData, resourceLimits: LIMITS })));
      }
    }
    const own = await FileChecker.load(options, treatment);
    const pending: (BatchResult | Promise<BatchResult>)[] = [];
    for (const batch of batches(tasks)) {
      const free = threads.find((thread) => thread.underWay < AHEAD);
      if (free) {
        const answer = free.run(batch);
        answer.catch(() => {}); // told of when its turn comes
        pending.push(answer);
        continue;
      }
      pending.push(own.checkFiles(batch));
      await setImmediate(); // lets the others' answers in, and the user's Ctrl-C
      while (pending.length > threads.length * HELD) yield pending.shift()!;
    }
    yield* pending;
  } finally {
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

/** A worker that answers batches in the order they were sent. */
class Thread {
  private readonly waiting: { resolve: (result: BatchResult) => void; reject: (error: unknown) => void }[] = [];

  constructor(private readonly worker: Worker) {
    worker.on("message", (result: BatchResult) => this.waiting.shift()?.resolve(result));
    worker.on("error", (error) => {
      for (const { reject } of this.waiting.splice(0)) reject(error);
    });
  }

  /** How many batches it has not answered. */
  get underWay(): number {
    return this.waiting.length;
  }

  run(batch: readonly FileTask[]): Promise<BatchResult> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage(batch);
    });
  }

  end(): Promise<number> {
    return this.worker.terminate();
  }
}

/** The other end: checks what it is sent, for as long as the program runs. */
export function serveJobs(): void {
  const { options, treatment } = workerData as Assignment;
  const loading = FileChecker.load(options, treatment);
  parentPort!.on("message", (batch: readonly FileTask[]) => {
    void loading.then((checker) => parentPort!.postMessage(checker.checkFiles(batch)));
  });
}

function* batches(tasks: Iterable<FileTask>): Generator<FileTask[]> {
  let batch: FileTask[] = [];
  for (const task of tasks) {
    batch.push(task);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
