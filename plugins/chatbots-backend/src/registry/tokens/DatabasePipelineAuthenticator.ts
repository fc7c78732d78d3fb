import { LoggerService } from '@backstage/backend-plugin-api';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { PipelineActor } from '../../database/Actor';
import { Clock, millisOf, toInstant } from '../../database/Clock';
import { UnitOfWork } from '../../database/UnitOfWork';
import { fromOptionalJson } from '../../database/json';
import {
  findPipelineTokenByHash,
  markPipelineTokenUsed,
  PipelineTokenRow,
  StoredOrigin,
} from '../../database/pipelineTokens';
import { hashToken, isTokenValue } from './tokenValue';

/** Turns the value of a pipeline token into the pipeline it belongs to, or throws. */
export interface PipelineAuthenticator {
  /** Throws `token-invalid`, `token-expired` or `token-revoked`. */
  authenticate(token: string): Promise<PipelineActor>;
}

/** How exact the time of last use is, in milliseconds: a pipeline sends many requests, and each note is a write. */
const USE_PRECISION_MS = 5 * 60 * 1000;

/** Finds the pipeline behind a token by the token's hash. */
export class DatabasePipelineAuthenticator implements PipelineAuthenticator {
  readonly #knex: Knex;
  readonly #unitOfWork: UnitOfWork;
  readonly #clock: Clock;
  readonly #logger: LoggerService;

  constructor(options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    clock: Clock;
    logger: LoggerService;
  }) {
    this.#knex = options.knex;
    this.#unitOfWork = options.unitOfWork;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  async authenticate(token: string): Promise<PipelineActor> {
    const row = isTokenValue(token)
      ? await findPipelineTokenByHash(this.#knex, hashToken(token))
      : undefined;
    if (!row) {
      throw errorWithReason('token-invalid', 'The pipeline token is unknown');
    }
    if (row.revoked_at !== null) {
      throw errorWithReason(
        'token-revoked',
        `The pipeline token ${row.prefix}… was revoked at ${row.revoked_at}`,
      );
    }
    const now = this.#clock.now();
    if (row.expires_at <= toInstant(now)) {
      throw errorWithReason(
        'token-expired',
        `The pipeline token ${row.prefix}… expired at ${row.expires_at}`,
      );
    }
    const stored = fromOptionalJson<StoredOrigin>(row.origin);
    const actor: PipelineActor = {
      kind: 'pipeline',
      chatbot: row.chatbot,
      tokenId: row.id,
      origin: stored?.origin ?? { kind: 'token' },
      ...(stored?.login ? { login: stored.login } : {}),
    };
    await this.#noteUse(row, actor, now);
    return actor;
  }

  async #noteUse(
    row: PipelineTokenRow,
    actor: PipelineActor,
    now: Date,
  ): Promise<void> {
    const last = row.last_used_at === null ? 0 : millisOf(row.last_used_at);
    if (now.getTime() - last < USE_PRECISION_MS) {
      return;
    }
    try {
      await this.#unitOfWork.run({ actor, derived: true }, async work => {
        await markPipelineTokenUsed(work.db, row.id, toInstant(now));
        // Bookkeeping, no fact about the chatbot: the log has an event for whatever the token is used for.
        work.unchanged();
      });
    } catch (error) {
      // The request is not to fail for the sake of a note.
      this.#logger.warn('Could not note the use of a pipeline token', {
        tokenId: row.id,
        error: String(error),
      });
    }
  }
}
