import { ModelVersionBundle } from '../versions/modelVersionDigest';
import type {
  EvaluationEvidence,
  SampleScore,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/**
 * One row: a fact on both sides. What is on one side only is never `same`: "differences only" must show it.
 *
 * @public
 */
export type ComparisonRow = Api.ComparisonRow;

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
