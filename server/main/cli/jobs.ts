import { setFlagsFromString } from "node:v8";
import { parentPort, Worker, workerData } from "node:worker_threads";
import type { CheckerOptions } from "./checker";
import { type BatchResult, FileChecker, type FileTask, type Treatment } from "./file-check";

/** What a thread is started with. */
interface Assignment {
  readonly options: CheckerOptions;
  readonly treatment: Treatment;
}

/** Files a thread is given at once: enough to make the way there and back cheap, few enough to share the work evenly. */
const BATCH = 16;

// What a page makes is garbage at the next one. In 8 MB the check of 100,000 pages takes a tenth longer, and no less memory.
const LIMITS = { maxYoungGenerationSizeMb: 24 };

/** Batches under way for each thread: one in work, one waiting. */
const AHEAD = 2;

/**
 * Checks files in several threads.
 * @param script the program's own script, which calls {@link serveJobs} when it finds itself in a thread
 * @returns the results of some files after the other, in their order; no more than a few batches are held at a time
 */
export async function* checkInThreads(
  tasks: Iterable<FileTask>,
  { script, jobs, ...assignment }: Assignment & { readonly script: string; readonly jobs: number },
): AsyncGenerator<BatchResult> {
  // All processors are at work already: helpers that collect a young generation would only wait for each other.
  setFlagsFromString("--no-parallel-scavenge");
  const threads = Array.from(
    { length: jobs },
    () => new Thread(new Worker(script, { workerData: assignment, resourceLimits: LIMITS })),
  );
  try {
    const pending: Promise<BatchResult>[] = [];
    let turn = 0;
    for (const batch of batches(tasks)) {
      if (pending.length >= jobs * AHEAD) yield pending.shift()!;
      const answer = threads[turn++ % jobs]!.run(batch);
      answer.catch(() => {}); // told of when its turn comes
      pending.push(answer);
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
