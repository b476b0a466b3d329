import { PerformanceObserver } from "node:perf_hooks";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/** How much the heap may grow over what is in use, in percent, before it is collected. */
const GROWTH = 50;

/**
 * Keeps a server that lives for days small. What a keystroke makes is garbage at the next one; left alone, newer versions
 * of V8 let some 130 MB of it pile up in the young generation before they look. An editor has better uses for them.
 * V8 reads both flags whenever it decides, so that they can be set while it runs.
 * @param youngGeneration bytes of both its halves at which it stops growing; it may have grown once more when we look
 */
export function boundMemory(youngGeneration: number): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
  const observer = new PerformanceObserver(() => {
    const young = getHeapSpaceStatistics().find((space) => space.space_name === "new_space");
    if (young && young.space_size < youngGeneration) return;
    isBound = true;
    grow(false);
    observer.disconnect();
  });
  observer.observe({ entryTypes: ["gc"] });
}

/** Whether the young generation has the size it is to have. */
let isBound = false;

/**
 * Waits for work that makes very many objects in one turn, all of which stay: V8 would take them for a reason to let the
 * young generation grow to its limit, where no observer has a chance to see it.
 */
export async function withoutGrowth<T>(work: Promise<T>): Promise<T> {
  grow(false);
  try {
    return await work;
  } finally {
    if (!isBound) grow(true);
  }
}

function grow(may: boolean): void {
  setFlagsFromString(`--semi-space-growth-factor=${may ? 2 : 1}`);
}
