import { ServiceUnavailableError } from '@backstage/errors';
import {
  parseAuditEventText,
  readStoredEvent,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { authenticateEvent, EventProblem } from '../audit/authenticateEvent';
import { AuditEventRow } from '../database/auditEvents';
import { EventKeys } from '../keys';

/**
 * Reads an event that something is to follow from.
 *
 * @returns the event, or why the portal did not write the row
 * @throws ServiceUnavailableError for an event that this replica can't read and another one can: it has a key that is not
 * configured here, or a newer version wrote it. Whoever follows must not pass it by
 */
export function readFollowed(
  row: AuditEventRow,
  keys: EventKeys,
): { event: StoredEvent } | { problem: EventProblem } {
  const problem = authenticateEvent(row, keys);
  if (problem === 'mac-key-unknown' && !keys.ephemeral) {
    throw new ServiceUnavailableError(
      `Event ${row.sequence} of the log has a key that is not configured here: add it to chatbots.audit.eventKeys`,
    );
  }
  if (problem) {
    return { problem };
  }
  try {
    return { event: readStoredEvent(parseAuditEventText(row.body)) };
  } catch (error) {
    throw new ServiceUnavailableError(
      `Event ${row.sequence} of the log, ${row.type}, is of a newer version of the portal`,
      error,
    );
  }
}
