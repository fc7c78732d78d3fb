import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { ChatbotRow, listChatbotsByName } from '../database/chatbots';
import { EvaluationRow, listEvaluationsOf } from '../database/evaluations';
import {
  ModelVersionRow,
  listModelVersionsByName,
  listNewestModelVersions,
} from '../database/modelVersions';
import { toChatbot } from '../records/chatbots';
import { showEvaluations } from './showEvaluations';
import { StageService } from './GovernanceViews';
import { PromotionViews } from './PromotionViews';
import { ModelVersionViews } from './ModelVersionViews';
import { listPromotionsByChange } from '../database/promotions';
import { mapPage } from '../database/paginate';

/** Chatbots of one page. */
const PAGE = 20;
/** Promotions that are shown after they were decided. */
const DECIDED = 5;
/** How many of each kind are named after they left the window. */
const RETIRED = 10;

/** Tells what the catalog shows of a chatbot: a window of what people browse. The registry keeps everything. */
export class ProjectionService {
  readonly #knex: Knex;
  readonly #versions: ModelVersionViews;
  readonly #stages: StageService;
  readonly #promotions: PromotionViews;
  readonly #newestVersions: number;

  constructor(options: {
    knex: Knex;
    versions: ModelVersionViews;
    stages: StageService;
    promotions: PromotionViews;
    /** Versions of a chatbot that are shown whether or not they hold a stage. */
    newestVersions: number;
  }) {
    this.#knex = options.knex;
    this.#versions = options.versions;
    this.#stages = options.stages;
    this.#promotions = options.promotions;
    this.#newestVersions = options.newestVersions;
  }

  /** One chatbot, or all of them page by page. A chatbot that there is not gives an empty list. */
  async list(query: {
    chatbot?: string;
    cursor?: string;
  }): Promise<Api.ProjectionList> {
    const page = await listChatbotsByName(this.#knex, query.chatbot, {
      cursor: query.cursor,
      limit: PAGE,
    });
    return mapPage(page, async rows => {
      const items: Api.Projection[] = [];
      for (const row of rows) {
        items.push(await this.#project(row));
      }
      return items;
    });
  }

  async #project(chatbot: ChatbotRow): Promise<Api.Projection> {
    const stages = await this.#stages.list(chatbot.name);
    const versions = await this.#versionWindow(chatbot.name, stages);
    const evaluations = await this.#evaluationWindow(versions);
    const promotions = await this.#promotionWindow(chatbot.name);
    return {
      chatbot: toChatbot(chatbot),
      versions: await this.#versions.show(chatbot, versions.shown),
      evaluations: await showEvaluations(this.#knex, evaluations.shown),
      stages,
      promotions: await this.#promotions.toPromotions(
        promotions.shown,
        undefined,
      ),
      retired: {
        versions: versions.retired.map(({ version, digest }) => ({
          version,
          digest,
        })),
        evaluations: evaluations.retired.map(({ id, version, suite }) => ({
          id,
          version,
          suite,
        })),
        promotions: promotions.retired.map(({ id, stage }) => ({ id, stage })),
      },
    };
  }

  /** The newest versions and those that hold a stage or are on their way into one. */
  async #versionWindow(chatbot: string, stages: readonly Api.StageStatus[]) {
    const held = new Set(
      stages.flatMap(({ version, incoming }) => [
        ...(version ? [version] : []),
        ...(incoming ? [incoming.version] : []),
      ]),
    );
    const newest = await listNewestModelVersions(
      this.#knex,
      chatbot,
      // Versions that hold a stage may stand among those that left.
      this.#newestVersions + RETIRED + held.size,
    );
    const older = await listModelVersionsByName(this.#knex, {
      chatbot,
      versions: [...held],
      exceptIds: newest.map(({ id }) => id),
    });
    const left = newest.slice(this.#newestVersions);
    return {
      shown: [
        ...newest.slice(0, this.#newestVersions),
        ...left.filter(({ version }) => held.has(version)),
        ...older,
      ],
      retired: left
        .filter(({ version }) => !held.has(version))
        .slice(0, RETIRED),
    };
  }

  /** The latest evaluation per suite; what it took the place of, and all of a version that left, is retired. */
  async #evaluationWindow(versions: {
    shown: readonly ModelVersionRow[];
    retired: readonly ModelVersionRow[];
  }) {
    const newestFirst = (rows: readonly ModelVersionRow[]) =>
      listEvaluationsOf(
        this.#knex,
        rows.map(({ id }) => id),
      );
    const { latest, rest } = latestPerSuite(await newestFirst(versions.shown));
    const left = latestPerSuite(await newestFirst(versions.retired));
    return {
      shown: latest,
      retired: [...rest.slice(0, RETIRED), ...left.latest],
    };
  }

  /** Open promotions and the last decided ones. */
  async #promotionWindow(chatbot: string) {
    const open = await listPromotionsByChange(this.#knex, {
      chatbot,
      open: true,
    });
    const decided = await listPromotionsByChange(this.#knex, {
      chatbot,
      open: false,
      limit: DECIDED + RETIRED,
    });
    return {
      shown: [...open, ...decided.slice(0, DECIDED)],
      retired: decided.slice(DECIDED),
    };
  }
}

/** Parts evaluations, newest first, into the latest of each version and suite and those that it took the place of. */
function latestPerSuite(rows: readonly EvaluationRow[]): {
  latest: EvaluationRow[];
  rest: EvaluationRow[];
} {
  const seen = new Set<string>();
  const latest: EvaluationRow[] = [];
  const rest: EvaluationRow[] = [];
  for (const row of rows) {
    // A suite's name may hold blanks, a version's id can't.
    const key = `${row.version_id} ${row.suite}`;
    (seen.has(key) ? rest : latest).push(row);
    seen.add(key);
  }
  return { latest, rest };
}
