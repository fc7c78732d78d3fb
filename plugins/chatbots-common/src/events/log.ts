import { z } from 'zod';
import {
  count,
  EventDefinitions,
  globalSubject,
  instant,
  none,
} from './definition';

const subject = globalSubject('audit-log').describe('The log, by its origin');

/** Events of the audit log itself. */
export const logEvents = {
  'audit.exported': {
    meaning: 'The actor exported a part of the log.',
    subject,
    data: z.strictObject({
      fromSequence: count,
      toSequence: count.describe('Exclusive'),
      count,
      reveal: z
        .boolean()
        .describe('Whether names and texts were put beside the hashed bytes'),
      checkpointSize: count.describe('Size of the checkpoint it is joined to'),
      from: instant.optional().describe('Start of the period asked for'),
      to: instant.optional().describe('End of the period asked for'),
    }),
    people: none,
    texts: none,
  },
  'log.upgraded': {
    meaning:
      'From the next number on every event carries a message authentication code.',
    subject,
    data: z.strictObject({
      size: count.describe('Number of events numbered before this one'),
    }),
    people: none,
    texts: none,
  },
} satisfies EventDefinitions;
