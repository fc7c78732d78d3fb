import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { ModelVersionBundle } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { ChatbotScope } from '../database/ChatbotScope';
import { fromJson } from '../database/json';
import {
  findModelVersion,
  findModelVersionsByOrdinal,
  countModelVersions,
  listModelVersions,
  ModelVersionRow,
} from '../database/modelVersions';
import { findPromptTexts } from '../database/promptTexts';
import { findVisibleChatbot, ChatbotRow } from '../database/chatbots';
import { listEvaluations } from '../database/evaluations';
import { showEvaluations } from './showEvaluations';
import { GovernanceViews } from './GovernanceViews';
import { firstStage, gateStage, stagesOf } from './nextStage';
import { mapPage } from '../database/paginate';
import { commitsOf, toModelVersion } from './toModelVersion';

/** Evaluations shown on a version's page; the list has the rest. */
const EVALUATIONS = 50;

/** Reads model versions for pages. */
export class ModelVersionViews {
  readonly #knex: Knex;
  readonly #governance: GovernanceViews;

  constructor(options: { knex: Knex; governance: GovernanceViews }) {
    this.#knex = options.knex;
    this.#governance = options.governance;
  }

  /** A chatbot's versions, newest first. Throws `chatbot-unknown` or `cursor-invalid`. */
  async list(
    name: string,
    query: { search?: string; cursor?: string; limit?: number },
    scope: ChatbotScope,
  ): Promise<Api.ModelVersionList> {
    const chatbot = await findVisibleChatbot(this.#knex, name, scope);
    const criteria = { chatbot: name, search: query.search };
    const page = await listModelVersions(this.#knex, criteria, query);
    return {
      ...(await mapPage(page, rows => this.show(chatbot, rows))),
      total: await countModelVersions(this.#knex, criteria),
    };
  }

  /** Versions of one chatbot as the API shows them. */
  async show(
    chatbot: ChatbotRow,
    rows: readonly ModelVersionRow[],
  ): Promise<Api.ModelVersion[]> {
    const previous = await findModelVersionsByOrdinal(
      this.#knex,
      chatbot.name,
      rows.map(({ ordinal }) => ordinal - 1),
    );
    const stages = await this.#governance.stages.list(chatbot.name);
    const verdicts = await this.#verdicts(chatbot.name, rows, stages);
    const newest = await this.#governance.stages.latestVersion(chatbot.name);
    return rows.map(row =>
      toModelVersion(row, {
        previous: previous.get(row.ordinal - 1),
        stages: stagesOf(stages, row.version),
        newestIn: row.version === newest ? firstStage(stages) : undefined,
        verdict: verdicts.get(row.id) ?? 'none',
        repositoryUrl: chatbot.repository_url,
      }),
    );
  }

  /** Everything about one version. Throws `chatbot-unknown` or `version-unknown`. */
  async detail(
    name: string,
    version: string,
    scope: ChatbotScope,
  ): Promise<Api.ModelVersionDetail> {
    const chatbot = await findVisibleChatbot(this.#knex, name, scope);
    const row = await findModelVersion(this.#knex, name, version);
    const [shown] = await this.show(chatbot, [row]);
    const previous = (
      await findModelVersionsByOrdinal(this.#knex, name, [row.ordinal - 1])
    ).get(row.ordinal - 1);
    const { items: evaluations } = await listEvaluations(
      this.#knex,
      { chatbot: name, version },
      { limit: EVALUATIONS },
    );
    const { gates, promotions, deployments } = this.#governance;
    return {
      version: shown,
      ...(previous ? { previousVersion: previous.version } : {}),
      prompts: await this.#prompts(row),
      commits: commitsOf(row, previous),
      gates: await gates.explain(name, version),
      evaluations: await showEvaluations(this.#knex, evaluations),
      promotions: await promotions.ofVersion(name, version),
      deployments: await deployments.ofVersion(name, version),
    };
  }

  /** The verdict of each version at its next stage, or at the last one when it is there; by version id. */
  async #verdicts(
    chatbot: string,
    rows: readonly ModelVersionRow[],
    stages: readonly Api.StageStatus[],
  ): Promise<Map<string, Api.GateVerdict>> {
    const { names } = this.#governance.stages;
    return this.#governance.gates.verdicts(
      chatbot,
      rows.flatMap(version => {
        const stage = gateStage(names, stagesOf(stages, version.version));
        return stage === undefined ? [] : [{ version, stage }];
      }),
    );
  }

  async #prompts(row: ModelVersionRow): Promise<Api.PromptText[]> {
    const { prompts } = fromJson<ModelVersionBundle>(row.bundle);
    const texts = await findPromptTexts(
      this.#knex,
      row.chatbot,
      prompts.map(({ digest }) => digest),
    );
    return prompts.map(prompt => {
      const text = texts.get(prompt.digest);
      return { ...prompt, ...(text === undefined ? {} : { text }) };
    });
  }
}
