import {
  AuditEventBody,
  parseAuditEventText,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
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

/** The event in a stored text; undefined where it has no form that the portal writes or wrote. */
export function readEvent(text: string): StoredEvent | undefined {
  const body = readBody(text);
  try {
    return body && readStoredEvent(body);
  } catch {
    return undefined;
  }
}
