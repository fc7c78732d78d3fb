/** How long a question about people may take, in milliseconds: a catalog that hangs is as good as one that is down. */
const PATIENCE_MS = 10_000;

/** Fails when the answer does not come in time. */
export async function withinTime<T>(
  answer: Promise<T>,
  milliseconds = PATIENCE_MS,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`No answer within ${milliseconds} ms`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
