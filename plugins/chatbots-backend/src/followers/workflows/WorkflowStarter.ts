import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  isErrorWithReason,
  errorWithReason,
  ErrorWithReason,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ScmHosts } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { Knex } from 'knex';
import { findChatbot } from '../../database/chatbots';
import { Clock, toInstant } from '../../database/Clock';
import { Follower } from '../../database/Follower';
import { findPromotion, PromotionRow } from '../../database/promotions';
import { UnitOfWork } from '../../database/UnitOfWork';
import {
  claimWorkflowDispatch,
  findLastWorkflowDispatch,
  listDueWorkflowDispatches,
  postponeWorkflowDispatch,
  WorkflowDispatchRow,
} from '../../database/workflowDispatches';
import {
  DEPLOY_WORKFLOW,
  findRun,
  hostForWorkflow,
  inputsOf,
  openRepository,
  waitsForWorkflow,
} from '../../governance/workflows/deployRun';
import { EventKeys } from '../../keys';
import { pageOn } from '../../records/workflows';
import { isAskedFor } from './isAskedFor';
import { recordFailed, recordStarted, StartedRun } from './recordOutcome';

/** Requests of one step. */
const PAGE = 20;
/** How long one try may take, in milliseconds. */
const TRY_MS = 90_000;
/** How long a request is left to the replica that took it up, in milliseconds; longer than a try. */
const LEASE_MS = 3 * 60_000;
/** Tries at most; with the pauses between them a quarter of an hour. */
const MAX_TRIES = 10;
/** First pause after a try that failed, in milliseconds; doubled each time. */
const FIRST_PAUSE_MS = 2000;
/** Pause of a request whose event has no number yet, in milliseconds. */
const NUMBER_PAUSE_MS = 1000;

/**
 * Starts deploy workflows that were asked for, at least once, and once for each promotion and attempt.
 *
 * @remarks
 * A replica takes a request up for some minutes, in one statement, so no two have it. It looks for a run of the same promotion
 * and attempt before it starts one: whoever had the request before may have died after the host's answer. What the host refuses
 * for good ends at once; what may pass is tried again with longer pauses, and ends after some tries.
 */
