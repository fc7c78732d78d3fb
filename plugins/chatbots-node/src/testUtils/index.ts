/**
 * Contract tests that modules run against what they add, in a runner with the globals `describe` and `it`.
 *
 * @packageDocumentation
 */
export {
  describeCheckContract,
  type CheckContractOptions,
  type CheckSituation,
} from './describeCheckContract';
