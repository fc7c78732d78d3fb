/**
 * Fails when an answer does not come in time: who hangs is as good as one who is down.
 *
 * @param ask - gets a signal that aborts once nobody waits any more
 * @param ms - how long to wait, in milliseconds
 */
export async function withinTime<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  ms = 10_000,
): Promise<T> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`No answer within ${ms} ms`);
      reject(error);
      abort.abort(error);
    }, ms);
  });
  try {
    return await Promise.race([ask(abort.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
