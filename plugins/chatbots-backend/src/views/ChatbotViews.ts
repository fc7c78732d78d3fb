import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { ChatbotScope } from '../database/ChatbotScope';
import { fromJson, fromOptionalJson } from '../database/json';
import { countChatbotStates } from '../database/chatbotSummaries';
import {
  ChatbotListRow,
  countChatbots,
  findChatbotsByName,
  listChatbots,
} from '../database/chatbots';
import { findLongestSilentRollout } from '../database/waitingPromotions';
import { FactsProposalViews } from './FactsProposalViews';
import { GovernanceViews } from './GovernanceViews';
import { mapPage } from '../database/paginate';
import { toChatbot } from '../records/chatbots';

/** The list's query, as the API document types it. */
export type ChatbotListQuery = NonNullable<
  Api.operations['ListChatbots']['parameters']['query']
>;

/** Reads the list of chatbots for the model catalog. */
export class ChatbotViews {
  readonly #knex: Knex;
  readonly #governance: GovernanceViews;
  readonly #proposals: FactsProposalViews;

  constructor(options: {
    knex: Knex;
    governance: GovernanceViews;
    proposals: FactsProposalViews;
  }) {
    this.#knex = options.knex;
    this.#governance = options.governance;
    this.#proposals = options.proposals;
  }

  /** Chatbots that match, with counts over all that may be seen. Throws `cursor-invalid`. */
  async list(
    query: ChatbotListQuery,
    viewer: { userRef?: string; scope: ChatbotScope },
  ): Promise<Api.ChatbotList> {
    const { stages, promotions } = this.#governance;
    const proposals = await this.#proposals.waiting(viewer.userRef);
    const needingMe = [
      ...new Set([
        ...(viewer.userRef
          ? await promotions.chatbotsNeeding(viewer.userRef)
          : []),
        ...[...proposals].flatMap(([name, { mine }]) => (mine ? [name] : [])),
      ]),
    ];
    const silentSince = promotions.silentSince();
    const criteria = {
      scope: viewer.scope,
      search: query.search,
      owner: query.owner?.toLocaleLowerCase('en-US'),
      riskClass: query.riskClass,
      stage: query.stage,
      verdict: query.verdict,
      silentSince: query.stuck ? silentSince : undefined,
      names: query.needsMe ? needingMe : undefined,
    };
    const page = await listChatbots(this.#knex, criteria, {
      sort: query.sort ?? 'name',
      order: query.order ?? 'asc',
      stages: stages.names,
      cursor: query.cursor,
      limit: query.limit,
    });
    const counts = await countChatbotStates(this.#knex, {
      scope: viewer.scope,
      lastStage: stages.names.at(-1) ?? '',
      silentSince,
      needingMe,
    });
    const stuckLongest =
      counts.stuck > 0
        ? await this.#stuckLongest(silentSince, viewer)
        : undefined;
    return {
      ...(await mapPage(page, rows =>
        this.#summaries(rows, viewer.userRef, proposals),
      )),
      total: await countChatbots(this.#knex, criteria),
      stages: [...stages.names],
      counts,
      ...(stuckLongest ? { stuckLongest } : {}),
    };
  }

  /** The rollout that has been silent for the longest; undefined when it has reported meanwhile. */
  async #stuckLongest(
    silentSince: string,
    { userRef, scope }: { userRef?: string; scope: ChatbotScope },
  ): Promise<Api.StuckRollout | undefined> {
    const found = await findLongestSilentRollout(this.#knex, {
      scope,
      silentSince,
    });
    if (!found) {
      return undefined;
    }
    const { id, chatbot: name } = found;
    const [row] = await findChatbotsByName(this.#knex, [name]);
    const { promotions } = this.#governance;
    const waiting = (await promotions.waiting([name], userRef))
      .get(name)
      ?.find(({ promotionId }) => promotionId === id);
    return row && waiting && { chatbot: toChatbot(row), waiting };
  }

  async #summaries(
    rows: readonly ChatbotListRow[],
    userRef: string | undefined,
    proposals: ReadonlyMap<string, Api.WaitingProposal>,
  ): Promise<Api.ChatbotSummary[]> {
    const names = rows.map(({ name }) => name);
    const stages = await this.#governance.stages.listMany(names);
    const waiting = await this.#governance.promotions.waiting(names, userRef);
    return rows.map(row => {
      const quality = fromOptionalJson<Api.Quality>(row.quality);
      const proposal = proposals.get(row.name);
      return {
        chatbot: toChatbot(row),
        ...(row.latest_version === null
          ? {}
          : { latestVersion: row.latest_version }),
        stages: stages.get(row.name) ?? [],
        ...(quality ? { quality } : {}),
        verdict: row.verdict ?? 'none',
        waiting: waiting.get(row.name) ?? [],
        ...(proposal ? { proposal } : {}),
        failing: row.failing === null ? [] : fromJson<string[]>(row.failing),
      };
    });
  }
}
