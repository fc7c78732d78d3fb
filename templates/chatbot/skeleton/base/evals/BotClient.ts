import { setTimeout as sleep } from 'node:timers/promises';
import { Reply } from './Reply.ts';

const MAX_ATTEMPTS = 5;

/** Asks a running bot over HTTP, as its users do. */
export class BotClient {
  readonly #baseUrl: string;

  private constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  static create(baseUrl: string): BotClient {
    return new BotClient(baseUrl.replace(/\/$/, ''));
  }

  /** @throws Error when the bot answers with an error or not at all */
  async ask(question: string): Promise<{ reply: Reply; milliseconds: number }> {
    for (let attempt = 1; ; attempt++) {
      const started = performance.now();
      const response = await fetch(`${this.#baseUrl}/api/chat`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ question }),
        signal: AbortSignal.timeout(60_000),
      });
      if (response.status === 429 && attempt < MAX_ATTEMPTS) {
        await response.body?.cancel();
        await sleep(Number(response.headers.get('retry-after') ?? 1) * 1000);
        continue;
      }
      const body: unknown = await response.json();
      if (!response.ok) {
        throw new Error(
          `The bot answered ${response.status}: ${JSON.stringify(body)}`,
        );
      }
      return {
        reply: Reply.parse(body),
        milliseconds: performance.now() - started,
      };
    }
  }
}
