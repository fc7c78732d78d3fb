import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { isErrorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { isBeforeDeployment } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { Clock, toInstant } from '../../database/Clock';
import {
  ExternalRequestRow,
  insertExternalRequests,
  listDueExternalRequests,
  takeExternalRequest,
  updateExternalRequest,
} from '../../database/externalRequests';
import { Follower } from '../../database/Follower';
import { UnitOfWork } from '../../database/UnitOfWork';
import { listAnswersTo } from '../../database/externalAnswers';
import { findPromotion } from '../../database/promotions';
import { EvidenceVerifier } from '../../governance/evidence/EvidenceVerifier';
import {
  AnswerOptions,
  externalAnswerSchema,
} from '../../governance/external/answerPromotion';
import { ExternalSystem } from '../../governance/external/readExternalSystems';
import { openPromotionClaim } from '../../records/claims/promotionClaims';
import {
  askedDigest,
  externalRequestId,
  systemsAsked,
} from '../../records/externalAnswers';
import { PromotionRecord, toRecord } from '../../records/promotions';
import { nextAttempt } from '../backOff';
import { callSystem } from './callSystem';

/** Requests of one step. */
const PAGE = 20;
/** How long whoever took a request has it, in milliseconds: longer than any time-out. */
const LEASE_MS = 3 * 60_000;

/** What asking needs. */
export interface ExternalAskerOptions {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  systems: ReadonlyMap<string, ExternalSystem>;
  evidence: EvidenceVerifier;
  /** Nobody is asked while the log takes no events. */
  unitOfWork: Pick<UnitOfWork, 'isOpen'>;
  /** Records an answer that came at once or by poll. */
  answer(options: AnswerOptions): Promise<void>;
  /** Where the API and the pages are, without a slash at the end. */
  apiUrl: string;
  appUrl: string;
}

/**
 * Asks systems outside the portal about promotions, at least once and under a stable id, and polls those that can't call back.
 *
 * @remarks
 * What is sent is read from a promotion whose events bear it out; who writes the database alone makes the portal sign nothing.
 */
export class ExternalAsker {
  readonly #options: ExternalAskerOptions;
  readonly #follower: Follower;

  constructor(options: ExternalAskerOptions) {
    this.#options = options;
    this.#follower = new Follower({
      name: 'Asking outside systems',
      logger: options.logger,
      step: () => this.#step(),
    });
  }

  /** Asks for a run. Never throws. */
  wake(): void {
    this.#follower.wake();
  }

  /** Resolves when nobody is being asked. */
  async idle(): Promise<void> {
    await this.#follower.idle();
  }

  async stop(): Promise<void> {
    await this.#follower.stop();
  }

  /** Notes whom to ask after promotions were requested, or bound to other facts. */
  async follow(db: Knex, events: readonly StoredEvent[]): Promise<void> {
    const promotionIds = new Set(
      events.flatMap(({ type, subject, demo }) =>
        (type === 'promotion.requested' || type === 'promotion.rebound') &&
        demo !== true
          ? subject.id
          : [],
      ),
    );
    for (const id of promotionIds) {
      const asking = await this.#read(id);
      if (asking) {
        await insertExternalRequests(
          db,
          asking.systems.map(system => ({
            id: externalRequestId(id, system, asking.askedDigest),
            promotion_id: id,
            system,
            asked_digest: asking.askedDigest,
            created_at: toInstant(this.#options.clock.now()),
          })),
        );
      }
    }
  }

  /** What a promotion asks; undefined for a row that is gone or can't be read any more, which fsck finds. */
  async #read(
    promotionId: string,
  ): Promise<
    | { record: PromotionRecord; askedDigest: string; systems: string[] }
    | undefined
  > {
    try {
      const record = toRecord(
        await findPromotion(this.#options.knex, promotionId),
      );
      return {
        record,
        askedDigest: askedDigest(record.binding),
        systems: systemsAsked(record.rules),
      };
    } catch (error) {
      if (
        isErrorWithReason(error, 'promotion-unknown') ||
        error instanceof SyntaxError ||
        error instanceof TypeError
      ) {
        this.#options.logger.error(
          `Promotion ${promotionId} can't be read, and no outside system is asked about it`,
          toError(error) as Error,
        );
        return undefined;
      }
      throw error;
    }
  }

  async #step(): Promise<boolean> {
    const { knex, clock, unitOfWork } = this.#options;
    if (!unitOfWork.isOpen) {
      return false;
    }
    const now = clock.now();
    const rows = await listDueExternalRequests(knex, {
      now: toInstant(now),
      limit: PAGE,
    });
    const until = toInstant(new Date(now.getTime() + LEASE_MS));
    for (const row of rows) {
      if (await takeExternalRequest(knex, row, until)) {
        await updateExternalRequest(knex, row.id, await this.#tryOne(row));
      }
    }
    return rows.length === PAGE;
  }

  /** What to write of a request after it was tried. */
  async #tryOne(row: ExternalRequestRow): Promise<Partial<ExternalRequestRow>> {
    const { clock, logger } = this.#options;
    try {
      return await this.#ask(row);
    } catch (error) {
      logger.warn(
        `The outside system '${row.system}' was not asked about promotion ${
          row.promotion_id
        } (attempt ${row.attempts + 1})`,
        toError(error) as Error,
      );
      const attempts = row.attempts + 1;
      return { attempts, not_before: nextAttempt(attempts, clock.now()) };
    }
  }

  async #ask(row: ExternalRequestRow): Promise<Partial<ExternalRequestRow>> {
    const { knex, clock, systems, evidence } = this.#options;
    const now = clock.now();
    const closed = { closed_at: toInstant(now) };
    const asking = await this.#read(row.promotion_id);
    if (
      !asking ||
      !isBeforeDeployment(asking.record.state) ||
      asking.askedDigest !== row.asked_digest ||
      !asking.systems.includes(row.system)
    ) {
      // It ended, or other facts are asked about by a request of their own.
      return closed;
    }
    const { record } = asking;
    const system = systems.get(row.system);
    if (!system) {
      throw new Error('It is not configured in chatbots.externalChecks');
    }
    const unproven = await evidence.unproven(knex, [
      openPromotionClaim(record),
    ]);
    if (unproven.length > 0) {
      await evidence.raise(unproven);
      throw new Error(`The audit log does not bear out ${unproven.join(', ')}`);
    }
    if (row.sent_at === null) {
      const body = JSON.stringify(this.#message(row, record));
      const answer = await callSystem({
        system,
        method: 'POST',
        url: system.url,
        id: row.id,
        body,
        now,
      });
      const isFinal = await this.#take(row, answer);
      return {
        attempts: 0,
        sent_at: toInstant(now),
        ...(system.poll && !isFinal ? nextPoll(system.poll, now) : closed),
      };
    }
    if (!system.poll) {
      return closed;
    }
    const url = system.poll.url.replaceAll('{id}', encodeURIComponent(row.id));
    const answer = await callSystem({
      system,
      method: 'GET',
      url,
      id: row.id,
      body: '',
      now,
    });
    const isFinal = await this.#take(row, answer);
    return {
      attempts: 0,
      ...(isFinal ? closed : nextPoll(system.poll, now)),
    };
  }

  #message(row: ExternalRequestRow, { row: promotion }: PromotionRecord) {
    const { apiUrl, appUrl } = this.#options;
    return {
      type: 'promotion.requested',
      timestamp: row.created_at,
      data: {
        id: row.id,
        bindingDigest: row.asked_digest,
        promotionId: promotion.id,
        chatbot: promotion.chatbot,
        version: promotion.version,
        digest: promotion.digest,
        stage: promotion.stage,
        strategy: promotion.strategy,
        requestedAt: promotion.requested_at,
        expiresAt: promotion.expires_at,
        promotionUrl: `${appUrl}/chatbots/promotions/${promotion.id}`,
        answerUrl: `${apiUrl}/external/v1/systems/${row.system}/answers`,
      },
    };
  }

  /** Records an answer that says something new. Returns whether the system has decided. */
  async #take(row: ExternalRequestRow, answer: unknown): Promise<boolean> {
    if (answer === undefined) {
      return false;
    }
    const { knex, clock } = this.#options;
    const content = sha256Text(canonicalJson(answer as never));
    const messageId = `poll:${row.id}:${content.slice(0, 32)}`;
    const answers = await listAnswersTo(
      knex,
      row.promotion_id,
      row.asked_digest,
    );
    const last = answers.findLast(one => one.system === row.system);
    if (last?.message_id !== messageId) {
      try {
        await this.#options.answer({
          system: row.system,
          messageId,
          sentAt: clock.now(),
          answer,
        });
      } catch (error) {
        // The promotion moved on while the system was asked; the next look finds how.
        if (
          !isErrorWithReason(error, 'promotion-state') &&
          !isErrorWithReason(error, 'binding-changed')
        ) {
          throw error;
        }
      }
    }
    const parsed = externalAnswerSchema.safeParse(answer);
    return parsed.success && parsed.data.status !== 'pending';
  }
}

function nextPoll({ everyMs }: { everyMs: number }, now: Date) {
  return { not_before: toInstant(new Date(now.getTime() + everyMs)) };
}
