import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { PipelineActor } from '../database/Actor';
import { WorkContext, Work } from '../database/UnitOfWork';
import { ModelVersionRow } from '../database/modelVersions';
import { EvaluationRow } from '../database/evaluations';
import { ChatbotRow } from '../database/chatbots';

/** A record and whether this request made it. */
export interface Recorded<T> {
  record: T;
  /** False when the same was recorded before. */
  created: boolean;
}

/** Changes what the registry knows about a chatbot itself. */
export interface ChatbotService {
  /**
   * Registers a chatbot and binds its repository. The same facts again find the chatbot as it is.
   * Throws `not-allowed` unless the user belongs to the owner, `membership-unavailable`, `chatbot-exists` or
   * `repository-taken`.
   */
  register(
    registration: Api.ChatbotRegistration,
    context: WorkContext,
  ): Promise<Recorded<Api.Chatbot>>;
  /**
   * Changes owner, risk class or repository. Whatever was approved under the old facts becomes void in the same
   * transaction; a change of the repository revokes all pipeline tokens, which lie in the old repository.
   * Throws `chatbot-unknown`, `owner-unknown` or `repository-taken`.
   */
  changeFacts(
    chatbot: string,
    change: Api.ChatbotFactsChange,
    context: WorkContext,
  ): Promise<Api.Chatbot>;
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

/** Hears of a change of a chatbot's facts inside the unit of work that makes it. */
export interface FactsListener {
  /**
   * Called after the row was changed, in the same transaction: governance voids what was approved under the old facts, so
   * neither can be committed without the other.
   */
  onFactsChanged(
    work: Work,
    change: { before: ChatbotRow; after: ChatbotRow },
  ): Promise<void>;

  /**
   * Called after an evaluation was recorded, in the same transaction: promotions rest on the newest evaluation, so what was
   * approved on an older one is void.
   */
  onEvidenceReported(work: Work, chatbot: string): Promise<void>;
}
