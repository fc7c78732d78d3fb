// Generated from openapi.yaml by scripts/generate-openapi.mjs. Do not edit.
import { ResponseError } from '@backstage/errors';
import type {
  operations,
  AbandonmentRequest,
  AuditEventDetail,
  AuditEventList,
  AuditExport,
  AuditExportRequest,
  AuditStatus,
  Changes,
  ChangesCursor,
  Chatbot,
  ChatbotFactsChange,
  ChatbotList,
  ChatbotOverview,
  ChatbotRegistration,
  Comparison,
  ConsistencyProof,
  DecisionRequest,
  Deployment,
  DeploymentList,
  DeploymentOutcomeReport,
  DeploymentStepReport,
  Evaluation,
  EvaluationList,
  EvaluationReport,
  EvaluationSampleList,
  ExchangedToken,
  GateList,
  IdentityTokenExchange,
  IssuedPipelineToken,
  LogCheckpoint,
  ModelVersionDetail,
  ModelVersionList,
  ModelVersionReport,
  Permit,
  PermitConsumption,
  PipelinePromotion,
  PipelinePromotionList,
  PipelinePromotionRequest,
  PipelineTokenList,
  PipelineTokenRequest,
  Policy,
  PolicyList,
  PolicyProposal,
  ProjectionList,
  Promotion,
  PromotionDetail,
  PromotionList,
  PromotionRequest,
  PromotionWorkflow,
  PublicKeys,
  ReportedModelVersion,
  StageList,
  TrendList,
} from './schema';

/** What the client needs to find and call the plugin: Backstage's discovery and fetch APIs.
 * @public */
export interface ChatbotsClientOptions {
  /** Where the plugin is. */
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** How to ask it. */
  fetchApi: { fetch: typeof fetch };
}

/** Options of one call: a bearer token (for backends) and a signal to abort.
 * @public */
export interface RequestOptions {
  /** Credential of a service or a person; what the fetch API adds when absent. */
  token?: string;
  /** Ends the call. */
  signal?: AbortSignal;
}

type AnyRequest = { path?: object; query?: object; body?: unknown };

/** Typed client of the chatbots plugin, one method per operation. Throws ResponseError on anything but 2xx.
 * @public */
export class ChatbotsClient {
  readonly #discoveryApi: ChatbotsClientOptions['discoveryApi'];
  readonly #fetchApi: ChatbotsClientOptions['fetchApi'];

