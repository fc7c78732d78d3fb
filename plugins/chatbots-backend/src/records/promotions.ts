import {
  PromotionState,
  errorWithReason,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  ApprovalAssessment,
  Contributor,
  BoundDecision,
  Missing,
  PromotionBinding,
  ResolvedRules,
  whatIsMissing,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { PipelineActor } from '../database/Actor';
import { fromJson } from '../database/json';
import { DecisionRow } from '../database/decisions';
import { PromotionRow } from '../database/promotions';
import { ChatbotRow } from '../database/chatbots';
import { ModelVersionRow } from '../database/modelVersions';

/** What was last found of the approvals, kept with the promotion so that reading it needs no catalog. */
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

/** What a comparison says first, in a line: for rows and notifications. */
export function summaryLine({ summary }: Pick<Api.Comparison, 'summary'>) {
  return summary.slice(0, 3).join(', ');
}

/**
 * What a promotion waits for: for every page, list and notification.
 *
 * @param options - `checks` are its checks as they were evaluated last; `silenceMs` says for how long a rollout may report nothing
 */
export function missingOf(
  record: PromotionRecord,
  options: {
    checks: readonly Api.Check[];
    waitingSince: string;
    now: Date;
    silenceMs: number;
  },
): Missing {
  const { checks, waitingSince, now, silenceMs } = options;
  return whatIsMissing(
    {
      state: record.state,
      approvals: record.assessment.perRule,
      checks,
      separationOfDuties: record.rules.separationOfDuties,
      contributors: record.contributors,
      waitingSince,
    },
    { now, silenceMs },
  );
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

/** A pipeline may speak for its own chatbot only. Throws `token-foreign`. */
export function assertOwnChatbot(actor: PipelineActor, chatbot: string): void {
  if (actor.chatbot !== chatbot) {
    throw errorWithReason(
      'token-foreign',
      `This pipeline token reports for '${actor.chatbot}' only`,
    );
  }
}

/** What the log keeps of a promotion's contributors. */
export interface ContributorFacts {
  /** Entity refs of those who are known. */
  users: string[];
  /** How the others are named, one a line: addresses and logins, so no part of the hashed bytes. */
  unmapped: string;
  /** Hashed as they stand, so that they outlive the names. */
  data: { unmapped: number; unreported: boolean };
}

/** Tells the known from the unknown, in an order that does not depend on the contributors'. */
export function contributorFacts(
  contributors: readonly Contributor[],
): ContributorFacts {
  const unmapped = distinct(
    contributors.flatMap(({ user, unreported, identity, login }) =>
      user || unreported ? [] : [login ? `login ${identity}` : identity],
    ),
  );
  return {
    users: distinct(contributors.flatMap(({ user }) => user ?? [])),
    unmapped: unmapped.join('\n'),
    data: {
      unmapped: unmapped.length,
      unreported: contributors.some(({ unreported }) => unreported),
    },
  };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

/** A locked promotion with what it is about. */
export interface LockedPromotion {
  chatbot: ChatbotRow;
  version: ModelVersionRow;
  promotion: PromotionRecord;
}
