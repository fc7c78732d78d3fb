import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { DateTime } from 'luxon';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { Actor } from '../../database/Actor';
import { Clock, millisOf, toInstant } from '../../database/Clock';
import { UnitOfWork, Work, WorkContext } from '../../database/UnitOfWork';
import {
  deleteExpiredExchangedTokens,
  insertPipelineToken,
  listPipelineTokens,
  readPipelineTokenHash,
  revokePipelineToken,
  revokePipelineTokens,
  PipelineTokenRow,
  StoredOrigin,
} from '../../database/pipelineTokens';
import { findChatbot, lockChatbot } from '../../database/chatbots';
import { originFacts } from '../../records/originFacts';
import {
  ExchangedIdentity,
  PipelineTokenService,
  toPipelineToken,
} from './PipelineTokenService';
import { hashToken, newTokenValue, tokenPrefix } from './tokenValue';
import { sha256Text } from '@chatbot-portal/transparency-log/node';

/** Life of a stored token unless asked otherwise, in days. */
const DEFAULT_DAYS = 90;
/** Life of an exchanged token, in minutes: a run exchanges again when it needs more. */
export const EXCHANGED_MINUTES = 15;
/** Purpose under which exchanged tokens are listed. */
const EXCHANGED_PURPOSE = 'identity token';

/** Keeps the hashes of pipeline tokens in the registry's tables. */
export class DefaultPipelineTokenService implements PipelineTokenService {
  readonly #knex: Knex;
  readonly #unitOfWork: UnitOfWork;
  readonly #clock: Clock;

  constructor(options: { knex: Knex; unitOfWork: UnitOfWork; clock: Clock }) {
    this.#knex = options.knex;
    this.#unitOfWork = options.unitOfWork;
    this.#clock = options.clock;
  }

  async issue(
    chatbot: string,
    request: Api.PipelineTokenRequest,
    context: WorkContext,
  ): Promise<Api.IssuedPipelineToken> {
    const { purpose, expiresInDays = DEFAULT_DAYS } = request;
    const token = newTokenValue();
    return this.#unitOfWork.run(context, async work => {
      await lockChatbot(work.db, chatbot);
      const revokedTokens = await revokePipelineTokens(work.db, {
        chatbot,
        purpose,
        now: work.now,
      });
      const row = newRow(chatbot, token, work, {
        kind: 'stored',
        purpose,
        lifetime: { days: expiresInDays },
      });
      await insertPipelineToken(work.db, row);
      await work.record({
        type: 'token.issued',
        subject: { kind: 'pipeline-token', chatbot, id: row.id },
        data: {
          tokenDigest: sha256Text(row.token_hash),
          expiresAt: row.expires_at,
          revokedTokens,
        },
        // Somebody's own words, which may name people.
        texts: { purpose },
      });
      return { token, record: toPipelineToken(row) };
    });
  }

  async exchange(identity: ExchangedIdentity): Promise<Api.ExchangedToken> {
    const { chatbot, repository, origin, login } = identity;
    const token = newTokenValue();
    const id = randomUUID();
    const actor: Actor = { kind: 'pipeline', chatbot, tokenId: id, origin };
    return this.#unitOfWork.run({ actor }, async work => {
      const bound = await lockChatbot(work.db, chatbot);
      if (
        bound.repository_host !== repository.host ||
        bound.repository_id !== repository.id
      ) {
        throw errorWithReason(
          'repository-mismatch',
          `Chatbot '${chatbot}' is bound to another repository by now`,
        );
      }
      const stored: StoredOrigin = { origin, ...(login ? { login } : {}) };
      const row: PipelineTokenRow = {
        ...newRow(chatbot, token, work, {
          kind: 'exchanged',
          purpose: EXCHANGED_PURPOSE,
          lifetime: { minutes: EXCHANGED_MINUTES },
        }),
        id,
        created_by: origin.issuer ?? 'issuer',
        origin: JSON.stringify(stored),
      };
      await deleteExpiredExchangedTokens(work.db, {
        chatbot,
        before: later(work.now, { days: -1 }),
      });
      await insertPipelineToken(work.db, row);
      const facts = originFacts(origin);
      await work.record({
        type: 'token.exchanged',
        subject: { kind: 'pipeline-token', chatbot, id },
        data: {
          tokenDigest: sha256Text(row.token_hash),
          expiresAt: row.expires_at,
          ...facts.data,
        },
        texts: { ...facts.texts, ...(login ? { login } : {}) },
      });
      return { token, expiresAt: row.expires_at, chatbot };
    });
  }

  async list(chatbot: string): Promise<Api.PipelineToken[]> {
    await findChatbot(this.#knex, chatbot);
    const now = toInstant(this.#clock.now());
    const rows = await listPipelineTokens(this.#knex, chatbot, now);
    return rows.map(toPipelineToken);
  }

  async revoke(
    chatbot: string,
    tokenId: string,
    context: WorkContext,
  ): Promise<void> {
    await this.#unitOfWork.run(context, async work => {
      await lockChatbot(work.db, chatbot);
      const worked = await revokePipelineToken(work.db, {
        chatbot,
        id: tokenId,
        now: work.now,
      });
      if (!worked) {
        work.unchanged();
        return;
      }
      await work.record({
        type: 'token.revoked',
        subject: { kind: 'pipeline-token', chatbot, id: tokenId },
        data: { tokenDigest: await tokenDigestOf(work, tokenId) },
      });
    });
  }
}

async function tokenDigestOf(work: Work, id: string): Promise<string> {
  return sha256Text(await readPipelineTokenHash(work.db, id));
}

function newRow(
  chatbot: string,
  token: string,
  work: Work,
  options: {
    kind: PipelineTokenRow['kind'];
    purpose: string;
    lifetime: { days: number } | { minutes: number };
  },
): PipelineTokenRow {
  return {
    id: randomUUID(),
    chatbot,
    kind: options.kind,
    purpose: options.purpose,
    prefix: tokenPrefix(token),
    token_hash: hashToken(token),
    origin: null,
    created_by: creator(work.actor),
    created_at: work.now,
    expires_at: later(work.now, options.lifetime),
    last_used_at: null,
    revoked_at: null,
  };
}

function creator(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return actor.userRef;
    case 'pipeline':
      return `pipeline:${actor.tokenId}`;
    default:
      return actor.subject;
  }
}

function later(
  instant: string,
  duration: { days: number } | { minutes: number },
): string {
  return toInstant(
    DateTime.fromMillis(millisOf(instant), { zone: 'utc' })
      .plus(duration)
      .toJSDate(),
  );
}
