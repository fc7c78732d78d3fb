import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { PipelineActor, WorkContext } from '../../database';
import { ModelVersionRow } from '../../database/modelVersions';
import { Recorded } from '../chatbots/ChatbotService';

/** A unit of work that a pipeline asks for. */
export interface PipelineContext extends WorkContext {
  actor: PipelineActor;
}

/** Records what pipelines built. */
export interface ModelVersionService {
  /**
   * Records a model version of the pipeline's chatbot. The same version with the same digest is one record.
   * Throws `digest-mismatch`, `repository-mismatch`, `version-conflict`, and what computing the digest throws.
   */
  report(
    report: Api.ModelVersionReport,
    context: PipelineContext,
  ): Promise<Recorded<ModelVersionRow>>;
}
