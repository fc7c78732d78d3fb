import { mockServices } from '@backstage/backend-test-utils';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Signer } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { Knex } from 'knex';
import { AuditAlarm } from '../audit/alarm/AuditAlarm';
import { LogGuard } from '../audit/anchor/LogGuard';
import { LogKeys, toLogKeys } from '../audit/logKeys';
import { Checkpointer } from '../audit/sequence/Checkpointer';
import { Sequencer } from '../audit/sequence/Sequencer';
import { Clock, systemClock } from '../database/Clock';
import { CheckedSigner, EventKeys, PemSigner } from '../keys';
import { testAlarm, testEventKeys } from './eventKeys';

/** Keys of a log whose signer lives as long as the test, or of the signer given. */
export function testLogKeys(
  origin: string,
  signer: Signer = PemSigner.generate('test'),
  options: { logger?: LoggerService; timeoutMs?: number } = {},
): LogKeys {
  const checked = new CheckedSigner({
    logger: mockServices.logger.mock(),
    ...options,
    signer,
  });
  return toLogKeys(
    { signer: checked, publicKeys: [checked.publicKey] },
    origin,
  );
}

/** What numbers and signs a log, when it is told to. */
export function testSequencing(options: {
  knex: Knex;
  logKeys: LogKeys;
  eventKeys?: EventKeys;
  clock?: Clock;
  logger?: LoggerService;
  alarm?: AuditAlarm;
  guard?: LogGuard;
}) {
  const {
    knex,
    logKeys,
    clock = systemClock,
    logger = mockServices.logger.mock(),
    alarm = testAlarm(),
    guard,
  } = options;
  const eventKeys =
    options.eventKeys ?? testEventKeys(logKeys.verifierKey.name);
  const shared = { knex, clock, logger, eventKeys, guard };
  const sequencer = new Sequencer({
    ...shared,
    verifierKeys: logKeys.verifierKeys,
    alarm,
  });
  const checkpointer = new Checkpointer({ ...shared, keys: logKeys });
  return {
    sequencer,
    checkpointer,
    wake: () => sequencer.wake(),
    /** Gives what is committed its numbers, and signs the end. */
    drain: async () => {
      await sequencer.drain();
      await checkpointer.run();
    },
  };
}
