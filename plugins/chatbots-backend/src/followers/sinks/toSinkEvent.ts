import { SinkEvent } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { NumberedEvent } from '../createLogFollower';

/** An event as it leaves the portal: without texts, whose commitments say nothing to anybody outside. */
export function toSinkEvent(event: NumberedEvent): SinkEvent {
  const { eventId, sequence, type, occurredAt, recordedAt, demo } = event;
  const { actor, subject, data, people } = event;
  // The parts are of one type of event; TypeScript knows them apart from each other only.
  return {
    id: eventId,
    sequence,
    type,
    occurredAt,
    recordedAt,
    actor,
    subject,
    data,
    people,
    ...(demo ? { demo } : {}),
  } as SinkEvent;
}
