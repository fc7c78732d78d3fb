export { assertArtifact } from './assertArtifact';
export {
  createPermit,
  createPermitStatement,
  permitKeyId,
  type CreatePermitOptions,
} from './createPermit';
export { preAuthEncoding, type DsseEnvelope } from './DsseEnvelope';
export {
  PERMIT_PAYLOAD_TYPE,
  PERMIT_PREDICATE_TYPE,
  PERMIT_STATEMENT_TYPE,
  type PermitPredicate,
  type PermitStatement,
  type PermitSubject,
} from './PermitStatement';
export {
  verifyPermit,
  type PermitExpectation,
  type PermitKey,
} from './verifyPermit';
