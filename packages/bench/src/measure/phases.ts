import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * Pauses that begin samples evenly over a poll's interval, in a shuffled order.
 *
 * @remarks
 * The catalog polls, so what a sample takes depends on when in the interval it begins. A sample that began right after the last
 * one ended would meet the same moment each time. Fixed by the seed, so that both sides meet the same moments.
 */
export function phases(
  count: number,
  interval: number,
  seed: number,
): number[] {
  const pauses = Array.from(
    { length: count },
    (_, i) => ((i + 0.5) / count) * interval,
  );
  const random = xoroshiro128plus(seed);
  for (let i = count - 1; i > 0; i -= 1) {
    const j = uniformInt(random, 0, i);
    [pauses[i], pauses[j]] = [pauses[j], pauses[i]];
  }
  return pauses;
}
