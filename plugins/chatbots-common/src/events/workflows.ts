import { z } from 'zod';
import {
  digest,
  EventDefinitions,
  id,
  name,
  none,
  reasonCode,
  text,
} from './definition';
import { promotionSubject } from './promotions';

const about = {
  version: name,
  digest: digest.describe('Digest of the version'),
  stage: name,
  dispatchId: id.describe('Id of the request to start the workflow'),
  attempt: z.int().min(1).describe('1 for the first of the promotion'),
};

/** Events of the deploy workflows that the portal starts. */
export const workflowEvents = {
  'promotion.workflow-requested': {
    meaning:
      'The deploy workflow of an approved promotion is to be started: by the portal, or again by the actor.',
    subject: promotionSubject,
    data: z.strictObject({
      ...about,
      approvalId: id
        .nullable()
        .describe(
          'Event of the approval that it follows; null when a person asked',
        ),
    }),
    people: none,
    texts: none,
  },
  'promotion.workflow-started': {
    meaning: 'The git host runs the deploy workflow of a promotion.',
    subject: promotionSubject,
    data: z.strictObject({
      ...about,
      runId: name.nullable().describe('Id of the run, where the host tells it'),
      found: z
        .boolean()
        .describe('Whether the run was there already, as after a crash'),
    }),
    people: none,
    texts: z.strictObject({
      url: text.optional().describe('Page of the run'),
    }),
  },
  'promotion.workflow-failed': {
    meaning: 'The deploy workflow of a promotion could not be started.',
    subject: promotionSubject,
    data: z.strictObject({ ...about, reasonCode }),
    people: none,
    texts: z.strictObject({
      message: text.optional().describe('What the host lacks or says'),
    }),
  },
} satisfies EventDefinitions;
