import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { PipelineActor } from '../database/Actor';
import { WorkContext, Work } from '../database/UnitOfWork';
import { ModelVersionRow } from '../database/modelVersions';
import { EvaluationRow } from '../database/evaluations';

/** A record and whether this request made it. */
export interface Recorded<T> {
  record: T;
  /** False when the same was recorded before. */
  created: boolean;
}

/** Registers chatbots. */
export interface ChatbotService {
  /**
   * Registers a chatbot, binds its repository and proposes its facts. Until a second person accepts them its risk class is the
   * strictest. The same facts again find the chatbot as it is.
   * Throws `not-allowed` unless the user belongs to the owner, `membership-unavailable`, `chatbot-exists` or
   * `repository-taken`.
   */
  register(
    registration: Api.ChatbotRegistration,
    context: WorkContext,
  ): Promise<Recorded<Api.Chatbot>>;
}

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

/** Records evaluations that come in parts. */
export interface EvaluationPartsService {
  open(
    report: Api.EvaluationReport & { parts: number },
    context: PipelineContext,
  ): Promise<Api.OpenEvaluation>;
  put(
    place: { id: string; part: number },
    content: Api.EvaluationPart,
    context: PipelineContext,
  ): Promise<Api.OpenEvaluation>;
  complete(
    id: string,
    context: PipelineContext,
  ): Promise<Recorded<EvaluationRow>>;
  /** Removes what has waited for its parts for an hour. For the scheduler. */
  endOpen(): Promise<void>;
}

/** Hears, inside the unit of work that makes it, of a change that promotions rest on. */
export interface EvidenceListener {
  /**
   * Called after an evaluation was recorded, in the same transaction: promotions rest on the newest evaluation, so what was
   * approved on an older one is void.
   */
  onEvidenceReported(work: Work, chatbot: string): Promise<void>;
}
