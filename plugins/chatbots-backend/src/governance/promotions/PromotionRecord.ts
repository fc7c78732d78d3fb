import {
  Api,
  ApprovalAssessment,
  Contributor,
  BoundDecision,
  PromotionBinding,
  PromotionState,
  ResolvedRules,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { fromJson } from '../../database';
import { DecisionRow } from '../../database/decisions';
import { PromotionRow } from '../../database/promotions';

/** What was last judged of the approvals, kept with the promotion so that reading it needs no catalog. */
export type StoredAssessment = Pick<ApprovalAssessment, 'perRule' | 'missing'>;

/** A promotion's row with its JSON columns read. */
export interface PromotionRecord {
  row: PromotionRow;
  id: string;
  state: PromotionState;
  binding: PromotionBinding;
  rules: ResolvedRules;
  requesters: string[];
  contributors: Contributor[];
  assessment: StoredAssessment;
  gate: Api.Gate;
}

/** Reads a row. */
export function toRecord(row: PromotionRow): PromotionRecord {
  return {
    row,
    id: row.id,
    state: row.state,
    binding: fromJson(row.binding),
    rules: fromJson(row.rules),
    requesters: fromJson(row.requested_by),
    contributors: fromJson(row.contributors),
    assessment: fromJson(row.assessment),
    gate: fromJson(row.gate),
  };
}

/** Reads a decision's row. */
export function toDecision(row: DecisionRow): BoundDecision {
  return {
    user: row.user_ref,
    outcome: row.outcome,
    bindingDigest: row.binding_digest,
    decidedAt: row.decided_at,
    ...(row.withdrawn_at === null ? {} : { withdrawnAt: row.withdrawn_at }),
  };
}
