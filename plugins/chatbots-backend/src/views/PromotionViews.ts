import { reasonOf } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  describeNeed,
  mayDecide,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { findChatbotsByName } from '../database/chatbots';
import { Clock, toInstant } from '../database/Clock';
import { DecisionRow, listDecisions } from '../database/decisions';
import {
  PromotionRow,
  listOpenPromotions,
  listPromotionsOfVersion,
  listRequestedPromotions,
} from '../database/promotions';
import { MembershipReader, tellIgnored } from '../people';
import { toChatbot } from '../records/chatbots';
import { PromotionReader } from './GovernanceViews';
import {
  missingOf,
  PromotionRecord,
  toDecision,
  toRecord,
} from '../records/promotions';
import { listGateEvaluations } from '../database/gateEvaluations';
import { fromJson } from '../database/json';
import { findWaiting, WaitingRow } from '../database/waitingPromotions';

/** Who looks, with the groups the catalog says they are in. */
export interface ViewerWithGroups {
  userRef: string;
  groups: readonly string[];
  /** Which groups did not count, and why, if any. */
  ignored?: string;
}

/** Reads promotions as the API shows them. */
export class PromotionViews implements PromotionReader {
  readonly #knex: Knex;
  readonly #memberships: MembershipReader;
  readonly #clock: Clock;
  readonly #silenceMs: number;

  constructor(options: {
    knex: Knex;
    memberships: MembershipReader;
    clock: Clock;
    /** For how long a rollout may report nothing, in milliseconds. */
    silenceMs: number;
  }) {
    this.#knex = options.knex;
    this.#memberships = options.memberships;
    this.#clock = options.clock;
    this.#silenceMs = options.silenceMs;
  }

  /** Undefined when the catalog can't say: lists are shown without what needs it. */
  async viewer(
    userRef: string | undefined,
  ): Promise<ViewerWithGroups | undefined> {
    if (!userRef) {
      return undefined;
    }
    try {
      const membership = await this.#memberships.membershipOf(userRef);
      return {
        userRef,
        groups: [...membership.groups],
        ignored: tellIgnored(membership),
      };
    } catch (error) {
      if (reasonOf(error)?.reason === 'membership-unavailable') {
        return undefined;
      }
      throw error;
    }
  }

