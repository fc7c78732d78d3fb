/**
 * Contract tests that modules run against what they add, in a runner with the globals `describe` and `it`.
 *
 * @packageDocumentation
 */
export {
  describeAuditAnchor,
  type AuditAnchorContract,
} from './describeAuditAnchor';
export { describeSigner, type SignerContract } from './describeSigner';
export { describeEventSink, type EventSinkContract } from './describeEventSink';
export { sampleSinkEvents } from './sampleSinkEvents';
export {
  describeCheckContract,
  type CheckContractOptions,
  type CheckSituation,
} from './describeCheckContract';
export { describeScmHost, type ScmHostSubject } from './describeScmHost';
