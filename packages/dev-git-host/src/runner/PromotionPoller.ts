import { z } from 'zod';
import type { GitHostContext } from '../GitHostContext';
import { isCommitHash } from '../store/names';
import { promotionSchema } from '../store/RunRecord';

/** Time for one answer of the portal, in milliseconds. */
const ANSWER_TIMEOUT_MS = 10_000;
/** The largest answer that is read, in bytes. */
const MAX_ANSWER_BYTES = 1024 * 1024;
const TOKEN_SECRET = 'CHATBOT_PORTAL_TOKEN';

const answerSchema = z.object({
  items: z.array(
    promotionSchema.extend({
      state: z.literal('approved'),
      commit: z.string().refine(isCommitHash),
    }),
  ),
});

/**
 * Asks the portal, with each repository's own pipeline token, which approved promotions wait for their deploy job.
 *
 * @internal
 */
export class PromotionPoller {
  readonly #context: GitHostContext;
  readonly #interval: number;
  readonly #log: (line: string) => void;
  readonly #abort = new AbortController();
  readonly #silenced = new Set<number>();
  #timer: NodeJS.Timeout | undefined;
  #current: Promise<void> = Promise.resolve();

  private constructor(
    context: GitHostContext,
    interval: number,
    log: (line: string) => void,
  ) {
    this.#context = context;
    this.#interval = interval;
    this.#log = log;
  }

  /** `interval` is in milliseconds. */
  static create(
    context: GitHostContext,
    interval: number,
    log: (line: string) => void,
  ): PromotionPoller {
    return new PromotionPoller(context, interval, log);
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#current = this.#pollAll().finally(() => {
        if (!this.#abort.signal.aborted) {
          this.start();
        }
      });
    }, this.#interval);
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    clearTimeout(this.#timer);
    await this.#current;
  }

  async #pollAll(): Promise<void> {
    for (const { id, owner, name } of this.#context.repositories.list()) {
      const token = this.#context.secrets.reveal(id)[TOKEN_SECRET];
      if (token) {
        try {
          await this.#poll(id, token);
          this.#silenced.delete(id);
        } catch (error) {
          // Once until it works again: the portal may simply not be up yet.
          if (!this.#silenced.has(id) && !this.#abort.signal.aborted) {
            this.#silenced.add(id);
            this.#log(
              `Promotions of ${owner}/${name} could not be read: ${
                (error as Error).name
              }`,
            );
          }
        }
      }
    }
  }

  async #poll(repositoryId: number, token: string): Promise<void> {
    const base = this.#context.portalUrl.replace(/\/+$/, '');
    const response = await fetch(
      `${base}/api/chatbots/pipeline/v1/promotions?state=approved`,
      {
        headers: {
          Authorization: `Bearer ${token}`,
          Accept: 'application/json',
        },
        // A redirect would carry the token elsewhere.
        redirect: 'error',
        signal: AbortSignal.any([
          this.#abort.signal,
          AbortSignal.timeout(ANSWER_TIMEOUT_MS),
        ]),
      },
    );
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw new Error(`The portal answered ${response.status}`);
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES) {
        throw new Error('The answer is too large');
      }
      chunks.push(chunk);
    }
    const { items } = answerSchema.parse(
      JSON.parse(Buffer.concat(chunks).toString()),
    );
    for (const { commit, state: _state, ...promotion } of items) {
      await this.#context.runner.promote(repositoryId, promotion, commit);
    }
  }
}
