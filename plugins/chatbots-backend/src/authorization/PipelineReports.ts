import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { PipelineActor } from '../database/Actor';
import { Recorded, EvaluationService, ModelVersionService } from '../registry';
import { showEvaluations } from '../views/showEvaluations';
import { toReportedVersion } from '../views/toModelVersion';

/** What pipelines report, answered with the record and no gate of it. The pipeline's token decides which chatbot it is about. */
export class PipelineReports {
  readonly #knex: Knex;
  readonly #versions: ModelVersionService;
  readonly #evaluations: EvaluationService;

  constructor(options: {
    knex: Knex;
    versions: ModelVersionService;
    evaluations: EvaluationService;
  }) {
    this.#knex = options.knex;
    this.#versions = options.versions;
    this.#evaluations = options.evaluations;
  }

  async version(
    report: Api.ModelVersionReport,
    actor: PipelineActor,
  ): Promise<Recorded<Api.ReportedModelVersion>> {
    const { record, created } = await this.#versions.report(report, { actor });
    return { record: toReportedVersion(record), created };
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