export class WorkflowStarter {
  readonly #options: {
    knex: Knex;
    clock: Clock;
    logger: LoggerService;
    unitOfWork: UnitOfWork;
    eventKeys: EventKeys;
    hosts: ScmHosts;
  };
  readonly #follower: Follower;

  constructor(options: {
    knex: Knex;
    clock: Clock;
    logger: LoggerService;
    unitOfWork: UnitOfWork;
    eventKeys: EventKeys;
    hosts: ScmHosts;
  }) {
    this.#options = options;
    this.#follower = new Follower({
      name: 'Starting workflows',
      logger: options.logger,
      step: async () => (await this.#startPage()) === PAGE,
    });
  }

  /** Asks for a run. Never throws. */
  wake(): void {
    this.#follower.wake();
  }

  /** Starts everything that is due. */
  async drain(): Promise<void> {
    await this.#follower.run();
  }

  /** Ends after what is under way. */
  async stop(): Promise<void> {
    await this.#follower.stop();
  }

  /** Returns how many requests it took up. */
  async #startPage(): Promise<number> {
    const { knex, unitOfWork } = this.#options;
    // A log that was put back asks again for what ran long ago.
    if (!unitOfWork.isOpen) {
      return 0;
    }
    const rows = await listDueWorkflowDispatches(knex, {
      now: this.#in(0),
      limit: PAGE,
    });
    let taken = 0;
    for (const row of rows) {
      if (
        !this.#follower.isStopped &&
        (await claimWorkflowDispatch(knex, row, this.#in(LEASE_MS)))
      ) {
        taken += 1;
        await this.#tryOne({ ...row, tries: row.tries + 1 });
      }
    }
    return taken;
  }

  async #tryOne(row: WorkflowDispatchRow): Promise<void> {
    const { knex, logger } = this.#options;
    try {
      const asked = await isAskedFor(this.#options, row);
      if (asked === 'unnumbered') {
        await postponeWorkflowDispatch(knex, row.id, {
          not_before: this.#in(NUMBER_PAUSE_MS),
          tries: row.tries - 1,
        });
        return;
      }
      if (asked === 'forged') {
        logger.error(
          `The portal did not write the request ${row.id} to start a workflow, and nothing is started`,
        );
        await this.#rest(row);
        return;
      }
      const promotion = await findPromotion(knex, row.promotion_id);
      await recordStarted(this.#options, {
        row,
        promotion,
        run: await this.#start(row, promotion),
      });
    } catch (error) {
      await this.#afterFailure(row, error);
    }
  }

  /** Finds the run of the request or starts it. */
  async #start(
    row: WorkflowDispatchRow,
    promotion: PromotionRow,
  ): Promise<StartedRun> {
    const { knex, hosts } = this.#options;
    const last = await findLastWorkflowDispatch(knex, promotion.id);
    if (last && last.id !== row.id) {
      throw errorWithReason(
        'workflow-underway',
        `Attempt ${last.attempt} took its place`,
      );
    }
    if (!waitsForWorkflow(promotion.state)) {
      throw errorWithReason(
        'promotion-state',
        `The promotion is ${promotion.state}: there is nothing to deploy`,
      );
    }
    const chatbot = await findChatbot(knex, promotion.chatbot);
    const host = hostForWorkflow(hosts, chatbot);
    const signal = AbortSignal.timeout(TRY_MS);
    const repository = await openRepository(host, chatbot, signal);
    const found = await findRun(host, repository, { dispatch: row, signal });
    if (found) {
      return { id: found.id, url: pageOn(host, found.url), found: true };
    }
    if (row.tries > MAX_TRIES) {
      throw errorWithReason(
        'scm-unavailable',
        'Replicas died while they started it',
      );
    }
    const started = await host.startWorkflow(repository, {
      workflow: DEPLOY_WORKFLOW,
      inputs: inputsOf(promotion, row),
      signal,
    });
    return {
      id: started?.id,
      url: pageOn(host, started?.url),
      found: false,
    };
  }

  async #afterFailure(row: WorkflowDispatchRow, error: unknown): Promise<void> {
    const { logger } = this.#options;
    logger.warn(
      `The deploy workflow of promotion ${row.promotion_id} was not started (attempt ${row.attempt}, try ${row.tries})`,
      toError(error) as Error,
    );
    const reason = finalReason(error, row.tries);
    try {
      if (reason) {
        const promotion = await findPromotion(
          this.#options.knex,
          row.promotion_id,
        );
        await recordFailed(this.#options, { row, promotion, reason });
      } else {
        await this.#rest(row);
      }
    } catch (failure) {
      // The lease ends by itself, and another try follows.
      logger.error(
        `What came of request ${row.id} to start a workflow could not be noted`,
        toError(failure) as Error,
      );
    }
  }

  async #rest(row: WorkflowDispatchRow): Promise<void> {
    const pause = FIRST_PAUSE_MS * 2 ** Math.min(row.tries - 1, MAX_TRIES);
    await postponeWorkflowDispatch(this.#options.knex, row.id, {
      not_before: this.#in(pause),
    });
  }

  #in(milliseconds: number): string {
    const now = this.#options.clock.now().getTime();
    return toInstant(new Date(now + milliseconds));
  }
}

/** Reasons that trying again can't help; those of the host besides. */
const FINAL: readonly string[] = ['promotion-state', 'workflow-underway'];

/** Why a request ends here; undefined when it is worth another try. */
function finalReason(
  error: unknown,
  tries: number,
): ErrorWithReason | undefined {
  if (!isErrorWithReason(error)) {
    return tries < MAX_TRIES
      ? undefined
      : errorWithReason(
          'scm-unavailable',
          'It could not be started; see the log',
        );
  }
  const isFinal =
    error.reason !== 'scm-unavailable' &&
    (error.reason.startsWith('scm-') || FINAL.includes(error.reason));
  return isFinal || tries >= MAX_TRIES ? error : undefined;
}
