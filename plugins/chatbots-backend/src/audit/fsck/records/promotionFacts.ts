import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { DecisionRow } from '../../../database/decisions';
import { PermitRow } from '../../../database/permits';
import { ExternalAnswerRow } from '../../../database/externalAnswers';
import { PromotionRow } from '../../../database/promotions';
import { WorkflowDispatchRow } from '../../../database/workflowDispatches';
import { decisionKey, externalAnswerDigest } from './digests';
import { KeptTexts } from './KeptTexts';
import { OPEN_STATES, PromotionHistory } from './promotionHistory';
import { isMarked, isTold, tells } from './told';

/** Whether what was asked for, and until when it holds, is what the log says. */
export function hasRequest(
  row: PromotionRow,
  history: PromotionHistory,
  texts: KeptTexts,
): boolean {
  const { requested, bound, dated } = history;
  return (
    requested !== undefined &&
    bound !== undefined &&
    dated !== undefined &&
    requested.occurredAt === row.requested_at &&
    requested.data.version === row.version &&
    requested.data.digest === row.digest &&
    requested.data.stage === row.stage &&
    isMarked(requested, row.demo) &&
    isChangedAt(row, history) &&
    (history.reasonCode ?? null) === row.state_reason &&
    row.open_key ===
      (OPEN_STATES.includes(row.state)
        ? `${row.chatbot}|${row.stage}|${row.version}`
        : null) &&
    requested.data.strategy === row.strategy &&
    requested.data.via === row.requested_via &&
    isTold(requested, 'versionId', row.version_id) &&
    isTold(bound, 'policyNumber', row.policy_number) &&
    isTold(bound, 'replacesVersion', row.replaces_version) &&
    // Bindings of before tell no digest.
    isTold(bound, 'replaces', row.replaces_digest) &&
    isTold(dated, 'expiresAt', row.expires_at) &&
    (history.approvedAt ?? null) === row.approved_at &&
    texts.holds(requested, 'comment', row.comment || null) &&
    texts.holds(requested, 'summary', row.summary)
  );
}

/** Whether `updated_at` is when the last event happened. Version 0.1, whose events tell no version id, also moved it without one. */
function isChangedAt(
  { updated_at: updatedAt }: PromotionRow,
  { requested, changedAt }: PromotionHistory,
): boolean {
  return requested && !tells(requested, 'versionId')
    ? changedAt !== undefined && changedAt <= updatedAt
    : changedAt === updatedAt;
}

/** Whether each decision that the log tells of has a row with its times and words. */
export function hasDecisionFacts(
  rows: readonly DecisionRow[],
  { decisions }: PromotionHistory,
  texts: KeptTexts,
): boolean {
  return decisions.every(({ event, withdrawnAt }) =>
    rows.some(
      row =>
        isTold(event, 'decisionId', row.id) &&
        row.decided_at === event.occurredAt &&
        row.withdrawn_at === (withdrawnAt ?? null) &&
        row.active_key ===
          (withdrawnAt
            ? null
            : decisionKey(
                row.promotion_id,
                row.user_ref,
                row.binding_digest,
              )) &&
        texts.holds(event, 'comment', row.comment || null),
    ),
  );
}

/** Whether the answers of outside systems are exactly those that the log tells of, word for word. */
export function hasAnswers(
  rows: readonly ExternalAnswerRow[],
  { answers }: PromotionHistory,
  texts: KeptTexts,
): boolean {
  return (
    rows.length === answers.length &&
    answers.every(event =>
      rows.some(
        row =>
          event.data.answerId === row.id &&
          event.data.system === row.system &&
          event.data.status === row.status &&
          event.data.askedDigest === row.asked_digest &&
          event.data.sentAt === row.sent_at &&
          (event.data.decidedAt ?? null) === row.decided_at &&
          event.occurredAt === row.answered_at &&
          texts.holds(event, 'link', row.link) &&
          texts.holds(event, 'reference', row.reference) &&
          texts.holds(event, 'answeredBy', row.answered_by) &&
          texts.holds(event, 'comment', row.comment) &&
          texts.holds(event, 'messageId', row.message_id) &&
          texts.holds(event, 'contentDigest', externalAnswerDigest(row)),
      ),
    )
  );
}

/** Whether the permit, if there is one, is the one that was issued. */
export function hasPermit(
  permit: PermitRow | undefined,
  { released }: PromotionHistory,
): boolean {
  if (!permit || !released) {
    return !permit && !released;
  }
  const { data } = released;
  return (
    data.permitId === permit.id &&
    data.keyId === permit.key_id &&
    data.expiresAt === permit.expires_at &&
    released.occurredAt === permit.issued_at &&
    isTold(released, 'envelopeDigest', sha256Text(permit.envelope))
  );
}

/** Whether the permit was consumed by whom and when the log says, or not at all. */
export function hasConsumption(
  permit: PermitRow | undefined,
  { deploying }: PromotionHistory,
  texts: KeptTexts,
): boolean {
  if (!deploying) {
    return (
      !permit ||
      (permit.consumed_at === null &&
        permit.idempotency_key === null &&
        permit.deployment_id === null)
    );
  }
  return (
    permit?.consumed_at === deploying.occurredAt &&
    permit.id === deploying.data.permitId &&
    permit.deployment_id === deploying.data.deploymentId &&
    texts.holds(deploying, 'idempotencyKey', permit.idempotency_key)
  );
}

/** Whether each request to start the deploy workflow, and what became of it, is what the log says. */
export function hasWorkflows(
  rows: readonly WorkflowDispatchRow[],
  { workflows }: PromotionHistory,
  texts: KeptTexts,
): boolean {
  return (
    rows.length === workflows.length &&
    workflows.every(({ requested, ended }) =>
      rows.some(
        row =>
          row.id === requested.data.dispatchId &&
          row.attempt === requested.data.attempt &&
          row.approval_id === requested.data.approvalId &&
          row.requested_at === requested.occurredAt &&
          row.ended_at === (ended?.occurredAt ?? null) &&
          hasEnd(row, ended, texts),
      ),
    )
  );
}

function hasEnd(
  row: WorkflowDispatchRow,
  ended: PromotionHistory['workflows'][number]['ended'],
  texts: KeptTexts,
): boolean {
  const isStarted = ended?.type === 'promotion.workflow-started';
  const hasRun = isStarted
    ? row.run_id === ended.data.runId && texts.holds(ended, 'url', row.run_url)
    : row.run_id === null && row.run_url === null;
  const hasFailed = ended?.type === 'promotion.workflow-failed';
  const hasReason = hasFailed
    ? row.reason_code === ended.data.reasonCode &&
      texts.holds(ended, 'message', row.message)
    : row.reason_code === null && row.message === null;
  const ending = isStarted ? 'started' : 'failed';
  return row.state === (ended ? ending : 'requested') && hasRun && hasReason;
}
