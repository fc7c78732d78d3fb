// Generated from openapi.yaml by scripts/generate-openapi.mjs. Do not edit.
/** What the API description names. @public */
export type components = {
  schemas: {
    /** What every failure answers */
    Error: {
      error: {
        name: string;
        message: string;
        /** Reason code; the table stands in docs/reason-codes.md */
        reason?: string;
        hint?: string;
        details?: {
          [key: string]: unknown;
        };
      };
    } & {
      [key: string]: unknown;
    };
    /** A UUID */
    Id: string;
    /** Name of a chatbot, and of its Component in the catalog */
    ChatbotName: string;
    /** Name of a model version, unique within its chatbot */
    VersionName: string;
    /**
     * Format: name
     * A name that people chose, in any script: letters, marks, digits, spaces and ._:/@+-()=,&', in the form NFC of Unicode, and more than spaces. What is none is refused with name-invalid
     */
    ShortName: string;
    /** Name of a stage */
    StageName: string;
    /** A full entity reference of the catalog */
    EntityRef: string;
    /**
     * How much a chatbot can harm, in the words of the EU AI Act
     */
    RiskClass: 'minimal' | 'limited' | 'high';
    /**
     * What a set of checks comes to; none when there are no checks
     */
    Verdict: 'pass' | 'fail' | 'inconclusive' | 'none';
    /**
     * What an entry in the history of a promotion tells
     */
    HistoryEntryType:
      | 'version.reported'
      | 'promotion.requested'
      | 'promotion.answered'
      | 'decision.approve'
      | 'decision.reject'
      | 'decision.withdrawn'
      | 'promotion.approved'
      | 'promotion.workflow-requested'
      | 'promotion.workflow-started'
      | 'promotion.workflow-failed'
      | 'promotion.released'
      | 'deployment.opened'
      | 'deployment.step-reported'
      | 'promotion.deploying'
      | 'promotion.deployed'
      | 'promotion.rolled-back'
      | 'promotion.failed'
      | 'promotion.withdrawn'
      | 'promotion.rejected'
      | 'promotion.expired'
      | 'promotion.void'
      | 'promotion.superseded';
    /**
     * What a gate says, as pages show it; pending while what was evaluated last is out of date and a new evaluation is under way
     */
    GateVerdict: 'pass' | 'fail' | 'inconclusive' | 'none' | 'pending';
    /** A SHA-256 digest, hexadecimal */
    Sha256Digest: string;
    /** The full name of a commit, hexadecimal */
    CommitSha: string;
    /**
     * Where a promotion stands; docs/states.md has every edge
     */
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
    /**
     * How a deployment brings a version into its stage
     */
    Strategy: 'all-at-once' | 'blue-green' | 'canary';
    /** Free JSON, kept as it is */
    JsonMap: {
      [key: string]: unknown;
    };
    /** A public key of the portal */
    PublicKey: {
      use: 'permit' | 'audit-log';
      /** Whether the portal signs with it now; the others verify what is older or comes next */
      signs: boolean;
      keyId: string;
      algorithm: 'Ed25519';
      publicKeyPem: string;
      /** C2SP verifier key of the audit log */
      verifierKey?: string;
      /** SHA-256 of the raw public key, hexadecimal */
      fingerprint?: string;
    };
    /** Every public key that verifies permits or the audit log, former ones too */
    PublicKeys: {
      keys: components['schemas']['PublicKey'][];
    };
    /** The ID token that the CI system gave to the run */
    IdentityTokenExchange: {
      identityToken: string;
    };
    /** A pipeline token that lives for minutes */
    ExchangedToken: {
      token: string;
      /** Format: date-time */
      expiresAt: string;
      chatbot: components['schemas']['ChatbotName'];
    };
    /** The run that reports; with an exchanged token the claims of the identity token win */
    PipelineRun: {
      id: string;
      attempt?: number;
      workflow?: string;
      ref?: string;
      /** SCM login of the person who started the run */
      actor?: string;
      url?: string;
    };
    /** What a model version is made of; its digest is taken over exactly this */
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
        digest: components['schemas']['Sha256Digest'];
      }[];
      datasets: {
        name: components['schemas']['ShortName'];
        revision: components['schemas']['ShortName'];
        digest: components['schemas']['Sha256Digest'];
      }[];
      hyperparameters: components['schemas']['JsonMap'];
      artifacts: {
        name: components['schemas']['ShortName'];
        mediaType: string;
        digest: components['schemas']['Sha256Digest'];
        size: number;
      }[];
    };
    /** A commit between the version replaced and this one */
    Commit: {
      sha: components['schemas']['CommitSha'];
      /** All parents that the commit itself names. Leave it out where they are not known, as at the edge of a shallow clone: nobody is shown to be independent of what may be behind */
      parents?: components['schemas']['CommitSha'][];
      author: components['schemas']['CommitPerson'];
      committer: components['schemas']['CommitPerson'];
      /** Whom the trailers Co-authored-by of its message name */
      coAuthors?: components['schemas']['CommitPerson'][];
      summary?: string;
    };
    /** An author, co-author or committer as git names them */
    CommitPerson: {
      name?: string;
      email: string;
      login?: string;
    };
    /** What people should know of a version; not part of its digest */
    ModelCard: {
      purpose?: string;
      limits?: string;
      data?: string;
    };
    /** What a pipeline reports of a version it has built */
    ModelVersionReport: {
      version: components['schemas']['VersionName'];
      digest?: components['schemas']['Sha256Digest'];
      bundle: components['schemas']['ModelVersionBundle'];
      /** Texts for reading and comparing; each must have the digest that the bundle states */
      promptTexts?: {
        name: components['schemas']['ShortName'];
        text: string;
      }[];
      modelCard?: components['schemas']['ModelCard'];
      /** Commits reachable from the source commit, each before its parents */
      commits: components['schemas']['Commit'][];
      run: components['schemas']['PipelineRun'];
      /** Format: date-time */
      builtAt?: string;
    };
    /** Who or what scored the answers */
    Judge: {
      name: components['schemas']['ShortName'];
      kind: 'llm' | 'deterministic' | 'stand-in';
      digest: components['schemas']['Sha256Digest'];
    };
    /**
     * Which way a metric gets better
     */
    Direction: 'higher-is-better' | 'lower-is-better';
    /** A score over all samples */
    Metric: {
      name: components['schemas']['ShortName'];
      value: number;
      direction: components['schemas']['Direction'];
      /**
       * A ratio lies between 0 and 1
       */
      unit?: 'ratio' | 'score' | 'ms' | 's' | 'tokens' | 'count' | 'usd';
      sampleCount: number;
      standardDeviation?: number;
      /** SHA-256 of what defines the metric; values of different definitions are not compared */
      definitionDigest?: components['schemas']['Sha256Digest'];
    };
    /** A score over part of the samples */
    MetricSlice: {
      slice: components['schemas']['ShortName'];
      metric: components['schemas']['ShortName'];
      value: number;
      sampleCount: number;
    };
    /** What one sample scored */
    EvaluationSample: {
      sampleId: components['schemas']['ShortName'];
      slice?: components['schemas']['ShortName'];
      scores: {
        [key: string]: number;
      };
      /** Why the judge gave a score, by the metric that it is of */
      reasons?: {
        [key: string]: string;
      };
      passed?: boolean;
      input?: string;
      expected?: string;
      output?: string;
    };
    /** One run of a suite over a dataset against one model version */
    EvaluationReport: {
      version: components['schemas']['VersionName'];
      digest?: components['schemas']['Sha256Digest'];
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
      /** In how many parts samples and slices follow; both are left out here then. Of all parts an evaluation has at most 20,000 samples, 10,000 slices and 64 MiB */
      parts?: number;
    };
    /** Samples and slices of an evaluation that is reported in parts */
    EvaluationPart: {
      slices?: components['schemas']['MetricSlice'][];
      samples?: components['schemas']['EvaluationSample'][];
    };
    /** An evaluation that waits for its parts; nothing shows it before it is complete */
    OpenEvaluation: {
      id: components['schemas']['Id'];
      parts: number;
      /** Parts that have come, in order */
      received: {
        part: number;
        /** SHA-256 of the canonical JSON of its samples and slices */
        digest: components['schemas']['Sha256Digest'];
      }[];
      /**
       * Format: date-time
       * When it is removed, unless it is complete
       */
      endsAt: string;
    };
    /** A dataset at one revision */
    DatasetRef: {
      name: components['schemas']['ShortName'];
      revision: components['schemas']['ShortName'];
      digest: components['schemas']['Sha256Digest'];
    };
    /** What a pipeline asks for */
    PipelinePromotionRequest: {
      version: components['schemas']['VersionName'];
      stage: components['schemas']['StageName'];
      strategy?: components['schemas']['Strategy'];
      run: components['schemas']['PipelineRun'];
    };
    /** A promotion as far as its pipeline needs to know it */
    PipelinePromotion: {
      id: components['schemas']['Id'];
      chatbot: components['schemas']['ChatbotName'];
      state: components['schemas']['PromotionState'];
      stage: components['schemas']['StageName'];
      version: components['schemas']['VersionName'];
      digest: components['schemas']['Sha256Digest'];
      commit: components['schemas']['CommitSha'];
      strategy: components['schemas']['Strategy'];
      deploymentId?: components['schemas']['Id'];
      /** Format: date-time */
      expiresAt?: string;
    };
    /** Promotions of the token's chatbot */
    PipelinePromotionList: {
      items: components['schemas']['PipelinePromotion'][];
    };
    /** A signed payload (DSSE) */
    DsseEnvelope: {
      payloadType: string;
      payload: string;
      signatures: {
        keyid: string;
        sig: string;
      }[];
    };
    /** A signed statement that releases one digest to one stage, once */
    Permit: {
      permitId: components['schemas']['Id'];
      promotionId: components['schemas']['Id'];
      envelope: components['schemas']['DsseEnvelope'];
      /** Format: date-time */
      expiresAt: string;
    };
    /** Which use of the permit this is, and for which digest */
    PermitConsumption: {
      idempotencyKey: string;
      digest: components['schemas']['Sha256Digest'];
      run?: components['schemas']['PipelineRun'];
    };
    /** What one step of a deployment did */
    DeploymentStepReport: {
      sequence: number;
      name: components['schemas']['ShortName'];
      /** Per cent of traffic on the new version after this step */
      weight: number;
      status: 'healthy' | 'unhealthy';
      message?: string;
    };
    /** How a deployment ended */
    DeploymentOutcomeReport: {
      outcome: 'deployed' | 'rolled-back' | 'failed';
      message?: string;
    };
    /** A reported step of a deployment */
    DeploymentStep: {
      sequence: number;
      name: string;
      weight: number;
      status: 'healthy' | 'unhealthy';
      message?: string;
      /** Format: date-time */
      reportedAt: string;
    };
    /** What a pipeline did with a permit */
    Deployment: {
      id: components['schemas']['Id'];
      chatbot: components['schemas']['ChatbotName'];
      version: components['schemas']['VersionName'];
      digest: components['schemas']['Sha256Digest'];
      stage: components['schemas']['StageName'];
      strategy: components['schemas']['Strategy'];
      state: 'open' | 'deployed' | 'rolled-back' | 'failed';
      weight?: number;
      promotionId: components['schemas']['Id'];
      replaces?: components['schemas']['VersionName'];
      fallbackDigest?: components['schemas']['Sha256Digest'];
      approvedBy?: string[];
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      finishedAt?: string;
      message?: string;
      steps: components['schemas']['DeploymentStep'][];
      runUrl?: string;
    };
    /** Deployments of a chatbot, newest first */
    DeploymentList: {
      items: components['schemas']['Deployment'][];
      nextCursor?: string;
    };
    /** A repository by the immutable id that its host gave */
    Repository: {
      host: string;
      /** The immutable id that the host gives the repository */
      id: string;
      ownerId?: string;
      /** For display */
      url: string;
    };
    /** What is told of a new chatbot */
    ChatbotRegistration: {
      name: components['schemas']['ChatbotName'];
      namespace?: string;
      title: string;
      purpose?: string;
      owner: components['schemas']['EntityRef'];
      riskClass: components['schemas']['RiskClass'];
      repository: components['schemas']['Repository'];
    };
    /** The facts of a chatbot as they shall be; what is left out stays as it is */
    FactsProposalRequest: {
      owner?: components['schemas']['EntityRef'];
      riskClass?: components['schemas']['RiskClass'];
      repository?: components['schemas']['Repository'];
      reason?: string;
    };
    /**
     * What became of a proposal
     */
    FactsProposalState: 'open' | 'accepted' | 'rejected' | 'withdrawn';
    /** What decisions are bound to of a chatbot */
    ChatbotFacts: {
      owner: components['schemas']['EntityRef'];
      riskClass: components['schemas']['RiskClass'];
      repository: components['schemas']['Repository'];
    };
    /** Owner, risk class and repository as somebody proposes them */
    FactsProposal: {
      id: components['schemas']['Id'];
      chatbot: components['schemas']['ChatbotName'];
      /** Title of the chatbot */
      title: string;
      state: components['schemas']['FactsProposalState'];
      facts: components['schemas']['ChatbotFacts'];
      inForce: components['schemas']['ChatbotFacts'];
      /** Whether somebody has accepted what is in force; the risk class counts as the strictest otherwise */
      accepted: boolean;
      digest: components['schemas']['Sha256Digest'];
      reason?: string;
      proposedBy: string;
      /** Format: date-time */
      proposedAt: string;
      decidedBy?: string;
      /** Format: date-time */
      decidedAt?: string;
      comment?: string;
      mayDecide: components['schemas']['MayDecide'];
      mayWithdraw: boolean;
      demo?: boolean;
    };
    /** A page of proposals */
    FactsProposalList: {
      items: components['schemas']['FactsProposal'][];
      nextCursor?: string;
    };
    /** What a registry reviewer decides, bound to what they saw */
    FactsDecision: {
      decision: 'accept' | 'reject';
      comment?: string;
      digest: components['schemas']['Sha256Digest'];
    };
    /** A chatbot with the facts that the registry vouches for */
    Chatbot: {
      name: components['schemas']['ChatbotName'];
      namespace: string;
      /** The Component */
      entityRef: string;
      title: string;
      purpose?: string;
      owner: components['schemas']['EntityRef'];
      riskClass: components['schemas']['RiskClass'];
      /** Whether a second person has accepted owner, risk class and repository; until then riskClass is the strictest */
      accepted: boolean;
      /** The class that it was registered with, while nobody has accepted one */
      registeredRiskClass?: components['schemas']['RiskClass'];
      repository: components['schemas']['Repository'];
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
      demo?: boolean;
    };
    /** What runs in a stage */
    StageStatus: {
      stage: components['schemas']['StageName'];
      state: 'empty' | 'live' | 'rolling-out';
      version?: components['schemas']['VersionName'];
      digest?: components['schemas']['Sha256Digest'];
      /** Format: date-time */
      since?: string;
      deploymentId?: components['schemas']['Id'];
      promotionId?: components['schemas']['Id'];
      approvedBy?: string[];
      strategy?: components['schemas']['Strategy'];
      /** The version that is being rolled out */
      incoming?: {
        version: components['schemas']['VersionName'];
        weight: number;
        deploymentId: components['schemas']['Id'];
        promotionId: components['schemas']['Id'];
        /**
         * Format: date-time
         * When its deployment started
         */
        since: string;
        approvedBy?: string[];
      };
    };
    /** A run of a workflow, as the git host tells of it */
    HostRun: {
      id: string;
      /** Name of its file */
      workflow: string;
      title: string;
      state: 'waiting' | 'running' | 'succeeded' | 'failed' | 'cancelled';
      /** Its page on the git host */
      url?: string;
    };
    /** Runs of a chatbot's pipeline */
    HostRunList: {
      items: components['schemas']['HostRun'][];
      /** Why the host could not be asked */
      reasonCode?: string;
      /** The same for people */
      reason?: string;
    };
    /** The stages of a chatbot in order */
    StageList: {
      items: components['schemas']['StageStatus'][];
      /** The newest version that had been reported by then */
      latestVersion?: components['schemas']['VersionName'];
      /** Format: date-time */
      at?: string;
    };
    /** The headline metric that the policy names, over the newest versions, oldest first */
    Quality: {
      metric: string;
      suite: string;
      direction: components['schemas']['Direction'];
      points: number[];
      latest?: number;
      /** The value before the latest, where the two can be compared */
      previous?: number;
      threshold?: number;
      /** The stage that asks for it */
      thresholdStage?: string;
      /** Where values can not be compared with the one before */
      breaks?: {
        /** Index of the first point that is measured differently */
        before: number;
        changes: components['schemas']['MeasurementChange'][];
      }[];
    };
    /** One thing that an open promotion waits for, and at whom */
    PromotionNeed: {
      /**
       * approvals of a group; contributors without a catalog user; a check that blocks; the portal, which is to approve; the deploy workflow, which is to fetch the permit; the deploy job, which is to start the rollout; the next report of the rollout
       */
      kind:
        | 'approvals'
        | 'contributors'
        | 'check'
        | 'approval'
        | 'workflow'
        | 'rollout'
        | 'report';
      /** Approvals that are missing, or contributors without a user */
      count?: number;
      /** Approvals that are given */
      have?: number;
      /** Whose approvals */
      group?: string;
      /** Title of the check */
      title?: string;
      /** What the check says */
      reason?: string;
    };
    /** An open promotion, and what it still waits for */
    Waiting: {
      promotionId: components['schemas']['Id'];
      stage: string;
      version: string;
      state: components['schemas']['PromotionState'];
      approvalsHave: number;
      approvalsNeeded: number;
      mine: boolean;
      needs: components['schemas']['PromotionNeed'][];
      /** Format: date-time */
      waitingSince: string;
      /** A rollout that has reported nothing for too long */
      stuck: boolean;
    };
    /** A chatbot as the model catalog lists it */
    ChatbotSummary: {
      chatbot: components['schemas']['Chatbot'];
      latestVersion?: string;
      stages: components['schemas']['StageStatus'][];
      quality?: components['schemas']['Quality'];
      verdict: components['schemas']['Verdict'];
      /** The stage whose gate the verdict is of; absent where there is none yet */
      gateStage?: string;
      waiting: components['schemas']['Waiting'][];
      proposal?: components['schemas']['WaitingProposal'];
      /** Reasons of failing checks of the newest version at its next stage */
      failing: string[];
    };
    /** An owner, risk class and repository that wait for a second person */
    WaitingProposal: {
      /** Whether the caller may decide */
      mine: boolean;
      /** Format: date-time */
      waitingSince: string;
    };
    /** How many chatbots there are of each concern, before filters */
    ChatbotCounts: {
      total: number;
      inProduction: number;
      waiting: number;
      failing: number;
      /** With a rollout that has reported nothing for too long */
      stuck: number;
      needsMe: number;
    };
    /** A chatbot and the promotion that waits for something */
    LongestWait: {
      chatbot: components['schemas']['Chatbot'];
      waiting: components['schemas']['Waiting'];
    };
    /** What a chatbot is called, and the Component that it is */
    ChatbotTitle: {
      name: components['schemas']['ChatbotName'];
      title: string;
      entityRef: string;
    };
    /** Titles of chatbots */
    ChatbotTitleList: {
      items: components['schemas']['ChatbotTitle'][];
    };
    /** A page of the model catalog */
    ChatbotList: {
      items: components['schemas']['ChatbotSummary'][];
      /** The configured stages in order; what runs in the last one counts as in production */
      stages: components['schemas']['StageName'][];
      counts: components['schemas']['ChatbotCounts'];
      /** The rollout that has been silent for the longest, before filters; absent where none is stuck */
      stuckLongest?: components['schemas']['LongestWait'];
      /** The open promotion that has waited longest and is not stuck, before filters; absent where none waits */
      waitingLongest?: components['schemas']['LongestWait'];
      /** Rows that match the filters */
      total: number;
      nextCursor?: string;
    };
    /** The next stage for the newest version, and what its checks say */
    NextPromotion: {
      stage: string;
      version: string;
      gate: components['schemas']['Gate'];
      openPromotionId?: components['schemas']['Id'];
      mayRequest?: boolean;
      mayRequestReason?: string;
    };
    /** A chatbot as its own page shows it */
    ChatbotOverview: {
      chatbot: components['schemas']['Chatbot'];
      stages: components['schemas']['StageStatus'][];
      quality?: components['schemas']['Quality'];
      latestVersion?: string;
      next?: components['schemas']['NextPromotion'];
      /** What else can be promoted: what runs in a stage to the one after it */
      alsoPossible: components['schemas']['NextPromotion'][];
      waiting: components['schemas']['Waiting'][];
      proposal?: components['schemas']['FactsProposal'];
      permissions: {
        mayRequest: boolean;
        mayManageTokens: boolean;
        mayProposeFacts: boolean;
      };
    };
    /** What a new pipeline token is for */
    PipelineTokenRequest: {
      purpose: components['schemas']['ShortName'];
      expiresInDays?: number;
    };
    /** A pipeline token without its value */
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
    /** The pipeline tokens of a chatbot */
    PipelineTokenList: {
      items: components['schemas']['PipelineToken'][];
    };
    /** A new pipeline token; the only answer that holds its value */
    IssuedPipelineToken: {
      token: string;
      record: components['schemas']['PipelineToken'];
    };
    /** A model version */
    ModelVersion: {
      chatbot: components['schemas']['ChatbotName'];
      version: components['schemas']['VersionName'];
      digest: components['schemas']['Sha256Digest'];
      bundle: components['schemas']['ModelVersionBundle'];
      modelCard?: components['schemas']['ModelCard'];
      run?: components['schemas']['PipelineRun'];
      origin?: components['schemas']['Origin'];
      /** Format: date-time */
      reportedAt: string;
      commitUrl?: string;
      /** Stages where it is live */
      stages: string[];
      /** The first stage, of the version that was reported last: no promotion leads there, so it holds what the pipeline made */
      newestIn?: string;
      verdict: components['schemas']['GateVerdict'];
      /** What differs from the version before */
      changed: ('code' | 'prompt' | 'parameters' | 'data' | 'model')[];
      commitCount?: number;
      demo?: boolean;
    };
    /** A model version as it was reported. How it stands at its gates is asked of them. */
    ReportedModelVersion: {
      chatbot: components['schemas']['ChatbotName'];
      version: components['schemas']['VersionName'];
      digest: components['schemas']['Sha256Digest'];
      bundle: components['schemas']['ModelVersionBundle'];
      modelCard?: components['schemas']['ModelCard'];
      run: components['schemas']['PipelineRun'];
      origin: components['schemas']['Origin'];
      /** Format: date-time */
      reportedAt: string;
      demo?: boolean;
    };
    /** How a report came to the portal */
    Origin: {
      kind: 'token' | 'oidc';
      issuer?: string;
      ref?: string;
      /** What started the run, as its host calls it */
      event?: string;
      /** Whether the host protects the ref */
      protected?: boolean;
      workflow?: string;
      /** File that the workflow stands in, by its path */
      workflowFile?: string;
      environment?: string;
      runId?: string;
      runAttempt?: number;
    };
    /** Versions of a chatbot, newest first */
    ModelVersionList: {
      items: components['schemas']['ModelVersion'][];
      nextCursor?: string;
      total?: number;
    };
    /** A model version with what it is made of */
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
    /** A prompt of a version, with its text where that was reported */
    PromptText: {
      name: string;
      digest: string;
      text?: string;
    };
    /** An evaluation */
    Evaluation: {
      id: components['schemas']['Id'];
      chatbot: components['schemas']['ChatbotName'];
      version: components['schemas']['VersionName'];
      digest: components['schemas']['Sha256Digest'];
      suite: string;
      dataset: components['schemas']['DatasetRef'];
      judge: components['schemas']['Judge'];
      metrics: components['schemas']['Metric'][];
      slices: components['schemas']['MetricSlice'][];
      /** Per-sample rows stored */
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
    /** Evaluations of a chatbot, newest first */
    EvaluationList: {
      items: components['schemas']['Evaluation'][];
      nextCursor?: string;
    };
    /** Samples of an evaluation */
    EvaluationSampleList: {
      items: components['schemas']['EvaluationSample'][];
      nextCursor?: string;
      total?: number;
    };
    /** One thing that keeps two values from being compared */
    MeasurementChange: {
      what: 'suite' | 'dataset' | 'judge' | 'definition' | 'direction' | 'unit';
      from: string;
      to: string;
    };
    /** A metric's value for one version */
    TrendPoint: {
      version: string;
      value: number;
      sampleCount: number;
      /** Format: date-time */
      finishedAt: string;
      evaluationId?: string;
      /** Why it can not be compared with the point before; absent when it can */
      changes?: components['schemas']['MeasurementChange'][];
    };
    /** A metric over the versions of a chatbot */
    Trend: {
      suite: string;
      metric: string;
      unit?: string;
      direction: components['schemas']['Direction'];
      /** Oldest first */
      points: components['schemas']['TrendPoint'][];
      threshold?: number;
      baseline?: {
        version: string;
        stage: string;
        value: number;
        /** Why the last point can not be compared with it; absent when it can */
        changes?: components['schemas']['MeasurementChange'][];
      };
      worstSlice?: components['schemas']['MetricSlice'];
    };
    /** Metrics over the versions of a chatbot */
    TrendList: {
      items: components['schemas']['Trend'][];
    };
    /** One rule's outcome, with what was expected and found */
    Check: {
      id: string;
      title: string;
      outcome: 'pass' | 'fail' | 'inconclusive' | 'not-applicable';
      expected: string;
      actual: string;
      reason: string;
      reasonCode: string;
      blocking: boolean;
      evaluationId?: string;
      /** Pages outside the portal that say more */
      links?: {
        title: string;
        url: string;
      }[];
    };
    /** What a system outside the portal answers about a promotion */
    ExternalAnswer: {
      /** Id of the request that it answers */
      id: string;
      /** Digest of the facts that it was asked about, as the request had it */
      bindingDigest: string;
      status: 'approved' | 'refused' | 'pending';
      /** Page of the ticket, https */
      link?: string;
      /** How the system names the ticket */
      reference?: string;
      /** Who answered, in the system's words */
      answeredBy?: string;
      /** Format: date-time */
      decidedAt?: string;
      comment?: string;
    };
    /** Approvals that a group still owes */
    ApprovalRuleStatus: {
      group: string;
      needed: number;
      have: number;
      by: string[];
    };
    /** All checks and approvals between a version and a stage */
    Gate: {
      stage: string;
      verdict: components['schemas']['GateVerdict'];
      checks: components['schemas']['Check'][];
      approvals: components['schemas']['ApprovalRuleStatus'][];
      policyNumber?: number;
      /**
       * Format: date-time
       * When it was evaluated; absent where that was for this answer
       */
      evaluatedAt?: string;
      /** Number of the last numbered event of the audit log that the stored evaluation rests on; absent while none has a number */
      atSequence?: number;
    };
    /** The gates of a version */
    GateList: {
      items: components['schemas']['Gate'][];
    };
    /** One thing compared between two versions */
    ComparisonRow: {
      key: string;
      label: string;
      status: 'same' | 'changed' | 'added' | 'missing' | 'incomparable';
      verdict: 'better' | 'worse' | 'same' | 'unknown' | 'not-applicable';
      base?: string;
      target?: string;
      delta?: number;
      relativeDelta?: number;
      /** Confidence interval of the difference */
      interval?: number[];
      /**
       * Why no interval is known of two scores that were compared
       */
      intervalUnknown?:
        | 'no-sample-scores'
        | 'scores-incomplete'
        | 'not-their-mean'
        | 'other-samples'
        | 'too-few-samples'
        | 'slice';
      /** What keeps two scores from being compared; only with status incomparable */
      changes?: components['schemas']['MeasurementChange'][];
      /** Only with a missing score: false when its suite has not run for the target, so that nothing is missing yet */
      due?: boolean;
      direction?: components['schemas']['Direction'];
      unit?: string;
      suite?: string;
      slice?: string;
      /** Id of the evaluation that base is from */
      baseEvaluation?: string;
      /** Id of the evaluation that target is from */
      targetEvaluation?: string;
      note?: string;
    };
    /** One prompt compared between two versions */
    PromptComparison: {
      name: string;
      status: 'same' | 'changed' | 'added' | 'missing';
      base?: string;
      target?: string;
      linesAdded?: number;
      linesRemoved?: number;
      /** Set when both texts have the same lines: their ends, a byte order mark or the end of the last line differ */
      onlyLineEnds?: boolean;
    };
    /** Two versions side by side */
    Comparison: {
      chatbot: string;
      /** Absent when nothing is replaced */
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
      /** Facts for the summary sentence, most important first */
      summary: string[];
    };
    /** Which version shall come to which stage */
    PromotionRequest: {
      version: components['schemas']['VersionName'];
      stage: components['schemas']['StageName'];
      /** canary when left out and a version runs in the stage, otherwise all-at-once */
      strategy?: components['schemas']['Strategy'];
      comment?: string;
    };
    /** What a reviewer decides, bound to what they saw */
    DecisionRequest: {
      decision: 'approve' | 'reject';
      comment?: string;
      bindingDigest: components['schemas']['Sha256Digest'];
    };
    /** Why nobody waits for the outcome of a deployment any more */
    AbandonmentRequest: {
      comment: string;
    };
    /** What a reviewer decided */
    Decision: {
      id: components['schemas']['Id'];
      decision: 'approve' | 'reject';
      by: string;
      comment?: string;
      /** Format: date-time */
      at: string;
      /** Format: date-time */
      withdrawnAt?: string;
    };
    /** A promotion */
    Promotion: {
      id: components['schemas']['Id'];
      chatbot: components['schemas']['ChatbotName'];
      version: components['schemas']['VersionName'];
      digest: components['schemas']['Sha256Digest'];
      stage: components['schemas']['StageName'];
      strategy: components['schemas']['Strategy'];
      state: components['schemas']['PromotionState'];
      /** Reason code of void, rejected, failed and the like */
      stateReason?: string;
      bindingDigest: components['schemas']['Sha256Digest'];
      replaces?: components['schemas']['VersionName'];
      /** People the request counts as made by */
      requestedBy: string[];
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
      /** One line: what changes, as of now while it is requested, and as of the request afterwards */
      summary?: string;
      /** What is still needed, in words */
      missing?: string[];
      /** What is still needed; empty once it has ended */
      needs: components['schemas']['PromotionNeed'][];
      /**
       * Format: date-time
       * Since when it waits for that
       */
      waitingSince?: string;
      /** A rollout that has reported nothing for too long */
      stuck: boolean;
      deploymentId?: components['schemas']['Id'];
      mayDecide?: boolean;
    };
    /** A page of promotions */
    PromotionList: {
      items: components['schemas']['Promotion'][];
      nextCursor?: string;
      /** Promotions of this view, on whatever page; only where open ones are asked for */
      total?: number;
      /** The promotion of this view that has waited longest, on whatever page; only where open ones are asked for */
      waitingLongest?: components['schemas']['LongestWait'];
      /** Rollouts of this view, on whatever page, that have reported nothing for too long */
      stuck: number;
    };
    /** Whether the person who asks may decide, and why not */
    MayDecide: {
      allowed: boolean;
      reasonCode?: string;
      reason: string;
      /** Entity refs of the groups that the reason names, in its order */
      groups?: string[];
    };
    /** The last request to start the deploy workflow of a promotion */
    PromotionWorkflow: {
      /**
       * started once the git host has a run of it; how the run goes, its page tells
       */
      state: 'requested' | 'started' | 'failed';
      attempt: number;
      /** Format: date-time */
      requestedAt: string;
      /** Format: date-time */
      endedAt?: string;
      /** Page of the run */
      url?: string;
      /** Why it was not started */
      reasonCode?: string;
      /** The same for people */
      reason?: string;
    };
    /** An evaluation that figures are from */
    EvidenceSource: {
      id: components['schemas']['Id'];
      version: string;
      suite: string;
      dataset: components['schemas']['DatasetRef'];
      judge: string;
      /** Set when a running deployment was measured */
      stage?: string;
      /** Format: date-time */
      reportedAt: string;
      /** Whether decisions are bound to it; others are shown as of the decision */
      bound: boolean;
    };
    /** A promotion as its reviewers see it */
    PromotionDetail: {
      promotion: components['schemas']['Promotion'];
      chatbot: components['schemas']['Chatbot'];
      /** What it would change, by the evaluations that it is bound to; once decided it stays what it was */
      comparison: components['schemas']['Comparison'];
      /** Evaluations that the scores are from, newest first */
      evidence?: components['schemas']['EvidenceSource'][];
      /** What was measured of its version after nothing could be decided any more. Nobody decided on it; absent when there is nothing */
      later?: {
        /**
         * Format: date-time
         * When it was approved, or ended without
         */
        since: string;
        /** Newest first */
        evidence: components['schemas']['EvidenceSource'][];
        /** From what was decided on to what was measured later */
        scores: components['schemas']['ComparisonRow'][];
      };
      gate: components['schemas']['Gate'];
      /** Who had a hand in it. A person may be known by an address and by a login */
      contributors: {
        /** E-mail address of a commit, or SCM login of who started a run */
        identity: string;
        userRef?: string;
      }[];
      mayDecide: components['schemas']['MayDecide'];
      mayWithdraw: components['schemas']['MayDecide'];
      mayWithdrawDecision?: boolean;
      workflow?: components['schemas']['PromotionWorkflow'];
      /** Whether the viewer may have the deploy workflow started; the reason code says what the git host lacks */
      mayStartWorkflow: components['schemas']['MayDecide'];
      /** Whether the viewer may close the open deployment */
      mayAbandon?: boolean;
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
        type: components['schemas']['HistoryEntryType'];
        by?: string;
        text: string;
        /** Page outside the portal that says more */
        link?: {
          title: string;
          url: string;
        };
      }[];
    };
    /** A policy to come into force */
    PolicyProposal: {
      text: string;
    };
    /** A numbered policy */
    Policy: {
      number: number;
      state: 'proposed' | 'active' | 'retired';
      digest: components['schemas']['Sha256Digest'];
      text: string;
      /** Format: date-time */
      proposedAt: string;
      proposedBy?: string;
      /** Format: date-time */
      activatedAt?: string;
      approvals?: string[];
      missing?: string[];
    };
    /** Policies, newest first */
    PolicyList: {
      items: components['schemas']['Policy'][];
      nextCursor?: string;
    };
    /** The signed root of the audit log at a size */
    LogCheckpoint: {
      size: number;
      rootHash: string;
      /** C2SP signed checkpoint */
      note: string;
      /** Format: date-time */
      signedAt: string;
      /** Anchors that hold it or a later one, as they were read back */
      anchors?: string[];
    };
    /** What an anchor holds of the log, as the portal read it back last */
    AnchorStatus: {
      id: string;
      /**
       * verified: of this log. empty: nothing yet. not-verified: it could not be read. contradicts: not of this log, or emptied
       */
      state: 'verified' | 'empty' | 'not-verified' | 'contradicts';
      /** Events that the checkpoint it holds covers */
      size?: number;
      /** anchor-not-read, anchor-unreadable, anchor-unsigned, anchor-of-another-log, anchor-ahead, anchor-differs or anchor-emptied */
      problem?: string;
      /** Format: date-time */
      readAt?: string;
      /** The C2SP signed checkpoint that it holds, exactly as it gave it back */
      note?: string;
      /**
       * Format: date-time
       * When the newest event was recorded that the checkpoint covers; proven by its root, and absent where that event is gone
       */
      newestEventAt?: string;
    };
    /** How the audit log is doing */
    AuditStatus: {
      events: number;
      unsequenced: number;
      gaps: number[];
      /** Events that the portal did not write and never numbers */
      setAside: {
        count: number;
        latest: components['schemas']['SetAsideEvent'][];
      };
      /** Rows that would count and that no event tells of */
      unproven: {
        count: number;
        latest: components['schemas']['UnprovenRow'][];
      };
      origin: string;
      checkpoint?: components['schemas']['LogCheckpoint'];
      /** Numbered events that no checkpoint covers yet */
      uncheckpointed: number;
      /**
       * Format: date-time
       * Since when the signer of checkpoints fails; absent while it does not
       */
      signingFailingSince?: string;
      anchors: components['schemas']['AnchorStatus'][];
      behind?: components['schemas']['LogBehindAnchor'];
      /** Logs that this one continues, oldest first */
      continuations?: components['schemas']['LogContinuation'][];
      verifierKey: string;
      fingerprint: string;
      types?: string[];
    };
    /** Why nothing is written: the log is not what an anchor holds */
    LogBehindAnchor: {
      /** Id of the anchor */
      anchor: string;
      /**
       * anchor-ahead: the log is shorter. anchor-differs: it is of other events
       */
      problem: 'anchor-ahead' | 'anchor-differs';
      /** Events that the anchor holds */
      anchoredSize: number;
      /** Events that the log has */
      size: number;
      /**
       * Format: date-time
       * When this process found it out
       */
      since: string;
    };
    /** That the log was continued under another name after its database was restored */
    LogContinuation: {
      /** Number of the event that says so */
      sequence: number;
      /** Format: date-time */
      at: string;
      /** The name of the log from then on */
      origin: string;
      /** The name of the log before */
      previous: string;
      /** Events that the restored log had */
      size: number;
      /** Events up to which it is known to be the log before */
      commonSize: number;
      anchoredOrigin: string;
      /** Events of the log before that were held outside its database */
      anchoredSize: number;
    };
    /** An event that the portal did not write, as its row says */
    SetAsideEvent: {
      id: string;
      type: string;
      /** For example mac-missing, mac-invalid or columns-differ */
      reason: string;
      recordedAt: string;
      setAsideAt: string;
    };
    /** A row that no event tells of, as it says */
    UnprovenRow: {
      kind:
        | 'promotion'
        | 'decision'
        | 'answer'
        | 'permit'
        | 'permit-use'
        | 'workflow'
        | 'deployment'
        | 'evaluation'
        | 'policy'
        | 'policy-activation'
        | 'policy-approval'
        | 'facts-proposal'
        | 'facts-acceptance';
      /** Of a policy its number */
      id: string;
      /** What it belongs to, and its event would be about */
      subject: {
        kind: string;
        chatbot?: string;
        id: string;
      };
      /** When it says that it was made */
      at: string;
    };
    /** A fact in the audit log, in readable form */
    AuditEvent: {
      sequence: number;
      id: string;
      type: string;
      /** Format: date-time */
      occurredAt: string;
      /** Format: date-time */
      recordedAt: string;
      actor: {
        kind: 'user' | 'pipeline' | 'service';
        pseudonym?: string;
        /** Absent once erased */
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
    /** A page of audit events */
    AuditEventList: {
      items: components['schemas']['AuditEvent'][];
      nextCursor?: string;
      total: number;
    };
    /** An audit event with the exact text that was hashed and its proof */
    AuditEventDetail: {
      event: components['schemas']['AuditEvent'];
      /** The exact canonical text that is hashed */
      body: string;
      /** Base64 */
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
    /** The hashes that show one log to be the beginning of a later one */
    ConsistencyProof: {
      from: number;
      to: number;
      hashes: string[];
    };
    /** The period to export */
    AuditExportRequest: {
      /** Format: date-time */
      from?: string;
      /** Format: date-time */
      to?: string;
      /** Include names and texts beside the hashed bytes */
      reveal?: boolean;
      /** Made by the caller: asked again with it within an hour, it is the same export with new links, recorded once */
      requestId?: string;
    };
    /** An export that is ready, with its one-time links */
    AuditExport: {
      fromSequence: number;
      /** Exclusive */
      toSequence: number;
      count: number;
      /** Path of the one-time link */
      ndjson: string;
      csv: string;
      /** Format: date-time */
      expiresAt: string;
      checkpoint?: components['schemas']['LogCheckpoint'];
    };
    /** Chatbots that changed since the cursor */
    Changes: {
      chatbots: string[];
      /** Audit sequence number to acknowledge */
      cursor: number;
      /** Of the stored cursor; sent back with the acknowledgement */
      revision: number;
      more: boolean;
    };
    /** Up to where a consumer has taken the changes */
    ChangesCursor: {
      cursor: number;
      /** As it was read. When another one acknowledged meanwhile, the answer is 409 conflicting-write */
      revision: number;
    };
    /** What the catalog shows of a chatbot */
    Projection: {
      chatbot: components['schemas']['Chatbot'];
      versions: components['schemas']['ModelVersion'][];
      evaluations: components['schemas']['Evaluation'][];
      stages: components['schemas']['StageStatus'][];
      promotions: components['schemas']['Promotion'][];
      /** What left the window lately; removed from the catalog */
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
    /** A page of projections */
    ProjectionList: {
      items: components['schemas']['Projection'][];
      nextCursor?: string;
    };
    /** Id of a webhook target in the configuration */
    WebhookId: string;
    /**
     * Whether a delivery is under way, arrived, or was given up
     */
    WebhookDeliveryState: 'pending' | 'delivered' | 'failed';
    /**
     * Why an attempt did not deliver: `address-refused` is a host name that resolves to an address that is not public,
     *     `connection-failed` no connection, `timeout` no answer in time, `redirect` an answer that leads elsewhere, `gone`
     *     410, `status` any other answer but success, `not-asked-for` an event that the target does not get by its
     *     configuration of now, and `event-not-authentic` an event that the portal did not write.
     */
    WebhookProblem:
      | 'address-refused'
      | 'connection-failed'
      | 'timeout'
      | 'redirect'
      | 'gone'
      | 'status'
      | 'not-asked-for'
      | 'event-not-authentic';
    /** A webhook target, and how delivery to it goes */
    WebhookTarget: {
      id: components['schemas']['WebhookId'];
      /** Without its query */
      url: string;
      types?: string[];
      owners?: string[];
      /**
       * `gone` once it answered 410: nothing is sent until somebody asks for a redelivery
       */
      state: 'unused' | 'healthy' | 'failing' | 'gone';
      /** Format: date-time */
      lastDeliveredAt?: string;
      /** Format: date-time */
      failingSince?: string;
      /** Format: date-time */
      goneAt?: string;
      /** Deliveries under way */
      outstanding: number;
      /** Deliveries that were given up */
      failed: number;
    };
    /** The webhook targets of the configuration */
    WebhookTargetList: {
      items: components['schemas']['WebhookTarget'][];
    };
    /** What is sent to a target because of one event */
    WebhookDelivery: {
      /** Format: uuid */
      id: string;
      target: components['schemas']['WebhookId'];
      /**
       * Format: uuid
       * The `webhook-id` of every request
       */
      eventId: string;
      /** Number of the event */
      sequence: number;
      type: string;
      chatbot?: string;
      state: components['schemas']['WebhookDeliveryState'];
      /** Format: date-time */
      createdAt: string;
      attempts: number;
      /** Format: date-time */
      lastAttemptAt?: string;
      /** Format: date-time */
      nextAttemptAt?: string;
      /** Of the last attempt */
      responseStatus?: number;
      problem?: components['schemas']['WebhookProblem'];
    };
    /** A page of deliveries */
    WebhookDeliveryList: {
      items: components['schemas']['WebhookDelivery'][];
      nextCursor?: string;
    };
    /** One attempt to deliver */
    WebhookAttempt: {
      /** Format: date-time */
      at: string;
      milliseconds: number;
      /** HTTP status of the answer */
      status?: number;
      problem?: components['schemas']['WebhookProblem'];
      /** Code of the failed connection, for example ECONNREFUSED */
      detail?: string;
    };
    /** A delivery with what was sent and its last attempts */
    WebhookDeliveryDetail: {
      delivery: components['schemas']['WebhookDelivery'];
      /** The exact text that was sent last */
      body?: string;
      /** The last 20 attempts, oldest first */
      history: components['schemas']['WebhookAttempt'][];
    };
    /** Which deliveries are sent again */
    WebhookRedeliveryRequest: {
      /**
       * Format: date-time
       * Failed deliveries that were made at or after it
       */
      since: string;
    };
    /** What a request to redeliver did */
    WebhookRedelivery: {
      /** How many deliveries are sent again */
      deliveries: number;
    };
  };
  responses: {
    /** An error with a machine-readable reason code */
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
    proposalId: components['schemas']['Id'];
    promotionId: components['schemas']['Id'];
    deploymentId: components['schemas']['Id'];
    consumer: string;
    cursor: string;
    limit: number;
    /** Words, split at blanks; each is the beginning of one that is found, in any case */
    search: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
};
/** What every failure answers. @public */
export type ErrorBody = components['schemas']['Error'];
/** A UUID. @public */
export type Id = components['schemas']['Id'];
/** Name of a chatbot, and of its Component in the catalog. @public */
export type ChatbotName = components['schemas']['ChatbotName'];
/** Name of a model version, unique within its chatbot. @public */
export type VersionName = components['schemas']['VersionName'];
/** A name that people chose, in any script: letters, marks, digits, spaces and ._:/@+-()=,&', in the form NFC of Unicode, and more than spaces. What is none is refused with name-invalid. @public */
export type ShortName = components['schemas']['ShortName'];
/** Name of a stage. @public */
export type StageName = components['schemas']['StageName'];
/** A full entity reference of the catalog. @public */
export type EntityRef = components['schemas']['EntityRef'];
/** How much a chatbot can harm, in the words of the EU AI Act. @public */
export type RiskClass = components['schemas']['RiskClass'];
/** What a set of checks comes to; none when there are no checks. @public */
export type Verdict = components['schemas']['Verdict'];
/** What an entry in the history of a promotion tells. @public */
export type HistoryEntryType = components['schemas']['HistoryEntryType'];
/** What a gate says, as pages show it; pending while what was evaluated last is out of date and a new evaluation is under way. @public */
export type GateVerdict = components['schemas']['GateVerdict'];
/** A SHA-256 digest, hexadecimal. @public */
export type Sha256Digest = components['schemas']['Sha256Digest'];
/** The full name of a commit, hexadecimal. @public */
export type CommitSha = components['schemas']['CommitSha'];
/** Where a promotion stands; docs/states.md has every edge. @public */
export type PromotionState = components['schemas']['PromotionState'];
/** How a deployment brings a version into its stage. @public */
export type Strategy = components['schemas']['Strategy'];
/** Free JSON, kept as it is. @public */
export type JsonMap = components['schemas']['JsonMap'];
/** A public key of the portal. @public */
export type PublicKey = components['schemas']['PublicKey'];
/** Every public key that verifies permits or the audit log, former ones too. @public */
export type PublicKeys = components['schemas']['PublicKeys'];
/** The ID token that the CI system gave to the run. @public */
export type IdentityTokenExchange =
  components['schemas']['IdentityTokenExchange'];
/** A pipeline token that lives for minutes. @public */
export type ExchangedToken = components['schemas']['ExchangedToken'];
/** The run that reports; with an exchanged token the claims of the identity token win. @public */
export type PipelineRun = components['schemas']['PipelineRun'];
/** What a model version is made of; its digest is taken over exactly this. @public */
export type ModelVersionBundle = components['schemas']['ModelVersionBundle'];
/** A commit between the version replaced and this one. @public */
export type Commit = components['schemas']['Commit'];
/** An author, co-author or committer as git names them. @public */
export type CommitPerson = components['schemas']['CommitPerson'];
/** What people should know of a version; not part of its digest. @public */
export type ModelCard = components['schemas']['ModelCard'];
/** What a pipeline reports of a version it has built. @public */
export type ModelVersionReport = components['schemas']['ModelVersionReport'];
/** Who or what scored the answers. @public */
export type Judge = components['schemas']['Judge'];
/** Which way a metric gets better. @public */
export type Direction = components['schemas']['Direction'];
/** A score over all samples. @public */
export type Metric = components['schemas']['Metric'];
/** A score over part of the samples. @public */
export type MetricSlice = components['schemas']['MetricSlice'];
/** What one sample scored. @public */
export type EvaluationSample = components['schemas']['EvaluationSample'];
/** One run of a suite over a dataset against one model version. @public */
export type EvaluationReport = components['schemas']['EvaluationReport'];
/** Samples and slices of an evaluation that is reported in parts. @public */
export type EvaluationPart = components['schemas']['EvaluationPart'];
/** An evaluation that waits for its parts; nothing shows it before it is complete. @public */
export type OpenEvaluation = components['schemas']['OpenEvaluation'];
/** A dataset at one revision. @public */
export type DatasetRef = components['schemas']['DatasetRef'];
/** What a pipeline asks for. @public */
export type PipelinePromotionRequest =
  components['schemas']['PipelinePromotionRequest'];
/** A promotion as far as its pipeline needs to know it. @public */
export type PipelinePromotion = components['schemas']['PipelinePromotion'];
/** Promotions of the token's chatbot. @public */
export type PipelinePromotionList =
  components['schemas']['PipelinePromotionList'];
/** A signed payload (DSSE). @public */
export type DsseEnvelope = components['schemas']['DsseEnvelope'];
/** A signed statement that releases one digest to one stage, once. @public */
export type Permit = components['schemas']['Permit'];
/** Which use of the permit this is, and for which digest. @public */
export type PermitConsumption = components['schemas']['PermitConsumption'];
/** What one step of a deployment did. @public */
export type DeploymentStepReport =
  components['schemas']['DeploymentStepReport'];
/** How a deployment ended. @public */
export type DeploymentOutcomeReport =
  components['schemas']['DeploymentOutcomeReport'];
/** A reported step of a deployment. @public */
export type DeploymentStep = components['schemas']['DeploymentStep'];
/** What a pipeline did with a permit. @public */
export type Deployment = components['schemas']['Deployment'];
/** Deployments of a chatbot, newest first. @public */
export type DeploymentList = components['schemas']['DeploymentList'];
/** A repository by the immutable id that its host gave. @public */
export type Repository = components['schemas']['Repository'];
/** What is told of a new chatbot. @public */
export type ChatbotRegistration = components['schemas']['ChatbotRegistration'];
/** The facts of a chatbot as they shall be; what is left out stays as it is. @public */
export type FactsProposalRequest =
  components['schemas']['FactsProposalRequest'];
/** What became of a proposal. @public */
export type FactsProposalState = components['schemas']['FactsProposalState'];
/** What decisions are bound to of a chatbot. @public */
export type ChatbotFacts = components['schemas']['ChatbotFacts'];
/** Owner, risk class and repository as somebody proposes them. @public */
export type FactsProposal = components['schemas']['FactsProposal'];
/** A page of proposals. @public */
export type FactsProposalList = components['schemas']['FactsProposalList'];
/** What a registry reviewer decides, bound to what they saw. @public */
export type FactsDecision = components['schemas']['FactsDecision'];
/** A chatbot with the facts that the registry vouches for. @public */
export type Chatbot = components['schemas']['Chatbot'];
/** What runs in a stage. @public */
export type StageStatus = components['schemas']['StageStatus'];
/** A run of a workflow, as the git host tells of it. @public */
export type HostRun = components['schemas']['HostRun'];
/** Runs of a chatbot's pipeline. @public */
export type HostRunList = components['schemas']['HostRunList'];
/** The stages of a chatbot in order. @public */
export type StageList = components['schemas']['StageList'];
/** The headline metric that the policy names, over the newest versions, oldest first. @public */
export type Quality = components['schemas']['Quality'];
/** One thing that an open promotion waits for, and at whom. @public */
export type PromotionNeed = components['schemas']['PromotionNeed'];
/** An open promotion, and what it still waits for. @public */
export type Waiting = components['schemas']['Waiting'];
/** A chatbot as the model catalog lists it. @public */
export type ChatbotSummary = components['schemas']['ChatbotSummary'];
/** An owner, risk class and repository that wait for a second person. @public */
export type WaitingProposal = components['schemas']['WaitingProposal'];
/** How many chatbots there are of each concern, before filters. @public */
export type ChatbotCounts = components['schemas']['ChatbotCounts'];
/** A chatbot and the promotion that waits for something. @public */
export type LongestWait = components['schemas']['LongestWait'];
/** What a chatbot is called, and the Component that it is. @public */
export type ChatbotTitle = components['schemas']['ChatbotTitle'];
/** Titles of chatbots. @public */
export type ChatbotTitleList = components['schemas']['ChatbotTitleList'];
/** A page of the model catalog. @public */
export type ChatbotList = components['schemas']['ChatbotList'];
/** The next stage for the newest version, and what its checks say. @public */
export type NextPromotion = components['schemas']['NextPromotion'];
/** A chatbot as its own page shows it. @public */
export type ChatbotOverview = components['schemas']['ChatbotOverview'];
/** What a new pipeline token is for. @public */
export type PipelineTokenRequest =
  components['schemas']['PipelineTokenRequest'];
/** A pipeline token without its value. @public */
export type PipelineToken = components['schemas']['PipelineToken'];
/** The pipeline tokens of a chatbot. @public */
export type PipelineTokenList = components['schemas']['PipelineTokenList'];
/** A new pipeline token; the only answer that holds its value. @public */
export type IssuedPipelineToken = components['schemas']['IssuedPipelineToken'];
/** A model version. @public */
export type ModelVersion = components['schemas']['ModelVersion'];
/** A model version as it was reported. How it stands at its gates is asked of them.. @public */
export type ReportedModelVersion =
  components['schemas']['ReportedModelVersion'];
/** How a report came to the portal. @public */
export type Origin = components['schemas']['Origin'];
/** Versions of a chatbot, newest first. @public */
export type ModelVersionList = components['schemas']['ModelVersionList'];
/** A model version with what it is made of. @public */
export type ModelVersionDetail = components['schemas']['ModelVersionDetail'];
/** A prompt of a version, with its text where that was reported. @public */
export type PromptText = components['schemas']['PromptText'];
/** An evaluation. @public */
export type Evaluation = components['schemas']['Evaluation'];
/** Evaluations of a chatbot, newest first. @public */
export type EvaluationList = components['schemas']['EvaluationList'];
/** Samples of an evaluation. @public */
export type EvaluationSampleList =
  components['schemas']['EvaluationSampleList'];
/** One thing that keeps two values from being compared. @public */
export type MeasurementChange = components['schemas']['MeasurementChange'];
/** A metric's value for one version. @public */
export type TrendPoint = components['schemas']['TrendPoint'];
/** A metric over the versions of a chatbot. @public */
export type Trend = components['schemas']['Trend'];
/** Metrics over the versions of a chatbot. @public */
export type TrendList = components['schemas']['TrendList'];
/** One rule's outcome, with what was expected and found. @public */
export type Check = components['schemas']['Check'];
/** What a system outside the portal answers about a promotion. @public */
export type ExternalAnswer = components['schemas']['ExternalAnswer'];
/** Approvals that a group still owes. @public */
export type ApprovalRuleStatus = components['schemas']['ApprovalRuleStatus'];
/** All checks and approvals between a version and a stage. @public */
export type Gate = components['schemas']['Gate'];
/** The gates of a version. @public */
export type GateList = components['schemas']['GateList'];
/** One thing compared between two versions. @public */
export type ComparisonRow = components['schemas']['ComparisonRow'];
/** One prompt compared between two versions. @public */
export type PromptComparison = components['schemas']['PromptComparison'];
/** Two versions side by side. @public */
export type Comparison = components['schemas']['Comparison'];
/** Which version shall come to which stage. @public */
export type PromotionRequest = components['schemas']['PromotionRequest'];
/** What a reviewer decides, bound to what they saw. @public */
export type DecisionRequest = components['schemas']['DecisionRequest'];
/** Why nobody waits for the outcome of a deployment any more. @public */
export type AbandonmentRequest = components['schemas']['AbandonmentRequest'];
/** What a reviewer decided. @public */
export type Decision = components['schemas']['Decision'];
/** A promotion. @public */
export type Promotion = components['schemas']['Promotion'];
/** A page of promotions. @public */
export type PromotionList = components['schemas']['PromotionList'];
/** Whether the person who asks may decide, and why not. @public */
export type MayDecide = components['schemas']['MayDecide'];
/** The last request to start the deploy workflow of a promotion. @public */
export type PromotionWorkflow = components['schemas']['PromotionWorkflow'];
/** An evaluation that figures are from. @public */
export type EvidenceSource = components['schemas']['EvidenceSource'];
/** A promotion as its reviewers see it. @public */
export type PromotionDetail = components['schemas']['PromotionDetail'];
/** A policy to come into force. @public */
export type PolicyProposal = components['schemas']['PolicyProposal'];
/** A numbered policy. @public */
export type Policy = components['schemas']['Policy'];
/** Policies, newest first. @public */
export type PolicyList = components['schemas']['PolicyList'];
/** The signed root of the audit log at a size. @public */
export type LogCheckpoint = components['schemas']['LogCheckpoint'];
/** What an anchor holds of the log, as the portal read it back last. @public */
export type AnchorStatus = components['schemas']['AnchorStatus'];
/** How the audit log is doing. @public */
export type AuditStatus = components['schemas']['AuditStatus'];
/** Why nothing is written: the log is not what an anchor holds. @public */
export type LogBehindAnchor = components['schemas']['LogBehindAnchor'];
/** That the log was continued under another name after its database was restored. @public */
export type LogContinuation = components['schemas']['LogContinuation'];
/** An event that the portal did not write, as its row says. @public */
export type SetAsideEvent = components['schemas']['SetAsideEvent'];
/** A row that no event tells of, as it says. @public */
export type UnprovenRow = components['schemas']['UnprovenRow'];
/** A fact in the audit log, in readable form. @public */
export type AuditEvent = components['schemas']['AuditEvent'];
/** A page of audit events. @public */
export type AuditEventList = components['schemas']['AuditEventList'];
/** An audit event with the exact text that was hashed and its proof. @public */
export type AuditEventDetail = components['schemas']['AuditEventDetail'];
/** The hashes that show one log to be the beginning of a later one. @public */
export type ConsistencyProof = components['schemas']['ConsistencyProof'];
/** The period to export. @public */
export type AuditExportRequest = components['schemas']['AuditExportRequest'];
/** An export that is ready, with its one-time links. @public */
export type AuditExport = components['schemas']['AuditExport'];
/** Chatbots that changed since the cursor. @public */
export type Changes = components['schemas']['Changes'];
/** Up to where a consumer has taken the changes. @public */
export type ChangesCursor = components['schemas']['ChangesCursor'];
/** What the catalog shows of a chatbot. @public */
export type Projection = components['schemas']['Projection'];
/** A page of projections. @public */
export type ProjectionList = components['schemas']['ProjectionList'];
/** Id of a webhook target in the configuration. @public */
export type WebhookId = components['schemas']['WebhookId'];
/** Whether a delivery is under way, arrived, or was given up. @public */
export type WebhookDeliveryState =
  components['schemas']['WebhookDeliveryState'];
/** Why an attempt did not deliver: `address-refused` is a host name that resolves to an address that is not public,
`connection-failed` no connection, `timeout` no answer in time, `redirect` an answer that leads elsewhere, `gone`
410, `status` any other answer but success, `not-asked-for` an event that the target does not get by its
configuration of now, and `event-not-authentic` an event that the portal did not write.
. @public */
export type WebhookProblem = components['schemas']['WebhookProblem'];
/** A webhook target, and how delivery to it goes. @public */
export type WebhookTarget = components['schemas']['WebhookTarget'];
/** The webhook targets of the configuration. @public */
export type WebhookTargetList = components['schemas']['WebhookTargetList'];
/** What is sent to a target because of one event. @public */
export type WebhookDelivery = components['schemas']['WebhookDelivery'];
/** A page of deliveries. @public */
export type WebhookDeliveryList = components['schemas']['WebhookDeliveryList'];
/** One attempt to deliver. @public */
export type WebhookAttempt = components['schemas']['WebhookAttempt'];
/** A delivery with what was sent and its last attempts. @public */
export type WebhookDeliveryDetail =
  components['schemas']['WebhookDeliveryDetail'];
/** Which deliveries are sent again. @public */
export type WebhookRedeliveryRequest =
  components['schemas']['WebhookRedeliveryRequest'];
/** What a request to redeliver did. @public */
export type WebhookRedelivery = components['schemas']['WebhookRedelivery'];
/** Parameters and answers of each operation. @public */
export type operations = {
  GetPublicKeys: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Keys */
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
      /** A pipeline token */
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
  AnswerExternalCheck: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        system: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ExternalAnswer'];
      };
    };
    responses: {
      /** The answer is recorded */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
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
      /** The version was known already */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReportedModelVersion'];
        };
      };
      /** Recorded */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReportedModelVersion'];
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
      /** The evaluation was known already */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Evaluation'];
        };
      };
      /** Recorded */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Evaluation'];
        };
      };
      /** Open for its parts */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenEvaluation'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ReportEvaluationPart: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        evaluationId: components['schemas']['Id'];
        /** Counted from 1 */
        part: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EvaluationPart'];
      };
    };
    responses: {
      /** What has come so far */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenEvaluation'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  CompleteEvaluation: {
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
      /** The evaluation was known already */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Evaluation'];
        };
      };
      /** Recorded */
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
      /** Promotions */
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
      /** An open promotion of that version to that stage exists */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PipelinePromotion'];
        };
      };
      /** Requested */
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
      /** The promotion */
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
      /** The permit */
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
      /** Consumed before with the same key */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Deployment'];
        };
      };
      /** The deployment that was opened */
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
      /** The deployment with the steps reported so far */
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
      /** The deployment */
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
      /** The deployment */
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
        /** Words, split at blanks; each is the beginning of one that is found, in any case */
        search?: components['parameters']['search'];
        owner?: components['schemas']['EntityRef'];
        riskClass?: components['schemas']['RiskClass'];
        /** Only chatbots with a version in this stage */
        stage?: components['schemas']['StageName'];
        verdict?: components['schemas']['Verdict'];
        /** Only chatbots with a promotion or a proposal that the caller may decide */
        needsMe?: boolean;
        /** Only chatbots with a rollout that has reported nothing for too long */
        stuck?: boolean;
        sort?:
          | 'name'
          | 'owner'
          | 'riskClass'
          | 'quality'
          | 'updatedAt'
          | 'waiting'
          | 'stage';
        order?: 'asc' | 'desc';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Chatbots */
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
      /** Registered before with the same facts */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Chatbot'];
        };
      };
      /** Registered */
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
  DownloadChatbots: {
    parameters: {
      query?: {
        /** Words, split at blanks; each is the beginning of one that is found, in any case */
        search?: components['parameters']['search'];
        owner?: components['schemas']['EntityRef'];
        riskClass?: components['schemas']['RiskClass'];
        /** Only chatbots with a version in this stage */
        stage?: components['schemas']['StageName'];
        verdict?: components['schemas']['Verdict'];
        /** Only chatbots with a promotion or a proposal that the caller may decide */
        needsMe?: boolean;
        sort?:
          | 'name'
          | 'owner'
          | 'riskClass'
          | 'quality'
          | 'updatedAt'
          | 'waiting'
          | 'stage';
        order?: 'asc' | 'desc';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** One row a chatbot */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListChatbotTitles: {
    parameters: {
      query: {
        /** Names of chatbots, at most 50, with commas between */
        names: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Titles, in no order */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChatbotTitleList'];
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
      /** The chatbot with its stages and next promotion */
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
  ProposeFacts: {
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
        'application/json': components['schemas']['FactsProposalRequest'];
      };
    };
    responses: {
      /** The proposal */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FactsProposal'];
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
      /** Tokens, without their values */
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
      /** The token, with its value */
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
      /** Revoked */
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
        /** Words, split at blanks; each is the beginning of one that is found, in any case */
        search?: components['parameters']['search'];
      };
      header?: never;
      path: {
        chatbot: components['parameters']['chatbot'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Versions, newest first */
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
      /** The version: model card, gates and lineage */
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
      /** What is different */
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
      /** Evaluations, newest first */
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
      /** One series per suite and metric */
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
  ListHostRuns: {
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
      /** Runs */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HostRunList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListStages: {
    parameters: {
      query?: {
        /** An instant; now when absent */
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
      /** Stages in order */
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
        /** Deployments as they stood at an instant, without those that started later; now when absent */
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
      /** Deployments, newest first */
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
      /** Gates */
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
      /** Requested */
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
      /** The evaluation with metrics and slices */
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
        /** Words, split at blanks; each is the beginning of one that is found, in any case */
        search?: components['parameters']['search'];
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
      /** Samples, failed first */
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
  ListFactsProposals: {
    parameters: {
      query?: {
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
        /** Mine to decide, proposed by me, or all */
        view?: 'decide' | 'proposed' | 'all';
        chatbot?: components['schemas']['ChatbotName'];
        state?: components['schemas']['FactsProposalState'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Proposals, newest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FactsProposalList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  DecideFacts: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        proposalId: components['parameters']['proposalId'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['FactsDecision'];
      };
    };
    responses: {
      /** The proposal after the decision */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FactsProposal'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  WithdrawFacts: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        proposalId: components['parameters']['proposalId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The proposal */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FactsProposal'];
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
        /** Mine to decide, requested by me, or all */
        view?: 'decide' | 'requested' | 'all';
        open?: boolean;
        /** Only rollouts that have reported nothing for too long */
        stuck?: boolean;
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
      /** Promotions, newest first */
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
      /** The promotion, with what changes, what policy asks and whether the caller may decide */
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
      /** The promotion after the decision */
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
      /** The promotion */
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
      /** The promotion */
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
  AbandonDeployment: {
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
        'application/json': components['schemas']['AbandonmentRequest'];
      };
    };
    responses: {
      /** The promotion */
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
  StartWorkflow: {
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
      /** The request; the promotion tells what becomes of it */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PromotionWorkflow'];
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
      /** Policies, newest first */
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
      /** The same text stands already */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Policy'];
        };
      };
      /** Proposed */
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
      /** The policy */
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
      /** The log's health */
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
        /** Words, split at blanks; each is the beginning of one that is found, in any case */
        search?: components['parameters']['search'];
        type?: string;
        actor?: components['schemas']['EntityRef'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Events, newest first */
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
  DownloadAuditEvents: {
    parameters: {
      query?: {
        from?: string;
        to?: string;
        chatbot?: components['schemas']['ChatbotName'];
        /** Words, split at blanks; each is the beginning of one that is found, in any case */
        search?: components['parameters']['search'];
        type?: string;
        actor?: components['schemas']['EntityRef'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** One row an event, newest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
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
      /** The event with its canonical bytes and inclusion proof */
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
      /** The latest signed checkpoint */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LogCheckpoint'];
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
      /** RFC 6962 consistency proof */
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
      /** Links */
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
      /** The export */
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
      /** Chatbots that changed and the cursor to acknowledge */
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
      /** Stored */
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
      /** Projections */
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
  ListWebhooks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Targets */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookTargetList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListWebhookDeliveries: {
    parameters: {
      query?: {
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
        target?: components['schemas']['WebhookId'];
        state?: components['schemas']['WebhookDeliveryState'];
        type?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Deliveries, newest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDeliveryList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetWebhookDelivery: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        deliveryId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The delivery */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDeliveryDetail'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  RedeliverWebhookDelivery: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        deliveryId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The delivery, which is sent as soon as its turn comes */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDeliveryDetail'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  RedeliverFailedWebhookDeliveries: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        webhook: components['schemas']['WebhookId'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WebhookRedeliveryRequest'];
      };
    };
    responses: {
      /** How many are sent again */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookRedelivery'];
        };
      };
      default: components['responses']['Error'];
    };
  };
};
