import { Reply } from './Reply.ts';

/** Asks a running bot over HTTP, as its users do. */
export class BotClient {
  readonly #baseUrl: string;

  private constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  static create(baseUrl: string): BotClient {
    return new BotClient(baseUrl.replace(/\/$/, ''));
  }

  /** @throws Error when the bot answers with an error, with `retryAfterSeconds` where it says when to come back */
  async ask(question: string): Promise<{ reply: Reply; milliseconds: number }> {
    const started = performance.now();
    const response = await fetch(`${this.#baseUrl}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ question }),
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
}
