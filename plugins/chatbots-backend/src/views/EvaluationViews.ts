import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { ChatbotScope } from '../database/ChatbotScope';
import { findVisibleChatbot } from '../database/chatbots';
import {
  findVisibleEvaluation,
  listEvaluations,
} from '../database/evaluations';
import {
  countEvaluationSamples,
  listEvaluationSamples,
} from '../database/evaluationSamples';
import { mapPage } from '../database/paginate';
import { toSample } from '../records/evaluationRows';
import { showEvaluations } from './showEvaluations';

/** Reads evaluations for pages. */
export class EvaluationViews {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** A chatbot's evaluations, newest first. Throws `chatbot-unknown` or `cursor-invalid`. */
  async list(
    chatbot: string,
    query: {
      version?: string;
      suite?: string;
      cursor?: string;
      limit?: number;
    },
    scope: ChatbotScope,
  ): Promise<Api.EvaluationList> {
    const { version, suite } = query;
    await findVisibleChatbot(this.#knex, chatbot, scope);
    const page = await listEvaluations(
      this.#knex,
      { chatbot, version, suite },
      query,
    );
    return mapPage(page, rows => showEvaluations(this.#knex, rows));
  }

  /** One evaluation. Throws `evaluation-unknown`. */
  async get(id: string, scope: ChatbotScope): Promise<Api.Evaluation> {
    const row = await findVisibleEvaluation(this.#knex, id, scope);
    const [evaluation] = await showEvaluations(this.#knex, [row]);
    return evaluation;
  }

  /** The samples of an evaluation, failed first. Throws `evaluation-unknown` or `cursor-invalid`. */
  async samples(
    id: string,
    query: { search?: string; slice?: string; cursor?: string; limit?: number },
    scope: ChatbotScope,
  ): Promise<Api.EvaluationSampleList> {
    const { search, slice } = query;
    await findVisibleEvaluation(this.#knex, id, scope);
    const criteria = { evaluationId: id, search, slice };
    const page = await listEvaluationSamples(this.#knex, criteria, query);
    return {
      ...(await mapPage(page, rows => rows.map(toSample))),
      total: await countEvaluationSamples(this.#knex, criteria),
    };
  }
}
