import { z } from 'zod';
import {
  columnDigest,
  count,
  digest,
  EventDefinitions,
  id,
  name,
  none,
  origin,
  originClaims,
  originTexts,
  subjectOf,
} from './definition';

/** Events of evaluations. */
export const evaluationEvents = {
  'evaluation.reported': {
    meaning:
      'A pipeline reported an evaluation of a model version; its report time is when the event occurred.',
    subject: subjectOf('evaluation'),
    data: z.strictObject({
      versionId: id.describe('Version that was evaluated'),
      version: name,
      digest: digest.describe('Digest of the version'),
      suite: name,
      dataset: z.strictObject({ name, revision: name, digest: name }),
      judge: z.strictObject({
        name,
        kind: z.enum(['llm', 'deterministic', 'stand-in']),
        digest: name,
      }),
      contentDigest: digest.describe('Digest of every number and text'),
      identityDigest: digest.describe('Digest of what makes it one run'),
      metrics: z.array(
        z.strictObject({ name, value: z.number(), sampleCount: count }),
      ),
      samples: count,
      deploymentId: id
        .optional()
        .describe('Running deployment that was tested'),
      stage: name.optional().describe('Stage of that deployment'),
      origin,
      ...originClaims,
    }),
    people: none,
    texts: z.strictObject({
      ...originTexts,
      runDigest: columnDigest('the run'),
    }),
  },
} satisfies EventDefinitions;
