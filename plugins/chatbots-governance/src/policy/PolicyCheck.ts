/**
 * What every check in a policy has.
 *
 * @public
 */
export interface PolicyCheckBase {
  /** Unique within the stage; results and overrides refer to it. */
  id: string;
  /** Shown in place of the generated title. */
  title?: string;
  /** Whether an inconclusive outcome keeps the promotion from being approved. Default `block`. */
  whenInconclusive?: 'block' | 'allow';
  /** Shown, but never in the way. Default false. */
  advisory?: boolean;
}

/**
 * A metric stays on the right side of a number.
 *
 * @public
 */
export interface ThresholdCheck extends PolicyCheckBase {
  /** Tells the kinds of checks apart. */
  type: 'threshold';
  /** Suite that measures it. */
  suite: string;
  /** Metric name. */
  metric: string;
  /** Smallest value accepted. Exactly one of `min` and `max` is set. */
  min?: number;
  /** Largest value accepted. */
  max?: number;
  /** With fewer samples there is no telling. */
  minimumSamples?: number;
  /** Asks that the whole confidence interval is on the right side, for example 0.95. */
  confidence?: number;
}

/**
 * A metric is not worse than that of the version that runs in the stage.
 *
 * @public
 */
export interface RegressionCheck extends PolicyCheckBase {
  /** Tells the kinds of checks apart. */
  type: 'regression';
  /** Suite that measures it. */
  suite: string;
  /** Metric name. */
  metric: string;
  /** How much worse it may be: in the metric's unit, or as a share of the baseline's value. Exactly one is set. */
  tolerance: { absolute?: number; relative?: number };
  /** With fewer samples there is no telling. */
  minimumSamples?: number;
  /** Asks for proof, at this confidence, that it is not worse: the whole interval of the paired difference is within the tolerance. */
  confidence?: number;
}

/**
 * A metric stays on the right side of a number in the worst part of the dataset.
 *
 * @public
 */
export interface SliceCheck extends PolicyCheckBase {
  /** Tells the kinds of checks apart. */
  type: 'worst-slice';
  /** Suite that measures it. */
  suite: string;
  /** Metric name. */
  metric: string;
  /** Smallest value accepted. Exactly one of `min` and `max` is set. */
  min?: number;
  /** Largest value accepted. */
  max?: number;
  /** With fewer samples in a slice there is no telling about it. */
  minimumSamples?: number;
}

/**
 * The evaluation of a suite is not too old.
 *
 * @public
 */
export interface FreshnessCheck extends PolicyCheckBase {
  /** Tells the kinds of checks apart. */
  type: 'freshness';
  /** Suite whose latest evaluation is looked at. */
  suite: string;
  /** In milliseconds. */
  maxAge: number;
}

/**
 * An accepted evaluation of a suite exists: from an accepted origin, by an accepted judge, over an accepted dataset.
 *
 * @public
 */
export interface EvidenceCheck extends PolicyCheckBase {
  /** Tells the kinds of checks apart. */
  type: 'evidence';
  /** Suite to look for. */
  suite: string;
}

/**
 * One check of a policy.
 *
 * @public
 */
export type PolicyCheck =
  | ThresholdCheck
  | RegressionCheck
  | SliceCheck
  | FreshnessCheck
  | EvidenceCheck;
