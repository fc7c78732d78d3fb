import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { PipelineActor } from '../database/Actor';
import { EvaluationRow } from '../database/evaluations';
import {
  EvaluationPartsService,
  EvaluationService,
  ModelVersionService,
  Recorded,
} from '../registry';
import { showEvaluations } from '../views/showEvaluations';
import { toReportedVersion } from '../views/toModelVersion';

/** What pipelines report, answered with the record and no gate of it. The pipeline's token decides which chatbot it is about. */
export class PipelineReports {
  readonly #knex: Knex;
  readonly #versions: ModelVersionService;
  readonly #evaluations: EvaluationService;
  readonly #parts: EvaluationPartsService;

  constructor(options: {
    knex: Knex;
    versions: ModelVersionService;
    evaluations: EvaluationService;
    parts: EvaluationPartsService;
  }) {
    this.#knex = options.knex;
    this.#versions = options.versions;
    this.#evaluations = options.evaluations;
    this.#parts = options.parts;
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
    return this.#show(await this.#evaluations.report(report, { actor }));
  }

  async openEvaluation(
    report: Api.EvaluationReport & { parts: number },
    actor: PipelineActor,
  ): Promise<Api.OpenEvaluation> {
    return this.#parts.open(report, { actor });
  }

  async evaluationPart(
    place: { id: string; part: number },
    content: Api.EvaluationPart,
    actor: PipelineActor,
  ): Promise<Api.OpenEvaluation> {
    return this.#parts.put(place, content, { actor });
  }

  async completeEvaluation(
    id: string,
    actor: PipelineActor,
  ): Promise<Recorded<Api.Evaluation>> {
    return this.#show(await this.#parts.complete(id, { actor }));
  }

  async #show({
    record,
    created,
  }: Recorded<EvaluationRow>): Promise<Recorded<Api.Evaluation>> {
    const [evaluation] = await showEvaluations(this.#knex, [record]);
    return { record: evaluation, created };
  }
}
