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
