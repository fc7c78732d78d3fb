import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/**
 * People of the catalog.
 *
 * @alpha
 */
export interface DemoPeople {
  /** Entity refs of a user's groups; none for somebody unknown. Throws while the catalog can't answer. */
  groupsOf(userRef: string): Promise<ReadonlySet<string>>;
}

/**
 * The registry's commands, at an instant of the past. Each throws what the API answers to the same request.
 *
 * @alpha
 */
export interface DemoRegistry {
  /** Whether a chatbot of this name is registered, as example or not. */
  hasChatbot(name: string): Promise<boolean>;
  /** Registers a chatbot. */
  register(
    registration: Api.ChatbotRegistration,
    context: { userRef: string; occurredAt: Date },
  ): Promise<void>;
  /** Accepts the owner, risk class and repository that were proposed, as a registry reviewer does. */
  acceptFacts(options: {
    chatbot: string;
    userRef: string;
    occurredAt: Date;
  }): Promise<void>;
  /** Reports a version as the chatbot's pipeline does. */
  reportVersion(
    report: Api.ModelVersionReport,
    context: { chatbot: string; occurredAt: Date },
  ): Promise<void>;
  /** Reports an evaluation as the chatbot's pipeline does. */
  reportEvaluation(
    report: Api.EvaluationReport,
    context: { chatbot: string; occurredAt: Date },
  ): Promise<void>;
}

/**
 * The commands on promotions, at an instant of the past.
 *
 * @alpha
 */
export interface DemoPromotions {
  /** Requests a promotion and answers its id. */
  request(options: {
    userRef: string;
    chatbot: string;
    version: string;
    stage: string;
    strategy: Api.Strategy;
    occurredAt: Date;
  }): Promise<string>;
  /** Decides on the promotion as it stands. */
  decide(options: {
    userRef: string;
    promotionId: string;
    decision: 'approve' | 'reject';
    comment: string;
    occurredAt: Date;
  }): Promise<void>;
  /** Fetches the permit of an approved promotion, as the chatbot's pipeline does, and answers its id. */
  issuePermit(options: {
    chatbot: string;
    promotionId: string;
    occurredAt: Date;
  }): Promise<string>;
}

/**
 * What a pipeline reports of a deployment, at an instant of the past.
 *
 * @alpha
 */
export interface DemoDeployments {
  /** Consumes the permit for the digest it releases, and answers the id of the deployment. */
  start(options: {
    chatbot: string;
    promotionId: string;
    permitId: string;
    run: Api.PipelineRun;
    occurredAt: Date;
  }): Promise<string>;
  /** Reports one step of an open deployment. */
  reportStep(
    step: Api.DeploymentStepReport,
    context: { chatbot: string; deploymentId: string; occurredAt: Date },
  ): Promise<void>;
  /** Reports how a deployment ended. */
  reportOutcome(
    outcome: Api.DeploymentOutcomeReport,
    context: { chatbot: string; deploymentId: string; occurredAt: Date },
  ): Promise<void>;
}

/**
 * The chatbots plugin as an example history uses it. The same services stand behind it as behind the API, and all that is
 * written through it is marked as demo.
 *
 * @alpha
 */
export interface DemoPortal {
  /** People of the catalog. */
  readonly people: DemoPeople;
  /** Commands of the registry. */
  readonly registry: DemoRegistry;
  /** Commands on promotions. */
  readonly promotions: DemoPromotions;
  /** Permits and deployments. */
  readonly deployments: DemoDeployments;
  /** Aborted when the backend stops. */
  readonly signal: AbortSignal;
}

/**
 * An example history.
 *
 * @alpha
 */
export interface DemoHistory {
  /**
   * Plays what was not played before. Called at every start, beside it; nothing expires by the real clock until it settles.
   */
  play(portal: DemoPortal): Promise<void>;
}

/**
 * Takes the example history of a portal in development.
 *
 * @remarks
 * The plugin plays it only with `chatbots.demo.history` in the configuration and on a loopback listener. In production the
 * plugin refuses to start once a history was set, whatever the configuration says.
 *
 * @alpha
 */
export interface DemoExtensionPoint {
  /** Sets the history. Throws when there is one already. */
  setHistory(history: DemoHistory): void;
}

/**
 * Where a module of the chatbots plugin adds an example history.
 *
 * @alpha
 */
export const demoExtensionPoint = createExtensionPoint<DemoExtensionPoint>({
  id: 'chatbots.demo',
});
