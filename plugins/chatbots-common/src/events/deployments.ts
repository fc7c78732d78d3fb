import { z } from 'zod';
import {
  digest,
  EventDefinitions,
  id,
  name,
  none,
  reasonCode,
  subjectOf,
  text,
} from './definition';
import { promotionSubject, transition } from './promotions';

const subject = subjectOf('deployment');

const about = {
  promotionId: id,
  version: name,
  digest: digest.describe('Digest of the version'),
  stage: name,
};

const closing = {
  ...about,
  replaces: digest
    .optional()
    .describe('Digest of the version that ran there before'),
};

const words = z.strictObject({ message: text.optional() });

/** Events of deployments, and of the promotions that end with them. */
export const deploymentEvents = {
  'deployment.step-reported': {
    meaning: 'A pipeline reported one step of an open deployment.',
    subject,
    data: z.strictObject({
      ...about,
      sequence: z.int().min(1).describe('Number of the step'),
      weight: z.number().describe('Share of traffic, in percent'),
      status: z.enum(['healthy', 'unhealthy']),
    }),
    people: none,
    texts: z.strictObject({
      step: text.describe('Name of the step'),
      message: text.optional(),
    }),
  },
  'deployment.deployed': {
    meaning: 'A deployment succeeded, and its version runs in the stage.',
    subject,
    data: z.strictObject(closing),
    people: none,
    texts: words,
  },
  'deployment.rolled-back': {
    meaning: 'A deployment returned to the version before it.',
    subject,
    data: z.strictObject(closing),
    people: none,
    texts: words,
  },
  'deployment.failed': {
    meaning: 'A deployment failed, or was given up by an administrator.',
    subject,
    data: z.strictObject({ ...closing, reasonCode: reasonCode.optional() }),
    people: none,
    texts: words,
  },
  'promotion.deployed': {
    meaning: 'The deployment of a promotion succeeded.',
    subject: promotionSubject,
    data: z.strictObject({ ...transition, deploymentId: id }),
    people: none,
    texts: none,
  },
  'promotion.rolled-back': {
    meaning: 'The deployment of a promotion was rolled back.',
    subject: promotionSubject,
    data: z.strictObject({ ...transition, deploymentId: id }),
    people: none,
    texts: none,
  },
  'promotion.failed': {
    meaning: 'The deployment of a promotion failed or was given up.',
    subject: promotionSubject,
    data: z.strictObject({
      ...transition,
      deploymentId: id,
      reasonCode: reasonCode.optional(),
    }),
    people: none,
    texts: none,
  },
} satisfies EventDefinitions;
