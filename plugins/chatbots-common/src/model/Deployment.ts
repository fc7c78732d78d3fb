import { StageName } from './Stage';

/**
 * How a deployment takes over the traffic.
 *
 * @public
 */
export type DeploymentStrategy = 'all-at-once' | 'blue-green' | 'canary';

/**
 * All strategies.
 *
 * @public
 */
export const DEPLOYMENT_STRATEGIES: readonly DeploymentStrategy[] = [
  'all-at-once',
  'blue-green',
  'canary',
];

/**
 * `deploying` is the one open state; the others end the deployment.
 *
 * @public
 */
export type DeploymentState =
  | 'deploying'
  | 'deployed'
  | 'rolled-back'
  | 'failed';

/**
 * What happened at one moment of a deployment.
 *
 * @public
 */
export interface DeploymentStep {
  /** From 1, without gaps. */
  sequence: number;
  /** What was done, for example `start`, `shift-traffic`, `health-check`. */
  name: string;
  /** How the step ended. */
  outcome: 'succeeded' | 'failed';
  /** Share of the traffic on the new version after the step, in percent. */
  trafficPercent?: number;
  /** What a person should know about it. */
  message?: string;
  /** When it happened (RFC 3339, UTC). */
  occurredAt: string;
}

/**
 * What a pipeline did with a permit.
 *
 * @public
 */
export interface Deployment {
  /** Id given by the registry. */
  id: string;
  /** Entity ref of the chatbot. */
  chatbot: string;
  /** Name of the model version. */
  version: string;
  /** Digest of the model version. */
  versionDigest: string;
  /** Stage deployed to. */
  stage: StageName;
  /** The promotion whose permit was consumed. */
  promotionId: string;
  /** How traffic moves. */
  strategy: DeploymentStrategy;
  /** Where it stands. */
  state: DeploymentState;
  /** Digest of the version it replaces and may fall back to; absent for the first one of a stage. */
  replacesDigest?: string;
  /** The steps reported so far, in order. */
  steps: DeploymentStep[];
  /** When the permit was consumed (RFC 3339, UTC). */
  startedAt: string;
  /** When it left `deploying` (RFC 3339, UTC). */
  finishedAt?: string;
  /** When another version took the stage over (RFC 3339, UTC). Absent while it runs. */
  endedAt?: string;
}
