import { reasonOf } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { mayDecide } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { DecisionRow, listDecisions } from '../database/decisions';
import {
  PromotionRow,
  listOpenPromotions,
  listPromotionsOfVersion,
  listRequestedPromotions,
} from '../database/promotions';
import { MembershipReader, tellIgnored } from '../people';
import { PromotionReader } from './GovernanceViews';
import { PromotionRecord, toDecision, toRecord } from '../records/promotions';
import { findDeploymentIdsOf } from '../database/deployments';

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

  constructor(options: { knex: Knex; memberships: MembershipReader }) {
    this.#knex = options.knex;
    this.#memberships = options.memberships;
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
    const promotions = await this.#forViewer(rows, viewerRef);
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
      });
    }
    return result;
  }

  async chatbotsNeeding(viewerRef: string): Promise<string[]> {
    const rows = await listRequestedPromotions(this.#knex);
    const promotions = await this.#forViewer(rows, viewerRef);
    return [
      ...new Set(
        promotions.filter(one => one.mayDecide).map(one => one.chatbot),
      ),
    ];
  }

  async ofVersion(chatbot: string, version: string): Promise<Api.Promotion[]> {
    const rows = await listPromotionsOfVersion(this.#knex, chatbot, version);
    return this.toPromotions(rows, undefined);
  }

  /** Asks the catalog for the viewer's groups only where there is something to decide on. */
  async #forViewer(
    rows: readonly PromotionRow[],
    viewerRef: string | undefined,
  ): Promise<Api.Promotion[]> {
    return rows.length === 0
      ? []
      : this.toPromotions(rows, await this.viewer(viewerRef));
  }

  /** Two queries, however many rows. */
  async toPromotions(
    rows: readonly PromotionRow[],
    viewer: ViewerWithGroups | undefined,
  ): Promise<Api.Promotion[]> {
    const ids = rows.map(({ id }) => id);
    const decisions = await listDecisions(this.#knex, ids);
    const deployments = await findDeploymentIdsOf(this.#knex, ids);
    return rows.map(row => {
      const record = toRecord(row);
      const own = decisions.filter(one => one.promotion_id === row.id);
      return toPromotion(record, own, deployments.get(row.id), viewer);
    });
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

/** A promotion as the API shows it. */
export function toPromotion(
  record: PromotionRecord,
  decisions: DecisionRow[],
  deploymentId: string | undefined,
  viewer: ViewerWithGroups | undefined,
): Api.Promotion {
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
    missing: record.state === 'requested' ? assessment.missing : [],
    ...(row.state_reason ? { stateReason: row.state_reason } : {}),
    ...(row.replaces_version ? { replaces: row.replaces_version } : {}),
    ...(row.comment ? { comment: row.comment } : {}),
    ...(row.summary ? { summary: row.summary } : {}),
    ...(deploymentId ? { deploymentId } : {}),
    ...(viewer
      ? { mayDecide: decidable(record, decisions, viewer).allowed }
      : {}),
  };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
