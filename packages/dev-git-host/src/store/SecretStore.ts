import { InputError } from '@backstage/errors';
import { join } from 'node:path';
import { z } from 'zod';
import { JsonDocument } from './JsonDocument';
import { normaliseSecretName } from './names';

/** The longest secret in characters; the real host's limit is the same. */
const MAX_SECRET_LENGTH = 65_536;

const stateSchema = z.record(
  z.string(),
  z.record(z.string(), z.object({ value: z.string(), createdAt: z.string() })),
);

type State = z.infer<typeof stateSchema>;

/** What may be told of a secret: never its value. @internal */
export interface SecretSummary {
  name: string;
  createdAt: string;
}

/**
 * The secrets of each repository, in a file only its owner may read. Values leave this class for the runner alone.
 *
 * @internal
 */
export class SecretStore {
  readonly #document: JsonDocument<State>;

  private constructor(document: JsonDocument<State>) {
    this.#document = document;
  }

  static async create(root: string): Promise<SecretStore> {
    return new SecretStore(
      await JsonDocument.open<State>(
        join(root, 'state', 'secrets.json'),
        stateSchema,
        {},
      ),
    );
  }

  /** Stores a secret and tells whether it is new. */
  async put(
    repositoryId: number,
    name: string,
    value: string,
  ): Promise<boolean> {
    const key = normaliseSecretName(name);
    if (value.length === 0 || value.length > MAX_SECRET_LENGTH) {
      throw new InputError(
        `A secret holds 1 to ${MAX_SECRET_LENGTH} characters`,
      );
    }
    if (value.includes('\0')) {
      throw new InputError('A secret cannot hold a NUL character');
    }
    return this.#document.update(draft => {
      const secrets = (draft[String(repositoryId)] ??= {});
      const isNew = !(key in secrets);
      secrets[key] = { value, createdAt: new Date().toISOString() };
      return isNew;
    });
  }

  async remove(repositoryId: number, name: string): Promise<boolean> {
    const key = normaliseSecretName(name);
    return this.#document.update(draft => {
      const secrets = draft[String(repositoryId)] ?? {};
      const existed = key in secrets;
      delete secrets[key];
      return existed;
    });
  }

  async removeAll(repositoryId: number): Promise<void> {
    await this.#document.update(draft => {
      delete draft[String(repositoryId)];
    });
  }

  list(repositoryId: number): SecretSummary[] {
    return Object.entries(this.#document.value[String(repositoryId)] ?? {})
      .map(([name, { createdAt }]) => ({ name, createdAt }))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /** For the runner: names and values as environment variables. */
  reveal(repositoryId: number): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.#document.value[String(repositoryId)] ?? {}).map(
        ([name, { value }]) => [name, value],
      ),
    );
  }
}
