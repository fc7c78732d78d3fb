import { z } from 'zod';
import {
  count,
  EventDefinitions,
  globalSubject,
  instant,
  name,
  none,
  text,
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
  'log.anchored': {
    meaning:
      'An anchor was found to hold a checkpoint of the log: from here on it must not be empty.',
    subject,
    data: z.strictObject({
      anchor: name.describe('Id of the anchor'),
      size: count.describe('Events that the checkpoint covers'),
    }),
    people: none,
    texts: none,
  },
  'log.anchor-replaced': {
    meaning:
      'An operator replaced what an anchor kept: it may be empty, until it holds a checkpoint again.',
    subject,
    data: z.strictObject({ anchor: name.describe('Id of the anchor') }),
    people: none,
    texts: z.strictObject({ reason: text }),
  },
  'log.continued': {
    meaning:
      'An operator continued a restored log under a new name, since its anchors hold events that it lost.',
    subject: globalSubject('audit-log').describe('The new log, by its origin'),
    data: z.strictObject({
      previous: name.describe('Origin of the log that is continued'),
      size: count.describe('Number of events numbered before the new log'),
      commonSize: count.describe(
        'Events up to which the restored log is known to be the one that was anchored',
      ),
      anchored: z
        .array(
          z.strictObject({
            origin: name,
            size: count,
            root: name.describe('Root hash at that size, in base64'),
          }),
        )
        .describe(
          'The largest checkpoint of each name that was held outside the database',
        ),
    }),
    people: none,
    texts: z.strictObject({ reason: text }),
  },
} satisfies EventDefinitions;
