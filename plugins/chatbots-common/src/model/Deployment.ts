import type { Api } from '../generated';
import { StageName } from './Stage';

/**
 * How a deployment takes over the traffic.
 *
 * @public
 */
export type DeploymentStrategy = Api.Strategy;

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
export type DeploymentState = Api.Deployment['state'];

/**
 * What happened at one moment of a deployment.
 *
 * @public
 */
export type DeploymentStep = Api.DeploymentStep;

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
