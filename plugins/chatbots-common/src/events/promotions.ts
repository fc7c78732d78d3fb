import { z } from 'zod';
import {
  columnDigest,
  count,
  digest,
  EventDefinitions,
  id,
  instant,
  name,
  none,
  people,
  reasonCode,
  subjectOf,
  text,
} from './definition';

/** What a promotion's event is about. */
export const promotionSubject = subjectOf('promotion');

const about = {
  version: name,
  digest: digest.describe('Digest of the version'),
  stage: name,
};
const bindingDigest = digest.describe('Digest of what decisions are bound to');

const strategy = z.enum(['all-at-once', 'blue-green', 'canary']);

/** What every event of a new state tells. */
export const transition = {
  ...about,
  bindingDigest,
  from: name.describe('State before'),
};

const replacesVersion = name
  .nullable()
  .describe('Name of the version that runs in the stage');

const reasons = z.array(reasonCode);

/** Events of promotions and of the decisions on them. */
export const promotionEvents = {
  'promotion.requested': {
    meaning: 'Somebody asked to bring a version to a stage.',
    subject: promotionSubject,
    data: z.strictObject({
      ...about,
      versionId: id,
      bindingDigest,
      strategy,
      policyNumber: z.int().describe('Policy whose rules resolved'),
      via: z.enum(['person', 'pipeline']),
      expiresAt: instant.describe('Until when it waits for its approvals'),
      replaces: digest
        .optional()
        .describe('Digest of the version that runs in the stage'),
      replacesVersion,
      contributors: z.strictObject({
        unmapped: count.describe('How many contributors are no known user'),
        unreported: z
          .boolean()
          .describe('Whether commits stood between that no report shows'),
      }),
    }),
    people: z.strictObject({
      requesters: people.describe('For whom it counts as requested'),
      contributors: people.describe('Contributors that are known users'),
    }),
    texts: z.strictObject({
      comment: text.optional(),
      summary: text.describe('What changes, in a line'),
      unmappedContributors: text
        .optional()
        .describe('Contributors that are no known user, one a line'),
      contributorsDigest: columnDigest('the contributors'),
    }),
  },
  'promotion.reopened': {
    meaning:
      'An approved promotion lost its quorum and waits for approvals again.',
    subject: promotionSubject,
    data: z.strictObject({
      ...transition,
      expiresAt: instant.describe('Until when it waits for its approvals'),
    }),
    people: none,
    texts: none,
  },
  'promotion.rebound': {
    meaning:
      'Facts changed while nobody had decided, and the promotion rests on the new ones.',
    subject: promotionSubject,
    data: z.strictObject({
      ...about,
      bindingDigest,
      policyNumber: z.int(),
      replaces: digest.optional(),
      replacesVersion,
      reasonCodes: reasons.describe('What changed'),
    }),
    people: none,
    texts: none,
  },
  'promotion.answered': {
    meaning: 'A system outside the portal answered about a promotion.',
    subject: promotionSubject,
    data: z.strictObject({
      ...about,
      answerId: id,
      system: name.describe('Configured id of the system'),
      status: z.enum(['approved', 'refused', 'pending']),
      askedDigest: digest.describe(
        'Digest of the facts that it was asked about',
      ),
      sentAt: instant.describe('When the system sent it, by its own clock'),
      decidedAt: instant
        .optional()
        .describe('When it was decided there, as the system says'),
    }),
    people: none,
    texts: z.strictObject({
      link: text.optional().describe('Page of the ticket'),
      reference: text.optional().describe('How the system names the ticket'),
      answeredBy: text
        .optional()
        .describe('Who answered, in the words of the system'),
      comment: text.optional(),
      messageId: text.describe('How the system names the message'),
      contentDigest: columnDigest('the whole answer'),
    }),
  },
  'promotion.decided': {
    meaning: 'The actor approved or rejected a promotion.',
    subject: promotionSubject,
    data: z.strictObject({
      ...about,
      decisionId: id,
      decision: z.enum(['approve', 'reject']),
      bindingDigest: bindingDigest.describe('Digest of what the actor saw'),
    }),
    people: none,
    texts: z.strictObject({ comment: text.optional() }),
  },
  'promotion.decision-withdrawn': {
    meaning: 'The actor took a decision back.',
    subject: promotionSubject,
    data: z.strictObject({ ...about, decisionId: id, bindingDigest }),
    people: none,
    texts: none,
  },
  'promotion.approved': {
    meaning: 'A promotion has its approvals and all its checks.',
    subject: promotionSubject,
    data: z.strictObject({
      ...transition,
      expiresAt: instant.describe('Until when a permit may be issued'),
    }),
    people: none,
    texts: none,
  },
  'promotion.withdrawn': {
    meaning: 'A requester took the request back.',
    subject: promotionSubject,
    data: z.strictObject(transition),
    people: none,
    texts: none,
  },
  'promotion.rejected': {
    meaning: 'A reviewer’s rejection ended a promotion.',
    subject: promotionSubject,
    data: z.strictObject({ ...transition, reasonCode }),
    people: none,
    texts: none,
  },
  'promotion.expired': {
    meaning: 'A promotion was not approved or used in time.',
    subject: promotionSubject,
    data: z.strictObject({ ...transition, reasonCode }),
    people: none,
    texts: none,
  },
  'promotion.void': {
    meaning: 'What a promotion rests on changed, and its decisions are void.',
    subject: promotionSubject,
    data: z.strictObject({
      ...transition,
      reasonCode,
      reasonCodes: reasons.optional().describe('Everything that changed'),
    }),
    people: none,
    texts: none,
  },
  'promotion.superseded': {
    meaning: 'A newer promotion to the same stage replaced this one.',
    subject: promotionSubject,
    data: z.strictObject({ ...transition, reasonCode }),
    people: none,
    texts: none,
  },
} satisfies EventDefinitions;
