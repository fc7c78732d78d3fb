/** Calls `work` with 0 to count - 1, by as many clients as asked, each with one call at a time. */
export async function inParallel(
  clients: number,
  count: number,
  work: (i: number, client: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (next < count) {
        const i = next;
        next += 1;
        await work(i, client);
      }
    }),
  );
}