  async waiting(
    chatbots: readonly string[],
    viewerRef?: string,
  ): Promise<Map<string, Api.Waiting[]>> {
    const rows = await listOpenPromotions(this.#knex, { chatbots });
    // The catalog is asked for the viewer's groups only where there is something to decide on.
    const promotions =
      rows.length === 0
        ? []
        : await this.toPromotions(rows, await this.viewer(viewerRef));
    const result = new Map<string, Api.Waiting[]>(
      chatbots.map(name => [name, []]),
    );
    for (const promotion of promotions) {
      result.get(promotion.chatbot)?.push({
        promotionId: promotion.id,
        stage: promotion.stage,
        version: promotion.version,
        state: promotion.state,
        approvalsHave: sum(promotion.approvals.map(rule => rule.have)),
        approvalsNeeded: sum(promotion.approvals.map(rule => rule.needed)),
        mine: promotion.mayDecide ?? false,
        needs: promotion.needs,
        waitingSince: promotion.waitingSince ?? promotion.requestedAt,
        stuck: promotion.stuck,
      });
    }
    return result;
  }

  async longestWait(
    { id, chatbot: name }: Pick<PromotionRow, 'id' | 'chatbot'>,
    viewerRef?: string,
  ): Promise<Api.LongestWait | undefined> {
    const [chatbot] = await findChatbotsByName(this.#knex, [name]);
    const waiting = (await this.waiting([name], viewerRef))
      .get(name)
      ?.find(({ promotionId }) => promotionId === id);
    return chatbot && waiting && { chatbot: toChatbot(chatbot), waiting };
  }

  silentSince(): string {
    return toInstant(new Date(this.#clock.now().getTime() - this.#silenceMs));
  }

  async chatbotsNeeding(viewerRef: string): Promise<string[]> {
    const rows = await listRequestedPromotions(this.#knex);
    const viewer = rows.length === 0 ? undefined : await this.viewer(viewerRef);
    if (!viewer) {
      return [];
    }
    const decisions = await listDecisions(
      this.#knex,
      rows.map(({ id }) => id),
    );
    const needing = rows.filter(
      row =>
        decidable(
          toRecord(row),
          decisions.filter(one => one.promotion_id === row.id),
          viewer,
        ).allowed,
    );
    return [...new Set(needing.map(({ chatbot }) => chatbot))];
  }

  async ofVersion(chatbot: string, version: string): Promise<Api.Promotion[]> {
    const rows = await listPromotionsOfVersion(this.#knex, chatbot, version);
    return this.toPromotions(rows, undefined);
  }

  /** Three queries at most, however many rows. */
  async toPromotions(
    rows: readonly PromotionRow[],
    viewer: ViewerWithGroups | undefined,
  ): Promise<Api.Promotion[]> {
    const records = rows.map(toRecord);
    const ids = rows.map(({ id }) => id);
    const decisions = await listDecisions(this.#knex, ids);
    const waiting = await findWaiting(this.#knex, ids);
    const checks = await this.#checks(records);
    return records.map(record =>
      this.show(record, {
        decisions: decisions.filter(one => one.promotion_id === record.id),
        waiting: waiting.get(record.id),
        checks: checks.get(record.id) ?? record.gate.checks,
        viewer,
      }),
    );
  }

  /** A promotion as the API shows it, with what it waits for as of now. */
  show(
    record: PromotionRecord,
    around: {
      decisions: DecisionRow[];
      waiting: WaitingRow | undefined;
      checks: readonly Api.Check[];
      viewer: ViewerWithGroups | undefined;
    },
  ): Api.Promotion {
    const { decisions, waiting, checks, viewer } = around;
    const { needs, waitingSince, stuck } = missingOf(record, {
      checks,
      waitingSince: waiting?.waiting_since ?? record.row.requested_at,
      now: this.#clock.now(),
      silenceMs: this.#silenceMs,
    });
    return {
      ...toPromotion(record, decisions),
      missing: needs.map(need => describeNeed(need)),
      needs,
      stuck,
      ...(waitingSince ? { waitingSince } : {}),
      ...(waiting?.deployment_id
        ? { deploymentId: waiting.deployment_id }
        : {}),
      ...(viewer
        ? { mayDecide: decidable(record, decisions, viewer).allowed }
        : {}),
    };
  }

  /**
   * Checks of requests as they were evaluated last, by promotion: time moves them, and the promotion itself keeps those of its
   * last decision. What outside systems answered is of the promotion alone.
   */
  async #checks(
    records: readonly PromotionRecord[],
  ): Promise<Map<string, Api.Check[]>> {
    const requests = records.filter(({ state }) => state === 'requested');
    if (requests.length === 0) {
      return new Map();
    }
    const stored = await listGateEvaluations(
      this.#knex,
      requests.map(({ row }) => row.version_id),
    );
    return new Map(
      requests.flatMap(({ id, row, rules, gate }) => {
        const evaluated = stored.find(
          one => one.version_id === row.version_id && one.stage === row.stage,
        );
        if (!evaluated || evaluated.policy_number !== row.policy_number) {
          return [];
        }
        const answered = new Set(
          rules.checks
            .filter(({ type }) => type === 'external')
            .map(check => check.id),
        );
        const kept = new Map(gate.checks.map(check => [check.id, check]));
        return [
          [
            id,
            fromJson<Api.Check[]>(evaluated.checks).map(check =>
              answered.has(check.id) ? kept.get(check.id) ?? check : check,
            ),
          ],
        ];
      }),
    );
  }
}

/** Whether a viewer may decide, as the domain decides it. */
export function decidable(
  record: PromotionRecord,
  decisions: readonly DecisionRow[],
  viewer: ViewerWithGroups,
) {
  return mayDecide({
    user: viewer.userRef,
    groups: viewer.groups,
    state: record.state,
    rules: record.rules,
    requesters: record.requesters,
    contributors: record.contributors,
    decisions: decisions
      .filter(({ withdrawn_at }) => withdrawn_at === null)
      .map(toDecision),
  });
}

function toPromotion(
  record: PromotionRecord,
  decisions: readonly DecisionRow[],
): Omit<Api.Promotion, 'needs' | 'stuck'> {
  const { row, assessment } = record;
  return {
    id: row.id,
    chatbot: row.chatbot,
    version: row.version,
    digest: row.digest,
    stage: row.stage,
    strategy: row.strategy,
    state: record.state,
    bindingDigest: row.binding_digest,
    requestedBy: record.requesters,
    requestedVia: row.requested_via,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    updatedAt: row.updated_at,
    decisions: decisions.map(one => ({
      id: one.id,
      decision: one.outcome,
      by: one.user_ref,
      at: one.decided_at,
      ...(one.comment ? { comment: one.comment } : {}),
      ...(one.withdrawn_at ? { withdrawnAt: one.withdrawn_at } : {}),
    })),
    approvals: assessment.perRule,
    ...(row.state_reason ? { stateReason: row.state_reason } : {}),
    ...(row.replaces_version ? { replaces: row.replaces_version } : {}),
    ...(row.comment ? { comment: row.comment } : {}),
    ...(row.summary ? { summary: row.summary } : {}),
  };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
