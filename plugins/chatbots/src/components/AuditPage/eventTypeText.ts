import type { EventType } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import type { Texts } from '../../hooks';
import { auditMessages } from '../../translations/audit';

/** An event type in words; a type that this page does not know stands for itself. @internal */
export function eventTypeText(t: Texts, type: string): string {
  return isEventType(type) ? t(`audit.type.${type}`) : type;
}

/** Looked up in the texts: the schemas of the events have no place in a browser. */
function isEventType(type: string): type is EventType {
  return Object.hasOwn(auditMessages.type, type);
}

/** What an event is about, in words; a kind that this page does not know stands for itself. @internal */
export function subjectKindText(t: Texts, kind: string): string {
  return isSubjectKind(kind) ? t(`audit.subject.${kind}`) : kind;
}

function isSubjectKind(
  kind: string,
): kind is keyof typeof auditMessages.subject {
  return Object.hasOwn(auditMessages.subject, kind);
}
