import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { sha256 } from '../text/digest.ts';
import { RetrievalError } from './passages.ts';

/** Begins a record, so that the next one is found behind one that was cut. */
const MARK = Buffer.from('cvec1\n');
const DIGEST_BYTES = 32;
const SIZE_BYTES = 2;
const CHECK_BYTES = 4;

/**
 * Keeps the vectors of chunks in a file, one file a model.
 *
 * A vector belongs to a chunk's digest, whatever snapshot the chunk is in, so that a new snapshot costs only what changed.
 * Records are only ever appended: a process that was stopped leaves a cut record behind, which is passed over, and the
 * file can be copied, shared by processes and deleted at any time.
 */
export class VectorCache {
  readonly file: string;
  readonly #vectors = new Map<string, Float32Array>();

  private constructor(file: string) {
    this.file = file;
  }

  /**
   * Opens the vectors of a model, in a folder that is made where it is not there.
   *
   * @param model - identifies the model with everything that changes its vectors: provider, name, size, weights
   */
  static open(folder: string, model: string): VectorCache {
    mkdirSync(folder, { recursive: true });
    const readable = model.replace(/[^a-zA-Z0-9]+/g, '-').slice(0, 40);
    const name = `${readable}.${sha256(model).slice(0, 16)}.vectors`;
    const cache = new VectorCache(join(folder, name));
    cache.#read();
    return cache;
  }

  get size(): number {
    return this.#vectors.size;
  }

  /** The vector of a chunk's digest. */
  get(digest: string): Float32Array | undefined {
    return this.#vectors.get(digest);
  }

  /** Adds vectors to file and memory, in one write. */
  append(entries: readonly { digest: string; vector: Float32Array }[]): void {
    const records = entries.map(({ digest, vector }) => {
      if (!/^[0-9a-f]{64}$/.test(digest)) {
        throw new RetrievalError(
          `"${digest}" is no SHA-256 in hexadecimal digits: vectors are kept by the digest of their chunk`,
        );
      }
      const body = Buffer.alloc(
        DIGEST_BYTES +
          SIZE_BYTES +
          vector.length * Float32Array.BYTES_PER_ELEMENT,
      );
      body.write(digest, 'hex');
      body.writeUInt16LE(vector.length, DIGEST_BYTES);
      vector.forEach((value, i) =>
        body.writeFloatLE(value, DIGEST_BYTES + SIZE_BYTES + i * 4),
      );
      const check = Buffer.alloc(CHECK_BYTES);
      check.writeUInt32LE(crc32(body));
      return Buffer.concat([MARK, body, check]);
    });
    if (records.length > 0) {
      appendFileSync(this.file, Buffer.concat(records));
    }
    for (const { digest, vector } of entries) {
      this.#vectors.set(digest, vector);
    }
  }

  #read(): void {
    if (!existsSync(this.file)) {
      return;
    }
    const bytes = readFileSync(this.file);
    let at = bytes.indexOf(MARK);
    while (at >= 0) {
      const length = this.#readRecord(bytes, at + MARK.length);
      at = bytes.indexOf(MARK, at + MARK.length + length);
    }
  }

  /** Takes one record, and gives its length: 0 where it is cut or was changed. */
  #readRecord(bytes: Buffer, start: number): number {
    const values = start + DIGEST_BYTES + SIZE_BYTES;
    if (values > bytes.length) {
      return 0;
    }
    const size = bytes.readUInt16LE(values - SIZE_BYTES);
    const end = values + size * Float32Array.BYTES_PER_ELEMENT;
    if (
      end + CHECK_BYTES > bytes.length ||
      crc32(bytes.subarray(start, end)) !== bytes.readUInt32LE(end)
    ) {
      return 0;
    }
    const vector = new Float32Array(size);
    for (let i = 0; i < size; i += 1) {
      vector[i] = bytes.readFloatLE(values + i * 4);
    }
    this.#vectors.set(
      bytes.toString('hex', start, start + DIGEST_BYTES),
      vector,
    );
    return end + CHECK_BYTES - start;
  }
}
