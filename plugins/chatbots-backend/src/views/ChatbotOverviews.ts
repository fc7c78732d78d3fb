import { isErrorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { ChatbotScope } from '../database/ChatbotScope';
import { fromOptionalJson } from '../database/json';
import { findChatbotSummary } from '../database/chatbotSummaries';
import { findVisibleChatbot, ChatbotRow } from '../database/chatbots';
import { MembershipReader, isOwner } from '../people';
import { FactsProposalViews } from './FactsProposalViews';
import { GovernanceViews } from './GovernanceViews';
import { nextStage, stagesOf } from './nextStage';
import { toChatbot } from '../records/chatbots';
import {
  findModelVersionsByName,
  listNewestModelVersions,
} from '../database/modelVersions';

/** Somebody who looks at one chatbot. */
export interface OverviewViewer {
  /** Absent for a service. */
  userRef?: string;
  scope: ChatbotScope;
  /** Whether they administer all chatbots. */
  administrator: boolean;
}

/** Whether somebody may do something, and if not, why. */
type Answer = { allowed: true } | { allowed: false; reason: string };

/** Reads what a chatbot's page shows first. */
export class ChatbotOverviews {
  readonly #knex: Knex;
  readonly #people: MembershipReader;
  readonly #governance: GovernanceViews;
  readonly #proposals: FactsProposalViews;

  constructor(options: {
    knex: Knex;
    people: MembershipReader;
    governance: GovernanceViews;
    proposals: FactsProposalViews;
  }) {
    this.#knex = options.knex;
    this.#people = options.people;
    this.#governance = options.governance;
    this.#proposals = options.proposals;
  }

  /** The chatbot with its stages and the next promotion. Throws `chatbot-unknown`. */
  async get(
    name: string,
    viewer: OverviewViewer,
  ): Promise<Api.ChatbotOverview> {
    const row = await findVisibleChatbot(this.#knex, name, viewer.scope);
    const [newest] = await listNewestModelVersions(this.#knex, name, 1);
    const stages = await this.#governance.stages.list(name);
    const waiting =
      (await this.#governance.promotions.waiting([name], viewer.userRef)).get(
        name,
      ) ?? [];
    const summary = await findChatbotSummary(this.#knex, name);
    const quality = fromOptionalJson<Api.Quality>(summary?.quality ?? null);
    const member = await this.#membership(row, viewer);
    const { userRef } = viewer;
    const proposal = await this.#proposals.openOf(row, userRef);
    const offer = (version: string, stage: string) =>
      this.#offer(name, { version, stage }, waiting, member);
    const { names } = this.#governance.stages;
    const nextOfNewest =
      newest && nextStage(names, stagesOf(stages, newest.version));
    const next =
      newest && nextOfNewest !== undefined
        ? await offer(newest.version, nextOfNewest)
        : undefined;
    const others = await this.#furtherOn(name, stages);
    const alsoPossible = [];
    for (const { version, stage } of others) {
      const one =
        version === newest?.version ? undefined : await offer(version, stage);
      // An open one stands among those that wait.
      if (one && !one.openPromotionId) {
        alsoPossible.push(one);
      }
    }
    return {
      chatbot: toChatbot(row),
      stages,
      ...(quality ? { quality } : {}),
      ...(newest ? { latestVersion: newest.version } : {}),
      ...(next ? { next } : {}),
      alsoPossible,
      waiting,
      ...(proposal ? { proposal } : {}),
      permissions: {
        mayRequest: member.allowed,
        mayManageTokens:
          userRef !== undefined && (member.allowed || viewer.administrator),
        mayProposeFacts:
          userRef !== undefined &&
          proposal === undefined &&
          (member.allowed ||
            viewer.administrator ||
            (await this.#proposals.isReviewer(userRef)) === true),
      },
    };
  }

  /** What runs in a stage and could go on to the one after it, the last stage first. */
  async #furtherOn(
    chatbot: string,
    stages: readonly Api.StageStatus[],
  ): Promise<{ version: string; stage: string }[]> {
    // Pipelines deploy to the first stage by themselves, and the newest version goes on from there.
    const steps = stages.slice(2).flatMap(({ stage, version: live }, index) => {
      const { version } = stages[index + 1];
      return version === undefined || version === live
        ? []
        : [{ version, stage, live }];
    });
    const versions = await findModelVersionsByName(
      this.#knex,
      chatbot,
      steps.flatMap(({ version, live }) => (live ? [version, live] : version)),
    );
    const ordinalOf = (version: string | undefined) =>
      (version !== undefined && versions.get(version)?.ordinal) || 0;
    return steps
      .filter(({ version, live }) => ordinalOf(version) > ordinalOf(live))
      .reverse();
  }

  async #offer(
    chatbot: string,
    { version, stage }: { version: string; stage: string },
    waiting: readonly Api.Waiting[],
    member: Answer,
  ): Promise<Api.NextPromotion | undefined> {
    const [gate] = await this.#governance.gates.explain(
      chatbot,
      version,
      stage,
    );
    if (!gate) {
      return undefined;
    }
    const open = waiting.find(
      promotion => promotion.stage === stage && promotion.version === version,
    );
    const answer: Answer =
      member.allowed && open
        ? {
            allowed: false,
            reason: `The promotion of ${version} to ${stage} is open already`,
          }
        : member;
    return {
      stage,
      version,
      gate,
      ...(open ? { openPromotionId: open.promotionId } : {}),
      mayRequest: answer.allowed,
      ...(answer.allowed ? {} : { mayRequestReason: answer.reason }),
    };
  }

  /** Whether the viewer belongs to the owner. The page is shown even when the catalog can't say. */
  async #membership(row: ChatbotRow, viewer: OverviewViewer): Promise<Answer> {
    const { userRef } = viewer;
    if (userRef === undefined) {
      return { allowed: false, reason: 'Only people request promotions here' };
    }
    try {
      return (await isOwner(this.#people, userRef, row.owner))
        ? { allowed: true }
        : {
            allowed: false,
            reason: `Only members of ${row.owner} may request promotions`,
          };
    } catch (error) {
      if (isErrorWithReason(error, 'membership-unavailable')) {
        return {
          allowed: false,
          reason: 'The catalog does not say at the moment who owns the chatbot',
        };
      }
      throw error;
    }
  }
}
