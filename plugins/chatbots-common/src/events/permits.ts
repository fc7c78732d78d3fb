import { z } from 'zod';
import {
  columnDigest,
  digest,
  EventDefinitions,
  id,
  instant,
  name,
  none,
  people,
  text,
} from './definition';
import { promotionSubject, transition } from './promotions';

/** Events of permits; each moves the promotion that it releases. */
export const permitEvents = {
  'promotion.released': {
    meaning:
      'The permit of an approved promotion was issued to its pipeline; when the event occurred is its time of issue.',
    subject: promotionSubject,
    data: z.strictObject({
      ...transition,
      permitId: id,
      keyId: id.describe('Key that signed the permit'),
      expiresAt: instant.describe('Until when the permit can be consumed'),
      envelopeDigest: digest.describe('SHA-256 of the stored envelope'),
    }),
    people: none,
    texts: none,
  },
  'promotion.deploying': {
    meaning:
      'The permit was consumed and its one deployment opened; when the event occurred is the start of the deployment.',
    subject: promotionSubject,
    data: z.strictObject({
      ...transition,
      permitId: id,
      deploymentId: id,
      strategy: name,
      replacesVersion: name.optional(),
      fallbackDigest: digest
        .optional()
        .describe('Digest that the deployment may return to'),
    }),
    people: z.strictObject({
      approvers: people.describe('Whose approvals released it'),
    }),
    texts: z.strictObject({
      idempotencyKey: text.describe('Run and attempt that consumed it'),
      runDigest: columnDigest('the run').optional(),
    }),
  },
} satisfies EventDefinitions;
