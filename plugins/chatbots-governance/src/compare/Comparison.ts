import { ModelVersionBundle } from '../versions/ModelVersionBundle';
import {
  MetricDirection,
  SampleScore,
  EvaluationEvidence,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';

/**
 * How the two sides of a row relate. What is on one side only is never `same`: "differences only" must show it.
 *
 * @public
 */
export type ComparisonStatus =
  | 'same'
  | 'changed'
  | 'added'
  | 'missing'
  | 'incomparable';

/**
 * Whether a change is for the better; `not-applicable` for what has no better.
 *
 * @public
 */
export type ComparisonVerdict =
  | 'better'
  | 'worse'
  | 'same'
  | 'unknown'
  | 'not-applicable';

/**
 * One row: a fact on both sides.
 *
 * @public
 */
export interface ComparisonRow {
  /** JSON of the tuple that names the row, so that no two rows share a key. */
  key: string;
  /** For reading. */
  label: string;
  /** How the sides relate. */
  status: ComparisonStatus;
  /** Whether it is for the better. */
  verdict: ComparisonVerdict;
  /** The base's side as text; absent when the base has none. */
  base?: string;
  /** The target's side as text; absent when the target has none. */
  target?: string;
  /** `target - base`, in the metric's unit. */
  delta?: number;
  /** `delta / |base|`; absent when the base is zero. */
  relativeDelta?: number;
  /** 95 % interval of `delta`, when both sides have scores of the same samples. */
  interval?: [number, number];
  /** Which way is better. */
  direction?: MetricDirection;
  /** Unit of the metric. */
  unit?: string;
  /** Suite of the metric. */
  suite?: string;
  /** Slice of the metric. */
  slice?: string;
  /** What a person should know about the row. */
  note?: string;
}

/**
 * A prompt on both sides.
 *
 * @public
 */
export type PromptComparison = Api.PromptComparison;

/**
 * A version to compare.
 *
 * @public
 */
export interface ComparableVersion {
  /** Name of the version. */
  version: string;
  /** What it is made of. */
  bundle: ModelVersionBundle;
  /** Texts of the prompts by name, as far as known. */
  promptTexts?: Readonly<Record<string, string>>;
  /** Its evaluations, in any order. */
  evaluations: readonly EvaluationEvidence[];
}

/**
 * What is known about a metric apart from its values, for example from the policy.
 *
 * @public
 */
export interface MetricSpec {
  /** Suite of the metric. */
  suite: string;
  /** Name of the metric. */
  metric: string;
  /** How much worse is still within the margin, in the metric's unit. */
  tolerance?: number;
}

/**
 * Options of {@link compareVersions}.
 *
 * @public
 */
export interface CompareOptions {
  /** What is known about metrics. */
  metrics?: readonly MetricSpec[];
  /** Per-sample scores by evaluation id, for intervals. */
  samples?: Readonly<Record<string, readonly SampleScore[]>>;
}

/**
 * What is different between a base and one target.
 *
 * @public
 */
export interface VersionComparison {
  /** Name of the base; absent when there is nothing to compare with, then everything is added. */
  base?: string;
  /** Name of the target. */
  target: string;
  /** Repository and commit. */
  source: ComparisonRow[];
  /** Base model. */
  model: ComparisonRow[];
  /** Prompts. */
  prompts: PromptComparison[];
  /** Parameters and hyperparameters. */
  parameters: ComparisonRow[];
  /** Datasets. */
  datasets: ComparisonRow[];
  /** Artifacts. */
  artifacts: ComparisonRow[];
  /** Metrics, whole and by slice. */
  scores: ComparisonRow[];
  /** Facts for a summary sentence, the most important first. */
  summary: string[];
}
