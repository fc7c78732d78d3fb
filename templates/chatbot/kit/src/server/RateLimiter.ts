import { HttpError } from './HttpError.ts';

const MINUTE = 60_000;
/** Above this many clients the oldest are forgotten, so that strangers can't fill the memory. */
const MAX_CLIENTS = 10_000;

/** A token bucket per client (OWASP LLM10, unbounded consumption). */
export class RateLimiter {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  private constructor(perMinute: number, now: () => number) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  static create(perMinute: number, now: () => number = Date.now): RateLimiter {
    return new RateLimiter(perMinute, now);
  }

  /** @throws HttpError 429 when the client has no token left */
  take(client: string): void {
    const at = this.#now();
    const known = this.#buckets.get(client) ?? { tokens: this.#perMinute, at };
    const refilled = Math.min(
      this.#perMinute,
      known.tokens + ((at - known.at) / MINUTE) * this.#perMinute,
    );
    this.#buckets.delete(client);
    this.#buckets.set(client, { tokens: Math.max(0, refilled - 1), at });
    if (this.#buckets.size > MAX_CLIENTS) {
      const [oldest] = this.#buckets.keys();
      this.#buckets.delete(oldest ?? client);
    }
    if (refilled < 1) {
      const seconds = Math.ceil(((1 - refilled) * 60) / this.#perMinute);
      throw HttpError.create(
        429,
        'rate-limited',
        'Too many questions; try again shortly',
        seconds,
      );
    }
  }
}
