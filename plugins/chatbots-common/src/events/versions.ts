import { z } from 'zod';
import {
  columnDigest,
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

/** Events of model versions. */
export const versionEvents = {
  'version.reported': {
    meaning: 'A pipeline reported a model version.',
    subject: subjectOf('model-version').describe(
      'The version, by its name within the chatbot',
    ),
    data: z.strictObject({
      versionId: id,
      version: name,
      digest: digest.describe('Digest of the bundle'),
      ordinal: z.int().describe('Its place among the chatbot’s versions'),
      source: z.strictObject({ repositoryId: name, commit: name }),
      artifacts: z.array(z.strictObject({ name, digest: name })),
      promptTexts: z
        .array(digest)
        .describe('Digests of the prompts whose texts were reported'),
      origin,
      ...originClaims,
    }),
    people: none,
    texts: z.strictObject({
      ...originTexts,
      commitsDigest: columnDigest('the commits'),
      runDigest: columnDigest('the run'),
      modelCardDigest: columnDigest('the model card').optional(),
    }),
  },
} satisfies EventDefinitions;
