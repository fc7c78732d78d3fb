import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { PersonalData } from '../privacy/PersonalData.ts';

/** What a reader says about an answer. */
export const Feedback = z.strictObject({
  answerId: z.uuid(),
  rating: z.enum(['helpful', 'not-helpful']),
  comment: z.string().max(2_000).optional(),
});
/** See the schema of the same name. */
export type Feedback = z.infer<typeof Feedback>;

/** Appends feedback to a JSON Lines file. */
export class FeedbackStore {
  readonly #path: string;
  readonly #version: string;

  readonly #personalData: PersonalData;

  private constructor(
    path: string,
    version: string,
    personalData: PersonalData,
  ) {
    this.#path = path;
    this.#version = version;
    this.#personalData = personalData;
  }

  /** @param personalData - masks what people write into comments */
  static create(
    path: string,
    version: string,
    personalData: PersonalData,
  ): FeedbackStore {
    return new FeedbackStore(path, version, personalData);
  }

  async add({ answerId, rating, comment }: Feedback): Promise<void> {
    const line = {
      at: new Date().toISOString(),
      version: this.#version,
      answerId,
      rating,
      ...(comment === undefined
        ? {}
        : { comment: this.#personalData.mask(comment).text }),
    };
    await mkdir(dirname(this.#path), { recursive: true });
    await appendFile(this.#path, `${JSON.stringify(line)}\n`);
  }
}
