import {
  RateLimiterMemory,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import { HttpError } from '../server/HttpError.ts';
import { sha256 } from '../text/digest.ts';
import type { AccessSettings } from './access.ts';
import type { Caller } from './Door.ts';

const DAY_SECONDS = 86_400;
/** Costs are counted in millionths, as whole numbers. */
const MILLIONTHS = 1_000_000;

/** Tokens that models counted for one question. */
export interface Usage {
  input: number;
  output: number;
}

/** A limit of something that each caller may use in a time. */
interface Budget {
  limiter: RateLimiterAbstract;
  pointsOf: (usage: Usage) => number;
  code: string;
  message: string;
}

/** Makes what counts up to `points` in `seconds`, by key. */
export type LimiterOf = (
  keyPrefix: string,
  points: number,
  seconds: number,
) => RateLimiterAbstract;

/** What each caller may use (OWASP LLM10, unbounded consumption). */
export class Limits {
  readonly #requests: RateLimiterAbstract;
  readonly #budgets: Budget[];

  private constructor(requests: RateLimiterAbstract, budgets: Budget[]) {
    this.#requests = requests;
    this.#budgets = budgets;
  }

  static create({
    requestsPerMinute,
    perDay,
    limiterOf = inMemory,
  }: {
    requestsPerMinute: number;
    perDay: AccessSettings['limits'];
    /** In this process without it. */
    limiterOf?: LimiterOf;
  }): Limits {
    const budgets: Budget[] = [];
    const { tokensPerDay, costPerDay, pricePerMillionTokens: price } = perDay;
    if (tokensPerDay !== undefined) {
      budgets.push({
        limiter: limiterOf('tokens', tokensPerDay, DAY_SECONDS),
        pointsOf: ({ input, output }) => input + output,
        code: 'tokens-used-up',
        message: 'Your tokens of this day are used up',
      });
    }
    if (costPerDay !== undefined && price !== undefined) {
      budgets.push({
        limiter: limiterOf(
          'cost',
          Math.round(costPerDay * MILLIONTHS),
          DAY_SECONDS,
        ),
        // Tokens times price per million tokens: millionths of the currency.
        pointsOf: ({ input, output }) =>
          Math.ceil(input * price.input + output * price.output),
        code: 'budget-used-up',
        message: 'What you may cost in a day is used up',
      });
    }
    return new Limits(limiterOf('requests', requestsPerMinute, 60), budgets);
  }

  /** @throws HttpError 429 with the time to wait, once a caller has asked too often in a minute */
  async takeRequest(caller: Caller): Promise<void> {
    try {
      await this.#requests.consume(keyOf(caller));
    } catch (error) {
      throw error instanceof RateLimiterRes
        ? tooMany(
            'rate-limited',
            'Too many questions; try again shortly',
            error.msBeforeNext,
          )
        : error;
    }
  }

  /** @throws HttpError 429 with the time to wait, once a caller has used up tokens or cost of a day */
  async assertBudget(caller: Caller): Promise<void> {
    for (const { limiter, code, message } of this.#budgetsOf(caller)) {
      const used = await limiter.get(keyOf(caller));
      if (used !== null && used.consumedPoints >= limiter.points) {
        throw tooMany(code, message, used.msBeforeNext);
      }
    }
  }

  /** Counts what a question has used. The one that goes over is answered; the next one is not. */
  async spend(caller: Caller, usage: Usage): Promise<void> {
    for (const { limiter, pointsOf } of this.#budgetsOf(caller)) {
      const points = pointsOf(usage);
      if (points > 0) {
        await limiter.penalty(keyOf(caller), points);
      }
    }
  }

  #budgetsOf({ unlimited }: Caller): Budget[] {
    return unlimited ? [] : this.#budgets;
  }
}

const inMemory: LimiterOf = (keyPrefix, points, duration) =>
  new RateLimiterMemory({ keyPrefix, points, duration });

/** Names have any length, and a list of who asks is nobody's business. */
function keyOf({ subject }: Caller): string {
  return sha256(subject);
}

function tooMany(code: string, message: string, ms: number): HttpError {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  return HttpError.create(429, code, message, seconds);
}
