export type {
  ComparableVersion,
  CompareOptions,
  ComparisonRow,
  ComparisonStatus,
  ComparisonVerdict,
  MetricSpec,
  PromptComparison,
  VersionComparison,
} from './Comparison';
export {
  changedParts,
  compareVersions,
  type BundleChange,
} from './compareVersions';
