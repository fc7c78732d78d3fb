/**
 * Which way a metric gets better. A comparison without it would call a rising latency an improvement.
 *
 * @public
 */
export type MetricDirection = 'higher-is-better' | 'lower-is-better';

/**
 * One aggregate score of an evaluation.
 *
 * @public
 */
export interface MetricValue {
  /** Name within the suite, for example `retrieval_hit_rate`. */
  name: string;
  /** Finite number. */
  value: number;
  /** Which way is better. */
  direction: MetricDirection;
  /** `ratio` for a share between 0 and 1, otherwise an SI unit such as `ms`; absent for a plain number. */
  unit?: string;
  /** How many samples the value was computed from. */
  sampleCount: number;
  /** Standard deviation of the per-sample scores (n − 1 in the denominator), when the suite knows it. */
  standardDeviation?: number;
  /**
   * SHA-256 of what defines the metric, for example its formula and the prompt of its judge. Values of different definitions are not
   * compared; absent when the suite does not tell it.
   */
  definitionDigest?: string;
}

/**
 * A metric over one part of the dataset, for example one topic or language.
 *
 * @public
 */
export interface MetricSlice {
  /** Name of the part. */
  slice: string;
  /** Name of the metric. */
  metric: string;
  /** Finite number. */
  value: number;
  /** How many samples the part has. */
  sampleCount: number;
}

/**
 * The score of one dataset sample under one metric.
 *
 * @public
 */
export interface SampleScore {
  /** Stable id of the sample within the dataset revision. */
  sampleId: string;
  /** Name of the metric. */
  metric: string;
  /** Finite number. */
  score: number;
}
