import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { PipelineActor } from '../database/Actor';
import { Work } from '../database/UnitOfWork';
import { ReportContext } from './deployments/reportDeployment';
import { ExternalAnswerService } from './external/ExternalAnswers';
import { ExternalSystem } from './external/readExternalSystems';
import { FactsService } from './facts/FactsService';
import { GateService } from './gates/GateService';
import { ConsumeOptions, ConsumeResult } from './permits/consumePermit';
import { PolicyService } from './policies/DefaultPolicyService';
import { PromotionService } from './promotions/PromotionService';
import { WorkflowService } from './workflows/WorkflowService';

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

/** The services of governance: policies, gates, promotions, permits and deployments. */
export interface GovernanceServices {
  /** The keys that verify permits, as the API shows them. */
  publicKeys: readonly Api.PublicKey[];
  gates: GateService;
  policies: PolicyService;
  promotionService: PromotionService;
  permits: PermitService;
  deploymentService: DeploymentService;
  /** Takes what systems outside the portal answer. */
  external: ExternalAnswerService;
  /** The systems that can be asked, by id. */
  systems: ReadonlyMap<string, ExternalSystem>;
  workflows: WorkflowService;
  /** Proposes and accepts owner, risk class and repository of chatbots. */
  facts: FactsService;
  /** To be called, in the same transaction, when something that promotions rest on changes. */
  evidence: {
    onEvidenceReported(work: Work, chatbot: string): Promise<void>;
  };
  /** Lets time pass: expires, and approves what only waited for time. For the scheduler. */
  sweep(): Promise<void>;
}
