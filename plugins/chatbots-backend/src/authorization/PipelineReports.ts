import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { PipelineActor } from '../database/Actor';
import { findChatbot } from '../database/chatbots';
import { Recorded, EvaluationService, ModelVersionService } from '../registry';
import { showEvaluations } from '../views/showEvaluations';
import { ModelVersionViews } from '../views/ModelVersionViews';

/** What pipelines report, answered as the API shows it. The pipeline's token decides which chatbot it is about. */
export class PipelineReports {
  readonly #knex: Knex;
  readonly #versions: ModelVersionService;
  readonly #versionViews: ModelVersionViews;
  readonly #evaluations: EvaluationService;

  constructor(options: {
    knex: Knex;
    versions: ModelVersionService;
    versionViews: ModelVersionViews;
    evaluations: EvaluationService;
  }) {
    this.#knex = options.knex;
    this.#versions = options.versions;
    this.#versionViews = options.versionViews;
    this.#evaluations = options.evaluations;
  }

  async version(
    report: Api.ModelVersionReport,
    actor: PipelineActor,
  ): Promise<Recorded<Api.ModelVersion>> {
    const { record, created } = await this.#versions.report(report, { actor });
    const chatbot = await findChatbot(this.#knex, record.chatbot);
    const [version] = await this.#versionViews.show(chatbot, [record]);
    return { record: version, created };
  }

  async evaluation(
    report: Api.EvaluationReport,
    actor: PipelineActor,
  ): Promise<Recorded<Api.Evaluation>> {
    const { record, created } = await this.#evaluations.report(report, {
      actor,
    });
    const [evaluation] = await showEvaluations(this.#knex, [record]);
    return { record: evaluation, created };
  }
}
