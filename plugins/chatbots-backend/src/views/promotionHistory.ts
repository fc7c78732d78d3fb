import {
  describeReason,
  PromotionState,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { describeState } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { DecisionRow } from '../database/decisions';
import { ExternalAnswerRow } from '../database/externalAnswers';
import { PermitRow } from '../database/permits';
import { WorkflowDispatchRow } from '../database/workflowDispatches';
import { PromotionRecord } from '../records/promotions';
import { EventType } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { millisOf } from '../database/Clock';

type Entry = Api.PromotionDetail['history'][number];

/** Event that left a promotion in its state. */
const EVENT_OF: Record<PromotionState, EventType & Entry['type']> = {
  requested: 'promotion.requested',
  approved: 'promotion.approved',
  released: 'promotion.released',
  deploying: 'promotion.deploying',
  deployed: 'promotion.deployed',
  'rolled-back': 'promotion.rolled-back',
  failed: 'promotion.failed',
  withdrawn: 'promotion.withdrawn',
  rejected: 'promotion.rejected',
  expired: 'promotion.expired',
  void: 'promotion.void',
  superseded: 'promotion.superseded',
};

/** What happened to a promotion, oldest first, for its page. The audit log is the evidence; this is for reading. */
export function historyOf(
  { row, requesters, state }: PromotionRecord,
  around: {
    answers: readonly ExternalAnswerRow[];
    decisions: readonly DecisionRow[];
    dispatches: readonly WorkflowDispatchRow[];
    permit: PermitRow | undefined;
    deployment: Api.Deployment | undefined;
  },
  version: { reportedAt?: string; run?: Api.PipelineRun },
): Entry[] {
  const { answers, decisions, dispatches, permit, deployment } = around;
  const entries: Entry[] = [
    ...dispatches.flatMap(dispatchEntries),
    ...answers.map(answerEntry),
  ];
  if (version.reportedAt) {
    entries.push({
      at: version.reportedAt,
      type: 'version.reported',
      text: `Version ${row.version} reported${
        version.run?.workflow ? ` by ${version.run.workflow}` : ''
      }`,
    });
  }
  entries.push({
    at: row.requested_at,
    type: 'promotion.requested',
    ...(requesters[0] ? { by: requesters[0] } : {}),
    text: row.comment ?? `Promotion to ${row.stage} requested`,
  });
  for (const one of decisions) {
    entries.push({
      at: one.decided_at,
      type: one.outcome === 'approve' ? 'decision.approve' : 'decision.reject',
      by: one.user_ref,
      text:
        one.comment ?? (one.outcome === 'approve' ? 'Approved' : 'Rejected'),
    });
    if (one.withdrawn_at) {
      entries.push({
        at: one.withdrawn_at,
        type: 'decision.withdrawn',
        by: one.user_ref,
        text: 'Took the decision back',
      });
    }
  }
  if (row.approved_at) {
    entries.push({
      at: row.approved_at,
      type: 'promotion.approved',
      text: 'All checks and approvals complete',
    });
  }
  if (permit) {
    entries.push({
      at: permit.issued_at,
      type: 'promotion.released',
      text: 'Permit issued to the pipeline',
    });
  }
  if (deployment) {
    entries.push({
      at: deployment.startedAt,
      type: 'deployment.opened',
      text: `Deployment started (${deployment.strategy})`,
    });
    for (const step of deployment.steps) {
      entries.push({
        at: step.reportedAt,
        type: 'deployment.step-reported',
        text: `${step.name}: ${step.weight} % ${step.status}`,
      });
    }
  }
  if (row.open_key === null) {
    entries.push({
      at: deployment?.finishedAt ?? row.updated_at,
      type: EVENT_OF[state],
      text: [
        `Promotion ${describeState(state)}`,
        ...(row.state_reason ? [describeReason(row.state_reason)] : []),
      ].join(': '),
    });
  }
  return entries.sort((a, b) => millisOf(a.at) - millisOf(b.at));
}

const ANSWERED: Record<ExternalAnswerRow['status'], string> = {
  approved: 'approved it',
  refused: 'refused it',
  pending: 'has it and has not decided yet',
};

/** One answer of a system outside the portal. Who gave it there is nobody that the portal knows, so it stands in the text. */
function answerEntry(row: ExternalAnswerRow): Entry {
  const { system, status, link, reference, comment } = row;
  return {
    at: row.answered_at,
    type: 'promotion.answered',
    text: [
      `${system} ${ANSWERED[status]}`,
      row.answered_by ? ` (${row.answered_by})` : '',
      comment ? `: ${comment}` : '',
    ].join(''),
    ...(link ? { link: { title: reference ?? system, url: link } } : {}),
  };
}

/** What became of one request to start the deploy workflow. */
function dispatchEntries(row: WorkflowDispatchRow): Entry[] {
  const { attempt, state } = row;
  const requested: Entry = {
    at: row.requested_at,
    type: 'promotion.workflow-requested',
    text: `Deploy workflow asked for (attempt ${attempt})`,
  };
  if (state === 'requested') {
    return [requested];
  }
  const at = row.ended_at ?? row.requested_at;
  return [
    requested,
    state === 'started'
      ? {
          at,
          type: 'promotion.workflow-started',
          text: `Deploy workflow started (attempt ${attempt})`,
        }
      : {
          at,
          type: 'promotion.workflow-failed',
          text: `Deploy workflow not started: ${row.message}`,
        },
  ];
}
