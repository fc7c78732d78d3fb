import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { ScmHosts } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { PORTAL } from '../../database/Actor';
import {
  ChatbotRow,
  findChatbot,
  lockChatbotOfPromotion,
} from '../../database/chatbots';
import { findPromotion } from '../../database/promotions';
import { UnitOfWork, Work } from '../../database/UnitOfWork';
import {
  findLastWorkflowDispatch,
  hasWorkflowDispatch,
  insertWorkflowDispatch,
  WorkflowDispatchRow,
} from '../../database/workflowDispatches';
import { assertOwner, MembershipReader } from '../../people';
import { toWorkflow } from '../../records/workflows';
import {
  findRun,
  hostForWorkflow,
  openRepository,
  waitsForWorkflow,
} from './deployRun';

/** How long a person waits for the git host at most, in milliseconds. */
const PATIENCE_MS = 30_000;

/** Asks for deploy workflows: after an approval, and again when a person wants it. Who starts them is a follower. */
export class WorkflowService {
  readonly #options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    memberships: MembershipReader;
    hosts: ScmHosts;
  };

  constructor(options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    memberships: MembershipReader;
    hosts: ScmHosts;
  }) {
    this.#options = options;
  }

  /**
   * Asks for the workflow of a promotion for a member of the owning group. Throws `promotion-unknown`, `not-allowed`,
   * `promotion-state`, `workflow-underway`, and every `scm-*` of the host.
   */
  async start(options: {
    userRef: string;
    promotionId: string;
  }): Promise<Api.PromotionWorkflow> {
    const { userRef, promotionId } = options;
    const { knex, memberships, unitOfWork } = this.#options;
    const promotion = await findPromotion(knex, promotionId);
    const chatbot = await findChatbot(knex, promotion.chatbot);
    await assertOwner(
      memberships,
      userRef,
      chatbot.owner,
      'start the deploy workflow of its chatbots',
    );
    const last = await findLastWorkflowDispatch(knex, promotionId);
    // Here and not under the lock: nobody waits for a git host while others wait for the chatbot.
    await this.#assertNotRunning(chatbot, last);
    const row = await unitOfWork.run(
      { actor: { kind: 'user', userRef } },
      work => request(work, { promotionId, after: last?.attempt ?? 0 }),
    );
    return toWorkflow(row);
  }

  /** Asks for the workflow of a promotion that was approved. Does nothing when it was asked for, or the approval is gone. */
  async requestAfter(approval: StoredEvent): Promise<void> {
    const { id: promotionId } = approval.subject;
    await this.#options.unitOfWork.run({ actor: PORTAL }, async work => {
      await lockChatbotOfPromotion(work.db, promotionId);
      const { state } = await findPromotion(work.db, promotionId);
      if (
        (await hasWorkflowDispatch(work.db, approval.eventId)) ||
        !waitsForWorkflow(state)
      ) {
        work.unchanged();
        return;
      }
      const last = await findLastWorkflowDispatch(work.db, promotionId);
      await insert(work, {
        promotionId,
        attempt: (last?.attempt ?? 0) + 1,
        approvalId: approval.eventId,
      });
    });
  }

  async #assertNotRunning(
    chatbot: ChatbotRow,
    last: WorkflowDispatchRow | undefined,
  ): Promise<void> {
    const host = hostForWorkflow(this.#options.hosts, chatbot);
    if (last?.state !== 'started') {
      return;
    }
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const repository = await openRepository(host, chatbot, signal);
    const run = await findRun(host, repository, { dispatch: last, signal });
    if (run?.state === 'waiting' || run?.state === 'running') {
      throw errorWithReason(
        'workflow-underway',
        `Run ${run.id} of attempt ${last.attempt} has not ended`,
      );
    }
  }
}

async function request(
  work: Work,
  { promotionId, after }: { promotionId: string; after: number },
): Promise<WorkflowDispatchRow> {
  await lockChatbotOfPromotion(work.db, promotionId);
  const { state } = await findPromotion(work.db, promotionId);
  if (!waitsForWorkflow(state)) {
    throw errorWithReason(
      'promotion-state',
      `The promotion is ${state}: there is nothing to deploy`,
    );
  }
  const last = await findLastWorkflowDispatch(work.db, promotionId);
  if (last && (last.state === 'requested' || last.attempt !== after)) {
    throw errorWithReason(
      'workflow-underway',
      `Attempt ${last.attempt} is ${last.state}`,
    );
  }
  return insert(work, { promotionId, attempt: after + 1, approvalId: null });
}

async function insert(
  work: Work,
  options: { promotionId: string; attempt: number; approvalId: string | null },
): Promise<WorkflowDispatchRow> {
  const { promotionId, attempt, approvalId } = options;
  const promotion = await findPromotion(work.db, promotionId);
  const row: WorkflowDispatchRow = {
    id: randomUUID(),
    promotion_id: promotionId,
    attempt,
    approval_id: approvalId,
    state: 'requested',
    requested_at: work.now,
    tries: 0,
    not_before: null,
    ended_at: null,
    run_id: null,
    run_url: null,
    reason_code: null,
    message: null,
  };
  await insertWorkflowDispatch(work.db, row);
  await work.record({
    type: 'promotion.workflow-requested',
    subject: { kind: 'promotion', chatbot: promotion.chatbot, id: promotionId },
    data: {
      version: promotion.version,
      digest: promotion.digest,
      stage: promotion.stage,
      dispatchId: row.id,
      attempt,
      approvalId,
    },
  });
  return row;
}
