import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { SecretMasker } from './SecretMasker';

/**
 * The log of one run: masked before it touches the disk, and cut at a limit.
 *
 * @internal
 */
export class RunLog {
  readonly #stream: WriteStream;
  readonly #secrets: readonly string[];
  readonly #maxBytes: number;
  #written = 0;

  private constructor(
    file: string,
    secrets: readonly string[],
    maxBytes: number,
  ) {
    this.#stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
    // A full disk must not end the host; the run's record still tells the outcome.
    this.#stream.on('error', () => undefined);
    this.#secrets = secrets;
    this.#maxBytes = maxBytes;
  }

  static open(
    file: string,
    secrets: readonly string[],
    maxBytes: number,
  ): RunLog {
    return new RunLog(file, secrets, maxBytes);
  }

  /** A sink for one stream of output; each stream has its own memory of half-seen secrets. */
  sink(): { write(chunk: Buffer): void; end(): void } {
    const masker = SecretMasker.create(this.#secrets);
    return {
      write: chunk => this.#append(masker.write(chunk)),
      end: () => this.#append(masker.end()),
    };
  }

  line(text: string): void {
    this.#append(`${SecretMasker.mask(text, this.#secrets)}\n`);
  }

  async close(): Promise<void> {
    this.#stream.end();
    await finished(this.#stream).catch(() => undefined);
  }

  #append(text: string): void {
    if (text === '' || this.#written >= this.#maxBytes) {
      return;
    }
    const bytes = Buffer.from(text);
    const rest = this.#maxBytes - this.#written;
    this.#written += bytes.length;
    this.#stream.write(bytes.subarray(0, rest));
    if (bytes.length > rest) {
      this.#stream.write(
        `\n[The log ends here: it is longer than ${this.#maxBytes} bytes]\n`,
      );
    }
  }
}
