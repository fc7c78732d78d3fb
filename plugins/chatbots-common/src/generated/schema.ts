// Generated from openapi.yaml by scripts/generate-openapi.mjs. Do not edit.
/** @public */
export interface paths {
  '/.well-known/chatbot-portal/keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Public keys of permits and of the audit log. For display and bootstrap; verifiers pin them. */
    get: operations['GetPublicKeys'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/pipeline/v1/token': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Exchanges a pipeline's OIDC ID token for a pipeline token that lives for minutes. */
    post: operations['ExchangeIdentityToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/pipeline/v1/versions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Reports a model version. The same report twice is one record. */
    post: operations['ReportModelVersion'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/pipeline/v1/evaluations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Reports one run of a suite over a dataset against one model version. */
    post: operations['ReportEvaluation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/pipeline/v1/promotions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Promotions of the token's chatbot, for the deploy job to find its work. */
    get: operations['ListPipelinePromotions'];
    put?: never;
    /** Requests a promotion. It counts as requested by the person who started the run and by every contributor. */
    post: operations['RequestPromotionAsPipeline'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/pipeline/v1/promotions/{promotionId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['GetPipelinePromotion'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/pipeline/v1/promotions/{promotionId}/permit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Runs every check again and issues the permit, or returns the one issued. The promotion becomes released. */
    post: operations['FetchPermit'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/pipeline/v1/permits/{permitId}/consume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Consumes the permit once and opens one deployment. The same key gets the same answer, another key 409. */
    post: operations['ConsumePermit'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/pipeline/v1/deployments/{deploymentId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['GetPipelineDeployment'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/pipeline/v1/deployments/{deploymentId}/steps': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ReportDeploymentStep'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/pipeline/v1/deployments/{deploymentId}/outcome': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ReportDeploymentOutcome'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/chatbots': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ListChatbots'];
    put?: never;
    /** Registers a chatbot and binds its repository by immutable id. For members of the owning group. */
    post: operations['RegisterChatbot'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/chatbots/{chatbot}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['GetChatbot'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/chatbots/{chatbot}/facts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Changes owner, risk class or repository. Voids every open promotion of the chatbot. For administrators. */
    put: operations['ChangeChatbotFacts'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/chatbots/{chatbot}/tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ListPipelineTokens'];
    put?: never;
    /** Issues a stored pipeline token; its value is shown once. Revokes the token issued under the same purpose before. */
    post: operations['IssuePipelineToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/chatbots/{chatbot}/tokens/{tokenId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations['RevokePipelineToken'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/chatbots/{chatbot}/versions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ListModelVersions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/chatbots/{chatbot}/versions/{version}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['GetModelVersion'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/chatbots/{chatbot}/comparison': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['CompareModelVersions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/chatbots/{chatbot}/evaluations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ListEvaluations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/chatbots/{chatbot}/trends': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['GetTrends'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/chatbots/{chatbot}/stages': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ListStages'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/chatbots/{chatbot}/deployments': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ListDeployments'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/chatbots/{chatbot}/gates': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Which checks a promotion of the version to each stage would pass or fail now, each with a reason. */
    get: operations['ExplainGates'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/chatbots/{chatbot}/promotions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['RequestPromotion'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/evaluations/{evaluationId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['GetEvaluation'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/evaluations/{evaluationId}/samples': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ListEvaluationSamples'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/promotions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ListPromotions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/promotions/{promotionId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['GetPromotion'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/promotions/{promotionId}/decisions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Approves or rejects. Bound to the digest the reviewer saw; another binding digest is refused with promotion-void. */
    post: operations['DecidePromotion'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/promotions/{promotionId}/decisions/mine': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations['WithdrawDecision'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/promotions/{promotionId}/withdrawal': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['WithdrawPromotion'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/policies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ListPolicies'];
    put?: never;
    post: operations['ProposePolicy'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/policies/{policyNumber}/approvals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Approves a proposed policy; it becomes active once the policy in force is satisfied. */
    post: operations['ApprovePolicy'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/audit/status': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['GetAuditStatus'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/audit/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ListAuditEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/audit/events/{sequence}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['GetAuditEvent'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/audit/checkpoints/latest': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['GetLatestCheckpoint'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/audit/proofs/consistency': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['GetConsistencyProof'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/audit/exports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Prepares an export of a period and returns one-time links that live for a minute. */
    post: operations['CreateAuditExport'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/audit/downloads/{ticket}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Streams an export. The ticket works once, for the user it was issued to. */
    get: operations['DownloadAuditExport'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/changes/{consumer}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The change feed for one consumer, after its stored cursor. For service principals. */
    get: operations['ReadChanges'];
    put: operations['AcknowledgeChanges'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/projection': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the catalog shows of one chatbot, or of all in pages. For service principals. */
    get: operations['ReadProjection'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
/** @public */
export type webhooks = Record<string, never>;
/** @public */
export interface components {
  schemas: {
    Error: {
      error: {
        name: string;
        message: string;
        /** @description Reason code; the table stands in docs/reason-codes.md */
        reason?: string;
        hint?: string;
        details?: {
          [key: string]: unknown;
        };
      };
    } & {
      [key: string]: unknown;
    };
    Id: string;
    ChatbotName: string;
    VersionName: string;
    ShortName: string;
    StageName: string;
    EntityRef: string;
    /** @enum {string} */
    RiskClass: 'minimal' | 'limited' | 'high';
    /** @enum {string} */
    Verdict: 'pass' | 'fail' | 'inconclusive' | 'none';
    Sha256: string;
    CommitSha: string;
    /** @enum {string} */
    PromotionState:
      | 'requested'
      | 'approved'
      | 'released'
      | 'deploying'
      | 'deployed'
      | 'rolled-back'
      | 'failed'
      | 'withdrawn'
      | 'rejected'
      | 'expired'
      | 'void'
      | 'superseded';
    /** @enum {string} */
    Strategy: 'all-at-once' | 'blue-green' | 'canary';
    JsonMap: {
      [key: string]: unknown;
    };
    PublicKey: {
      /** @enum {string} */
      use: 'permit' | 'audit-log';
      keyId: string;
      /** @enum {string} */
      algorithm: 'Ed25519';
      publicKeyPem: string;
      /** @description C2SP verifier key of the audit log */
      verifierKey?: string;
      /** @description SHA-256 of the raw public key, hexadecimal */
      fingerprint?: string;
    };
    PublicKeys: {
      keys: components['schemas']['PublicKey'][];
    };
    IdentityTokenExchange: {
      identityToken: string;
    };
    ExchangedToken: {
      token: string;
      /** Format: date-time */
      expiresAt: string;
      chatbot: components['schemas']['ChatbotName'];
    };
    /** @description The run that reports; with an exchanged token the claims of the identity token win */
    PipelineRun: {
      id: string;
      attempt?: number;
      workflow?: string;
      ref?: string;
      /** @description SCM login of the person who started the run */
      actor?: string;
      url?: string;
    };
    ModelVersionBundle: {
      source: {
        repositoryId: string;
        commit: components['schemas']['CommitSha'];
      };
      baseModel: {
        provider: string;
        name: string;
        revision?: string;
      };
      parameters: components['schemas']['JsonMap'];
      prompts: {
        name: components['schemas']['ShortName'];
        digest: components['schemas']['Sha256'];
      }[];
      datasets: {
        name: components['schemas']['ShortName'];
        revision: components['schemas']['ShortName'];
        digest: components['schemas']['Sha256'];
      }[];
      hyperparameters: components['schemas']['JsonMap'];
      artifacts: {
        name: components['schemas']['ShortName'];
        mediaType: string;
        digest: components['schemas']['Sha256'];
        size: number;
      }[];
    };
    Commit: {
      sha: components['schemas']['CommitSha'];
      author: components['schemas']['CommitPerson'];
      committer: components['schemas']['CommitPerson'];
      summary?: string;
    };
    CommitPerson: {
      name?: string;
      email: string;
      login?: string;
    };
    ModelCard: {
      purpose?: string;
      limits?: string;
      data?: string;
    };
    ModelVersionReport: {
      version: components['schemas']['VersionName'];
      digest?: components['schemas']['Sha256'];
      bundle: components['schemas']['ModelVersionBundle'];
      /** @description Texts for reading and comparing; each must have the digest that the bundle states */
      promptTexts?: {
        name: components['schemas']['ShortName'];
        text: string;
      }[];
      modelCard?: components['schemas']['ModelCard'];
      /** @description The newest commits reachable from the source commit, newest first */
      commits: components['schemas']['Commit'][];
      run: components['schemas']['PipelineRun'];
      /** Format: date-time */
      builtAt?: string;
    };
    Judge: {
      name: components['schemas']['ShortName'];
      /** @enum {string} */
      kind: 'llm' | 'deterministic' | 'stand-in';
      digest: components['schemas']['Sha256'];
    };
    /** @enum {string} */
    Direction: 'higher-is-better' | 'lower-is-better';
    Metric: {
      name: components['schemas']['ShortName'];
      value: number;
      direction: components['schemas']['Direction'];
      /**
       * @description A ratio lies between 0 and 1
       * @enum {string}
       */
      unit?: 'ratio' | 'score' | 'ms' | 's' | 'tokens' | 'count' | 'usd';
      sampleCount: number;
      standardDeviation?: number;
    };
    MetricSlice: {
      slice: components['schemas']['ShortName'];
      metric: components['schemas']['ShortName'];
      value: number;
      sampleCount: number;
    };
    EvaluationSample: {
      sampleId: components['schemas']['ShortName'];
      slice?: components['schemas']['ShortName'];
      scores: {
        [key: string]: number;
      };
      passed?: boolean;
      input?: string;
      expected?: string;
      output?: string;
    };
    EvaluationReport: {
      version: components['schemas']['VersionName'];
      digest?: components['schemas']['Sha256'];
      suite: components['schemas']['ShortName'];
      dataset: components['schemas']['DatasetRef'];
      judge: components['schemas']['Judge'];
      metrics: components['schemas']['Metric'][];
      slices?: components['schemas']['MetricSlice'][];
      samples?: components['schemas']['EvaluationSample'][];
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      finishedAt: string;
      deploymentId?: components['schemas']['Id'];
      run: components['schemas']['PipelineRun'];
    };
    DatasetRef: {
      name: components['schemas']['ShortName'];
      revision: components['schemas']['ShortName'];
      digest: components['schemas']['Sha256'];
    };
    PipelinePromotionRequest: {
      version: components['schemas']['VersionName'];
      stage: components['schemas']['StageName'];
      strategy?: components['schemas']['Strategy'];
      run: components['schemas']['PipelineRun'];
    };
    PipelinePromotion: {
      id: components['schemas']['Id'];
      chatbot: components['schemas']['ChatbotName'];
      state: components['schemas']['PromotionState'];
      stage: components['schemas']['StageName'];
      version: components['schemas']['VersionName'];
      digest: components['schemas']['Sha256'];
      commit: components['schemas']['CommitSha'];
      strategy: components['schemas']['Strategy'];
      deploymentId?: components['schemas']['Id'];
      /** Format: date-time */
      expiresAt?: string;
    };
    PipelinePromotionList: {
      items: components['schemas']['PipelinePromotion'][];
    };
    DsseEnvelope: {
      payloadType: string;
      payload: string;
      signatures: {
        keyid: string;
        sig: string;
      }[];
    };
    Permit: {
      permitId: components['schemas']['Id'];
      promotionId: components['schemas']['Id'];
      envelope: components['schemas']['DsseEnvelope'];
      /** Format: date-time */
      expiresAt: string;
    };
    PermitConsumption: {
      idempotencyKey: string;
      digest: components['schemas']['Sha256'];
      run?: components['schemas']['PipelineRun'];
    };
    DeploymentStepReport: {
      sequence: number;
      name: components['schemas']['ShortName'];
      /** @description Per cent of traffic on the new version after this step */
      weight: number;
      /** @enum {string} */
      status: 'healthy' | 'unhealthy';
      message?: string;
    };
    DeploymentOutcomeReport: {
      /** @enum {string} */
      outcome: 'deployed' | 'rolled-back' | 'failed';
      message?: string;
    };
    DeploymentStep: {
      sequence: number;
      name: string;
      weight: number;
      /** @enum {string} */
      status: 'healthy' | 'unhealthy';
      message?: string;
      /** Format: date-time */
      reportedAt: string;
    };
    Deployment: {
      id: components['schemas']['Id'];
      chatbot: components['schemas']['ChatbotName'];
      version: components['schemas']['VersionName'];
      digest: components['schemas']['Sha256'];
      stage: components['schemas']['StageName'];
      strategy: components['schemas']['Strategy'];
      /** @enum {string} */
      state: 'open' | 'deployed' | 'rolled-back' | 'failed';
      weight?: number;
      promotionId: components['schemas']['Id'];
      replaces?: components['schemas']['VersionName'];
      fallbackDigest?: components['schemas']['Sha256'];
      approvedBy?: string[];
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      finishedAt?: string;
      message?: string;
      steps: components['schemas']['DeploymentStep'][];
      runUrl?: string;
    };
    DeploymentList: {
      items: components['schemas']['Deployment'][];
      nextCursor?: string;
    };
    Repository: {
      host: string;
      /** @description The immutable id that the host gives the repository */
      id: string;
      ownerId?: string;
      /** @description For display */
      url: string;
    };
    ChatbotRegistration: {
      name: components['schemas']['ChatbotName'];
      namespace?: string;
      title: string;
      purpose?: string;
      owner: components['schemas']['EntityRef'];
      riskClass: components['schemas']['RiskClass'];
      repository: components['schemas']['Repository'];
    };
    ChatbotFactsChange: {
      owner?: components['schemas']['EntityRef'];
      riskClass?: components['schemas']['RiskClass'];
      repository?: components['schemas']['Repository'];
    };
    Chatbot: {
      name: components['schemas']['ChatbotName'];
      namespace: string;
      /** @description The Component */
      entityRef: string;
      title: string;
      purpose?: string;
      owner: components['schemas']['EntityRef'];
      riskClass: components['schemas']['RiskClass'];
      repository: components['schemas']['Repository'];
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
      demo?: boolean;
    };
    StageStatus: {
      stage: components['schemas']['StageName'];
      /** @enum {string} */
      state: 'empty' | 'live' | 'rolling-out';
      version?: components['schemas']['VersionName'];
      digest?: components['schemas']['Sha256'];
      /** Format: date-time */
      since?: string;
      deploymentId?: components['schemas']['Id'];
      promotionId?: components['schemas']['Id'];
      approvedBy?: string[];
      strategy?: components['schemas']['Strategy'];
      /** @description The version that is being rolled out */
      incoming?: {
        version: components['schemas']['VersionName'];
        weight: number;
        deploymentId: components['schemas']['Id'];
      };
    };
    StageList: {
      items: components['schemas']['StageStatus'][];
      /** Format: date-time */
      at?: string;
    };
    /** @description The headline metric that the policy names, over the newest versions, oldest first */
    Quality: {
      metric: string;
      suite: string;
      direction: components['schemas']['Direction'];
      points: number[];
      latest?: number;
      previous?: number;
      threshold?: number;
    };
    Waiting: {
      promotionId: components['schemas']['Id'];
      stage: string;
      version: string;
      state: components['schemas']['PromotionState'];
      approvalsHave: number;
      approvalsNeeded: number;
      mine: boolean;
    };
    ChatbotSummary: {
      chatbot: components['schemas']['Chatbot'];
      latestVersion?: string;
      stages: components['schemas']['StageStatus'][];
      quality?: components['schemas']['Quality'];
      verdict: components['schemas']['Verdict'];
      waiting: components['schemas']['Waiting'][];
      /** @description Reasons of failing checks of the newest version at its next stage */
      failing: string[];
    };
    ChatbotCounts: {
      total: number;
      inProduction: number;
      waiting: number;
      failing: number;
      needsMe: number;
    };
    ChatbotList: {
      items: components['schemas']['ChatbotSummary'][];
      counts: components['schemas']['ChatbotCounts'];
      /** @description Rows that match the filters */
      total: number;
      nextCursor?: string;
    };
    NextPromotion: {
      stage: string;
      version: string;
      gate: components['schemas']['Gate'];
      openPromotionId?: components['schemas']['Id'];
      mayRequest?: boolean;
      mayRequestReason?: string;
    };
    ChatbotOverview: {
      chatbot: components['schemas']['Chatbot'];
      stages: components['schemas']['StageStatus'][];
      quality?: components['schemas']['Quality'];
      latestVersion?: string;
      next?: components['schemas']['NextPromotion'];
      waiting: components['schemas']['Waiting'][];
      permissions: {
        mayRequest: boolean;
        mayManageTokens: boolean;
      };
    };
    PipelineTokenRequest: {
      purpose: components['schemas']['ShortName'];
      expiresInDays?: number;
    };
    PipelineToken: {
      id: components['schemas']['Id'];
      purpose: string;
      prefix: string;
      /** Format: date-time */
      createdAt: string;
      createdBy: string;
      /** Format: date-time */
      expiresAt: string;
      /** Format: date-time */
      lastUsedAt?: string;
      /** Format: date-time */
      revokedAt?: string;
    };
    PipelineTokenList: {
      items: components['schemas']['PipelineToken'][];
    };
    IssuedPipelineToken: {
      token: string;
      record: components['schemas']['PipelineToken'];
    };
    ModelVersion: {
      chatbot: components['schemas']['ChatbotName'];
      version: components['schemas']['VersionName'];
      digest: components['schemas']['Sha256'];
      bundle: components['schemas']['ModelVersionBundle'];
      modelCard?: components['schemas']['ModelCard'];
      run?: components['schemas']['PipelineRun'];
      origin?: components['schemas']['Origin'];
      /** Format: date-time */
      reportedAt: string;
      commitUrl?: string;
      /** @description Stages where it is live */
      stages: string[];
      verdict: components['schemas']['Verdict'];
      /** @description What differs from the version before */
      changed: ('code' | 'prompt' | 'parameters' | 'data' | 'model')[];
      commitCount?: number;
      demo?: boolean;
    };
    Origin: {
      /** @enum {string} */
      kind: 'token' | 'oidc';
      issuer?: string;
      ref?: string;
      workflow?: string;
      environment?: string;
      runId?: string;
      runAttempt?: number;
    };
    ModelVersionList: {
      items: components['schemas']['ModelVersion'][];
      nextCursor?: string;
      total?: number;
    };
    ModelVersionDetail: {
      version: components['schemas']['ModelVersion'];
      previousVersion?: string;
      prompts: components['schemas']['PromptText'][];
      commits: components['schemas']['Commit'][];
      gates: components['schemas']['Gate'][];
      evaluations: components['schemas']['Evaluation'][];
      promotions: components['schemas']['Promotion'][];
      deployments: components['schemas']['Deployment'][];
    };
    PromptText: {
      name: string;
      digest: string;
      text?: string;
    };
    Evaluation: {
      id: components['schemas']['Id'];
      chatbot: components['schemas']['ChatbotName'];
      version: components['schemas']['VersionName'];
      digest: components['schemas']['Sha256'];
      suite: string;
      dataset: components['schemas']['DatasetRef'];
      judge: components['schemas']['Judge'];
      metrics: components['schemas']['Metric'][];
      slices: components['schemas']['MetricSlice'][];
      /** @description Per-sample rows stored */
      sampleCount: number;
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      finishedAt: string;
      /** Format: date-time */
      reportedAt: string;
      deploymentId?: components['schemas']['Id'];
      stage?: string;
      origin: components['schemas']['Origin'];
      run?: components['schemas']['PipelineRun'];
    };
    EvaluationList: {
      items: components['schemas']['Evaluation'][];
      nextCursor?: string;
    };
    EvaluationSampleList: {
      items: components['schemas']['EvaluationSample'][];
      nextCursor?: string;
      total?: number;
    };
    TrendPoint: {
      version: string;
      value: number;
      sampleCount: number;
      /** Format: date-time */
      finishedAt: string;
      evaluationId?: string;
    };
    Trend: {
      suite: string;
      metric: string;
      unit?: string;
      direction: components['schemas']['Direction'];
      /** @description Oldest first */
      points: components['schemas']['TrendPoint'][];
      threshold?: number;
      baseline?: {
        version: string;
        stage: string;
        value: number;
      };
      worstSlice?: components['schemas']['MetricSlice'];
    };
    TrendList: {
      items: components['schemas']['Trend'][];
    };
    Check: {
      id: string;
      title: string;
      /** @enum {string} */
      outcome: 'pass' | 'fail' | 'inconclusive' | 'not-applicable';
      expected: string;
      actual: string;
      reason: string;
      reasonCode: string;
      blocking: boolean;
      evaluationId?: string;
    };
    ApprovalRuleStatus: {
      group: string;
      needed: number;
      have: number;
      by: string[];
    };
    Gate: {
      stage: string;
      verdict: components['schemas']['Verdict'];
      checks: components['schemas']['Check'][];
      approvals: components['schemas']['ApprovalRuleStatus'][];
      policyNumber?: number;
    };
    GateList: {
      items: components['schemas']['Gate'][];
    };
    ComparisonRow: {
      key: string;
      label: string;
      /** @enum {string} */
      status: 'same' | 'changed' | 'added' | 'missing' | 'incomparable';
      /** @enum {string} */
      verdict: 'better' | 'worse' | 'same' | 'unknown' | 'not-applicable';
      base?: string;
      target?: string;
      delta?: number;
      relativeDelta?: number;
      /** @description Confidence interval of the difference */
      interval?: number[];
      direction?: components['schemas']['Direction'];
      unit?: string;
      suite?: string;
      slice?: string;
      note?: string;
    };
    PromptComparison: {
      name: string;
      /** @enum {string} */
      status: 'same' | 'changed' | 'added' | 'missing';
      base?: string;
      target?: string;
      linesAdded?: number;
      linesRemoved?: number;
    };
    Comparison: {
      chatbot: string;
      /** @description Absent when nothing is replaced */
      base?: string;
      target: string;
      model: components['schemas']['ComparisonRow'][];
      prompts: components['schemas']['PromptComparison'][];
      parameters: components['schemas']['ComparisonRow'][];
      datasets: components['schemas']['ComparisonRow'][];
      artifacts: components['schemas']['ComparisonRow'][];
      scores: components['schemas']['ComparisonRow'][];
      commits: components['schemas']['Commit'][];
      commitsTruncated?: boolean;
      compareUrl?: string;
      /** @description Facts for the summary sentence, most important first */
      summary: string[];
    };
    PromotionRequest: {
      version: components['schemas']['VersionName'];
      stage: components['schemas']['StageName'];
      strategy?: components['schemas']['Strategy'];
      comment?: string;
    };
    DecisionRequest: {
      /** @enum {string} */
      decision: 'approve' | 'reject';
      comment?: string;
      bindingDigest: components['schemas']['Sha256'];
    };
    Decision: {
      id: components['schemas']['Id'];
      /** @enum {string} */
      decision: 'approve' | 'reject';
      by: string;
      comment?: string;
      /** Format: date-time */
      at: string;
      /** Format: date-time */
      withdrawnAt?: string;
    };
    Promotion: {
      id: components['schemas']['Id'];
      chatbot: components['schemas']['ChatbotName'];
      version: components['schemas']['VersionName'];
      digest: components['schemas']['Sha256'];
      stage: components['schemas']['StageName'];
      strategy: components['schemas']['Strategy'];
      state: components['schemas']['PromotionState'];
      /** @description Reason code of void, rejected, failed and the like */
      stateReason?: string;
      bindingDigest: components['schemas']['Sha256'];
      replaces?: components['schemas']['VersionName'];
      /** @description People the request counts as made by */
      requestedBy: string[];
      /** @enum {string} */
      requestedVia?: 'person' | 'pipeline';
      comment?: string;
      /** Format: date-time */
      requestedAt: string;
      /** Format: date-time */
      expiresAt: string;
      /** Format: date-time */
      updatedAt?: string;
      decisions: components['schemas']['Decision'][];
      approvals: components['schemas']['ApprovalRuleStatus'][];
      /** @description One line: what changes */
      summary?: string;
      /** @description What is still needed */
      missing?: string[];
      deploymentId?: components['schemas']['Id'];
      mayDecide?: boolean;
    };
    PromotionList: {
      items: components['schemas']['Promotion'][];
      nextCursor?: string;
      total?: number;
    };
    MayDecide: {
      allowed: boolean;
      reasonCode?: string;
      reason: string;
    };
    PromotionDetail: {
      promotion: components['schemas']['Promotion'];
      chatbot: components['schemas']['Chatbot'];
      comparison: components['schemas']['Comparison'];
      gate: components['schemas']['Gate'];
      contributors: {
        email: string;
        userRef?: string;
      }[];
      mayDecide: components['schemas']['MayDecide'];
      mayWithdraw: components['schemas']['MayDecide'];
      mayWithdrawDecision?: boolean;
      deployment?: components['schemas']['Deployment'];
      permit?: {
        permitId: string;
        /** Format: date-time */
        issuedAt: string;
        /** Format: date-time */
        expiresAt: string;
        /** Format: date-time */
        consumedAt?: string;
      };
      history: {
        /** Format: date-time */
        at: string;
        type: string;
        by?: string;
        text: string;
      }[];
    };
    PolicyProposal: {
      text: string;
    };
    Policy: {
      number: number;
      /** @enum {string} */
      state: 'proposed' | 'active' | 'retired';
      digest: components['schemas']['Sha256'];
      text: string;
      /** Format: date-time */
      proposedAt: string;
      proposedBy?: string;
      /** Format: date-time */
      activatedAt?: string;
      approvals?: string[];
      missing?: string[];
    };
    PolicyList: {
      items: components['schemas']['Policy'][];
      nextCursor?: string;
    };
    Checkpoint: {
      size: number;
      rootHash: string;
      /** @description C2SP signed checkpoint */
      note: string;
      /** Format: date-time */
      signedAt: string;
      /** Format: date-time */
      anchoredAt?: string;
      anchors?: string[];
    };
    AuditStatus: {
      events: number;
      unsequenced: number;
      gaps: number[];
      origin: string;
      checkpoint?: components['schemas']['Checkpoint'];
      lastAnchor?: {
        anchor: string;
        size: number;
        /** Format: date-time */
        at: string;
      };
      verifierKey: string;
      fingerprint: string;
      types?: string[];
    };
    AuditEvent: {
      sequence: number;
      id: string;
      type: string;
      /** Format: date-time */
      occurredAt: string;
      /** Format: date-time */
      recordedAt: string;
      actor: {
        /** @enum {string} */
        kind: 'user' | 'pipeline' | 'service';
        pseudonym?: string;
        /** @description Absent once erased */
        ref?: string;
      };
      subject: {
        kind: string;
        chatbot?: string;
        id: string;
      };
      data?: {
        [key: string]: unknown;
      };
      texts?: {
        [key: string]: string;
      };
      summary: string;
      demo?: boolean;
    };
    AuditEventList: {
      items: components['schemas']['AuditEvent'][];
      nextCursor?: string;
      total: number;
    };
    AuditEventDetail: {
      event: components['schemas']['AuditEvent'];
      /** @description The exact canonical text that is hashed */
      body: string;
      /** @description Base64 */
      leafHash: string;
      proof?: {
        index: number;
        size: number;
        hashes: string[];
        checkpoint: string;
      };
      previous?: number;
      next?: number;
    };
    ConsistencyProof: {
      from: number;
      to: number;
      hashes: string[];
    };
    AuditExportRequest: {
      /** Format: date-time */
      from?: string;
      /** Format: date-time */
      to?: string;
      /** @description Include names and texts beside the hashed bytes */
      reveal?: boolean;
    };
    AuditExport: {
      fromSequence: number;
      /** @description Exclusive */
      toSequence: number;
      count: number;
      /** @description Path of the one-time link */
      ndjson: string;
      csv: string;
      /** Format: date-time */
      expiresAt: string;
      checkpoint?: components['schemas']['Checkpoint'];
    };
    Changes: {
      chatbots: string[];
      /** @description Audit sequence number to acknowledge */
      cursor: number;
      more: boolean;
    };
    ChangesCursor: {
      cursor: number;
    };
    Projection: {
      chatbot: components['schemas']['Chatbot'];
      versions: components['schemas']['ModelVersion'][];
      evaluations: components['schemas']['Evaluation'][];
      stages: components['schemas']['StageStatus'][];
      promotions: components['schemas']['Promotion'][];
      /** @description What left the window lately; removed from the catalog */
      retired: {
        versions: {
          version: string;
          digest: string;
        }[];
        evaluations: {
          id: string;
          version: string;
          suite: string;
        }[];
        promotions: {
          id: string;
          stage: string;
        }[];
      };
    };
    ProjectionList: {
      items: components['schemas']['Projection'][];
      nextCursor?: string;
    };
  };
  responses: {
    /** @description An error with a machine-readable reason code */
    Error: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'];
      };
    };
  };
  parameters: {
    chatbot: components['schemas']['ChatbotName'];
    version: components['schemas']['VersionName'];
    promotionId: components['schemas']['Id'];
    deploymentId: components['schemas']['Id'];
    consumer: string;
    cursor: string;
    limit: number;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
/** @public */
export type ErrorBody = components['schemas']['Error'];
/** @public */
export type Id = components['schemas']['Id'];
/** @public */
export type ChatbotName = components['schemas']['ChatbotName'];
/** @public */
export type VersionName = components['schemas']['VersionName'];
/** @public */
export type ShortName = components['schemas']['ShortName'];
/** @public */
export type StageName = components['schemas']['StageName'];
/** @public */
export type EntityRef = components['schemas']['EntityRef'];
/** @public */
export type RiskClass = components['schemas']['RiskClass'];
/** @public */
export type Verdict = components['schemas']['Verdict'];
/** @public */
export type Sha256 = components['schemas']['Sha256'];
/** @public */
export type CommitSha = components['schemas']['CommitSha'];
/** @public */
export type PromotionState = components['schemas']['PromotionState'];
/** @public */
export type Strategy = components['schemas']['Strategy'];
/** @public */
export type JsonMap = components['schemas']['JsonMap'];
/** @public */
export type PublicKey = components['schemas']['PublicKey'];
/** @public */
export type PublicKeys = components['schemas']['PublicKeys'];
/** @public */
export type IdentityTokenExchange =
  components['schemas']['IdentityTokenExchange'];
/** @public */
export type ExchangedToken = components['schemas']['ExchangedToken'];
/** @public */
export type PipelineRun = components['schemas']['PipelineRun'];
/** @public */
export type ModelVersionBundle = components['schemas']['ModelVersionBundle'];
/** @public */
export type Commit = components['schemas']['Commit'];
/** @public */
export type CommitPerson = components['schemas']['CommitPerson'];
/** @public */
export type ModelCard = components['schemas']['ModelCard'];
/** @public */
export type ModelVersionReport = components['schemas']['ModelVersionReport'];
/** @public */
export type Judge = components['schemas']['Judge'];
/** @public */
export type Direction = components['schemas']['Direction'];
/** @public */
export type Metric = components['schemas']['Metric'];
/** @public */
export type MetricSlice = components['schemas']['MetricSlice'];
/** @public */
export type EvaluationSample = components['schemas']['EvaluationSample'];
/** @public */
export type EvaluationReport = components['schemas']['EvaluationReport'];
/** @public */
export type DatasetRef = components['schemas']['DatasetRef'];
/** @public */
export type PipelinePromotionRequest =
  components['schemas']['PipelinePromotionRequest'];
/** @public */
export type PipelinePromotion = components['schemas']['PipelinePromotion'];
/** @public */
export type PipelinePromotionList =
  components['schemas']['PipelinePromotionList'];
/** @public */
export type DsseEnvelope = components['schemas']['DsseEnvelope'];
/** @public */
export type Permit = components['schemas']['Permit'];
/** @public */
export type PermitConsumption = components['schemas']['PermitConsumption'];
/** @public */
export type DeploymentStepReport =
  components['schemas']['DeploymentStepReport'];
/** @public */
export type DeploymentOutcomeReport =
  components['schemas']['DeploymentOutcomeReport'];
/** @public */
export type DeploymentStep = components['schemas']['DeploymentStep'];
/** @public */
export type Deployment = components['schemas']['Deployment'];
/** @public */
export type DeploymentList = components['schemas']['DeploymentList'];
/** @public */
export type Repository = components['schemas']['Repository'];
/** @public */
export type ChatbotRegistration = components['schemas']['ChatbotRegistration'];
/** @public */
export type ChatbotFactsChange = components['schemas']['ChatbotFactsChange'];
/** @public */
export type Chatbot = components['schemas']['Chatbot'];
/** @public */
export type StageStatus = components['schemas']['StageStatus'];
/** @public */
export type StageList = components['schemas']['StageList'];
/** @public */
export type Quality = components['schemas']['Quality'];
/** @public */
export type Waiting = components['schemas']['Waiting'];
/** @public */
export type ChatbotSummary = components['schemas']['ChatbotSummary'];
/** @public */
export type ChatbotCounts = components['schemas']['ChatbotCounts'];
/** @public */
export type ChatbotList = components['schemas']['ChatbotList'];
/** @public */
export type NextPromotion = components['schemas']['NextPromotion'];
/** @public */
export type ChatbotOverview = components['schemas']['ChatbotOverview'];
/** @public */
export type PipelineTokenRequest =
  components['schemas']['PipelineTokenRequest'];
/** @public */
export type PipelineToken = components['schemas']['PipelineToken'];
/** @public */
export type PipelineTokenList = components['schemas']['PipelineTokenList'];
/** @public */
export type IssuedPipelineToken = components['schemas']['IssuedPipelineToken'];
/** @public */
export type ModelVersion = components['schemas']['ModelVersion'];
/** @public */
export type Origin = components['schemas']['Origin'];
/** @public */
export type ModelVersionList = components['schemas']['ModelVersionList'];
/** @public */
export type ModelVersionDetail = components['schemas']['ModelVersionDetail'];
/** @public */
export type PromptText = components['schemas']['PromptText'];
/** @public */
export type Evaluation = components['schemas']['Evaluation'];
/** @public */
export type EvaluationList = components['schemas']['EvaluationList'];
/** @public */
export type EvaluationSampleList =
  components['schemas']['EvaluationSampleList'];
/** @public */
export type TrendPoint = components['schemas']['TrendPoint'];
/** @public */
export type Trend = components['schemas']['Trend'];
/** @public */
export type TrendList = components['schemas']['TrendList'];
/** @public */
export type Check = components['schemas']['Check'];
/** @public */
export type ApprovalRuleStatus = components['schemas']['ApprovalRuleStatus'];
/** @public */
export type Gate = components['schemas']['Gate'];
/** @public */
export type GateList = components['schemas']['GateList'];
/** @public */
export type ComparisonRow = components['schemas']['ComparisonRow'];
/** @public */
export type PromptComparison = components['schemas']['PromptComparison'];
/** @public */
export type Comparison = components['schemas']['Comparison'];
/** @public */
export type PromotionRequest = components['schemas']['PromotionRequest'];
/** @public */
export type DecisionRequest = components['schemas']['DecisionRequest'];
/** @public */
export type Decision = components['schemas']['Decision'];
/** @public */
export type Promotion = components['schemas']['Promotion'];
/** @public */
export type PromotionList = components['schemas']['PromotionList'];
/** @public */
export type MayDecide = components['schemas']['MayDecide'];
/** @public */
export type PromotionDetail = components['schemas']['PromotionDetail'];
/** @public */
export type PolicyProposal = components['schemas']['PolicyProposal'];
/** @public */
export type Policy = components['schemas']['Policy'];
/** @public */
export type PolicyList = components['schemas']['PolicyList'];
/** @public */
export type Checkpoint = components['schemas']['Checkpoint'];
/** @public */
export type AuditStatus = components['schemas']['AuditStatus'];
/** @public */
export type AuditEvent = components['schemas']['AuditEvent'];
/** @public */
export type AuditEventList = components['schemas']['AuditEventList'];
/** @public */
export type AuditEventDetail = components['schemas']['AuditEventDetail'];
/** @public */
export type ConsistencyProof = components['schemas']['ConsistencyProof'];
/** @public */
export type AuditExportRequest = components['schemas']['AuditExportRequest'];
/** @public */
export type AuditExport = components['schemas']['AuditExport'];
/** @public */
export type Changes = components['schemas']['Changes'];
/** @public */
export type ChangesCursor = components['schemas']['ChangesCursor'];
/** @public */
export type Projection = components['schemas']['Projection'];
/** @public */
export type ProjectionList = components['schemas']['ProjectionList'];
/** @public */
export type ResponseError = components['responses']['Error'];
/** @public */
export type ParameterChatbot = components['parameters']['chatbot'];
/** @public */
export type ParameterVersion = components['parameters']['version'];
/** @public */
export type ParameterPromotionId = components['parameters']['promotionId'];
/** @public */
export type ParameterDeploymentId = components['parameters']['deploymentId'];
/** @public */
export type ParameterConsumer = components['parameters']['consumer'];
/** @public */
export type ParameterCursor = components['parameters']['cursor'];
/** @public */
export type ParameterLimit = components['parameters']['limit'];
/** @public */
export type $defs = Record<string, never>;
/** @public */
export interface operations {
  GetPublicKeys: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Keys */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PublicKeys'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ExchangeIdentityToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IdentityTokenExchange'];
      };
    };
    responses: {
      /** @description A pipeline token */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExchangedToken'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ReportModelVersion: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ModelVersionReport'];
      };
    };
    responses: {
      /** @description The version was known already */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ModelVersion'];
        };
      };
      /** @description Recorded */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ModelVersion'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ReportEvaluation: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EvaluationReport'];
      };
    };
    responses: {
      /** @description The evaluation was known already */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Evaluation'];
        };
      };
      /** @description Recorded */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Evaluation'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListPipelinePromotions: {
    parameters: {
      query?: {
        state?: components['schemas']['PromotionState'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Promotions */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PipelinePromotionList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  RequestPromotionAsPipeline: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PipelinePromotionRequest'];
      };
    };
    responses: {
      /** @description An open promotion of that version to that stage exists */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PipelinePromotion'];
        };
      };
      /** @description Requested */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PipelinePromotion'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetPipelinePromotion: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        promotionId: components['parameters']['promotionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The promotion */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PipelinePromotion'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  FetchPermit: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        promotionId: components['parameters']['promotionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The permit */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Permit'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ConsumePermit: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        permitId: components['schemas']['Id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PermitConsumption'];
      };
    };
    responses: {
      /** @description Consumed before with the same key */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Deployment'];
        };
      };
      /** @description The deployment that was opened */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Deployment'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetPipelineDeployment: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        deploymentId: components['parameters']['deploymentId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The deployment with the steps reported so far */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Deployment'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ReportDeploymentStep: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        deploymentId: components['parameters']['deploymentId'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DeploymentStepReport'];
      };
    };
    responses: {
      /** @description The deployment */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Deployment'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ReportDeploymentOutcome: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        deploymentId: components['parameters']['deploymentId'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DeploymentOutcomeReport'];
      };
    };
    responses: {
      /** @description The deployment */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Deployment'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListChatbots: {
    parameters: {
      query?: {
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
        search?: string;
        owner?: components['schemas']['EntityRef'];
        riskClass?: components['schemas']['RiskClass'];
        /** @description Only chatbots with a version in this stage */
        stage?: components['schemas']['StageName'];
        verdict?: components['schemas']['Verdict'];
        /** @description Only chatbots with a promotion that the caller may decide */
        needsMe?: boolean;
        sort?: 'name' | 'owner' | 'riskClass' | 'quality' | 'updatedAt';
        order?: 'asc' | 'desc';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Chatbots */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChatbotList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  RegisterChatbot: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChatbotRegistration'];
      };
    };
    responses: {
      /** @description Registered before with the same facts */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Chatbot'];
        };
      };
      /** @description Registered */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Chatbot'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetChatbot: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        chatbot: components['parameters']['chatbot'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The chatbot with its stages and next promotion */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChatbotOverview'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ChangeChatbotFacts: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        chatbot: components['parameters']['chatbot'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChatbotFactsChange'];
      };
    };
    responses: {
      /** @description The chatbot */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Chatbot'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListPipelineTokens: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        chatbot: components['parameters']['chatbot'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Tokens, without their values */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PipelineTokenList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  IssuePipelineToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        chatbot: components['parameters']['chatbot'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PipelineTokenRequest'];
      };
    };
    responses: {
      /** @description The token, with its value */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedPipelineToken'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  RevokePipelineToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        chatbot: components['parameters']['chatbot'];
        tokenId: components['schemas']['Id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Revoked */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components['responses']['Error'];
    };
  };
  ListModelVersions: {
    parameters: {
      query?: {
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
        search?: string;
      };
      header?: never;
      path: {
        chatbot: components['parameters']['chatbot'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Versions, newest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ModelVersionList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetModelVersion: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        chatbot: components['parameters']['chatbot'];
        version: components['parameters']['version'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The version: model card, gates and lineage */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ModelVersionDetail'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  CompareModelVersions: {
    parameters: {
      query: {
        base: components['schemas']['VersionName'];
        target: components['schemas']['VersionName'];
      };
      header?: never;
      path: {
        chatbot: components['parameters']['chatbot'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What is different */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Comparison'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListEvaluations: {
    parameters: {
      query?: {
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
        version?: components['schemas']['VersionName'];
        suite?: components['schemas']['ShortName'];
      };
      header?: never;
      path: {
        chatbot: components['parameters']['chatbot'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Evaluations, newest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EvaluationList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetTrends: {
    parameters: {
      query?: {
        suite?: components['schemas']['ShortName'];
        limit?: components['parameters']['limit'];
      };
      header?: never;
      path: {
        chatbot: components['parameters']['chatbot'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One series per suite and metric */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TrendList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListStages: {
    parameters: {
      query?: {
        /** @description An instant; now when absent */
        at?: string;
      };
      header?: never;
      path: {
        chatbot: components['parameters']['chatbot'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Stages in order */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StageList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListDeployments: {
    parameters: {
      query?: {
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
        stage?: components['schemas']['StageName'];
      };
      header?: never;
      path: {
        chatbot: components['parameters']['chatbot'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Deployments, newest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeploymentList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ExplainGates: {
    parameters: {
      query: {
        version: components['schemas']['VersionName'];
        stage?: components['schemas']['StageName'];
      };
      header?: never;
      path: {
        chatbot: components['parameters']['chatbot'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Gates */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GateList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  RequestPromotion: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        chatbot: components['parameters']['chatbot'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PromotionRequest'];
      };
    };
    responses: {
      /** @description Requested */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Promotion'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetEvaluation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        evaluationId: components['schemas']['Id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The evaluation with metrics and slices */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Evaluation'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListEvaluationSamples: {
    parameters: {
      query?: {
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
        search?: string;
        slice?: components['schemas']['ShortName'];
      };
      header?: never;
      path: {
        evaluationId: components['schemas']['Id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Samples, failed first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EvaluationSampleList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListPromotions: {
    parameters: {
      query?: {
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
        /** @description Mine to decide, requested by me, or all */
        view?: 'decide' | 'requested' | 'all';
        open?: boolean;
        chatbot?: components['schemas']['ChatbotName'];
        state?: components['schemas']['PromotionState'];
        stage?: components['schemas']['StageName'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Promotions, newest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PromotionList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetPromotion: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        promotionId: components['parameters']['promotionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The promotion, with what changes, what policy asks and whether the caller may decide */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PromotionDetail'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  DecidePromotion: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        promotionId: components['parameters']['promotionId'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DecisionRequest'];
      };
    };
    responses: {
      /** @description The promotion after the decision */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Promotion'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  WithdrawDecision: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        promotionId: components['parameters']['promotionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The promotion */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Promotion'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  WithdrawPromotion: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        promotionId: components['parameters']['promotionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The promotion */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Promotion'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListPolicies: {
    parameters: {
      query?: {
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Policies, newest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ProposePolicy: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PolicyProposal'];
      };
    };
    responses: {
      /** @description The same text stands already */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Policy'];
        };
      };
      /** @description Proposed */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Policy'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ApprovePolicy: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        policyNumber: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The policy */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Policy'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetAuditStatus: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The log's health */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditStatus'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListAuditEvents: {
    parameters: {
      query?: {
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
        from?: string;
        to?: string;
        chatbot?: components['schemas']['ChatbotName'];
        type?: string;
        actor?: components['schemas']['EntityRef'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Events, newest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditEventList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetAuditEvent: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        sequence: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The event with its canonical bytes and inclusion proof */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditEventDetail'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetLatestCheckpoint: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The latest signed checkpoint */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Checkpoint'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetConsistencyProof: {
    parameters: {
      query: {
        from: number;
        to: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description RFC 6962 consistency proof */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConsistencyProof'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  CreateAuditExport: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AuditExportRequest'];
      };
    };
    responses: {
      /** @description Links */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditExport'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  DownloadAuditExport: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        ticket: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The export */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': string;
          'text/csv': string;
        };
      };
      default: components['responses']['Error'];
    };
  };
  ReadChanges: {
    parameters: {
      query?: {
        limit?: number;
      };
      header?: never;
      path: {
        consumer: components['parameters']['consumer'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Chatbots that changed and the cursor to acknowledge */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Changes'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  AcknowledgeChanges: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        consumer: components['parameters']['consumer'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangesCursor'];
      };
    };
    responses: {
      /** @description Stored */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components['responses']['Error'];
    };
  };
  ReadProjection: {
    parameters: {
      query?: {
        cursor?: components['parameters']['cursor'];
        chatbot?: components['schemas']['ChatbotName'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Projections */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProjectionList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
}
