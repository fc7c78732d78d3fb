import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this package, whether its sources run or what was built from them. */
export const kitFolder = dirname(dirname(import.meta.dirname));

/**
 * A source file of this package. Digests of code are made of these, so that they are the same for sources and for what
 * was built from them.
 *
 * @param path - below `src`, for example `evaluation/metrics.ts`
 */
export function readSource(path: string): string {
  return readFileSync(join(kitFolder, 'src', path), 'utf8');
}
