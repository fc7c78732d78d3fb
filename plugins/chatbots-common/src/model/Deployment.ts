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
 * `open` until the pipeline reports how it ended.
 *
 * @public
 */
export type DeploymentState = 'open' | 'deployed' | 'rolled-back' | 'failed';

/**
 * What happened at one moment of a deployment.
 *
 * @public
 */
export interface DeploymentStep {
  /** Place among the steps of the deployment, from 1. */
  sequence: number;
  /** What the pipeline calls it. */
  name: string;
  /** Share of the traffic on the new version, in percent. */
  weight: number;
  /** What the pipeline saw. */
  status: 'healthy' | 'unhealthy';
  /** More of it, for a person. */
  message?: string;
  /** When the portal recorded it (RFC 3339, UTC). */
  reportedAt: string;
}

/**
 * What a pipeline did with a permit.
 *
 * @public
 */
export interface DeploymentEvidence {
  /** Id given by the registry. */
  id: string;
  /** Name of the chatbot. */
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
  /** When it left `open` (RFC 3339, UTC). */
  finishedAt?: string;
  /** When another version took the stage over (RFC 3339, UTC). Absent while it runs. */
  endedAt?: string;
}
