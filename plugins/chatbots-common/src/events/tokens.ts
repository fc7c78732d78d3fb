import { z } from 'zod';
import {
  digest,
  EventDefinitions,
  id,
  instant,
  none,
  origin,
  originClaims,
  originTexts,
  subjectOf,
  text,
} from './definition';

const subject = subjectOf('pipeline-token');
const tokenDigest = digest.describe('SHA-256 of the token’s stored hash');
const expiresAt = instant.describe('Until when it works');

/** Events of pipeline tokens. */
export const tokenEvents = {
  'token.issued': {
    meaning:
      'A stored pipeline token was issued; those of the same purpose were revoked.',
    subject,
    data: z.strictObject({
      tokenDigest,
      expiresAt,
      revokedTokens: z.array(id).describe('Tokens that it replaces'),
    }),
    people: none,
    texts: z.strictObject({ purpose: text }),
  },
  'token.exchanged': {
    meaning:
      'An identity token of the host was exchanged for a short-lived pipeline token.',
    subject,
    data: z.strictObject({
      tokenDigest,
      expiresAt,
      origin,
      ...originClaims,
    }),
    people: none,
    texts: z.strictObject({
      ...originTexts,
      login: text
        .optional()
        .describe('SCM login of the person who started the run'),
    }),
  },
  'token.revoked': {
    meaning: 'A pipeline token was revoked by itself.',
    subject,
    data: z.strictObject({ tokenDigest }),
    people: none,
    texts: none,
  },
} satisfies EventDefinitions;
