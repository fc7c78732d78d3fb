import { z } from 'zod';
import {
  count,
  EventDefinitions,
  globalSubject,
  id,
  instant,
  none,
} from './definition';

/** Events of webhooks. What is sent to them is no event: each delivery follows from one. */
export const webhookEvents = {
  'webhook.redelivered': {
    meaning: 'The actor asked that deliveries be sent to a webhook again.',
    subject: globalSubject('webhook').describe('The target, by its id'),
    data: z.strictObject({
      deliveries: count.describe('How many deliveries are sent again'),
      deliveryId: id.optional().describe('The delivery, where it is one'),
      since: instant
        .optional()
        .describe('Since when they were made, where all that failed are meant'),
    }),
    people: none,
    texts: none,
  },
} satisfies EventDefinitions;
