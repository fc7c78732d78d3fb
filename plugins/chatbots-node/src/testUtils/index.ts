/**
 * Contract tests that a module runs against what it adds. For test files of Jest only.
 *
 * @packageDocumentation
 */
export {
  describeAuditAnchor,
  type AuditAnchorContract,
} from './describeAuditAnchor';
export { describeSigner, type SignerContract } from './describeSigner';
