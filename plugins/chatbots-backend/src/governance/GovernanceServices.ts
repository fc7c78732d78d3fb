import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { PipelineActor } from '../database';
import { FactsListener } from '../registry/FactsListener';
import { DatabaseDeploymentReader } from './deployments/DatabaseDeploymentReader';
import { ReportContext } from './deployments/reportDeployment';
import { ConsumeOptions, ConsumeResult } from './permits/consumePermit';
import { PolicyService } from './policies/DefaultPolicyService';
import { PromotionService } from './promotions/PromotionService';
import { PromotionViews } from './promotions/PromotionViews';
import { GateService, StageService } from './types';

/** Issues and consumes permits. */
export interface PermitService {
  issue(options: {
    actor: PipelineActor;
    promotionId: string;
    occurredAt?: Date;
    demo?: boolean;
  }): Promise<Api.Permit>;
  consume(options: ConsumeOptions): Promise<ConsumeResult>;
}

/** Takes what a pipeline reports on a deployment, and closes one that it left. */
export interface DeploymentService {
  reportStep(
    context: ReportContext,
    step: Api.DeploymentStepReport,
  ): Promise<void>;
  reportOutcome(
    context: ReportContext,
    outcome: Api.DeploymentOutcomeReport,
  ): Promise<void>;
  /** Closes what no pipeline reports on any more; for administrators. Throws `promotion-unknown` or `promotion-state`. */
  abandon(options: {
    userRef: string;
    promotionId: string;
    comment: string;
  }): Promise<void>;
}

/** Promotions as a pipeline sees them: its own chatbot's only. */
export interface PipelinePromotions {
  list(
    actor: PipelineActor,
    state?: Api.PromotionState,
  ): Promise<Api.PipelinePromotionList>;
  get(actor: PipelineActor, id: string): Promise<Api.PipelinePromotion>;
}

/** The services of governance: policies, gates, promotions, permits, deployments and stages. */
export interface GovernanceServices {
  /** The public part of the key that signs permits, as the API shows it. */
  permitKey: Api.PublicKey;
  gates: GateService;
  stages: StageService;
  policies: PolicyService;
  promotions: PromotionViews;
  promotionService: PromotionService;
  pipelinePromotions: PipelinePromotions;
  permits: PermitService;
  deployments: DatabaseDeploymentReader;
  deploymentService: DeploymentService;
  /** What the registry calls when something that promotions rest on changes. */
  facts: FactsListener;
  /** Lets time pass: expires, and approves what only waited for time. For the scheduler. */
  sweep(): Promise<void>;
}
