import { readFile } from 'node:fs/promises';
import type { ZodType } from 'zod';
import { writeFileAtomically } from './writeFileAtomically';

/**
 * One JSON file that is read at start and written on every change. Changes run one after the other, and memory
 * follows the disk: a change that could not be written never happened.
 *
 * @internal
 */
export class JsonDocument<T> {
  #value: T;
  #tail: Promise<unknown> = Promise.resolve();
  readonly #file: string;

  private constructor(file: string, value: T) {
    this.#file = file;
    this.#value = value;
  }

  /** Reads the file, or starts with `initial` when there is none. A file that does not fit the schema is refused. */
  static async open<T>(
    file: string,
    schema: ZodType<T>,
    initial: T,
  ): Promise<JsonDocument<T>> {
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return new JsonDocument(file, initial);
      }
      throw error;
    }
    try {
      return new JsonDocument(file, schema.parse(JSON.parse(text)));
    } catch (error) {
      throw new Error(
        `The git host's state file ${file} is damaged: move it away or restore it`,
        { cause: error },
      );
    }
  }

  /** The current content; callers must not change it. */
  get value(): T {
    return this.#value;
  }

  /** Applies a change to a copy, writes it, then shows it to readers. Whatever `change` throws leaves all as it was. */
  async update<R>(change: (draft: T) => R): Promise<R> {
    const turn = this.#tail.then(async () => {
      const draft = structuredClone(this.#value);
      const result = change(draft);
      await writeFileAtomically(
        this.#file,
        `${JSON.stringify(draft, undefined, 2)}\n`,
      );
      this.#value = draft;
      return result;
    });
    this.#tail = turn.catch(() => undefined);
    return turn;
  }
}
