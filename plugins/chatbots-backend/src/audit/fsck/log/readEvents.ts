import {
  AuditEventBody,
  EventType,
  parseAuditEventText,
  readStoredEvent,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';

/** Undefined for a text that is no event any more: that is a finding of its own and ends no check. */
export function readBody(text: string): AuditEventBody | undefined {
  try {
    return parseAuditEventText(text);
  } catch {
    return undefined;
  }
}

/** The event in a body; undefined where it has no form that the portal writes or wrote. */
export function toEvent(
  body: AuditEventBody | undefined,
): StoredEvent | undefined {
  try {
    return body && readStoredEvent(body);
  } catch {
    return undefined;
  }
}

/** The event in a stored text. */
export function readEvent(text: string): StoredEvent | undefined {
  return toEvent(readBody(text));
}

/** Whether an event is of one of the types: an old body may have another one today. */
export function isOneOf<T extends EventType>(
  event: StoredEvent,
  types: readonly T[],
): event is StoredEvent<T> {
  return types.some(type => type === event.type);
}
