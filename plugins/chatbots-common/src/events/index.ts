/**
 * The facts that the portal records.
 *
 * @packageDocumentation
 */
export {
  EVENT_TYPES,
  eventSchemas,
  isEventType,
  type ChatbotEvent,
  type Event,
  type EventType,
} from './ChatbotEvent';
export { readStoredEvent, type StoredEvent } from './StoredEvent';
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
