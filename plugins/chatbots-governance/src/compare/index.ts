export type {
  ComparableVersion,
  CompareOptions,
  ComparisonRow,
  MetricSpec,
  PromptComparison,
  VersionComparison,
} from './Comparison';
export {
  changedParts,
  compareVersions,
  type BundleChange,
} from './compareVersions';
export {
  describeMeasurementChanges,
  measurementBreaks,
  measurementChanges,
  measurementOf,
  type Measurement,
  type MeasurementChange,
} from './comparability';
