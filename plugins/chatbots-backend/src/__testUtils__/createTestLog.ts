import { mockServices } from '@backstage/backend-test-utils';
import { ChatbotEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { createVerifierKey } from '@chatbot-portal/transparency-log';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { DatabaseAuditAppender } from '../audit/append/DatabaseAuditAppender';
import { Sequencer } from '../audit/sequence/Sequencer';
import { PORTAL } from '../database/Actor';
import { Clock, systemClock } from '../database/Clock';
import { UnitOfWork } from '../database/UnitOfWork';
import { SigningKey } from '../keys';
import { testAlarm, testEventKeys } from './eventKeys';

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
  const signingKey = SigningKey.generate();
  const sequencer = new Sequencer({
    knex,
    clock,
    logger: mockServices.logger.mock(),
    signingKey,
    verifierKey: createVerifierKey(
      eventKeys.origin,
      signingKey.publicKey,
      sha256,
    ),
    eventKeys,
    alarm: testAlarm(),
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
