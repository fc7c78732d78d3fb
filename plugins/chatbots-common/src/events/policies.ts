import { z } from 'zod';
import {
  count,
  digest,
  EventDefinitions,
  globalSubject,
  none,
  text,
} from './definition';

const subject = globalSubject('policy').describe('The policy, by its number');
const policyDigest = digest.describe('SHA-256 of the policy’s text');

/** Events of policies. */
export const policyEvents = {
  'policy.proposed': {
    meaning: 'The actor proposed a policy.',
    subject,
    data: z.strictObject({ digest: policyDigest }),
    people: none,
    texts: none,
  },
  'policy.approved': {
    meaning: 'The actor approved a proposed policy.',
    subject,
    data: z.strictObject({ digest: policyDigest }),
    people: none,
    texts: none,
  },
  'policy.activated': {
    meaning: 'A policy came into force; every gate is evaluated anew.',
    subject,
    data: z.strictObject({
      digest: policyDigest,
      changes: count.describe('How many differences to the one before'),
      replaces: z.int().optional().describe('Number of the one before'),
    }),
    people: none,
    texts: z.strictObject({
      differences: text.describe('The differences, as JSON'),
    }),
  },
} satisfies EventDefinitions;
