import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { EvaluationRow } from '../../database/evaluations';
import { Recorded } from '../chatbots/ChatbotService';
import { PipelineContext } from '../versions/ModelVersionService';

/** Records what evaluations measured. */
export interface EvaluationService {
  /**
   * Records one evaluation of a version of the pipeline's chatbot. The same run with the same results is one record.
   * Throws `version-unknown`, `digest-mismatch`, `metric-invalid`, `input-invalid`, `evaluation-conflict`,
   * `deployment-unknown` or `token-foreign`.
   */
  report(
    report: Api.EvaluationReport,
    context: PipelineContext,
  ): Promise<Recorded<EvaluationRow>>;
}
