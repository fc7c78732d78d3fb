import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  CSV_LIST_LIMITS,
  CsvList,
  writeCsvList,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { ChatbotScope } from '../database/ChatbotScope';
import { fromJson, fromOptionalJson } from '../database/json';
import { countChatbotStates } from '../database/chatbotSummaries';
import {
  ChatbotListRow,
  countChatbots,
  findVisibleChatbots,
  listChatbots,
} from '../database/chatbots';
import { findLongestWait } from '../database/waitingPromotions';
import { FactsProposalViews } from './FactsProposalViews';
import { GovernanceViews } from './GovernanceViews';
import { mapPage } from '../database/paginate';
import { toChatbot } from '../records/chatbots';

/** The list's query, as the API document types it. */
export type ChatbotListQuery = NonNullable<
  Api.operations['ListChatbots']['parameters']['query']
>;

/** Chatbots that are read at once. */
const CSV_PAGE = 100;

/** A list as a file on its way to a person. */
export interface ListDownload {
  fileName: string;
  mediaType: string;
  /** Lines, made as they are taken. */
  lines: AsyncIterable<string>;
}

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
    const [stuckLongest, waitingLongest] = await Promise.all([
      counts.stuck > 0
        ? this.#longestWait({ silentSince, stuck: true }, viewer)
        : undefined,
      this.#longestWait({ silentSince, stuck: false }, viewer),
    ]);
    return {
      ...(await mapPage(page, rows =>
        this.#summaries(rows, viewer.userRef, proposals),
      )),
      total: await countChatbots(this.#knex, criteria),
      stages: [...stages.names],
      counts,
      ...(stuckLongest ? { stuckLongest } : {}),
      ...(waitingLongest ? { waitingLongest } : {}),
    };
  }

  /** The promotion that has waited longest, stuck or not; undefined where none is, or it went on meanwhile. */
  async #longestWait(
    which: { silentSince: string; stuck: boolean },
    { userRef, scope }: { userRef?: string; scope: ChatbotScope },
  ): Promise<Api.LongestWait | undefined> {
    const found = await findLongestWait(this.#knex, { ...which, scope });
    return found && this.#governance.promotions.longestWait(found, userRef);
  }

  /** The chatbots of {@link list} as CSV, in its order: names and refs as programs know them, a column for each stage. */
  async download(
    query: ChatbotListQuery,
    viewer: { userRef?: string; scope: ChatbotScope },
  ): Promise<ListDownload> {
    return {
      fileName: 'chatbots.csv',
      mediaType: 'text/csv; charset=utf-8',
      lines: writeCsvList({
        columns: csvColumns(this.#governance.stages.names),
        pages: this.#pages(query, viewer),
        limit: CSV_LIST_LIMITS.chatbots,
        describeRest: written =>
          `Cut here: these are the first ${written} chatbots. Filter for less to get the others.`,
      }),
    };
  }

  async *#pages(
    query: ChatbotListQuery,
    viewer: { userRef?: string; scope: ChatbotScope },
  ): AsyncGenerator<Api.ChatbotSummary[], void, undefined> {
    let cursor: string | undefined;
    do {
      const page: Api.ChatbotList = await this.list(
        { ...query, cursor, limit: CSV_PAGE },
        viewer,
      );
      yield page.items;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  /** What chatbots are called, those alone that may be seen. */
  async titles(
    names: readonly string[],
    scope: ChatbotScope,
  ): Promise<Api.ChatbotTitle[]> {
    const rows = await findVisibleChatbots(this.#knex, names, scope);
    return rows.map(toChatbot).map(({ name, title, entityRef }) => ({
      name,
      title,
      entityRef,
    }));
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
        ...(row.next_stage === null ? {} : { gateStage: row.next_stage }),
        waiting: waiting.get(row.name) ?? [],
        ...(proposal ? { proposal } : {}),
        failing: row.failing === null ? [] : fromJson<string[]>(row.failing),
      };
    });
  }
}

function csvColumns(
  stages: readonly string[],
): CsvList<Api.ChatbotSummary>['columns'] {
  return {
    chatbot: ({ chatbot }) => chatbot.name,
    title: ({ chatbot }) => chatbot.title,
    owner: ({ chatbot }) => chatbot.owner,
    riskClass: ({ chatbot }) => chatbot.riskClass,
    accepted: ({ chatbot }) => String(chatbot.accepted),
    latestVersion: ({ latestVersion }) => latestVersion ?? '',
    ...Object.fromEntries(
      stages.map(name => [
        `stage ${name}`,
        ({ stages: own }: Api.ChatbotSummary) =>
          own.find(({ stage }) => stage === name)?.version ?? '',
      ]),
    ),
    verdict: ({ verdict }) => verdict,
    failing: ({ failing }) => failing.join('; '),
    metric: ({ quality }) => quality?.metric ?? '',
    value: ({ quality }) => String(quality?.latest ?? ''),
    waiting: ({ waiting }) =>
      waiting.map(({ version, stage }) => `${version} → ${stage}`).join('; '),
    updatedAt: ({ chatbot }) => chatbot.updatedAt,
  };
}
