import * as z from 'zod';
import type { Disclosure } from '../answer/guards/disclosure.ts';
import { Reply } from './Reply.ts';

const Disclosures = z.object({
  disclosures: z.array(z.object({ language: z.string(), text: z.string() })),
});

/** Asks a running bot over HTTP, as its users do. */
export class BotClient {
  readonly #baseUrl: string;
  readonly #key: string | undefined;

  private constructor(baseUrl: string, key: string | undefined) {
    this.#baseUrl = baseUrl;
    this.#key = key;
  }

  /** @param key - one of the bot's access keys, where it asks for one */
  static create(baseUrl: string, key?: string): BotClient {
    return new BotClient(baseUrl.replace(/\/$/, ''), key);
  }

  /**
   * @param thread - the conversation to go on with; a new one begins without it
   * @throws Error when the bot answers with an error, with `retryAfterSeconds` where it says when to come back
   */
  async ask(
    question: string,
    thread?: string,
  ): Promise<{ reply: Reply; milliseconds: number }> {
    const started = performance.now();
    const response = await fetch(`${this.#baseUrl}/api/chat`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.#key && { authorization: `Bearer ${this.#key}` }),
      },
      body: JSON.stringify({ question, thread }),
      signal: AbortSignal.timeout(60_000),
    });
    const body: unknown = await response.json();
    if (!response.ok) {
      const after = Number(response.headers.get('retry-after') ?? Number.NaN);
      throw Object.assign(
        new Error(
          `The bot answered ${response.status}: ${JSON.stringify(body)}`,
        ),
        Number.isFinite(after) ? { retryAfterSeconds: after } : {},
      );
    }
    return {
      reply: Reply.parse(body),
      milliseconds: performance.now() - started,
    };
  }

  /**
   * What the bot says of itself before the first question.
   *
   * @throws Error when it says nothing that can be read
   */
  async disclosures(): Promise<Disclosure[]> {
    const response = await fetch(`${this.#baseUrl}/api/disclosure`, {
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok) {
      throw new Error(`GET /api/disclosure answered ${response.status}`);
    }
    return Disclosures.parse(await response.json()).disclosures;
  }
}
