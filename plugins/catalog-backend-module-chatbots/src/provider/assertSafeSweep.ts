/** Largest part of the entities that one sweep may remove. */
const LARGEST_REMOVAL = 0.3;
/** So few entities may go whatever part they are: a portal that starts has little. */
const ALWAYS_ALLOWED = 20;

/** Throws when a sweep would remove more than it should without anybody looking. */
export function assertSafeSweep(before: number, after: number): void {
  const removals = before - after;
  if (removals > ALWAYS_ALLOWED && removals > before * LARGEST_REMOVAL) {
    throw new Error(
      `The sweep would leave ${after} of ${before} entities and was not done. If that is right, remove the rest by their chatbots, or restart with an empty provider.`,
    );
  }
}
