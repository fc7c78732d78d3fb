import {
  AuditEventBody,
  parseAuditEventText,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';

/** Undefined for a text that is no event any more: that is a finding of its own and ends no check. */
export function readBody(text: string): AuditEventBody | undefined {
  try {
    return parseAuditEventText(text);
  } catch {
    return undefined;
  }
}
