export type {
  AuditActor,
  AuditEventBody,
  AuditEventData,
  AuditSubject,
} from './AuditEventBody';
export {
  auditEventText,
  auditLeafHash,
  parseAuditEventText,
} from './auditEventText';
export { commitText, verifyCommitment } from './commitment';
