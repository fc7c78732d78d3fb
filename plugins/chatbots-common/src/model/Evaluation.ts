import { MetricSlice, MetricValue } from './Metric';
import { StageName } from './Stage';

/**
 * What computed the scores. A `stand-in` imitates a judge without its quality (for example a lexical overlap in place
 * of a language model) and must say so: a policy can refuse it for a stage.
 *
 * @public
 */
export type JudgeKind = 'llm' | 'deterministic' | 'stand-in';

/**
 * All kinds of judge.
 *
 * @public
 */
export const JUDGE_KINDS: readonly JudgeKind[] = [
  'llm',
  'deterministic',
  'stand-in',
];

/**
 * The judge of an evaluation.
 *
 * @public
 */
export interface Judge {
  /** Name, for example of the model. */
  name: string;
  /** What kind it is. */
  kind: JudgeKind;
  /** SHA-256 of what makes it judge as it does: model, prompt, parameters. */
  digest: string;
}

/**
 * How the reporter proved who it is: a stored pipeline token, or a federated OIDC identity.
 *
 * @public
 */
export type EvaluationOriginKind = 'token' | 'oidc';

/**
 * All kinds of origin.
 *
 * @public
 */
export const EVALUATION_ORIGIN_KINDS: readonly EvaluationOriginKind[] = [
  'token',
  'oidc',
];

/**
 * Where a report comes from. With kind `oidc` the other facts are the verified claims of the identity token; with kind
 * `token` they are what the pipeline says about itself.
 *
 * @public
 */
export interface EvaluationOrigin {
  /** How the reporter was authenticated. */
  kind: EvaluationOriginKind;
  /** Issuer of the identity token. */
  issuer?: string;
  /** Git ref the run was started for, for example `refs/heads/main`. */
  ref?: string;
  /** What started the run, as its host calls it, for example `push`. Only with kind `oidc`. */
  event?: string;
  /** Whether the host protects the ref. Only with kind `oidc`. */
  protected?: boolean;
  /** Name of the workflow that ran. */
  workflow?: string;
  /** File that the workflow stands in, by its path in the repository. Only with kind `oidc`. */
  workflowFile?: string;
  /** Id of the run at the CI system. */
  runId?: string;
  /** Attempt within the run, from 1. */
  runAttempt?: number;
  /** Protected environment the run was in. */
  environment?: string;
}

/**
 * One run of a suite over a dataset against one model version.
 *
 * @public
 */
export interface EvaluationEvidence {
  /** Id given by the registry. */
  id: string;
  /** Digest over the reported content, which freezes an evaluation into a promotion. */
  contentDigest: string;
  /** Name of the chatbot. */
  chatbot: string;
  /** Name of the model version. */
  version: string;
  /** Digest of the model version. */
  versionDigest: string;
  /** Name of the suite, for example `golden`. */
  suite: string;
  /** Name of the dataset. */
  datasetName: string;
  /** Revision of the dataset. */
  datasetRevision: string;
  /** SHA-256 of the dataset's bytes. */
  datasetDigest: string;
  /** What computed the scores. */
  judge: Judge;
  /** Aggregates, one per metric name. */
  metrics: MetricValue[];
  /** Metrics per part of the dataset. */
  slices: MetricSlice[];
  /** Whether per-sample scores are stored beside it. */
  hasSamples: boolean;
  /** Where the report comes from. */
  origin: EvaluationOrigin;
  /** Set when a running deployment was tested: its stage. */
  stage?: StageName;
  /** Set when a running deployment was tested: its id. */
  deploymentId?: string;
  /** When the run started (RFC 3339, UTC), as reported. */
  startedAt: string;
  /** When the run finished (RFC 3339, UTC), as reported. */
  finishedAt: string;
  /** When the registry recorded it (RFC 3339, UTC). Age is counted from here: the reported times are the reporter's. */
  reportedAt: string;
}
