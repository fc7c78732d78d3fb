import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** SHA-256 of each file of the weights: other bytes are another model, and other vectors. */
export const digests = JSON.parse(
  readFileSync(join(import.meta.dirname, 'digests.json'), 'utf8'),
) as Record<string, string>;

/** Where `npm run weights` puts them. */
export const weightsFolder = join(import.meta.dirname, '../model');

/**
 * Reads a file of the weights.
 *
 * @throws Error when it is not there, or is not the one whose digest is pinned
 */
export function readWeights(folder: string, file: string): Buffer {
  const path = join(folder, file);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new Error(
      `${path} can't be read: make the weights with "npm run weights --workspace @chatbot/embeddings-local"`,
      { cause },
    );
  }
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest !== digests[file]) {
    throw new Error(
      `${path} has the digest ${digest}, and ${digests[file]} is pinned in weights/digests.json: delete it and make the weights again`,
    );
  }
  return bytes;
}
