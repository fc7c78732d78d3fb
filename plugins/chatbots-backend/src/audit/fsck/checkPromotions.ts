import { Knex } from 'knex';
import {
  AuditEventRow,
  DecisionRow,
  DeploymentRow,
  PermitRow,
  PromotionRow,
} from '../../database/tables';
import { toRecord } from '../../governance/promotions/PromotionRecord';
import { Finding } from './Finding';

/** Promotions read at once. */
const PAGE = 200;

const RELEASED = ['released', 'deploying', 'deployed', 'rolled-back', 'failed'];
const DEPLOYING = ['deploying', 'deployed', 'rolled-back', 'failed'];

const STATE_OF_DEPLOYMENT: Record<DeploymentRow['state'], string> = {
  open: 'deploying',
  deployed: 'deployed',
  'rolled-back': 'rolled-back',
  failed: 'failed',
};

/** Types of events that tell of a promotion's new state. */
const STATES = new Set(
  [
    'requested',
    'approved',
    ...RELEASED,
    'withdrawn',
    'rejected',
    'expired',
    'void',
    'superseded',
  ].map(state => `promotion.${state}`),
);

/** Checks each promotion against the log and against its decisions, permit and deployment. */
export async function checkPromotions(
  knex: Knex,
  size: number,
  findings: Finding[],
): Promise<void> {
  let after = '';
  for (;;) {
    const rows = await knex<PromotionRow>('promotions')
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE);
    const last = rows.at(-1);
    if (!last) {
      return;
    }
    after = last.id;
    const ids = rows.map(({ id }) => id);
    const events = await knex<AuditEventRow>('audit_events')
      .where({ subject_kind: 'promotion' })
      .whereIn('subject_id', ids)
      .where('sequence', '<', size)
      .orderBy('sequence');
    const waiting = await knex<AuditEventRow>('audit_events')
      .where({ subject_kind: 'promotion' })
      .whereIn('subject_id', ids)
      .where(later =>
        later.whereNull('sequence').orWhere('sequence', '>=', size),
      );
    const decisions = await knex<DecisionRow>('decisions').whereIn(
      'promotion_id',
      ids,
    );
    const permits = await knex<PermitRow>('permits').whereIn(
      'promotion_id',
      ids,
    );
    const deployments = await knex<DeploymentRow>('deployments').whereIn(
      'promotion_id',
      ids,
    );
    for (const row of rows) {
      // It changed while this ran: the next run judges it.
      if (!waiting.some(({ subject_id }) => subject_id === row.id)) {
        checkPromotion(
          {
            row,
            events: events.filter(one => one.subject_id === row.id),
            decisions: decisions.filter(one => one.promotion_id === row.id),
            permit: permits.find(one => one.promotion_id === row.id),
            deployment: deployments.find(one => one.promotion_id === row.id),
          },
          findings,
        );
      }
    }
  }
}

function checkPromotion(
  around: {
    row: PromotionRow;
    events: AuditEventRow[];
    decisions: DecisionRow[];
    permit?: PermitRow;
    deployment?: DeploymentRow;
  },
  findings: Finding[],
): void {
  const { row, events, decisions, permit, deployment } = around;
  const find = (code: Finding['code'], message: string) =>
    findings.push({
      code,
      promotionId: row.id,
      message: `Promotion ${row.id} ${message}`,
    });
  const told = events.filter(({ type }) => STATES.has(type)).at(-1);
  if (told?.type !== `promotion.${row.state}`) {
    find(
      'promotion-state',
      `is ${row.state}, and the log says ${told?.type ?? 'nothing'}`,
    );
  }
  if (
    (RELEASED.includes(row.state) || row.state === 'approved') &&
    !hasApprovals(row, decisions)
  ) {
    find('promotion-unapproved', `is ${row.state} without its approvals`);
  }
  if (RELEASED.includes(row.state) && !permit) {
    find('promotion-permit', `is ${row.state} without a permit`);
  }
  if (
    DEPLOYING.includes(row.state) &&
    !(
      permit?.consumed_at &&
      deployment &&
      permit.deployment_id === deployment.id &&
      deployment.digest === row.digest &&
      deployment.stage === row.stage &&
      STATE_OF_DEPLOYMENT[deployment.state] === row.state
    )
  ) {
    find(
      'promotion-deployment',
      `is ${row.state}, and no deployment with its permit is`,
    );
  }
}

/** As many people as the rule that asks for most: who was in which group then, only the log's reader can judge. */
function hasApprovals(
  row: PromotionRow,
  decisions: readonly DecisionRow[],
): boolean {
  const approvers = new Set(
    decisions
      .filter(
        one =>
          one.outcome === 'approve' &&
          one.withdrawn_at === null &&
          one.binding_digest === row.binding_digest,
      )
      .map(one => one.user_ref),
  );
  const needed = toRecord(row).rules.approvals.map(({ count }) => count);
  return approvers.size >= Math.max(0, ...needed);
}
