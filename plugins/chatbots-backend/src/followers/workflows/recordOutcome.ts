import {
  ErrorWithReason,
  cutText,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { PORTAL } from '../../database/Actor';
import { PromotionRow } from '../../database/promotions';
import { UnitOfWork } from '../../database/UnitOfWork';
import {
  endWorkflowDispatch,
  WorkflowDispatchRow,
} from '../../database/workflowDispatches';

/** Characters of a message that are kept at most. */
const MAX_MESSAGE = 500;

/** The run of a request, as far as the host tells it. */
export interface StartedRun {
  id?: string;
  url?: string;
  /** Whether it was there already. */
  found: boolean;
}

interface Subject {
  row: WorkflowDispatchRow;
  promotion: PromotionRow;
}

/** Notes that the host runs the workflow, unless that is noted already. */
export async function recordStarted(
  { unitOfWork }: { unitOfWork: UnitOfWork },
  { row, promotion, run }: Subject & { run: StartedRun },
): Promise<void> {
  await unitOfWork.run({ actor: PORTAL }, async work => {
    work.unchanged();
    const ended = await endWorkflowDispatch(work.db, row.id, {
      state: 'started',
      ended_at: work.now,
      run_id: run.id ?? null,
      run_url: run.url ?? null,
    });
    if (ended) {
      await work.record({
        type: 'promotion.workflow-started',
        ...aboutOf(row, promotion, {
          runId: run.id ?? null,
          found: run.found,
        }),
        texts: run.url === undefined ? {} : { url: run.url },
      });
    }
  });
}

/** Notes that the workflow could not be started, unless it is noted how it ended. */
export async function recordFailed(
  { unitOfWork }: { unitOfWork: UnitOfWork },
  { row, promotion, reason }: Subject & { reason: ErrorWithReason },
): Promise<void> {
  const message = cutText(reason.message, MAX_MESSAGE);
  await unitOfWork.run({ actor: PORTAL }, async work => {
    work.unchanged();
    const ended = await endWorkflowDispatch(work.db, row.id, {
      state: 'failed',
      ended_at: work.now,
      reason_code: reason.reason,
      message,
    });
    if (ended) {
      await work.record({
        type: 'promotion.workflow-failed',
        ...aboutOf(row, promotion, { reasonCode: reason.reason }),
        texts: { message },
      });
    }
  });
}

function aboutOf<More extends object>(
  row: WorkflowDispatchRow,
  promotion: PromotionRow,
  more: More,
) {
  const { id, chatbot, version, digest, stage } = promotion;
  return {
    subject: { kind: 'promotion' as const, chatbot, id },
    data: {
      version,
      digest,
      stage,
      dispatchId: row.id,
      attempt: row.attempt,
      ...more,
    },
  };
}
