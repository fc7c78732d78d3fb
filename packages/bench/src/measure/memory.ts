import { setTimeout as sleep } from 'node:timers/promises';

/** Bytes. */
export const MIB = 1024 * 1024;
/** How often the process is looked at, in milliseconds. */
const EVERY_MS = 10;

/** Frees what nobody holds any more. Throws unless Node was started with `--expose-gc`. */
function collect(): void {
  if (!globalThis.gc) {
    throw new Error('Start Node with --expose-gc');
  }
  // Twice: what the first one finalises is free after the second.
  globalThis.gc();
  globalThis.gc();
}

/** What is held, in bytes: the heap, and buffers beside it. */
function held(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The growth of the process's resident memory while something runs, at its peak, in MiB. */
export async function residentGrowth(
  work: () => Promise<unknown>,
): Promise<number> {
  collect();
  await sleep(100);
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, EVERY_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return (peak - before) / MIB;
}

/**
 * The growth of what is held while something runs, at its peak, in MiB.
 *
 * @param work - calls back whenever it wants to be looked at
 */
export async function heldGrowth(
  work: (look: () => void) => Promise<unknown>,
): Promise<number> {
  const before = held();
  let peak = before;
  await work(() => {
    peak = Math.max(peak, held());
  });
  return (peak - before) / MIB;
}
