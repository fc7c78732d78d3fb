import { concatBytes } from '@chatbot-portal/transparency-log';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';

/** A longer line is refused before it fills the memory. */
const MAX_LINE_LENGTH = 8 * 1024 * 1024;

/**
 * Lines of a file that comes in pieces, without their newlines. What follows the
 * last newline is a line, too, and is marked as unfinished.
 *
 * @internal
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ bytes: Uint8Array; finished: boolean }> {
  let pending: Uint8Array[] = [];
  let pendingLength = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(0x0a, start);
      const part = chunk.subarray(start, end < 0 ? undefined : end);
      pending.push(part);
      pendingLength += part.length;
      if (pendingLength > MAX_LINE_LENGTH) {
        throw errorWithReason(
          'export-invalid',
          'A line of the file is too long',
        );
      }
      if (end < 0) {
        break;
      }
      yield { bytes: concatBytes(...pending), finished: true };
      pending = [];
      pendingLength = 0;
      start = end + 1;
    }
  }
  if (pendingLength > 0) {
    yield { bytes: concatBytes(...pending), finished: false };
  }
}

/**
 * Takes an exact number of bytes at a time from a file that comes in pieces.
 *
 * @internal
 */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  static create(chunks: AsyncIterable<Uint8Array>): ByteReader {
    return new ByteReader(chunks);
  }

  private constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next bytes; fewer only at the end. */
  async take(count: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let missing = count;
    while (missing > 0) {
      if (this.#rest.length === 0) {
        const next = await this.#chunks.next();
        if (next.done) {
          break;
        }
        this.#rest = next.value;
        continue;
      }
      const part = this.#rest.subarray(0, missing);
      parts.push(part);
      this.#rest = this.#rest.subarray(part.length);
      missing -= part.length;
    }
    return concatBytes(...parts);
  }
}
