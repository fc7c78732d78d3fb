import { ChatbotEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { DatabaseAuditAppender } from '../audit/append/DatabaseAuditAppender';
import { PORTAL } from '../database/Actor';
import { Clock, systemClock } from '../database/Clock';
import { UnitOfWork } from '../database/UnitOfWork';
import { testEventKeys } from './eventKeys';
import { testLogKeys, testSequencing } from './sequencing';

/** An audit log that numbers when it is told to. */
export function createTestLog(
  knex: Knex,
  { clock = systemClock }: { clock?: Clock } = {},
) {
  const eventKeys = testEventKeys();
  const unitOfWork = UnitOfWork.create({
    knex,
    clock,
    audit: new DatabaseAuditAppender({ keys: eventKeys }),
  });
  const sequencer = testSequencing({
    knex,
    clock,
    logKeys: testLogKeys(eventKeys.origin),
    eventKeys,
  });
  /** Records events in one unit of work each. */
  const record = async (...events: ChatbotEvent[]) => {
    for (const event of events) {
      await unitOfWork.run({ actor: PORTAL }, work => work.record(event));
    }
  };
  /** Gives what is recorded its numbers. */
  const number = () => sequencer.drain();
  return { eventKeys, unitOfWork, record, number };
}