  constructor(options: ChatbotsClientOptions) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  /** Public keys of permits and of the audit log. For display and bootstrap; verifiers pin them. */
  getPublicKeys(options?: RequestOptions): Promise<PublicKeys> {
    return this.#send<PublicKeys>(
      'GET',
      '/.well-known/chatbot-portal/keys',
      {},
      options,
    );
  }

  /** Exchanges a pipeline's OIDC ID token for a pipeline token that lives for minutes. */
  exchangeIdentityToken(
    request: { body: IdentityTokenExchange },
    options?: RequestOptions,
  ): Promise<ExchangedToken> {
    return this.#send<ExchangedToken>(
      'POST',
      '/pipeline/v1/token',
      request,
      options,
    );
  }

  /** Reports a model version. The same report twice is one record. */
  reportModelVersion(
    request: { body: ModelVersionReport },
    options?: RequestOptions,
  ): Promise<ReportedModelVersion> {
    return this.#send<ReportedModelVersion>(
      'POST',
      '/pipeline/v1/versions',
      request,
      options,
    );
  }

  /** Reports one run of a suite over a dataset against one model version. */
  reportEvaluation(
    request: { body: EvaluationReport },
    options?: RequestOptions,
  ): Promise<Evaluation> {
    return this.#send<Evaluation>(
      'POST',
      '/pipeline/v1/evaluations',
      request,
      options,
    );
  }

  /** Promotions of the token's chatbot, for the deploy job to find its work. */
  listPipelinePromotions(
    request: {
      query?: operations['ListPipelinePromotions']['parameters']['query'];
    } = {},
    options?: RequestOptions,
  ): Promise<PipelinePromotionList> {
    return this.#send<PipelinePromotionList>(
      'GET',
      '/pipeline/v1/promotions',
      request,
      options,
    );
  }

  /** Requests a promotion. It counts as requested by the person who started the run and by every contributor. */
  requestPromotionAsPipeline(
    request: { body: PipelinePromotionRequest },
    options?: RequestOptions,
  ): Promise<PipelinePromotion> {
    return this.#send<PipelinePromotion>(
      'POST',
      '/pipeline/v1/promotions',
      request,
      options,
    );
  }

  /** The promotion */
  getPipelinePromotion(
    request: { path: operations['GetPipelinePromotion']['parameters']['path'] },
    options?: RequestOptions,
  ): Promise<PipelinePromotion> {
    return this.#send<PipelinePromotion>(
      'GET',
      '/pipeline/v1/promotions/{promotionId}',
      request,
      options,
    );
  }

  /** Runs every check again and issues the permit, or returns the one issued. The promotion becomes released. */
  fetchPermit(
    request: { path: operations['FetchPermit']['parameters']['path'] },
    options?: RequestOptions,
  ): Promise<Permit> {
    return this.#send<Permit>(
      'POST',
      '/pipeline/v1/promotions/{promotionId}/permit',
      request,
      options,
    );
  }

  /** Consumes the permit once and opens one deployment. The same key gets the same answer, another key 409. */
  consumePermit(
    request: {
      path: operations['ConsumePermit']['parameters']['path'];
      body: PermitConsumption;
    },
    options?: RequestOptions,
  ): Promise<Deployment> {
    return this.#send<Deployment>(
      'POST',
      '/pipeline/v1/permits/{permitId}/consume',
      request,
      options,
    );
  }

  /** The deployment with the steps reported so far */
  getPipelineDeployment(
    request: {
      path: operations['GetPipelineDeployment']['parameters']['path'];
    },
    options?: RequestOptions,
  ): Promise<Deployment> {
    return this.#send<Deployment>(
      'GET',
      '/pipeline/v1/deployments/{deploymentId}',
      request,
      options,
    );
  }

  /** The deployment */
  reportDeploymentStep(
    request: {
      path: operations['ReportDeploymentStep']['parameters']['path'];
      body: DeploymentStepReport;
    },
    options?: RequestOptions,
  ): Promise<Deployment> {
    return this.#send<Deployment>(
      'POST',
      '/pipeline/v1/deployments/{deploymentId}/steps',
      request,
      options,
    );
  }

  /** The deployment */
  reportDeploymentOutcome(
    request: {
      path: operations['ReportDeploymentOutcome']['parameters']['path'];
      body: DeploymentOutcomeReport;
    },
    options?: RequestOptions,
  ): Promise<Deployment> {
    return this.#send<Deployment>(
      'POST',
      '/pipeline/v1/deployments/{deploymentId}/outcome',
      request,
      options,
    );
  }

  /** Chatbots */
  listChatbots(
    request: { query?: operations['ListChatbots']['parameters']['query'] } = {},
    options?: RequestOptions,
  ): Promise<ChatbotList> {
    return this.#send<ChatbotList>('GET', '/v1/chatbots', request, options);
  }

  /** Registers a chatbot and binds its repository by immutable id. For members of the owning group. */
  registerChatbot(
    request: { body: ChatbotRegistration },
    options?: RequestOptions,
  ): Promise<Chatbot> {
    return this.#send<Chatbot>('POST', '/v1/chatbots', request, options);
  }

  /** The chatbot with its stages and next promotion */
  getChatbot(
    request: { path: operations['GetChatbot']['parameters']['path'] },
    options?: RequestOptions,
  ): Promise<ChatbotOverview> {
    return this.#send<ChatbotOverview>(
      'GET',
      '/v1/chatbots/{chatbot}',
      request,
      options,
    );
  }

  /** Changes owner, risk class or repository. Voids every open promotion of the chatbot. For administrators. */
  changeChatbotFacts(
    request: {
      path: operations['ChangeChatbotFacts']['parameters']['path'];
      body: ChatbotFactsChange;
    },
    options?: RequestOptions,
  ): Promise<Chatbot> {
    return this.#send<Chatbot>(
      'PUT',
      '/v1/chatbots/{chatbot}/facts',
      request,
      options,
    );
  }

  /** Tokens, without their values */
  listPipelineTokens(
    request: { path: operations['ListPipelineTokens']['parameters']['path'] },
    options?: RequestOptions,
  ): Promise<PipelineTokenList> {
    return this.#send<PipelineTokenList>(
      'GET',
      '/v1/chatbots/{chatbot}/tokens',
      request,
      options,
    );
  }

  /** Issues a stored pipeline token; its value is shown once. Revokes the token issued under the same purpose before. */
  issuePipelineToken(
    request: {
      path: operations['IssuePipelineToken']['parameters']['path'];
      body: PipelineTokenRequest;
    },
    options?: RequestOptions,
  ): Promise<IssuedPipelineToken> {
    return this.#send<IssuedPipelineToken>(
      'POST',
      '/v1/chatbots/{chatbot}/tokens',
      request,
      options,
    );
  }

  /** Revoked */
  revokePipelineToken(
    request: { path: operations['RevokePipelineToken']['parameters']['path'] },
    options?: RequestOptions,
  ): Promise<void> {
    return this.#send<void>(
      'DELETE',
      '/v1/chatbots/{chatbot}/tokens/{tokenId}',
      request,
      options,
    );
  }

  /** Versions, newest first */
  listModelVersions(
    request: {
      path: operations['ListModelVersions']['parameters']['path'];
      query?: operations['ListModelVersions']['parameters']['query'];
    },
    options?: RequestOptions,
  ): Promise<ModelVersionList> {
    return this.#send<ModelVersionList>(
      'GET',
      '/v1/chatbots/{chatbot}/versions',
      request,
      options,
    );
  }

  /** The version: model card, gates and lineage */
  getModelVersion(
    request: { path: operations['GetModelVersion']['parameters']['path'] },
    options?: RequestOptions,
  ): Promise<ModelVersionDetail> {
    return this.#send<ModelVersionDetail>(
      'GET',
      '/v1/chatbots/{chatbot}/versions/{version}',
      request,
      options,
    );
  }

  /** What is different */
  compareModelVersions(
    request: {
      path: operations['CompareModelVersions']['parameters']['path'];
      query: operations['CompareModelVersions']['parameters']['query'];
    },
    options?: RequestOptions,
  ): Promise<Comparison> {
    return this.#send<Comparison>(
      'GET',
      '/v1/chatbots/{chatbot}/comparison',
      request,
      options,
    );
  }

  /** Evaluations, newest first */
  listEvaluations(
    request: {
      path: operations['ListEvaluations']['parameters']['path'];
      query?: operations['ListEvaluations']['parameters']['query'];
    },
    options?: RequestOptions,
  ): Promise<EvaluationList> {
    return this.#send<EvaluationList>(
      'GET',
      '/v1/chatbots/{chatbot}/evaluations',
      request,
      options,
    );
  }

  /** One series per suite and metric */
  getTrends(
    request: {
      path: operations['GetTrends']['parameters']['path'];
      query?: operations['GetTrends']['parameters']['query'];
    },
    options?: RequestOptions,
  ): Promise<TrendList> {
    return this.#send<TrendList>(
      'GET',
      '/v1/chatbots/{chatbot}/trends',
      request,
      options,
    );
  }

  /** Stages in order */
  listStages(
    request: {
      path: operations['ListStages']['parameters']['path'];
      query?: operations['ListStages']['parameters']['query'];
    },
    options?: RequestOptions,
  ): Promise<StageList> {
    return this.#send<StageList>(
      'GET',
      '/v1/chatbots/{chatbot}/stages',
      request,
      options,
    );
  }

  /** Deployments, newest first */
  listDeployments(
    request: {
      path: operations['ListDeployments']['parameters']['path'];
      query?: operations['ListDeployments']['parameters']['query'];
    },
    options?: RequestOptions,
  ): Promise<DeploymentList> {
    return this.#send<DeploymentList>(
      'GET',
      '/v1/chatbots/{chatbot}/deployments',
      request,
      options,
    );
  }

  /** Which checks a promotion of the version to each stage would pass or fail now, each with a reason. */
  explainGates(
    request: {
      path: operations['ExplainGates']['parameters']['path'];
      query: operations['ExplainGates']['parameters']['query'];
    },
    options?: RequestOptions,
  ): Promise<GateList> {
    return this.#send<GateList>(
      'GET',
      '/v1/chatbots/{chatbot}/gates',
      request,
      options,
    );
  }

  /** Requested */
  requestPromotion(
    request: {
      path: operations['RequestPromotion']['parameters']['path'];
      body: PromotionRequest;
    },
    options?: RequestOptions,
  ): Promise<Promotion> {
    return this.#send<Promotion>(
      'POST',
      '/v1/chatbots/{chatbot}/promotions',
      request,
      options,
    );
  }

  /** The evaluation with metrics and slices */
  getEvaluation(
    request: { path: operations['GetEvaluation']['parameters']['path'] },
    options?: RequestOptions,
  ): Promise<Evaluation> {
    return this.#send<Evaluation>(
      'GET',
      '/v1/evaluations/{evaluationId}',
      request,
      options,
    );
  }

  /** Samples, failed first */
  listEvaluationSamples(
    request: {
      path: operations['ListEvaluationSamples']['parameters']['path'];
      query?: operations['ListEvaluationSamples']['parameters']['query'];
    },
    options?: RequestOptions,
  ): Promise<EvaluationSampleList> {
    return this.#send<EvaluationSampleList>(
      'GET',
      '/v1/evaluations/{evaluationId}/samples',
      request,
      options,
    );
  }

  /** Promotions, newest first */
  listPromotions(
    request: {
      query?: operations['ListPromotions']['parameters']['query'];
    } = {},
    options?: RequestOptions,
  ): Promise<PromotionList> {
    return this.#send<PromotionList>('GET', '/v1/promotions', request, options);
  }

  /** The promotion, with what changes, what policy asks and whether the caller may decide */
  getPromotion(
    request: { path: operations['GetPromotion']['parameters']['path'] },
    options?: RequestOptions,
  ): Promise<PromotionDetail> {
    return this.#send<PromotionDetail>(
      'GET',
      '/v1/promotions/{promotionId}',
      request,
      options,
    );
  }

  /** Approves or rejects. Bound to the digest the reviewer saw; another binding digest is refused with promotion-void. */
  decidePromotion(
    request: {
      path: operations['DecidePromotion']['parameters']['path'];
      body: DecisionRequest;
    },
    options?: RequestOptions,
  ): Promise<Promotion> {
    return this.#send<Promotion>(
      'POST',
      '/v1/promotions/{promotionId}/decisions',
      request,
      options,
    );
  }

  /** The promotion */
  withdrawDecision(
    request: { path: operations['WithdrawDecision']['parameters']['path'] },
    options?: RequestOptions,
  ): Promise<Promotion> {
    return this.#send<Promotion>(
      'DELETE',
      '/v1/promotions/{promotionId}/decisions/mine',
      request,
      options,
    );
  }

  /** The promotion */
  withdrawPromotion(
    request: { path: operations['WithdrawPromotion']['parameters']['path'] },
    options?: RequestOptions,
  ): Promise<Promotion> {
    return this.#send<Promotion>(
      'POST',
      '/v1/promotions/{promotionId}/withdrawal',
      request,
      options,
    );
  }

  /** The promotion */
  abandonDeployment(
    request: {
      path: operations['AbandonDeployment']['parameters']['path'];
      body: AbandonmentRequest;
    },
    options?: RequestOptions,
  ): Promise<Promotion> {
    return this.#send<Promotion>(
      'POST',
      '/v1/promotions/{promotionId}/abandonment',
      request,
      options,
    );
  }

  /** The request; the promotion tells what becomes of it */
  startWorkflow(
    request: { path: operations['StartWorkflow']['parameters']['path'] },
    options?: RequestOptions,
  ): Promise<PromotionWorkflow> {
    return this.#send<PromotionWorkflow>(
      'POST',
      '/v1/promotions/{promotionId}/workflow',
      request,
      options,
    );
  }

  /** Policies, newest first */
  listPolicies(
    request: { query?: operations['ListPolicies']['parameters']['query'] } = {},
    options?: RequestOptions,
  ): Promise<PolicyList> {
    return this.#send<PolicyList>('GET', '/v1/policies', request, options);
  }

  /** The same text stands already */
  proposePolicy(
    request: { body: PolicyProposal },
    options?: RequestOptions,
  ): Promise<Policy> {
    return this.#send<Policy>('POST', '/v1/policies', request, options);
  }

  /** Approves a proposed policy; it becomes active once the policy in force is satisfied. */
  approvePolicy(
    request: { path: operations['ApprovePolicy']['parameters']['path'] },
    options?: RequestOptions,
  ): Promise<Policy> {
    return this.#send<Policy>(
      'POST',
      '/v1/policies/{policyNumber}/approvals',
      request,
      options,
    );
  }

  /** The log's health */
  getAuditStatus(options?: RequestOptions): Promise<AuditStatus> {
    return this.#send<AuditStatus>('GET', '/v1/audit/status', {}, options);
  }

  /** Events, newest first */
  listAuditEvents(
    request: {
      query?: operations['ListAuditEvents']['parameters']['query'];
    } = {},
    options?: RequestOptions,
  ): Promise<AuditEventList> {
    return this.#send<AuditEventList>(
      'GET',
      '/v1/audit/events',
      request,
      options,
    );
  }

  /** The event with its canonical bytes and inclusion proof */
  getAuditEvent(
    request: { path: operations['GetAuditEvent']['parameters']['path'] },
    options?: RequestOptions,
  ): Promise<AuditEventDetail> {
    return this.#send<AuditEventDetail>(
      'GET',
      '/v1/audit/events/{sequence}',
      request,
      options,
    );
  }

  /** The latest signed checkpoint */
  getLatestCheckpoint(options?: RequestOptions): Promise<LogCheckpoint> {
    return this.#send<LogCheckpoint>(
      'GET',
      '/v1/audit/checkpoints/latest',
      {},
      options,
    );
  }

  /** RFC 6962 consistency proof */
  getConsistencyProof(
    request: {
      query: operations['GetConsistencyProof']['parameters']['query'];
    },
    options?: RequestOptions,
  ): Promise<ConsistencyProof> {
    return this.#send<ConsistencyProof>(
      'GET',
      '/v1/audit/proofs/consistency',
      request,
      options,
    );
  }

  /** Prepares an export of a period and returns one-time links that live for a minute. */
  createAuditExport(
    request: { body: AuditExportRequest },
    options?: RequestOptions,
  ): Promise<AuditExport> {
    return this.#send<AuditExport>(
      'POST',
      '/v1/audit/exports',
      request,
      options,
    );
  }

  /** The change feed for one consumer, after its stored cursor. For service principals. */
  readChanges(
    request: {
      path: operations['ReadChanges']['parameters']['path'];
      query?: operations['ReadChanges']['parameters']['query'];
    },
    options?: RequestOptions,
  ): Promise<Changes> {
    return this.#send<Changes>(
      'GET',
      '/v1/changes/{consumer}',
      request,
      options,
    );
  }

  /** Stores how far a consumer came, unless another replica of it did since it read. For service principals. */
  acknowledgeChanges(
    request: {
      path: operations['AcknowledgeChanges']['parameters']['path'];
      body: ChangesCursor;
    },
    options?: RequestOptions,
  ): Promise<void> {
    return this.#send<void>('PUT', '/v1/changes/{consumer}', request, options);
  }

  /** What the catalog shows of one chatbot, or of all in pages. For service principals. */
  readProjection(
    request: {
      query?: operations['ReadProjection']['parameters']['query'];
    } = {},
    options?: RequestOptions,
  ): Promise<ProjectionList> {
    return this.#send<ProjectionList>(
      'GET',
      '/v1/projection',
      request,
      options,
    );
  }

  async #send<T>(
    method: string,
    template: string,
    request: AnyRequest,
    options?: RequestOptions,
  ): Promise<T> {
    const pathParameters = new Map(Object.entries(request.path ?? {}));
    const path = template.replace(/\{(\w+)\}/g, (_, name) =>
      encodeURIComponent(String(pathParameters.get(name))),
    );
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) query.set(name, String(value));
    }
    const search = query.toString();
    const base = await this.#discoveryApi.getBaseUrl('chatbots');
    const response = await this.#fetchApi.fetch(
      `${base}${path}${search ? `?${search}` : ''}`,
      {
        method,
        headers: {
          ...(request.body === undefined
            ? {}
            : { 'Content-Type': 'application/json' }),
          ...(options?.token
            ? { Authorization: `Bearer ${options.token}` }
            : {}),
        },
        body:
          request.body === undefined ? undefined : JSON.stringify(request.body),
        signal: options?.signal,
      },
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
}
